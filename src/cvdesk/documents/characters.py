"""Which characters can be printed, and what becomes of those that only look like a space."""

from __future__ import annotations

import re
import unicodedata

from cvdesk.errors import UserError

_NBSP = "\u00a0"
# U+202F and U+2007 become U+00A0: ReportLab breaks lines at both. Other spaces become a plain one,
# and what has no shape at all (marks of direction, joiners, soft hyphens) is left out.
_LINE_ENDS = dict.fromkeys((0x0B, 0x0C, 0x85, 0x2028, 0x2029), "\n")
_SPACES = dict.fromkeys((0x09, 0x1680, *range(0x2000, 0x2007), *range(0x2008, 0x200B)), " ")
_SPACES |= dict.fromkeys((0x205F, 0x3000), " ")
_FIXED_SPACES = dict.fromkeys((0x2007, 0x202F), _NBSP)
_UNSEEN = dict.fromkeys(
    (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
)
_UNSEEN |= dict.fromkeys((0xFE0E, 0xFE0F))
_UNSEEN |= dict.fromkeys(code for code in range(0x20) if code not in {0x09, 0x0A, 0x0B, 0x0C})
_NEVER_DRAWN = {ord("\n"), ord(" ")}
_CLEANED = _LINE_ENDS | _SPACES | _FIXED_SPACES | _UNSEEN


class MissingGlyph(UserError):
    """The embedded font lacks a character; printing it would leave an empty box.

    Attributes:
        character: The character.
        where: Where it stands, in words the user knows; empty when the caller did not say.
    """

    def __init__(self, character: str, where: str = "") -> None:
        place = f", dans {where}," if where else ""
        super().__init__(
            f"Le caractère «\u00a0{character}\u00a0» (U+{ord(character):04X}){place}"
            " ne peut pas être imprimé\u00a0: la police du dossier ne le contient pas.",
            remedy="Remplacez-le par une lettre, un mot ou un signe courant.",
        )
        self.character = character
        self.where = where


_TIED = re.compile(r" (?=[;:!?»%€])|(?<=«) |(?<=\d) (?=\d{3}(?!\d))")


def tied(text: str) -> str:
    """The same text, its French spaces (before ; : ! ? » % €, in figures) never ending a line."""
    return _TIED.sub(_NBSP, text)


def cleaned(raw: str, drawable: frozenset[int], where: str = "", stand_in: str = "") -> str:
    """Text in composed form, its French spaces tied, with nothing in it that cannot be drawn.

    A letter that the fonts have only as a letter and its accent is drawn so.

    Args:
        raw: Anything a person may have typed.
        drawable: Code points the fonts have.
        where: Its place in words the user knows.
        stand_in: What a draft prints for each character the fonts lack; empty to refuse it.

    Raises:
        MissingGlyph: The fonts lack one of its characters, and nothing stands in for it.
    """
    if raw.isascii() and raw.isprintable():
        return tied(raw)
    text = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.translate(_CLEANED)
    missing = set(map(ord, text)) - drawable - _NEVER_DRAWN
    apart = {one: unicodedata.normalize("NFD", chr(one)) for one in missing}
    drawn_apart = {
        one: parts for one, parts in apart.items() if drawable.issuperset(map(ord, parts))
    }
    text = text.translate(drawn_apart)
    missing -= drawn_apart.keys()
    if missing and stand_in:
        text = text.translate(dict.fromkeys(missing, stand_in))
    elif missing:
        raise MissingGlyph(next(each for each in text if ord(each) in missing), where)
    return tied(text)
