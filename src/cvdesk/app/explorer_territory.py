"""When and where a contract holds: its printed term, and whom a funder or a scheme serves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cvdesk.domain.contrat import Contrat
from cvdesk.domain.contrat_moyens import Perimetre
from cvdesk.domain.contrat_parts import Provenance

NOT_SAID = "non précisé par le texte"


@dataclass(frozen=True, slots=True)
class Term:
    """The printed term of a contract on a given day.

    Attributes:
        dates: « Du … au … », and whether the days are deduced.
        over: Whether it is past, or the contract replaced.
        said: « en vigueur jusqu’au … » or « terme échu depuis le … ».
        short: The same, beside a title.
    """

    dates: str
    over: bool
    said: str
    short: str

    @property
    def sentence(self) -> str:
        """What is said of it, as a sentence."""
        return f"{self.said[:1].upper()}{self.said[1:]}."


def term(contrat: Contrat, today: date) -> Term:
    """Return the term of a contract as it stands on a day."""
    deduced = contrat.periode_source is not Provenance.DIT
    dates = f"Du {contrat.debut:%d/%m/%Y} au {contrat.fin:%d/%m/%Y}"
    dates += " (jours déduits)" if deduced else ""
    last = f"{contrat.fin:%d/%m/%Y}"
    if contrat.fin < today or contrat.statut == "echu":
        return Term(dates, over=True, said=f"terme échu depuis le {last}", short="terme échu")
    if contrat.statut == "remplace":
        return Term(dates, over=True, said="remplacé par un autre texte", short="remplacé")
    return Term(dates, over=False, said=f"en vigueur jusqu’au {last}", short=f"jusqu’au {last}")


@dataclass(frozen=True, slots=True)
class Territory:
    """What one keeps to: all of it when both are empty.

    Attributes:
        departement: Its code.
        commune: Its exact name.
    """

    departement: str = ""
    commune: str = ""


EVERYWHERE = Territory()


def territories(contrat: Contrat) -> tuple[tuple[str, Territory], ...]:
    """Return the choices of the territory, with their names: each département, then its communes.

    Communes outside the territory of the contract are left out.
    """
    inside = [commune for commune in contrat.communes if not commune.hors_perimetre]
    codes = dict.fromkeys((*contrat.departements, *(one.departement for one in inside)))
    choices: list[tuple[str, Territory]] = [("Tout le territoire", EVERYWHERE)]
    for code in codes:
        choices.append((f"Département {code}", Territory(code)))
        named = sorted(one.nom for one in inside if one.departement == code)
        choices += [(f"{nom} ({code})", Territory(code, nom)) for nom in named]
    return tuple(choices)


def serves(contrat: Contrat, perimetre: Perimetre, where: Territory) -> bool | None:
    """Tell whether a perimeter holds in a territory; None when the text sets no such limit."""
    if where == EVERYWHERE:
        return None
    quartiers = [one for one in contrat.quartiers if one.id in perimetre.quartiers]
    communes = {*perimetre.communes, *(nom for one in quartiers for nom in one.communes)}
    if communes:
        if where.commune:
            return where.commune in communes
        codes = {one.departement for one in contrat.communes if one.nom in communes}
        return where.departement in (codes or perimetre.departements)
    return where.departement in perimetre.departements if perimetre.departements else None


def perimeter_words(contrat: Contrat, perimetre: Perimetre) -> str:
    """Return where a funder or a scheme acts, in words; empty when the text sets no limit."""
    names = {one.id: one.nom for one in contrat.quartiers}
    places = [*perimetre.communes, *(names.get(id_, id_) for id_ in perimetre.quartiers)]
    words = perimetre.texte or ", ".join(places)
    codes = ", ".join(perimetre.departements)
    if codes:
        words = f"{words} ({codes})" if words else f"département{'s' * (',' in codes)} {codes}"
    if perimetre.types:
        kinds = f"quartiers {', '.join(perimetre.types)}"
        words = f"{words}, {kinds}" if words else kinds
    return words


def communes_in(contrat: Contrat, where: Territory) -> frozenset[str] | None:
    """Return the communes of a territory; None for all of them."""
    if where.commune:
        return frozenset({where.commune})
    if where.departement:
        return frozenset(
            one.nom for one in contrat.communes if one.departement == where.departement
        )
    return None
