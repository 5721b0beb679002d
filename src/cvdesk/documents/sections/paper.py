"""The block for those who sign on paper: the fingerprint in eight groups, and a code."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from cvdesk.documents.blocks import Para, set_line
from cvdesk.documents.qr import qr_figure
from cvdesk.documents.sections.answers import Answers
from cvdesk.documents.structure import Element
from cvdesk.documents.style import RULE, Style
from cvdesk.documents.tagging import tagged
from cvdesk.documents.wording import years_in_words
from cvdesk.domain.dossier import Version
from cvdesk.domain.frozen import grouped_fingerprint
from cvdesk.domain.money import NBSP

ANCHOR = "empreinte"
_SIDE = 28 * mm
_PADDING = 7.0
_GROUPS_OF_A_LINE = 4
_GROUP_WIDTH = 31 * mm
_GROUP_PITCH = 17.0


class FingerprintGroups(Flowable):
    """The eight groups of a fingerprint, numbered, as people compare them."""

    def __init__(self, digest: str, style: Style) -> None:
        super().__init__()
        self.width = _GROUPS_OF_A_LINE * _GROUP_WIDTH
        self._groups = grouped_fingerprint(digest)
        self._style = style
        self.height = _GROUP_PITCH * -(-len(self._groups) // _GROUPS_OF_A_LINE)
        self.spaceBefore = 4

    def draw(self) -> None:
        """Draw the groups as one paragraph, and remember the place."""
        canvas = tagged(self)
        canvas.anchor(ANCHOR, top=self.height)
        canvas.begin(Element("P"))
        for index, group in enumerate(self._groups):
            line, column = divmod(index, _GROUPS_OF_A_LINE)
            x, y = column * _GROUP_WIDTH, self.height - _GROUP_PITCH * (line + 1) + 4
            numbered = self._style.grey(self._style.sized(f"{index + 1}{NBSP * 2}", 8))
            spaced = NBSP if index + 1 < len(self._groups) else ""
            told = numbered + self._style.sized(self._style.strong(group + spaced), 11.5)
            set_line(canvas, told, self._style.answer, x, y)
        canvas.end()


class PaperBlock(Flowable):
    """The code on the left, what to do and the groups on the right, inside an outline."""

    def __init__(self, answers: Answers, version: Version) -> None:
        super().__init__()
        style = answers.style
        groups = " ".join(grouped_fingerprint(version.fingerprint))
        self._code = qr_figure(
            _content(answers, version),
            _SIDE,
            alt=f"Code à lire avec un téléphone. Il contient l’empreinte du contenu : {groups}.",
        )
        told = (
            "Comparez les huit groupes avec ceux que CVDesk affiche, signez dans le cadre,"
            " numérisez cette page et joignez-la au dossier. Le code contient la même empreinte,"
            " le SIRET, l’exercice et le numéro de version\u00a0; il n’ouvre aucun site."
        )
        self._body: Sequence[Flowable] = [
            Para(style.text("Si vous signez sur papier"), style.label, "H3"),
            Para(style.text(told), style.smaller),
            FingerprintGroups(version.fingerprint, style),
        ]
        self.spaceBefore = 8
        self.spaceAfter = 4

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Width and height, in points."""
        column = availWidth - _SIDE - 4 * _PADDING
        self._heights = [part.wrap(column, availHeight)[1] for part in self._body]
        self.width = availWidth
        self.height = max(sum(self._heights) + 4, _SIDE) + 2 * _PADDING
        return self.width, self.height

    def draw(self) -> None:
        """Draw the outline, the code and the text."""
        canvas = tagged(self)
        with canvas.artifact():
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(0.8)
            canvas.rect(0, 0, self.width, self.height, stroke=1, fill=0)
        top = self.height - _PADDING
        left = _SIDE + 2.5 * _PADDING
        y = top
        for part, height in zip(self._body, self._heights, strict=True):
            y -= height
            if isinstance(part, FingerprintGroups):
                y -= 4
            part.drawOn(canvas, left, y)
        self._code.drawOn(canvas, _PADDING, top - _SIDE)


def _content(answers: Answers, version: Version) -> str:
    """What the code says: no address, and only signs that a code holds in little room."""
    facts = answers.facts
    parts = [
        "CVDESK",
        f"SIRET {facts.value('siret') or '-'}",
        f"EXERCICE {years_in_words(facts.years).replace(' à ', '-') or '-'}",
        f"VERSION {version.number}",
        " ".join(grouped_fingerprint(version.fingerprint)),
    ]
    return " / ".join(parts)
