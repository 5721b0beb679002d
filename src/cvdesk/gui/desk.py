"""The assembled application, in the words of the window."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cvdesk.app.new_dossier import Example
from cvdesk.app.session import Session
from cvdesk.bootstrap import Cvdesk, assemble
from cvdesk.domain.appel import Appel
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.dossier import Dossier, Version
from cvdesk.domain.form import Form
from cvdesk.domain.signature import Identity
from cvdesk.gui.ports import Desk, PageImage, ReceivedPaquet, Verified


class RealDesk:
    """What :class:`~cvdesk.gui.ports.Desk` asks, answered by the assembled application."""

    def __init__(self, cv: Cvdesk) -> None:
        self._cv = cv

    def dossiers(self) -> tuple[Dossier, ...]:
        """Return every dossier of the espace."""
        return tuple(self._cv.espace.get(one.id) for one in self._cv.espace.dossiers())

    def save(self, dossier: Dossier) -> None:
        """Keep a dossier."""
        self._cv.espace.save(dossier)

    def keep_piece(self, content: bytes) -> str:
        """Keep the bytes of a piece."""
        return self._cv.espace.put_piece(content)
