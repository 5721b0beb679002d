"""``poe pdf OUT``: the worked dossiers composed and signed, and their pages as PNG, to look at."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from pypdfium2 import PdfDocument

from cvdesk.app.signatories import signatory
from cvdesk.bootstrap import Cvdesk, Paths

PASSWORD = "identité de démonstration"
DPI = 80


def main() -> int:
    """Write, for each example, the draft and the signed version, as PDF and as pictures."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "out") / "pages"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        app = Cvdesk(replace(Paths.of_this_computer(), settings=Path(scratch)))
        for example in app.examples():
            session = app.session(app.example_dossier(example))
            draw(app.print_current(session), target / f"{example.id}-brouillon")
            _, frozen = app.freeze(session)
            person = signatory(session.facts)
            identity = app.create_identity(person.holder, PASSWORD, function=person.function)
            signed = app.sign(frozen, person.field, identity.key, PASSWORD)
            draw(signed, target / f"{example.id}-signe")
    sys.stdout.write(f"Pages écrites dans {target}\n")
    return 0


def draw(pdf: bytes, stem: Path) -> None:
    """Write ``stem.pdf`` and one ``stem-NN.png`` for each page."""
    stem.with_suffix(".pdf").write_bytes(pdf)
    document = PdfDocument(pdf)
    document.init_forms()
    for number, page in enumerate(document, 1):
        page.render(scale=DPI / 72).to_pil().save(f"{stem}-{number:02}.png")


if __name__ == "__main__":
    sys.exit(main())
