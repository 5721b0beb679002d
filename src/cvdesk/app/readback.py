"""The page that the signatory reads aloud: what is asked, to whom, and what it commits to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cvdesk.domain.budget import BudgetYear, asked_by_year, budgets, percent
from cvdesk.domain.facts import Facts
from cvdesk.domain.form import Section
from cvdesk.domain.ids import ROOT, Key
from cvdesk.domain.kept import NO_REASON, Kept
from cvdesk.domain.money import Euros
from cvdesk.domain.pieces import pieces


@dataclass(frozen=True, slots=True)
class Readback:
    """The page.

    Attributes:
        amount: What is asked, for all years.
        to_whom: The funder or the service.
        period: « 2027 », « 2027 à 2029 ».
        signatory: Name and function of who signs.
        lines: Heading and text, in reading order; what is not answered says so.
        heading: What is read: « Demande de subvention à relire ».
        captions: What is written above the amount, the recipient and the period.
        kept: What the checks remark, and why it was kept so: the signatory answers for it too.
    """

    title: str
    amount: str
    to_whom: str
    period: str
    signatory: str
    lines: tuple[tuple[str, str], ...]
    heading: str = "Demande de subvention à relire"
    captions: tuple[str, str, str] = ("L’association demande", "à", "pour l’année")
    kept: tuple[tuple[str, str], ...] = ()


NOT_ANSWERED = "non précisé pour l’instant"
NO_FIGURE = "non précisé"
"""Written large, in the place of a few digits."""


def readback(facts: Facts, kept: tuple[Kept, ...] = ()) -> Readback:
    """Return the page to read aloud."""
    project = facts.projects[0] if facts.projects else ROOT
    years = facts.years
    asked = Euros.total(asked_by_year(facts).values())
    return Readback(
        title=facts.shown("intitule", project) or NOT_ANSWERED,
        amount=str(asked) if asked else NO_FIGURE,
        to_whom=facts.shown("destinataire_service") or NOT_ANSWERED,
        period=_period(years) or NO_FIGURE,
        signatory=signatory(facts),
        lines=tuple((head, text or NOT_ANSWERED) for head, text in _lines(facts, project)),
        kept=kept_lines(kept),
    )


def kept_lines(kept: tuple[Kept, ...]) -> tuple[tuple[str, str], ...]:
    """Return what the checks remark and the reason why each was kept."""
    return tuple((one.finding.message, one.reason or f"{NO_REASON}.".capitalize()) for one in kept)


def signatory(facts: Facts) -> str:
    """Return who signs: the legal representative, or who holds the power of attorney."""
    who = "signataire" if facts.value("signataire_representant") is False else "representant"
    name = " ".join(
        part for part in (facts.shown(f"{who}_{p}") for p in ("civilite", "prenom", "nom")) if part
    )
    function = facts.shown(f"{who}_fonction")
    return ", ".join(part for part in (name, function) if part)


def _period(years: tuple[int, ...]) -> str:
    if not years:
        return ""
    return str(years[0]) if len(years) == 1 else f"{years[0]} à {years[-1]}"


def _lines(facts: Facts, project: str) -> list[tuple[str, str]]:
    row = next((one for one in facts.projects if one == project), ROOT)
    place = ", ".join(
        part
        for part in (
            facts.shown("nom"),
            f"SIRET {facts.shown('siret')}" if facts.shown("siret") else "",
            facts.shown("siege_voie"),
            f"{facts.shown('siege_code_postal')} {facts.shown('siege_commune')}".strip(),
        )
        if part
    )
    return [
        ("Association", place),
        ("Pourquoi", first_sentences(facts.shown("besoin", row))),
        ("Ce qui sera fait", first_sentences(facts.shown("description", row))),
        ("Pour qui, où", _public(facts, row)),
        ("Contrat de ville", _orientation(facts, row)),
        ("Budget", _budget(facts)),
        ("Pièces", _papers(facts)),
        ("Engagement", _commitment(facts)),
    ]


READ_ALOUD = 260
"""Characters of a long text that are read; the whole dossier is one button away."""


def first_sentences(text: str) -> str:
    """Return the first whole sentences of a text, about what is read in fifteen seconds."""
    flat = " ".join(text.split())
    if len(flat) <= READ_ALOUD:
        return flat
    end = max(flat.rfind(". ", 0, READ_ALOUD), flat.rfind(".\u00a0", 0, READ_ALOUD))
    if end > 0:
        return flat[: end + 1]
    return flat[:READ_ALOUD].rsplit(" ", 1)[0] + "…"


def _public(facts: Facts, row: str) -> str:
    project = next((one for one in facts.projects if one == row), ROOT)
    year = facts.years[0] if facts.years else None
    total = facts.shown("benef_total", project, year)
    if not total:
        return ""
    parts = [f"{total} personnes"]
    if women := facts.shown("benef_femmes", project, year):
        parts.append(f"dont {women} femmes et filles")
    if living := facts.shown("benef_qpv", project, year):
        parts.append(f"{living} habitent un quartier prioritaire")
    quarters = []
    for line in facts.rows("territoires", project):
        code = facts.shown("territoire_quartier", line)
        try:
            name = facts.contrat.quartier(code).nom
        except KeyError:
            name = code
        quarters.append(f"{name}, {facts.shown('territoire_commune', line)}")
    listed = "\u00a0; ".join(quarters)
    return ", ".join(parts) + "." + (f" {listed}." if quarters else "")


def _orientation(facts: Facts, row: str) -> str:
    project = next((one for one in facts.projects if one == row), ROOT)
    said = []
    for line in facts.rows("ancrages", project):
        node = facts.value("ancrage_noeud", line)
        if facts.value("ancrage_role", line) == "principale" and facts.contrat.cites(node or ""):
            cited = facts.contrat.citation(node)
            number = f"{cited.niveau} {cited.numero}".strip()
            said.append(f"{number[:1].upper()}{number[1:]}\u00a0: «\u00a0{cited.titre}\u00a0».")
    return " ".join(said)


def _budget(facts: Facts) -> str:
    sentences = []
    for one in budgets(facts, "projet"):
        if one.empty:
            sentences.append(f"{one.year}\u00a0: aucun montant inscrit.")
            continue
        sentences.append(f"{one.year}\u00a0: {_totals(one)} {_others(one)}".strip())
    return " ".join(sentences)


def _totals(one: BudgetYear) -> str:
    # A share has a meaning only of one total: until the two are equal, both are said.
    if one.charges != one.produits:
        return f"{one.charges} de charges et {one.produits} de produits, à équilibrer."
    share = percent(one.asked, one.produits)
    return f"{one.charges} équilibrés, la demande en représente {share}."


def _others(one: BudgetYear) -> str:
    # A funder has a line for what is granted and one for what is asked: the reader hears a total.
    amounts: dict[tuple[str, str], list[Euros]] = {}
    for funder in one.funders:
        if not funder.addressed:
            amounts.setdefault((funder.kind, funder.name), []).append(funder.amount)
    others = [f"{name} {Euros.total(lines)}" for (_, name), lines in amounts.items()]
    return f"Autres financeurs\u00a0: {', '.join(others)}." if others else ""


def _papers(facts: Facts) -> str:
    joined = [one for one in pieces(facts) if one.etat == "jointe"]
    lacking = sum(one.file is None for one in joined)
    said = "1 jointe" if len(joined) == 1 else f"{len(joined)} jointes"
    if not joined:
        return "Aucune n’est jointe."
    return f"{said}." if not lacking else f"{said}, dont {lacking} sans leur fichier ici."


def _commitment(facts: Facts) -> str:
    if not facts.years:
        return ""
    due = date(facts.years[-1] + 1, 6, 30)
    return f"Compte rendu financier avant le 30 juin {due.year}."


def attestations(facts: Facts, section: Section) -> tuple[Key, ...]:
    """Return the boxes that only the person who signs may tick."""
    return tuple(key for field, key in facts.section_keys(section, ROOT) if field.signatory_only)
