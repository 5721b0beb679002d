"""The transversal principles that a text declares."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cvdesk.catalog.reading.draft import Guess
from cvdesk.catalog.reading.furniture import Furniture
from cvdesk.catalog.reading.headings import clean, is_bullet, trimmed
from cvdesk.catalog.words import fold
from cvdesk.domain.contrat_parts import AxeTransversal

_SENTENCE = re.compile(
    r"(?:^|[.;]\s)(?P<title>(?:La|Le|Les|L[’'])\s?[^.;:]{5,120}?) "
    r"(?:constitue(?:nt)?|est|sont|forme(?:nt)?) (?:un|l[’']|des|les)\s?(?:deuxième |second )?"
    r"(?:axes?|principes?|priorités?|thématiques?|enjeux?)[\w ]{0,20}[ ]?transvers",
)
_ENUMERATION = re.compile(
    r"(?:axes?|principes?|thématiques?|priorités?)[\w\s]{0,30}transvers\w+[\w\s]{0,20}:\s*"
    r"(?P<list>[^:;.]{10,300})",
    re.IGNORECASE,
)
_TITLE = re.compile(r"^(?:les |nos )?(?:\d+ )?(?:axes?|principes?|thematiques?|priorites?)\b.*"
                    r"\b(?:transvers\w+|mise en oeuvre)\b")  # fmt: skip
_LONGEST = 180
_LONGEST_TITLE = 200
_MOST_LINES = 30
_FEWEST, _MOST = 2, 8
_SENTENCE_SURE = 0.7
_LIST_SURE = 0.65
_WINDOW = 6


def principles_in(lines: Sequence[str], around: Furniture) -> tuple[Guess[AxeTransversal], ...]:
    """Find the principles: the first of a titled list, a sentence, an enumeration that gives some.

    Returns:
        The guesses; none when the text declares nothing.
    """
    for find in (_listed, _said, _enumerated):
        told = list(find(lines, around))
        if told:
            return tuple(
                Guess(AxeTransversal(id=f"T{rank}", titre=title, lignes=(line,)), sure, reason)
                for rank, (title, line, sure, reason) in enumerate(told, 1)
            )
    return ()


def _listed(lines: Sequence[str], around: Furniture) -> Iterator[tuple[str, int, float, str]]:
    """Take the items of the list below a title of principles."""
    for number, raw in enumerate(lines, 1):
        if len(raw) > _LONGEST_TITLE or "\t" in raw or around.skips(number) or is_bullet(raw):
            continue
        if not _TITLE.match(fold(raw)):
            continue
        items = list(_items(lines, number))
        if _FEWEST <= len(items) <= _MOST:
            reason = f"Liste sous « {clean(raw)} » (ligne {number})."
            yield from ((title, line, _LIST_SURE, reason) for title, line in items)
            return


def _items(lines: Sequence[str], title: int) -> Iterator[tuple[str, int]]:
    started = False
    for number in range(title + 1, min(len(lines), title + _MOST_LINES) + 1):
        raw = lines[number - 1]
        if is_bullet(raw):
            started = True
            lead = re.split(r"\*\*(?=\s|$)|(?<=[\w)])\.(?:\s|\*|$)|\s:\s", raw, maxsplit=1)[0]
            words = trimmed(clean(re.sub(r"^\s*[-–—•]\s*", "", lead)).rstrip("."))
            if words and len(words) <= _LONGEST:
                yield words, number
        elif started and raw.strip():
            return


def _said(lines: Sequence[str], _around: Furniture) -> Iterator[tuple[str, int, float, str]]:
    for number, raw in enumerate(lines, 1):
        if "transvers" in raw:
            found = _SENTENCE.search(clean(raw))
            if found:
                reason = "Une phrase la dit transversale."
                yield found["title"], number, _SENTENCE_SURE, reason


def _enumerated(lines: Sequence[str], _around: Furniture) -> Iterator[tuple[str, int, float, str]]:
    for number, raw in enumerate(lines, 1):
        if "transvers" not in raw.lower():
            continue
        start = max(0, number - 2)
        text = " ".join(clean(line) for line in lines[start : number + _WINDOW])
        found = _ENUMERATION.search(text)
        parts = re.split(r", | et (?=l)", found["list"]) if found else []
        titles = [part.strip() for part in parts if re.match(r"(?:la|le|les|l[’'])\s?\w", part)]
        if _FEWEST <= len(titles) <= _MOST:
            for title in titles:
                words = fold(title).split()[-1]
                line = next(
                    (n for n in range(number, number + _WINDOW) if n <= len(lines)
                     and words in fold(lines[n - 1])), number,
                )  # fmt: skip
                yield title, line, _LIST_SURE, "Énumération qui suit « transversaux »."
            return
