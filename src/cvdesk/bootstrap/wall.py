"""Which association is worked on, in an espace that holds several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvdesk.app.wall import Association, Belonging, associations, walls
from cvdesk.domain.ids import DossierId, FieldId

if TYPE_CHECKING:
    from cvdesk.bootstrap.computer import Computer
    from cvdesk.bootstrap.espaces import Espaces

_SIRET, _NAME = FieldId("siret"), FieldId("nom")


class Wall:
    """The dossiers of one association at a time; only the permanence shows them all."""

    def __init__(self, computer: Computer, espaces: Espaces) -> None:
        self._computer = computer
        self._espaces = espaces

    def _walls(self) -> dict[DossierId, Association]:
        """Return the association of every dossier of the espace, the latest edited first."""
        return walls(
            Belonging(
                one.id,
                "".join(one.answers.get(_SIRET, ("",))[0].split()),
                one.answers.get(_NAME, ("",))[0],
            )
            for one in self._espaces.opened.dossiers((_SIRET, _NAME))
        )

    def associations(self) -> tuple[Association, ...]:
        """Return every association of the espace, by name."""
        return associations(self._walls().values())

    def chosen(self) -> Association | None:
        """Return the association worked on; that of the latest dossier when none was chosen."""
        return self._chosen(self._walls())

    def _chosen(self, known: dict[DossierId, Association]) -> Association | None:
        wanted = self._computer.settings.association
        by_key = {one.key: one for one in known.values()}
        return by_key.get(wanted) or next(iter(known.values()), None)

    def choose(self, key: str) -> None:
        """Work on another association from now on.

        Raises:
            UserError: If the settings cannot be written.
        """
        if key != self._computer.settings.association:
            self._computer.keep_settings(association=key)

    def enter(self, dossier: DossierId) -> None:
        """Work on the association of a dossier from now on.

        Raises:
            UserError: If the settings cannot be written.
        """
        mine = self._walls().get(dossier)
        if mine is not None:
            self.choose(mine.key)

    def shown(self) -> tuple[DossierId, ...]:
        """Return the dossiers of the association worked on, the latest edited first."""
        known = self._walls()
        chosen = self._chosen(known)
        return tuple(one for one, whose in known.items() if whose == chosen)
