"""``cvdesk reconduire``: next year's dossier from the command line."""

from pathlib import Path

from tests.cli.conftest import Shell


def fields(shell: Shell, path: Path) -> dict[str, str]:
    rows = shell("champs", path, "--json").json
    return {
        f"{one['id']}{'@' + one['ligne'] if one['ligne'] else ''}": one["texte"] for one in rows
    }


def test_it_says_the_share_that_is_kept_and_writes_the_dossier(shell: Shell, annuel: Path) -> None:
    target = shell.folder / "2028.cvdesk"
    done = shell("reconduire", annuel, "-o", target)
    assert done.code == 0
    assert "91\u00a0% des réponses sont gardées" in done.out
    assert fields(shell, target)["premier_exercice"] == "2028"
    assert shell("controler", target).code == 1


def test_the_json_names_each_answer(shell: Shell, cpo: Path) -> None:
    done = shell("reconduire", cpo, "-o", shell.folder / "suite.cvdesk", "--json")
    made = done.json
    assert made["part"] >= 80
    assert {one["etat"] for one in made["champs"]} == {"repris", "a_revoir", "perime"}
    assert made["repris"] + made["a_revoir"] + made["perimes"] == len(made["champs"])


def test_one_year_of_an_agreement_has_its_own_form(shell: Shell, cpo: Path) -> None:
    target = shell.folder / "2028.cvdesk"
    assert shell("reconduire", cpo, "--annees", "2028", "-o", target).code == 0
    found = fields(shell, target)
    assert found["convention_fin@P1"] == "2029"
    assert found["benef_total.2028@P1"] == "108"
    printed = shell("exporter", target, "-o", shell.folder / "2028.pdf")
    assert printed.err == ""


def test_a_call_decides_the_form_and_the_years(shell: Shell, annuel: Path) -> None:
    target = shell.folder / "cpo.cvdesk"
    done = shell("reconduire", annuel, "--appel", "exemple-gosb-2027-cpo", "-o", target)
    assert done.code == 0
    assert fields(shell, target)["dernier_exercice"] == "2029"


def test_what_does_not_agree_writes_nothing(shell: Shell, annuel: Path, cpo: Path) -> None:
    target = shell.folder / "x.cvdesk"
    for words in (
        ("--annees", "demain"), ("--appel", "inconnu"), ("--formulaire", "inconnu"),
        ("--annees", "2028-2029", "--formulaire", "annuel"),
        ("--appel", "exemple-gosb-2027-cpo", "--formulaire", "annuel"),
    ):  # fmt: skip
        refused = shell("reconduire", annuel, "-o", target, *words)
        assert (refused.code, refused.out) == (2, ""), words
        assert not target.exists()
    refused = shell("reconduire", annuel, "-o", cpo)
    assert refused.code == 2
    assert "existe déjà" in refused.err


def test_a_year_of_an_agreement_does_not_start_from_nothing(shell: Shell) -> None:
    target = shell.folder / "annee.cvdesk"
    refused = shell("nouveau", "--formulaire", "annee-cpo", "--contrat", "gosb-2024",
                    "--annees", "2028", "-o", target)  # fmt: skip
    assert (refused.code, target.exists()) == (2, False)
    assert "reconduire CONVENTION" in refused.err
