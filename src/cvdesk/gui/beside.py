"""What opens beside a dossier being written: one entry here, one module in ``screens``.

A module of this list has ``SCREEN``, a :class:`BesideScreen`; the workshop lists it in its menu
« Actions » and in the search, the window opens it. Loaded when first opened.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cvdesk.app.session import Session
from cvdesk.domain.form import Nature
from cvdesk.gui.dialogs import Dialogs
from cvdesk.gui.look import Look
from cvdesk.gui.ports import Desk

SENT = frozenset(Nature) - {Nature.ASSOCIATION, Nature.POWER}
"""What goes to a funder, and answers a contract."""


@dataclass(frozen=True, slots=True)
class Beside:
    """One screen that opens over the workshop.

    Attributes:
        screen: Its module in ``gui/screens``.
        label: What the menu and the search say.
        keys: Its shortcuts, in the notation of Qt.
        natures: The kinds of form it is about; it is not offered for the others.
    """

    screen: str
    label: str
    keys: tuple[str, ...] = ()
    natures: frozenset[Nature] = SENT


BESIDE: tuple[Beside, ...] = (
    Beside("budget_figures", "Ce que donnent les budgets", natures=frozenset({Nature.REQUEST})),
    Beside("remarques", "Remarques de relecture", ("Ctrl+Shift+M",)),
    Beside(
        "transmettre", "Transmettre le dossier", ("Ctrl+T",), natures=frozenset({Nature.REQUEST})
    ),
    Beside("suivi", "Suivi du dossier", ("Ctrl+Shift+S",)),
    Beside("reconduire", "Préparer l’année prochaine", natures=frozenset({Nature.REQUEST})),
    Beside("edition", "Changer d’édition du contrat"),
    Beside("justifier", "Rendre compte de cette aide"),
    Beside("pouvoir", "Préparer un pouvoir de signature", natures=frozenset({Nature.REQUEST})),
    Beside("fiche", "Comparer avec la fiche de l’association", natures=frozenset({Nature.REQUEST})),
)


class BesideScreen(QWidget):
    """A screen over the workshop, about the same session.

    Signals:
        left: Back to the workshop.
        pointed: A key, as text: the person wants to go to that answer.
        opened: The id of another dossier, kept in the espace, to work on.
        previewed: A PDF was composed: show its pages. Its bytes are in :attr:`composed`.
        signing: The person wants the page to read and sign.
        asked: The module of another screen to open over the workshop.
    """

    left = Signal()
    pointed = Signal(str)
    opened = Signal(str)
    previewed = Signal(str)
    signing = Signal()
    asked = Signal(str)

    def __init__(self, look: Look, desk: Desk, session: Session, dialogs: Dialogs) -> None:
        super().__init__()
        self.composed = b""
        self.look = look
        self.desk = desk
        self.session = session
        self.dialogs = dialogs
        self.lay()

    def lay(self) -> None:
        """Build the widgets."""
        raise NotImplementedError
