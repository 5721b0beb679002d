"""The way in: ``cvdesk`` alone opens the window, ``cvdesk COMMANDE`` works without a screen."""

from __future__ import annotations

import gc
import sys

_RARELY = 100_000
"""A command keeps to its end most of what it reads: looking through it for waste finds none."""


def main() -> int:
    """Run one command, or the application when there is none; return the exit code."""
    arguments = sys.argv[1:]
    if arguments and arguments[0] != "--dossier":
        from cvdesk.cli.main import run  # noqa: PLC0415 - a command must not wait for Qt

        gc.set_threshold(_RARELY)
        return run(arguments)
    from cvdesk.gui.application import open_application  # noqa: PLC0415 - nor the reverse

    return open_application(arguments)


if __name__ == "__main__":
    sys.exit(main())
