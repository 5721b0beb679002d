"""Comparing texts as people do, and noticing what should not be in them."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

from cvdesk.domain.given_names import GIVEN_NAMES
from cvdesk.domain.money import NBSP

_COMPARED = 4000
"""Characters of a text that are compared with last year's: the cost grows with the square."""


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return ``text`` without capitals, accents nor punctuation, for comparing names."""
    folded = unicodedata.normalize("NFKD", text).casefold().replace("œ", "oe").replace("æ", "ae")
    letters = unicodedata.normalize("NFKD", folded)
    kept = "".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c))
    return " ".join(kept.split())


@lru_cache(maxsize=256)
def likeness(one: str, other: str) -> float:
    """Return how alike two texts are, word by word, from 0 to 1."""
    words = (plain(one[:_COMPARED]).split(), plain(other[:_COMPARED]).split())
    return SequenceMatcher(None, *words, autojunk=False).ratio()


# A text may be one word of 100,000 letters: none is looked for from each of its letters to its end.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+")
_PHONE = re.compile(r"(?<!\d)(?:0|\+33[ .\u00a0]?)[1-9](?:[ .\u00a0-]?\d{2}){4}(?!\d)")
_NAME = r"[A-ZÀ-ÖØ-Þ][\w’'-]{1,50}"
_TITLED = re.compile(
    rf"\b(?:M\.|Mr|Mme|Mlle|[Mm]adame|[Mm]onsieur|[Mm]ademoiselle)[ \u00a0]{_NAME}"
)
_CALLED = re.compile(rf"\b(?:s[’']appelle|[pP]rénommée?|[nN]ommée?)[ \u00a0]{_NAME}")
_GIVEN_AND_FAMILY = re.compile(
    rf"(?:(?<![\w’'-])(?P<before>[\w’'-]+)[ \u00a0])?(?P<given>{_NAME})[ \u00a0](?={_NAME})"
)
_PLACES = re.compile(
    r"(?:[dl]['’])?(?:all[ée]+e|avenue|biblioth[èe]que|boulevard|cit[ée]|coll[èe]ge|cr[èe]che|"
    r"[ée]cole|[ée]l[ée]mentaire|espace|esplanade|fondation|groupe|gymnase|h[ôo]pital|lyc[ée]e|"
    r"m[ée]diath[èe]que|maison|maternelle|parc|place|quai|quartier|r[ée]sidence|rue|salle|scolaire|"
    r"social|square|stade|th[ée][âa]tre|villa)s?",
    re.IGNORECASE,
)


@lru_cache(maxsize=256)
def seems_to_identify_someone(text: str) -> bool:
    """Return whether a free text seems to hold a person's name, telephone or e-mail.

    A guess, for an advice only. A given name and a family name after the name of a place
    (« collège Jean Moulin ») are the place's.
    """
    if any(found.search(text) for found in (_EMAIL, _PHONE, _TITLED, _CALLED)):
        return True
    return any(
        plain(match["given"]).replace(" ", "-") in GIVEN_NAMES
        and not (match["before"] and _PLACES.fullmatch(match["before"]))
        for match in _GIVEN_AND_FAMILY.finditer(text)
    )


def spaced(text: str) -> str:
    """Return French ``text`` with the non-breaking spaces that no one types in a data file."""
    return _PLAIN_SPACE.sub(NBSP, text)


_PLAIN_SPACE = re.compile(r"(?<=«) | (?=[;:!?»%€])|(?<=\d) (?=\d{3}(?!\d))")
