"""What can be done of a budget beside typing in it: spreadsheets, computations, explanations."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from cvdesk.app.budget_import import Destination, propose_import, take_import
from cvdesk.app.classeur import Classeur
from cvdesk.app.funder_names import add_funder
from cvdesk.app.proposal import take
from cvdesk.domain.form import Budget
from cvdesk.domain.ids import Key, RowId
from cvdesk.errors import UserError
from cvdesk.gui.screens.budget_funders import FunderDialog
from cvdesk.gui.screens.budget_helpers import Helpers
from cvdesk.gui.screens.budget_import_dialog import ImportDialog
from cvdesk.gui.screens.budget_why import WhyDialog
from cvdesk.gui.screens.step_screens import StepScreen
from cvdesk.gui.widgets.busy import Busy
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.proposal_dialog import ProposalDialog

WORKBOOKS = "Classeurs (*.xlsx *.ods *.csv)"
XLSX = "Classeurs (*.xlsx)"
SPACING = 8


class BudgetActions(QWidget):
    """The buttons of a budget, and what they do.

    Signals:
        pasted: The person wants the clipboard in the grid.
        said: What was done, in a sentence.
    """

    pasted = Signal()
    said = Signal(str)

    def __init__(self, screen: StepScreen, budget: Budget) -> None:
        super().__init__(screen)
        self._screen = screen
        self._budget = budget
        look = screen.look
        self._helpers = Helpers(look, screen.session, budget, screen.step.row)
        line = QHBoxLayout(self)
        line.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACING)
        self.paste = Button(look, "Coller depuis un tableur")
        self.paste.clicked.connect(self.pasted)
        self.load = Button(look, "Importer un classeur")
        self.load.clicked.connect(self.choose_workbook)
        self.save = Button(look, "Exporter en .xlsx")
        self.save.clicked.connect(self.write_workbook)
        self._buttons = (self.paste, self.load, self.save)
        for button in self._buttons:
            line.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.busy = Busy(look, screen)
        self.help = Button(look, "Aide au calcul", kind="quiet", name="Aide au calcul")
        self.help.setAccessibleDescription("Recopier une année, répartir, compter le bénévolat")
        self._menu = QMenu(self.help)
        self._menu.aboutToShow.connect(self._offer)
        self.help.setMenu(self._menu)

    # --- room -------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Room for every button."""
        return self._room(len(self._buttons))

    def minimumSizeHint(self) -> QSize:
        """Room for the first button: the others are also in the menu."""
        return self._room(1)

    def _room(self, count: int) -> QSize:
        hints = [button.sizeHint() for button in self._buttons[:count]]
        width = sum(hint.width() for hint in hints) + SPACING * (count - 1)
        return QSize(width, max(hint.height() for hint in hints))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many buttons as there is room for."""
        super().resizeEvent(event)
        for count, button in enumerate(self._buttons[1:], 2):
            button.setVisible(self.width() >= self._room(count).width())

    # --- computations -----------------------------------------------------------------------------

    def _offer(self) -> None:
        self._menu.clear()
        for action in self.offered():
            self._menu.addAction(action)

    def offered(self) -> tuple[QAction, ...]:
        """Return what can be computed now."""
        years = self._helpers.years
        found: list[tuple[str, Callable[[], None]]] = []
        if years:
            found.append(("Ajouter un financeur de l’appel ou du contrat…", self.add_funder))
        if len(years) > 1:
            found.append(("Recopier l’année précédente, +x\u00a0%…", self.copy_year))
        if years:
            found += [
                ("Équilibrer les deux côtés…", self.balance),
                ("Répartir les charges indirectes…", self.share_out),
                ("Compter le bénévolat…", self.count_hours),
                ("Pourquoi ce total\u00a0?", partial(self.explain, "charges")),
            ]
        if not self.load.isVisible():
            found.append(("Importer un classeur…", self.choose_workbook))
        if not self.save.isVisible():
            found.append(("Exporter en .xlsx…", self.write_workbook))
        actions = []
        for text, act in found:
            action = QAction(text, self._menu)
            action.triggered.connect(lambda _=False, act=act: act())
            actions.append(action)
        return tuple(actions)

    def copy_year(self) -> None:
        """Start a year from the one before."""
        self._take(self._helpers.copy_year(self))

    def balance(self) -> None:
        """Close the gap between the two sides."""
        self._take(self._helpers.balance(self))

    def share_out(self) -> None:
        """Share out indirect costs."""
        self._take(self._helpers.indirect_costs(self))

    def count_hours(self) -> None:
        """Count volunteering."""
        rates = self._screen.desk.tableurs.taux(self._screen.session)
        self._take(self._helpers.volunteering(rates, self))

    def _take(self, form: ProposalDialog) -> None:
        self._screen.commit()
        if self._screen.dialogs.run(form) and form.proposal is not None:
            take(self._screen.session, form.proposal)
            self.said.emit(form.proposal.done or form.proposal.sentence)

    def explain(self, total: str) -> None:
        """Show the lines of a total, and go to the one chosen."""
        years = self._helpers.years
        if not years:
            return
        self._screen.commit()
        form = WhyDialog(self._screen.look, years, total, self)
        if self._screen.dialogs.run(form) and form.key is not None:
            self._screen.asked_to_go.emit(str(form.key))

    # --- funders ----------------------------------------------------------------------------------

    def add_funder(self) -> None:
        """Add a funder of the call or of the contract, with what is known of it."""
        self._screen.commit()
        session, place = self._screen.session, self._screen.step.row
        form = FunderDialog(self._screen.look, session.facts, place, self)
        if self._screen.dialogs.run(form) and form.name:
            row = add_funder(session, self._budget, place, form.name)
            self._screen.asked_to_go.emit(str(self._amount_of(row)))
            if session.facts.value(self._budget.funder_field("sollicite"), row):
                self.said.emit(
                    f"{form.name}\u00a0: c’est à lui que ce dossier s’adresse. Son montant sera "
                    "«\u00a0Demandé par ce dossier\u00a0»."
                )

    def _amount_of(self, row: RowId) -> Key:
        years = self._helpers.years
        return Key(self._budget.funder_field("montant"), row, years[0].year if years else None)

    # --- spreadsheets -----------------------------------------------------------------------------

    def choose_workbook(self) -> None:
        """Ask for a workbook, read it in the background, show what it proposes."""
        self._screen.commit()
        desk = self._screen.desk
        path = self._screen.dialogs.ask_source(self, "Importer un classeur", WORKBOOKS)
        if path is not None:
            self.busy.run(
                "Lecture du classeur…",
                lambda: desk.tableurs.read(path),
                self._show_import,
                self._on_failure,
            )

    def _show_import(self, classeur: Classeur) -> None:
        session, livres = self._screen.session, self._screen.desk.tableurs.livres
        to = Destination(self._budget, self._screen.step.row)
        form = ImportDialog(
            self._screen.look,
            session.facts,
            to,
            classeur,
            lambda wanted: propose_import(session.facts, wanted, classeur, livres),
            self,
        )
        if not self._screen.dialogs.run(form) or form.proposal is None:
            return
        try:
            written = take_import(session, form.proposal)
        except UserError as refusal:
            self._screen.dialogs.show_refusal(self, refusal)
            return
        many = "1 montant importé" if written == 1 else f"{written} montants importés"
        self.said.emit(f"{many} de {classeur.nom}.")

    def write_workbook(self) -> None:
        """Write every budget in a workbook, in the background."""
        self._screen.commit()
        target = self._screen.dialogs.ask_target(self, "Exporter en .xlsx", "budgets.xlsx", XLSX)
        if target is None:
            return
        desk, dossier = self._screen.desk, self._screen.session.dossier
        self.busy.run(
            "Écriture du classeur…",
            lambda: desk.tableurs.write(target, desk.session(dossier)),
            lambda _: self.said.emit(f"Les budgets sont dans {target.name}."),
            self._on_failure,
        )

    def _on_failure(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._screen.dialogs.show_refusal(self, error)
