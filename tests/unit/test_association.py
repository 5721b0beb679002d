"""An association entered once: what passes into a dossier, and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cvdesk.app.association import RECORD, bring, differences, start_from
from cvdesk.app.association_cards import association_card
from cvdesk.app.freeze import next_version
from cvdesk.app.new_dossier import empty_dossier
from cvdesk.app.piecelist import piece_views, row_for
from cvdesk.app.session import Reference, Session
from cvdesk.domain.contrat import SANS_CONTRAT
from cvdesk.domain.dossier import NO_CONTRAT
from cvdesk.domain.facts import FIRST_EXERCISE
from cvdesk.domain.frozen import fingerprint
from cvdesk.domain.ids import FieldId, GroupId, Key, RowId
from tests.support.builders import (
    AUTHOR,
    SAMPLE_A,
    SAMPLE_B,
    TYPED_ON,
    a_form,
    a_reference,
    a_sample,
    a_session,
    codes,
    nothing_yet,
    type_in,
)

COPIED = ("nom", "siret", "siege_commune", "iban", "benevoles", "asso_641.2027")


def an_empty_record(year: int = 2027) -> Session:
    reference = Reference(a_form("association"), SANS_CONTRAT)
    years = (year,) if year else ()
    return a_session(
        empty_dossier(reference, author=AUTHOR, clock=lambda: TYPED_ON, years=years), reference
    )


def a_record(year: int = 2027) -> Session:
    """The record of the association of the annual example."""
    session, source = an_empty_record(year), a_sample(SAMPLE_A).facts
    bring(session, source, differences(session.facts, source))
    return session


def a_new_dossier() -> Session:
    return a_session(nothing_yet(SAMPLE_A), a_reference(SAMPLE_A))


def test_a_record_made_from_a_dossier_says_what_the_dossier_says() -> None:
    record = a_record()
    assert differences(record.facts, a_sample(SAMPLE_A).facts) == ()
    assert record.dossier.contrat == NO_CONTRAT
    assert "MANQUE" not in codes(record)


def test_a_dossier_that_starts_from_a_record_has_nothing_to_retype() -> None:
    dossier, record = a_new_dossier(), a_record()
    type_in(dossier, FIRST_EXERCISE, "2027")
    start_from(dossier, record.facts)
    for name in COPIED:
        key = Key.parse(name)
        assert dossier.dossier.text(key) == record.dossier.text(key) is not None
    assert dossier.dossier.text(Key(RECORD)) == record.dossier.id
    assert len(dossier.facts.rows("pieces")) == len(record.facts.rows("pieces")) > 0
    assert differences(dossier.facts, record.facts) == ()
    steps = {"association", "moyens", "budget_association"}
    assert [f for f in dossier.findings if f.code == "MANQUE" and f.section in steps] == []


def test_the_budget_passes_only_in_a_dossier_of_its_year() -> None:
    dossier, record = a_new_dossier(), a_record()
    type_in(dossier, FIRST_EXERCISE, "2028")
    start_from(dossier, record.facts)
    assert dossier.facts.shown("nom")
    assert [key for key in dossier.dossier.records if key.field.startswith("asso_")] == []
    assert dossier.facts.rows("asso_financeurs") == ()


def test_a_record_asks_no_funder_for_anything() -> None:
    record = a_record()
    asked = [key for key in record.dossier.records if key.field.endswith("_sollicite")]
    assert asked == []
    assert record.facts.rows("asso_financeurs")


def test_a_signed_dossier_does_not_move_when_the_record_does() -> None:
    dossier, record = a_sample(SAMPLE_A), a_record()
    before = fingerprint(dossier.dossier)
    type_in(record, "siege_voie", "1 rue Nouvelle")
    assert fingerprint(dossier.dossier) == before
    [one] = differences(dossier.facts, record.facts)
    assert (one.id, one.there) == ("siege_voie", "1 rue Nouvelle")


def test_noting_the_record_voids_no_signature() -> None:
    dossier = a_sample(SAMPLE_A)
    before = next_version(dossier.dossier, dossier.dossier.edited_at).fingerprint
    dossier.change({Key(RECORD): "01FICHE"})
    assert next_version(dossier.dossier, dossier.dossier.edited_at).fingerprint == before


def test_an_account_number_is_never_shown_whole() -> None:
    dossier, record = a_sample(SAMPLE_A), a_record()
    type_in(record, "iban", "FR76 3000 6000 0112 3456 7890 189")
    [one] = differences(dossier.facts, record.facts)
    assert "…" in one.here
    assert "…" in one.there


def test_a_paper_that_only_the_record_has_is_brought_with_its_file() -> None:
    dossier, record = a_sample(SAMPLE_A), a_record()
    row = record.add_row(GroupId("pieces"))
    file = f"{'a' * 64} 1200 attestation.pdf"
    for name, text in (("nature", "assurance"), ("etat", "jointe"), ("fichier", file)):
        record.change({Key(FieldId(f"piece_{name}"), row): text})
    [one] = differences(dossier.facts, record.facts)
    assert "Attestation d’assurance" in one.label
    assert (one.here, "attestation.pdf" in one.there) == ("", True)
    bring(dossier, record.facts, [one])
    assert differences(dossier.facts, record.facts) == ()
    assert dossier.dossier.text(Key(FieldId("piece_fichier"), row)) == file


def test_the_papers_of_one_request_stay_in_its_dossier() -> None:
    source, record = a_sample(SAMPLE_A).facts, a_record().facts
    natures = {facts: {facts.value("piece_nature", row) for row in facts.rows("pieces")}
               for facts in (source, record)}  # fmt: skip
    assert {"compte_rendu", "bilan_intermediaire", "pouvoir"} <= natures[source]
    assert not {"compte_rendu", "bilan_intermediaire", "pouvoir"} & natures[record]
    assert {"statuts", "rib", "comptes", "avis_sirene"} <= natures[record]


def test_a_row_removed_here_comes_back_under_a_new_key() -> None:
    dossier, record = a_sample(SAMPLE_A), a_record()
    gone = dossier.facts.rows("asso_financeurs")[0]
    dossier.remove_row(gone)
    [one] = differences(dossier.facts, record.facts)
    bring(dossier, record.facts, [one])
    assert gone not in dossier.facts.rows("asso_financeurs")
    assert differences(dossier.facts, record.facts) == ()


def test_what_only_the_dossier_has_can_go_to_the_record_or_away() -> None:
    dossier, record = a_sample(SAMPLE_A), a_record()
    row = record.facts.rows("corepresentants")
    assert row == ()
    mine = dossier.add_row(GroupId("corepresentants"))
    type_in(dossier, f"corepresentant_nom@{mine}", "EXEMPLE")
    [one] = differences(dossier.facts, record.facts)
    bring(record, dossier.facts, [one.turned])
    assert record.facts.shown("corepresentant_nom", mine) == "EXEMPLE"
    bring(dossier, an_empty_record().facts, [one])
    assert mine not in dossier.facts.rows("corepresentants")


@given(st.sets(st.sampled_from(range(40)), max_size=12), st.booleans())
def test_bringing_what_differs_leaves_no_difference_and_undo_brings_it_back(
    erased: set[int],
    to_record: bool,  # noqa: FBT001 - drawn
) -> None:
    dossier, record = a_sample(SAMPLE_A), a_record()
    keys = sorted(key for key in record.dossier.records if key.row == "")
    record.change({keys[place]: None for place in erased})
    found = differences(dossier.facts, record.facts)
    before = dossier.dossier, record.dossier
    changed, other = (record, dossier) if to_record else (dossier, record)
    chosen = [one.turned for one in found] if to_record else list(found)
    assert bring(changed, other.facts, chosen) == len(found)
    assert differences(dossier.facts, record.facts) == ()
    if found:
        changed.undo()
    left = differences(dossier.facts, record.facts)
    assert {one.id for one in left} == {one.id for one in found}
    assert (dossier.dossier.id, record.dossier.id) == (before[0].id, before[1].id)


def test_a_difference_is_named_in_french_with_its_step() -> None:
    dossier, record = a_sample(SAMPLE_A), a_record()
    row = record.facts.rows("asso_financeurs")[0]
    type_in(record, f"asso_financeur_montant.2027@{row}", "1")
    [one] = differences(dossier.facts, record.facts)
    assert one.section == "Budget de l’association"
    assert one.label.startswith("Financeur «")
    assert one.label.endswith("montant")


def test_another_association_is_not_taken_for_this_one() -> None:
    record = a_record()
    mine, other = a_sample(SAMPLE_A).facts, a_sample(SAMPLE_B).facts
    card = association_card(record, [mine, other])
    assert card.dossiers == 1


def test_a_card_tells_what_is_out_of_date() -> None:
    record = a_record()
    row = RowId(record.facts.rows("pieces")[0])
    type_in(record, f"piece_etat@{row}", "jointe")
    type_in(record, f"piece_echeance@{row}", "01/01/2026")
    type_in(record, "representant_fin_mandat", "01/02/2026")
    card = association_card(record, [])
    assert card.papers == (record.facts.shown("piece_nature", row),)
    assert card.mandate_due
    assert card.mandate.startswith("Mandat terminé le 01/02/2026")
    assert {"PAP-141", "ID-10"} <= codes(record)


def test_a_paper_never_given_is_awaited_and_not_said_valid() -> None:
    record = a_record()
    for row in record.facts.rows("pieces"):
        record.remove_row(RowId(row))
    expected = piece_views(record)
    assert association_card(record, []).awaited == len(expected) > 0
    row = row_for(record, expected[0])
    type_in(record, f"piece_etat@{row}", "non_requise")
    assert association_card(record, []).awaited == len(expected) - 1


def test_a_mandate_that_ends_soon_is_told_before_it_ends() -> None:
    record = a_record()
    type_in(record, "representant_fin_mandat", "31/12/2026")
    soon = a_session(record.dossier, record.reference, date(2026, 12, 1))
    assert association_card(soon, []).mandate_due
    early = a_session(record.dossier, record.reference, date(2026, 1, 1))
    assert not association_card(early, []).mandate_due


def test_a_paper_that_is_out_of_date_is_told_in_a_dossier_too() -> None:
    dossier = a_sample(SAMPLE_A)
    assert "PAP-141" not in codes(dossier)
    row = next(
        row
        for row in dossier.facts.rows("pieces")
        if dossier.facts.value("piece_etat", row) == "jointe"
    )
    type_in(dossier, f"piece_echeance@{row}", "10/12/2026")
    assert "PAP-141" in codes(dossier)


def test_checks_about_a_request_say_nothing_of_a_record() -> None:
    empty = an_empty_record()
    spoken = {code for code in codes(empty) if code != "MANQUE"}
    assert spoken == set()
    changed = replace(empty.reference)
    assert changed.form.nature.answers_contrat is False
