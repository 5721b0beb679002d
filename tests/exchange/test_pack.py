"""A pack of a contract is read whole and as it was made, or refused in one sentence."""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.domain.dossier import ContratRef
from cvdesk.exchange.dossier_json import canonical_bytes, read_dossier
from cvdesk.exchange.pack import (
    MAX_FILES,
    Pack,
    check_names,
    is_source,
    manifest,
    pack_bytes,
    read_pack,
)
from cvdesk.exchange.paquet import paquet_bytes
from cvdesk.exchange.refusals import (
    PaquetAltere,
    PaquetRefuse,
    PaquetTronque,
    PaquetTropRecent,
)
from tests.storage.drawn_dossiers import an_empty_dossier

MADE = datetime(2027, 3, 2, 9, 30, tzinfo=UTC)
FILES = {"contrat.yaml": "id: exemple\ntitre: Été\n".encode(), "arbre.yaml": b"noeuds: []\n"}
SIGNED = manifest("exemple", "signé le 1er avril 2024", FILES, MADE)
SIGNATURE = b"-----BEGIN CVDESK SIGNATURE-----\n"
PACK = pack_bytes(SIGNED, SIGNATURE, FILES)

file_names = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,20}[.]yaml", fullmatch=True).filter(is_source)


def files_of(pack: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(pack)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def a_zip(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Zip as any other program does."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return buffer.getvalue()


def with_manifest(**changes: Any) -> bytes:
    """Zip the pack again with another manifest."""
    content = json.loads(SIGNED) | changes
    return a_zip({**files_of(PACK), "manifest.json": json.dumps(content).encode()})


@given(
    more=st.dictionaries(file_names, st.binary(max_size=200), max_size=4),
    version=st.from_regex(r"[A-Za-zéà0-9 ’«»()/-]{1,120}", fullmatch=True),
)
def test_what_is_packed_is_read(more: dict[str, bytes], version: str) -> None:
    files = {**more, "contrat.yaml": b"id: exemple\n"}
    signed = manifest("exemple", version, files, MADE)
    content = pack_bytes(signed, SIGNATURE, files)
    assert read_pack(content, "a.cvcontrat") == Pack(
        "exemple", version, MADE, files, signed, SIGNATURE
    )
    assert manifest("exemple", version, dict(reversed(files.items())), MADE) == signed
    assert pack_bytes(signed, SIGNATURE, dict(reversed(files.items()))) == content


def test_a_pack_says_its_moment_wherever_it_was_made() -> None:
    elsewhere = MADE.astimezone(timezone(timedelta(hours=11)))
    assert manifest("exemple", "signé le 1er avril 2024", FILES, elsewhere) == SIGNED


def test_a_dossier_may_follow_an_edition_named_in_french() -> None:
    """Its name goes from the contract to the pack, then into each dossier that follows it."""
    ref = ContratRef("exemple", read_pack(PACK, "a.cvcontrat").version)
    dossier = replace(an_empty_dossier(), contrat=ref)
    assert read_dossier(canonical_bytes(dossier)).contrat == ref


def test_every_byte_counts() -> None:
    """Whatever single byte changes, anywhere in the file, it shows."""
    for place in range(len(PACK)):
        for change in (0x01, 0xFF):
            altered = bytearray(PACK)
            altered[place] ^= change
            with pytest.raises(PaquetRefuse) as refusal:
                read_pack(bytes(altered), "recu.cvcontrat")
            assert "recu.cvcontrat" in refusal.value.what
            assert refusal.value.remedy


def test_every_cut_is_seen() -> None:
    for length in range(len(PACK)):
        with pytest.raises(PaquetRefuse):
            read_pack(PACK[:length], "recu.cvcontrat")
    with pytest.raises(PaquetTronque, match="la fin du fichier manque"):
        read_pack(PACK[: len(PACK) // 2], "recu.cvcontrat")


@given(content=st.binary() | st.binary().map(lambda noise: b"PK\x03\x04" + noise))
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(PaquetRefuse):
        read_pack(content, "recu.cvcontrat")


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7", a_zip({"word/document.xml": b"<w/>"}), paquet_bytes(an_empty_dossier(), {})],
    ids=["nothing", "pdf", "document", "paquet of a dossier"],
)
def test_a_file_of_another_kind_says_so(content: bytes) -> None:
    with pytest.raises(PaquetRefuse, match="n’est pas un contrat empaqueté") as refusal:
        read_pack(content, "photo.png")
    assert ".cvcontrat" in refusal.value.remedy


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_pack_zipped_again_by_hand_is_read(method: int) -> None:
    files = {**files_of(PACK), "contrat/": b""}
    assert read_pack(a_zip(files, method), "a.cvcontrat") == read_pack(PACK, "a.cvcontrat")


def test_a_source_changed_in_a_pack_zipped_again_is_named() -> None:
    files = files_of(PACK) | {"contrat/arbre.yaml": b"noeuds: [autre]\n"}
    with pytest.raises(PaquetAltere, match=r"contrat/arbre\.yaml"):
        read_pack(a_zip(files), "recu.cvcontrat")


@pytest.mark.parametrize(
    "name",
    [
        "../mal.yaml", "contrat/../../mal.yaml", "/etc/mal.yaml", "contrat/sous/mal.yaml",
        "contrat\\mal.yaml", "C:/mal.yaml", "contrat/mal.exe", "contrat/.yaml", "contrat/con.yaml",
        "contrat/lpt1.yaml", "contrat/Mal.yaml", "contrat/été.yaml", "mal.yaml",
    ],
)  # fmt: skip
def test_a_path_that_leads_anywhere_else_is_refused(name: str) -> None:
    """Listed or not, before anything is written."""
    listed = json.loads(SIGNED)["fichiers"] | {name: "0" * 64}
    for content in (
        a_zip({**files_of(PACK), name: b"x"}),
        a_zip(
            {
                **files_of(PACK),
                name: b"x",
                "manifest.json": json.dumps(json.loads(SIGNED) | {"fichiers": listed}).encode(),
            }
        ),
    ):
        with pytest.raises(PaquetRefuse, match="ce qu’un paquet ne contient jamais"):
            read_pack(content, "recu.cvcontrat")


def test_a_source_too_many_or_too_few_is_seen() -> None:
    files = files_of(PACK)
    for wrong in (
        {**files, "contrat/plus.yaml": b"x"},
        {name: content for name, content in files.items() if name != "contrat/arbre.yaml"},
    ):
        with pytest.raises(PaquetAltere, match="manque un fichier, ou il y en a un de trop"):
            read_pack(a_zip(wrong), "recu.cvcontrat")


def test_a_pack_without_signature_is_nobody_s() -> None:
    files = files_of(PACK)
    del files["signature.pem"]
    with pytest.raises(PaquetRefuse, match="n’est pas signé"):
        read_pack(a_zip(files), "recu.cvcontrat")


def test_a_later_format_asks_for_a_later_version() -> None:
    with pytest.raises(PaquetTropRecent, match="version plus récente"):
        read_pack(with_manifest(version=2, nouveau=True), "recu.cvcontrat")


@pytest.mark.parametrize(
    "changes",
    [
        {"fait_le": "hier"}, {"fait_le": "2027-13-45T99:00:00Z"}, {"contrat": "exemple"},
        {"contrat": {"id": "../exemple", "version": "1"}}, {"fichiers": {}}, {"autre": 1},
        {"contrat": {"id": "exemple", "version": "deux\nlignes"}},
        {"contrat": {"id": "exemple", "version": ""}},
        {"fichiers": {"contrat/arbre.yaml": "0" * 64}},
    ],
)  # fmt: skip
def test_a_manifest_of_another_shape_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(PaquetAltere):
        read_pack(with_manifest(**changes), "recu.cvcontrat")


def test_a_bomb_is_refused_without_being_unzipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cvdesk.exchange.pack.MAX_BYTES", 1_000_000)
    files = {**files_of(PACK), "contrat/gros.yaml": bytes(1_000_001)}
    with pytest.raises(PaquetRefuse, match="1\u00a0Mo une fois décompressé") as refusal:
        read_pack(a_zip(files), "recu.cvcontrat")
    assert "Un contrat n’atteint jamais" in refusal.value.remedy


def test_more_files_than_a_contract_has_are_refused() -> None:
    files = {f"contrat/f{n}.yaml": b"" for n in range(MAX_FILES)}
    with pytest.raises(PaquetRefuse, match=f"{MAX_FILES} fichiers"):
        read_pack(a_zip({**files_of(PACK), **files}), "recu.cvcontrat")


def test_names_that_cannot_travel_are_told_before_packing() -> None:
    check_names(FILES, "exemple")
    for name in ("Été.yaml", "aux.yaml", "un fichier.yaml", "a" * 90 + ".yaml"):
        with pytest.raises(PaquetRefuse, match="ne peut pas voyager") as refusal:
            check_names({**FILES, name: b""}, "exemple")
        assert "minuscules" in refusal.value.remedy
    with pytest.raises(PaquetRefuse, match="fichiers"):
        check_names({f"f{n}.yaml": b"" for n in range(MAX_FILES + 1)}, "exemple")
