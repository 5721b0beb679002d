"""A computer of its own for each test: settings, identities and catalogue in a scratch folder."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cvdesk.bootstrap import HOME_VARIABLE, assemble
from cvdesk.catalog.catalogue import Catalogue
from cvdesk.cli.main import run
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.form import Form, FormRef
from tests.support.catalogue import a_cache

_PAQUETS: dict[str, bytes] = {}
_FORMS: dict[FormRef, Form] = {}
_CONTRATS: dict[tuple[str, str, str], Contrat] = {}
"""Typed and read once for all tests: the files that ship do not change meanwhile."""

_read_contrat = Catalogue._read


def _read_once(catalogue: Catalogue, id_: str, version: str) -> Contrat:
    # A compiled file is named after what it was made of.
    key = (catalogue.path.name, id_, version)
    if key not in _CONTRATS:
        _CONTRATS[key] = _read_contrat(catalogue, id_, version)
    return _CONTRATS[key]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Shell:
    """Runs commands as a person would type them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *words: object) -> Outcome:
        out, err = io.StringIO(), io.StringIO()
        assemble().notices.clear()  # a person's command is a process of its own
        code = run([str(word) for word in words], out, err)
        return Outcome(code, out.getvalue(), err.getvalue())

    def dossier(self, example: str) -> Path:
        """Write a worked dossier as a paquet and return its path."""
        path = self.folder / f"{example}.cvdesk"
        if example not in _PAQUETS:
            app = assemble()
            found = next(one for one in app.examples() if one.id == example)
            app.write_paquet(path, app.example_dossier(found))
            _PAQUETS[example] = path.read_bytes()
        path.write_bytes(_PAQUETS[example])
        return path


@contextmanager
def a_computer(folder: Path, compiled: Path) -> Iterator[Shell]:
    """Run commands on a computer of its own, whose data are in ``folder``."""
    home = folder / "ordinateur"
    home.mkdir()
    a_cache(home / "cache", compiled)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(HOME_VARIABLE, str(home))
        environment.setattr(Catalogue, "_read", _read_once)
        assemble.cache_clear()
        vars(assemble())["_loaded"] = _FORMS
        yield Shell(folder)
        assemble.cache_clear()


@pytest.fixture
def shell(tmp_path: Path, compiled: Path) -> Iterator[Shell]:
    with a_computer(tmp_path, compiled) as one:
        yield one


@pytest.fixture
def annuel(shell: Shell) -> Path:
    return shell.dossier("annuel-vitry")


@pytest.fixture
def cpo(shell: Shell) -> Path:
    return shell.dossier("cpo-orly-choisy")
