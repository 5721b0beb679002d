"""Calls on the command line: checked, installed, set aside, carried over; dossiers begun."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cvdesk.bootstrap import assemble
from cvdesk.domain.ids import Key
from cvdesk.domain.money import NBSP
from cvdesk.exchange.paquet import paquet_bytes
from tests.cli.conftest import Shell
from tests.support.builders import FORMS

EXAMPLE = (FORMS / "appels" / "exemple-gosb-2027-annuel.yaml").read_text(encoding="utf-8")


def received(shell: Shell, name: str = "lettre-2027", **changes: str) -> Path:
    path = shell.folder / "recu.yaml"
    text = EXAMPLE.replace("appel: exemple-gosb-2027-annuel", f"appel: {name}")
    for old, new in changes.items():
        line = next(one for one in text.splitlines() if one.startswith(f"{old}:"))
        text = text.replace(line, f"{old}: {new}")
    path.write_text(text, encoding="utf-8")
    return path


def ids(shell: Shell) -> list[str]:
    return [row["id"] for row in shell("appels", "--json").json]


def answers(shell: Shell, path: Path) -> dict[str, str]:
    rows: list[dict[str, Any]] = shell("champs", path, "--json").json
    return {row["id"]: row["valeur"] for row in rows if row["valeur"]}


def test_the_schema_of_a_call_names_every_term(shell: Shell) -> None:
    schema = shell("schema", "appel").json
    assert {"communes", "criteres", "limite_textes", "montant_max"} <= set(schema["properties"])
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize("path", sorted((FORMS / "appels").glob("*.yaml")), ids=lambda p: p.stem)
def test_every_shipped_call_holds_against_its_contract(shell: Shell, path: Path) -> None:
    checked = shell("appel", path)
    assert checked.code == 0, checked.err
    assert "non précisé par l’appel" in checked.out


def test_all_the_faults_of_a_received_call_are_told_and_nothing_is_installed(shell: Shell) -> None:
    path = received(shell, cloture="2026-01-01", annees="[2031]")
    refused = shell("appel-installer", path, "--oui")
    assert refused.code == 2
    assert refused.err.count("recu.yaml, ligne") == 3
    assert "lettre-2027" not in ids(shell)


def test_a_call_is_shown_before_it_is_installed(shell: Shell) -> None:
    path = received(shell)
    shown = shell("appel-installer", path)
    assert "Rien n’est installé" in shown.out
    assert "lettre-2027" not in ids(shell)
    assert "Installé." in shell("appel-installer", path, "--oui").out
    assert "lettre-2027" in ids(shell)
    assert "\tinstallé" in shell("appels").out


def test_installing_a_corrected_call_says_what_changes(shell: Shell) -> None:
    shell("appel-installer", received(shell), "--oui")
    again = shell("appel-installer", received(shell, cloture="2026-12-31"), "--oui")
    assert "«\u00a018/12/2026\u00a0» devient «\u00a031/12/2026\u00a0»" in again.out
    assert shell("appel", "lettre-2027", "--json").json["cloture"] == "2026-12-31"


def test_the_name_of_a_shipped_call_cannot_be_taken(shell: Shell) -> None:
    path = received(shell, "exemple-gosb-2027-annuel", cloture="2026-12-31")
    for asked in ((), ("--oui",)):
        refused = shell("appel-installer", path, *asked)
        assert refused.code == 2
        assert "livré avec CVDesk" in refused.err
        assert not refused.out


def test_a_dossier_keeps_a_call_that_is_no_longer_offered(shell: Shell) -> None:
    shell("appel-installer", received(shell), "--oui")
    path = shell.folder / "d.cvdesk"
    shell("nouveau", "-o", path, "--contrat", "gosb-2024", "--appel", "lettre-2027")
    assert shell("appel-retirer", "lettre-2027").code == 0
    assert "lettre-2027" not in ids(shell)
    assert shell("controler", path).code == 1
    assert assemble().session(assemble().read_paquet(path).dossier).reference.appel is not None
    again = assemble().registre_appels.look_at(received(shell))
    assert (again.deja, again.propose) == (True, False)
    assert shell("appel-installer", received(shell), "--oui").code == 0
    assert "lettre-2027" in ids(shell)


def test_a_shipped_call_is_never_taken_away(shell: Shell) -> None:
    refused = shell("appel-retirer", "exemple-gosb-2027-annuel")
    assert refused.code == 2
    assert "exemple-gosb-2027-annuel" in ids(shell)


def test_an_installed_file_that_was_damaged_is_set_aside_and_told(shell: Shell) -> None:
    shell("appel-installer", received(shell), "--oui")
    kept = assemble().paths.data / "appels" / "lettre-2027.yaml"
    kept.write_text("appel: lettre-2027\n", encoding="utf-8")
    listed = shell("appels")
    assert listed.code == 1
    assert "lettre-2027.yaml\u00a0: laissé de côté." in listed.out
    assert "exemple-gosb-2027-annuel" in listed.out


def test_a_name_is_never_a_way_elsewhere(shell: Shell) -> None:
    refused = shell("appel", "../appels/exemple-gosb-2027-annuel")
    assert refused.code == 2


def test_next_years_call_is_a_file_to_check(shell: Shell) -> None:
    path = shell.folder / "2028.yaml"
    given = shell("appel-donner", "exemple-gosb-2027-cpo", "-o", path, "--annee", "2028")
    assert given.code == 0, given.err
    assert "vérifiez" in given.out
    checked = shell("appel", path, "--json")
    assert checked.json["annees"] == [2028, 2029, 2030]
    assert shell("appel-donner", "exemple-gosb-2027-cpo", "-o", path).code == 2


def test_the_paths_of_a_contract_are_told_with_their_lines(shell: Shell) -> None:
    told = shell(
        "voies", "--contrat", "gosb-2024", "--departement", "91",
        "--reponse", "objet=action", "--reponse", "montant=moins_2000", "--reponse", "duree=une",
    )  # fmt: skip
    first = told.out.splitlines()[0].replace(NBSP, " ")
    assert first.startswith("Proposée : Fonds participatif des conseils citoyens")
    assert "ligne 7623" in told.out
    shown = shell("voies", "--contrat", "gps-2024", "--json").json
    assert shown["proposee"] == "action"
    assert {"micro-projets", "quartiers-communautaires"} <= {one["id"] for one in shown["voies"]}
    nearer = shell("voies", "--contrat", "gps-2024", "--commune", "grigny", "--json").json
    assert "quartiers-communautaires" not in {one["id"] for one in nearer["voies"]}
    refused = shell("voies", "--contrat", "gps-2024", "--reponse", "objet=rien")
    assert refused.code == 2
    assert "objet=action" in refused.err


def test_a_dossier_begins_with_what_is_known(shell: Shell) -> None:
    path = shell.folder / "d.cvdesk"
    made = shell(
        "nouveau", "-o", path, "--contrat", "gosb-2024", "--commune", "athis mons",
        "--quartier", "clos nollet", "--orientation", "O1.2", "--orientation", "O4",
        "--appel", "exemple-gosb-2027-fpcc",
    )  # fmt: skip
    assert made.code == 0, made.err
    known = answers(shell, path)
    assert known["territoire_quartier"] == "QN09128M"
    assert known["territoire_commune"] == "Athis-Mons"
    assert known["financeur_portail"] == "91-ETAT-POLITIQUE-VILLE"
    assert known["premier_exercice"] == "2027"
    report = shell("controler", path, "--json").json
    assert "APP-163" not in {one["code"] for one in report["constats"]}


def test_a_path_gives_its_form(shell: Shell) -> None:
    path = shell.folder / "d.cvdesk"
    words = ("nouveau", "-o", path, "--contrat", "gosb-2024")
    assert shell(*words, "--voie", "cpo", "--annees", "2027-2029").code == 0
    assert assemble().read_paquet(path).dossier.form.form == "cpo"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--commune", "Nice"), "n’est pas une commune"),
        (("--commune", "Orly", "--quartier", "Clos Nollet"), "Quartier Est"),
        (("--orientation", "O99"), "n’a pas d’orientation"),
        (("--commune", "Orly", "--voie", "fpcc"), "n’est pas une façon de demander"),
        (("--voie", "autre"), "n’est pas une façon de demander"),
    ],
)
def test_what_the_contract_does_not_have_is_refused(
    shell: Shell, words: tuple[str, ...], said: str
) -> None:
    path = shell.folder / "d.cvdesk"
    refused = shell("nouveau", "-o", path, "--contrat", "gosb-2024", *words)
    assert refused.code == 2
    assert said in refused.err
    assert not path.exists()


def a_dossier_of_a_received_call(shell: Shell) -> Path:
    shell("appel-installer", received(shell), "--oui")
    path = shell.folder / "d.cvdesk"
    shell("nouveau", "-o", path, "--contrat", "gosb-2024", "--appel", "lettre-2027")
    return path


def lose_the_call() -> None:
    (assemble().paths.data / "appels" / "lettre-2027.yaml").unlink()


def codes(shell: Shell, path: Path) -> set[str]:
    return {one["code"] for one in shell("controler", path, "--json").json["constats"]}


def test_a_dossier_opens_on_a_computer_that_lacks_its_call(shell: Shell) -> None:
    path = a_dossier_of_a_received_call(shell)
    lose_the_call()
    alone = shell.folder / "dossier.json"
    alone.write_bytes(assemble().data(assemble().look_at_paquet(path).dossier))
    assert "APP-160" in codes(shell, alone)


def test_a_paquet_carries_its_call_which_serves_without_being_installed(shell: Shell) -> None:
    path = a_dossier_of_a_received_call(shell)
    there = codes(shell, path)
    lose_the_call()
    assert codes(shell, path) == there
    assert shell("repondre", path, "sigle=LM").code == 0
    assert codes(shell, path) == there - {"APP-160"}
    assert "lettre-2027" not in ids(shell)


def test_the_call_that_a_paquet_carries_is_installed_once_shown(shell: Shell) -> None:
    path = a_dossier_of_a_received_call(shell)
    lose_the_call()
    shown = shell("appel-installer", path)
    assert "18/12/2026" in shown.out
    assert "Rien n’est installé" in shown.out
    assert shell("appel-installer", path, "--oui").code == 0
    assert "lettre-2027" in ids(shell)


def test_another_call_of_the_same_name_stays_and_is_told(shell: Shell) -> None:
    path = a_dossier_of_a_received_call(shell)
    assert shell("controler", path).err == ""
    shell("appel-installer", received(shell, cloture="2026-12-31"), "--oui")
    told = shell("controler", path).err
    assert "L’appel «\u00a0lettre-2027\u00a0» que porte «\u00a0d.cvdesk\u00a0»" in told
    assert shell("appel", "lettre-2027", "--json").json["cloture"] == "2026-12-31"
    changed = shell("appel-installer", path, "--oui").out
    assert "«\u00a031/12/2026\u00a0» devient «\u00a018/12/2026\u00a0»" in changed
    assert shell("controler", path).err == ""


def with_a_later_closing(shell: Shell, path: Path) -> Path:
    paquet = assemble().look_at_paquet(path)
    later = paquet.appel.replace(b"2026-12-18", b"2026-12-31")
    assert later != paquet.appel
    other = shell.folder / "autre.cvdesk"
    other.write_bytes(paquet_bytes(paquet.dossier, {}, later))
    return other


def test_of_two_paquets_with_a_call_of_one_name_the_first_is_told_to_serve(shell: Shell) -> None:
    path = a_dossier_of_a_received_call(shell)
    other = with_a_later_closing(shell, path)
    lose_the_call()
    said = shell("comparer", path, other).err
    assert "que porte «\u00a0autre.cvdesk\u00a0» n’est pas tout à fait celui du premier" in said
    assert "appel-installer" not in said
    assert shell("comparer", path, path).err == ""


def test_a_call_with_the_name_of_one_that_ships_is_not_sent_to_be_installed(shell: Shell) -> None:
    path = shell.folder / "d.cvdesk"
    shipped = "exemple-gosb-2027-annuel"
    shell("nouveau", "-o", path, "--contrat", "gosb-2024", "--appel", shipped)
    said = shell("controler", with_a_later_closing(shell, path)).err
    assert "celui que CVDesk livre, qui sert ici" in said
    assert "appel-installer" not in said


def test_a_paquet_without_a_call_or_with_another_ones_installs_nothing(shell: Shell) -> None:
    path = a_dossier_of_a_received_call(shell)
    paquet = assemble().look_at_paquet(path)
    for name, call, said in (
        ("sans", b"", "ne porte pas d’appel"),
        ("autre", EXAMPLE.encode(), "n’est pas celui de son dossier"),
        ("faute", paquet.appel.replace(b"titre:", b"titer:"), "vouliez-vous écrire"),
    ):
        other = shell.folder / f"{name}.cvdesk"
        other.write_bytes(paquet_bytes(paquet.dossier, {}, call))
        refused = shell("appel-installer", other, "--oui")
        assert refused.code == 2
        assert said in refused.err
        assert shell("controler", other).err == ""


def test_a_draft_is_a_file_of_this_computer_until_it_is_finished(shell: Shell) -> None:
    registre = assemble().registre_appels
    session = registre.editing("gps-2024")
    assert session.answer(Key.parse("appel_titre"), "Un appel à finir")
    registre.keep_draft(session.dossier)
    [draft] = registre.drafts()
    assert (draft.titre, draft.contrat) == ("Un appel à finir", "gps-2024")
    assert registre.open_draft(draft.id).dossier == session.dossier
    assert "lettre" not in " ".join(ids(shell))
    registre.drop_draft(draft.id)
    assert registre.drafts() == ()
