"""The checks, on the larger example."""

from __future__ import annotations

from collections.abc import Iterator

from cvdesk.bootstrap import assemble
from cvdesk.domain.check import run_checks
from tests.bench.measure import Figure, call_seconds, millis, percentile


def figures() -> Iterator[Figure]:
    """Yield the figures of this subject."""
    app = assemble()
    example = next(one for one in app.examples() if one.form.startswith("cpo"))
    session = app.session(app.example_dossier(example))
    facts, checks = session.facts, session.reference.checks

    def work() -> None:
        run_checks(facts.fresh(), checks)

    times = call_seconds(work, runs=201)
    yield millis(f"{len(checks)} contrôles, exemple B", 5, percentile(times, 0.5))
