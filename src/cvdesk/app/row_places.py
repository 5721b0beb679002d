"""Where a row may live, and an answer in it; the sentence that says why not."""

from __future__ import annotations

from cvdesk.domain.dossier import Dossier
from cvdesk.domain.form import Form
from cvdesk.domain.ids import ROOT, ROW_PATTERN, GroupId, RowId
from cvdesk.errors import UserError


def check_place(dossier: Dossier, what: str, home: GroupId | None, row: RowId) -> None:
    """Refuse a row that is not one of ``home``: nobody would ever see what is put there.

    Raises:
        UserError: If ``row`` does not live, or is of another list.
    """
    if row != ROOT and not lives(dossier, row):
        raise UserError(
            f"Il n’y a pas de ligne «\u00a0{row}\u00a0» dans ce dossier.",
            remedy="La commande «\u00a0champs\u00a0» donne les lignes qui existent.",
        )
    if (dossier.rows[row].group if row != ROOT else None) == home:
        return
    if home is None:
        raise UserError(
            f"{what} ne se répète pas\u00a0: il n’a pas de ligne «\u00a0{row}\u00a0».",
            remedy=f"Retirez «\u00a0@{row}\u00a0».",
        )
    known = [one.id for one in dossier.rows.values() if one.group == home]
    lines = ", ".join(f"@{one}" for one in known if lives(dossier, one))
    raise UserError(
        f"{what} appartient à une ligne de la liste «\u00a0{home}\u00a0».",
        remedy=f"Lignes de cette liste\u00a0: {lines}." if lines else "Ajoutez-en d’abord une.",
    )


def lives(dossier: Dossier, row: RowId) -> bool:
    """Return whether a row is in the dossier, and every row it lives in too."""
    while row != ROOT:
        found = dossier.rows.get(row)
        if found is None or found.removed:
            return False
        row = found.parent
    return True


def check_new_row(dossier: Dossier, form: Form, new: tuple[GroupId, RowId, RowId | None]) -> None:
    """Refuse a new row (group, parent, its key or None to draw one) that could not be one.

    Raises:
        UserError: If the form has no such group there, or the key given cannot name a new row.
    """
    group, parent, row = new
    if group not in form.parents:
        raise UserError(
            f"Ce formulaire ne contient pas de liste «\u00a0{group}\u00a0».",
            remedy=f"Listes connues\u00a0: {', '.join(sorted(form.parents))}.",
        )
    check_place(dossier, f"La liste «\u00a0{group}\u00a0»", form.parents[group], parent)
    if row is None:
        return
    if ROW_PATTERN.fullmatch(row) is None:
        raise UserError(
            f"«\u00a0{row}\u00a0» ne peut pas nommer une ligne.",
            remedy="Écrivez au plus 40 lettres sans accent, chiffres, tirets, par exemple OB5.",
        )
    if row in dossier.rows:
        raise UserError(
            f"La ligne «\u00a0{row}\u00a0» existe déjà, ou a existé.",
            remedy="Choisissez une autre clé.",
        )
