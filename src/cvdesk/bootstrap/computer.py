"""This computer: its settings, and who works on it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cvdesk.app.session import Author
from cvdesk.bootstrap.reference import ReferenceData

if TYPE_CHECKING:
    from cvdesk.storage.settings import Settings


@dataclass
class Computer(ReferenceData):
    """What this computer remembers beside its espaces."""

    @cached_property
    def settings(self) -> Settings:
        """The settings of this computer."""
        from cvdesk.storage.settings import load_settings

        return load_settings(self.paths.settings)

    @property
    def author(self) -> Author:
        """Who edits here."""
        return Author(self.settings.author, self.settings.node)

    def keep_settings(self, **changes: object) -> None:
        """Change some settings of this computer, and keep them.

        Raises:
            UserError: If the file of the settings cannot be written.
        """
        from cvdesk.storage.settings import save_settings

        chosen = {**self.settings.model_dump(), **changes}
        settings = type(self.settings).model_validate(chosen)
        save_settings(self.paths.settings, settings)
        self.settings = settings
