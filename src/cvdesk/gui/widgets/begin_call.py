"""To whom: the call, with what it fixes; or the years, when it is not known yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cvdesk.app.appel_view import parts
from cvdesk.app.beginning import Beginning, calls_of
from cvdesk.domain.appel import Appel
from cvdesk.domain.voie import Voie
from cvdesk.gui.widgets.begin_page import BeginPage, Known, question
from cvdesk.gui.widgets.drop_down import DropDown
from cvdesk.gui.widgets.words import Words, empty, frame

AHEAD = 5
"""How many years are offered, the current one included."""
LATER = "Je choisirai l’appel plus tard"
TOLD = (
    "Clôture du dépôt", "Financeurs", "Montant minimum", "Montant maximum",
    "Part maximale d’argent public", "Part minimale d’habitants des quartiers",
    "Actions hors quartier", "Période de l’action", "Conditions", "Source",
)  # fmt: skip


class BeginCall(BeginPage):
    """The question of the call."""

    title = "Pour quel appel à projets\u00a0?"
    said = "L’appel donne la date, les pièces, les plafonds. Sans appel, on verra plus tard."

    def lay(self) -> None:
        """The calls, what the chosen one fixes, the years when there is none."""
        self._known: Known | None = None
        self._voie: Voie | None = None
        self.appel = question(self.column, "L’appel", "Ceux de cette voie, dans cette commune.")
        self.appel.activated.connect(self._on_appel)
        self._terms = frame("card")
        self._lines = QVBoxLayout(self._terms)
        self._lines.setContentsMargins(16, 12, 16, 12)
        self._lines.setSpacing(6)
        self.column.addWidget(self._terms)
        self._years = QWidget()
        years = QHBoxLayout(self._years)
        years.setContentsMargins(0, 0, 0, 0)
        years.setSpacing(12)
        self._label = Words("", role="label", wrap=False)
        self.first, self.last = DropDown(), DropDown()
        self.first.setAccessibleName("Première année")
        self.last.setAccessibleName("Dernière année")
        self._label.setBuddy(self.first)
        self._to = Words("à", role="body", wrap=False)
        start = date.today().year  # noqa: DTZ011 - a list of choices on screen, kept nowhere
        for year in range(start, start + AHEAD):
            self.first.addItem(str(year), year)
        self.first.setCurrentIndex(1)
        self.first.activated.connect(self._offer_last)
        for widget in (self._label, self.first, self._to, self.last):
            years.addWidget(widget)
        years.addStretch()
        self.column.addWidget(self._years)

    def enter(self, known: Known, beginning: Beginning) -> None:
        """Offer the calls of the path."""
        self._known = known
        voies = self.desk.registre_appels.voies
        self._voie = next((one for one in voies if one.id == beginning.voie), None)
        found = calls_of(known.appels, beginning.contrat, self._voie, beginning.commune)
        self.appel.clear()
        self.appel.addItem(LATER, "")
        for one in found:
            self.appel.addItem(one.titre, one.id)
        # One call alone follows from the answers; of several, the person says which.
        alone = found[0].id if len(found) == 1 and beginning.commune and not beginning.years else ""
        self.appel.setCurrentIndex(max(0, self.appel.findData(beginning.appel or alone)))
        self._on_appel()

    def answer(self, beginning: Beginning) -> Beginning:
        """Keep the call, or the years."""
        appel = str(self.appel.currentData() or "")
        return replace(beginning, appel=appel, years=() if appel else self._chosen_years())

    def forget(self, beginning: Beginning) -> Beginning:
        """No call: next year, or the years shown."""
        return replace(beginning, appel="", years=self._chosen_years())

    @property
    def _several(self) -> bool:
        return self._voie is not None and self._voie.periode == "pluriannuelle"

    def _chosen_years(self) -> tuple[int, ...]:
        first = int(self.first.currentData())
        last = int(self.last.currentData()) if self._several else first
        return tuple(range(first, last + 1))

    def _on_appel(self) -> None:
        name = str(self.appel.currentData() or "")
        chosen = None if self._known is None else self._known.appel(name)
        self._show(chosen)
        self._years.setVisible(chosen is None)
        self._label.say(
            "Pour quelles années\u00a0?" if self._several else "Pour quelle année\u00a0?"
        )
        self._to.setVisible(self._several)
        self.last.setVisible(self._several)
        self._offer_last()
        self.changed.emit()

    def _show(self, appel: Appel | None) -> None:
        empty(self._lines)
        self._terms.setVisible(appel is not None)
        if appel is None:
            return
        contrat = self.desk.registre_appels.contrat_of(appel.contrat)
        terms = {term.label: term for part in parts(appel, contrat) for term in part.terms}
        for label in TOLD:
            line = QHBoxLayout()
            name = Words(label, role="caption")
            name.setFixedWidth(self.look.px(210))
            line.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(
                Words(terms[label].value, role="body" if terms[label].said else "help"), 1
            )
            holder = QWidget()
            holder.setLayout(line)
            line.setContentsMargins(0, 0, 0, 0)
            self._lines.addWidget(holder)

    def _offer_last(self) -> None:
        first = int(self.first.currentData())
        self.last.clear()
        for year in range(first + 1, first + AHEAD - 1):
            self.last.addItem(str(year), year)
        self.last.setCurrentIndex(1)
