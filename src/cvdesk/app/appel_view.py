"""A call, read aloud: every term in French, « non précisé par l’appel » for what it leaves open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cvdesk.domain.appel import Appel, PieceAttendue
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.money import NBSP, Euros, grouped
from cvdesk.domain.voie import Dit, Voie

NOT_SAID = "non précisé par l’appel"
_STEPS = {
    "instruction": "Instruction",
    "comite": "Comité",
    "notification": "Réponse",
    "versement": "Versement",
    "autre": "Autre date",
}
_OUTSIDE = {
    "non": "non admises",
    "motive": "admises si la demande le motive",
    "oui": "admises",
    "": NOT_SAID,
}
_PERIODS = {
    "civile": "dans l’année civile, du 1er janvier au 31 décembre",
    "scolaire": "dans l’année scolaire, du 1er septembre au 31 août",
    "civile_ou_scolaire": "dans l’année civile ou l’année scolaire",
    "": NOT_SAID,
}
_WHEN = {
    "toujours": "",
    "premiere_demande": "pour une première demande",
    "renouvellement": "pour un renouvellement",
    "pouvoir": "si le signataire n’est pas le représentant légal",
    "cac": "au-delà de 153\u00a0000\u00a0€ de subventions publiques dans l’année",
}
_MEGA = 1_000_000


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a call.

    Attributes:
        value: In French, one sentence or a few words a line.
        said: Whether the call says it.
    """

    label: str
    value: str
    said: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """Terms that go together."""

    title: str
    terms: tuple[Term, ...]


def parts(
    appel: Appel, contrat: Contrat | None = None, voie: Voie | None = None
) -> tuple[Part, ...]:
    """Return every term of a call.

    Args:
        appel: The call.
        contrat: Its contract, to name orientations and quarters; ids are shown without it.
        voie: Its path, whose instruction criteria hold too.
    """
    return (
        Part("L’appel", tuple(_identity(appel, contrat, voie))),
        Part("Dates", tuple(_calendar(appel))),
        Part("Où et pour qui", tuple(_where(appel, contrat))),
        Part("Argent", tuple(_money(appel))),
        Part("Pièces", tuple(_papers(appel))),
        Part("Longueur des textes", tuple(_lengths(appel))),
        Part("Ce que l’on regarde", tuple(_looked_at(appel, voie))),
        Part("À qui s’adresser", tuple(_contacts(appel))),
    )


def changes(before: Appel, after: Appel, contrat: Contrat | None = None) -> tuple[str, ...]:
    """Return what differs between two texts of a call, one sentence for each term."""
    old = {term.label: term.value for part in parts(before, contrat) for term in part.terms}
    new = {term.label: term.value for part in parts(after, contrat) for term in part.terms}
    return tuple(
        f"{label}\u00a0: «\u00a0{_line(old.get(label, NOT_SAID))}\u00a0» devient "
        f"«\u00a0{_line(new.get(label, NOT_SAID))}\u00a0»."
        for label in dict.fromkeys((*old, *new))
        if old.get(label) != new.get(label)
    )


def where_said(said: Dit, contrat: Contrat | None = None) -> str:
    """Return where a statement comes from: a contract and its lines, or another text."""
    if said.source is not None:
        return said.source.title
    if not said.contrat:
        return ""
    named = said.contrat if contrat is None or contrat.id != said.contrat else contrat.titre_court
    return f"contrat {named}, {_lines(said.lignes)}"


def _lines(numbers: Iterable[int]) -> str:
    known = [str(number) for number in numbers]
    if not known:
        return "sans ligne"
    return f"ligne {known[0]}" if len(known) == 1 else f"lignes {', '.join(known)}"


def _line(text: str) -> str:
    return text.replace("\n", "\u00a0; ")


def _term(label: str, value: str) -> Term:
    return Term(label, value or NOT_SAID, said=bool(value) and value != NOT_SAID)


def _identity(appel: Appel, contrat: Contrat | None, voie: Voie | None) -> Iterator[Term]:
    yield Term("Titre", appel.titre)
    yield Term("Contrat de ville", appel.contrat if contrat is None else contrat.titre_court)
    if voie is not None:
        yield Term("Voie", voie.titre)
    years = [str(year) for year in appel.annees]
    yield Term("Années", years[0] if len(years) == 1 else f"{years[0]} à {years[-1]}")
    source = appel.source.title
    if appel.source.checked_on is not None:
        source += f", lu le {_day(appel.source.checked_on)}"
    yield Term("Source", f"{source}\n{appel.source.url}".strip())


def _calendar(appel: Appel) -> Iterator[Term]:
    yield _term("Ouverture", _day(appel.ouverture))
    yield _term("Clôture du dépôt", _day(appel.cloture))
    for quoi, label in _STEPS.items():
        told = [
            f"{_day(one.jour)}\u00a0: {one.phrase}" if one.jour and one.phrase
            else _day(one.jour) or one.phrase
            for one in appel.dates
            if one.quoi == quoi
        ]  # fmt: skip
        if told or quoi in {"instruction", "comite", "notification"}:
            yield _term(label, "\n".join(told))


def _where(appel: Appel, contrat: Contrat | None) -> Iterator[Term]:
    yield Term("Communes", ", ".join(appel.communes) or "tout le contrat")
    quartiers = {} if contrat is None else {one.id: one.nom for one in contrat.quartiers}
    named = ", ".join(quartiers.get(one, one) for one in appel.quartiers)
    yield Term("Quartiers", named or "tous ceux du contrat")
    yield Term(
        "Orientations",
        "\n".join(_orientation(contrat, one) for one in appel.orientations)
        or "toutes celles du contrat",
    )
    outside = _OUTSIDE[appel.hors_quartier]
    yield _term("Actions hors quartier", f"{outside}\n{appel.hors_quartier_phrase}".strip())
    yield _term("Part minimale d’habitants des quartiers", _share(appel.part_qpv_min))


def _orientation(contrat: Contrat | None, place: str) -> str:
    if contrat is None or not contrat.cites(place):
        return place
    cited = contrat.citation(place)
    return f"{cited.numero} {cited.titre}".strip()


def _money(appel: Appel) -> Iterator[Term]:
    yield _term(
        "Financeurs",
        "\n".join(
            f"{one.nom}{f' ({one.departement})' if one.departement else ''}"
            f"{f', «{NBSP}{one.portal_label}{NBSP}» dans le portail' if one.portal_label else ''}"
            for one in appel.financeurs
        ),
    )
    yield _term("Montant minimum", _euros(appel.montant_min))
    most = _euros(appel.montant_max)
    yield _term("Montant maximum", f"moins de {most}" if appel.sous_le_maximum and most else most)
    yield _term("Part maximale d’argent public", _share(appel.part_publique_max))
    yield _term(
        "Contributions volontaires dans cette part",
        _yes(appel.cvn_comptees, "comptées", "non comptées"),
    )
    yield _term(
        "Cofinancement d’une collectivité",
        _yes(appel.cofinancement_local, "demandé", "pas demandé"),
    )
    yield _term("Période de l’action", _PERIODS[appel.regle_periode])


def _papers(appel: Appel) -> Iterator[Term]:
    yield _term("Pièces à joindre", "\n".join(_paper(one) for one in appel.pieces))
    size = appel.taille_piece_max
    yield _term("Taille d’un fichier", "" if size is None else f"au plus {_megabytes(size)}")
    yield _term("Formats admis", ", ".join(one.upper() for one in appel.formats_pieces))


def _paper(one: PieceAttendue) -> str:
    when = _WHEN.get(one.condition, one.condition)
    return f"{one.label}, {when}" if when else one.label


def _lengths(appel: Appel) -> Iterator[Term]:
    yield _term("Titre de l’action", _characters(appel.limite_titres))
    yield _term("Textes longs", _characters(appel.limite_textes))
    for name, most in appel.limites.items():
        yield Term(f"Champ {name}", _characters(most))


def _looked_at(appel: Appel, voie: Voie | None) -> Iterator[Term]:
    yield _term("Conditions", "\n".join(appel.conditions))
    of_path = () if voie is None else voie.criteres
    every = dict.fromkeys((*of_path, *appel.criteres))
    yield _term(
        "Critères d’instruction",
        "\n".join(f"{one.texte} ({one.source})" if one.source else one.texte for one in every),
    )


def _contacts(appel: Appel) -> Iterator[Term]:
    told = [
        ", ".join(part for part in (one.nom, one.courriel, one.telephone, one.note) if part)
        for one in appel.contacts
    ]
    yield _term("Contacts", "\n".join(told))


def _day(day: date | None) -> str:
    return "" if day is None else f"{day:%d/%m/%Y}"


def _euros(amount: Euros | None) -> str:
    return "" if amount is None else str(amount)


def _share(share: Decimal | None) -> str:
    if share is None:
        return ""
    percent = f"{(share * 100).normalize():f}".replace(".", ",")
    return f"{percent}{NBSP}%"


def _yes(answer: bool | None, yes: str, no: str) -> str:  # noqa: FBT001 - the answer itself
    return "" if answer is None else yes if answer else no


def _characters(most: int | None) -> str:
    return "" if most is None else f"{grouped(most)} caractères, espaces comprises"


def _megabytes(size: int) -> str:
    """Say a size in bytes as people do; a file system counts in millions here."""
    if size % _MEGA == 0:
        return f"{size // _MEGA}{NBSP}Mo"
    return f"{size / _MEGA:.1f}".replace(".", ",") + f"{NBSP}Mo"
