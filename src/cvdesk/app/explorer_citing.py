"""Citing a place of a contract in a dossier, from outside its screen of orientations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cvdesk.app.heading import heading
from cvdesk.app.session import Session
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.dossier import Dossier
from cvdesk.domain.ids import DossierId, FieldId, GroupId, Key, RowId

ANCHORS, PRINCIPLES = GroupId("ancrages"), GroupId("transversales")
PRINCIPLE = "principe/"


@dataclass(frozen=True, slots=True)
class Target:
    """A project of a dossier where a place may be cited.

    Attributes:
        title: The project, or the dossier when it has one project.
        detail: Who asks, for what.
    """

    dossier: DossierId
    project: RowId
    title: str
    detail: str


def targets(session: Session) -> tuple[Target, ...]:
    """Return the projects of a dossier that may cite."""
    facts = session.facts
    named = heading(facts)
    return tuple(
        Target(
            session.dossier.id, row, facts.shown("intitule", row) or named.title, _detail(session)
        )
        for row in facts.projects
    )


def _detail(session: Session) -> str:
    line = heading(session.facts).line
    versions = session.dossier.versions
    return f"{line} · version {versions[-1].number} figée" if versions else line


def on_contrat(dossiers: Iterable[Dossier], contrat: Contrat) -> tuple[Dossier, ...]:
    """Return the dossiers that answer this edition of a contract."""
    return tuple(
        one
        for one in dossiers
        if (one.contrat.contrat, one.contrat.version) == (contrat.id, contrat.version)
    )


def cite(session: Session, project: RowId, place: str) -> bool:
    """Cite a place in a project; tell whether it was not cited there yet.

    The first passage of the tree becomes the main orientation, as on the screen of orientations.

    Args:
        session: The dossier.
        project: The row of the project.
        place: The id of a passage, or ``principe/`` and the id of a principle.
    """
    facts = session.facts
    if place.startswith(PRINCIPLE):
        axis = place.removeprefix(PRINCIPLE)
        rows = facts.rows(PRINCIPLES, project)
        if any(facts.value("transversale_noeud", row) == axis for row in rows):
            return False
        row = session.add_row(PRINCIPLES, project)
        session.answer(Key(FieldId("transversale_noeud"), row), axis)
        return True
    rows = facts.rows(ANCHORS, project)
    if any(facts.value("ancrage_noeud", row) == place for row in rows):
        return False
    has_main = any(facts.value("ancrage_role", row) == "principale" for row in rows)
    main = not has_main and ":" not in place
    row = session.add_row(ANCHORS, project)
    session.answer(Key(FieldId("ancrage_noeud"), row), place)
    session.answer(Key(FieldId("ancrage_role"), row), "principale" if main else "secondaire")
    return True
