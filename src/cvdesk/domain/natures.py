"""Kinds of forms that many rules speak of together."""

from __future__ import annotations

from cvdesk.domain.form import Nature

AFTERWARDS = frozenset({Nature.REPORT, Nature.REVIEW, Nature.LETTER})
"""What is sent about a grant already received."""

SIGNED = AFTERWARDS | {Nature.REQUEST}
"""What an association sends to a funder about a grant, signed."""
