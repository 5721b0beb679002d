"""Writing everything in one folder: whole, listed, never over somebody else's files."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.app.everything import INDEX, write_everything
from cvdesk.app.sorties import (
    Etat,
    Fichier,
    Sortie,
    copied_of,
    dossier_state,
    stem_of,
    suffix_of,
)
from cvdesk.domain.frozen import current_version
from cvdesk.errors import UserError
from tests.support.builders import SAMPLE_B, a_sample, type_in

FACTS = a_sample().facts


def a_file(name: str, content: bytes = b"contenu") -> Fichier:
    return Fichier(name, "un essai", lambda: content)


def refusing(name: str) -> Fichier:
    def make() -> bytes:
        raise UserError("Ce signe ne s’imprime pas.", remedy="Remplacez-le.")

    return Fichier(name, "un essai", make)


def an_output(*files: Fichier, optional: bool = False) -> Sortie:
    return Sortie("essai", "Essai", "Pour voir.", Etat.ANYTIME, "", files, optional=optional)


def test_every_file_is_listed_with_its_fingerprint(tmp_path: Path) -> None:
    outputs = [an_output(a_file("a.pdf", b"un"), a_file("b.txt", b"deux")), an_output()]
    written = write_everything(FACTS, outputs, tmp_path / "neuf")
    assert written.names == ("a.pdf", "b.txt", INDEX)
    text = (tmp_path / "neuf" / INDEX).read_text("utf-8")
    for name in ("a.pdf", "b.txt"):
        assert hashlib.sha256((tmp_path / "neuf" / name).read_bytes()).hexdigest() in text
    assert "fictif" in text


def test_what_cannot_be_made_is_told_and_keeps_nothing_else_back(tmp_path: Path) -> None:
    outputs = [an_output(refusing("a.pdf")), an_output(a_file("b.pdf"))]
    written = write_everything(FACTS, outputs, tmp_path)
    assert written.names == ("b.pdf", INDEX)
    assert "Ce signe ne s’imprime pas." in written.refused[0]
    assert "Ce signe ne s’imprime pas." in (tmp_path / INDEX).read_text("utf-8")


def test_a_number_that_no_file_has_is_explained_in_one_line(tmp_path: Path) -> None:
    outputs = [
        an_output(a_file(name))
        for name in ("01-a", "02-a", "03-a", "05-a", "06-a", "08-a", "piece-01-a")
    ]
    written = write_everything(FACTS, outputs, tmp_path)
    assert [one[:9] for one in written.absent] == ["Pas de 04", "Pas de 07"]
    text = (tmp_path / INDEX).read_text("utf-8")
    assert all(one in text.splitlines() for one in written.absent)
    assert "convention pluriannuelle" in written.absent[0]


def test_one_output_alone_lacks_no_number(tmp_path: Path) -> None:
    written = write_everything(FACTS, [an_output(a_file("05-a"), a_file("05-b"))], tmp_path)
    assert written.absent == ()


def test_what_cannot_be_made_has_its_number_told_once(tmp_path: Path) -> None:
    outputs = [an_output(a_file(name)) for name in ("01-a", "03-a")]
    written = write_everything(FACTS, [*outputs, an_output(refusing("02-a"))], tmp_path)
    assert (written.absent, len(written.refused)) == ((), 1)


def test_what_is_optional_is_left_out(tmp_path: Path) -> None:
    assert write_everything(FACTS, [an_output(a_file("a"), optional=True)], tmp_path).names == (
        INDEX,
    )


def test_stopping_leaves_whole_files_only(tmp_path: Path) -> None:
    outputs = [an_output(a_file("a"), a_file("b"), a_file("c"))]
    written = write_everything(FACTS, outputs, tmp_path, lambda done, total, what: done < 2)
    assert (written.names, written.whole) == (("a", "b"), False)
    assert sorted(path.name for path in tmp_path.iterdir()) == [INDEX, "a", "b"]
    assert "avant la fin" in (tmp_path / INDEX).read_text("utf-8")
    assert write_everything(FACTS, outputs, tmp_path).names == ("a", "b", "c", INDEX)
    assert "avant la fin" not in (tmp_path / INDEX).read_text("utf-8")


def test_a_folder_that_could_not_be_filled_is_filled_again(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c").mkdir()
    outputs = [an_output(a_file("a"), a_file("b"))]
    write_everything(FACTS, [an_output(a_file("a"))], tmp_path)
    with pytest.raises(UserError):
        write_everything(FACTS, outputs, tmp_path)
    assert "avant la fin" in (tmp_path / INDEX).read_text("utf-8")
    (tmp_path / "b" / "c").rmdir()
    (tmp_path / "b").rmdir()
    assert write_everything(FACTS, outputs, tmp_path).whole


def test_the_files_of_others_are_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "b.pdf").write_bytes(b"le mien")
    outputs = [an_output(a_file("a.pdf"), a_file("b.pdf"))]
    with pytest.raises(UserError, match=r"b\.pdf"):
        write_everything(FACTS, outputs, tmp_path)
    assert (tmp_path / "b.pdf").read_bytes() == b"le mien"
    assert not (tmp_path / "a.pdf").exists()


def test_a_folder_of_ours_is_filled_again(tmp_path: Path) -> None:
    write_everything(FACTS, [an_output(a_file("a", b"1"))], tmp_path)
    write_everything(FACTS, [an_output(a_file("a", b"2"))], tmp_path)
    assert (tmp_path / "a").read_bytes() == b"2"


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"")
    with pytest.raises(UserError):
        write_everything(FACTS, [an_output(a_file("a"))], tmp_path / "x")


@given(st.text(max_size=200))
def test_a_name_of_file_suits_every_system(text: str) -> None:
    stem = stem_of(text)
    assert 0 < len(stem) <= 40
    assert set(stem) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")
    assert stem == stem.strip("-")


def test_files_of_two_dossiers_have_different_names() -> None:
    assert suffix_of(FACTS) == "LM8M-2027"
    assert suffix_of(a_sample(SAMPLE_B).facts) == "LFQE-2027-2029"
    assert suffix_of(a_sample(without=["P1"], changes={"premier_exercice": ""}).facts) == "LM8M"


def test_a_signed_dossier_is_ready_until_it_changes() -> None:
    session = a_sample()
    assert dossier_state(session.facts)[0] is Etat.DRAFT
    session.freeze()
    assert "pas encore signée" in dossier_state(session.facts)[1]
    session.record_signature("Fatoumata SYLLA-MARTIN", "ab" * 32)
    assert dossier_state(session.facts)[0] is Etat.READY
    type_in(session, "description@P1", "Autre chose.")
    assert current_version(session.facts) is None


def test_a_dossier_signed_by_hand_is_ready_too() -> None:
    session = a_sample()
    session.freeze()
    type_in(session, "suivi_signe_le", "11/12/2026")
    state, said = dossier_state(session.facts)
    assert (state, "signée à la main le 11/12/2026" in said) == (Etat.READY, True)


@pytest.mark.parametrize(
    ("done", "total", "said"),
    [(0, 38, "0 case sur 38 copiée."), (1, 38, "1 case sur 38 copiée."),
     (12, 38, "12 cases sur 38 copiées."), (38, 38, "Les 38 cases sont copiées.")],
)  # fmt: skip
def test_progress_is_said_in_words(done: int, total: int, said: str) -> None:
    assert copied_of(done, total) == said
