"""The permanence of a centre social: two hundred dossiers, none like another, in four espaces."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from cvdesk.app.session import Session
from cvdesk.bootstrap import Cvdesk, assemble
from cvdesk.bootstrap.permanence import Permanence, everything
from cvdesk.domain.dossier import Dossier
from cvdesk.domain.ids import DossierId, FieldId, Key
from tests.bench.measure import Figure

DOSSIERS, ESPACES = 200, 4
ERASED = ("droit_commun@P1", "besoin@P1", "siret", "attest_compte", "objet")


def figures() -> Iterator[Figure]:
    """Yield the figures of this subject."""
    app = assemble()
    two_hundred(app)
    start = time.perf_counter()
    _, lines = everything(app.permanence)
    first = time.perf_counter() - start
    yield _seconds(f"permanence, {len(lines)} dossiers contrôlés", 5, first)
    start = time.perf_counter()
    everything(app.permanence)
    again = time.perf_counter() - start
    yield _seconds(f"permanence, {len(lines)} dossiers inchangés", 0.5, again)
    fresh = Permanence(app)
    listing = fresh.listing()
    longest = 0.0
    for batch in fresh.batches(listing):
        start = time.perf_counter()
        fresh.follow(batch)
        longest = max(longest, time.perf_counter() - start)
    yield _seconds("permanence, la plus longue attente d’une ligne", 0.3, longest)


def two_hundred(app: Cvdesk) -> None:
    """Keep the examples varied: other names, some answers erased, some amounts changed."""
    samples = [app.example_dossier(example) for example in app.examples()]
    for number in range(ESPACES):
        if number:
            path = Path(app.paths.data) / f"antenne-{number}.cvespace"
            app.espaces.choose(app.espaces.create(path, f"Antenne {number}"))
        for rank in range(number, DOSSIERS, ESPACES):
            app.espace.save(_varied(app.session(samples[rank % len(samples)]), rank))
    app.espaces.choose(app.espaces.usual)


def _varied(session: Session, rank: int) -> Dossier:
    session.answer(Key(FieldId("nom")), f"Association fictive {rank // 3}")
    for place, name in enumerate(ERASED):
        if rank >> place & 1:
            key = Key.parse(name)
            if key in session.dossier.records:
                session.answer(key, "")
    for key in [key for key in session.dossier.records if key.field == "projet_641"]:
        session.answer(key, str(9_000 + 10 * rank))
    return replace(session.dossier, id=DossierId(f"BENCH{rank:03}"))


def _seconds(what: str, goal: float, seconds: float) -> Figure:
    return Figure(what, f"< {goal:g} s", f"{seconds:.2f} s", seconds < goal)
