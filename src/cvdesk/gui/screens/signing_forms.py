"""The two forms of the signature: with which certificate, or why not."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from cvdesk.app.signatories import Signatory
from cvdesk.domain.signature import Identity
from cvdesk.domain.wording import plain
from cvdesk.errors import UserError
from cvdesk.gui.background import run_in_background
from cvdesk.gui.dialogs import DRIVER, KEY_FILE, Dialogs
from cvdesk.gui.look import Look
from cvdesk.gui.ports import Desk
from cvdesk.gui.screens.signing_with import IdentityAnswers, With
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.drop_down import DropDown
from cvdesk.gui.widgets.typing import Line, Text
from cvdesk.gui.widgets.words import Words

SHORTEST_PASSWORD = 8
PASSWORD, PIN = "Mot de passe du certificat", "Code de la clé ou de la carte"


_FILE_HELP = (
    "Donné par une autorité, en un fichier. Une copie en reste sur cet ordinateur, protégée par le "
    "même mot de passe."
)
_CARD_HELP = (
    "Branchez-la, puis choisissez le fichier fourni par son fabricant pour lui parler (.dll sous "
    "Windows). Le code n’est donné qu’une fois\u00a0: trois codes manqués la bloquent."
)
PLACES = {
    With.FILE: ("Choisir le certificat…", "Choisir le certificat", KEY_FILE, _FILE_HELP),
    With.TOKEN: ("Choisir le pilote…", "Choisir le pilote de la carte", DRIVER, _CARD_HELP),
}
"""What is chosen as a file: the button, the question, the kinds, what it is."""


class IdentityForm(QDialog):
    """Choose a certificate of this computer, of a file or of a card, or make one."""

    def __init__(
        self, look: Look, desk: Desk, dialogs: Dialogs, who: Signatory, organisation: str,
        parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._desk = desk
        self._dialogs = dialogs
        self._file: Path | None = None
        holder, function, known = who.holder, who.function, desk.identities()
        self.setWindowTitle("Votre certificat")
        self.setMinimumWidth(look.px(520))
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(6)
        column.addWidget(Words("Avec quel certificat signez-vous\u00a0?", role="subtitle"))
        self.choice = DropDown()
        self.choice.setAccessibleName("Certificat")
        for one in known:
            until = f"{one.valid_until:%d/%m/%Y}"
            self.choice.addItem(f"{one.holder}, valable jusqu’au {until}", one.key)
        for means in (With.NEW, With.FILE, With.TOKEN):
            self.choice.addItem(means.value, means.value)
        # The certificate of somebody else is never proposed first: people accept what is proposed.
        mine = [one.key for one in known if plain(one.holder) == plain(holder)]
        if holder:
            self.choice.setCurrentIndex(self.choice.findData(mine[-1] if mine else With.NEW.value))
        self.choice.currentIndexChanged.connect(self._choose_means)
        column.addWidget(self.choice)
        self._new = QWidget()
        fields = QVBoxLayout(self._new)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(4)
        fields.addWidget(
            Words(
                "Un certificat fait ici reste sur cet ordinateur, trois ans. Il prouve que le "
                "dossier n’a pas changé\u00a0; votre identité, elle, se vérifie de vive voix.",
                role="help",
            )
        )
        self.holder = _field(fields, "Vos prénom et nom", holder)
        self.function = _field(fields, "Votre fonction", function)
        self.organisation = _field(fields, "Votre association", organisation)
        self.email = _field(fields, "Votre courriel (facultatif)", "")
        column.addWidget(self._new)
        column.addWidget(self._lay_own(look))
        self.password, self._secret = _named_field(column, PASSWORD)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._again = QWidget()
        again = QVBoxLayout(self._again)
        again.setContentsMargins(0, 0, 0, 0)
        again.setSpacing(4)
        self.again = _field(again, "Le même mot de passe, une seconde fois", "")
        self.again.setEchoMode(QLineEdit.EchoMode.Password)
        again.addWidget(
            Words(
                "Notez-le\u00a0: personne ne peut le retrouver, CVDesk ne le garde pas.",
                role="help",
            )
        )
        column.addWidget(self._again)
        self.why = Words(role="strongcaption", ink="todo")
        column.addWidget(self.why)
        buttons = QHBoxLayout()
        cancel = Button(look, "Ne pas signer maintenant")
        cancel.clicked.connect(self.reject)
        self.sign = Button(look, "Signer", kind="primary")
        self.sign.setDefault(True)
        self.sign.clicked.connect(self._accept)
        buttons.addWidget(cancel)
        buttons.addStretch()
        buttons.addWidget(self.sign)
        column.addLayout(buttons)
        self._draw()

    def answers(self) -> IdentityAnswers:
        """Return what was chosen."""
        means = self.means
        key = str(self.choice.currentData()) if means is With.KNOWN else ""
        holder = self.holder.text().strip()
        if means is With.TOKEN:
            key, holder = str(self.cards.currentData() or ""), self.cards.currentText()
        return IdentityAnswers(
            means=means,
            key=key,
            file=self._file,
            holder=holder,
            function=self.function.text().strip(),
            organisation=self.organisation.text().strip(),
            email=self.email.text().strip(),
            password=self.password.text(),
        )

    @property
    def means(self) -> With:
        """Where the key is."""
        chosen = self.choice.currentData()
        return next((one for one in With if one.value == chosen), With.KNOWN)

    def _lay_own(self, look: Look) -> QWidget:
        """What is asked about a certificate of one's own, in a file or on a card."""
        self._own = QWidget()
        fields = QVBoxLayout(self._own)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(4)
        self._own_help = Words(role="help")
        fields.addWidget(self._own_help)
        line = QHBoxLayout()
        self.browse = Button(look, "")
        self.browse.clicked.connect(self._browse)
        self._chosen = Words(role="body")
        line.addWidget(self.browse)
        line.addWidget(self._chosen, 1)
        fields.addLayout(line)
        self.cards = DropDown()
        self.cards.setAccessibleName("Certificat de la clé ou de la carte")
        fields.addWidget(self.cards)
        return self._own

    def _choose_means(self) -> None:
        self._file = None
        self.cards.clear()
        self._chosen.say("")
        self.password.clear()
        self._draw()

    def _draw(self) -> None:
        means = self.means
        self._new.setVisible(means is With.NEW)
        self._again.setVisible(means is With.NEW)
        self._own.setVisible(means in PLACES)
        self.cards.setVisible(self.cards.count() > 0)
        if means in PLACES:
            action, _, _, said = PLACES[means]
            self.browse.say(action)
            self._own_help.say(said)
        secret = PIN if means is With.TOKEN else PASSWORD
        self._secret.say(secret)
        self.password.setAccessibleName(secret)
        self._tell("")

    def _browse(self) -> None:
        _, question, kinds, _ = PLACES[self.means]
        path = self._dialogs.ask_source(self, question, kinds)
        if path is None:
            return
        self._file = path
        self._chosen.say(path.name)
        if self.means is With.TOKEN:
            self.cards.clear()
            self._draw()
            self._chosen.say(f"{path.name}\u00a0: lecture…")
            run_in_background(
                lambda: self._desk.tokens.certificates(path),
                owner=self, done=self._show_cards, failed=self._no_card,
            )  # fmt: skip

    def _show_cards(self, found: tuple[Identity, ...]) -> None:
        if self._file is None:
            return
        for one in found:
            self.cards.addItem(one.holder, one.key)
        self._chosen.say(self._file.name)
        self._draw()
        if not found:
            self._tell("Aucune clé ni carte branchée ne porte de certificat pour signer.")

    def _no_card(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._file = None
        self._chosen.say("")
        self._tell(f"{error.what} {error.remedy}")

    def _tell(self, why: str) -> None:
        self.why.say(why)
        self.why.setVisible(bool(why))
        self._fit()

    def _fit(self) -> None:
        """Be as tall as the words need: a dialog does not ask its wrapped labels by itself."""
        height = self._column.totalHeightForWidth(max(self.width(), self.minimumWidth()))
        self.setMinimumHeight(height)
        self.resize(self.minimumWidth(), height)

    def _accept(self) -> None:
        why = self._refusal()
        self._tell(why)
        if not why:
            self.accept()

    def _refusal(self) -> str:
        answers = self.answers()
        means, short = answers.means, len(answers.password) < SHORTEST_PASSWORD
        new, card = means is With.NEW, means is With.TOKEN
        wrong = (
            (means is With.FILE and answers.file is None,
             "Choisissez le fichier de votre certificat."),
            (card and not answers.key,
             "Choisissez le pilote de votre clé ou carte, puis son certificat."),
            (not answers.password, "Écrivez le code." if card else "Écrivez le mot de passe."),
            (new and not answers.holder, "Écrivez vos prénom et nom, comme dans les statuts."),
            (new and short, "Choisissez un mot de passe d’au moins huit caractères."),
            (new and answers.password != self.again.text(),
             "Les deux mots de passe diffèrent\u00a0: écrivez-les de nouveau."),
        )  # fmt: skip
        return next((why for found, why in wrong if found), "")


class RefusalForm(QDialog):
    """« Je ne signe pas, voici pourquoi »."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Je ne signe pas")
        self.setMinimumWidth(look.px(520))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        label = Words("Qu’est-ce qui doit changer avant que vous signiez\u00a0?", role="subtitle")
        column.addWidget(label)
        column.addWidget(
            Words(
                "Rien n’est figé. Votre remarque est gardée dans le dossier\u00a0: la personne qui "
                "le prépare la verra en l’ouvrant. Elle est aussi copiée, pour un message.",
                role="help",
            )
        )
        self.reason = Text(lines=5)
        self.reason.setAccessibleName("Votre remarque")
        column.addWidget(self.reason)
        self._why = Words(role="strongcaption", ink="todo")
        self._why.hide()
        column.addWidget(self._why)
        buttons = QHBoxLayout()
        cancel = Button(look, "Revenir à la relecture")
        cancel.clicked.connect(self.reject)
        self.keep = Button(look, "Garder ma remarque", kind="primary")
        self.keep.clicked.connect(self._keep)
        buttons.addWidget(cancel)
        buttons.addStretch()
        buttons.addWidget(self.keep)
        column.addLayout(buttons)

    def _keep(self) -> None:
        if not self.reason.raw_text().strip():
            self._why.say("Écrivez en une phrase ce qui doit changer.")
            self._why.show()
            self.reason.setFocus()
            return
        QGuiApplication.clipboard().setText(self.reason.raw_text().strip())
        self.accept()


def _field(column: QVBoxLayout, label: str, text: str) -> Line:
    line, _ = _named_field(column, label)
    line.setText(text)
    return line


def _named_field(column: QVBoxLayout, label: str) -> tuple[Line, Words]:
    words = Words(label, role="strongcaption", wrap=False)
    line = Line()
    line.setAccessibleName(label)
    words.setBuddy(line)
    column.addWidget(words)
    column.addWidget(line)
    return line, words
