"""Letters that ask each funder of the budget for its support: what the dossier says, no more.

What is missing is written « … à compléter » where it should stand; nothing is invented instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cvdesk.app.signatories import signatory
from cvdesk.domain.budget import BudgetYear, budgets_of, percent
from cvdesk.domain.contrat import NotInContrat
from cvdesk.domain.facts import Facts
from cvdesk.domain.grants import FunderLine
from cvdesk.domain.ids import RowId
from cvdesk.domain.modele_lettre import PLACE, ModeleLettre
from cvdesk.domain.money import NBSP, Euros, grouped

GRANTED = "acquis"


@dataclass(frozen=True, slots=True)
class Demande:
    """What one project asks of one funder.

    Attributes:
        kind: The kind of funder (``com``, ``prive`` …).
        amounts: What is asked, for each exercise; money already granted is left out.
    """

    project: RowId
    name: str
    kind: str
    years: tuple[BudgetYear, ...]
    amounts: tuple[Euros, ...]

    @property
    def total(self) -> Euros:
        """Every exercise together."""
        return Euros.total(self.amounts)


@dataclass(frozen=True, slots=True)
class Lettre:
    """A letter ready to be set.

    Attributes:
        sender: Name, address and numbers of the association, one a line.
        recipient: To whom it is addressed, one line each.
        place: « Fait à …, le … ».
        signed: Who signs, and as what.
        lacking: What is still to be written in it.
    """

    demande: Demande
    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    place: str
    subject: str
    greeting: str
    paragraphs: tuple[str, ...]
    closing: str
    signed: tuple[str, ...]
    lacking: tuple[str, ...]


def missing(what: str) -> str:
    """Return what stands for a value that the dossier does not have."""
    return f"…{NBSP}{what} à compléter"


def demandes(facts: Facts) -> tuple[Demande, ...]:
    """Return what is asked of each funder, project by project; nothing of a funder who gave all."""
    found: list[Demande] = []
    for project in facts.projects:
        years = budgets_of(facts, project)
        for name, kind in _funders(years):
            amounts = tuple(
                Euros.total(line.amount for line in _asked(year, name, kind)) for year in years
            )
            if any(amounts):
                found.append(Demande(project, name, kind, years, amounts))
    return tuple(found)


def _funders(years: Sequence[BudgetYear]) -> Iterator[tuple[str, str]]:
    seen: dict[tuple[str, str], None] = {}
    for year in years:
        for line in year.funders:
            if line.name:
                seen.setdefault((line.name, line.kind))
    yield from seen


def _asked(year: BudgetYear, name: str, kind: str) -> Iterator[FunderLine]:
    for line in year.funders:
        if (line.name, line.kind) == (name, kind) and line.status != GRANTED:
            yield line


def lettre(facts: Facts, demande: Demande, modeles: Sequence[ModeleLettre]) -> Lettre:
    """Return the letter to one funder.

    Args:
        facts: The dossier.
        demande: What is asked of whom.
        modeles: The texts; one is for every kind of funder.
    """
    own = [one for one in modeles if demande.kind in one.pour]
    modele = (own or [one for one in modeles if not one.pour])[0]
    values = {name: value(facts, demande) for name, value in VALUES.items()}
    lacking: dict[str, None] = {}

    def said(text: str) -> str:
        def put(name: str) -> str:
            if values[name]:
                return values[name]
            lacking.setdefault(LABELS[name])
            return missing(LABELS[name])

        return PLACE.sub(lambda match: put(match[1]), text)

    paragraphs = tuple(
        said(one.texte) for one in modele.paragraphes if all(values[name] for name in one.si)
    )
    who = signatory(facts)
    signed = (said("{signataire}"), who.function) if who.function else (said("{signataire}"),)
    place = said("{fait_a}, le {fait_le}")
    sender, subject = _sender(facts, said), said(modele.objet)
    return Lettre(
        demande=demande,
        sender=sender,
        recipient=(demande.name, missing("adresse")),
        place=place,
        subject=subject,
        greeting=said(modele.salutation),
        paragraphs=paragraphs,
        closing=said(modele.politesse),
        signed=signed,
        lacking=("adresse", *lacking),
    )


def _sender(facts: Facts, said: Callable[[str], str]) -> tuple[str, ...]:
    lines = [said("{association}"), said("{siege}"), said("SIRET {siret}")]
    if rna := facts.shown("rna"):
        lines.append(f"RNA {rna}")
    return tuple(lines)


# --- values -------------------------------------------------------------------------------------


def _field(name: str) -> Callable[[Facts, Demande], str]:
    return lambda facts, _: facts.shown(name)


def _of_project(name: str) -> Callable[[Facts, Demande], str]:
    return lambda facts, demande: facts.shown(name, demande.project)


def _association(facts: Facts, _: Demande) -> str:
    name, sigle = facts.shown("nom"), facts.shown("sigle")
    return f"{name} ({sigle})" if name and sigle else name


def _seat(facts: Facts, _: Demande) -> str:
    town = " ".join(
        part for part in (facts.shown("siege_code_postal"), facts.shown("siege_commune")) if part
    )
    return ", ".join(part for part in (facts.shown("siege_voie"), town) if part)


def _amount(_: Facts, demande: Demande) -> str:
    if len(demande.amounts) == 1:
        return str(demande.total)
    each = [
        f"{amount} en {year.year}"
        for amount, year in zip(demande.amounts, demande.years, strict=True)
    ]
    return f"{', '.join(each[:-1])} et {each[-1]}, soit {demande.total} en tout"


def _budget(_: Facts, demande: Demande) -> str:
    total = Euros.total(year.produits for year in demande.years)
    return str(total) if total else ""


def _part(_: Facts, demande: Demande) -> str:
    total = Euros.total(year.produits for year in demande.years)
    return percent(demande.total, total) if total else ""


def _others(_: Facts, demande: Demande) -> str:
    mine = (demande.name, demande.kind)
    names = [name for name, kind in _funders(demande.years) if (name, kind) != mine]
    return f"{NBSP}; ".join(dict.fromkeys(names))


def _people(facts: Facts, demande: Demande) -> str:
    told = []
    for year in facts.years:
        total = facts.value("benef_total", demande.project, year)
        if total is None:
            continue
        people = f"{grouped(total)} personne{'s' if total > 1 else ''}"
        told.append(people if len(facts.years) == 1 else f"{people} en {year}")
    return ", ".join(told)


def _quarters(facts: Facts, demande: Demande) -> str:
    told = []
    for row in facts.rows("territoires", demande.project):
        code = facts.value("territoire_quartier", row) or ""
        try:
            name = facts.contrat.quartier(code).nom
        except NotInContrat:
            name = code
        town = facts.shown("territoire_commune", row)
        told.append(f"{name} ({town})" if name and town else name or town)
    return f"{NBSP}; ".join(one for one in told if one)


def _main(facts: Facts, demande: Demande) -> RowId | None:
    rows = facts.rows("ancrages", demande.project)
    return next((row for row in rows if facts.value("ancrage_role", row) == "principale"), None)


def _orientation(facts: Facts, demande: Demande) -> str:
    row = _main(facts, demande)
    node = None if row is None else facts.value("ancrage_noeud", row)
    try:
        cited = None if node is None else facts.contrat.citation(node)
    except NotInContrat:
        return ""
    if cited is None:
        return ""
    number = f" (n°{NBSP}{cited.numero})" if cited.numero else ""
    return f"«{NBSP}{cited.titre}{NBSP}»{number}"


def _sentence(facts: Facts, demande: Demande) -> str:
    row = _main(facts, demande)
    return "" if row is None else facts.shown("ancrage_phrase", row)


def _objectives(facts: Facts, demande: Demande) -> str:
    rows = facts.rows("objectifs", demande.project)
    told = [facts.shown("objectif_texte", row).rstrip(". ") for row in rows]
    return f"{NBSP}; ".join(one for one in told if one)


def _contact(part: str) -> Callable[[Facts, Demande], str]:
    def value(facts: Facts, _: Demande) -> str:
        who = "contact" if facts.value("contact_different") else "representant"
        if part != "nom":
            return facts.shown(f"{who}_{part}")
        names = [facts.shown(f"{who}_{one}") for one in ("prenom", "nom")]
        return " ".join(one for one in names if one)

    return value


VALUES: Mapping[str, Callable[[Facts, Demande], str]] = {
    "association": _association,
    "siege": _seat,
    "siret": _field("siret"),
    "financeur": lambda _, demande: demande.name,
    "montant": _amount,
    "budget": _budget,
    "part": _part,
    "autres": _others,
    "intitule": _of_project("intitule"),
    "date_debut": _of_project("date_debut"),
    "date_fin": _of_project("date_fin"),
    "beneficiaires": _people,
    "quartiers": _quarters,
    "objectifs": _objectives,
    "contrat": lambda facts, _: facts.contrat.titre,
    "orientation": _orientation,
    "phrase": _sentence,
    "contact": _contact("nom"),
    "telephone": _contact("telephone"),
    "courriel": _contact("courriel"),
    "signataire": lambda facts, _: signatory(facts).holder,
    "fait_a": _field("fait_a"),
    "fait_le": _field("fait_le"),
}
"""Every value that the text of a letter may name."""

LABELS: Mapping[str, str] = {
    "association": "nom de l’association", "siege": "adresse du siège", "siret": "numéro",
    "financeur": "financeur", "montant": "montant", "budget": "budget", "part": "part",
    "autres": "autres financeurs", "intitule": "intitulé", "date_debut": "date de début",
    "date_fin": "date de fin", "beneficiaires": "nombre de personnes", "quartiers": "quartiers",
    "objectifs": "objectifs", "contrat": "contrat", "orientation": "orientation",
    "phrase": "phrase", "contact": "personne à joindre", "telephone": "téléphone",
    "courriel": "courriel", "signataire": "signataire", "fait_a": "lieu", "fait_le": "date",
}  # fmt: skip
