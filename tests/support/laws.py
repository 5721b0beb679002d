"""How many cases a law tries beside the others."""

from __future__ import annotations

from hypothesis import settings


def cases(of_fifty: int) -> int:
    """Return how many cases a law tries in a run where the usual ones try fifty, or a thousand."""
    return max(1, settings().max_examples * of_fifty // 50)
