"""What becomes of an answer when a dossier is prepared again for another year."""

from __future__ import annotations

from enum import Enum


class Renewal(Enum):
    """What becomes of an answer in the dossier of the next year."""

    KEPT = "repris"
    TO_REVIEW = "a_revoir"
    EXPIRED = "perime"
    SHIFTED = "decale"
    """A day moved by as many years as the exercise; to be reviewed."""
