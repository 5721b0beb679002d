"""French wording shared by the parts of a printed page: dates, periods, counts, lists, shares."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction

from cvdesk.documents.style import Rich, Style
from cvdesk.domain.money import NBSP, grouped

MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
_COUNTS = ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")


def long_date(style: Style, day: date, *, year: bool = True) -> Rich:
    """A day in words: « 1er janvier 2027 », with the exponent."""
    rest = f"{NBSP}{MONTHS[day.month - 1]}" + (f"{NBSP}{day.year}" if year else "")
    if day.day == 1:
        return style.text("1") + style.raised("er") + style.text(rest)
    return style.text(f"{day.day}{rest}")


def period(style: Style, first: date, last: date) -> Rich:
    """Two days in words: « du 1er janvier au 31 décembre 2027 »."""
    opening = long_date(style, first, year=first.year != last.year)
    return style.text("du ") + opening + style.text(" au ") + long_date(style, last)


def moment(style: Style, at: datetime) -> Rich:
    """A moment in words, in its own time zone: « 11 décembre 2026 à 18 h 42 »."""
    hour = f" à {at.hour}{NBSP}h{NBSP}{at.minute:02d}"
    return long_date(style, at.date()) + style.text(hour)


def short_date(day: date) -> str:
    """A day in figures: « 09/12/2026 »."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def in_words(number: int) -> str:
    """A small count in words (masculine), a larger one in figures."""
    return _COUNTS[number] if 0 <= number < len(_COUNTS) else grouped(number)


def joined(parts: Sequence[str], last: str = " et ") -> str:
    """A list in a sentence: « a, b et c »."""
    *first, ending = parts or [""]
    return f"{', '.join(first)}{last}{ending}" if first else ending


def joined_rich(style: Style, parts: Sequence[Rich], separator: str = ", ") -> Rich:
    """Several pieces of text with a separator between them."""
    made: Rich = ()
    for part in parts:
        made += (style.text(separator) if made else ()) + part
    return made


def share(part: int, whole: int, decimals: int = 0) -> str:
    """A share of people, half rounded up: « 83 % »; « – » when there is nobody."""
    if not whole:
        return "–"
    scale = int(10**decimals)
    rounded = int(Fraction(part * 100 * scale, whole) + Fraction(1, 2))
    if not decimals:
        return f"{rounded}{NBSP}%"
    return f"{rounded // scale},{rounded % scale:0{decimals}d}{NBSP}%"


def years_in_words(years: Sequence[int]) -> str:
    """The exercises of a dossier: « 2027 », « 2027 à 2029 », or an empty text."""
    if not years:
        return ""
    return str(years[0]) if len(years) == 1 else f"{years[0]} à {years[-1]}"


def shortened(text: str, longest: int) -> str:
    """The text, its end cut at a word when it has more characters than it may."""
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0].rstrip(" ,;:\u00a0") + f"{NBSP}…"


def capitalised(text: str) -> str:
    """The text with its first letter in upper case, the rest as it is."""
    return text[:1].upper() + text[1:]
