"""What looks like a heading, line by line: a level and its number, a number, capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from cvdesk.catalog.reading.furniture import Furniture
from cvdesk.catalog.reading.levels import Level, is_section, level_named_by, level_of
from cvdesk.catalog.words import fold


class Style(Enum):
    """By what a line was taken for a heading."""

    LEVEL = "niveau"
    """« Orientation 2 : … », « Objectif stratégique 1.1 – … »."""
    SECTION = "partie"
    """« Article 3 – … », or a title of the table of contents."""
    NUMBER = "numéro"
    """« 2.1 … », « 3/ … »."""
    CAPITALS = "capitales"
    """A line of capitals, without number."""
    NAMER = "annonce"
    """The title of a list of objectives (« Les objectifs opérationnels »)."""
    ALONE = "isolée"
    """A short line on its own."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, or what looks like one.

    Attributes:
        line: Its first line.
        last: Its last line.
        title: Its exact words, without word, number nor separator.
        level: The level it names, for LEVEL and NAMER.
        number: Its parts joined by dots (« 1-2 », « A2 » as « 1.2 », « A.2 »); empty without.
        printed: The number as printed.
        mark: What follows the number, when only a number was printed.
    """

    style: Style
    line: int
    last: int
    title: str
    level: Level | None = None
    number: str = ""
    mark: str = ""
    printed: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of its number."""
        return tuple(self.number.split(".")) if self.number else ()

    @property
    def value(self) -> int:
        """The first part of its number, roman or not; 0 for a letter or nothing."""
        first = self.parts[0] if self.parts else ""
        return int(first) if first.isdecimal() else _roman(first)


_LONGEST_TITLE = 320
_LONGEST_ALONE = 130
_FEWEST_CAPITALS = 5
_MOST_JOINED = 9

_BULLET = re.compile(r"^\s*(?:[-–—•►➤▪○◦●□✓→⇒*·]|o\s)\s*")
_DIVIDED = r"(?:\s?[.\-]\s?\d{1,2}(?!\d)){0,3}"
_WORD = re.compile(
    r"^(?P<words>[^\W\d_]+(?:[ \u00a0][^\W\d_]{3,})?)\s*(?:n\s*[°ºo]\s*)?"
    rf"(?P<number>\d{{1,3}}(?!\d){_DIVIDED}|[A-H]\d{{1,2}}(?!\d){_DIVIDED}"
    r"|[IVX]{1,5}(?![^\W\d_])|[A-H](?![^\W\d_]))?"
    r"\s*(?P<mark>[:.)/–—-]*)\s*(?P<title>.*)$"
)
_NUMBER = re.compile(
    r"^(?P<number>(?:\d{1,2}|[IVX]{1,5})(?!\d)(?:\.\s?\d{1,2}(?!\d)){0,3}|[A-H])"
    r"(?P<mark>\s?[.)/°–—-]+\s?|\s+)(?P<title>[^\W\d_«\"“].*|[«\"“]\s*[^\W\d_].*)$"
)
_CELL = re.compile(r"</?t(?:able|[rdh])\b", re.IGNORECASE)
_NOT_A_TITLE = re.compile(r"^(?:et|ou|du|de|des|au|aux|à|sont|est|ci|précit)\b", re.IGNORECASE)
_LINK_WORDS = frozenset({
    "a", "au", "aux", "avec", "ce", "ces", "cette", "chez", "comme", "contre", "d", "dans", "de",
    "des", "du", "elle", "en", "entre", "et", "l", "la", "le", "les", "leur", "leurs", "mais",
    "ni", "notamment", "nos", "notre", "ou", "par", "pour", "que", "qui", "sa", "sans", "se", "ses",
    "son", "sous", "sur", "un", "une", "vers", "y",
})  # fmt: skip


@lru_cache(maxsize=8192)
def clean(line: str) -> str:
    """Return the words of a line without tags, emphasis, leading hashes nor doubled spaces."""
    text = re.sub(r"</?[a-zA-Z]{1,8}(?:\s[^<>]{0,80})?/?>", " ", line)
    text = re.sub(r"\s?\^\{([^{}]{0,12})\}", r"\1", text)
    text = re.sub(r"^\s*#{1,6}\s+", "", text)
    text = re.sub(r"\*{1,3}(?=\S)|(?<=\S)\*{2,3}|(?<=\S)\*(?=\W|$)", "", text)
    return re.sub(r"\s+", " ", text).strip()


def trimmed(title: str) -> str:
    """Put aside what ends a heading and is not of its words."""
    return re.sub(r"[\s*:;,–—-]+$", "", title)


def is_bullet(line: str) -> bool:
    """Tell whether a line is an item of a list."""
    return bool(_BULLET.match(line)) and not line.lstrip().startswith("**")


def without_bullet(line: str) -> str:
    """Return the words of an item of a list."""
    return clean(_BULLET.sub("", line, count=1))


def headings(lines: Sequence[str], around: Furniture) -> tuple[Heading, ...]:
    """Find what looks like a heading, in the order of the text."""
    found = []
    done = 0
    parts = _closing_parts(around.parts)
    for number, raw in enumerate(lines, 1):
        if number <= done or around.skips(number) or not raw.strip():
            continue
        heading = _heading(lines, number, around)
        if heading is not None:
            done = heading.last
            words = {fold(clean(raw)), fold(heading.title)}
            if heading.style in _PLAIN and not words.isdisjoint(parts):
                heading = replace(heading, style=Style.SECTION)
            found.append(heading)
    return tuple(found)


_PLAIN = frozenset({Style.CAPITALS, Style.ALONE})


def _closing_parts(parts: Sequence[str]) -> frozenset[str]:
    """Return the titles of the table of contents that do not stand inside the tree."""
    levels = [rank for rank, part in enumerate(parts) if _of_level(part, 1)]
    inside = parts[levels[0] : levels[-1]] if levels else ()
    return frozenset(parts) - frozenset(inside)


def _heading(lines: Sequence[str], number: int, around: Furniture) -> Heading | None:
    raw = lines[number - 1]
    if len(raw) > 2 * _LONGEST_TITLE or "\t" in raw.rstrip() or "|" in raw or _CELL.search(raw):
        return None
    if is_bullet(raw):
        # Of the items of a list, only those that name their level and number it are titles.
        item = level_heading(without_bullet(raw), number)
        return _joined(lines, item, around) if item and item.number and item.mark else None
    text = clean(raw)
    if not text or len(text) > _LONGEST_TITLE:
        return None
    heading = _of_level(text, number) or _of_number(text, number) or _of_words(text, number)
    if heading is None:
        return None
    return _joined(lines, heading, around)


def level_heading(text: str, line: int) -> Heading | None:
    """Read « Orientation 2 : … » in a line or in a cell, or return None."""
    heading = _of_level(text, line)
    if heading is None or heading.style is not Style.LEVEL or not trimmed(heading.title):
        return None
    return replace(heading, title=trimmed(heading.title))


def _of_level(text: str, line: int) -> Heading | None:
    found = _WORD.match(text)
    if found is None:
        return None
    words, number, mark, title = found["words"], found["number"], found["mark"], found["title"]
    first = words.split()[0]
    if is_section(first) and number and (mark or not _NOT_A_TITLE.match(title)):
        parts = _plain_number(number)
        return Heading(Style.SECTION, line, line, trimmed(title), None, parts, mark)
    level = level_of(words)
    if level is None or fold(first) != level.noun.split()[0]:
        return None
    if not number and not (level.transversal and mark):
        return None
    if number and not mark and title and (_NOT_A_TITLE.match(title) or title[0].islower()):
        return None
    number = number or ""
    return Heading(Style.LEVEL, line, line, title, level, _plain_number(number), mark, number)


def _plain_number(number: str) -> str:
    return re.sub(r"\s*[.\-]\s*|(?<=^[A-H])(?=\d)", ".", number)


def _roman(number: str) -> int:
    values = [_ROMAN.get(sign, 0) for sign in number]
    if not all(values):
        return 0
    return sum(-value if value < max(values[rank:]) else value for rank, value in enumerate(values))


_ROMAN = {"I": 1, "V": 5, "X": 10}


def _of_number(text: str, line: int) -> Heading | None:
    found = _NUMBER.match(text)
    if found is None:
        return None
    number, mark, title = re.sub(r"\s", "", found["number"]), found["mark"].strip(), found["title"]
    if not mark and "." not in number:
        return None
    if title[0].islower() or text.endswith(";"):
        return None
    return Heading(Style.NUMBER, line, line, title, None, number, mark)


def _of_words(text: str, line: int) -> Heading | None:
    letters = [sign for sign in text if sign.isalpha()]
    if len(text) > _LONGEST_ALONE or not letters or text[0].islower():
        return None
    capitals = len(letters) >= _FEWEST_CAPITALS and not any(sign.islower() for sign in letters)
    if text.endswith((";", ".")) or (text.endswith((",", ":")) and not capitals):
        return None
    named = level_named_by(text)
    if named is not None:
        return Heading(Style.NAMER, line, line, text, named)
    return Heading(Style.CAPITALS if capitals else Style.ALONE, line, line, text)


def _joined(lines: Sequence[str], heading: Heading, around: Furniture) -> Heading | None:
    """Take the lines that a heading runs on to; None when it has no words at all."""
    title, last = heading.title, heading.line
    for number, text in _following(lines, heading.line, around):
        if number - heading.line > 2 * _MOST_JOINED or len(title) > _LONGEST_TITLE:
            break
        if not _runs_on(heading, title, text, adjacent=number == last + 1):
            break
        glued = title.endswith("-") and title[-2:-1].isalpha()
        title = f"{title}{text}" if glued or not title else f"{title} {text}"
        last = number
    if heading.style in _PLAIN and title.endswith(","):
        return None
    if heading.style is Style.ALONE and last != heading.line:
        return None
    title = trimmed(title)
    if not any(sign.isalpha() for sign in title):
        return None
    return replace(heading, title=title, last=last)


def _following(lines: Sequence[str], line: int, around: Furniture) -> Iterator[tuple[int, str]]:
    blank = 0
    for number in range(line + 1, min(len(lines), line + 3 * _MOST_JOINED) + 1):
        raw = lines[number - 1]
        if around.skips(number):
            continue
        if not raw.strip():
            blank += 1
            if blank > 1:
                return
            continue
        blank = 0
        if "\t" in raw or is_bullet(raw) or len(raw) > _LONGEST_TITLE:
            return
        yield number, clean(raw)


def _runs_on(heading: Heading, title: str, text: str, *, adjacent: bool) -> bool:
    if not text or not (text[0].isalpha() or text[0] in '«"“('):
        return False
    if not title:
        return _of_level(text, 1) is None and _of_number(text, 1) is None
    if title.endswith((":", ".", ";")):
        return False
    if heading.style is Style.CAPITALS or title.isupper():
        return adjacent and text.isupper() and _of_number(text, 1) is None
    if text[0].islower():
        return True
    return adjacent and (title.endswith("-") or hangs(title))


def hangs(title: str) -> bool:
    """Tell whether a title cannot end there (« … du », « … et de la »)."""
    words = fold(title).split()
    return bool(words) and words[-1] in _LINK_WORDS
