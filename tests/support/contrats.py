"""Shipped contracts, and the texts they were read in."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from cvdesk.catalog.contrat_load import load_contrat
from cvdesk.domain.contrat import Contrat

ROOT = Path(__file__).parents[2]
CONTRATS = ROOT / "resources" / "contrats"
TEXTS = ROOT.parent / "shared" / "contrats"
SHIPPED = tuple(sorted(path.parent.name for path in CONTRATS.glob("*/contrat.yaml")))


@cache
def load_shipped(name: str) -> Contrat:
    """Read one shipped contract, once for all tests."""
    return load_contrat(CONTRATS / name)


@cache
def text_of(name: str) -> tuple[str, ...]:
    """Return the lines of the text a contract was read in, folded; the first one at index 1.

    Skips the test when the texts are not on this machine: they are not ours to ship.
    """
    source = load_shipped(name).source
    path = TEXTS / source.fichier
    if not path.is_file():
        pytest.skip(f"le texte du contrat n’est pas sur ce poste ({path})")
    content = path.read_bytes()
    assert hashlib.sha256(content).hexdigest() == source.sha256
    lines = content.decode("utf-8").split("\n")
    assert len(lines) == source.lignes
    return ("", *map(folded, lines))


def folded(text: str) -> str:
    """Put aside what extraction and typography change: tags, stars, quotes, dashes, spaces."""
    text = re.sub(r"<[^>]+>|•", " ", text).replace("*", "")
    text = re.sub(r"\s*\^\{([^}]*)\}", r"\1", text)
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub("[’‘`]", "'", text)
    text = re.sub("[–—‑]", "-", text)
    return re.sub(r"[\s\"“”«»]+", " ", text).strip()
