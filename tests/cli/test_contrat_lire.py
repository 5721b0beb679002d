"""``contrat-lire`` and ``contrat-verifier``, as a person types them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.cli.conftest import Shell
from tests.support.contrats import CONTRATS
from tests.support.fictitious import WITH_LISTS, WITH_TABLES


@pytest.fixture
def texte(tmp_path: Path) -> Path:
    path = tmp_path / "contrat.txt"
    path.write_text(WITH_TABLES, encoding="utf-8")
    return path


def pdf_of(text: str, *, encrypted: str = "") -> bytes:
    """Print a text, forty lines a page."""
    target = BytesIO()
    canvas = Canvas(target, encrypt=encrypted or None)
    lines = text.split("\n")
    for start in range(0, len(lines), 40):
        for rank, line in enumerate(lines[start : start + 40]):
            canvas.drawString(40, 800 - 18 * rank, line)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def scanned() -> bytes:
    """Make a PDF that is only a picture."""
    from PIL import Image  # noqa: PLC0415 - one test needs it

    target = BytesIO()
    canvas = Canvas(target)
    canvas.drawImage(ImageReader(Image.new("RGB", (80, 100), "grey")), 0, 0, 500, 700)
    canvas.save()
    return target.getvalue()


def test_a_draft_is_written_and_told(shell: Shell, texte: Path, tmp_path: Path) -> None:
    done = shell("contrat-lire", texte, "-o", tmp_path / "brouillon")
    assert (done.code, done.err) == (0, "")
    assert "2 axes" in done.out
    assert {path.name for path in (tmp_path / "brouillon").iterdir()} == {
        "contrat.yaml",
        "arbre.yaml",
        "territoire.yaml",
        "fiches.yaml",
        "rapport.md",
    }


def test_json_needs_no_folder_and_writes_nothing(shell: Shell, texte: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    told = shell("contrat-lire", texte, "--json").json
    assert [one["titre"] for one in told["noeuds"] if one["niveau"] == "axe"] == [
        "vivre ensemble",
        "travailler",
    ]
    assert all(one["confiance"] for one in told["noeuds"])
    assert isinstance(told["non_places"], list)
    assert sorted(tmp_path.rglob("*")) == before


def test_without_a_folder_nor_json_the_command_says_what_lacks(shell: Shell, texte: Path) -> None:
    done = shell("contrat-lire", texte)
    assert done.code == 2
    assert "-o BROUILLON" in done.err


def test_a_folder_that_holds_something_is_refused_and_left_as_it_is(
    shell: Shell, texte: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "travail"
    folder.mkdir()
    (folder / "contrat.yaml").write_text("mon travail", encoding="utf-8")
    done = shell("contrat-lire", texte, "-o", folder)
    assert done.code == 2
    assert "n’est pas vide" in done.err
    assert (folder / "contrat.yaml").read_text(encoding="utf-8") == "mon travail"


def test_an_empty_folder_is_filled(shell: Shell, texte: Path, tmp_path: Path) -> None:
    (tmp_path / "vide").mkdir()
    assert shell("contrat-lire", texte, "-o", tmp_path / "vide").code == 0


def test_a_text_without_any_tree_asks_for_attention(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "lettre.txt"
    path.write_text("Bonjour,\n\nmerci de votre lettre.\n", encoding="utf-8")
    done = shell("contrat-lire", path, "-o", tmp_path / "b")
    assert done.code == 1
    assert "rien qui ressemble" in done.out


def test_a_pdf_of_text_is_read_and_its_lines_are_kept(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "contrat.pdf"
    path.write_bytes(pdf_of(WITH_LISTS))
    folder = tmp_path / "brouillon"
    done = shell("contrat-lire", path, "-o", folder, "--json")
    assert done.code == 0
    orientation = done.json["noeuds"][0]
    assert orientation["titre"] == "La réussite des enfants"
    kept = (folder / "contrat.txt").read_text(encoding="utf-8").split("\n")
    assert "Orientation 1" in kept[orientation["lignes"][0] - 1]
    assert done.json["source"]["fichier"] == "contrat.txt"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("vide.txt", b"", "est vide"),
        ("image.bin", b"\x89PNG\x00\x00", "n’est pas un fichier texte"),
        ("scan.pdf", scanned(), "ses pages sont des images"),
        ("cache.pdf", pdf_of(WITH_LISTS, encrypted="secret"), "mot de passe"),
        ("casse.pdf", b"%PDF-1.7\nrien", "ne s’ouvre pas"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(
    shell: Shell, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    done = shell("contrat-lire", path, "-o", tmp_path / "b")
    assert done.code == 2
    assert sentence in done.err
    assert not (tmp_path / "b").exists()


def test_two_gigabytes_are_refused_at_once(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "grand.txt"
    with path.open("wb") as file:
        file.truncate(2 * 1024**3)  # a sparse file: nothing is written
    done = shell("contrat-lire", path, "-o", tmp_path / "b")
    assert done.code == 2
    assert "dépasse" in done.err


def test_a_file_that_is_absent_or_a_folder_is_refused(shell: Shell, tmp_path: Path) -> None:
    assert "est introuvable" in shell("contrat-lire", tmp_path / "x.txt", "--json").err
    assert "est un répertoire" in shell("contrat-lire", tmp_path, "--json").err


def test_the_sources_of_a_draft_are_checked_with_file_and_line(
    shell: Shell, texte: Path, tmp_path: Path
) -> None:
    shell("contrat-lire", texte, "-o", tmp_path / "brouillon")
    done = shell("contrat-verifier", tmp_path / "brouillon")
    assert done.code == 1
    assert (
        "brouillon/territoire.yaml, ligne 2\u00a0: la rubrique «\u00a0insee\u00a0» manque"
        in done.out
    )
    told = shell("contrat-verifier", tmp_path / "brouillon", "--json").json
    assert told["complet"] is False
    assert {"fichier", "ligne", "phrase"} == set(told["a_corriger"][0])


def test_shipped_sources_are_complete(shell: Shell) -> None:
    done = shell("contrat-verifier", CONTRATS / "gps-2024")
    assert (done.code, done.err) == (0, "")
    assert shell("contrat-verifier", CONTRATS / "gps-2024", "--json").json == {
        "complet": True,
        "a_corriger": [],
    }


def test_a_folder_that_is_absent_is_refused(shell: Shell, tmp_path: Path) -> None:
    done = shell("contrat-verifier", tmp_path / "rien")
    assert done.code == 2
    assert "Il n’y a pas de dossier" in done.err


def test_a_folder_without_identity_is_told(shell: Shell, tmp_path: Path) -> None:
    done = shell("contrat-verifier", tmp_path)
    assert done.code == 1
    assert "un contrat a besoin de ce fichier" in done.out
