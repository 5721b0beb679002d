"""A power: what it says, what it takes from a dossier, when it holds."""

from __future__ import annotations

from cvdesk.app.heading import heading
from cvdesk.app.new_dossier import empty_dossier
from cvdesk.app.power import ORIGIN, fill_power, join_power, sentences
from cvdesk.app.session import Reference, Session
from cvdesk.app.signatories import MANDATARY_FIELD, REPRESENTATIVE_FIELD, signatories
from cvdesk.app.vie import life_of
from cvdesk.domain.contrat import SANS_CONTRAT
from cvdesk.domain.ids import FieldId, GroupId, Key
from cvdesk.domain.papertypes import PieceFile
from cvdesk.domain.vie_etats import SIGN
from tests.support.builders import (
    AUTHOR,
    SAMPLE_A,
    SAMPLE_B,
    TYPED_ON,
    a_form,
    a_sample,
    a_session,
    codes,
    lit,
    only,
    type_in,
)

FILE = PieceFile("a" * 64, 1200, "pouvoir-signe.pdf")
TOLD = {
    "signataire_civilite": "M.",
    "signataire_prenom": "Lucien",
    "signataire_nom": "PERROT",
    "signataire_fonction": "secrétaire adjoint",
    "pouvoir_debut": "01/12/2026",
    "pouvoir_fin": "31/12/2027",
    "fait_a": "Vitry-sur-Seine",
    "fait_le": "02/12/2026",
}


def an_empty_power() -> Session:
    reference = Reference(a_form("pouvoir"), SANS_CONTRAT)
    return a_session(empty_dossier(reference, author=AUTHOR, clock=lambda: TYPED_ON), reference)


def a_power(**changes: str) -> Session:
    session = an_empty_power()
    fill_power(session, a_sample(SAMPLE_A).facts)
    for name, typed in {**TOLD, **changes}.items():
        type_in(session, name, typed)
    return session


def test_a_complete_power_has_nothing_left_to_say() -> None:
    assert codes(a_power()) == set()
    assert "MANQUE" in codes(an_empty_power())


def test_it_is_filled_from_the_dossier_in_one_step() -> None:
    session, source = an_empty_power(), a_sample(SAMPLE_A)
    fill_power(session, source.facts)
    assert session.facts.shown("nom") == source.facts.shown("nom")
    assert source.facts.shown("intitule", source.facts.projects[0]) in session.facts.shown(
        "pouvoir_objet"
    )
    assert session.facts.value("pouvoir_montant") == source.facts.value(
        "montant_sollicite", year=2027
    )
    assert session.dossier.text(Key(ORIGIN)) == source.dossier.id
    session.undo()
    assert session.facts.shown("nom") == ""


def test_a_power_for_several_projects_names_them_all() -> None:
    source = a_sample(SAMPLE_A)
    second = source.add_row(GroupId("projet"))
    fill_power(session := an_empty_power(), source.facts)
    assert " et «" not in session.facts.shown("pouvoir_objet")
    assert source.answer(Key(FieldId("intitule"), second), "Sorties en famille")
    fill_power(session := an_empty_power(), source.facts)
    said = session.facts.shown("pouvoir_objet").replace("\u00a0", " ")
    assert "quotidien » et « Sorties en famille » et les pièces" in said


def test_an_agreement_that_already_names_a_delegate_gives_all_the_names() -> None:
    session = an_empty_power()
    fill_power(session, a_sample(SAMPLE_B).facts)
    assert session.facts.shown("signataire_nom")
    assert session.facts.shown("pouvoir_objet")


def test_it_says_who_gives_what_to_whom_and_until_when() -> None:
    told = " ".join(sentences(a_power().facts))
    for part in (
        "Je soussignée, Mme Fatoumata SYLLA-MARTIN, présidente",
        "donne pouvoir à M. Lucien PERROT",
        "du 01/12/2026 au 31/12/2027",
        "La personne qui le reçoit l’accepte",
    ):
        assert part in told
    assert "…" not in told
    assert "…" in " ".join(sentences(an_empty_power().facts))


def test_both_people_are_awaited_in_their_own_field() -> None:
    awaited = [(one.field, one.holder) for one in signatories(a_power().facts)]
    assert awaited == [
        (REPRESENTATIVE_FIELD, "Fatoumata SYLLA-MARTIN"),
        (MANDATARY_FIELD, "Lucien PERROT"),
    ]
    assert len(signatories(a_sample(SAMPLE_A).facts)) == 1


def test_a_signed_power_is_joined_never_deposited() -> None:
    session = a_power()
    session.freeze()
    session.record_signature("Fatoumata SYLLA-MARTIN", "ab" * 32)
    life = life_of(session)
    assert life.phrase.startswith("Le pouvoir est signé par Fatoumata SYLLA-MARTIN.")
    assert (life.suite, life.vers) == ("Joindre le pouvoir au dossier", SIGN)
    assert [stage.etat.mot for stage in life.stages] == ["Figé", "Signé"]


def test_the_title_of_a_power_begins_with_a_capital() -> None:
    assert heading(a_power().facts).title.startswith("Signer la demande")


def test_pou_143_a_power_ends_after_it_begins_and_after_it_is_signed() -> None:
    ended = only(a_power(pouvoir_fin="01/12/2026"), "POU-143")
    assert lit(ended) == ["pouvoir_fin"]
    backwards = only(a_power(pouvoir_fin="30/11/2026"), "POU-143")
    assert lit(backwards) == ["pouvoir_fin", "pouvoir_debut"]
    assert "POU-143" not in codes(a_power(pouvoir_fin="02/12/2026"))


def test_pou_144_nobody_gives_a_power_to_herself() -> None:
    session = a_power(signataire_prenom="fatoumata", signataire_nom="Sylla Martin")
    assert "POU-144" in codes(session)


def test_joining_says_who_signs_and_adds_the_paper_in_one_step() -> None:
    dossier, power = a_sample(SAMPLE_A), a_power()
    before = dossier.dossier
    [row] = [r for r in dossier.facts.rows("pieces")
             if dossier.facts.value("piece_nature", r) == "pouvoir"]  # fmt: skip
    join_power(dossier, power.facts, FILE)
    assert dossier.facts.shown("signataire_nom") == "PERROT"
    assert dossier.facts.value("pouvoir_fin") == power.facts.value("pouvoir_fin")
    assert dossier.facts.shown("piece_fichier", row) == "pouvoir-signe.pdf"
    assert before.text(Key(FieldId("piece_note"), row)) == "la présidente signe"
    assert dossier.facts.shown("piece_note", row) == ""
    assert not {"SIG-12", "SIG-13"} & codes(dossier)
    dossier.undo()
    assert dossier.facts.shown("signataire_nom") == ""
    assert dossier.dossier.rows.keys() == before.rows.keys()


def test_what_the_president_declared_is_to_be_declared_by_who_signs_in_her_place() -> None:
    dossier = a_sample(SAMPLE_A)
    assert "ATT-15" not in codes(dossier)
    join_power(dossier, a_power().facts, FILE)
    assert "ATT-15" in codes(dossier)
    boxes = lit(only(dossier, "ATT-15"))
    for box in boxes:
        type_in(dossier, box, "oui")
    join_power(dossier, a_power().facts, FILE)  # once more: the same person
    assert "ATT-15" not in codes(dossier)


def test_a_dossier_that_did_not_list_the_paper_lists_it_then() -> None:
    dossier = a_sample(SAMPLE_A)
    for row in dossier.facts.rows("pieces"):
        dossier.remove_row(row)
    join_power(dossier, a_power().facts, FILE)
    [row] = dossier.facts.rows("pieces")
    assert dossier.dossier.text(Key(FieldId("piece_nature"), row)) == "pouvoir"
