"""The projects of a dossier: one rubrique 6 each, added and removed as rows."""

from __future__ import annotations

from cvdesk.app.navigation import Step, steps
from cvdesk.app.session import Session
from cvdesk.domain.budget import is_functioning
from cvdesk.domain.facts import Facts
from cvdesk.domain.ids import ROOT, GroupId, RowId

PROJECT = GroupId("projet")


def can_add(facts: Facts) -> bool:
    """Return whether the form takes another project: that of the functioning is the only one."""
    return PROJECT in facts.form.groups and not is_functioning(facts.form)


def can_remove(facts: Facts, project: RowId) -> bool:
    """Return whether a project can go: a dossier keeps as many as its form wants."""
    if project == ROOT or project not in facts.projects:
        return False
    return len(facts.projects) > facts.form.groups[PROJECT].minimum


def add_project(session: Session) -> Step:
    """Add an empty project after the others; return its first step. One step of undo."""
    row = session.add_row(PROJECT)
    return next(step for step in steps(session.facts) if step.row == row)


def project_name(facts: Facts, project: RowId) -> str:
    """Return how a project is called: « projet 2, Coup de pouce numérique »."""
    rank = facts.projects.index(project) + 1
    title = facts.shown("intitule", project)
    return f"projet {rank}, {title}" if title else f"projet {rank}"
