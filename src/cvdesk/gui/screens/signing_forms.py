"""The two forms of the signature: with which certificate, or why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from cvdesk.domain.signature import Identity
from cvdesk.domain.wording import plain
from cvdesk.gui.look import Look
from cvdesk.gui.widgets.buttons import Button
from cvdesk.gui.widgets.typing import Line, Text
from cvdesk.gui.widgets.words import Words

SHORTEST_PASSWORD = 8


@dataclass(frozen=True, slots=True)
class IdentityAnswers:
    """With what to sign.

    Attributes:
        key: A known identity, or empty to make one.
    """

    key: str
    holder: str
    function: str
    organisation: str
    email: str
    password: str


class IdentityForm(QDialog):
    """Choose a certificate of this computer, or make one."""

    def __init__(
        self, look: Look, known: Sequence[Identity], holder: str, function: str,
        organisation: str, parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWindowTitle("Votre certificat")
        self.setMinimumWidth(look.px(520))
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(6)
        column.addWidget(Words("Avec quel certificat signez-vous\u00a0?", role="subtitle"))
        self.choice = QComboBox()
        self.choice.setAccessibleName("Certificat")
        for one in known:
            until = f"{one.valid_until:%d/%m/%Y}"
            self.choice.addItem(f"{one.holder}, valable jusqu’au {until}", one.key)
        self.choice.addItem("Créer mon certificat", "")
        # The certificate of somebody else is never proposed first: people accept what is proposed.
        mine = [one.key for one in known if plain(one.holder) == plain(holder)]
        if holder:
            self.choice.setCurrentIndex(self.choice.findData(mine[-1] if mine else ""))
        self.choice.currentIndexChanged.connect(self._draw)
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
        self.password = _field(column, "Mot de passe du certificat", "")
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
        self._why = Words(role="strongcaption", ink="todo")
        column.addWidget(self._why)
        buttons = QHBoxLayout()
        cancel = Button(look, "Ne pas signer maintenant")
        cancel.clicked.connect(self.reject)
        self.sign = Button(look, "Signer le dossier", kind="primary")
        self.sign.setDefault(True)
        self.sign.clicked.connect(self._accept)
        buttons.addWidget(cancel)
        buttons.addStretch()
        buttons.addWidget(self.sign)
        column.addLayout(buttons)
        self._draw()

    def answers(self) -> IdentityAnswers:
        """Return what was chosen."""
        return IdentityAnswers(
            key=str(self.choice.currentData() or ""),
            holder=self.holder.text().strip(),
            function=self.function.text().strip(),
            organisation=self.organisation.text().strip(),
            email=self.email.text().strip(),
            password=self.password.text(),
        )

    def _draw(self) -> None:
        making = not self.choice.currentData()
        self._new.setVisible(making)
        self._again.setVisible(making)
        self._why.hide()
        self._fit()

    def _fit(self) -> None:
        """Be as tall as the words need: a dialog does not ask its wrapped labels by itself."""
        height = self._column.totalHeightForWidth(max(self.width(), self.minimumWidth()))
        self.setMinimumHeight(height)
        self.resize(self.minimumWidth(), height)

    def _accept(self) -> None:
        why = self._refusal()
        self._why.say(why)
        self._why.setVisible(bool(why))
        self._fit()
        if not why:
            self.accept()

    def _refusal(self) -> str:
        answers = self.answers()
        if not answers.password:
            return "Écrivez le mot de passe."
        if answers.key:
            return ""
        if not answers.holder:
            return "Écrivez vos prénom et nom, comme dans les statuts."
        if len(answers.password) < SHORTEST_PASSWORD:
            return "Choisissez un mot de passe d’au moins huit caractères."
        if answers.password != self.again.text():
            return "Les deux mots de passe diffèrent\u00a0: écrivez-les de nouveau."
        return ""


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
                "Rien n’est figé. La remarque est copiée\u00a0: collez-la dans un message.",
                role="help",
            )
        )
        self.reason = Text(lines=5)
        self.reason.setAccessibleName("Votre remarque")
        column.addWidget(self.reason)
        buttons = QHBoxLayout()
        cancel = Button(look, "Revenir à la relecture")
        cancel.clicked.connect(self.reject)
        copy = Button(look, "Copier ma remarque", kind="primary")
        copy.clicked.connect(self._copy)
        buttons.addWidget(cancel)
        buttons.addStretch()
        buttons.addWidget(copy)
        column.addLayout(buttons)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.reason.raw_text().strip())
        self.accept()


def _field(column: QVBoxLayout, label: str, text: str) -> Line:
    words = Words(label, role="strongcaption", wrap=False)
    line = Line()
    line.setText(text)
    line.setAccessibleName(label)
    words.setBuddy(line)
    column.addWidget(words)
    column.addWidget(line)
    return line
