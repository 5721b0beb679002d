"""Reading every dossier of every espace for the permanence, a few at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from cvdesk import __version__
from cvdesk.app.permanence import HOLDER, Followed, Listing, Place, as_csv, followed, unread
from cvdesk.app.session import Reference
from cvdesk.app.whole_file import write_whole
from cvdesk.domain.checks import ALL_CHECKS
from cvdesk.domain.dossier import Dossier
from cvdesk.domain.form import FormRef
from cvdesk.domain.ids import FieldId, Key
from cvdesk.domain.natures import SIGNED
from cvdesk.errors import UserError

if TYPE_CHECKING:
    from cvdesk.bootstrap.dossiers import Dossiers
    from cvdesk.storage.espace import Espace

AT_A_TIME = 5
"""Dossiers read before what was found is shown: some tens of milliseconds."""

CHECKS = f"{__version__} {' '.join(check.code for check in ALL_CHECKS)}"
"""Which checks spoke: what another version found is looked at again."""


@dataclass(frozen=True, slots=True)
class _Kept:
    mark: str
    day: date
    checks: str
    line: Followed


class Permanence:
    """The dossiers of every known espace.

    What was found of a dossier is kept as long as the dossier, the day and the checks are the same.
    It is kept in memory only: nothing of an association is ever written outside its espace.
    """

    def __init__(self, cv: Dossiers) -> None:
        self._cv = cv
        self._kept: dict[Place, _Kept] = {}
        self._marks: dict[Place, str] = {}
        self._references: dict[object, Reference] = {}

    def listing(self) -> Listing:
        """Return every dossier of every espace; an espace that is away is told, not refused."""
        places: list[Place] = []
        refusals = []
        self._marks = {}
        self._references = {}
        for one in self._cv.espaces.known():
            try:
                with self._cv.espaces.reading(one.path) as espace:
                    marks = espace.marks()
                    beside = {one.id for one in espace.dossiers(()) if self._is_beside(one.form)}
            except UserError as refusal:
                refusals.append(f"{one.name}\u00a0: {refusal}")
                continue
            for dossier_id, mark in marks.items():
                if dossier_id in beside:
                    continue
                place = Place(str(one.path), one.name, dossier_id)
                self._marks[place] = mark
                places.append(place)
        self._kept = {place: self._kept[place] for place in places if place in self._kept}
        return Listing(tuple(places), tuple(refusals))

    def _is_beside(self, form: FormRef) -> bool:
        """Tell whether a form goes to no funder: the record of an association, a power."""
        return form in self._cv.form_refs() and self._cv.form(form).nature not in SIGNED

    def batches(self, listing: Listing) -> tuple[tuple[Place, ...], ...]:
        """Return what to read at a time: what is known already first, all at once."""
        day = self._today()
        known = tuple(place for place in listing.places if self._known(place, day) is not None)
        others = [place for place in listing.places if place not in set(known)]
        found = [known] if known else []
        for _, several in groupby(others, key=lambda place: place.espace):
            mine = tuple(several)
            found += [mine[at : at + AT_A_TIME] for at in range(0, len(mine), AT_A_TIME)]
        return tuple(found)

    def follow(self, places: Iterable[Place], *, on: date | None = None) -> tuple[Followed, ...]:
        """Return the line of each dossier; one that does not open here says why.

        Args:
            places: Where they are.
            on: The day to look at them, today by default.
        """
        day = on or self._today()
        return tuple(self._lines(places, day))

    def _lines(self, places: Iterable[Place], day: date) -> Iterator[Followed]:
        for path, several in groupby(places, key=lambda place: place.espace):
            waiting = []
            for place in several:
                known = self._known(place, day)
                if known is not None:
                    yield known
                else:
                    waiting.append(place)
            if waiting:
                with self._cv.espaces.reading(Path(path)) as espace:
                    for place in waiting:
                        yield self._line(espace, place, day)

    def _line(self, espace: Espace, place: Place, day: date) -> Followed:
        dossier = espace.get(place.dossier)
        try:
            line = followed(self._cv.session(dossier, day, known=self._reference), place, day)
        except UserError as refusal:
            return unread(place, str(refusal), association=dossier.text(Key(FieldId("nom"))) or "")
        if place in self._marks:
            self._kept[place] = _Kept(self._marks[place], day, CHECKS, line)
        return line

    def _known(self, place: Place, day: date) -> Followed | None:
        kept = self._kept.get(place)
        if kept is None or kept.mark != self._marks.get(place) or kept.day != day:
            return None
        return kept.line if kept.checks == CHECKS else None

    def _reference(self, dossier: Dossier) -> Reference:
        """Return what a dossier is read against, read once for all those that share it."""
        key = dossier.form, dossier.contrat, dossier.appel
        if key not in self._references:
            self._references[key] = self._cv.reference(dossier)
        return self._references[key]

    def entrust(self, place: Place, who: str) -> Followed:
        """Note who has the file now, and return its line.

        Raises:
            UserError: If the espace cannot be written.
        """
        with self._cv.espaces.reading(Path(place.espace)) as espace:
            session = self._cv.session(espace.get(place.dossier))
            session.answer(Key(FieldId(HOLDER)), who)
            espace.save(session.dossier)
            self._marks[place] = espace.marks().get(place.dossier, "")
        return self.follow((place,))[0]

    @staticmethod
    def write_list(path: Path, lines: Iterable[Followed]) -> None:
        """Write the list for a spreadsheet.

        Raises:
            FileNotWritten: If it cannot be written.
        """
        write_whole(path, as_csv(lines))

    def _today(self) -> date:
        return self._cv.clock().astimezone().date()


def everything(permanence: Permanence, on: date | None = None) -> tuple[Listing, list[Followed]]:
    """Read everything at once, for a command."""
    listing = permanence.listing()
    lines: list[Followed] = []
    for batch in permanence.batches(listing):
        lines += permanence.follow(batch, on=on)
    return listing, lines
