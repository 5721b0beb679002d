"""The projects of a dossier: each fills a rubrique 6 of its own."""

from __future__ import annotations

from dataclasses import dataclass

from cvdesk.domain.contrat import NotInContrat
from cvdesk.domain.facts import Facts
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

    def titled(self, title: str) -> str:
        """A title, with the rank of the project when there are several."""
        return title if self.of == 1 else f"{title}, projet {self.rank}"


def projects(facts: Facts) -> list[Project]:
    """The projects of a dossier, in the user's order."""
    rows = facts.projects
    return [Project(row, rank, len(rows)) for rank, row in enumerate(rows, 1)]


def several_years(facts: Facts) -> bool:
    """Whether the dossier is that of an agreement over several years."""
    return facts.form.period == "pluriannuelle"


@dataclass(frozen=True, slots=True)
class Place:
    """A quarter where the action takes place.

    Attributes:
        name: Its name in the contract; its code when the contract does not have it.
        kind: « Quartier prioritaire », or « Quartier » when the contract does not say.
        commune: The commune of the action, or empty.
    """

    row: RowId
    name: str
    kind: str
    code: str
    commune: str

    @property
    def reference(self) -> str:
        """Code and commune, those that are known and not already the name."""
        code = self.code if self.code != self.name else ""
        return ", ".join(part for part in (code, self.commune) if part)


def places(facts: Facts, project: RowId) -> list[Place]:
    """The quarters of a project, in the user's order."""
    made = []
    for row in facts.rows("territoires", project):
        code = facts.value("territoire_quartier", row) or ""
        commune = facts.value("territoire_commune", row) or ""
        try:
            quarter = facts.contrat.quartier(code)
        except NotInContrat:
            made.append(Place(row, code or "Quartier à indiquer", "Quartier", code, commune))
            continue
        kind = "Quartier prioritaire" if quarter.type == "QPV" else "Quartier"
        made.append(Place(row, quarter.nom, kind, code, commune))
    return made
