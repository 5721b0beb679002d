"""The checks: all of them on the larger example, and those that one answer makes run again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from itertools import count

from cvdesk.app.session import Session
from cvdesk.bootstrap import assemble
from cvdesk.domain.check import run_checks
from cvdesk.domain.completeness import missing_answers
from cvdesk.domain.ids import Key
from tests.bench.measure import Figure, call_seconds, millis, percentile, ratio
from tests.support.large import LINES, PROJECTS, YEARS, a_large_dossier

AMOUNT, WORDS = Key.parse("projet_641.2028@P1"), Key.parse("besoin@P1")


def figures() -> Iterator[Figure]:
    """Yield the figures of this subject."""
    app = assemble()
    example = next(one for one in app.examples() if one.form.startswith("cpo"))
    session = app.session(app.example_dossier(example))
    checks = session.reference.checks
    times = call_seconds(lambda: run_checks(session.facts.fresh(), checks), runs=201)
    yield millis(f"{len(checks)} contrôles, exemple B", 5, percentile(times, 0.5))
    yield from _again("exemple B", session, goals=(0.6, 0.3))
    large = app.session(a_large_dossier(session.dossier, session.reference))
    size = f"{PROJECTS} projets × {len(YEARS)} ans × {LINES} lignes"
    yield from _again(size, large, goals=(0.1, 0.05), runs=9)


def _again(
    what: str, session: Session, *, goals: tuple[float, float], runs: int = 101
) -> Iterator[Figure]:
    """Yield what one answer costs beside everything; the least time, which no neighbour adds to."""

    def everything() -> None:
        facts = session.facts.fresh()
        run_checks(facts, session.reference.checks)
        missing_answers(facts)

    whole = call_seconds(everything, runs=runs)[0]
    for key, typed, goal in (
        (AMOUNT, (str(number) for number in count(1000)), goals[0]),
        (WORDS, (f"Un besoin, {number}." for number in count(1)), goals[1]),
    ):

        def one(key: Key = key, typed: Iterator[str] = typed) -> None:
            session.answer(key, next(typed))
            assert session.findings is not None

        gc.collect()
        seconds = call_seconds(one, runs=max(runs, 41))[0]
        named = "un montant" if key == AMOUNT else "un texte"
        yield ratio(f"revoir après {named}, {what}", goal, seconds, whole, "tout revoir")
