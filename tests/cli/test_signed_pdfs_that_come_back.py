"""The flow of two people: one prepares, the other signs elsewhere, the PDF comes back."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from cvdesk.bootstrap import assemble
from tests.cli.conftest import Shell, a_computer
from tests.cli.test_exporting_and_signing import an_identity, with_secret


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory, compiled: Path) -> tuple[bytes, ...]:
    """Frozen once, signed by the president on another computer: the paquet, and both PDFs."""
    with a_computer(tmp_path_factory.mktemp("ailleurs"), compiled) as shell:
        annuel, frozen = shell.dossier("annuel-vitry"), shell.folder / "a-signer.pdf"
        signed = shell.folder / "revenu.pdf"
        assert shell("figer", annuel, "-o", frozen).code == 0
        key = an_identity(shell, "Fatoumata SYLLA-MARTIN")
        assert with_secret(shell, "signer", frozen, "--identite", key, "-o", signed).code == 0
        return annuel.read_bytes(), frozen.read_bytes(), signed.read_bytes()


@pytest.fixture
def returned(shell: Shell, annuel: Path, elsewhere: tuple[bytes, ...]) -> Path:
    """The PDF of the version frozen in ``annuel``, signed by the president."""
    frozen, signed = shell.folder / "a-signer.pdf", shell.folder / "revenu.pdf"
    for path, content in zip((annuel, frozen, signed), elsewhere, strict=True):
        path.write_bytes(content)
    return signed


def test_it_is_kept_and_the_version_is_signed(shell: Shell, annuel: Path, returned: Path) -> None:
    done = shell("recevoir", returned, annuel)
    assert (done.code, done.err) == (0, "")
    paquet = assemble().read_paquet(annuel)
    [version] = paquet.dossier.versions
    assert version.signed_by == "Fatoumata SYLLA-MARTIN"
    [signature] = assemble().verify(returned.read_bytes()).report.signatures
    assert version.signed_at is not None
    assert version.signed_at.moment == signature.claimed_at
    assert paquet.pieces[version.signed_sha256] == returned.read_bytes()
    exported = shell.folder / "tout"
    shell("exporter", annuel, "--tout", "-o", exported)
    assert (exported / "01-dossier-signe-LM8M-2027.pdf").read_bytes() == returned.read_bytes()
    again = shell("recevoir", returned, annuel)
    assert "déjà rangé" in again.out


def test_a_dossier_changed_since_keeps_it_for_the_version_it_is_of(
    shell: Shell, annuel: Path, returned: Path
) -> None:
    shell("repondre", annuel, "projet_details@P1=Un détail de plus.")
    done = shell("recevoir", returned, annuel)
    assert done.code == 1
    assert "ne vaut que pour cette version" in done.out
    checked = shell("controler", annuel)
    assert (checked.code, "prêt à signer" in checked.out) == (0, True)
    assert "signer de nouveau" in checked.out
    assert shell("controler", annuel, "--json").json["pret_a_signer"]
    assert assemble().read_paquet(annuel).dossier.versions[0].signed_by


@pytest.mark.parametrize("place", [0.2, 0.5, 0.9])
def test_an_altered_one_is_never_kept(
    shell: Shell, annuel: Path, returned: Path, place: float
) -> None:
    before, content = annuel.read_bytes(), bytearray(returned.read_bytes())
    content[int(len(content) * place)] ^= 1
    returned.write_bytes(content)
    refused = shell("recevoir", returned, annuel)
    assert (refused.code, annuel.read_bytes() == before) == (2, True)
    assert refused.err.strip()


def test_another_content_is_said_to_be_another(
    shell: Shell, annuel: Path, cpo: Path, returned: Path
) -> None:
    assert "pas sur cet ordinateur" in shell("recevoir", returned, cpo).err
    fresh = shell.folder / "avant.cvdesk"
    app = assemble()
    never_frozen = app.read_paquet(annuel).dossier
    session = app.session(never_frozen)
    session.answer(next(key for key in never_frozen.records if key.field == "intitule"), "Autre")
    app.write_paquet(fresh, replace(session.dossier, versions=()))
    refused = shell("recevoir", returned, fresh)
    assert refused.code == 2
    assert "autre contenu" in refused.err


def test_a_version_frozen_by_the_person_who_signs_is_taken_with_it(
    shell: Shell, annuel: Path, returned: Path
) -> None:
    app, unfrozen = assemble(), shell.folder / "avant.cvdesk"
    app.write_paquet(unfrozen, replace(app.read_paquet(annuel).dossier, versions=()))
    assert shell("recevoir", returned, unfrozen).code == 0
    [version] = app.read_paquet(unfrozen).dossier.versions
    assert version.signed_sha256 == hashlib.sha256(returned.read_bytes()).hexdigest()


def test_a_pdf_that_is_not_signed_or_not_ours_is_refused(
    shell: Shell, annuel: Path, returned: Path
) -> None:
    frozen = shell.folder / "a-signer.pdf"
    assert "pas signé" in shell("recevoir", frozen, annuel).err
    other = shell.folder / "autre.pdf"
    other.write_bytes(b"%PDF-1.4 presque")
    assert shell("recevoir", other, annuel).code == 2


def test_the_window_keeps_it_in_the_espace(shell: Shell, annuel: Path, returned: Path) -> None:
    app = assemble()
    dossier = app.read_paquet(annuel).dossier
    app.espace.save(dossier)
    kept = app.retours.keep(returned.read_bytes())
    assert app.espace.get(dossier.id).versions == kept.versions
    assert app.espace.piece(kept.versions[0].signed_sha256) == returned.read_bytes()
