"""A power without a screen: from a dossier, signed by both in turn, joined to the dossier."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from cvdesk.documents.embedded import embedded_dossier
from tests.cli.conftest import Outcome, Shell, a_computer
from tests.cli.test_exporting_and_signing import an_identity, text_of, with_secret

WHO = {
    "signataire_prenom": "Lucien",
    "signataire_nom": "PERROT",
    "signataire_fonction": "secrétaire adjoint",
    "pouvoir_debut": "01/12/2026",
    "pouvoir_fin": "31/12/2027",
    "fait_a": "Vitry-sur-Seine",
    "fait_le": "02/12/2026",
}


def the_power(shell: Shell, annuel: Path) -> Path:
    path = shell.folder / "pouvoir.cvdesk"
    made = shell("nouveau", "-o", path, "--formulaire", "pouvoir", "--depuis", annuel)
    assert (made.code, made.err) == (0, "")
    told = shell("repondre", path, *(f"{name}={text}" for name, text in WHO.items()))
    assert told.code == 0, told.err
    return path


def the_frozen(shell: Shell, power: Path) -> Path:
    path = shell.folder / "pouvoir-a-signer.pdf"
    done = shell("figer", power, "-o", path)
    assert (done.code, done.err) == (0, "")
    return path


@pytest.fixture
def power(shell: Shell, annuel: Path) -> Path:
    return the_power(shell, annuel)


@pytest.fixture
def frozen(shell: Shell, power: Path) -> Path:
    return the_frozen(shell, power)


def sign(shell: Shell, pdf: Path, who: str, name: str, target: Path) -> Outcome:
    return with_secret(
        shell, "signer", pdf, "--champ", who, "--identite", an_identity(shell, name), "-o", target
    )


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, compiled: Path) -> bytes:
    """The power frozen once and signed by both, elsewhere."""
    with a_computer(tmp_path_factory.mktemp("pouvoir"), compiled) as shell:
        frozen = the_frozen(shell, the_power(shell, shell.dossier("annuel-vitry")))
        once, twice = shell.folder / "une.pdf", shell.folder / "deux.pdf"
        first = sign(shell, frozen, "president", "Fatoumata SYLLA-MARTIN", once)
        assert (first.code, first.err) == (0, "")
        second = sign(shell, once, "mandataire", "Lucien PERROT", twice)
        assert (second.code, second.err) == (0, "")
        return twice.read_bytes()


@pytest.fixture
def signed(shell: Shell, both: bytes) -> Path:
    path = shell.folder / "deux.pdf"
    path.write_bytes(both)
    return path


def test_a_power_starts_with_the_names_the_object_and_the_amount_of_its_dossier(
    shell: Shell, power: Path
) -> None:
    asked = {field["id"]: field["texte"] for field in shell("champs", power, "--json").json}
    assert asked["representant_nom"] == "SYLLA-MARTIN"
    assert "Langue, numérique et droits" in asked["pouvoir_objet"]
    assert asked["pouvoir_montant"].replace("\u00a0", " ") == "8 000 €"
    assert asked["pouvoir_campagne"]


def test_a_power_is_one_tagged_page_with_two_fields_and_its_own_data(frozen: Path) -> None:
    with pikepdf.open(frozen) as pdf:
        assert len(pdf.pages) == 1
        assert bool(pdf.Root.MarkInfo.Marked)
        names = sorted(str(field.T) for field in pdf.Root.AcroForm.Fields.as_list())
        assert names == ["SignatureMandataire", "SignatureRepresentant"]
    text = " ".join(text_of(frozen).split())
    for told in ("Pouvoir de signature", "donne pouvoir à", "Lucien PERROT", "31/12/2027"):
        assert told in text
    assert embedded_dossier(frozen.read_bytes()) is not None


def test_both_sign_in_turn_and_each_signature_is_told(shell: Shell, signed: Path) -> None:
    told = shell("verifier", signed, "--json").json
    assert [one["champ"] for one in told["signatures"]] == [
        "SignatureRepresentant",
        "SignatureMandataire",
    ]
    assert all(one["intacte"] for one in told["signatures"])
    assert told["donnees"] == {"embarquees": True, "identiques": True}


def test_a_power_signed_by_both_is_joined_and_the_dossier_says_who_signs(
    shell: Shell, annuel: Path, signed: Path
) -> None:
    done = shell("pouvoir-joindre", annuel, signed)
    assert (done.code, done.err) == (0, "")
    asked = {field["id"]: field["valeur"] for field in shell("champs", annuel, "--json").json}
    assert asked["signataire_representant"] == "non"
    assert asked["signataire_nom"] == "PERROT"
    assert asked["pouvoir_deux_signatures"] == "oui"
    assert asked["pouvoir_date"] == "2026-12-02"
    found = shell("controler", annuel, "--au", "2026-12-11", "--json").json["constats"]
    assert not {12, 13} & {one["numero"] for one in found}
    frozen = "figer", annuel, "-o", shell.folder / "dossier.pdf"
    assert "déclarations" in shell(*frozen).err  # the president’s are not those of who signs now
    boxes = [name for name in asked if name.startswith("attest_")]
    assert shell("repondre", annuel, *(f"{name}=oui" for name in boxes)).code == 0
    assert shell(*frozen).code == 0


def test_one_signature_is_not_enough(shell: Shell, annuel: Path, frozen: Path) -> None:
    once, before = shell.folder / "une.pdf", annuel.read_bytes()
    nobody = shell("pouvoir-joindre", annuel, frozen)
    assert (nobody.code, "les deux signatures" in nobody.err) == (2, True)
    sign(shell, frozen, "president", "Fatoumata SYLLA-MARTIN", once)
    refused = shell("pouvoir-joindre", annuel, once)
    assert (refused.code, "manque une signature" in refused.err) == (2, True)
    assert annuel.read_bytes() == before


def test_the_signature_of_somebody_else_is_refused(
    shell: Shell, annuel: Path, frozen: Path
) -> None:
    once, both = shell.folder / "une.pdf", shell.folder / "deux.pdf"
    sign(shell, frozen, "president", "Fatoumata SYLLA-MARTIN", once)
    sign(shell, once, "mandataire", "Quelqu’un d’Autre", both)
    refused = shell("pouvoir-joindre", annuel, both)
    assert (refused.code, "Quelqu’un d’Autre" in refused.err) == (2, True)


def test_a_dossier_is_not_taken_for_a_power(shell: Shell, annuel: Path) -> None:
    pdf = shell.folder / "brouillon.pdf"
    shell("exporter", annuel, "-o", pdf)
    refused = shell("pouvoir-joindre", annuel, pdf)
    assert (refused.code, "n’est pas un pouvoir" in refused.err) == (2, True)


@pytest.mark.parametrize(
    ("changes", "number"),
    [
        (("pouvoir_fin=01/11/2026",), 143),
        (("signataire_prenom=Fatoumata", "signataire_nom=Sylla-Martin"), 144),
    ],
)
def test_a_power_that_would_permit_nothing_is_not_frozen(
    shell: Shell, power: Path, changes: tuple[str, ...], number: int
) -> None:
    shell("repondre", power, *changes)
    found = shell("controler", power, "--json").json["constats"]
    assert number in {one["numero"] for one in found}
    refused = shell("figer", power, "-o", shell.folder / "non.pdf")
    assert refused.code == 2
    assert not (shell.folder / "non.pdf").exists()


def test_a_draft_of_a_power_says_that_it_is_one(shell: Shell, power: Path) -> None:
    pdf = shell.folder / "brouillon.pdf"
    shell("repondre", power, "fait_a=")
    assert shell("exporter", power, "-o", pdf).code == 1
    assert "PROJET" in text_of(pdf)
