"""How many cases a law tries beside the others."""

from __future__ import annotations

from hypothesis import settings


def cases(of_fifty: int) -> int:
    """Return how many cases a law tries while the usual ones try what this run asks of them.

    Args:
        of_fifty: How many it would try if they tried fifty: fewer, for a law whose cases are slow.
    """
    return max(1, settings().max_examples * of_fifty // 50)
