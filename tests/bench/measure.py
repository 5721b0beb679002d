"""How a figure is taken: repeated, reported by its median, always beside its yardstick."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table.

    Attributes:
        goal: What to reach, in words.
        measured: What was measured now, in words.
        reached: Whether the goal is reached; printed, never asserted.
    """

    what: str
    goal: str
    measured: str
    reached: bool


def process_seconds(
    command: Sequence[str], *, runs: int = 9, env: Mapping[str, str] | None = None
) -> float:
    """Return the median time of a whole process, in seconds, after one warm-up run."""
    times = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        subprocess.run(
            command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, **(env or {})},
        )  # fmt: skip
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


def call_seconds(work: Callable[[], object], *, runs: int = 21) -> list[float]:
    """Return the times of ``work`` in this process, in seconds, after one warm-up call, sorted."""
    times = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return sorted(times[1:])


def percentile(times: Sequence[float], part: float) -> float:
    """Return the time under which ``part`` of the sorted ``times`` are."""
    return times[min(len(times) - 1, int(len(times) * part))]


PYTHON = sys.executable


def ratio(what: str, goal: float, numerator: float, denominator: float, yardstick: str) -> Figure:
    """Return a figure that is a ratio to something measured in the same run."""
    value = numerator / denominator
    return Figure(
        what,
        f"< {goal} × {yardstick}",
        f"{value:.2f} × ({numerator * 1000:.0f} ms / {denominator * 1000:.0f} ms)",
        value < goal,
    )


def millis(what: str, goal: float, seconds: float, detail: str = "") -> Figure:
    """Return a figure that is a time, with its goal in milliseconds."""
    text = f"{seconds * 1000:.1f} ms"
    return Figure(what, f"< {goal:g} ms", f"{text} {detail}".strip(), seconds * 1000 < goal)
