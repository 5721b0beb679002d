"""Who changed an answer, and when: a hybrid logical time.

Two computers without network have clocks that disagree. A stamp orders edits by wall clock, and by
a counter when the clock stands still or goes back, so that an edit made after another one on the
same dossier is always later. The order is total: the node name decides ties.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

_STAMP = re.compile(r"(\d{15})-(\d{5})-([A-Za-z0-9]{1,26})", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Stamp(NamedTuple):
    """A moment of one computer.

    A named tuple, like the key of an answer: the latest of all the answers is looked for at every
    save, and tuples are compared without any Python.

    Attributes:
        millis: Milliseconds since 1970-01-01 UTC, as this computer's clock said (or later).
        counter: How many edits had the same ``millis`` before this one.
        node: The computer, drawn once at installation.
    """

    millis: int
    counter: int
    node: str

    def __str__(self) -> str:
        """Write the stamp so that text order is time order."""
        return f"{self.millis:015d}-{self.counter:05d}-{self.node}"

    @classmethod
    def parse(cls, text: str) -> Stamp:
        """Read what ``str`` wrote.

        Raises:
            ValueError: If ``text`` has another shape.
        """
        if (match := _STAMP.fullmatch(text)) is None:
            raise ValueError(f"not a stamp: {text!r}")
        return cls(int(match[1]), int(match[2]), match[3])

    @property
    def moment(self) -> datetime:
        """The wall-clock part, aware UTC."""
        return _EPOCH + timedelta(milliseconds=self.millis)

    def next(self, now: datetime, node: str) -> Stamp:
        """Return the stamp of an edit made at ``now`` on ``node``, later than this one."""
        millis = int(now.timestamp() * 1000)
        if millis > self.millis:
            return Stamp(millis, 0, node)
        return Stamp(self.millis, self.counter + 1, node)


NEVER = Stamp(0, 0, "0")
"""Before every edit."""
