"""``cvdesk garder``, and what ``controler`` says of a point that is kept."""

from __future__ import annotations

from typing import Any

from tests.cli.conftest import Shell

DAY = ("--au", "2026-12-11")
REASON = "La banque a raccourci le nom ; le RIB est à jour."


def of_code(shell: Shell, path: object, code: str) -> dict[str, Any]:
    report = shell("controler", path, *DAY, "--json").json
    found: dict[str, Any] = next(one for one in report["constats"] if one["code"] == code)
    return found


def test_a_point_is_kept_with_its_reason_then_taken_up_again(shell: Shell) -> None:
    path = shell.dossier("annuel-vitry")
    assert of_code(shell, path, "ID-08")["garde"] is False
    kept = shell("garder", path, "ID-08@rib_titulaire", REASON, *DAY)
    assert (kept.code, kept.out) == (0, "Le point est gardé, avec votre raison.\n")
    said = of_code(shell, path, "ID-08")
    assert (said["garde"], said["raison"]) == (True, REASON)
    told = shell("controler", path, *DAY).out
    assert "Points gardés (1)" in told
    assert f"gardé\u00a0: {REASON}" in told
    back = shell("garder", path, "ID-08", "--reprendre", *DAY)
    assert back.code == 0
    assert of_code(shell, path, "ID-08")["garde"] is False


def test_a_question_is_kept_without_a_word_elsewhere(shell: Shell) -> None:
    path, other = shell.dossier("annuel-vitry"), shell.folder / "autre.cvdesk"
    assert shell("garder", path, "PIE-28", *DAY, "-o", other).code == 0
    assert of_code(shell, path, "PIE-28")["garde"] is False
    assert of_code(shell, other, "PIE-28")["garde"] is True


def test_what_cannot_be_kept_is_said_and_nothing_is_written(shell: Shell) -> None:
    path = shell.dossier("annuel-vitry")
    shell("repondre", path, "siret=000 001 248 00013")
    before = path.read_bytes()
    for words, said in (
        (("ID-08",), "il faut écrire pourquoi"),
        (("ID-01", "Il est bon."), "il empêche de signer"),
        (("ID-99", "Rien."), "Il n’y a pas de point"),
        (("PIE-28", "--reprendre"), "parmi les points gardés"),
    ):
        refused = shell("garder", path, *words, *DAY)
        assert refused.code == 2
        assert said in refused.err
    assert path.read_bytes() == before


def test_a_code_that_names_several_points_asks_which_one(shell: Shell) -> None:
    path = shell.dossier("annuel-vitry")
    shell("repondre", path, "projet_60x.2027@P1=450,50", "projet_70x.2027@P1=600,50")
    refused = shell("garder", path, "BUD-34", "Voilà.", *DAY)
    assert refused.code == 2
    assert "BUD-34@projet_60x.2027@P1" in refused.err
    assert shell("garder", path, "BUD-34@projet_60x.2027@P1", "Voilà.", *DAY).code == 0
