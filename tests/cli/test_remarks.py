"""Remarks without a screen: written, answered, settled, carried in the paquet."""

from pathlib import Path

from tests.cli.conftest import Shell


def test_a_remark_travels_in_the_paquet_with_its_reply(shell: Shell, annuel: Path) -> None:
    first = shell("remarquer", annuel, "droit_commun@P1", "Citez le réseau linguistique.")
    assert first.code == 0, first.err
    [one] = shell("remarques", annuel, "--json").json
    assert (one["champ"], one["reglee"], one["reponses"]) == ("droit_commun@P1", False, [])
    done = shell("remarquer", annuel, "--repond-a", one["ligne"], "Fait.", "--regler", one["ligne"])
    assert done.code == 0, done.err
    [one] = shell("remarques", annuel, "--json").json
    assert (one["reglee"], [reply["texte"] for reply in one["reponses"]]) == (True, ["Fait."])
    assert shell("remarques", annuel, "--ouvertes").out == "Aucune remarque.\n"
    printed = shell("remarques", annuel).out
    assert "[x] Lien avec le droit commun" in printed
    assert "→ Fait." in printed


def test_a_remark_on_the_whole_dossier_speaks_of_no_answer(shell: Shell, annuel: Path) -> None:
    assert shell("remarquer", annuel, "-", "Je ne signe pas : le budget.").code == 0
    [one] = shell("remarques", annuel, "--json").json
    assert (one["champ"], one["libelle"]) == (None, "Le dossier entier")


def test_what_cannot_be_written_is_refused_and_nothing_changes(shell: Shell, annuel: Path) -> None:
    before = annuel.read_bytes()
    for words in (
        ("inconnu", "x"), ("nom@ZZ", "x"), ("Nom !", "x"), ("nom", "  "), ("nom",), (),
        ("--repond-a", "ZZ", "x"), ("--regler", "ZZ"),
    ):  # fmt: skip
        done = shell("remarquer", annuel, *words)
        assert (done.code, done.out) == (2, ""), words
        assert len(done.err.splitlines()) == 1
    assert annuel.read_bytes() == before
