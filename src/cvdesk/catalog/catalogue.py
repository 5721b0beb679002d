"""The compiled catalogue of contracts: one SQLite file, only read.

Implementation notes:
    Opening a contract must cost nothing worth noticing, so neither pydantic nor yaml is imported
    here, and what a screen rarely needs (sheets, funders, rules …) is read when first looked at.
    Each reading opens its own connection: the file is small, and any thread may ask.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Generic, TypeVar, get_type_hints, overload

from cvdesk.catalog.contrat_codec import decode, decoder
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.recherche import ContratConnu, ContratEcarte
from cvdesk.errors import UserError

FORMAT = 7
"""Changes when the tables, or what is written in them, change."""

LATER = (
    "correspondances", "fiches", "financeurs", "dispositifs", "regles", "instances", "echeances",
    "actions", "chiffres", "sigles", "errata", "lacunes",
)  # fmt: skip
"""Collections of a contract that are read only when first looked at."""

_T = TypeVar("_T")


class ContratUnknown(UserError):
    """No contract of the catalogue has this id, or this edition."""


class _Later(Sequence[_T], Generic[_T]):
    """A collection read when first looked at."""

    def __init__(self, read: Callable[[], tuple[_T, ...]]) -> None:
        self._read = read
        self._content: tuple[_T, ...] | None = None

    def _all(self) -> tuple[_T, ...]:
        if self._content is None:
            self._content = self._read()
        return self._content

    @overload
    def __getitem__(self, index: int) -> _T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[_T, ...]: ...
    def __getitem__(self, index: int | slice) -> _T | tuple[_T, ...]:
        return self._all()[index]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[_T]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return self._all() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())


class Catalogue:
    """Every contract that is shipped or installed.

    Args:
        path: The compiled file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[tuple[str, str], Contrat] = {}

    @property
    def path(self) -> Path:
        """The compiled file."""
        return self._path

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Open the file for reading."""
        uri = f"{self._path.resolve().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as db:
            yield db

    def contrats(self) -> tuple[ContratConnu, ...]:
        """Return every edition of every contract: those in force first, then by title."""
        with self.reading() as db:
            rows = db.execute("SELECT resume FROM contrat ORDER BY numero").fetchall()
        return tuple(decode(ContratConnu, json.loads(resume)) for (resume,) in rows)

    def ecartes(self) -> tuple[ContratEcarte, ...]:
        """Return the contracts installed that cannot be used, and why."""
        with self.reading() as db:
            rows = db.execute("SELECT json FROM ecarte ORDER BY rowid").fetchall()
        return tuple(decode(ContratEcarte, json.loads(content)) for (content,) in rows)

    def contrat(self, id_: str, version: str = "") -> Contrat:
        """Return one contract, read once: the file never changes.

        Args:
            id_: The contract.
            version: Its edition; the current one when empty.

        Raises:
            ContratUnknown: If the catalogue does not have it.
        """
        if (id_, version) not in self._known:
            self._known[id_, version] = self._read(id_, version)
        return self._known[id_, version]

    def _read(self, id_: str, version: str) -> Contrat:
        with self.reading() as db:
            row = db.execute(
                "SELECT contrat.numero, version, json FROM contrat JOIN partie "
                "ON partie.contrat = contrat.numero AND partie.nom = 'base' "
                "WHERE id = :id AND (version = :version OR (:version = '' AND courante))",
                {"id": id_, "version": version},
            ).fetchone()
        if row is None:
            raise self._unknown(id_, version)
        number, _, base = row
        kinds = _kinds()
        values = {name: decoder(kinds[name])(value) for name, value in json.loads(base).items()}
        later: dict[str, Any] = {name: self._later(number, name, kinds[name]) for name in LATER}
        return Contrat(**values, **later)

    def _later(self, number: int, name: str, kind: Any) -> _Later[Any]:
        def read() -> tuple[Any, ...]:
            with self.reading() as db:
                (text,) = db.execute(
                    "SELECT json FROM partie WHERE contrat = :contrat AND nom = :nom",
                    {"contrat": number, "nom": name},
                ).fetchone()
            content: tuple[Any, ...] = decoder(kind)(json.loads(text))
            return content

        return _Later(read)

    def _unknown(self, id_: str, version: str) -> ContratUnknown:
        editions = [one.version for one in self.contrats() if one.id == id_]
        if editions:
            return ContratUnknown(
                f"L’édition «\u00a0{version}\u00a0» du contrat «\u00a0{id_}\u00a0» n’est pas ici.",
                remedy=f"Éditions connues\u00a0: {', '.join(editions)}.",
            )
        known = ", ".join(sorted({one.id for one in self.contrats()}))
        return ContratUnknown(
            f"Aucun contrat ne s’appelle «\u00a0{id_}\u00a0».",
            remedy=f"Contrats connus\u00a0: {known}.",
        )


def _kinds() -> dict[str, Any]:
    return get_type_hints(Contrat)
