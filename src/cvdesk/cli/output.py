"""What commands print: JSON for machines, short lines for people."""

from __future__ import annotations

import argparse
import codecs
import io
import os
import sys
from typing import IO, Any


def add_json(parser: argparse.ArgumentParser) -> None:
    """Let a command be asked for JSON."""
    parser.add_argument("--json", action="store_true", help="la forme pour les machines")


def print_json(value: Any, out: IO[str]) -> None:
    """Print ``value`` as indented JSON; accents are kept where ``out`` can write every one."""
    import json  # noqa: PLC0415 - most commands print none, and all would wait for it

    everything = codecs.lookup(getattr(out, "encoding", None) or "utf-8").name == "utf-8"
    print(json.dumps(value, ensure_ascii=not everything, indent=2), file=out)


def writable(stream: IO[str] | None) -> IO[str]:
    """Return a stream that takes any French text.

    A terminal of another country or a redirection on Windows lacks « → » or an accent: it shows
    « ? » there. A program without a console has no stream at all: what is said is lost.
    """
    if stream is None:
        return io.StringIO()
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    return stream


def forget_reader() -> None:
    """Let the process end in peace once nobody reads what it prints (``| head -1``)."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
