"""A new dossier: a short conversation, one question after another, nothing to know beforehand."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cvdesk.domain.appel import Appel
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.dossier import Dossier
from cvdesk.errors import UserError
from cvdesk.gui.background import run_in_background
from cvdesk.gui.dialogs import Dialogs
from cvdesk.gui.look import Look
from cvdesk.gui.ports import Desk
from cvdesk.gui.widgets.buttons import Button, Drawing
from cvdesk.gui.widgets.topbar import TopBar
from cvdesk.gui.widgets.words import Words, frame

FORMS = (
    ("annuel", "annuelle", "Pour une année",
     "Une action, ou le fonctionnement\u00a0: le cas le plus courant. Deux à trois soirées."),
    ("cpo", "pluriannuelle", "Pour deux à quatre ans",
     "Une convention d’objectifs, avec un budget par année. Quatre à cinq soirées."),
)  # fmt: skip
WIDTH = 720
AHEAD = 4
"""How many years ahead are offered."""


class NewDossier(QWidget):
    """The conversation.

    Signals:
        left: Nothing was made.
        created: A dossier was made and kept: it is in :attr:`dossier`.
    """

    left = Signal()
    created = Signal()

    def __init__(self, look: Look, desk: Desk, dialogs: Dialogs) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._dialogs = dialogs
        self._dossier: Dossier | None = None
        self._contrats: tuple[Contrat, ...] = ()
        self._appels: tuple[Appel, ...] = ()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.top = TopBar(look, "Mes dossiers")
        self.top.search.hide()
        self.top.left.connect(self.left)
        self.top.render_names("Nouveau dossier", "Quatre questions, et c’est parti", None)
        outer.addWidget(self.top)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(scroll, 1)
        page = QWidget()
        page.setProperty("role", "page")
        middle = QHBoxLayout(page)
        middle.setContentsMargins(32, 24, 32, 24)
        holder = QWidget()
        holder.setMaximumWidth(look.px(WIDTH))
        middle.addWidget(holder)
        scroll.setWidget(page)
        self._lay(QVBoxLayout(holder))
        run_in_background(
            lambda: (desk.contrats(), desk.appels()),
            owner=self,
            done=lambda known: self._offer(*known),
            failed=self._refused,
        )

    def _lay(self, column: QVBoxLayout) -> None:
        look = self._look
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self._lay_forms())
        self.contrat = self._question(
            column, "Dans quel contrat de ville\u00a0?",
            "Celui du territoire où l’action se passe\u00a0: le quartier suivra.",
        )  # fmt: skip
        self.contrat.activated.connect(self._on_contrat)
        self._about = Words(role="help")
        column.addWidget(self._about)
        self.appel = self._question(
            column, "Pour quel appel à projets\u00a0?",
            "L’appel donne la date, les pièces, les plafonds. Sans appel, on verra plus tard.",
        )  # fmt: skip
        self.appel.activated.connect(self._on_appel)
        self._years = QWidget()
        years = QHBoxLayout(self._years)
        years.setContentsMargins(0, 0, 0, 0)
        years.setSpacing(12)
        self._years_label = Words("Pour quelle année\u00a0?", role="label", wrap=False)
        years.addWidget(self._years_label)
        self.first = QComboBox()
        self.first.setAccessibleName("Première année")
        self.last = QComboBox()
        self.last.setAccessibleName("Dernière année")
        self._to = Words("à", role="body", wrap=False)
        start = date.today().year  # noqa: DTZ011 - a list of choices on screen, kept nowhere
        for year in range(start, start + AHEAD):
            self.first.addItem(str(year), year)
        self.first.setCurrentIndex(1)
        self.first.activated.connect(self._offer_last)
        for widget in (self.first, self._to, self.last):
            years.addWidget(widget)
        years.addStretch()
        column.addWidget(self._years)
        need = frame("fro")
        inside = QHBoxLayout(need)
        inside.setContentsMargins(16, 10, 16, 10)
        inside.setSpacing(12)
        inside.addWidget(Drawing(look, "conseil", "fro", 22))
        inside.addWidget(
            Words(
                "Ayez sous la main l’avis SIRENE, le récépissé de la préfecture, le RIB, les "
                "derniers comptes et le devis du projet. Vous pouvez aussi commencer sans rien et "
                "revenir plus tard\u00a0: tout s’enregistre.",
                role="body",
            ),
            1,
        )
        column.addWidget(need)
        buttons = QHBoxLayout()
        buttons.addStretch()
        self.begin = Button(look, "Commencer ce dossier", kind="primary")
        self.begin.setEnabled(False)
        self.begin.clicked.connect(self._create)
        buttons.addWidget(self.begin)
        column.addLayout(buttons)
        column.addStretch(1)

    def _lay_forms(self) -> QWidget:
        card = frame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(20, 14, 20, 14)
        inside.setSpacing(8)
        inside.addWidget(Words("Pour combien de temps demandez-vous\u00a0?", role="label"))
        self._group = QButtonGroup(self)
        self.forms: dict[str, QRadioButton] = {}
        for name, _, title, said in FORMS:
            line = QHBoxLayout()
            line.setSpacing(4)
            radio = QRadioButton()
            radio.setAccessibleName(title)
            radio.setAccessibleDescription(said)
            radio.clicked.connect(self._offer_appels)
            self._group.addButton(radio)
            self.forms[name] = radio
            line.addWidget(radio, 0, Qt.AlignmentFlag.AlignTop)
            words = QVBoxLayout()
            words.setSpacing(0)
            label = Words(title, role="strong")
            label.setBuddy(radio)
            words.addWidget(label)
            words.addWidget(Words(said, role="help"))
            line.addLayout(words, 1)
            inside.addLayout(line)
        self.forms["annuel"].setChecked(True)
        return card

    def _question(self, column: QVBoxLayout, label: str, said: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(label)
        box.setAccessibleDescription(said)
        words = Words(label, role="label")
        words.setBuddy(box)
        group = QVBoxLayout()
        group.setSpacing(3)
        group.addWidget(words)
        group.addWidget(Words(said, role="help"))
        group.addWidget(box)
        column.addLayout(group)
        return box

    # --- answering ------------------------------------------------------------------------------

    @property
    def dossier(self) -> Dossier:
        """The dossier that was made."""
        if self._dossier is None:
            raise RuntimeError("no dossier was made")
        return self._dossier

    def _offer(self, contrats: tuple[Contrat, ...], appels: tuple[Appel, ...]) -> None:
        current = [contrat for contrat in contrats if contrat.statut == "en_vigueur"]
        self._contrats = (*current, *(one for one in contrats if one not in current))
        self._appels = appels
        for contrat in self._contrats:
            state = "" if contrat in current else " (échu)"
            self.contrat.addItem(f"{contrat.titre_court}{state}", contrat.id)
        self._on_contrat()
        self.begin.setEnabled(bool(self._contrats))

    def _form(self) -> tuple[str, str]:
        return next((name, period) for name, period, *_ in FORMS if self.forms[name].isChecked())

    def _on_contrat(self) -> None:
        contrat = next((c for c in self._contrats if c.id == self.contrat.currentData()), None)
        if contrat is not None:
            communes = ", ".join(one.nom for one in contrat.communes if not one.hors_perimetre)
            self._about.say(f"{contrat.titre}. Communes\u00a0: {communes}.")
        self._offer_appels()

    def _offer_appels(self) -> None:
        _, period = self._form()
        contrat = self.contrat.currentData()
        self.appel.clear()
        for appel in self._appels:
            if (appel.contrat, appel.periode) == (contrat, period):
                self.appel.addItem(appel.titre, appel.id)
        self.appel.addItem("Je choisirai l’appel plus tard", "")
        self._on_appel()

    def _on_appel(self) -> None:
        _, period = self._form()
        several = period == "pluriannuelle"
        self._years.setVisible(not self.appel.currentData())
        self._years_label.say(
            "Pour quelles années\u00a0?" if several else "Pour quelle année\u00a0?"
        )
        self._to.setVisible(several)
        self.last.setVisible(several)
        self._offer_last()

    def _offer_last(self) -> None:
        first = int(self.first.currentData())
        self.last.clear()
        for year in range(first + 1, first + AHEAD):
            self.last.addItem(str(year), year)
        self.last.setCurrentIndex(1)

    def _create(self) -> None:
        form, period = self._form()
        appel = str(self.appel.currentData() or "")
        first = int(self.first.currentData())
        last = int(self.last.currentData()) if period == "pluriannuelle" else first
        try:
            dossier = self._desk.new_dossier(
                formulaire=form,
                contrat=str(self.contrat.currentData()),
                appel=appel,
                years=() if appel else tuple(range(first, last + 1)),
            )
            self._desk.save(dossier)
        except UserError as refusal:
            self._dialogs.show_refusal(self, refusal)
            return
        self._dossier = dossier
        self.created.emit()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._dialogs.show_refusal(self, error)
