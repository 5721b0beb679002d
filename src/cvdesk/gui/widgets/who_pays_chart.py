"""« Qui paie quoi »: one bar, every segment with its amount and its name written below.

A chart says nothing to a screen reader: it has a name and a sentence, and its figures in a table.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cvdesk.app.whopays import Share, WhoPays
from cvdesk.gui.look import Look

HEIGHT = 92
GAP = 2


class WhoPaysChart(QWidget):
    """The bar."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._view: WhoPays | None = None
        self.setAccessibleName("Qui paie quoi")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def render_view(self, view: WhoPays) -> None:
        """Show ``view``."""
        if view != self._view:
            self._view = view
            self.setAccessibleDescription(view.spoken)
            self.update()

    def sizeHint(self) -> QSize:
        """The bar, the words above and below."""
        return QSize(400, self._look.px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar."""
        if self._view is None or not self._view.total:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw(painter, self._view)
        painter.end()

    def _draw(self, painter: QPainter, view: WhoPays) -> None:
        look = self._look
        width = float(self.width() - 2)
        bar = QRectF(1, look.px(26), width, look.px(26))
        self._draw_bracket(painter, view, bar)
        left = bar.left()
        shade = 0
        ends: list[tuple[float, float]] = []
        for rank, share in enumerate(view.shares):
            length = width * share.amount.cents / view.total.cents
            place = QRectF(left, bar.top(), max(length - GAP, 1), bar.height())
            painter.setPen(QPen(look.color("accent" if share.kind == "public" else "field"), 1))
            painter.setBrush(self._fill(share, shade))
            painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))
            shade += share.kind == "public"
            room = width * sum(s.amount.cents for s in view.shares[rank : rank + 1])
            ends.append((left, room / view.total.cents))
            left += length
        self._draw_words(painter, view, bar, ends)
        if view.ceiling is not None:
            self._draw_ceiling(painter, view, bar)

    def _fill(self, share: Share, shade: int) -> QColor:
        tokens = self._look.tokens
        if share.kind == "public":
            return QColor(tokens.public[min(shade, len(tokens.public) - 1)])
        return QColor(tokens.private if share.kind == "private" else tokens.own)

    def _draw_bracket(self, painter: QPainter, view: WhoPays, bar: QRectF) -> None:
        look = self._look
        end = bar.left() + bar.width() * min(view.public_part, 1.0)
        y = look.px(20)
        painter.setPen(QPen(look.color("text"), 1))
        painter.drawLine(QPointF(bar.left(), y), QPointF(end, y))
        for x in (bar.left(), end):
            painter.drawLine(QPointF(x, y - 3), QPointF(x, y + 3))
        painter.setFont(look.font(13, strong=True))
        painter.drawText(
            QRectF(bar.left() + 5, 0, bar.width(), y - 2),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop,
            f"Aides publiques\u00a0: {view.public}",
        )

    def _draw_ceiling(self, painter: QPainter, view: WhoPays, bar: QRectF) -> None:
        look = self._look
        x = bar.left() + bar.width() * (view.ceiling or 0)
        pen = QPen(look.color("text"), 2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(x, look.px(6)), QPointF(x, bar.bottom() + 3))
        painter.setPen(look.color("text"))
        painter.setFont(look.font(13))
        words = f"plafond de l’appel\u00a0: {round((view.ceiling or 0) * 100)}\u00a0%"
        room = painter.fontMetrics().horizontalAdvance(words)
        right = x + 6 + room < bar.right()
        place = QRectF(x + 6 if right else x - 6 - room, 0, room + 2, look.px(18))
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, words)

    def _draw_words(
        self, painter: QPainter, view: WhoPays, bar: QRectF, ends: list[tuple[float, float]]
    ) -> None:
        """Write each amount and name under its segment, if there is room; the table has all."""
        look = self._look
        free = bar.left()
        high = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        for share, (left, length) in zip(view.shares, ends, strict=True):
            painter.setFont(look.font(13, strong=True))
            metrics = painter.fontMetrics()
            amount = str(share.amount)
            start = max(left, free)
            wide = metrics.horizontalAdvance(amount)
            room = left + length - start
            if room < wide * 0.8:
                continue
            painter.setPen(look.color("text"))
            painter.drawText(QRectF(start, bar.bottom() + 4, wide + 4, look.px(18)), high, amount)
            painter.setFont(look.font(13))
            painter.setPen(look.color("text2"))
            words = painter.fontMetrics().elidedText(
                share.name, Qt.TextElideMode.ElideRight, int(max(room, wide))
            )
            painter.drawText(
                QRectF(start, bar.bottom() + look.px(22), max(room, wide) + 2, look.px(18)),
                high,
                words,
            )
            free = start + wide + 4
