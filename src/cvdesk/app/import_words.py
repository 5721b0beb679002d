"""The places of a budget in words, for the person who says where a row of a workbook goes."""

from __future__ import annotations

from cvdesk.app.budget_import import Import
from cvdesk.app.budget_placing import NOTHING, Placed, Target
from cvdesk.domain.facts import Facts
from cvdesk.domain.ids import RowId


def targets_of(facts: Facts, proposal: Import) -> tuple[Target, ...]:
    """Return every place a row may go: the lines of the grid, the funders, new ones, nowhere."""
    budget = proposal.budget
    grid = budget.grid
    found = [Target("line", line.key) for account in grid.accounts for line in account.lines]
    found += [Target("funder", row) for row in facts.rows(budget.funders.id, proposal.project)]
    found += [Target("new", kind.key) for account in grid.produits for kind in account.funders]
    return (*found, NOTHING)


def target_in_words(facts: Facts, proposal: Import, target: Target) -> str:
    """Return how a place is told: « 641 Rémunération des personnels »."""
    budget = proposal.budget
    if target.kind == "line":
        for account in budget.grid.accounts:
            for line in account.lines:
                if line.key == target.id:
                    number = line.number or (account.number if account.single else "")
                    return f"{number} {line.label}".strip()
    if target.kind == "funder":
        name = facts.shown(budget.funder_field("nom"), RowId(target.id))
        status = facts.shown(budget.funder_field("statut"), RowId(target.id))
        return f"{name}, {status}" if status else name or "financeur à nommer"
    if target.kind == "new":
        kinds = {kind.key: kind.label for one in budget.grid.produits for kind in one.funders}
        kind = kinds.get(target.id, "")
        return f"nouveau financeur ({kind})" if kind else "nouveau financeur"
    return "ne pas reprendre"


def remarks_in_words(facts: Facts, proposal: Import) -> tuple[str, ...]:
    """Return what is worth saying of each row: what it replaces, then what the reading noticed."""
    changed = proposal.changes(facts)

    def remark(one: Placed) -> str:
        keys = [proposal.key(one.target, year) for year, _ in one.amounts]
        held = [facts.shown(key.field, key.row, key.year) for key in keys if key in changed]
        was = " puis ".join(filter(None, held))
        return " ".join(filter(None, (f"Était {was}." if was else "", one.remark)))

    return tuple(map(remark, proposal.lines))


def written_in_words(facts: Facts, proposal: Import) -> str:
    """Return how many amounts would be written, and how many of them change something."""
    new = sum(
        len(one.amounts) for one in proposal.placed if one.target and one.target.kind == "new"
    )
    every, changed = len(proposal.amounts()) + new, len(proposal.changes(facts)) + new
    many = "1 montant" if every == 1 else f"{every} montants"
    some = (
        "aucun ne change" if not changed else "1 change" if changed == 1 else f"{changed} changent"
    )
    return f"{many} à écrire" + ("." if changed == every else f", dont {some} le budget.")
