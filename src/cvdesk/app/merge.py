"""Two copies of one dossier made one: field by field, the later answer kept, nothing lost.

Every answer carries a hybrid logical time, and an edit made after another one on the same dossier
is always later. So the merged value is simply the later one, whichever copy is given first; what
has to be found out is whether its author had seen the other one. If not, it is a *conflict*: it is
named, and the answer left out is handed back for the history.

Implementation notes
    What a copy has seen is read from its own stamps. A copy is always a whole dossier, so one that
    holds an edit of a computer holds, or has replaced, every earlier edit of that computer. This
    says nothing of two edits made on the same computer, which may come from two copies opened side
    by side: without a base or a history, these are named as conflicts too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from cvdesk.domain.dossier import Dossier, Record, Row, Version
from cvdesk.domain.ids import Key, RowId
from cvdesk.domain.stamp import NEVER, Stamp
from cvdesk.errors import UserError

Past = Mapping[Key, Collection[Record]]


class NotTheSameDossier(UserError):
    """The two files do not hold the same dossier, or not in the same revision of its form."""


class Side(Enum):
    """One of the two copies, in the order they were given."""

    HERE = "a"
    THERE = "b"

    @property
    def other(self) -> Side:
        """The other copy."""
        return Side.THERE if self is Side.HERE else Side.HERE


class Head(Enum):
    """What a dossier has beside its answers; the value is how it is called on screen."""

    CONTRAT = "Édition du contrat"
    APPEL = "Appel"
    VERSIONS = "Versions figées"


Place = Key | RowId | Head


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the two copies do not say alike.

    Attributes:
        place: An answer, a row, or what the dossier has beside them.
        here, there: What each copy has; None when it has nothing there.
        kept: The copy whose value the merge keeps.
        conflict: Whether neither author had seen what the other wrote.
    """

    place: Place
    here: Record | Row | str | None
    there: Record | Row | str | None
    kept: Side
    conflict: bool

    def of(self, side: Side) -> Record | Row | str | None:
        """Return what a copy has."""
        return self.here if side is Side.HERE else self.there


@dataclass(frozen=True, slots=True)
class Merged:
    """One dossier out of two.

    Attributes:
        differences: What differed, conflicts first.
        set_aside: The answers of either copy that the dossier no longer holds.
    """

    dossier: Dossier
    differences: tuple[Difference, ...]
    set_aside: tuple[tuple[Key, Record], ...]

    @property
    def conflicts(self) -> tuple[Difference, ...]:
        """The differences that somebody should look at."""
        return tuple(one for one in self.differences if one.conflict)


def merge(
    here: Dossier, there: Dossier, base: Dossier | None = None, past: Past | None = None
) -> Merged:
    """Return the two copies as one.

    Args:
        here: One copy.
        there: The other one.
        base: The copy both were made from, when it is at hand.
        past: What ``here`` held before, when its espace is at hand.

    Raises:
        NotTheSameDossier: If they are not two copies of one dossier.
    """
    check_same(here, there)
    found = differences(here, there, base, past)
    records = _latest(here.records, there.records)
    rows = {**there.rows, **here.rows}
    for one in found:
        value = one.of(one.kept)
        if isinstance(value, Row):
            rows[value.id] = value
    lost = [
        (key, record)
        for copy in (here, there)
        for key, record in copy.records.items()
        if records[key] != record
    ]
    later = max(here, there, key=_seniority)
    dossier = replace(
        here,
        contrat=later.contrat,
        appel=later.appel,
        exemple=here.exemple or there.exemple,
        versions=_versions(here, there),
        records=records,
        rows=rows,
    )
    return Merged(dossier, found, tuple(sorted(lost, key=lambda pair: (str(pair[0]), pair[1].at))))


def check_same(here: Dossier, there: Dossier) -> None:
    """Refuse to merge what is not the same dossier.

    Raises:
        NotTheSameDossier: If the ids or the forms differ.
    """
    if here.id != there.id:
        raise NotTheSameDossier(
            "Ces deux fichiers ne sont pas deux copies du même dossier.",
            remedy="Choisissez deux paquets partis du même dossier.",
        )
    if here.form != there.form:
        raise NotTheSameDossier(
            f"Les deux copies ne suivent pas la même révision du formulaire ({here.form}, "
            f"{there.form}).",
            remedy="Mettez les deux ordinateurs à la même version de CVDesk, puis recommencez.",
        )


def with_choices(merged: Merged, choices: Mapping[Place, Side], author: str, at: Stamp) -> Dossier:
    """Return the merged dossier with what a person preferred, as an edit of theirs.

    Args:
        merged: What came out.
        choices: For each place, the copy whose value is wanted; the others stay as merged.
        author: Who chose.
        at: When, later than both copies.
    """
    dossier = merged.dossier
    for one in merged.differences:
        if choices.get(one.place, one.kept) is one.kept:
            continue
        wanted = one.of(one.kept.other)
        if isinstance(one.place, Key):
            text = wanted.text if isinstance(wanted, Record) else None
            dossier = dossier.answered(one.place, text, author, at)
        elif isinstance(wanted, Row):
            dossier = dossier.with_row(replace(wanted, author=author, at=at))
        elif wanted is None and isinstance(row := one.of(one.kept), Row):
            dossier = dossier.with_row(replace(row, removed=True, author=author, at=at))
    return dossier


def differences(
    here: Dossier, there: Dossier, base: Dossier | None = None, past: Past | None = None
) -> tuple[Difference, ...]:
    """Return what two copies do not say alike, conflicts first, in a stable order."""
    found = [
        *_heads(here, there),
        *_answers(here, there, base, past or {}),
        *_rows(here, there),
    ]
    return tuple(sorted(found, key=lambda one: (not one.conflict, str(one.place))))


def _answers(
    here: Dossier, there: Dossier, base: Dossier | None, past: Past
) -> Iterator[Difference]:
    seen = {Side.HERE: _seen(here), Side.THERE: _seen(there)}
    for key in here.records.keys() | there.records.keys():
        mine, theirs = here.records.get(key), there.records.get(key)
        if _text(mine) == _text(theirs):
            continue
        kept = Side.HERE if _rank(mine) >= _rank(theirs) else Side.THERE
        conflict = False
        if mine is not None and theirs is not None:
            if base is not None:
                before = base.records.get(key)
                conflict = before not in (mine, theirs)
            elif mine.at.node == theirs.at.node:
                conflict = theirs not in past.get(key, ())
            else:
                conflict = not (
                    _knows(seen[Side.THERE], mine.at)
                    or _knows(seen[Side.HERE], theirs.at)
                    or theirs in past.get(key, ())
                )
        yield Difference(key, mine, theirs, kept, conflict)


def _rows(here: Dossier, there: Dossier) -> Iterator[Difference]:
    for row_id in here.rows.keys() | there.rows.keys():
        mine, theirs = here.rows.get(row_id), there.rows.get(row_id)
        if mine == theirs:
            continue
        if mine is None or theirs is None:
            yield Difference(
                row_id, mine, theirs, Side.THERE if mine is None else Side.HERE, conflict=False
            )
            continue
        kept = Side.HERE if _order(mine) >= _order(theirs) else Side.THERE
        conflict = False
        if mine.removed != theirs.removed:
            alive = Side.THERE if mine.removed else Side.HERE
            living, remover = (here, there) if alive is Side.HERE else (there, here)
            # Whoever removed the row had not seen what was written in it: it stays, and is named.
            if kept is not alive and _has_news(row_id, living, remover):
                kept, conflict = alive, True
        yield Difference(row_id, mine, theirs, kept, conflict)


def _has_news(row_id: RowId, living: Dossier, remover: Dossier) -> bool:
    return any(
        key.row == row_id and _rank(record) > _rank(remover.records.get(key))
        for key, record in living.records.items()
    )


def _heads(here: Dossier, there: Dossier) -> Iterator[Difference]:
    kept = Side.HERE if _seniority(here) >= _seniority(there) else Side.THERE
    if here.contrat != there.contrat:
        told = (f"{one.contrat.contrat} {one.contrat.version}" for one in (here, there))
        yield Difference(Head.CONTRAT, next(told), next(told), kept, conflict=True)
    if here.appel != there.appel:
        yield Difference(Head.APPEL, here.appel, there.appel, kept, conflict=True)
    if here.versions != there.versions:
        union = _versions(here, there)
        numbers = [one.number for one in union]
        crossed = len(numbers) != len(set(numbers))
        more = Side.HERE if union == here.versions else Side.THERE
        yield Difference(Head.VERSIONS, _told(here), _told(there), more, conflict=crossed)


def _told(dossier: Dossier) -> str:
    told = [
        f"version {one.number}{f', signée par {one.signed_by}' if one.signed_by else ''}"
        for one in dossier.versions
    ]
    return "\u00a0; ".join(told) or "aucune"


def _versions(here: Dossier, there: Dossier) -> tuple[Version, ...]:
    found: dict[tuple[int, str, Stamp], Version] = {}
    for one in (*here.versions, *there.versions):
        name = one.number, one.fingerprint, one.at
        found[name] = max(found.get(name, one), one, key=_signature)
    return tuple(found[name] for name in sorted(found, key=lambda name: (name[2], name)))


def _signature(version: Version) -> tuple[str, str, Stamp]:
    """Return what orders two states of a version: signed, then signed at a known moment."""
    return version.signed_by, version.signed_sha256, version.signed_at or NEVER


def _latest(mine: Mapping[Key, Record], theirs: Mapping[Key, Record]) -> dict[Key, Record]:
    merged = dict(mine)
    for key, record in theirs.items():
        if _rank(record) > _rank(merged.get(key)):
            merged[key] = record
    return merged


def _text(record: Record | None) -> str | None:
    return None if record is None else record.text


def _rank(record: Record | None) -> tuple[Stamp, bool, str, str]:
    """Return what orders two answers: the later one; anything settles equal times for good."""
    if record is None:
        return Stamp(-1, 0, ""), False, "", ""
    return record.at, record.text is not None, record.text or "", record.author


def _order(row: Row) -> tuple[Stamp, bool, int, str, str, str]:
    return row.at, row.removed, row.rank, row.group, row.parent, row.author


def _seniority(dossier: Dossier) -> tuple[Stamp, str, str, str]:
    ref = dossier.contrat
    return dossier.edited_at, ref.contrat, ref.version, dossier.appel


def _seen(dossier: Dossier) -> dict[str, Stamp]:
    """Return the latest edit of each computer that a copy holds."""
    seen: dict[str, Stamp] = {}
    stamps = (
        *(record.at for record in dossier.records.values()),
        *(row.at for row in dossier.rows.values()),
        *(version.at for version in dossier.versions),
    )
    for stamp in stamps:
        seen[stamp.node] = max(seen.get(stamp.node, NEVER), stamp)
    return seen


def _knows(seen: Mapping[str, Stamp], stamp: Stamp) -> bool:
    return stamp <= seen.get(stamp.node, NEVER)
