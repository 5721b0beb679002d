"""What all the tests of a run share, whichever process they run in."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from cvdesk.catalog.catalogue import Catalogue
from tests.support.catalogue import shipped_catalogue

# Contracts, forms and windows stay from one test to the next: at the usual pace, a tenth of a run
# goes into looking through them again for cycles that are not there.
gc.set_threshold(10_000, 45, 900)

# A law is true or false on a slow machine too. Each change tries fifty cases, new ones each time;
# `poe laws` tries a thousand, before a release.
settings.register_profile("cvdesk", deadline=None, max_examples=50)
settings.register_profile("laws", deadline=None, max_examples=1_000)
settings.load_profile("cvdesk")


def pytest_configure() -> None:
    """Write in memory where there is room: what tests keep safe from a power cut, they wait for.

    A third of the time of the command line's tests is spent waiting for a disk.
    """
    if sys.platform == "linux" and Path("/dev/shm").is_dir():  # noqa: S108 - pytest makes its own
        memory = os.statvfs("/dev/shm")  # noqa: S108
        programs_run = not memory.f_flag & os.ST_NOEXEC
        if programs_run and memory.f_bavail * memory.f_frsize > 1_000_000_000:
            os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", "/dev/shm")  # noqa: S108


def pytest_collection_finish() -> None:
    """Set what was imported aside: it stays to the end, and no pass needs to look at it again."""
    gc.freeze()


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The catalogue of the shipped contracts, compiled by the process that needs it first."""
    base = tmp_path_factory.getbasetemp()
    run = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    return shipped_catalogue(run / "catalogue")


@pytest.fixture(scope="session")
def compiled(catalogue: Catalogue) -> Path:
    """Its file."""
    return catalogue.path
