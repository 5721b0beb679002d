"""Searching the contracts: how often it answers, how fast, and what the catalogue costs."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from cvdesk.catalog.besoins import load_besoins
from cvdesk.catalog.catalogue import Catalogue
from cvdesk.catalog.compile import write_catalogue
from cvdesk.catalog.contrat_load import load_contrat
from cvdesk.catalog.ready import open_catalogue
from cvdesk.catalog.search import chercher
from tests.bench.measure import Figure, millis, percentile
from tests.support.catalogue import BESOINS
from tests.support.contrats import CONTRATS, SHIPPED
from tests.support.search_set import Pair, rate, search_set

GENERATED = 200
MOST_MEGABYTES = 6


def figures() -> Iterator[Figure]:
    """Yield the figures of this subject."""
    pairs = search_set()
    with tempfile.TemporaryDirectory(prefix="cvdesk-bench-") as scratch:
        start = time.perf_counter()
        catalogue = open_catalogue([CONTRATS], BESOINS, Path(scratch))
        compiling = time.perf_counter() - start
        for held, words in ((True, "tenues"), (False, "de réglage")):
            half = [pair for pair in pairs if pair.tenu is held]
            share = rate(catalogue, half)
            what = f"bonne réponse dans les cinq premières, {len(half)} paires {words}"
            yield Figure(what, "≥ 90 %", f"{share:.1%}", share >= 0.9)
        times = _search_seconds(catalogue, pairs)
        everything = f"recherche dans les {len(SHIPPED)} contrats"
        yield millis(f"{everything}, médiane", 10, percentile(times, 0.5))
        yield millis(f"{everything}, 99e centile", 30, percentile(times, 0.99))
        yield Figure("compiler le catalogue", "< 10 s", f"{compiling:.1f} s", compiling < 10)
        opening = [_opening_seconds(Path(scratch)) for _ in range(21)]
        yield millis("ouvrir le catalogue et un contrat", 20, percentile(sorted(opening), 0.5))
    megabytes = sum(path.stat().st_size for path in CONTRATS.rglob("*.yaml")) / 1e6
    yield Figure(
        f"taille des {len(SHIPPED)} référentiels", f"< {MOST_MEGABYTES} Mo",
        f"{megabytes:.1f} Mo", megabytes < MOST_MEGABYTES,
    )  # fmt: skip
    yield from _many(pairs)


def _search_seconds(catalogue: Catalogue, pairs: tuple[Pair, ...]) -> list[float]:
    times = []
    for pair in (pairs[0], *pairs):  # the first search of a process is a warm-up
        start = time.perf_counter()
        chercher(catalogue, pair.besoin)
        times.append(time.perf_counter() - start)
    return sorted(times[1:])


def _opening_seconds(cache: Path) -> float:
    start = time.perf_counter()
    open_catalogue([CONTRATS], BESOINS, cache).contrat("gosb-2024")
    return time.perf_counter() - start


def _many(pairs: tuple[Pair, ...]) -> Iterator[Figure]:
    """Search among as many contracts as a federation would have, all of the size of the largest."""
    name = max(SHIPPED, key=_size)
    largest = load_contrat(CONTRATS / name)
    contrats = [
        replace(largest, id=f"genere-{rank}", titre_court=f"Genere {rank}")
        for rank in range(GENERATED)
    ]
    with tempfile.TemporaryDirectory(prefix="cvdesk-bench-") as scratch:
        path = Path(scratch) / "contrats.sqlite"
        write_catalogue(contrats, (), load_besoins(BESOINS), path)
        what = f"recherche dans {GENERATED} contrats de la taille de {name}, médiane"
        yield millis(what, 30, percentile(_search_seconds(Catalogue(path), pairs), 0.5))


def _size(name: str) -> int:
    return sum(path.stat().st_size for path in (CONTRATS / name).glob("*.yaml"))
