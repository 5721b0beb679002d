"""A released form never changes: dossiers out there are pinned to it."""

import shutil
from pathlib import Path

import pytest

from tests.support.form_faults import faults_of
from tests.support.release_form import FORMS, checksum, release, released


def test_every_released_file_is_as_it_was_released() -> None:
    register = released(FORMS)
    assert {name: checksum(FORMS / name) for name in register} == register


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    """A copy of our forms of which nothing was released."""
    shutil.copytree(FORMS, tmp_path / "forms", ignore=shutil.ignore_patterns("RELEASED"))
    return tmp_path / "forms"


def test_a_revision_is_released_with_the_files_it_shares(forms: Path) -> None:
    added = release(forms / "annuel" / "2027-1")
    assert "annuel/2027-1/form.yaml" in added
    assert "commun/2027-1/demande.yaml" in added
    assert "grilles/cerfa-12156-06.yaml" in added
    assert set(released(forms)) == set(added)


def test_releasing_twice_adds_only_what_is_new(forms: Path) -> None:
    release(forms / "annuel" / "2027-1")
    assert release(forms / "annuel" / "2027-1") == ()
    assert all(name.startswith("cpo/") for name in release(forms / "cpo" / "2027-1"))


def test_a_released_file_that_changed_is_refused(forms: Path) -> None:
    release(forms / "annuel" / "2027-1")
    before = (forms / "RELEASED").read_bytes()
    with (forms / "commun" / "2027-1" / "demande.yaml").open("a", encoding="utf-8") as shared:
        shared.write("# a word more\n")

    with pytest.raises(ValueError, match="make a new revision"):
        release(forms / "cpo" / "2027-1")
    assert (forms / "RELEASED").read_bytes() == before


def test_a_fault_in_a_form_is_told_with_its_file_and_line(forms: Path) -> None:
    form = forms / "annuel" / "2027-1" / "form.yaml"
    form.write_text(f"surprise: ici\n{form.read_text(encoding='utf-8')}", encoding="utf-8")
    report = faults_of(form.parent)
    assert "form.yaml, ligne 1" in report
    assert "surprise" in report


def test_the_forms_that_ship_have_no_fault(forms: Path) -> None:
    for form in sorted(forms.glob("*/*/form.yaml")):
        assert faults_of(form.parent) == ""
