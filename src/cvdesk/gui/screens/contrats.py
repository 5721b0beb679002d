"""« Contrats de ville »: the explorer as a place of the window, and over an open dossier."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cvdesk.app.session import Session
from cvdesk.gui.dialogs import Dialogs
from cvdesk.gui.look import Look
from cvdesk.gui.ports import Desk
from cvdesk.gui.screens.explorer import Explorer
from cvdesk.gui.widgets.topbar import TopBar


class ContratReading(QWidget):
    """One place of the contract of a dossier, read in its tree, with all the rest around.

    Signals:
        left: Back to the dossier.
    """

    left = Signal()

    def __init__(
        self, look: Look, desk: Desk, dialogs: Dialogs, session: Session, place: str
    ) -> None:
        super().__init__()
        contrat = session.reference.contrat
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.top = TopBar(look, "Revenir au dossier")
        self.top.left.connect(self.left)
        self.top.render_names(contrat.titre_court, contrat.titre, None)
        column.addWidget(self.top)
        self.explorer = Explorer(look, desk, dialogs, session=session)
        self.explorer.go_to(place)
        column.addWidget(self.explorer, 1)


SCREEN = Explorer
