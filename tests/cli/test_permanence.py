"""The permanence without a screen: every espace, what is kept, what is told of the rest."""

from dataclasses import replace
from pathlib import Path

import pytest

from cvdesk.app.permanence import Followed
from cvdesk.bootstrap import Cvdesk, assemble
from cvdesk.bootstrap.permanence import everything
from cvdesk.domain.dossier import ContratRef
from cvdesk.domain.ids import DossierId, FieldId, Key
from tests.cli.conftest import Shell

REQUESTS = ("annuel-vitry", "cpo-orly-choisy")


def with_examples(app: Cvdesk) -> Cvdesk:
    for example in (one for one in app.examples() if one.id in REQUESTS):
        app.espace.save(replace(app.example_dossier(example), id=DossierId(example.id)))
    return app


def by_id(lines: list[Followed]) -> dict[str, Followed]:
    return {line.place.dossier: line for line in lines}


def test_the_most_urgent_dossier_comes_first_with_what_it_lacks(shell: Shell) -> None:
    app = with_examples(assemble())
    session = app.session(app.espace.get(DossierId("annuel-vitry")))
    session.answer(Key(FieldId("suivi_confie_a")), "Samira")
    session.answer(Key.parse("droit_commun@P1"), "")
    app.espace.save(session.dossier)
    done = shell("permanence", "--json", "--au", "2026-12-04")
    assert done.code == 0
    first = next(one for one in done.json["dossiers"] if one["dossier"] == "annuel-vitry")
    assert (first["jours_restants"], first["chez"], first["exemple"]) == (14, "Samira", True)
    assert first["reponses_a_donner"] == 1
    assert len(first["manque"]) >= 1
    assert "Samira" in shell("permanence", "--au", "2026-12-04").out


def test_the_dossiers_of_every_espace_are_there_and_one_that_is_away_is_told(
    shell: Shell, tmp_path: Path
) -> None:
    app = with_examples(assemble())
    key = app.espaces.create(tmp_path / "cle" / "autre", "Clé de Samira")
    app.espaces.choose(key)
    example = app.examples()[0]
    app.espace.save(replace(app.example_dossier(example), id=DossierId("AILLEURS")))
    done = shell("permanence", "--json")
    assert {one["espace"] for one in done.json["dossiers"]} == {"Mes dossiers", "Clé de Samira"}
    app.espaces.let_go()
    key.rename(tmp_path / "débranchée")
    away = shell("permanence", "--json")
    assert away.code == 1
    assert "Clé de Samira" in away.json["espaces_absents"][0]
    assert {one["dossier"] for one in away.json["dossiers"]} == {"annuel-vitry", "cpo-orly-choisy"}


def test_what_did_not_change_is_not_looked_at_again(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = with_examples(assemble())
    everything(app.permanence)
    read: list[str] = []
    get = type(app.espace).get

    def counted(espace: object, dossier_id: DossierId) -> object:
        read.append(dossier_id)
        return get(app.espace, dossier_id)

    monkeypatch.setattr(type(app.espace), "get", counted)
    _, lines = everything(app.permanence)
    assert (read, len(lines)) == ([], 2)
    session = app.session(get(app.espace, DossierId("annuel-vitry")))
    session.answer(Key(FieldId("nom")), "Un autre nom")
    app.espace.save(session.dossier)
    _, lines = everything(app.permanence)
    assert read == ["annuel-vitry"]
    assert by_id(lines)["annuel-vitry"].association == "Un autre nom"


def test_what_changes_without_a_new_stamp_is_seen_too(shell: Shell) -> None:
    """An older answer that comes in with a merge leaves the latest stamp as it was."""
    app = with_examples(assemble())
    _, lines = everything(app.permanence)
    dossier = app.espace.get(DossierId("annuel-vitry"))
    old = dossier.records[Key(FieldId("nom"))]
    merged = replace(
        dossier,
        records={
            **dossier.records,
            Key(FieldId("nom")): replace(old, text="Reçu", at=old.at._replace(counter=77_777)),
        },
    )
    assert merged.edited_at == dossier.edited_at
    app.espace.save(merged)
    _, lines = everything(app.permanence)
    assert by_id(lines)["annuel-vitry"].association == "Reçu"


def test_a_dossier_whose_contract_is_not_here_says_so_in_its_row(shell: Shell) -> None:
    app = with_examples(assemble())
    dossier = app.espace.get(DossierId("annuel-vitry"))
    app.espace.save(replace(dossier, contrat=ContratRef("inconnu", "1")))
    line = by_id(everything(app.permanence)[1])["annuel-vitry"]
    assert line.state == "Non lu"
    assert "inconnu" in line.missing[0]


def test_the_list_is_written_for_a_spreadsheet(shell: Shell, tmp_path: Path) -> None:
    with_examples(assemble())
    target = tmp_path / "liste.csv"
    assert shell("permanence", "--tableur", target).code == 0
    assert target.read_text(encoding="utf-8-sig").count("fictive") >= 2
    refused = shell("permanence", "--tableur", tmp_path / "absent" / "liste.csv")
    assert (refused.code, refused.out) == (2, "")


def test_a_day_that_is_none_is_refused_in_one_sentence(shell: Shell) -> None:
    done = shell("permanence", "--au", "vendredi")
    assert done.code == 2
    assert done.err.startswith("«\u00a0vendredi\u00a0» n’est pas un jour")


def test_the_record_of_an_association_is_no_dossier_to_follow(shell: Shell) -> None:
    app = with_examples(assemble())
    app.associations.record_from(app.espace.get(DossierId("annuel-vitry")))
    assert len(app.espace.dossiers()) == 3
    assert {line.place.dossier for line in everything(app.permanence)[1]} == {
        "annuel-vitry", "cpo-orly-choisy",
    }  # fmt: skip


def test_the_record_of_an_association_stays_on_its_side_of_the_wall(shell: Shell) -> None:
    app = with_examples(assemble())
    annual, cpo = DossierId("annuel-vitry"), DossierId("cpo-orly-choisy")
    record = app.associations.record_from(app.espace.get(annual))
    app.wall.enter(cpo)
    assert app.associations.records() == ()
    assert [one.id for one in app.associations.requests()] == [cpo]
    app.wall.enter(annual)
    assert [one.id for one in app.associations.records()] == [record.id]
    found = app.associations.record_of(app.espace.get(cpo))
    assert found is None or found.dossier.id != record.id
