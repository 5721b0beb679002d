"""From a blank page to a checked dossier, on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Shell


def test_a_new_dossier_asks_the_questions_of_its_form(shell: Shell) -> None:
    path = shell.folder / "neuf.cvdesk"
    made = shell(
        "nouveau", "-o", path, "--formulaire", "cpo", "--contrat", "gosb-2024",
        "--annees", "2027-2029",
    )  # fmt: skip
    assert (made.code, made.err) == (0, "")
    fields = shell("champs", path, "--json").json
    targets = [one["id"] for one in fields if one["id"].startswith("projet_641")]
    assert targets == ["projet_641.2027", "projet_641.2028", "projet_641.2029"]
    assert {"id", "ligne", "etape", "libelle", "type", "obligatoire", "visible", "valeur",
            "texte"} == fields[0].keys()  # fmt: skip


def test_a_new_dossier_is_far_from_ready(shell: Shell) -> None:
    path = shell.folder / "neuf.cvdesk"
    shell("nouveau", "-o", path, "--formulaire", "annuel", "--contrat", "gosb-2024")
    checked = shell("controler", path, "--json")
    assert checked.code == 1
    assert not checked.json["pret_a_signer"]
    assert any(one["code"] == "MANQUE" for one in checked.json["constats"])


@pytest.mark.parametrize(
    ("example", "totals"),
    [
        ("annuel-vitry", {"projet.2027@P1": (21_000, 8_000, "38,10 %"), "asso.2027": (53_600,)}),
        (
            "cpo-orly-choisy",
            {
                "projet.2027@P1": (74_000, 24_000, "32,43 %"),
                "projet.2028@P1": (76_500, 24_500, "32,03 %"),
                "projet.2029@P1": (79_000, 25_000, "31,65 %"),
                "asso.2027": (240_000,),
            },
        ),
    ],
)
def test_the_worked_dossiers_are_ready_with_the_figures_of_their_source(
    shell: Shell, example: str, totals: dict[str, tuple[int | str, ...]]
) -> None:
    report = shell("controler", shell.dossier(example), "--au", "2026-12-08", "--json").json
    assert report["pret_a_signer"]
    for name, expected in totals.items():
        found = report["totaux"][name]
        shown = (found["charges"], found["demande"], found["part_demandee"].replace("\u00a0", " "))
        assert shown[: len(expected)] == expected
        assert found["produits"] == found["charges"]


def test_one_changed_amount_is_said_with_its_number_and_its_place(
    shell: Shell, annuel: Path
) -> None:
    shell("repondre", annuel, "projet_641.2027@P1=9 900")
    report = shell("controler", annuel, "--json")
    [found] = [one for one in report.json["constats"] if one["numero"] == 31]
    assert report.code == 1
    assert found["gravite"] == "B"
    assert "100" in found["phrase"]
    assert any(place.startswith("projet_") for place in found["champs"])


def test_answers_can_be_written_elsewhere_and_the_first_file_stays(
    shell: Shell, annuel: Path
) -> None:
    before = annuel.read_bytes()
    other = shell.folder / "autre.cvdesk"
    assert shell("repondre", annuel, "sigle=AUTRE", "-o", other).code == 0
    assert annuel.read_bytes() == before
    fields = {one["id"]: one["valeur"] for one in shell("champs", other, "--json").json}
    assert fields["sigle"] == "AUTRE"


def test_rows_are_added_answered_and_removed_by_their_key(shell: Shell, annuel: Path) -> None:
    added = shell(
        "repondre", annuel, "--ajouter", "objectifs@P1=OB5", "objectif_texte@OB5=Un cinquième"
    )
    assert added.code == 0
    rows = {one["ligne"] for one in shell("champs", annuel, "--json").json}
    assert "OB5" in rows
    assert shell("repondre", annuel, "--retirer", "OB5").code == 0
    rows = {one["ligne"] for one in shell("champs", annuel, "--json").json}
    assert "OB5" not in rows


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("projet_641.2027@P1=beaucoup", "n’est pas un montant"),
        ("projet_641.2027@P1=-5", "négatif"),
        ("projet_641.2027@P1=12,345", "n’est pas un montant"),
        ("fait_le=31/02/2027", "n’est pas une date"),
        ("fait_le=01/01/1", "n’est pas une date"),
        ("champ_inconnu=1", "ne contient pas de champ"),
        ("projet_641.2031@P1=1", "ne se remplit pas pour 2031"),
        ("projet_641.2027@P9=1", "pas de ligne"),
        ("sans egal", "ne dit pas à quoi répondre"),
        ("demande_frequence=parfois", "n’est pas dans la liste"),
        ("benef_total.2027@P1=60,5", "n’est pas un nombre entier"),
    ],
)
def test_an_answer_that_cannot_be_read_changes_nothing(
    shell: Shell, annuel: Path, answer: str, said: str
) -> None:
    before = annuel.read_bytes()
    refused = shell("repondre", annuel, "sigle=NON", answer)
    assert (refused.code, refused.out) == (2, "")
    assert said in refused.err
    assert "Traceback" not in refused.err
    assert annuel.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--formulaire", "roman", "--contrat", "gosb-2024"], "Formulaires connus"),
        (["--formulaire", "annuel", "--contrat", "atlantide"], "atlantide"),
        (["--formulaire", "annuel", "--contrat", "gosb-2024", "--annees", "2027-2029"], "annuel"),
        (["--formulaire", "cpo", "--contrat", "gosb-2024", "--annees", "2029-2027"], "2027-2029"),
        (["--formulaire", "annuel", "--contrat", "gosb-2024", "--appel", "x"], "L’appel"),
        (
            ["--formulaire", "annuel", "--contrat", "gosb-2024", "--appel",
             "exemple-gosb-2027-cpo"],
            "ne porte pas",
        ),
    ],
)  # fmt: skip
def test_a_new_dossier_against_nothing_known_is_refused(
    shell: Shell, words: list[str], said: str
) -> None:
    path = shell.folder / "neuf.cvdesk"
    refused = shell("nouveau", "-o", path, *words)
    assert refused.code == 2
    assert said in refused.err
    assert not path.exists()


def test_a_day_that_is_none_is_refused(shell: Shell, annuel: Path) -> None:
    refused = shell("controler", annuel, "--au", "demain")
    assert (refused.code, refused.out) == (2, "")


def test_the_lists_of_calls_and_forms_are_given(shell: Shell) -> None:
    forms = {one["id"] for one in shell("formulaires", "--json").json}
    assert {
        "annuel/2027-1",
        "association/2027-1",
        "cpo/2027-1",
        "fonctionnement/2027-1",
        "pouvoir/2027-1",
    } <= forms
    calls = shell("appels", "--json").json
    assert all(one["exemple"] for one in calls)
    assert "exemple-gosb-2027-annuel" in shell("appels").out


def test_an_unknown_command_says_where_the_list_is(shell: Shell) -> None:
    refused = shell("danser")
    assert refused.code == 2
    assert "cvdesk --help" in refused.err


def test_help_and_version_answer_without_anything_else(shell: Shell) -> None:
    assert "controler" in shell("--help").out
    assert shell("--version").out.startswith("cvdesk ")


def test_last_years_dossier_gives_more_checks_a_voice(shell: Shell, annuel: Path) -> None:
    """The same text as last year, and a seat that moved without a new SIRET."""
    before = shell.folder / "avant.cvdesk"
    shell("repondre", annuel, "siege_voie=1 rue d’Avant", "-o", before)
    alone = {one["code"] for one in shell("controler", annuel, "--json").json["constats"]}
    report = shell("controler", annuel, "--precedent", before, "--json").json
    together = {one["code"] for one in report["constats"]}
    assert {"ID-03", "PRJ-53"} <= together - alone
