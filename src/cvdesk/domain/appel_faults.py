"""What is wrong in a call: all of it, each at its place.

One list for a file, which says its line, and for the screen where a call is written, which shows
the question. The contract is looked at when it is there; ``known`` says what else a call may name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from cvdesk.domain.appel import Appel
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.voie import Voie

Place: TypeAlias = tuple[str | int, ...]
"""Where a fault stands: names and positions in the file of the call."""

_DEPARTEMENT = re.compile(r"0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-6]", re.ASCII)
_PORTAL = re.compile(r"(\d{2,3}|2[AB])-", re.ASCII)
_FILE = re.compile(r"[a-z0-9][a-z0-9-]{0,49}", re.ASCII)
_MOST_CHARACTERS = 100_000
_ORDER = {"instruction": 1, "comite": 2, "notification": 3, "versement": 4}
_AFTER_THE_END_DAYS = 366
MOST_YEARS = {"annuelle": 1, "pluriannuelle": 4}


@dataclass(frozen=True, slots=True, order=True)
class AppelFault:
    """One thing to correct.

    Attributes:
        message: French, without capital nor full stop.
    """

    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class Known:
    """What a call may name.

    Attributes:
        fields: Ids of the fields of the forms, whose limit a call may set.
        kinds: Kinds of funders of the budget grid.
        voies: The paths.
    """

    fields: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    voies: tuple[Voie, ...] = ()


def appel_faults(appel: Appel, contrat: Contrat | None, known: Known) -> tuple[AppelFault, ...]:
    """Return everything to correct in a call, in the order of its parts.

    Args:
        appel: The call.
        contrat: Its contract, or None when this computer does not have it, which is a fault.
        known: What it may name.
    """
    found = [
        *_days(appel),
        *_years(appel),
        *_amounts(appel),
        *_twice(appel),
        *_path(appel, known),
        *_names(appel, known),
    ]
    if contrat is None:
        message = f"le contrat «\u00a0{appel.contrat}\u00a0» n’est pas sur cet ordinateur"
        found.append(AppelFault(("contrat",), message))
    else:
        found += [*_term(appel, contrat), *_territory(appel, contrat), *_places(appel, contrat)]
    return tuple(found)


def _days(appel: Appel) -> Iterator[AppelFault]:
    opening, closing = appel.ouverture, appel.cloture
    if opening and closing and closing < opening:
        yield AppelFault(
            ("cloture",), "l’appel se ferme avant de s’ouvrir\u00a0: vérifiez les deux dates"
        )
    for rank, one in enumerate(appel.dates):
        if one.jour is None and not one.phrase:
            yield AppelFault(("dates", rank), "cette date n’a ni jour ni phrase")
    before = closing or opening
    steps = [(_ORDER[one.quoi], rank, one.jour) for rank, one in enumerate(appel.dates)
             if one.jour is not None and one.quoi in _ORDER]  # fmt: skip
    for _, rank, day in sorted(steps):
        if before is not None and day < before:
            yield AppelFault(
                ("dates", rank, "jour"),
                f"le {day:%d/%m/%Y} vient avant le {before:%d/%m/%Y}, qui devrait "
                "le précéder\u00a0: vérifiez ces dates",
            )
        else:
            before = day
    if closing and appel.annees:
        end = date(appel.annees[-1], 12, 31)
        if closing > end:
            yield AppelFault(
                ("cloture",),
                f"l’appel se ferme le {closing:%d/%m/%Y}, après la dernière année aidée "
                f"({appel.annees[-1]})",
            )
        if (date(appel.annees[0], 1, 1) - closing).days > _AFTER_THE_END_DAYS:
            yield AppelFault(
                ("annees",),
                f"la première année ({appel.annees[0]}) vient plus d’un an après la clôture",
            )


def _years(appel: Appel) -> Iterator[AppelFault]:
    years = appel.annees
    if not years:
        yield AppelFault(("annees",), "les années que l’appel aide manquent")
        return
    if list(years) != list(range(years[0], years[0] + len(years))):
        yield AppelFault(("annees",), "les années se suivent, de la première à la dernière")
    most = MOST_YEARS.get(appel.periode, 1)
    if appel.periode == "annuelle" and len(years) > most:
        yield AppelFault(("annees",), "un appel annuel aide une seule année")
    if appel.periode == "pluriannuelle" and not 1 < len(years) <= most:
        yield AppelFault(("annees",), "une convention pluriannuelle dure de deux à quatre ans")


def _amounts(appel: Appel) -> Iterator[AppelFault]:
    least, most = appel.montant_min, appel.montant_max
    if least is not None and most is not None and most < least:
        yield AppelFault(
            ("montant_max",), f"le montant maximum ({most}) est sous le minimum ({least})"
        )
    for term, share in (
        ("part_publique_max", appel.part_publique_max), ("part_qpv_min", appel.part_qpv_min),
    ):  # fmt: skip
        if share is not None and share > 1:
            yield AppelFault((term,), "une part ne dépasse pas 100\u00a0%")
    for term, amount in (("montant_min", least), ("montant_max", most)):
        if amount is not None and amount.cents % 100:
            yield AppelFault((term,), "ce montant s’écrit en euros entiers")
    if appel.sous_le_maximum and most is None:
        yield AppelFault(("sous_le_maximum",), "il manque le montant maximum à ne pas atteindre")
    if appel.hors_quartier == "non" and appel.hors_quartier_phrase:
        yield AppelFault(
            ("hors_quartier_phrase",),
            "l’appel n’admet pas d’action hors quartier, et dit pourtant comment",
        )
    if appel.cvn_comptees is not None and appel.part_publique_max is None:
        yield AppelFault(("cvn_comptees",), "cette réponse attend la part maximale d’argent public")


def _twice(appel: Appel) -> Iterator[AppelFault]:
    for part, names in (
        ("financeurs", [one.id for one in appel.financeurs]),
        ("pieces", [one.id for one in appel.pieces]),
        ("communes", list(appel.communes)),
        ("orientations", list(appel.orientations)),
        ("quartiers", list(appel.quartiers)),
        ("formats_pieces", list(appel.formats_pieces)),
    ):
        for name, times in Counter(names).items():
            if times > 1:
                rank = len(names) - 1 - names[::-1].index(name)
                yield AppelFault((part, rank), f"«\u00a0{name}\u00a0» est écrit {times} fois")


def _path(appel: Appel, known: Known) -> Iterator[AppelFault]:
    if not appel.voie:
        return
    path = next((one for one in known.voies if one.id == appel.voie), None)
    if path is None:
        names = ", ".join(one.id for one in known.voies)
        yield AppelFault(
            ("voie",),
            f"la voie «\u00a0{appel.voie}\u00a0» n’est pas connue\u00a0; voies\u00a0: {names}",
        )
        return
    if not path.exists_in(appel.contrat):
        yield AppelFault(("voie",), f"le contrat n’a pas la voie «\u00a0{path.titre}\u00a0»")
    if path.periode != appel.periode:
        yield AppelFault(("periode",), f"la voie «\u00a0{path.titre}\u00a0» est {path.periode}")


def _names(appel: Appel, known: Known) -> Iterator[AppelFault]:
    for rank, one in enumerate(appel.financeurs):
        if one.type not in known.kinds:
            kinds = ", ".join(sorted(known.kinds))
            yield AppelFault(
                ("financeurs", rank, "type"),
                f"«\u00a0{one.type}\u00a0» n’est pas une ligne du budget\u00a0; on y trouve "
                f"{kinds}",
            )
        if one.departement and not _DEPARTEMENT.fullmatch(one.departement):
            yield AppelFault(
                ("financeurs", rank, "departement"),
                f"«\u00a0{one.departement}\u00a0» n’est pas un numéro de département",
            )
        portal = _PORTAL.match(one.portal_label)
        if portal and one.departement and portal[1].lstrip("0") != one.departement.lstrip("0"):
            yield AppelFault(
                ("financeurs", rank, "portal_label"),
                f"ce nom de portail est celui du {portal[1]}, et le financeur est du "
                f"{one.departement}",
            )
    if not _FILE.fullmatch(appel.id):
        yield AppelFault(
            ("appel",), "le nom du fichier s’écrit en minuscules, chiffres et tirets, sans accent"
        )
    for term, most in (
        ("limite_titres", appel.limite_titres), ("limite_textes", appel.limite_textes),
        *((name, limit) for name, limit in appel.limites.items()),
    ):  # fmt: skip
        if most is not None and not 0 < most <= _MOST_CHARACTERS:
            place: Place = (term,) if term.startswith("limite_") else ("limites", term)
            yield AppelFault(place, "une limite va de 1 à 100\u00a0000 caractères")
    for name in appel.limites:
        if name not in known.fields:
            yield AppelFault(
                ("limites", name), f"aucun formulaire n’a de champ «\u00a0{name}\u00a0»"
            )


def _term(appel: Appel, contrat: Contrat) -> Iterator[AppelFault]:
    outside = [year for year in appel.annees if not contrat.debut.year <= year <= contrat.fin.year]
    if outside:
        yield AppelFault(
            ("annees",),
            f"{outside[0]} est hors du contrat, qui va de {contrat.debut.year} à "
            f"{contrat.fin.year}",
        )


def _territory(appel: Appel, contrat: Contrat) -> Iterator[AppelFault]:
    communes = {one.nom: one for one in contrat.communes}
    for rank, name in enumerate(appel.communes):
        if name not in communes:
            yield AppelFault(
                ("communes", rank), f"«\u00a0{name}\u00a0» n’est pas une commune du contrat"
            )
    quartiers = {one.id: one for one in contrat.quartiers}
    for rank, name in enumerate(appel.quartiers):
        if name not in quartiers:
            yield AppelFault(
                ("quartiers", rank), f"«\u00a0{name}\u00a0» n’est pas un quartier du contrat"
            )
        elif appel.communes and not set(quartiers[name].communes) & set(appel.communes):
            yield AppelFault(
                ("quartiers", rank),
                f"le quartier «\u00a0{quartiers[name].nom}\u00a0» est hors des communes de l’appel",
            )
    served = {communes[name].departement for name in appel.communes if name in communes}
    served = served or set(contrat.departements)
    for rank, one in enumerate(appel.financeurs):
        if served and one.departement and one.departement not in served:
            yield AppelFault(
                ("financeurs", rank, "departement"),
                f"{one.nom} est du {one.departement}, et l’appel du {_enumerated(served)}",
            )


def _places(appel: Appel, contrat: Contrat) -> Iterator[AppelFault]:
    for rank, place in enumerate(appel.orientations):
        if not contrat.cites(place):
            yield AppelFault(
                ("orientations", rank),
                f"le contrat n’a pas d’orientation «\u00a0{place}\u00a0»",
            )
    axes = {axe.id for axe in contrat.axes_transversaux}
    for rank, one in enumerate(appel.criteres):
        if one.noeud and one.noeud not in axes and not contrat.cites(one.noeud):
            yield AppelFault(
                ("criteres", rank, "noeud"), f"le contrat n’a rien sous «\u00a0{one.noeud}\u00a0»"
            )


def _enumerated(names: Iterable[str]) -> str:
    *most, last = sorted(names)
    return f"{', '.join(most)} et {last}" if most else last
