"""The list of pieces: what the call expects, what is there, what is left to bring."""

from __future__ import annotations

from dataclasses import dataclass

from cvdesk.app.session import Session
from cvdesk.domain.appel import PieceAttendue
from cvdesk.domain.choicetypes import ChoiceType
from cvdesk.domain.facts import Facts
from cvdesk.domain.findings import Gravity
from cvdesk.domain.form import Nature
from cvdesk.domain.ids import FieldId, GroupId, Key, RowId
from cvdesk.domain.pieces import vault

PIECES = GroupId("pieces")
NATURE, STATE, FILE = FieldId("piece_nature"), FieldId("piece_etat"), FieldId("piece_fichier")


@dataclass(frozen=True, slots=True)
class PieceView:
    """One piece, expected or given.

    Attributes:
        nature: Its id in the closed list.
        row: Its row in the dossier, or None while nothing is said of it.
        state: The state as shown, or what is left to do.
        kind: ``complet``, ``todo``, ``fix``, ``advice``: shape and ink of the state.
        file: The name of the file, or empty.
        detail: Year, date and remark on one line.
        expected: Whether the call asks for it.
    """

    nature: str
    row: RowId | None
    label: str
    state: str
    kind: str
    file: str
    detail: str
    help: str
    expected: bool


def piece_views(session: Session) -> tuple[PieceView, ...]:
    """Return the expected pieces, then the others that the dossier names."""
    facts = session.facts
    rows = facts.rows(PIECES)
    natures = {row: facts.value(NATURE, row) or "" for row in rows}
    expected = [one for one in _expected(facts) if _asked(facts, one)]
    views: list[PieceView] = []
    placed: set[RowId] = set()
    for one in expected:
        mine = [row for row in rows if natures[row] == one.id]
        placed.update(mine)
        if not mine:
            views.append(
                PieceView(
                    one.id, None, one.label, "à joindre", "todo", "", "", one.help, expected=True
                )
            )
        views += [_view(session, row, one) for row in mine]
    views += [_view(session, row, None) for row in rows if row not in placed]
    return tuple(views)


def _expected(facts: Facts) -> tuple[PieceAttendue, ...]:
    if facts.form.nature is Nature.ASSOCIATION:
        return vault(facts.form)
    listed = () if facts.appel is None else facts.appel.pieces
    return listed or facts.form.pieces


def _asked(facts: Facts, piece: PieceAttendue) -> bool:
    match piece.condition:
        case "renouvellement":
            return bool(facts.value("demande_frequence") == "renouvellement")
        case "premiere_demande":
            return bool(facts.value("demande_frequence") == "premiere")
        case "pouvoir":
            return bool(facts.value("signataire_representant") is False)
        case "cac":
            return bool(facts.value("commissaire_comptes") is True)
    return True


def _view(session: Session, row: RowId, expected: PieceAttendue | None) -> PieceView:
    facts = session.facts
    nature = facts.value(NATURE, row) or ""
    state = facts.value(STATE, row)
    file = facts.shown(FILE, row)
    about = [f for f in session.findings if any(key.row == row for key in f.keys)]
    gravities = {finding.gravity for finding in about}
    if Gravity.BLOCKING in gravities:
        kind = "fix"
    elif (
        state in {None, "a_venir"}
        or gravities & {Gravity.CORRECT}
        or (state == "jointe" and not file)
    ):
        kind = "todo"
    else:
        kind = "complet"
    label = facts.shown(NATURE, row) or "Pièce à nommer"
    shown = facts.shown(STATE, row) or "état à choisir"
    if state == "jointe" and not file:
        shown = "jointe, fichier à ajouter"
    details = [
        facts.shown(FieldId(f"piece_{name}"), row)
        for name in ("libelle", "exercice", "date", "note")
    ]
    due = facts.shown(FieldId("piece_echeance"), row)
    if due:
        details.append(f"échéance {due}")
    return PieceView(
        nature=nature,
        row=row,
        label=expected.label if expected is not None else label,
        state=shown,
        kind=kind,
        file=file,
        detail=" · ".join(detail for detail in details if detail),
        help="" if expected is None else expected.help,
        expected=expected is not None,
    )


def row_for(session: Session, view: PieceView) -> RowId:
    """Return the row of a piece, adding it to the dossier when nothing was said of it yet."""
    if view.row is not None:
        return view.row
    row = session.add_row(PIECES)
    session.answer(Key(NATURE, row), _known(session, view.nature))
    return row


def _known(session: Session, nature: str) -> str:
    field = session.reference.form.field(NATURE)
    if field is not None and isinstance(field.type, ChoiceType):
        known = {option.id for option in field.type.options}
        return nature if nature in known else "autre"
    return nature
