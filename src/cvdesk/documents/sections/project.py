"""Rubrique 6, one for each project: need, objectives, description, public, place, means."""

from __future__ import annotations

from dataclasses import dataclass

from cvdesk.documents.sections.answers import Answers
from cvdesk.documents.wording import in_words, years_in_words
from cvdesk.domain.ids import RowId


@dataclass(frozen=True, slots=True)
class Project:
    """A project and its place among those of the dossier.

    Attributes:
        rank: From 1.
        of: How many projects the dossier has.
    """

    row: RowId
    rank: int
    of: int

    @property
    def anchor(self) -> str:
        """Name that links to its rubrique lead to."""
        return f"projet-{self.rank}"

    def part(self, name: str) -> str:
        """Name that links to a part of its rubrique lead to."""
        return f"{self.anchor}-{name}"


def projects(answers: Answers) -> list[Project]:
    """The projects of a dossier, in the user's order."""
    rows = answers.facts.projects
    return [Project(row, rank, len(rows)) for rank, row in enumerate(rows, 1)]


def project_title(answers: Answers, project: Project, title: str) -> str:
    """The title of the rubrique of a project: numbered when there are several."""
    several = answers.facts.form.period == "pluriannuelle"
    years = answers.facts.years
    name = title if project.of == 1 else f"Projet {project.rank} sur {project.of}"
    if several and len(years) > 1:
        name += f" sur {in_words(len(years))} ans, {years_in_words(years)}"
    return name
