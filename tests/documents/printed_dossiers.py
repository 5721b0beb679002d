"""Prints dossiers for the tests, and reads their pages back."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import cache

import pypdfium2

from cvdesk.app.freeze import Printing
from cvdesk.app.session import Session
from cvdesk.documents.dossier_pdf import compose_dossier
from cvdesk.domain.dossier import Version
from cvdesk.domain.frozen import fingerprint
from cvdesk.domain.stamp import Stamp
from tests.support.builders import RESOURCES, SAMPLE_A, a_sample

FONTS = RESOURCES / "polices"
AT = datetime(2026, 12, 11, 18, 42, tzinfo=timezone(timedelta(hours=1)))
DATA = '{"dossier": "les réponses"}'.encode()


def printing(session: Session, *, frozen: bool = True) -> Printing:
    version = None
    if frozen:
        stamp = Stamp(int(AT.astimezone(UTC).timestamp() * 1000), 0, "N1")
        version = Version(3, fingerprint(session.dossier), stamp)
    return Printing(session.facts, version, AT, DATA)


def printed(session: Session, *, frozen: bool = True) -> bytes:
    return compose_dossier(printing(session, frozen=frozen), FONTS)


@cache
def sample_pdf(name: str = SAMPLE_A, *, frozen: bool = True) -> bytes:
    return printed(a_sample(name), frozen=frozen)


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page, every run of spaces and line ends as one space."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def text_of(pdf: bytes) -> str:
    return " ".join(page_texts(pdf))


def packed(text: str) -> str:
    """Text without any space, to be found whatever the lines it was broken into."""
    return re.sub(r"[\s\u00a0\ufffe\u00ad]+", "", text)
