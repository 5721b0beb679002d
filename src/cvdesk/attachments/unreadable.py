"""Why a file that came from elsewhere cannot be used, as the worker process finds it."""

from __future__ import annotations


class ProtectedFile(Exception):
    """A password is needed."""


class DamagedFile(Exception):
    """The library cannot read it."""
