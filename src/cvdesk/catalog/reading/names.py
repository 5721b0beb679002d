"""Communes and quarters that sentences name, and lists of communes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from cvdesk.catalog.reading.furniture import Furniture
from cvdesk.catalog.reading.headings import clean, is_bullet
from cvdesk.catalog.reading.places import LONGEST_NAME, NAME, Places
from cvdesk.catalog.words import fold

_LIKELY = 0.75
_FAIR = 0.6
_DOUBTFUL = 0.5
_LINK = r"-(?:[a-zà-ÿ]{1,4}-|[ld][’'])*"
_HYPHENED = rf"(?:L[’']|La |Le |Les )?[A-ZÀ-Ý][\w’']+(?:{_LINK}[A-ZÀ-Ý][\w’']+)*"
_OF = re.compile(
    rf"\b(?:[Mm]aires?|[Mm]airies?|[Cc]ommunes?|[Vv]illes?) (?:de |d[’'])(?P<name>{_HYPHENED})"
    r"\b(?![’'-]| [A-ZÀ-Ý])"
)
_AND = r"(?:,[ ]?| et (?:de |d[’'])?)"
_LIST = re.compile(
    rf"\b\d{{1,3}} communes (?:de |d[’'])?(?P<names>{_HYPHENED}(?:{_AND}{_HYPHENED})+)"
)
_QUARTER = re.compile(
    r"(?:\b(?:[Qq]uartiers?|[Zz]ones?) prioritaires?,?(?: [a-zà-ÿ’']+){0,6}"
    r"|(?<!les )\bQPV(?: d(?:[eu]|es))?)\s?«\s?(?P<name>[^«»]{4,80}?)\s?»"
)
_UNDER = re.compile(r"^communes? (?:concernees?|signataires?|membres?)")
_FEWEST = 3
_FEWEST_ALONE = 2
_JOINED = 12


def read_names(lines: Sequence[str], around: Furniture, places: Places) -> None:
    """Take for communes the names that the text calls so, or lists as such."""
    _read_lists(lines, around, places)
    alone: Counter[str] = Counter()
    said: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for number, text in _texts(lines, around):
        if len(text) < LONGEST_NAME and not is_bullet(lines[number - 1]):
            alone[fold(text)] += 1
        for found in _OF.finditer(text):
            said[fold(found["name"])].append((found["name"], number))
    for key, sayings in said.items():
        name, line = sayings[0]
        of_a_quarter = any(f" {key} " in f" {fold(one.piece.nom)} " for one in places.quarters)
        if alone[key] >= _FEWEST_ALONE and not of_a_quarter:
            places.commune(name, line, _LIKELY, "Le texte la dit commune, ville ou mairie.")
    if not places.communes and said:
        # A contract of one commune never lists communes.
        sayings = max(said.values(), key=len)
        if len(sayings) >= _FEWEST:
            reason = f"Dite commune ou ville {len(sayings)} fois."
            places.commune(*sayings[0], _FAIR, reason)


def _texts(lines: Sequence[str], around: Furniture) -> Iterator[tuple[int, str]]:
    for number, raw in enumerate(lines, 1):
        if raw.strip() and not around.skips(number) and "\t" not in raw:
            yield number, clean(raw)


def _read_lists(lines: Sequence[str], around: Furniture, places: Places) -> None:
    listing = False
    for number, text in _texts(lines, around):
        if listing and len(text) < LONGEST_NAME and re.fullmatch(NAME, text):
            places.commune(text, number, _LIKELY, "Nom dans une liste de communes.")
            continue
        listing = bool(_UNDER.match(fold(text[:LONGEST_NAME])))
        if " communes " in f" {text} ":
            # A list runs over several lines, and cuts names at their hyphens.
            whole = " ".join(clean(line) for line in lines[number - 1 : number + _JOINED])
            found = _LIST.search(whole.replace("- ", "-"))
            for name in re.split(_AND, found["names"]) if found else ():
                places.commune(name, number, _LIKELY, "Nom dans une liste de communes.")


def read_quoted_quarters(lines: Sequence[str], around: Furniture, places: Places) -> None:
    """Take the names that the text puts between quotes after « quartier prioritaire ».

    For a text that has no table of quarters: the first wording is kept.
    """
    if places.quarters:
        return
    known = [one.piece.nom for one in places.communes.values()]
    communes = known if len(known) == 1 else []
    seen: set[str] = set()
    for number, text in _texts(lines, around):
        after = clean(lines[number]) if number < len(lines) else ""
        for found in _QUARTER.finditer(f"{text} {after}"):
            if found.start() > len(text):
                continue
            name = found["name"].strip()
            key = re.sub(r"\b(?:le|la|les|l)\b", "", fold(name)).replace(" ", "")
            if key not in seen:
                seen.add(key)
                reason = "Nom entre guillemets après « quartier prioritaire »."
                places.quarter((name, number), communes, (_DOUBTFUL, reason))
