"""What a signed PDF proves, in three separate answers: intact? by whom? do I know them?"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cvdesk.domain.signature import SignatureReport
from cvdesk.gui.look import Look
from cvdesk.gui.ports import Verified
from cvdesk.gui.widgets.buttons import Drawing
from cvdesk.gui.widgets.page import Page
from cvdesk.gui.widgets.words import Words, empty, frame

WIDTH = 860


class Verdict(QWidget):
    """The result of a verification."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.spoken = ""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        page = Page((32, 16, 32, 24), 12, widest=look.px(WIDTH))
        self._column = page.column
        outer.addWidget(page)

    def render_view(self, checked: Verified, said: str) -> None:
        """Show what was found; ``said`` is what the answers are about."""
        empty(self._column)
        report = checked.report
        good = bool(report.signatures) and not report.needs_attention
        self._column.addWidget(self._headline(good=good, said=said, signed=bool(report.signatures)))
        spoken = [said]
        for signature in report.signatures:
            self._column.addWidget(self._signature(signature))
            spoken += [signature.integrity_answer, signature.signer_answer, signature.trust_answer]
        for sentence in report.sentences:
            self._column.addWidget(Words(sentence, role="body"))
            spoken.append(sentence)
        data = _data_sentence(checked)
        self._column.addWidget(Words(data, role="body"))
        self._column.addStretch(1)
        self.spoken = " ".join([*spoken, data])

    def _headline(self, *, good: bool, said: str, signed: bool) -> QWidget:
        box = frame("soft" if good else "todo")
        line = QHBoxLayout(box)
        line.setContentsMargins(16, 12, 16, 12)
        line.setSpacing(12)
        shape = ("complet", "accent") if good else ("a_completer", "todo")
        line.addWidget(Drawing(self._look, *shape, 28))
        words = QVBoxLayout()
        words.setSpacing(2)
        if good:
            title = "Le document est signé et intact"
        else:
            title = "À regarder de près" if signed else "Ce document n’est pas signé"
        words.addWidget(Words(title, role="subtitle"))
        words.addWidget(Words(said, role="body"))
        line.addLayout(words, 1)
        return box

    def _signature(self, signature: SignatureReport) -> QWidget:
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(10)
        column.addWidget(Words(f"Signature de {signature.signer or 'nom illisible'}", role="label"))
        intact = ("complet", "accent") if signature.intact else ("a_corriger", "fix")
        known = ("complet", "accent") if signature.identity_known else ("question", "ask")
        for shape, question, answer in (
            (intact, "Le document est-il intact\u00a0?", signature.integrity_answer),
            (("personnes", "text"), "Qui a signé\u00a0?", signature.signer_answer),
            (known, "Connaissez-vous ce certificat\u00a0?", signature.trust_answer),
        ):
            line = QHBoxLayout()
            line.setSpacing(12)
            drawing = Drawing(self._look, *shape, 22)
            line.addWidget(drawing, 0, Qt.AlignmentFlag.AlignTop)
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(Words(question, role="strong"))
            words.addWidget(Words(answer, role="body"))
            line.addLayout(words, 1)
            column.addLayout(line)
        for remark in signature.remarks:
            column.addWidget(Words(remark, role="help"))
        return card


def _data_sentence(checked: Verified) -> str:
    if not checked.embedded:
        return "Ce PDF ne contient pas de dossier CVDesk que l’on pourrait rouvrir."
    if checked.same_content is None:
        return (
            "C’est un brouillon\u00a0: le dossier qu’il contient n’a encore jamais été figé. "
            "On peut le rouvrir."
        )
    if checked.same_content is False:
        return (
            "Le dossier contenu dans ce PDF ne donne pas l’empreinte de la version figée\u00a0: "
            "demandez un nouvel exemplaire."
        )
    return "Le dossier contenu dans ce PDF est bien celui qui a été figé\u00a0: on peut le rouvrir."
