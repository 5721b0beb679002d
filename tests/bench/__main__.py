"""``poe bench``: every figure that CVDesk promises, measured and printed; nothing is asserted."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator

from tests.bench.measure import Figure


def main() -> int:
    """Measure and print the table."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="cvdesk-bench-") as home:
        os.environ["CVDESK_DOSSIER"] = home
        from tests.bench import checking, command_line, pages, window  # noqa: PLC0415 - after home

        groups: list[tuple[str, Callable[[], Iterator[Figure]]]] = [
            ("Ligne de commande", command_line.figures),
            ("Contrôles", checking.figures),
            ("Pages et signature", pages.figures),
            ("Fenêtre", window.figures),
        ]
        print("| Mesure | But | Mesuré | Atteint |\n|---|---|---|---|")
        for title, figures in groups:
            for one in figures():
                reached = "oui" if one.reached else "NON"
                print(f"| {title} : {one.what} | {one.goal} | {one.measured} | {reached} |")
                sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
