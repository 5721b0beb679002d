"""The rates and the table of the books that ship: sourced, dated, and refused when they are not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cvdesk.catalog.livres_load import load_livres
from cvdesk.catalog.taux_load import load_taux
from cvdesk.catalog.yamltext import FileFaults
from cvdesk.domain.money import Euros
from tests.support.builders import RESOURCES

TAUX = RESOURCES / "taux" / "benevolat.yaml"
LIVRES = RESOURCES / "comptes" / "livres.yaml"


@pytest.mark.parametrize("path", sorted((RESOURCES / "taux").glob("*.yaml")), ids=lambda p: p.stem)
def test_a_rate_that_nobody_read_in_its_text_says_so(path: Path) -> None:
    for one in load_taux(path):
        assert one.a_verifier == (one.source.checked_on is None)
        assert one.source.title
        assert one.valeur > Euros(0)


def test_the_smic_of_the_examples_is_to_be_checked() -> None:
    [smic] = load_taux(TAUX)
    assert (smic.id, smic.valeur, smic.depuis) == ("smic", Euros(1202), date(2026, 1, 1))
    assert smic.a_verifier


def spoiled(tmp_path: Path, source: Path, before: str, after: str) -> Path:
    text = source.read_text("utf-8")
    assert before in text
    path = tmp_path / source.name
    path.write_text(text.replace(before, after, 1), "utf-8")
    return path


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    a_verifier: true\n", ""),
        ('"12,02"', '"12.02"'),
        ("depuis: 2026-01-01", "depuis: demain"),
        ("label: SMIC horaire brut", "nom: SMIC"),
    ],
)
def test_a_rate_written_otherwise_is_told_with_its_line(
    tmp_path: Path, before: str, after: str
) -> None:
    with pytest.raises(FileFaults, match=r"taux/benevolat\.yaml, ligne \d+"):
        load_taux(spoiled(tmp_path, TAUX, before, after))


def test_the_values_of_a_rate_go_from_day_to_day(tmp_path: Path) -> None:
    again = TAUX.read_text("utf-8")
    again += again[again.index("  - id: smic") :]
    path = tmp_path / "benevolat.yaml"
    path.write_text(again, "utf-8")
    with pytest.raises(FileFaults, match="jour en jour"):
        load_taux(path)


def test_a_label_leads_to_one_place_only(tmp_path: Path) -> None:
    path = spoiled(tmp_path, LIVRES, '{ligne: "601",', '{ligne: "601", compte: "60",')
    with pytest.raises(FileFaults, match="un seul"):
        load_livres(path)
