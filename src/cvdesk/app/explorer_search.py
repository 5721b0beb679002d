"""One search for everything a contract says, made ready off the screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from cvdesk.app.contrattree import Branch
from cvdesk.app.explorer import TITLES, Subject, group, subject_branches
from cvdesk.app.explorer_reading import Reader
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.recherche import QuartierTrouve, Trouvaille
from cvdesk.domain.wording import plain

MOST = 60
"""Places shown under one subject: more than a person reads; the others are counted."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A place that may be found.

    Attributes:
        title: The plain words of its title, a space before each.
        words: Those of everything it says.
    """

    branch: Branch
    subject: Subject
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found.

    Attributes:
        branches: By subject, the places whose title answers first.
        count: How many places, those not shown included.
    """

    branches: tuple[Branch, ...]
    count: int


class Explored:
    """A contract ready to be read: its branches by subject, its readings, its search.

    Making one reads the whole contract from disk: do it off the main thread.

    Args:
        contrat: The contract.
        today: The day it is read.
    """

    def __init__(self, contrat: Contrat, today: date) -> None:
        self.contrat = contrat
        self.today = today
        self.reader = Reader(contrat, today)
        self.branches: Mapping[Subject, tuple[Branch, ...]] = {
            subject: subject_branches(contrat, subject, today) for subject in Subject
        }
        self._subjects: dict[str, Subject] = {}
        self._entries: list[_Entry] = []
        for subject, branches in self.branches.items():
            for branch in (one for top in branches for one in top.walk()):
                if branch.id not in self._subjects:
                    self._subjects[branch.id] = subject
                    self._enter(branch, subject)

    def _enter(self, branch: Branch, subject: Subject) -> None:
        if not branch.id.startswith("groupe/"):
            words = plain(f"{branch.text} {self.reader.read(branch.id).text}")
            alone = replace(branch, strong=False, children=())
            self._entries.append(_Entry(alone, subject, f" {plain(branch.text)}", f" {words}"))

    def subject_of(self, place: str) -> Subject | None:
        """Return the subject where a place stands; None when the contract has no such place."""
        return self._subjects.get(place)

    def search(
        self,
        words: tuple[str, ...],
        trouvailles: Iterable[Trouvaille] = (),
        quartiers: Iterable[QuartierTrouve] = (),
    ) -> Found:
        """Return the places that have all the words, whole or begun, and those the catalogue adds.

        Args:
            words: As :func:`~cvdesk.app.contrattree.searched` gives them.
            trouvailles: What the catalogue knows by neighbouring words.
            quartiers: The quarters it knows by another name or after a slip of the keyboard.
        """
        also = {one.noeud for one in trouvailles}
        also |= {f"quartier/{one.quartier.id}" for one in quartiers}
        ranked: dict[Subject, list[tuple[int, Branch]]] = {}
        begun = [f" {word}" for word in words]
        for entry in self._entries if words else ():
            if all(word in entry.title for word in begun):
                rank = 0
            elif all(word in entry.words for word in begun):
                rank = 1
            elif entry.branch.id in also:
                rank = 2
            else:
                continue
            ranked.setdefault(entry.subject, []).append((rank, entry.branch))
        branches = tuple(_shown(subject, hits) for subject, hits in ranked.items())
        return Found(branches, sum(map(len, ranked.values())))


def _shown(subject: Subject, hits: list[tuple[int, Branch]]) -> Branch:
    hits.sort(key=lambda hit: hit[0])
    more = len(hits) - MOST
    title = f"{TITLES[subject]} ({len(hits)})"
    if more > 0:
        title += f", les {MOST} premiers"
    return group(title, subject, (branch for _, branch in hits[:MOST]))
