"""Whatever the checks say, everything can be done with a dossier but freezing and signing it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cvdesk.app.session import Session
from cvdesk.domain.findings import Gravity
from cvdesk.errors import UserError
from tests.cases.test_cases_of_the_field import CASES, told
from tests.cli.conftest import Shell
from tests.support.builders import SAMPLE_A, SAMPLE_B, a_reference, a_session, nothing_yet

FAULTY = (
    "siret=000 001 248 00013", "iban=", "projet_641.2027@P1=9 900", "projet_870.2027@P1=5 700",
    "montant_sollicite.2027=8 500", "attest_charte=", "besoin@P1=", "rib_titulaire=X",
    "date_fin@P1=30/11/2026", "financeur_portail=91-ETAT-POLITIQUE-VILLE",
)  # fmt: skip


@pytest.fixture
def faulty(shell: Shell) -> Path:
    """A dossier about which many checks speak, of every weight."""
    path = shell.dossier("annuel-vitry")
    assert shell("repondre", path, *FAULTY).code == 0
    weights = {one["gravite"] for one in shell("controler", path, "--json").json["constats"]}
    assert weights >= {"B", "C", "V"}
    return path


@pytest.fixture
def empty(shell: Shell) -> Path:
    path = shell.folder / "vide.cvdesk"
    shell("nouveau", "-o", path, "--formulaire", "cpo", "--contrat", "gosb-2024")
    return path


@pytest.mark.parametrize("which", ["faulty", "empty"])
def test_a_dossier_that_cannot_be_signed_is_answered_written_and_exported(
    shell: Shell, which: str, request: pytest.FixtureRequest
) -> None:
    path: Path = request.getfixturevalue(which)
    other, pdf = shell.folder / "copie.cvdesk", shell.folder / "brouillon.pdf"
    assert shell("repondre", path, "sigle=XYZ", "-o", other).code == 0
    assert any(one["texte"] == "XYZ" for one in shell("champs", other, "--json").json)
    drawn = shell("exporter", other, "-o", pdf)
    assert drawn.code == 1, drawn.err
    assert pdf.read_bytes().startswith(b"%PDF")
    again = shell.folder / "rouvert.cvdesk"
    assert shell("reouvrir", pdf, "-o", again).code == 0
    assert any(one["texte"] == "XYZ" for one in shell("champs", again, "--json").json)
    frozen = shell.folder / "fige.pdf"
    refused = shell("figer", other, "-o", frozen)
    assert refused.code == 2
    assert not frozen.exists()


def sessions() -> list[Session]:
    every = [told(case) for case in CASES.values()]
    empty = [a_session(nothing_yet(name), a_reference(name)) for name in (SAMPLE_A, SAMPLE_B)]
    return [*every, *empty]


def test_whatever_is_found_a_session_edits_undoes_and_only_refuses_to_freeze() -> None:
    refused = 0
    for session in sessions():
        blocked = any(
            one.gravity is Gravity.BLOCKING and one.code != "SIG-14" for one in session.findings
        )
        key = next(key for _, field, key in session.facts.questions() if field.id == "sigle")
        before = session.facts.text(key)
        assert session.answer(key, "XYZ")
        session.undo()
        assert session.facts.text(key) == before
        row = session.add_row(next(iter(session.reference.form.repeated)).id)
        session.remove_row(row)
        if blocked:
            dossier = session.dossier
            with pytest.raises(UserError):
                session.freeze()
            assert session.dossier is dossier
            refused += 1
    assert refused > len(CASES) // 4
