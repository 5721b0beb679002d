"""Start-up of the command line, as whole processes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from cvdesk.bootstrap import assemble
from tests.bench.measure import PYTHON, Figure, process_seconds, ratio


def figures() -> Iterator[Figure]:
    """Yield the figures of this subject."""
    argparse_alone = process_seconds([PYTHON, "-c", "import argparse"], runs=21)
    version = process_seconds([PYTHON, "-m", "cvdesk", "--version"], runs=21)
    yield ratio("cvdesk --version", 1.5, version, argparse_alone, "python -c 'import argparse'")
    app = assemble()
    example = next(one for one in app.examples() if one.form.startswith("annuel"))
    paquet = Path(os.environ["CVDESK_DOSSIER"]) / "a.cvdesk"
    app.write_paquet(paquet, app.example_dossier(example))
    seconds = process_seconds([PYTHON, "-m", "cvdesk", "controler", str(paquet), "--json"])
    yield Figure("controler, exemple A", "< 0,60 s", f"{seconds:.2f} s", seconds < 0.6)
