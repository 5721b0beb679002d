import hashlib
from pathlib import Path

import pytest
import yaml

FONTS = Path(__file__).parents[2] / "resources" / "polices"
FAMILIES = yaml.safe_load((FONTS / "provenance.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("family", FAMILIES)
def test_a_font_is_shipped_as_its_author_made_it(family: str) -> None:
    files = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (FONTS / family).glob("*.ttf")
    }

    assert files == FAMILIES[family]["sha256"]


@pytest.mark.parametrize("family", FAMILIES)
def test_a_font_is_shipped_with_its_licence(family: str) -> None:
    licence = (FONTS / family / "OFL.txt").read_text(encoding="utf-8")

    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert FAMILIES[family]["author"] in licence


def test_no_font_is_shipped_without_its_origin() -> None:
    assert {path.name for path in FONTS.iterdir() if path.is_dir()} == set(FAMILIES)
