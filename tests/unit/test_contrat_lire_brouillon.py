"""The draft: files to correct, a report to follow, JSON for machines; and the texts refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cvdesk.catalog.contrat_load import ContratErrors, load_contrat
from cvdesk.catalog.reading.report import draft_json, report, summary
from cvdesk.catalog.reading.sources import source_files
from cvdesk.catalog.reading.texts import (
    MAX_BYTES,
    TextRefused,
    refuse_size,
    text_of_bytes,
    text_of_pages,
)
from tests.support.fictitious import WITH_LISTS, WITH_TABLES, read

TODAY = date(2026, 1, 1)
LATER = date(2031, 1, 1)


def written(folder: Path, text: str, **changes: tuple[str, str]) -> Path:
    """Write a draft, each file with one change a person would make."""
    folder.mkdir()
    for name, content in source_files(read(text), folder.name, TODAY).items():
        old, new = changes.get(name.removesuffix(".yaml"), ("", ""))
        (folder / name).write_text(content.replace(old, new) if old else content, encoding="utf-8")
    return folder


def test_what_the_text_does_not_say_is_the_only_thing_left_to_correct(tmp_path: Path) -> None:
    with pytest.raises(ContratErrors) as caught:
        load_contrat(written(tmp_path / "exemple", WITH_TABLES))
    assert {
        fault.message.split("«\u00a0")[1].split("\u00a0»")[0] for fault in caught.value.faults
    } == {
        "insee",
        "departement",
    }


@pytest.mark.parametrize("text", [WITH_TABLES, WITH_LISTS])
def test_a_draft_completed_by_a_person_is_a_contract(tmp_path: Path, text: str) -> None:
    codes = ("\n    lignes", '\n    insee: "01001"\n    departement: "01"\n    lignes')
    folder = tmp_path / "exemple"
    written(folder, text)
    places = folder / "territoire.yaml"
    communes, colon, quarters = places.read_text(encoding="utf-8").partition("quartiers:")
    places.write_text(communes.replace(*codes) + colon + quarters, encoding="utf-8")
    contrat = load_contrat(folder)
    assert contrat.titre.lower().startswith("contrat de ville")
    assert (contrat.debut, contrat.fin) == (date(2024, 1, 1), date(2030, 12, 31))
    assert len(contrat.noeuds) == len(read(text).nodes)


def test_what_is_doubtful_is_marked_in_the_file() -> None:
    tree = source_files(read(WITH_LISTS), "exemple", TODAY)["arbre.yaml"]
    before, _, _ = tree.partition("titre: former les professionnels")
    assert "# À VÉRIFIER (confiance 0,55)" in before.splitlines()[-4]


def test_a_contract_whose_term_is_over_is_said_so() -> None:
    assert "statut: echu" in source_files(read(WITH_TABLES), "e", LATER)["contrat.yaml"]
    assert "statut: en_vigueur" in source_files(read(WITH_TABLES), "e", TODAY)["contrat.yaml"]


def test_the_years_are_deduced_from_the_text() -> None:
    assert "periode_source: deduit" in source_files(read(WITH_TABLES), "e", TODAY)["contrat.yaml"]


def test_the_report_tells_what_to_complete_what_to_check_and_what_is_left() -> None:
    page = report(read(WITH_LISTS), "exemple", TODAY)
    assert "## À compléter, le texte ne le dit pas" in page
    assert "## À vérifier d’abord" in page
    assert "`insee`" in page
    alone = report(read("Rien de numéroté ici.\n"), "exemple", TODAY)
    assert "rien qui ressemble à un arbre" in alone
    assert "`titre`" in alone


def test_the_summary_counts_in_the_words_of_the_text() -> None:
    assert summary(read(WITH_TABLES))[0].startswith(
        "Trouvé\u00a0: 2 axes, 3 objectifs stratégiques, 6 objectifs opérationnels, "
    )


def test_the_json_has_the_shape_of_a_contract_and_a_confidence_beside_each_line() -> None:
    told = draft_json(read(WITH_TABLES), "exemple", TODAY)
    assert told["niveaux"] == ["axe", "objectif stratégique", "objectif opérationnel"]
    for name in ("noeuds", "quartiers", "communes", "fiches"):
        for piece in told[name]:
            assert piece["lignes"]
            assert 0 < piece["confiance"] <= 1
    assert told["noeuds"][0]["numero"] == "1"
    assert told["source"]["lignes"] == len(WITH_TABLES.split("\n"))
    for one in told["non_places"]:
        assert set(one) == {"texte", "lignes", "raison"}


def test_what_the_text_does_not_say_of_itself_is_null() -> None:
    told = draft_json(read("Orientation 1 : Grandir\n"), "exemple", TODAY)
    assert (told["titre"], told["debut"], told["territoire"]) == (None, None, None)
    assert told["nature"] == "contrat"


@pytest.mark.parametrize(
    ("text", "nature"),
    [
        ("Avenant au contrat de ville\n", "contrat"),
        ("Avenant n° 2\n\nTexte.\n", "avenant"),
        ("Protocole d’engagements\n\nTexte.\n", "protocole"),
        ("Le présent protocole engage les parties.\n", "protocole"),
        ("Le présent contrat engage les parties.\n", "contrat"),
    ],
)
def test_the_nature_is_the_word_of_the_title_or_of_the_text(text: str, nature: str) -> None:
    expected = "avenant" if text.startswith("Avenant") else nature
    assert read(text).identity.nature == expected


def test_the_cover_gives_the_title_the_territory_and_the_month() -> None:
    told = read(WITH_TABLES).identity
    assert told.titre == "Contrat de ville 2024-2030 de l'agglomération de Bellerive"
    assert (told.territoire, told.dated) == ("Bellerive", "Mars 2024")


def test_a_text_of_windows_is_read_with_a_remark() -> None:
    text = text_of_bytes("Orientation 1 : « réussir »\n".encode("cp1252"), "a.txt")
    assert text.lines[0] == "Orientation 1 : « réussir »"
    assert "UTF-8" in text.remarks[0]


def test_line_breaks_of_every_system_count_the_same() -> None:
    for breaks in ("\n", "\r\n", "\r"):
        assert text_of_bytes(breaks.join(["a", "b", "c"]).encode(), "a.txt").lines == (
            "a",
            "b",
            "c",
        )


@pytest.mark.parametrize("content", [b"", b"  \n\n", "\ufeff".encode()])
def test_an_empty_text_is_refused(content: bytes) -> None:
    with pytest.raises(TextRefused, match="est vide"):
        text_of_bytes(content, "a.txt")


def test_a_file_that_is_no_text_is_refused() -> None:
    with pytest.raises(TextRefused, match="n’est pas un fichier texte"):
        text_of_bytes(b"PK\x03\x04\x00\x00", "a.docx")


def test_a_file_too_large_is_refused_before_it_is_read() -> None:
    refuse_size(MAX_BYTES, "a.txt")
    with pytest.raises(TextRefused, match="dépasse"):
        refuse_size(2_000_000_000, "a.txt")


def test_pages_that_are_pictures_are_refused_with_what_to_do() -> None:
    with pytest.raises(TextRefused) as caught:
        text_of_pages(["", " \n"], "a.pdf")
    assert "images" in caught.value.what
    assert "reconnaissance de caractères" in caught.value.remedy


def test_the_text_of_a_pdf_is_kept_to_be_looked_up() -> None:
    text = text_of_pages(["Orientation 1 : grandir\r\n" * 20, "Page deux"], "Contrat.PDF")
    assert text.extracted
    assert text.source.fichier == "Contrat.txt"
    assert text.source.lignes == len(text.lines)
