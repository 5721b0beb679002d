"""« Préparer un pouvoir »: somebody else than the representative signs, and why that takes two."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cvdesk.app.readback import signatory
from cvdesk.errors import UserError
from cvdesk.gui.beside import BesideScreen
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.topbar import TopBar
from cvdesk.gui.widgets.words import Words, frame

WIDTH = 720
WHY = (
    "La personne que les statuts désignent signe le dossier. Si quelqu’un d’autre le signe, le "
    "financeur attend un pouvoir portant les deux signatures\u00a0: celle qui le donne, celle qui "
    "le reçoit."
)
WHAT = (
    "Le pouvoir reprend les noms, l’objet et le montant de ce dossier. Il se signe à deux, l’un "
    "après l’autre, puis se joint ici\u00a0: le dossier dira de lui-même qui signe."
)


class PowerScreen(BesideScreen):
    """What a power is, and the button that prepares one."""

    def lay(self) -> None:
        """Build the widgets."""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.top = TopBar(self.look, "Revenir au dossier")
        self.top.left.connect(self.left)
        facts = self.session.facts
        self.top.render_names("Préparer un pouvoir de signature", facts.shown("nom"), None)
        outer.addWidget(self.top)
        middle = QHBoxLayout()
        middle.setContentsMargins(32, 24, 32, 24)
        holder = QWidget()
        holder.setMaximumWidth(self.look.px(WIDTH))
        middle.addWidget(holder)
        outer.addLayout(middle)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        box = frame("card")
        inside = QVBoxLayout(box)
        inside.setContentsMargins(20, 16, 20, 16)
        inside.setSpacing(10)
        for told in (WHY, WHAT):
            inside.addWidget(Words(told))
        who = signatory(facts) or "personne n’est encore nommé"
        inside.addWidget(Words(f"D’après ce dossier, qui signe\u00a0: {who}.", role="help"))
        column.addWidget(box)
        line = QHBoxLayout()
        line.addStretch(1)
        self.make = Button(self.look, "Préparer le pouvoir", icon="plus", kind="primary")
        self.make.clicked.connect(self._make)
        line.addWidget(self.make)
        column.addLayout(line)
        outer.addStretch(1)
        self.make.setFocus()

    def _make(self) -> None:
        try:
            power = self.desk.powers.start(self.session.dossier)
        except UserError as refusal:
            self.dialogs.show_refusal(self, refusal)
            return
        self.opened.emit(power.id)


SCREEN = PowerScreen
