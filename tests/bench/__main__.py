"""``poe bench``: every figure that CVDesk promises, measured and printed; nothing is asserted."""

from __future__ import annotations

import os
import sys
import tempfile
from importlib import import_module

SUBJECTS = {
    "Ligne de commande": "command_line",
    "Contrôles": "checking",
    "Recherche": "search",
    "Lire un contrat": "reading",
    "Pages et signature": "pages",
    "Fenêtre": "window",
    "Permanence": "centre",
}
"""Each module has ``figures()``, a generator of :class:`~tests.bench.measure.Figure`."""


def main() -> int:
    """Measure and print the table."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="cvdesk-bench-") as home:
        os.environ["CVDESK_DOSSIER"] = home
        print("| Mesure | But | Mesuré | Atteint |\n|---|---|---|---|")
        for title, name in SUBJECTS.items():
            for one in import_module(f"tests.bench.{name}").figures():
                reached = "oui" if one.reached else "NON"
                print(f"| {title} : {one.what} | {one.goal} | {one.measured} | {reached} |")
                sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
