"""The page that the signatory of an account, an interim report or a letter reads aloud."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from cvdesk.app.readback import (
    NO_FIGURE,
    NOT_ANSWERED,
    Readback,
    first_sentences,
    kept_lines,
    readback,
    signatory,
)
from cvdesk.domain.comparison import Gap, comparisons
from cvdesk.domain.facts import Facts
from cvdesk.domain.fieldtypes import DateType
from cvdesk.domain.form import Nature
from cvdesk.domain.ids import ROOT, RowId
from cvdesk.domain.kept import Kept
from cvdesk.domain.money import ZERO, Euros
from cvdesk.domain.report_due import report_due

Line = tuple[str, str]
_MOST_GAPS = 3
_CONFORM = (
    "Les dépenses sont conformes à l’objet de l’aide, et viennent de la comptabilité de "
    "l’association."
)
_EXACT = (
    "Ces nombres sont exacts à cette date. Le compte rendu financier viendra après la fin de "
    "l’exercice."
)


def page_to_read(facts: Facts, kept: tuple[Kept, ...] = ()) -> Readback:
    """Return the page to read aloud, whatever the form is for."""
    made = _made(facts, kept)
    return replace(made, lines=(*made.lines, _dated(facts)))


def _made(facts: Facts, kept: tuple[Kept, ...]) -> Readback:
    make = _PAGES.get(facts.form.nature)
    if make is None:
        return readback(facts, kept)
    project = facts.projects[0] if facts.projects else ROOT
    year = facts.years[0] if facts.years else None
    made = make(facts, project, year)
    return replace(
        made,
        title=facts.shown("intitule", project) or NOT_ANSWERED,
        to_whom=facts.shown("destinataire_service") or NOT_ANSWERED,
        period=NO_FIGURE if year is None else str(year),
        signatory=signatory(facts),
        lines=tuple((head, text or NOT_ANSWERED) for head, text in (_who(facts), *made.lines)),
        kept=kept_lines(kept),
    )


def _dated(facts: Facts) -> Line:
    """The day that the dossier prints; an electronic signature bears the day it is made."""
    told = facts.shown("fait_le") or NOT_ANSWERED
    if facts.value("fait_le") not in {None, facts.today}:
        told += (
            f", d’après le dossier. Une signature électronique portera la date du jour, "
            f"{facts.today:%d/%m/%Y}\u00a0: corrigez d’abord celle du dossier si elle n’est plus "
            "la bonne."
        )
    return "Date", told


def _page(heading: str, amount: Euros, caption: str, lines: list[Line]) -> Readback:
    return Readback(
        title="", amount=str(amount), to_whom="", period="", signatory="", lines=tuple(lines),
        heading=heading, captions=(caption, "à", "pour l’exercice"),
    )  # fmt: skip


def _who(facts: Facts) -> Line:
    siret = facts.shown("siret")
    told = [facts.shown("nom"), f"SIRET {siret}" if siret else ""]
    return "Association", ", ".join(part for part in told if part)


def _report(facts: Facts, project: RowId, year: int | None) -> Readback:
    every = comparisons(facts)
    received = Euros.total(g.received for one in every for g in one.grants if g.reported)
    cost = Gap(
        Euros.total(one.planned.charges for one in every),
        Euros.total(one.done.charges for one in every),
    )
    gaps = sorted(
        ((name, gap) for one in every for name, _, gap in one.lines() if gap.notable),
        key=lambda line: -abs(line[1].amount.cents),
    )
    told = "\u00a0; ".join(f"{name}, {gap.words}" for name, gap in gaps[:_MOST_GAPS])
    left = facts.shown("reste_montant", project, year)
    becomes = facts.shown("reste_devenir", project)
    lines = [
        ("Ce qui a été fait", first_sentences(facts.shown("rendu_fait", project))),
        ("Pour qui", _people(facts, project, year)),
        ("Indicateurs", _indicators(facts, project, year)),
        ("Argent", f"Coût réel {cost.done}, {cost.planned} prévus\u00a0: {cost.words}."),
        ("Écarts", f"{told}." if told else "Aucun écart important."),
        ("Part non employée", ", ".join(part for part in (left, becomes) if part)),
        ("Engagement", _CONFORM),
    ]  # fmt: skip
    return _page("Compte rendu financier à relire", received, "L’association rend compte de", lines)


def _review(facts: Facts, project: RowId, year: int | None) -> Readback:
    spent = facts.value("bilan_depense", project, year) or ZERO
    planned = facts.shown("bilan_prevu", project, year)
    received = facts.shown("bilan_recu", project, year)
    day = facts.shown("bilan_au", project)
    money = f"{planned} prévus, {received or '–'} reçus de ce financeur."
    lines = [
        ("Arrêté au", day),
        ("Ce qui est fait", first_sentences(facts.shown("bilan_fait", project))),
        ("Pour qui", _people(facts, project, year)),
        ("Indicateurs", _indicators(facts, project, year)),
        ("Argent", money if planned else ""),
        ("Ce qui reste", first_sentences(facts.shown("bilan_reste", project))),
        ("Engagement", _EXACT),
    ]  # fmt: skip
    return _page("Bilan intermédiaire à relire", spent, "L’association a dépensé", lines)


def _letter(facts: Facts, project: RowId, year: int | None) -> Readback:
    received = facts.value("courrier_recu", project, year) or ZERO
    due = report_due(facts)
    lines = [
        ("Objet", facts.shown("courrier_objet", project)),
        ("Pourquoi", first_sentences(facts.shown("courrier_motif", project))),
    ]
    if facts.value("courrier_objet", project) == "report":
        new = facts.shown("courrier_nouvelle_date", project)
        said = f"jusqu’au {new}" if new else ""
        if said and due is not None:
            said += f", au lieu du {DateType().show(due)}"
        lines.append(("Délai demandé", said))
    else:
        lines.append(("Proposition", facts.shown("courrier_devenir", project)))
    return _page("Lettre au financeur à relire", received, "Somme reçue", lines)


_PAGES: dict[Nature, Callable[[Facts, RowId, int | None], Readback]] = {
    Nature.REPORT: _report,
    Nature.REVIEW: _review,
    Nature.LETTER: _letter,
}


def _people(facts: Facts, project: RowId, year: int | None) -> str:
    came = facts.shown("atteint_total", project, year)
    if not came:
        return ""
    parts = [f"{came} personnes venues"]
    if foreseen := facts.shown("benef_total", project, year):
        parts.append(f"{foreseen} prévues")
    if women := facts.shown("atteint_femmes", project, year):
        parts.append(f"{women} femmes et filles")
    if living := facts.shown("atteint_qpv", project, year):
        parts.append(f"{living} habitent un quartier prioritaire")
    return ", ".join(parts) + "."


def _indicators(facts: Facts, project: RowId, year: int | None) -> str:
    rows = facts.rows("indicateurs", project)
    values = [
        (facts.value("indicateur_atteint", row, year), facts.value("indicateur_cible", row, year))
        for row in rows
    ]
    measured = [(reached, target) for reached, target in values if reached is not None]
    if not measured:
        return ""
    met = sum(target is not None and reached >= target for reached, target in measured)
    return f"{len(measured)} valeurs mesurées sur {len(rows)}, {met} au niveau de leur cible."
