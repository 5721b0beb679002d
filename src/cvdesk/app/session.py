"""One dossier being worked on: the only mutable state between a screen and the file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from cvdesk.app.freeze import DossierNotReady, next_version, obstacles
from cvdesk.app.placing import check_new_row, check_place
from cvdesk.domain.appel import Appel
from cvdesk.domain.check import Check, run_checks
from cvdesk.domain.checks import ALL_CHECKS
from cvdesk.domain.completeness import missing_answers
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.dossier import ContratRef, Dossier, Row, Version
from cvdesk.domain.facts import Facts
from cvdesk.domain.fieldtypes import InvalidAnswer
from cvdesk.domain.findings import Finding
from cvdesk.domain.form import Form
from cvdesk.domain.ids import ROOT, GroupId, Key, RowId, new_ulid
from cvdesk.domain.kept import Kept, kept_among
from cvdesk.domain.stamp import Stamp
from cvdesk.errors import UserError


@dataclass(frozen=True, slots=True)
class Changes:
    """What an edit changed, so that a screen redraws only that.

    Attributes:
        keys: Answers whose value, message or visibility may differ.
        rows: Groups whose list of rows changed.
        everything: The whole dossier may differ (undo, opening).
    """

    keys: frozenset[Key] = frozenset()
    rows: frozenset[GroupId] = frozenset()
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Author:
    """Who edits, on which computer: what every answer is marked with."""

    name: str
    node: str


Listener = Callable[[Changes], None]
Clock = Callable[[], datetime]

UNDO_DEPTH = 500
"""Steps kept. A dossier is a few hundred answers, each step shares all but one of them."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A past state, the question whose typing may still be merged into it, and its contract."""

    dossier: Dossier
    typed: Key | None
    contrat: Contrat


@dataclass(frozen=True, slots=True)
class Reference:
    """What a dossier is read against: its form, its contract, its call."""

    form: Form
    contrat: Contrat
    appel: Appel | None = None
    checks: tuple[Check, ...] = field(default=ALL_CHECKS, repr=False)


class Session:
    """The dossier on screen, its history, and what the checks say of it.

    Typing the same answer again and again is one step of undo. An answer that cannot be read stays
    with the session (:meth:`rejected`), never in the dossier.
    """

    def __init__(
        self,
        dossier: Dossier,
        reference: Reference,
        *,
        author: Author,
        clock: Clock = lambda: datetime.now(UTC),
        today: Callable[[], date] = date.today,
    ) -> None:
        self._reference = reference
        self.author = author
        self._clock = clock
        self._today = today
        self._stamp: Stamp = dossier.latest
        self._dossier = dossier
        self._undo: list[_Step] = []
        self._redo: list[_Step] = []
        self._rejected: dict[Key, tuple[str, str]] = {}
        self._before: dict[Key, str | None] = {}  # what stood where one is typing
        self._listeners: list[Listener] = []
        self._facts: Facts | None = None

    @property
    def dossier(self) -> Dossier:
        """The dossier as it stands."""
        return self._dossier

    @property
    def reference(self) -> Reference:
        """The form, contract and call the dossier is read against."""
        return self._reference

    @property
    def facts(self) -> Facts:
        """The dossier read through its form."""
        ref, today = self._reference, self._today()
        known = self._facts
        if known is None or known.today != today or known.contrat is not ref.contrat:
            known = self._facts = Facts(self._dossier, ref.form, ref.contrat, today, ref.appel)
        return known

    @property
    def every_finding(self) -> tuple[Finding, ...]:
        """What the checks say: blocking first; required answers that are missing included."""
        return self.facts.remember("every_finding", self._look)

    def _look(self, facts: Facts) -> tuple[Finding, ...]:
        return (*run_checks(facts, self._reference.checks), *missing_answers(facts))

    @property
    def kept(self) -> tuple[Kept, ...]:
        """What the association answered to some of the findings."""
        return self.facts.remember("kept", lambda facts: kept_among(facts, self.every_finding))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is still to be looked at: every finding but those that are kept."""
        kept = {one.finding for one in self.kept}
        if not kept:
            return self.every_finding
        return tuple(finding for finding in self.every_finding if finding not in kept)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` after each change; returns how to stop."""
        self._listeners.append(listener)

        def unsubscribe(*_: object) -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    def rejected(self, key: Key) -> tuple[str, str] | None:
        """Return the text typed and why it could not be read, or None."""
        return self._rejected.get(key)

    @property
    def refused(self) -> Mapping[Key, str]:
        """Why some answers could not be read; one that is still being typed is not refused yet."""
        return {key: why for key, (_, why) in self._rejected.items() if key not in self._before}

    def answer(self, key: Key, typed: str, *, typing: bool = False) -> bool:
        """Read what a person typed and keep it; an empty text erases the answer.

        Args:
            key: Which answer.
            typed: The text.
            typing: The person goes on typing: what stood before counts again if the text can
                no longer be read.

        Returns:
            Whether it could be read. If not, what stood before counts; :meth:`rejected` says why.

        Raises:
            UserError: If the form does not ask that question, or not in that row.
        """
        now = self._dossier.text(key)
        before = self._before.setdefault(key, now) if typing else self._before.pop(key, now)
        was_rejected = self._rejected.pop(key, None) is not None
        try:
            text = self._canonical(key, typed)
        except InvalidAnswer as refusal:
            text, self._rejected[key] = before, (typed, str(refusal))
        read = key not in self._rejected
        if text != now:
            self._do(self._dossier.answered(key, text, self.author.name, self._tick()), typed=key)
        elif read and not was_rejected:
            return True
        self._tell(Changes(frozenset({key})))
        return read

    def _canonical(self, key: Key, typed: str) -> str | None:
        found = self._reference.form.field(key.field)
        if found is None:
            raise UserError(
                f"Ce formulaire ne contient pas de champ «\u00a0{key.field}\u00a0».",
                remedy="La commande «\u00a0champs\u00a0» en donne la liste.",
            )
        check_place(
            self._dossier,
            f"Le champ «\u00a0{key.field}\u00a0»",
            self._reference.form.row_group(key.field),
            key.row,
        )
        expected = self.facts.years_of(found.yearly)
        if key.year not in expected:
            years = ", ".join(str(year) for year in expected if year is not None)
            raise UserError(
                f"Le champ «\u00a0{key.field}\u00a0» ne se remplit pas "
                f"pour {key.year or 'toutes les années'}.",
                remedy=f"Exercices attendus\u00a0: {years}." if years else "Il n’a pas d’exercice.",
            )
        if not typed.strip():
            return None
        value: Any = found.type.parse(typed)
        return found.type.store(value)

    def add_row(self, group: GroupId, parent: RowId = ROOT, row: RowId | None = None) -> RowId:
        """Add a row at the end of a group and return its key (drawn, unless given).

        Raises:
            UserError: If the form has no such group there, or the key given cannot name a new row.
        """
        check_new_row(self._dossier, self._reference.form, group, parent, row)
        siblings = self._dossier.rows_of(group, parent)
        rank = siblings[-1].rank + 1 if siblings else 1
        stamp = self._tick()
        new = row or RowId(new_ulid(stamp.moment))
        self._do(self._dossier.with_row(Row(new, group, parent, rank, self.author.name, stamp)))
        self._tell(Changes(rows=frozenset({group})))
        return new

    def remove_row(self, row: RowId) -> None:
        """Remove a row; its answers stay in the history and come back with undo."""
        old = self._dossier.rows[row]
        self._do(self._dossier.with_row(self._stamped(old, removed=True)))
        self._tell(Changes(rows=frozenset({old.group})))

    def move_row(self, row: RowId, places: int) -> None:
        """Move a row among its siblings; no key changes."""
        old = self._dossier.rows[row]
        siblings = [one.id for one in self._dossier.rows_of(old.group, old.parent)]
        here = siblings.index(row)
        there = min(max(here + places, 0), len(siblings) - 1)
        if here == there:
            return
        siblings.insert(there, siblings.pop(here))
        moved = self._dossier
        stamp = self._tick()
        for rank, sibling in enumerate(siblings, 1):
            current = moved.rows[sibling]
            if current.rank != rank:
                moved = moved.with_row(
                    replace(current, rank=rank, author=self.author.name, at=stamp)
                )
        self._do(moved)
        self._tell(Changes(rows=frozenset({old.group})))

    def freeze(self) -> Version:
        """Freeze the dossier as it stands; the same version again when nothing changed.

        Raises:
            DossierNotReady: If a finding blocks signing; nothing changes.
        """
        if found := obstacles(self.findings):
            raise DossierNotReady(found)
        version = next_version(self._dossier, self._tick())
        if version not in self._dossier.versions:
            self._set(self._dossier.with_version(version))
            self._tell(Changes(everything=True))
        return version

    def record_signature(
        self, signatory: str, sha256: str, version: Version | None = None,
        moment: datetime | None = None,
    ) -> None:  # fmt: skip
        """Remember that a version was signed.

        Args:
            signatory: The name in the certificate.
            sha256: Of the signed PDF, which is kept among the pieces.
            version: One signed elsewhere, added if need be; by default the last one, signed now.
            moment: When ``version`` was signed, if it is known.
        """
        versions = self._dossier.versions
        wanted = version or versions[-1]
        signed = wanted.signed(signatory, sha256, moment if version else self._clock())
        kept = [signed if one == wanted else one for one in versions]
        if wanted not in versions:
            kept.append(signed)
        self._set(replace(self._dossier, versions=tuple(kept)))
        self._tell(Changes(everything=True))

    def move_contrat(self, contrat: Contrat, answers: Mapping[Key, str | None]) -> None:
        """Pin the dossier to another edition of its contract, with what it answers there.

        One step of undo, which gives back the former edition and its answers.
        """
        stamp = self._tick()
        moved = replace(self._dossier, contrat=ContratRef(contrat.id, contrat.version))
        for key, text in answers.items():
            moved = moved.answered(key, text, self.author.name, stamp)
        self._do(moved)
        self._reference = replace(self._reference, contrat=contrat)
        self._tell(Changes(everything=True))

    def change(self, answers: Mapping[Key, str | None], rows: Iterable[Row] = ()) -> None:
        """Write many answers, canonical already, and the rows they stand in: one step of undo."""
        stamp, changed = self._tick(), self._dossier
        for row in rows:
            changed = changed.with_row(replace(row, author=self.author.name, at=stamp))
        for key, text in answers.items():
            changed = changed.answered(key, text, self.author.name, stamp)
        self._do(changed)
        self._tell(Changes(everything=True))

    def replace(self, dossier: Dossier) -> None:
        """Put another state of the same dossier in place (a frozen version, a merge)."""
        self._do(dossier)
        self._stamp = max(self._stamp, dossier.latest)
        self._rejected.clear()
        self._before.clear()
        self._tell(Changes(everything=True))

    def together(self, edit: Callable[[Session], None]) -> None:
        """Make several edits as one step of undo; none of them if ``edit`` raises."""
        apart = Session(
            self._dossier, self._reference, author=self.author, clock=self._clock,
            today=self._today,
        )  # fmt: skip
        apart._facts = self._facts  # what is known stays known
        edit(apart)
        if apart.dossier is not self._dossier:
            self._facts = apart._facts
            self.replace(apart.dossier)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Whether an undone step can be made again."""
        return bool(self._redo)

    def undo(self) -> None:
        """Go back one step; the way back is itself an edit, so a merge follows it."""
        self._travel(self._undo, self._redo)

    def redo(self) -> None:
        """Make again the last undone step."""
        self._travel(self._redo, self._undo)

    def _travel(self, source: list[_Step], target: list[_Step]) -> None:
        if not source:
            return
        target.append(self._step(None))
        wanted = source.pop()
        if self._undo:  # what is typed next is not the end of an older typing
            self._undo[-1] = replace(self._undo[-1], typed=None)
        self._rejected.clear()
        self._before.clear()
        if wanted.contrat is not self._reference.contrat:
            self._reference = replace(self._reference, contrat=wanted.contrat)
        self._set(self._dossier.restored(wanted.dossier, self.author.name, self._tick()))
        self._tell(Changes(everything=True))

    def _do(self, dossier: Dossier, typed: Key | None = None) -> None:
        continuing = typed is not None and self._undo and self._undo[-1].typed == typed
        if not continuing:
            self._undo.append(self._step(typed))
            del self._undo[:-UNDO_DEPTH]
        self._redo.clear()
        self._set(dossier, None if typed is None else (typed,))

    def _step(self, typed: Key | None) -> _Step:
        return _Step(self._dossier, typed, self._reference.contrat)

    def _set(self, dossier: Dossier, keys: Collection[Key] | None = None) -> None:
        """Put a state in place; ``keys``: the answers that differ, when nothing else does."""
        self._dossier = dossier
        if self._facts is not None:
            self._facts = self._facts.after(dossier, keys)

    def _stamped(self, row: Row, *, removed: bool) -> Row:
        return replace(row, removed=removed, author=self.author.name, at=self._tick())

    def _tick(self) -> Stamp:
        self._stamp = self._stamp.next(self._clock(), self.author.node)
        return self._stamp

    def _tell(self, changes: Changes) -> None:
        for listener in tuple(self._listeners):
            listener(changes)
