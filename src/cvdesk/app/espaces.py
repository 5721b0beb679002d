"""The espaces of a computer, as a list shows them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class EspaceLine:
    """One espace.

    Attributes:
        path: Its file, which may be on a disk that is not plugged in.
        current: Whether it is the one worked in.
        default: Whether it is the one opened when the others are away.
        present: Whether its file is there now.
    """

    path: Path
    name: str
    current: bool
    default: bool
    present: bool
