"""From the label of a row in somebody's spreadsheet to a line of the grid: by words, never numbers.

Implementation notes:
    Two labels are the same when their words are, without accents, capitals, plurals, little words
    nor the number in front. The numbers of the form (870, 875, 756 …) mean something else in the
    books: a number only helps to suggest the account of a label that nothing else explains.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from cvdesk.domain.grid import Account, Grid
from cvdesk.domain.livres import Livres
from cvdesk.domain.wording import plain

_LITTLE = frozenset(
    ("de", "des", "du", "d", "la", "le", "les", "l", "et", "a", "au", "aux", "en", "sur", "ou",
     "un", "une", "pour", "par", "etc", "dont", "cf", "s")
)  # fmt: skip
_NUMBER = re.compile(r"(?P<number>\d{2,5}[a-z]?)(?=\s|$)")
_TOTAL = re.compile(r"\b(sous)?tota(l|ux)\b|^resultat\b|^ecart\b|^solde\b")
_SAFE_ACCOUNTS = re.compile(r"6[0-9]|7[0-9]")


@dataclass(frozen=True, slots=True)
class Label:
    """What a label means.

    Attributes:
        lines: Keys of the grid it may be; one when it is sure.
        account: The account it opens (a total, its lines below), or empty.
        funder: The kind of funder it names, or empty.
        total: Whether it is the total of a side, computed and never typed.
        note: What is worth saying of that line, or empty.
    """

    lines: tuple[str, ...] = ()
    account: str = ""
    funder: str = ""
    total: bool = False
    note: str = ""


@lru_cache(maxsize=8192)
def words_of(label: str) -> tuple[str, ...]:
    """Return the words that count in a label, in a form where spellings meet."""
    words = plain(label).split()
    while words and _NUMBER.fullmatch(words[0]):
        words.pop(0)
    kept = [_singular(word) for word in words if word not in _LITTLE]
    return tuple(kept or map(_singular, words))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word  # noqa: PLR2004


def number_of(label: str) -> str:
    """Return the account number in front of a label, or empty."""
    found = _NUMBER.match(plain(label))
    return found["number"] if found else ""


class Labels:
    """Every label a grid answers to: its own, and those of the books.

    Args:
        grid: The grid of the form.
        livres: What the books call its lines.
    """

    def __init__(self, grid: Grid, livres: Livres) -> None:
        self._grid = grid
        self._lines: dict[tuple[str, ...], list[str]] = {}
        self._accounts: dict[tuple[str, ...], str] = {}
        self._funders: dict[tuple[str, ...], str] = {}
        self._notes: dict[str, str] = {}
        self.account_of: dict[str, str] = {}
        for account in grid.accounts:
            self._learn(account)
        known = {key for keys in self._lines.values() for key in keys}
        for one in livres.libelles:
            keys = [key for key in one.lignes if key in known]
            for said in one.dits:
                words = words_of(said)
                if one.compte:
                    self._accounts.setdefault(words, one.compte)
                elif one.financeur:
                    self._funders.setdefault(words, one.financeur)
                elif keys and words not in self._lines and words not in self._accounts:
                    self._lines[words] = keys
            if len(keys) == 1 and one.note:
                self._notes[keys[0]] = one.note

    def _learn(self, account: Account) -> None:
        if not account.single:
            self._accounts[words_of(account.label)] = account.key
        for line in account.lines:
            self.account_of[line.key] = account.key
            self._lines.setdefault(words_of(line.label), []).append(line.key)
        for kind in account.funders:
            self._funders[words_of(kind.label)] = kind.key

    def meaning(self, label: str, *, under: str = "") -> Label:
        """Return what a label means, below the account ``under`` when one was just opened."""
        words = words_of(label)
        if not words:
            return Label(lines=tuple(self._suggested(label)))
        if _TOTAL.search(plain(label)):
            return Label(total=True)
        lines = self._lines.get(words, [])
        here = [key for key in lines if self.account_of[key] == under]
        # « Autres produits de gestion courante » is an account and one of its own lines.
        if words in self._accounts and not (here and self._accounts[words] == under):
            return Label(account=self._accounts[words])
        if lines:
            found = tuple(here if len(here) == 1 else lines)
            return Label(lines=found, note=self._notes.get(found[0], "") if len(found) == 1 else "")
        if words in self._funders:
            return Label(funder=self._funders[words])
        return Label(lines=tuple(self._suggested(label)))

    def knows(self, label: str) -> bool:
        """Return whether a label means one thing only."""
        found = self.meaning(label)
        return bool(found.account or found.funder or found.total or len(found.lines) == 1)

    def names_a_line(self, label: str) -> bool:
        """Return whether a label is that of one line, which holds an amount of its own."""
        return len(self.meaning(label).lines) == 1

    def _suggested(self, label: str) -> Iterator[str]:
        """Yield lines of the account that a number in front suggests: never one alone."""
        number = number_of(label)[:2]
        if _SAFE_ACCOUNTS.fullmatch(number):
            for account in self._grid.accounts:
                if account.number == number:
                    yield from (line.key for line in account.lines)
