"""The process that opens one file. Started by ``apart``; it ends with its answer."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from importlib import import_module

from cvdesk.attachments.apart import MEMORY_BYTES, TIME_SECONDS, Answer, pack, unpack
from cvdesk.attachments.unreadable import DamagedFile, ProtectedFile

WORKS: Mapping[str, str] = {
    "inspect": "inspect",
    "lines": "lines",
    "as_pdf": "normalise",
    "pages": "pages",
    "shrink": "shrink",
    "thumbnail": "thumbnail",
}
"""What can be asked for, with the module beside that does it, in a function ``<name>_here``.

The others are not loaded: a preview that waits for all three libraries comes a tenth of a second
later.
"""

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


def load(order: bytes) -> Callable[[], bytes]:
    """Load what ``order`` needs; return what does it and gives the answer, packed."""
    read = unpack(order)
    if read is None:
        raise ValueError("not an order")
    name = read.facts["work"]
    module = import_module(f"cvdesk.attachments.{WORKS[name]}")
    work: Callable[..., Answer] = getattr(module, f"{name}_here")

    def do() -> bytes:
        try:
            return pack(work(read.blobs[0], **read.facts["options"]))
        except ProtectedFile:
            return pack(Answer({"refused": "protected"}))
        except DamagedFile:
            return pack(Answer({"refused": "damaged"}))

    return do


def _give_up(*_: object) -> None:
    # Whatever a library raises on a file made to harm, the file is refused. 1 would be a defect.
    os._exit(REFUSED)


if __name__ == "__main__":
    # Loaded first: what Python compiles is kept for the next time, and once limited nothing is.
    do = load(sys.stdin.buffer.read())
    limit_this_process()
    sys.excepthook = _give_up
    sys.stdout.buffer.write(do())
