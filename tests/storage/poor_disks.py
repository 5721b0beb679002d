"""Disks that fail: full, read-only. Real ones, where the system lets a test make one."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """Give a disk of that size; skip the test where the system gives none."""
    disk = folder / "petit_disque"
    disk.mkdir()
    with _mounted(disk, f"size={kilobytes}k"):
        yield disk


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Make what is in ``folder`` unwritable, even to the owner of everything."""
    if os.name == "nt":
        pytest.skip("a folder that its owner cannot write is made otherwise on Windows")
    if os.geteuid() != 0:
        was = folder.stat().st_mode
        inside = [path for path in folder.rglob("*") if path.is_file()]
        for path in inside:
            path.chmod(0o444)
        folder.chmod(0o555)
        try:
            yield
        finally:
            folder.chmod(was)
            for path in inside:
                path.chmod(0o644)
        return
    with _mounted(folder, "bind"):
        subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)  # noqa: S607
        yield


@contextmanager
def _mounted(folder: Path, options: str) -> Iterator[None]:
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("only the administrator of a Unix machine makes a disk")
    source = [folder] if options == "bind" else ["-t", "tmpfs", "none"]
    made = subprocess.run(
        ["mount", "-o", options, *source, folder],  # noqa: S607
        check=False,
        capture_output=True,
    )
    if made.returncode != 0:
        pytest.skip("this machine lets nobody make a disk")
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)  # noqa: S607
