"""A paquet is read whole and as it was written, or refused in one sentence."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.app.appel_registry import LARGEST_BYTES
from cvdesk.app.whole_file import FileNotRead, FileNotWritten
from cvdesk.domain.dossier import Dossier
from cvdesk.exchange.dossier_json import canonical_bytes
from cvdesk.exchange.manifest import manifest_of
from cvdesk.exchange.paquet import Paquet, paquet_bytes, read_any, read_paquet, write_paquet
from cvdesk.exchange.refusals import (
    PaquetAltere,
    PaquetRefuse,
    PaquetTronque,
    PaquetTropRecent,
)
from cvdesk.exchange.zipped import MAX_FILES, unzipped
from tests.storage.drawn_dossiers import an_empty_dossier, answered, drawn_dossiers
from tests.storage.poor_disks import read_only, small_disk

RIB = b"%PDF-1.7 a bank account"
RIB_NAME = hashlib.sha256(RIB).hexdigest()
DOSSIER = answered(an_empty_dossier(), "piece_fichier", f"{RIB_NAME} {len(RIB)} rib.pdf", millis=1)
PIECES = {RIB_NAME: RIB}
APPEL = "appel: lettre-2027\ntitre: Un appel reçu\n".encode()
PAQUET = paquet_bytes(DOSSIER, PIECES, APPEL)

piece_files = st.lists(st.binary(max_size=300), max_size=3).map(
    lambda contents: {hashlib.sha256(one).hexdigest(): one for one in contents}
)


def files_of(paquet: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(paquet)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def a_zip(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Zip as any other program does."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return buffer.getvalue()


@given(dossier=drawn_dossiers(), pieces=piece_files, appel=st.binary(max_size=300))
def test_what_is_written_is_read(dossier: Dossier, pieces: dict[str, bytes], appel: bytes) -> None:
    content = paquet_bytes(dossier, pieces, appel)
    assert read_paquet(content, "a.cvdesk") == Paquet(dossier, pieces, appel)
    assert paquet_bytes(dossier, dict(reversed(pieces.items())), appel) == content


def test_a_paquet_from_before_calls_were_carried_opens_without_one() -> None:
    files = files_of(paquet_bytes(DOSSIER, PIECES))
    assert set(files) == {"manifest.json", "dossier.json", f"pieces/{RIB_NAME}"}
    assert read_paquet(a_zip(files), "ancien.cvdesk") == Paquet(DOSSIER, PIECES)


def test_a_call_too_large_to_be_one_is_refused() -> None:
    content = paquet_bytes(DOSSIER, {}, b"#" * (LARGEST_BYTES + 1))
    with pytest.raises(PaquetRefuse, match="100\u00a0ko pour son appel"):
        read_paquet(content, "gros.cvdesk")


def test_every_byte_counts() -> None:
    """Whatever single byte changes, anywhere in the file, it shows."""
    for place in range(len(PAQUET)):
        for change in (0x01, 0xFF):
            altered = bytearray(PAQUET)
            altered[place] ^= change
            with pytest.raises(PaquetRefuse) as refusal:
                read_paquet(bytes(altered), "recu.cvdesk")
            assert "recu.cvdesk" in refusal.value.what
            assert refusal.value.remedy


def test_a_changed_answer_says_that_the_file_changed() -> None:
    with pytest.raises(PaquetAltere, match="a changé depuis son écriture"):
        read_paquet(PAQUET.replace(b"rib.pdf", b"rob.pdf"), "recu.cvdesk")


def test_every_cut_is_seen() -> None:
    for length in range(len(PAQUET)):
        with pytest.raises(PaquetRefuse):
            read_paquet(PAQUET[:length], "recu.cvdesk")


def test_a_file_whose_end_is_missing_says_so() -> None:
    with pytest.raises(PaquetTronque, match="la fin du fichier manque"):
        read_paquet(PAQUET[: len(PAQUET) // 2], "recu.cvdesk")


@pytest.mark.parametrize("more", [b"\0", b"PK\x05\x06" + bytes(18), PAQUET])
def test_what_is_added_at_the_end_is_seen(more: bytes) -> None:
    with pytest.raises(PaquetRefuse):
        read_paquet(PAQUET + more, "recu.cvdesk")


@given(content=st.binary() | st.binary().map(lambda noise: b"PK\x03\x04" + noise))
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(PaquetRefuse):
        read_paquet(content, "recu.cvdesk")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"SQLite format 3\0", b"\x89PNG"])
def test_a_file_of_another_kind_says_so(content: bytes) -> None:
    with pytest.raises(PaquetRefuse, match="n’est pas un paquet CVDesk"):
        read_paquet(content, "photo.png")


def test_a_document_that_is_a_zip_is_not_a_paquet() -> None:
    with pytest.raises(PaquetRefuse, match="n’est pas un paquet CVDesk"):
        read_paquet(a_zip({"word/document.xml": b"<w/>"}), "budget.docx")


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_paquet_zipped_again_by_hand_is_read(method: int) -> None:
    files = {**files_of(PAQUET), "pieces/": b""}
    assert read_paquet(a_zip(files, method=method), "a.cvdesk") == Paquet(DOSSIER, PIECES, APPEL)


def test_a_file_changed_in_a_paquet_zipped_again_is_named() -> None:
    files = files_of(PAQUET)
    files["dossier.json"] = files["dossier.json"].replace(b"rib.pdf", b"rob.pdf")
    with pytest.raises(PaquetAltere, match=r"dossier\.json"):
        read_paquet(a_zip(files), "recu.cvdesk")


@pytest.mark.parametrize("name", ["../evil", "/etc/passwd", "pieces/../../evil", "C:\\evil", "x"])
def test_a_file_that_would_go_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(PaquetRefuse, match="ne contient jamais"):
        read_paquet(a_zip({**files_of(PAQUET), name: b"evil"}), "recu.cvdesk")


def test_a_piece_too_many_or_too_few_is_refused() -> None:
    extra = {**files_of(PAQUET), f"pieces/{'0' * 64}": b""}
    fewer = {name: content for name, content in files_of(PAQUET).items() if name[0] != "p"}
    for files in (extra, fewer):
        with pytest.raises(PaquetAltere, match="manque un fichier, ou il y en a un de trop"):
            read_paquet(a_zip(files), "recu.cvdesk")


def test_a_piece_under_another_name_is_refused() -> None:
    files = {"dossier.json": canonical_bytes(DOSSIER), f"pieces/{'0' * 64}": RIB}
    files["manifest.json"] = manifest_of(files, "CVDesk")
    with pytest.raises(PaquetAltere, match="nom de son empreinte"):
        read_paquet(a_zip(files), "recu.cvdesk")


@pytest.mark.parametrize(
    "manifest",
    [
        b"[]",
        b'{"format": "autre"}',
        b'{"format": "cvdesk-paquet", "version": 1, "logiciel": "x", "fichiers": {}}',
        b'{"format": "cvdesk-paquet", "version": 1, "logiciel": "x", "fichiers": {"../x": "0"}}',
    ],
)
def test_a_manifest_that_is_none_is_refused(manifest: bytes) -> None:
    with pytest.raises(PaquetRefuse):
        read_paquet(a_zip({**files_of(PAQUET), "manifest.json": manifest}), "recu.cvdesk")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_same_file_twice_is_refused() -> None:
    buffer = io.BytesIO(a_zip(files_of(PAQUET)))
    with zipfile.ZipFile(buffer, "a") as opened:
        opened.writestr("dossier.json", b"{}")
    with pytest.raises(PaquetRefuse, match="deux fois"):
        read_paquet(buffer.getvalue(), "recu.cvdesk")


def test_a_protected_zip_is_refused() -> None:
    content = bytearray(a_zip(files_of(PAQUET)))
    place = content.find(b"PK\x01\x02")
    while place >= 0:
        content[place + 8] |= 1  # the flag that says: encrypted
        place = content.find(b"PK\x01\x02", place + 1)
    with pytest.raises(PaquetRefuse, match="mot de passe"):
        read_paquet(bytes(content), "recu.cvdesk")


def test_an_unusual_compression_is_refused() -> None:
    with pytest.raises(PaquetRefuse, match="compressé"):
        read_paquet(a_zip(files_of(PAQUET), method=zipfile.ZIP_BZIP2), "recu.cvdesk")


def test_a_later_version_is_said_even_with_files_unknown_here() -> None:
    manifest = json.dumps({"format": "cvdesk-paquet", "version": 2, "tout": "autre"}).encode()
    with pytest.raises(PaquetTropRecent, match="version plus récente"):
        read_paquet(a_zip({"manifest.json": manifest, "suivi/a.json": b"{}"}), "recu.cvdesk")


def test_a_dossier_of_a_later_version_is_said() -> None:
    files = {"dossier.json": b'{"format": "cvdesk-dossier", "version": 9}'}
    files["manifest.json"] = manifest_of(files, "CVDesk 9")
    with pytest.raises(PaquetTropRecent):
        read_paquet(a_zip(files), "recu.cvdesk")


def test_a_bomb_is_refused_without_being_unzipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cvdesk.exchange.zipped.MAX_BYTES", 1_000_000)
    files = {**files_of(PAQUET), f"pieces/{'0' * 64}": bytes(1_000_001)}
    with pytest.raises(PaquetRefuse, match="1 Mo une fois décompressé".replace(" ", "\u00a0", 1)):
        read_paquet(a_zip(files), "bombe.cvdesk")


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    content = bytearray(a_zip({"manifest.json": b" " * 5_000_000}))
    directory = content.find(b"PK\x01\x02")
    for size in (22, directory + 24):  # the size, at the start and in the directory
        content[size : size + 4] = (100).to_bytes(4, "little")
    with pytest.raises(PaquetAltere, match="ne se lit plus"):
        read_paquet(bytes(content), "bombe.cvdesk")


def test_a_crowd_of_files_is_refused() -> None:
    crowd = {f"pieces/{number:064x}": b"" for number in range(MAX_FILES + 1)}
    with pytest.raises(PaquetRefuse, match=f"{MAX_FILES} fichiers"):
        read_paquet(a_zip({**crowd, "manifest.json": b"{}"}), "foule.cvdesk")
    many = {f"{number}": b"" for number in range(8 * MAX_FILES)}
    with pytest.raises(PaquetRefuse, match=f"{MAX_FILES} fichiers"):
        unzipped(a_zip(many), "foule.cvdesk")


def test_a_piece_that_is_named_and_absent_is_told() -> None:
    dossier = answered(DOSSIER, "nom", "Les Exemples", millis=2)
    paquet = read_paquet(paquet_bytes(dossier, {}), "a.cvdesk")
    assert [(one.name, one.sha256) for one in paquet.missing] == [("rib.pdf", RIB_NAME)]
    assert read_paquet(PAQUET, "a.cvdesk").missing == ()


@pytest.mark.parametrize("name", ["a.cvdesk", "Dossier été n° 1.cvdesk", "sans_extension"])
def test_a_paquet_is_written_and_read_at_any_path(tmp_path: Path, name: str) -> None:
    write_paquet(tmp_path / name, DOSSIER, PIECES)
    assert read_any(tmp_path / name) == Paquet(DOSSIER, PIECES)


def test_the_folder_it_unzips_to_is_a_paquet_too(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(PAQUET)) as opened:
        opened.extractall(tmp_path)
    (tmp_path / "Thumbs.db").write_bytes(b"added by the system")
    assert read_any(tmp_path) == Paquet(DOSSIER, PIECES, APPEL)
    assert read_any(tmp_path / "dossier.json") == Paquet(DOSSIER)


def test_a_folder_is_written_in_place(tmp_path: Path) -> None:
    folder = tmp_path / "paquet"
    folder.mkdir()
    write_paquet(folder, DOSSIER, PIECES, APPEL)
    later = answered(DOSSIER, "nom", "Les Exemples", millis=2)
    write_paquet(folder, later, PIECES)
    assert read_any(folder) == Paquet(later, PIECES)


def test_a_folder_of_something_else_is_not_written_in(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").touch()
    with pytest.raises(FileNotWritten, match="autre chose qu’un paquet"):
        write_paquet(tmp_path, DOSSIER, PIECES)
    with pytest.raises(PaquetRefuse, match="n’est pas un paquet"):
        read_any(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["photo.jpg"]


@pytest.mark.parametrize("victim", ["dossier.json", f"pieces/{RIB_NAME}"])
def test_a_folder_with_a_changed_or_missing_file_is_refused(tmp_path: Path, victim: str) -> None:
    write_paquet(tmp_path, DOSSIER, PIECES)
    (tmp_path / victim).write_bytes(b"{}")
    with pytest.raises(PaquetAltere, match=victim):
        read_any(tmp_path)
    (tmp_path / victim).unlink()
    with pytest.raises(PaquetAltere, match=victim):
        read_any(tmp_path)


def test_a_link_in_a_folder_shows_no_other_file(tmp_path: Path) -> None:
    write_paquet(tmp_path, DOSSIER, PIECES)
    elsewhere = tmp_path / "secret"
    elsewhere.write_bytes(RIB)
    (tmp_path / "pieces" / RIB_NAME).unlink()
    try:
        (tmp_path / "pieces" / RIB_NAME).symlink_to(elsewhere)
    except OSError:
        pytest.skip("links need a right there")
    with pytest.raises(PaquetAltere, match="manque"):
        read_any(tmp_path)


def test_json_alone_is_written_without_pieces_only(tmp_path: Path) -> None:
    path = tmp_path / "dossier.json"
    write_paquet(path, DOSSIER, {})
    assert read_any(path) == Paquet(DOSSIER)
    with pytest.raises(FileNotWritten, match="ne peut pas porter les pièces"):
        write_paquet(path, DOSSIER, PIECES)
    assert read_any(path) == Paquet(DOSSIER)


def test_a_path_that_does_not_exist_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotRead, match="introuvable"):
        read_any(tmp_path / "absent.cvdesk")


def test_a_full_disk_keeps_the_paquet_that_was_there(tmp_path: Path) -> None:
    big = bytes(1_000_000)
    with small_disk(tmp_path, kilobytes=256) as disk:
        write_paquet(disk / "a.cvdesk", DOSSIER, PIECES)
        with pytest.raises(FileNotWritten, match="Le disque est plein"):
            write_paquet(disk / "a.cvdesk", DOSSIER, {hashlib.sha256(big).hexdigest(): big})
        assert read_any(disk / "a.cvdesk") == Paquet(DOSSIER, PIECES)


def test_a_read_only_disk_is_said(tmp_path: Path) -> None:
    write_paquet(tmp_path / "a.cvdesk", DOSSIER, PIECES)
    folder = tmp_path / "paquet"
    folder.mkdir()
    with read_only(tmp_path):
        for path in (tmp_path / "a.cvdesk", tmp_path / "b.cvdesk", folder):
            with pytest.raises(FileNotWritten, match="lecture seule"):
                write_paquet(path, DOSSIER, {})
        assert read_any(tmp_path / "a.cvdesk") == Paquet(DOSSIER, PIECES)
