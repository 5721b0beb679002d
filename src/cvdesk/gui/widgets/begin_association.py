"""For whom: one of the associations of this computer, or none for now."""

from __future__ import annotations

from dataclasses import replace

from cvdesk.app.beginning import Beginning
from cvdesk.gui.widgets.association_choice import AssociationChoice
from cvdesk.gui.widgets.begin_page import BeginPage, Known


class BeginAssociation(BeginPage):
    """The question of the association."""

    title = "Pour quelle association\u00a0?"
    said = "Ce qu’elle a déjà écrit dans sa fiche n’est plus à taper."

    def lay(self) -> None:
        """One list."""
        self.choice = AssociationChoice()
        self.choice.chosen.connect(lambda _: self.changed.emit())
        self.column.addWidget(self.choice)

    def enter(self, known: Known, beginning: Beginning) -> None:
        """Offer the records of this computer."""
        self.choice.offer(known.associations)
        if beginning.association:
            self.choice.choose(beginning.association)

    def answer(self, beginning: Beginning) -> Beginning:
        """Keep the record chosen."""
        return replace(beginning, association=self.choice.record or "")

    def forget(self, beginning: Beginning) -> Beginning:
        """No record: the association is written in the dossier."""
        return replace(beginning, association="")

    def summary(self) -> str:
        """Say its name."""
        return self.choice.combo.currentText() if self.choice.record else ""
