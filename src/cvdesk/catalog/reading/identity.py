"""What a contract says of itself on its first pages: title, territory, years."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from cvdesk.catalog.reading.draft import Identity
from cvdesk.catalog.reading.furniture import Furniture
from cvdesk.catalog.reading.headings import clean, is_bullet, trimmed
from cvdesk.catalog.reading.places import NAME
from cvdesk.catalog.words import fold

_FIRST_LINES = 400
_COVER_LINES = 40
_LONGEST_TITLE = 200
_ABOUT = (
    re.compile(r"\b(?:contrats? de ville|protocole|avenant)\b"),
    re.compile(r"\bengagements? quartiers\b"),
)
_YEARS = re.compile(r"\b(20\d\d)\s?[-–/à]\s?(20\d\d)\b")
_LONGEST_TERM = 12
_FIRST_SAYINGS = 30
_DATED = re.compile(
    r"^(?:le )?(?:\d{1,2}(?:er)? )?(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre"
    r"|octobre|novembre|décembre) 20\d\d$",
    re.IGNORECASE,
)
_LINK = r"(?i: d[eu]s?| de la| de l[’']| d[’'])"
_TERRITORY = re.compile(
    r"(?<!contrat de )(?<!CONTRAT DE )\b(?:"
    rf"(?i:territoire|agglom[ée]ration|m[ée]tropole|EPT){_LINK}?"
    rf"|(?i:communauté de communes|commune|ville){_LINK})\s(?P<name>{NAME})"
)


def identity_of(lines: Sequence[str], around: Furniture) -> Identity:
    """Read the first pages. What they do not say stays empty."""
    texts = [
        (number, clean(raw))
        for number, raw in enumerate(lines[:_FIRST_LINES], 1)
        if raw.strip() and not around.skips(number)
    ]
    title, title_line = _title(texts, lines)
    years = _years(lines, title)
    return Identity(
        titre=title,
        titre_lignes=(title_line,) if title_line else (),
        nature=_nature(title, lines),
        territoire=_territory(title, texts),
        dated=next((text for _, text in texts[:_COVER_LINES] if _DATED.match(text)), ""),
        debut=date(years[0], 1, 1) if years else None,
        fin=date(years[1], 12, 31) if years else None,
    )


def _title(texts: Sequence[tuple[int, str]], lines: Sequence[str]) -> tuple[str, int]:
    """Take the first line on its own that names a contract: on the cover, else further."""
    for most in (_COVER_LINES, _FIRST_LINES):
        for about in _ABOUT:
            for number, text in texts[:most]:
                if about.match(fold(text)) and _is_alone(lines, number, text):
                    return trimmed(text), number
    return "", 0


def _is_alone(lines: Sequence[str], number: int, text: str) -> bool:
    if is_bullet(lines[number - 1]) or len(text) > _LONGEST_TITLE or text[0].islower():
        return False
    # A page that begins leaves a space before its first line, and no blank line above it.
    starts_a_page = lines[number - 1][:1].isspace()
    above = "" if number == 1 or starts_a_page else lines[number - 2].strip()
    below = lines[number].strip() if number < len(lines) else ""
    return not text.endswith((".", ",", ";", ":")) and not above and not below


def _nature(title: str, lines: Sequence[str]) -> str:
    """Take the word of the title, else the one that the text calls itself by."""
    for text in (fold(title), *([] if title else [fold(line) for line in lines])):
        for word in ("avenant", "protocole"):
            if word in text.split() and (title or f"present {word}" in text):
                return word
        if not title and "present contrat" in text:
            return "contrat"
    return "contrat"


def _territory(title: str, texts: Sequence[tuple[int, str]]) -> str:
    for text in (title, *(text for _, text in texts)):
        found = _TERRITORY.search(text)
        if found:
            return found["name"]
    return ""


def _years(lines: Sequence[str], title: str) -> tuple[int, int] | None:
    """Take the years of the title, else those that stand most often beside the word contract."""
    about = [line for line in lines if re.search(r"contrat|protocole", line, re.IGNORECASE)]
    for text in (title, "\n".join(about[:_FIRST_SAYINGS]), "\n".join(about)):
        said = Counter(
            (int(found[1]), int(found[2]))
            for found in _YEARS.finditer(text)
            if 0 < int(found[2]) - int(found[1]) <= _LONGEST_TERM
        )
        if said:
            return max(said, key=lambda years: (said[years], years))
    return None
