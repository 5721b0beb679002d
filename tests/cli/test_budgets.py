"""Budgets without a screen: what was counted, a workbook read, a workbook written."""

from pathlib import Path

import pytest

from tests.cli.conftest import Shell

ROWS = """Charges;2027;Produits;2027
60 - Achats;1600;70 - Ventes;600
Achat matières et fournitures;1150;74 - Subventions;
Autres fournitures;450;Préfecture du Val-de-Marne;9000
Bricoles;12;875 Bénévolat;5770
"""


@pytest.fixture
def classeur(shell: Shell) -> Path:
    path = shell.folder / "budget.csv"
    path.write_text(ROWS, "utf-8")
    return path


def test_budget_says_the_totals_and_the_lines_counted(shell: Shell, cpo: Path) -> None:
    done = shell("budget", cpo, "--json")
    assert (done.code, done.err) == (0, "")
    assert done.json["equilibre"] is True
    assert done.json["totaux"]["projet.2027@P1"]["charges"] == 74_000
    [cac] = [one for one in done.json["calculs"] if one["calcul"] == "commissaire"]
    assert (cac["total"], cac["seuil_depasse"]) == (193_700, True)
    assert {line["nom"] for line in cac["laissees"]} == {"ASP (emplois aidés)", "Aides privées"}
    told = shell("budget", cpo).out.replace("\u00a0", " ")
    assert "Ce premier compte donne 193 700 €" in told
    assert "avec bénévolat et prêts : 90 218 €, 90 218 €" in told


def test_a_line_not_counted_is_kept_in_the_paquet_and_counted_again(
    shell: Shell, cpo: Path
) -> None:
    [cac] = [one for one in shell("budget", cpo, "--json").json["calculs"]
             if one["calcul"] == "commissaire"]  # fmt: skip
    line = max(cac["comptees"], key=lambda one: one["montant"])
    field = f"commissaire:{line['champ']}"
    assert shell("budget", cpo, "--ne-pas-compter", field, "--raison", "Prestation.").code == 0
    [after] = [one for one in shell("budget", cpo, "--json").json["calculs"]
               if one["calcul"] == "commissaire"]  # fmt: skip
    assert after["total"] == cac["total"] - line["montant"]
    assert [one["corrigee"] for one in after["laissees"]].count(True) == 1
    assert shell("budget", cpo, "--compter", field).code == 0
    [back] = [one for one in shell("budget", cpo, "--json").json["calculs"]
              if one["calcul"] == "commissaire"]  # fmt: skip
    assert back == cac


@pytest.mark.parametrize(
    "words", ["commissaire", "commissaire:projet_641.2027@P1", "aides:aides_n0", "x:y"]
)
def test_a_count_that_cannot_be_corrected_is_refused(shell: Shell, cpo: Path, words: str) -> None:
    before = cpo.read_bytes()
    done = shell("budget", cpo, "--ne-pas-compter", words)
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert cpo.read_bytes() == before


def test_an_unbalanced_budget_asks_for_attention(shell: Shell, annuel: Path) -> None:
    shell("repondre", annuel, "projet_641.2027@P1=9900")
    done = shell("budget", annuel)
    assert done.code == 1
    assert "100\u00a0€ d’écart" in done.out


def test_a_workbook_is_shown_before_it_is_taken(shell: Shell, annuel: Path, classeur: Path) -> None:
    before = annuel.read_bytes()
    done = shell("budget-importer", annuel, classeur)
    assert done.code == 1
    assert "Rien n’est changé" in done.out
    assert "Bricoles\t12\u00a0€ (2027)\t→ à placer" in done.out
    assert annuel.read_bytes() == before

    target = shell.folder / "apres.cvdesk"
    done = shell("budget-importer", annuel, classeur, "--placer", "Bricoles=647", "-o", target)
    assert (done.code, done.err) == (0, "")
    fields = {f"{one['id']}@{one['ligne']}": one["valeur"]
              for one in shell("champs", target, "--json").json}  # fmt: skip
    assert fields["projet_647.2027@P1"] == "12.00"
    assert fields["projet_601.2027@P1"] == "1150.00"
    # 875 in the books is volunteering: the label says so, not the number.
    assert fields["projet_870.2027@P1"] == "5770.00"
    assert fields["projet_875.2027@P1"] is None
    assert fields["projet_641.2027@P1"] == "9800.00"
    assert annuel.read_bytes() == before


def test_what_is_exported_comes_back_the_same(shell: Shell, cpo: Path) -> None:
    book, again = shell.folder / "b.xlsx", shell.folder / "p2.cvdesk"
    assert shell("exporter", cpo, "--tableur", "-o", book).code == 0
    done = shell("budget-importer", cpo, book, "-o", again, "--json")
    assert (done.code, done.err) == (0, "")
    assert shell("budget", again, "--json").json == shell("budget", cpo, "--json").json


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--exercice", "2031"), "2031"),
        (("--budget", "autre"), "autre"),
        (("--projet", "P9"), "P9"),
        (("--feuille", "Nulle part"), "Nulle part"),
        (("--placer", "Bricoles=999"), "où placer"),
        (("--placer", "Bricoles"), "où placer"),
        (("--placer", "Inconnu=641"), "Inconnu"),
    ],
)
def test_what_leads_nowhere_is_refused_in_one_sentence(
    shell: Shell, annuel: Path, classeur: Path, words: tuple[str, ...], said: str
) -> None:
    target = shell.folder / "apres.cvdesk"
    done = shell("budget-importer", annuel, classeur, *words, "-o", target)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert done.err.count("\n") == 1
    assert not target.exists()


def test_the_computations_of_the_window_are_there_without_a_screen(shell: Shell, cpo: Path) -> None:
    target = shell.folder / "apres.cvdesk"
    done = shell(
        "budget", cpo, "--recopier", "2028=10", "--benevolat", "2028=100", "--repartir",
        "2028=1000:1/4:m²:loyer", "--equilibrer", "2028", "-o", target,
    )  # fmt: skip
    assert (done.code, done.err) == (0, "")
    assert "arrondis à l’euro" in done.out
    fields = {
        one["id"]: one for one in shell("champs", target, "--json").json if one["ligne"] == "P1"
    }
    assert fields["projet_641.2028"]["valeur"] == "41800.00"
    assert fields["projet_864.2028"]["valeur"] == fields["projet_870.2028"]["valeur"] == "1202.00"
    assert fields["projet_chgfixe.2028"]["valeur"] == "250.00"
    assert "1 m² sur 4" in fields["projet_cle"]["valeur"]


@pytest.mark.parametrize(
    "words",
    [
        ("--recopier", "demain"),
        ("--recopier", "2027"),
        ("--benevolat", "2027=cent"),
        ("--benevolat", "2027=1:autre"),
        ("--repartir", "2027=10:5/1"),
        ("--repartir", "2027=10:1/2:litres"),
        ("--equilibrer", "2031"),
    ],
)
def test_a_computation_written_otherwise_is_refused_and_nothing_changes(
    shell: Shell, cpo: Path, words: tuple[str, str]
) -> None:
    before = cpo.read_bytes()
    done = shell("budget", cpo, *words)
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert cpo.read_bytes() == before
