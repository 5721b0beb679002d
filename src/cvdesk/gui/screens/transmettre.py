"""« Transmettre le dossier »: every output on one page, and the copy into the portal."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cvdesk.app.everything import Written, write_everything
from cvdesk.app.session import Changes
from cvdesk.app.sorties import Fichier, Sortie
from cvdesk.app.whole_file import read_whole, write_whole
from cvdesk.domain.portail import Portail
from cvdesk.errors import UserError
from cvdesk.gui.beside import BesideScreen
from cvdesk.gui.dialogs import PDF
from cvdesk.gui.widgets.busy import Busy
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.output_card import OutputCard
from cvdesk.gui.widgets.page import Page
from cvdesk.gui.widgets.portal_panel import PortalPanel
from cvdesk.gui.widgets.saving import Saving, Told
from cvdesk.gui.widgets.taborder import follow_the_eye
from cvdesk.gui.widgets.topbar import TopBar
from cvdesk.gui.widgets.words import Words, announce, empty

KINDS = {
    "pdf": "Documents PDF (*.pdf)", "docx": "Documents de traitement de texte (*.docx)",
    "txt": "Textes (*.txt)", "json": "Données (*.json)", "cvdesk": "Paquets CVDesk (*.cvdesk)",
    "xlsx": "Classeurs (*.xlsx)",
}  # fmt: skip
PORTAL_FILE = "Portails (*.yaml *.yml)"
LARGEST_BYTES = 200_000_000
TITLE = "Transmettre le dossier"


class Transmettre(BesideScreen):
    """The list of outputs, or the copy into a portal."""

    def lay(self) -> None:
        """Top bar, the list, the copy."""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.top = TopBar(self.look, "Revenir")
        self.top.left.connect(self._back)
        outer.addWidget(self.top)
        self.pages = QStackedWidget()
        outer.addWidget(self.pages, 1)
        self.pages.addWidget(self._listing())
        self.panel: PortalPanel | None = None
        self.cards: list[OutputCard] = []
        self.destroyed.connect(self.session.subscribe(self._changed))
        self.refresh()
        self.everything.setFocus()

    def _listing(self) -> QWidget:
        page = Page((32, 20, 24, 24), 10)
        column = page.column
        head = QHBoxLayout()
        head.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Words(TITLE, role="title"))
        words.addWidget(
            Words("Rien n’est envoyé\u00a0: vous enregistrez, vous déposez.", role="help")
        )
        head.addLayout(words, 1)
        self.everything = Button(
            self.look, "Tout enregistrer dans un répertoire…", icon="dossier", kind="primary"
        )
        self.everything.clicked.connect(self._save_everything)
        head.addWidget(self.everything)
        column.addLayout(head)
        self.busy = Busy(self.look)
        column.addWidget(self.busy)
        self.saving = Saving(self.look)
        column.addWidget(self.saving)
        self.said = Words(role="body")
        self.said.hide()
        column.addWidget(self.said)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        column.addLayout(self._list)
        column.addStretch(1)
        return page

    # --- showing --------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Draw the outputs as they are now."""
        name = self.session.facts.shown("nom") or "Association à nommer"
        self.top.render_names(TITLE, name, None)
        empty(self._list)
        self.cards = []
        for sortie in self._outputs():
            opens, act = self._beyond(sortie)
            card = OutputCard(self.look, sortie, opens)
            card.saving.connect(partial(self._save, sortie))
            card.saving_all.connect(partial(self._save_all, sortie))
            card.seeing.connect(partial(self._see, sortie))
            card.opening.connect(act)
            self.cards.append(card)
            self._list.addWidget(card)
        self.other = Button(self.look, "Copier dans un autre portail, d’après son fichier…",
                            kind="link")  # fmt: skip
        self.other.clicked.connect(self._other_portal)
        self._list.addWidget(self.other)
        follow_the_eye(self)

    def _beyond(self, sortie: Sortie) -> tuple[str, Callable[[], None]]:
        """Return what an output offers beside writing its files."""
        if sortie.id == "portail":
            return "Ouvrir la copie", self.open_portal
        if sortie.id == "cerfa":
            return "Choisir le formulaire vierge…", self._fill_official
        return "", self.refresh

    def _outputs(self) -> tuple[Sortie, ...]:
        """The outputs of a copy of the dossier: they are made off the main thread."""
        return self.desk.transmettre.outputs_here(self.desk.session(self.session.dossier))

    def _changed(self, _changes: Changes) -> None:
        if self.panel is not None and self.pages.currentWidget() is self.panel:
            self.panel.refresh()

    def _back(self) -> None:
        if self.panel is not None:
            self._close_portal()
        else:
            self.left.emit()

    # --- the portal -----------------------------------------------------------------------------

    def open_portal(self, portail: Portail | None = None) -> None:
        """Show the copy into a portal, the main one by default."""
        try:
            chosen = portail or self.desk.transmettre.portails()[0]
        except UserError as refusal:
            self.dialogs.show_refusal(self, refusal)
            return
        self.panel = PortalPanel(self.look, self.session, chosen)
        self.panel.pointed.connect(self.pointed)
        self.pages.addWidget(self.panel)
        self.pages.setCurrentWidget(self.panel)
        self.top.render_names(f"Copier dans le portail {chosen.titre}", chosen.adresse, None)
        self.panel.copy.setFocus()

    def _close_portal(self) -> None:
        if self.panel is not None:
            self.pages.removeWidget(self.panel)
            self.panel.deleteLater()
            self.panel = None
        self.refresh()
        self.everything.setFocus()

    def _other_portal(self) -> None:
        path = self.dialogs.ask_source(self, "Le fichier du portail", PORTAL_FILE)
        if path is None:
            return
        try:
            self.open_portal(self.desk.transmettre.read_portail(path))
        except UserError as refusal:
            self.dialogs.show_refusal(self, refusal)

    # --- writing --------------------------------------------------------------------------------

    def _save(self, sortie: Sortie, rank: int) -> None:
        file = sortie.files[rank]
        target = self.dialogs.ask_target(
            self, f"Enregistrer\u00a0: {sortie.title}", file.name, KINDS.get(file.kind, "(*)")
        )
        if target is None:
            return

        def work() -> Path:
            write_whole(target, file.make())
            return target

        self.busy.run(f"Préparation\u00a0: {file.what}…", work, self._saved, self._refused)

    def _saved(self, target: Path) -> None:
        self._say(f"Enregistré dans «\u00a0{target.name}\u00a0».")

    def _see(self, sortie: Sortie, rank: int) -> None:
        file: Fichier = sortie.files[rank]

        def done(pdf: bytes) -> None:
            self.composed = pdf
            self.previewed.emit(sortie.title)

        self.busy.run(f"Mise en page\u00a0: {file.what}…", file.make, done, self._refused)

    def _fill_official(self) -> None:
        source = self.dialogs.ask_source(self, "Le formulaire officiel vierge", PDF)
        if source is None:
            return
        target = self.dialogs.ask_target(
            self, "Enregistrer le formulaire rempli", f"{source.stem}-rempli.pdf", PDF
        )
        if target is None:
            return
        desk, session = self.desk.transmettre, self.desk.session(self.session.dossier)

        def work() -> tuple[Path, tuple[str, ...]]:
            blank = read_whole(source, at_most_bytes=LARGEST_BYTES)
            if target.resolve() == source.resolve():
                raise UserError(
                    f"«\u00a0{target.name}\u00a0» est le formulaire vierge\u00a0: l’écrire ici "
                    "l’effacerait.",
                    remedy="Choisissez un autre nom.",
                )
            content, made = desk.fill_cerfa(session, blank, source.name)
            write_whole(target, content)
            return target, desk.cerfa_report(session, made)

        self.busy.run("Lecture et remplissage du formulaire…", work, self._filled, self._refused)

    def _filled(self, result: tuple[Path, tuple[str, ...]]) -> None:
        target, (first, *more) = result
        self._say(f"Enregistré dans «\u00a0{target.name}\u00a0». {first}")
        self.dialogs.tell(self, first, "\n\n".join(more))

    def _save_everything(self) -> None:
        self._write(self._outputs(), "Où enregistrer tous les fichiers\u00a0?")

    def _save_all(self, sortie: Sortie) -> None:
        self._write((sortie,), f"Où enregistrer\u00a0: {sortie.title}\u00a0?")

    def _write(self, sorties: tuple[Sortie, ...], question: str) -> None:
        if self.saving.working:
            return
        folder = self.dialogs.ask_folder(self, question)
        if folder is None:
            return
        facts = self.desk.session(self.session.dossier).facts

        def work(told: Told) -> Written:
            return write_everything(facts, sorties, folder, told)

        self.everything.setEnabled(False)
        self.saving.run(
            "Préparation des fichiers…", work, partial(self._written, folder), self._not_written
        )

    def _written(self, folder: Path, written: Written) -> None:
        self.everything.setEnabled(True)
        count = len(written.names)
        files = f"{count} fichier{'s' if count > 1 else ''}"
        if not written.whole:
            self._say(f"Interrompu\u00a0: {files} dans «\u00a0{folder.name}\u00a0».")
        elif written.refused:
            told = "\n".join(written.refused)
            self._say(f"{files} dans «\u00a0{folder.name}\u00a0». Non écrit\u00a0: {told}")
        else:
            said = f"{files} dans «\u00a0{folder.name}\u00a0», sommaire compris."
            self._say("\n".join((said, *written.absent)))

    def _not_written(self, error: Exception) -> None:
        self.everything.setEnabled(True)
        self._refused(error)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.dialogs.show_refusal(self, error)

    def _say(self, text: str) -> None:
        self.said.say(text)
        self.said.show()
        announce(self, text)


SCREEN = Transmettre
