"""From a checked dossier to a signed, verified, reopened PDF, on the command line."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from cvdesk.bootstrap import assemble
from tests.cli.conftest import Outcome, Shell, a_computer
from tests.signing.foreign_signatures import Issued, issue

PASSWORD = "un mot de passe d’essai"


def secret(content: str) -> int:
    """Return a file descriptor that gives ``content`` once."""
    reading, writing = os.pipe()
    os.write(writing, content.encode())
    os.close(writing)
    return reading


def with_secret(shell: Shell, *words: object, password: str = PASSWORD) -> Outcome:
    descriptor = secret(password)
    try:
        return shell(*words, "--secret-fd", descriptor)
    finally:
        os.close(descriptor)


def text_of(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


@cache
def issued(holder: str) -> Issued:
    # Valid whatever the day: the command line follows the computer's clock.
    return issue(holder, starts=datetime(2000, 1, 1, tzinfo=UTC), lasts=timedelta(days=36_500))


def an_identity(shell: Shell, holder: str) -> str:
    """Return the name of an identity of this computer, imported: RSA takes a while to draw."""
    folder, name = assemble().paths.settings / "identites", f"cle-de-{holder.partition(' ')[0]}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.p12").write_bytes(issued(holder).p12(PASSWORD))
    (folder / f"{name}.crt").write_bytes(issued(holder).pem)
    return name


@pytest.fixture(scope="module")
def signing(tmp_path_factory: pytest.TempPathFactory, compiled: Path) -> tuple[bytes, bytes]:
    """A dossier frozen and signed once, elsewhere, and the certificate that signed it."""
    with a_computer(tmp_path_factory.mktemp("signature"), compiled) as shell:
        frozen, path = shell.folder / "a-signer.pdf", shell.folder / "signe.pdf"
        assert shell("figer", shell.dossier("annuel-vitry"), "-o", frozen).code == 0
        made = with_secret(shell, "identite", "creer", "--nom", "Fatoumata SYLLA-MARTIN", "--json")
        key = made.json[0]["id"]
        done = with_secret(shell, "signer", frozen, "--identite", key, "-o", path)
        assert (done.code, done.err) == (0, "")
        [certificate] = (shell.folder / "ordinateur" / "reglages" / "identites").glob("*.crt")
        return path.read_bytes(), certificate.read_bytes()


@pytest.fixture
def signed(shell: Shell, signing: tuple[bytes, bytes]) -> Path:
    path = shell.folder / "signe.pdf"
    path.write_bytes(signing[0])
    return path


def test_a_draft_says_that_it_is_one(shell: Shell, annuel: Path) -> None:
    target = shell.folder / "brouillon.pdf"
    assert shell("exporter", annuel, "-o", target).code == 0
    text = text_of(target)
    assert "PROJET" in text
    assert "21 000" in text.replace("\u00a0", " ")
    assert "c’est un brouillon" in shell("verifier", target).out
    assert shell("verifier", target, "--json").json["donnees"]["identiques"] is None


def test_a_dossier_far_from_ready_is_exported_all_the_same(shell: Shell) -> None:
    path, target = shell.folder / "neuf.cvdesk", shell.folder / "neuf.pdf"
    shell("nouveau", "-o", path, "--formulaire", "annuel", "--contrat", "gosb-2024",
          "--annees", "2027")  # fmt: skip
    assert shell("exporter", path, "-o", target).code == 1
    assert "À compléter" in text_of(target)


def test_a_dossier_with_a_blocking_point_cannot_be_frozen(shell: Shell, annuel: Path) -> None:
    shell("repondre", annuel, "projet_641.2027@P1=9 900")
    before, target = annuel.read_bytes(), shell.folder / "a-signer.pdf"
    refused = shell("figer", annuel, "-o", target)
    assert refused.code == 2
    assert "100" in refused.err
    assert not target.exists()
    assert annuel.read_bytes() == before


def test_freezing_twice_without_a_change_keeps_the_version(shell: Shell, annuel: Path) -> None:
    target = shell.folder / "a-signer.pdf"
    first = shell("figer", annuel, "-o", target, "--json").json
    assert shell("figer", annuel, "-o", target, "--json").json == first
    shell("repondre", annuel, "projet_details@P1=Un détail de plus.")
    second = shell("figer", annuel, "-o", target, "--json").json
    assert (first["version"], second["version"]) == (1, 2)
    assert second["empreinte"] != first["empreinte"]


def test_a_signed_file_answers_the_three_questions_apart(shell: Shell, signed: Path) -> None:
    checked = shell("verifier", signed, "--json")
    [one] = checked.json["signatures"]
    assert checked.code == 0
    assert (one["intacte"], one["couvre_tout"], one["identite_connue"]) == (True, True, False)
    assert one["signataire"] == "Fatoumata SYLLA-MARTIN"
    assert one["niveau"] == "PAdES B-B"
    assert checked.json["donnees"] == {"embarquees": True, "identiques": True}


def test_an_identity_is_known_once_its_certificate_is_given(
    shell: Shell, signed: Path, signing: tuple[bytes, bytes]
) -> None:
    certificate = shell.folder / "presidente.crt"
    certificate.write_bytes(signing[1])
    [one] = shell("verifier", signed, "--confiance", certificate, "--json").json["signatures"]
    assert one["identite_connue"]


def test_another_reader_agrees_that_the_signature_is_valid(signed: Path) -> None:
    report = subprocess.run(
        ["/usr/bin/pdfsig", signed], check=True, capture_output=True, text=True
    ).stdout  # fmt: skip
    assert "Signature is Valid." in report
    assert "Total document signed" in report


def test_the_dossier_comes_back_out_of_the_signed_file(
    shell: Shell, annuel: Path, signed: Path
) -> None:
    again = shell.folder / "rouvert.cvdesk"
    assert shell("reouvrir", signed, "-o", again).code == 0
    assert shell("champs", again, "--json").json == shell("champs", annuel, "--json").json


def test_one_changed_byte_is_said(shell: Shell, signed: Path) -> None:
    content = bytearray(signed.read_bytes())
    middle = content.index(b"stream", len(content) // 3) + 40
    content[middle] ^= 1
    signed.write_bytes(content)
    checked = shell("verifier", signed, "--json")
    assert checked.code == 1
    assert not any(one["intacte"] for one in checked.json["signatures"])


def test_an_unsigned_file_is_not_called_signed(shell: Shell, annuel: Path) -> None:
    target = shell.folder / "a-signer.pdf"
    shell("figer", annuel, "-o", target)
    checked = shell("verifier", target)
    assert checked.code == 1
    assert "aucune signature" in checked.out


def test_a_wrong_password_signs_nothing(shell: Shell, annuel: Path) -> None:
    frozen, target = shell.folder / "a-signer.pdf", shell.folder / "signe.pdf"
    shell("figer", annuel, "-o", frozen)
    key = an_identity(shell, "Ada")
    refused = with_secret(
        shell, "signer", frozen, "--identite", key, "-o", target, password="autre chose"
    )
    assert refused.code == 2
    assert "mot de passe" in refused.err
    assert not target.exists()


def test_a_short_password_makes_no_identity(shell: Shell) -> None:
    refused = with_secret(shell, "identite", "creer", "--nom", "Ada", password="court")
    assert refused.code == 2
    assert shell("identite", "montrer", "--json").json == []


def test_the_field_of_the_other_person_is_not_there_to_sign(shell: Shell, annuel: Path) -> None:
    frozen = shell.folder / "a-signer.pdf"
    shell("figer", annuel, "-o", frozen)
    key = an_identity(shell, "Ada")
    refused = with_secret(
        shell, "signer", frozen, "--champ", "mandataire", "--identite", key,
        "-o", shell.folder / "x.pdf",
    )  # fmt: skip
    assert refused.code == 2


@pytest.mark.parametrize("command", ["verifier", "reouvrir"])
@pytest.mark.parametrize("content", [b"", b"Ceci n'est pas un PDF", b"%PDF-1.7\n1 0 obj"])
def test_a_file_that_is_no_pdf_is_refused(shell: Shell, command: str, content: bytes) -> None:
    path, target = shell.folder / "faux.pdf", shell.folder / "sortie.cvdesk"
    path.write_bytes(content)
    words = [path, "-o", target] if command == "reouvrir" else [path]
    refused = shell(command, *words)
    assert (refused.code, refused.out) == (2, "")
    assert "PDF" in refused.err
    assert not target.exists()


def test_a_pdf_of_somebody_else_holds_no_dossier(shell: Shell) -> None:
    path = shell.folder / "autre.pdf"
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    document.save(path)
    refused = shell("reouvrir", path, "-o", shell.folder / "x.cvdesk")
    assert refused.code == 2
    assert "ne contient pas de dossier CVDesk" in refused.err


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda content: content[: len(content) // 2], id="tronqué"),
        pytest.param(lambda content: b"pas une archive", id="autre chose"),
        pytest.param(
            lambda content: content.replace(b"Fatoumata", b"Fatoumatb", 1), id="un octet changé"
        ),
    ],
)
def test_a_damaged_paquet_is_refused_in_one_sentence(
    shell: Shell, annuel: Path, spoil: Callable[[bytes], bytes]
) -> None:
    content = annuel.read_bytes()
    spoiled = spoil(content)
    if spoiled == content:  # compressed: change a byte of the data instead
        middle = len(content) // 2
        spoiled = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
    annuel.write_bytes(spoiled)
    for command in (["controler", annuel], ["exporter", annuel, "-o", shell.folder / "x.pdf"]):
        refused = shell(*command)
        assert (refused.code, refused.out) == (2, "")
        assert len(refused.err.strip().splitlines()) == 1
    assert not (shell.folder / "x.pdf").exists()


def test_an_output_that_cannot_be_written_leaves_nothing(shell: Shell, annuel: Path) -> None:
    target = shell.folder / "absent" / "x.pdf"
    refused = shell("exporter", annuel, "-o", target)
    assert refused.code == 2
    assert "n’a pas été écrit" in refused.err


def test_a_file_that_does_not_exist_is_told(shell: Shell) -> None:
    for command in (["controler", "rien.cvdesk"], ["verifier", "rien.pdf"]):
        refused = shell(*command)
        assert refused.code == 2
        assert "rien" in refused.err


def test_a_signed_request_is_no_account_to_join(shell: Shell, annuel: Path, signed: Path) -> None:
    target = shell.folder / "joint.cvdesk"
    refused = shell("joindre", annuel, signed, "-o", target)
    assert refused.code == 2
    assert "ne peut pas accompagner" in refused.err
    assert not target.exists()
