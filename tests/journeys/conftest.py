"""The assembled application on a computer of its own, with its window but no screen."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cvdesk.bootstrap import Cvdesk, Paths
from tests.gui.conftest import dialogs, look, memory_as_usual, the_look
from tests.support.catalogue import a_cache

__all__ = ["dialogs", "look", "memory_as_usual", "the_look"]

SIGNED_ON = datetime(2026, 12, 11, 18, 0, tzinfo=UTC)


@pytest.fixture
def app(tmp_path: Path, compiled: Path) -> Cvdesk:
    shipped = Paths.of_this_computer()
    paths = Paths(
        shipped.forms, shipped.resources, tmp_path / "reglages", tmp_path / "espaces",
        a_cache(tmp_path / "cache", compiled),
    )  # fmt: skip
    return Cvdesk(paths, lambda: SIGNED_ON)
