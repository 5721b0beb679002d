"""A line counted otherwise than usual: the person's choice, kept beside the dossier."""

from __future__ import annotations

from cvdesk.app.session import Session
from cvdesk.domain.computations import computations
from cvdesk.domain.counted import CORRECTABLE
from cvdesk.domain.facts import Facts
from cvdesk.domain.ids import FieldId, GroupId, Key, RowId
from cvdesk.errors import UserError

GROUP = GroupId("suivi_decomptes")


def correct_count(
    session: Session, count: str, line: str, *, counts: bool, reason: str = ""
) -> None:
    """Count a line or not, in one step of undo; back to the usual rule, nothing is kept.

    Args:
        session: The dossier.
        count: Which computation, among ``CORRECTABLE``.
        line: The key of the line, as text.
        counts: Whether it counts.
        reason: Why, or empty.

    Raises:
        UserError: If there is no such computation, or it never looked at that line.
    """
    if count not in CORRECTABLE:
        raise UserError(
            f"Le calcul «\u00a0{count}\u00a0» ne se corrige pas ligne par ligne.",
            remedy=f"Calculs qui se corrigent\u00a0: {', '.join(sorted(CORRECTABLE))}.",
        )
    usual = _usual(session.facts, count)
    if line not in usual:
        raise UserError(
            f"Le calcul «\u00a0{count}\u00a0» ne regarde pas la ligne «\u00a0{line}\u00a0».",
            remedy="La commande «\u00a0budget\u00a0» donne les lignes qu’il a regardées.",
        )
    facts = session.facts
    kept = [
        row
        for row in facts.rows(GROUP)
        if (facts.value("suivi_decompte_calcul", row), facts.value("suivi_decompte_ligne", row))
        == (count, line)
    ]

    def edit(apart: Session) -> None:
        if counts == usual[line]:
            for row in kept:
                apart.remove_row(row)
            return
        row = kept[-1] if kept else apart.add_row(GROUP)
        answers = {
            "calcul": count,
            "ligne": line,
            "choix": "compter" if counts else "ne_pas_compter",
            "raison": reason,
        }
        for name, typed in answers.items():
            apart.answer(Key(FieldId(f"suivi_decompte_{name}"), RowId(row)), typed)

    session.together(edit)


def _usual(facts: Facts, count: str) -> dict[str, bool]:
    """Return the funder lines that a computation looked at, and whether they usually count."""
    return {
        str(one.key): counted != one.corrected
        for found in computations(facts)
        if found.id == count
        for counted, lines in ((True, found.counted), (False, found.left_out))
        for one in lines
        if facts.form.places[one.key.field].group is not None
    }
