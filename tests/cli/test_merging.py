"""Two copies compared and merged without a screen."""

from pathlib import Path

from tests.cli.conftest import Shell


def two_copies(shell: Shell, annuel: Path) -> tuple[Path, Path]:
    one, other = annuel.with_name("a.cvdesk"), annuel.with_name("b.cvdesk")
    assert shell("repondre", annuel, "nom=Les Mots", "sigle=LM8", "-o", one).code == 0
    assert (
        shell("repondre", annuel, "nom=Les Maux", "projet_641.2027@P1=9 900", "-o", other).code == 0
    )
    return one, other


def answers(shell: Shell, paquet: Path) -> dict[str, str | None]:
    found = shell("champs", paquet, "--json").json
    return {f"{one['id']}@{one['ligne'] or ''}": one["valeur"] for one in found}


def test_what_only_one_copy_changed_is_merged_and_what_both_did_is_named(
    shell: Shell, annuel: Path, tmp_path: Path
) -> None:
    one, other = two_copies(shell, annuel)
    told = shell("comparer", one, other, "--base", annuel, "--json")
    assert (told.code, told.json["conflits"]) == (1, 1)
    conflict = next(d for d in told.json["differences"] if d["conflit"])
    assert (conflict["place"], conflict["garde"]) == ("nom", "b")
    assert (conflict["a"]["texte"], conflict["b"]["texte"]) == ("Les Mots", "Les Maux")
    merged = tmp_path / "d.cvdesk"
    done = shell("fusionner", one, other, "--base", annuel, "-o", merged)
    assert done.code == 1, done.err
    assert "CONFLIT" in done.out
    found = answers(shell, merged)
    assert found["nom@"] == "Les Maux"
    assert found["sigle@"] == "LM8"
    [remark] = shell("remarques", merged, "--json").json
    assert remark["champ"] == "nom"
    assert "«\u00a0Les Mots\u00a0»" in remark["texte"]


def test_the_order_of_the_files_and_merging_twice_change_nothing(
    shell: Shell, annuel: Path, tmp_path: Path
) -> None:
    one, other = two_copies(shell, annuel)
    there, back, again = (tmp_path / f"{name}.cvdesk" for name in ("d", "e", "f"))
    shell("fusionner", one, other, "--base", annuel, "-o", there)
    shell("fusionner", other, one, "--base", annuel, "-o", back)
    assert there.read_bytes() == back.read_bytes()
    shell("fusionner", there, one, "--base", annuel, "-o", again)
    assert answers(shell, again) == answers(shell, there)
    assert len(shell("remarques", again, "--json").json) == 1


def test_two_equal_copies_are_told_so(shell: Shell, annuel: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copie.cvdesk"
    copy.write_bytes(annuel.read_bytes())
    done = shell("comparer", annuel, copy)
    assert (done.code, done.out) == (0, "Les deux copies disent la même chose.\n")


def test_two_dossiers_are_refused_and_nothing_is_written(
    shell: Shell, annuel: Path, cpo: Path, tmp_path: Path
) -> None:
    target = tmp_path / "d.cvdesk"
    for words in (
        ("comparer", annuel, cpo),
        ("fusionner", annuel, cpo, "-o", target),
        ("fusionner", annuel, tmp_path / "absent.cvdesk", "-o", target),
        ("fusionner", annuel, annuel, "-o", annuel),
    ):
        done = shell(*words)
        assert (done.code, done.out) == (2, ""), words
    assert not target.exists()
