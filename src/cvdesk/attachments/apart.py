"""Opening a file in another process, so that a hostile one takes down nothing but that process.

A received file is read by large libraries written in C. The process has a time, a memory and no
right to write; if it dies or is killed, the file is refused and the application goes on. What comes
back is JSON and bytes, never pickled objects: a process that was taken over can only lie about the
file it was given.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cvdesk.attachments.refusals import PieceRefusee, damaged, protected

TIME_SECONDS = 60
MEMORY_BYTES = 1_500_000_000

_LENGTH_BYTES = 8
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_ISOLATED = "-I" if sys.flags.isolated else "-P"
_WORKER = "cvdesk.attachments.worker"
_DEFECT = 1
"""The exit code of an interpreter that could not start our module."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a process says of a file: facts that JSON can hold, and bytes beside them."""

    facts: Mapping[str, Any]
    blobs: Sequence[bytes] = field(default=(), repr=False)


def ask_apart(
    work: str, content: bytes, name: str, *, seconds: float = TIME_SECONDS, **options: int
) -> Answer:
    """Do ``work`` on a file in a process of its own.

    Args:
        work: A name of ``worker.WORKS``.
        content: The file.
        name: The file as the user knows it, for the sentence of a refusal.
        seconds: How long it may take.
        **options: Whole numbers that the work takes.

    Raises:
        PieceProtegee: If a password is needed.
        PieceRefusee: If the file does not open, in that time and memory.
        RuntimeError: If the process itself could not start.
    """
    order = pack(Answer({"work": work, "options": options}, [content]))
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter, our own module
            [sys.executable, _ISOLATED, "-X", "utf8", "-m", _WORKER],
            input=order,
            capture_output=True,
            timeout=seconds,
            check=False,
            creationflags=_NO_WINDOW,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_long(name) from error
    if done.returncode == _DEFECT:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    answer = unpack(done.stdout) if done.returncode == 0 else None
    if answer is None:
        raise damaged(name)
    match answer.facts.get("refused"):
        case None:
            return answer
        case "protected":
            raise protected(name)
        case _:
            raise damaged(name)


def _too_long(name: str) -> PieceRefusee:
    return PieceRefusee(
        f"« {name} » demande trop de temps à ouvrir.",
        remedy="Numérisez-le de nouveau avec une résolution plus basse, ou gardez-en moins de "
        "pages.",
    )


def pack(answer: Answer) -> bytes:
    """Return an answer, or an order, as bytes: a header in JSON, then the blobs."""
    header = json.dumps([dict(answer.facts), [len(blob) for blob in answer.blobs]]).encode()
    return b"".join([len(header).to_bytes(_LENGTH_BYTES), header, *answer.blobs])


def unpack(content: bytes) -> Answer | None:
    """Read what :func:`pack` wrote, or return None when it is anything else."""
    start = _LENGTH_BYTES + int.from_bytes(content[:_LENGTH_BYTES])
    try:
        facts, sizes = json.loads(content[_LENGTH_BYTES:start])
        blobs = []
        for size in sizes:
            blobs.append(content[start : start + size])
            start += size
        whole = start == len(content) and all(size >= 0 for size in sizes)
        return Answer(dict(facts), blobs) if whole else None
    except (ValueError, TypeError, RecursionError):
        return None
