"""``cvdesk echeances``: states and reminders, for people, machines and agendas."""

from pathlib import Path

from tests.cli.conftest import Shell


def test_it_says_where_the_dossier_stands_and_what_comes(shell: Shell, annuel: Path) -> None:
    done = shell("echeances", annuel, "--au", "2026-11-20")
    assert done.code == 0
    assert "Prêt à signer" in done.out or "Brouillon" in done.out
    assert "18/12/2026  Dernier jour pour déposer" in done.out
    assert "30/06/2027  Remettre le compte rendu financier de 2026" in done.out


def test_a_day_that_is_passed_asks_for_attention(shell: Shell, annuel: Path) -> None:
    assert shell("echeances", annuel, "--au", "2026-12-16").code == 1


def test_machines_read_the_same(shell: Shell, annuel: Path, cpo: Path) -> None:
    done = shell("echeances", annuel, cpo, "--au", "2026-11-20", "--json")
    first, second = done.json
    assert first["dossier"] == str(annuel)
    assert {"le", "id", "phrase", "reste", "pourquoi", "source", "ou"} == set(first["rappels"][0])
    assert "revision" in {one["id"] for one in second["rappels"]}


def test_what_is_noted_with_repondre_is_followed_and_listed(shell: Shell, annuel: Path) -> None:
    noted = shell(
        "repondre", annuel, "suivi_depose_le=15/12/2026", "--ajouter", "suivi_octrois=G",
        "suivi_decision=accorde_en_partie", "suivi_octroi_montant.2027@G=6000",
    )  # fmt: skip
    assert noted.code == 0
    fields = {
        (one["id"], one["ligne"]): one["texte"] for one in shell("champs", annuel, "--json").json
    }
    assert fields[("suivi_depose_le", "")] == "15/12/2026"
    assert fields[("suivi_octroi_montant.2027", "G")] == "6\u00a0000\u00a0€"
    [shown] = shell("echeances", annuel, "--au", "2027-04-01", "--json").json
    assert shown["etat"] == "accorde_en_partie"
    assert {"SUI-121", "SUI-124"} <= {one["code"] for one in shown["remarques"]}


def test_a_calendar_is_written(shell: Shell, annuel: Path) -> None:
    target = shell.folder / "dates.ics"
    done = shell("echeances", annuel, "--au", "2026-11-20", "--ics", target)
    assert done.code == 0
    content = target.read_bytes()
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert content.count(b"BEGIN:VEVENT") == len(
        shell("echeances", annuel, "--au", "2026-11-20", "--json").json[0]["rappels"]
    )


def test_bad_words_write_nothing(shell: Shell, annuel: Path, cpo: Path) -> None:
    before = annuel.read_bytes()
    for words in (
        (annuel, "--au", "demain"), (annuel, "--ics", annuel), (annuel, cpo, "--ics", "x.ics"),
        (shell.folder / "absent.cvdesk",),
    ):  # fmt: skip
        refused = shell("echeances", *words)
        assert (refused.code, refused.out, refused.err.count("Traceback")) == (2, "", 0)
    assert annuel.read_bytes() == before
