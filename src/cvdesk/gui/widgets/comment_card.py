"""A remark of a reader and its replies, with what one can do about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from cvdesk.app.review import Comment
from cvdesk.gui.look import Look
from cvdesk.gui.widgets.buttons import Button, Drawing
from cvdesk.gui.widgets.words import Words, frame


class CommentCard(QWidget):
    """One remark.

    Signals:
        settled: Whether it is dealt with now.
        replied: The person wants to answer it.
        went: The person wants to go to the answer it speaks of.
    """

    settled = Signal(bool)
    replied = Signal()
    went = Signal()

    def __init__(self, look: Look, comment: Comment) -> None:
        super().__init__()
        self.setObjectName(f"remarque-{comment.row}")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = frame("card" if comment.settled else "ask")
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 14, 12)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        ink = "text2" if comment.settled else "ask"
        head.addWidget(Drawing(look, "remarque", ink, 18))
        about = f"{comment.about} ({comment.away})" if comment.away else comment.about
        head.addWidget(Words(about, role="strongcaption", ink=ink), 1)
        column.addLayout(head)
        column.addWidget(Words(comment.text, role="body"))
        column.addWidget(Words(comment.signed, role="help"))
        for reply in comment.replies:
            inside = QVBoxLayout()
            inside.setContentsMargins(16, 0, 0, 0)
            inside.setSpacing(0)
            inside.addWidget(Words(reply.text, role="body"))
            inside.addWidget(Words(reply.signed, role="help"))
            column.addLayout(inside)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        done = QCheckBox("Réglée")
        done.setAccessibleName(f"Réglée\u00a0: {comment.text[:80]}")
        done.setAccessibleDescription(f"{about}. {comment.signed}")
        done.setChecked(comment.settled)
        done.toggled.connect(self.settled)
        foot.addWidget(done)
        reply_to = Button(look, "Répondre", kind="link")
        reply_to.setAccessibleName(f"Répondre à {comment.author}\u00a0: {comment.text[:80]}")
        reply_to.clicked.connect(self.replied)
        foot.addWidget(reply_to)
        if comment.key is not None and not comment.away:
            go = Button(look, "Y aller", kind="link")
            go.setAccessibleName(f"Aller à «\u00a0{comment.about}\u00a0»")
            go.clicked.connect(self.went)
            foot.addWidget(go)
        foot.addStretch()
        column.addLayout(foot)
