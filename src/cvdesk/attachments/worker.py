"""The process that opens one file. Started by ``apart``; it ends with its answer."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping

from cvdesk.attachments import inspect, lines, normalise, pages, shrink, thumbnail
from cvdesk.attachments.apart import MEMORY_BYTES, TIME_SECONDS, Answer, pack, unpack
from cvdesk.attachments.opening import DamagedFile, ProtectedFile

WORKS: Mapping[str, Callable[..., Answer]] = {
    "inspect": inspect.inspect_here,
    "lines": lines.lines_here,
    "as_pdf": normalise.as_pdf_here,
    "pages": pages.pages_here,
    "shrink": shrink.shrink_here,
    "thumbnail": thumbnail.thumbnail_here,
}

REFUSED = 3
"""The exit code when a library failed in a way that it does not announce."""


def limit_this_process() -> None:
    """Take from this process what no reading of a file needs. Windows has the time limit alone."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - only Unix has it

    for what, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, TIME_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        if hard == resource.RLIM_INFINITY or most < hard:
            resource.setrlimit(what, (most, most))


def answer(order: bytes) -> bytes:
    """Do what ``order`` says and return the answer, packed."""
    read = unpack(order)
    if read is None:
        raise ValueError("not an order")
    work = WORKS[read.facts["work"]]
    try:
        return pack(work(read.blobs[0], **read.facts["options"]))
    except ProtectedFile:
        return pack(Answer({"refused": "protected"}))
    except DamagedFile:
        return pack(Answer({"refused": "damaged"}))


def _give_up(*_: object) -> None:
    # Whatever a library raises on a file made to harm, the file is refused. 1 would be a defect.
    os._exit(REFUSED)


if __name__ == "__main__":
    received = sys.stdin.buffer.read()
    limit_this_process()
    sys.excepthook = _give_up
    sys.stdout.buffer.write(answer(received))
