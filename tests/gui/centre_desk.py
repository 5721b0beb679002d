"""What a centre social asks of the application, answered by a desk in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cvdesk.app.espaces import EspaceLine
from cvdesk.app.merge import Merged, Side, merge, with_choices
from cvdesk.app.merge import Place as MergePlace
from cvdesk.app.permanence import HOLDER, Followed, Listing, Place, followed
from cvdesk.app.wall import Association
from cvdesk.domain.dossier import Dossier, Record
from cvdesk.domain.ids import DossierId, FieldId, Key
from cvdesk.errors import UserError
from tests.support.builders import AUTHOR, TYPED_ON

if TYPE_CHECKING:
    from tests.gui.desk import ADesk

ESPACE = Path("/espaces/centre.cvespace")


class APermanence:
    """Every dossier that the desk keeps, one at a time."""

    def __init__(self, desk: ADesk) -> None:
        self._desk = desk
        self.refusals: tuple[str, ...] = ()
        self.read: list[Place] = []
        self.written: dict[Path, tuple[Followed, ...]] = {}

    def listing(self) -> Listing:
        places = tuple(Place(str(ESPACE), "Centre", one) for one in self._desk.kept)
        return Listing(places, self.refusals)

    def batches(self, listing: Listing) -> tuple[tuple[Place, ...], ...]:
        return tuple((place,) for place in listing.places)

    def follow(self, places: Iterable[Place]) -> tuple[Followed, ...]:
        asked = tuple(places)
        self.read += asked
        return tuple(
            followed(self._desk.session(self._desk.kept[one.dossier]), one, self._desk.today)
            for one in asked
        )

    def entrust(self, place: Place, who: str) -> Followed:
        session = self._desk.session(self._desk.kept[place.dossier])
        session.answer(Key(FieldId(HOLDER)), who)
        self._desk.save(session.dossier)
        return self.follow((place,))[0]

    def write_list(self, path: Path, lines: Iterable[Followed]) -> None:
        self.written[path] = tuple(lines)


class SomeEspaces:
    """A list of espaces; what is chosen is remembered."""

    def __init__(self) -> None:
        self.lines = [EspaceLine(ESPACE, "Centre", current=True, default=True, present=True)]
        self.chosen: list[Path] = []

    def known(self) -> tuple[EspaceLine, ...]:
        return tuple(self.lines)

    def choose(self, path: Path) -> None:
        self.chosen.append(path)

    def create(self, path: Path, name: str) -> Path:
        return self.add(path, name)

    def add(self, path: Path, name: str) -> Path:
        self.lines.append(EspaceLine(path, name, current=False, default=False, present=True))
        return path

    def rename(self, path: Path, name: str) -> None:
        self.forget(path)
        self.add(path, name)

    def forget(self, path: Path) -> None:
        self.lines = [one for one in self.lines if one.path != path]


class SomeCopies:
    """The copies of a desk in memory, whose history is empty."""

    def __init__(self, desk: ADesk) -> None:
        self._desk = desk
        self.aside: list[tuple[Key, Record]] = []
        self.deleted: list[Dossier] = []

    def here(self, received: Dossier) -> Dossier | None:
        return self._desk.kept.get(received.id)

    def merged(self, here: Dossier, received: Dossier) -> Merged:
        return merge(here, received)

    def settled(self, merged: Merged, choices: Mapping[MergePlace, Side]) -> Dossier:
        at = merged.dossier.edited_at.next(TYPED_ON, AUTHOR.node)
        return with_choices(merged, choices, AUTHOR.name, at)

    def set_aside(self, dossier: Dossier, answers: Iterable[tuple[Key, Record]]) -> None:
        self.aside += answers

    def delete(self, dossier: Dossier) -> None:
        self.deleted.append(self._desk.kept.pop(dossier.id))


class AWall:
    """One association for every dossier, unless a test says otherwise."""

    def __init__(self) -> None:
        self.known: list[Association] = [Association("nom:une", "Une association")]
        self.key = "nom:une"
        self.sides: dict[DossierId, str] = {}
        self.refusal: UserError | None = None

    def associations(self) -> tuple[Association, ...]:
        return tuple(self.known)

    def chosen(self) -> Association | None:
        return next((one for one in self.known if one.key == self.key), None)

    def choose(self, key: str) -> None:
        self.key = key

    def enter(self, dossier: DossierId) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.key = self.sides.get(dossier, self.key)


@dataclass
class ABackup:
    path: Path
    dossiers: int = 2
    pieces: int = 1
    former: Path | None = None


@dataclass
class ASafetyCopy:
    path: Path
    day: date


class SomeBackups:
    """Backups that are only remembered."""

    def __init__(self) -> None:
        self.saved: list[Path] = []
        self.restored: list[Path] = []
        self.copies: list[ASafetyCopy] = []
        self.refusal: UserError | None = None

    def save_to(self, target: Path) -> ABackup:
        if self.refusal is not None:
            raise self.refusal
        self.saved.append(target)
        return ABackup(target)

    def restore(self, source: Path) -> ABackup:
        self.restored.append(source)
        return ABackup(ESPACE, former=ESPACE.with_name("centre avant.cvespace"))

    def copy_of_the_day(self) -> Path | None:
        return None

    def safety_copies(self) -> tuple[ASafetyCopy, ...]:
        return tuple(self.copies)

    def rescue(self, error: Exception) -> ASafetyCopy | None:
        return self.copies[0] if self.copies else None
