"""What commands print: JSON for machines, short lines for people."""

from __future__ import annotations

import argparse
import json
from typing import IO, Any


def add_json(parser: argparse.ArgumentParser) -> None:
    """Let a command be asked for JSON."""
    parser.add_argument("--json", action="store_true", help="la forme pour les machines")


def print_json(value: Any, out: IO[str]) -> None:
    """Print ``value`` as indented JSON, accents kept."""
    print(json.dumps(value, ensure_ascii=False, indent=2), file=out)
