"""From a request to the signed account of its grant, without a screen."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from cvdesk.app.report import Accounting
from cvdesk.bootstrap import assemble
from cvdesk.domain.dossier import ContratRef
from cvdesk.domain.ids import DossierId, Key
from tests.cli.conftest import Shell
from tests.cli.test_exporting_and_signing import an_identity, text_of, with_secret


def field(shell: Shell, path: Path, name: str) -> str:
    """Return an answer as shown, plain spaces, by the beginning of its id."""
    asked = shell("champs", path, "--json").json
    return next(str(one["texte"]) for one in asked if one["id"].partition(".")[0] == name).replace(
        "\u00a0", " "
    )


def test_an_account_starts_from_a_request(shell: Shell) -> None:
    target = shell.folder / "crf.cvdesk"
    done = shell("justifier", shell.dossier("annuel-vitry"), "-o", target)
    assert (done.code, done.err) == (0, "")
    assert "Compte rendu financier 2027" in done.out
    assert field(shell, target, "prevu_641") == "9 800 €"
    assert field(shell, target, "intitule").startswith("Langue, numérique et droits")


def test_an_agreement_wants_to_know_which_exercise(shell: Shell) -> None:
    origin, target = shell.dossier("cpo-orly-choisy"), shell.folder / "crf.cvdesk"
    refused = shell("justifier", origin, "-o", target)
    assert refused.code == 2
    assert "--exercice 2027" in refused.err
    assert not target.exists()
    assert shell("justifier", origin, "-o", target, "--exercice", "2028").code == 0
    assert field(shell, target, "premier_exercice") == "2028"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--exercice", "2031"], "ne porte pas sur 2031"),
        (["--nature", "roman"], "s’écrit autrement"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(
    shell: Shell, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    target = shell.folder / "crf.cvdesk"
    refused = shell("justifier", shell.dossier("annuel-vitry"), "-o", target, *words)
    assert refused.code == 2
    assert said in refused.err + capsys.readouterr().err
    assert not target.exists()


def test_an_account_is_not_accounted_for(shell: Shell) -> None:
    refused = shell(
        "justifier", shell.dossier("compte-rendu-vitry"), "-o", shell.folder / "x.cvdesk"
    )
    assert refused.code == 2
    assert "pas une demande" in refused.err


def test_no_file_is_written_over(shell: Shell) -> None:
    origin = shell.dossier("annuel-vitry")
    before = origin.read_bytes()
    assert shell("justifier", origin, "-o", origin).code == 2
    assert origin.read_bytes() == before


@pytest.mark.parametrize("nature", ["bilan", "non-realisation", "delai"])
def test_the_other_ways_out_start_the_same_way(shell: Shell, nature: str) -> None:
    target, page = shell.folder / f"{nature}.cvdesk", shell.folder / f"{nature}.pdf"
    origin = shell.dossier("annuel-vitry")
    assert shell("justifier", origin, "-o", target, "--nature", nature).code == 0
    assert shell("exporter", target, "-o", page).code == 1  # answers are missing: a draft
    assert "Langue, numérique et droits" in text_of(page)


@pytest.mark.parametrize("example", ["compte-rendu-vitry", "bilan-vitry"])
def test_what_is_signed_is_read_back_and_reopened(shell: Shell, example: str) -> None:
    path = shell.dossier(example)
    frozen, signed = shell.folder / "a-signer.pdf", shell.folder / "signe.pdf"
    made = shell("figer", path, "-o", frozen)
    assert (made.code, made.err) == (0, "")
    key = an_identity(shell, "Fatoumata SYLLA-MARTIN")
    assert with_secret(shell, "signer", frozen, "--identite", key, "-o", signed).code == 0
    report = json.loads(shell("verifier", signed, "--json").out)
    assert report["signatures"][0]["intacte"] is True
    assert report["donnees"] == {"embarquees": True, "identiques": True}
    request, joined = shell.folder / "2029.cvdesk", shell.folder / "joint.cvdesk"
    shell("repondre", shell.dossier("annuel-vitry"), "premier_exercice=2029", "-o", request)
    assert shell("joindre", request, signed, "-o", joined).code == 0
    assert signed.read_bytes() in assemble().read_paquet(joined).pieces.values()
    refused = shell("joindre", shell.dossier("cpo-orly-choisy"), signed, "-o", shell.folder / "n")
    assert refused.code == 2
    assert "même association" in refused.err
    assert shell("joindre", request, frozen, "-o", shell.folder / "n.cvdesk").code == 2
    again = shell.folder / "rouvert.cvdesk"
    assert shell("reouvrir", signed, "-o", again).code == 0
    assert field(shell, again, "intitule").startswith("Langue, numérique et droits")


def test_checks_of_an_account_carry_their_numbers(shell: Shell) -> None:
    target = shell.folder / "crf.cvdesk"
    shell("justifier", shell.dossier("annuel-vitry"), "-o", target)
    told = shell("controler", target, "--au", "2028-07-01", "--json").json
    numbers = {finding["numero"] for finding in told["constats"]}
    assert {102, 106, 111} <= numbers
    assert told["pret_a_signer"] is False


def test_the_day_an_account_is_handed_in_is_noted_in_its_request(shell: Shell) -> None:
    origin = shell.dossier("annuel-vitry")
    done = shell("justifier", origin, "--remis", "2028-06-20")
    assert (done.code, done.err) == (0, "")
    assert done.out == "Le compte rendu financier 2027 est noté remis le 20/06/2028.\n"
    dossier = assemble().read_paquet(origin).dossier
    assert dossier.text(Key.parse("suivi_justifie_le")) == "2028-06-20"


def test_an_agreement_notes_each_exercise_apart(shell: Shell) -> None:
    origin = shell.dossier("cpo-orly-choisy")
    before = origin.read_bytes()
    refused = shell("justifier", origin, "--remis", "2029-06-20")
    assert (refused.code, origin.read_bytes() == before) == (2, True)
    assert "--exercice 2027" in refused.err
    assert shell("justifier", origin, "--remis", "2029-06-20", "--exercice", "2028").code == 0
    dossier = assemble().read_paquet(origin).dossier
    assert dossier.text(Key.parse("suivi_exercice_justifie_le.2028")) == "2029-06-20"
    assert shell("justifier", origin, "--remis", "2029-06-20", "--exercice", "2035").code == 2


def test_an_account_has_no_handing_in_of_its_own_to_note(shell: Shell) -> None:
    target = shell.folder / "crf.cvdesk"
    shell("justifier", shell.dossier("annuel-vitry"), "-o", target)
    refused = shell("justifier", target, "--remis", "2028-06-20")
    assert refused.code == 2
    assert "demande d’origine" in refused.err


def test_a_dossier_whose_contract_is_elsewhere_hides_no_request_that_an_account_may_join(
    shell: Shell,
) -> None:
    app = assemble()
    origin = app.read_paquet(shell.dossier("annuel-vitry")).dossier
    account = app.justification.start(origin, Accounting.REPORT, 2027)
    following = replace(origin, id=DossierId("suivant"))
    session = app.session(following)
    session.answer(Key.parse("premier_exercice"), "2028")
    elsewhere = replace(
        session.dossier, id=DossierId("ailleurs"), contrat=ContratRef("ailleurs-2024", "1")
    )
    for one in (elsewhere, session.dossier):
        app.espace.save(one)
    assert [one.id for one in app.justification.requests_for(account)] == [following.id]
