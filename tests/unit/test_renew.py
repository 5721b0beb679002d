"""Next year's dossier: what is kept, what is to review, what is over; nothing is lost unseen."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.app.navigation import Step, steps
from cvdesk.app.renew import Renewed, renew
from cvdesk.app.renew_rules import Years, rule_of
from cvdesk.app.rereading import mark_read, reading_of
from cvdesk.app.session import Reference, Session
from cvdesk.app.viewmodel import field_view
from cvdesk.catalog.form_load import FormLoader
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.form import Form, FormRef
from cvdesk.domain.ids import GroupId, Key, RowId
from cvdesk.domain.renewal import Renewal
from cvdesk.domain.reprises import reprises, to_read
from cvdesk.errors import UserError
from tests.support.builders import (
    AUTHOR,
    FORMS,
    RESOURCES,
    SAMPLE_A,
    SAMPLE_B,
    TYPED_ON,
    a_contrat,
    a_form,
    a_sample,
    a_session,
    codes,
    said,
    type_in,
)
from tests.unit.test_vie import NOTED, signed

LATER = TYPED_ON.replace(year=2027)


def renewed(
    source: Session,
    years: tuple[int, ...],
    form: Form | None = None,
    contrat: Contrat | None = None,
) -> Renewed:
    reference = Reference(form or source.reference.form, contrat or a_contrat())
    return renew(source, reference, years=years, author=AUTHOR, clock=lambda: LATER)


def opened(made: Renewed, form: Form | None = None, contrat: Contrat | None = None) -> Session:
    reference = Reference(form or a_form(made.dossier.form.form), contrat or a_contrat())
    return a_session(made.dossier, reference, today=date(2027, 11, 20))


def granted(name: str = SAMPLE_A, amount: str = "6 000") -> Session:
    session = signed(name, today=date(2027, 11, 20))
    for _, noted in NOTED[:4]:
        for key, typed in noted.items():
            type_in(session, key, typed)
    type_in(session, "suivi_octroi_montant.2027@G", amount)
    return session


def text(made: Renewed, key: str) -> str | None:
    return made.dossier.text(Key.parse(key))


def states(made: Renewed) -> Mapping[str, Renewal]:
    return {str(mark.key): mark.etat for mark in made.marks}


@pytest.mark.parametrize(
    ("name", "years"), [(SAMPLE_A, (2028,)), (SAMPLE_B, (2030, 2031, 2032)), (SAMPLE_B, (2028,))]
)
def test_more_than_eighty_per_cent_is_carried_over(name: str, years: tuple[int, ...]) -> None:
    made = renewed(a_sample(name), years) if len(years) > 1 or name == SAMPLE_A else of_2028()
    assert made.percent >= 80
    assert made.total > 300


def of_2028(source: Session | None = None) -> Renewed:
    return renewed(source or a_sample(SAMPLE_B), (2028,), form=a_form("annee-cpo"))


def test_identity_stays_figures_are_reviewed_days_and_boxes_are_over() -> None:
    made = renewed(a_sample(), (2028,))
    found = states(made)
    assert text(made, "siret") == a_sample().dossier.text(Key.parse("siret"))
    assert {
        found[key] for key in ("nom", "siret", "iban", "rna", "date_jo", "objectif_texte@OB1")
    } == {Renewal.KEPT}
    assert {found[key] for key in ("benevoles", "besoin@P1", "projet_641.2028@P1")} == {
        Renewal.TO_REVIEW
    }
    assert text(made, "projet_641.2028@P1") == "9800.00"
    for key in ("attest_compte", "fait_le", "moyens_date", "piece_etat@comptes"):
        assert (found[key], text(made, key)) == (Renewal.EXPIRED, None)


def test_the_days_of_the_action_move_with_the_year() -> None:
    made = renewed(a_sample(), (2028,))
    assert text(made, "date_debut@P1") == "2028-01-01"
    assert text(made, "projet_exercice_fin.2028@P1") == "2028-12-31"
    assert states(made)["etape_debut@E3"] is Renewal.TO_REVIEW


def test_papers_of_last_year_are_to_hand_in_again_and_the_statutes_are_not() -> None:
    made = renewed(a_sample(), (2028,))
    assert text(made, "piece_etat@statuts") == "deja_rna"
    assert text(made, "piece_date@statuts") == "2026-05-12"
    assert text(made, "piece_nature@comptes") == "comptes"
    assert text(made, "piece_exercice@comptes") is None
    assert "PIE-23" in codes(opened(made))


def test_a_grant_becomes_the_previous_grant() -> None:
    made = renewed(granted(), (2028,))
    assert text(made, "demande_frequence") == "renouvellement"
    assert text(made, "precedente_annee") == "2027"
    assert text(made, "precedente_montant") == "6000.00"
    assert text(made, "precedente_terminee") == "non"
    assert states(made)["precedente_montant"] is Renewal.KEPT


def test_only_what_the_funder_asked_granted_is_the_previous_grant() -> None:
    source = granted()
    source.add_row(GroupId("suivi_octrois"), row=RowId("H"))
    type_in(source, "suivi_octroi_financeur@H", "CAF du Val-de-Marne")
    type_in(source, "suivi_octroi_montant.2027@H", "1 500")
    assert text(renewed(source, (2028,)), "precedente_montant") == "6000.00"


def test_a_refusal_is_no_previous_grant_and_the_older_one_is_to_review() -> None:
    source = granted()
    type_in(source, "suivi_decision", "refuse")
    made = renewed(source, (2028,))
    assert text(made, "precedente_annee") == "2026"
    assert states(made)["demande_frequence"] is Renewal.TO_REVIEW


def test_the_source_does_not_change_and_the_new_dossier_says_where_it_comes_from() -> None:
    source = granted()
    before = source.dossier
    made = renewed(source, (2028,))
    assert source.dossier == before
    assert made.dossier.id != before.id
    assert text(made, "suivi_origine") == before.id
    assert text(made, "suivi_origine_nom") == "dossier 2027"
    assert made.dossier.versions == ()
    assert text(made, "suivi_decision") is None


def test_one_year_of_an_agreement_keeps_its_objectives_and_its_own_figures() -> None:
    source = granted(SAMPLE_B, "24 000")
    type_in(source, "suivi_convention_le", "20/04/2027")
    made = of_2028(source)
    former = source.dossier.text
    for key in ("objectif_texte@OB1", "benef_total.2028@P1", "indicateur_cible.2028@I1",
                "projet_641.2028@P1"):  # fmt: skip
        assert text(made, key) == former(Key.parse(key)) is not None
    assert text(made, "asso_641.2028") == former(Key.parse("asso_641.2027"))
    assert text(made, "benef_total.2029@P1") is None
    assert (text(made, "convention_debut@P1"), text(made, "convention_fin@P1")) == ("2027", "2029")
    assert text(made, "convention_date@P1") == "2027-04-20"
    assert text(made, "suivi_origine_nom") == "convention 2027-2029"
    assert {key.field for key in made.dropped} >= {"action_intitule", "dernier_exercice"}
    assert text(made, "date_fin@P1") == "2028-12-31"


def test_the_year_after_starts_from_the_year_before_it() -> None:
    source = granted(SAMPLE_B, "24 000")
    first = opened(of_2028(source), a_form("annee-cpo"))
    type_in(first, "benef_total.2028@P1", "111")
    made = renewed(first, (2029,))
    assert text(made, "benef_total.2029@P1") == "111"
    assert text(made, "convention_debut@P1") == "2027"


def test_an_agreement_after_another_starts_from_its_last_year() -> None:
    source = a_sample(SAMPLE_B)
    made = renewed(source, (2030, 2031, 2032))
    for year in (2030, 2031, 2032):
        assert text(made, f"benef_total.{year}@P1") == source.dossier.text(
            Key.parse("benef_total.2029@P1")
        )
    assert text(made, "premier_exercice") == "2030"
    assert text(made, "dernier_exercice") == "2032"
    assert text(made, "date_fin@P1") == "2032-12-31"


def test_another_edition_of_the_contract_is_followed() -> None:
    """O4.3 is renamed, O4.1 is gone: the row and its sentence stay, the place is to choose."""
    nodes = tuple(
        replace(node, titre="Un autre titre") if node.id == "O4.3" else node
        for node in a_contrat().noeuds
        if node.id != "O4.1"
    )
    newer = replace(a_contrat(), version="2", noeuds=nodes)
    made = renewed(a_sample(), (2028,), contrat=newer)
    assert made.dossier.contrat.version == "2"
    gone = [key for key, etat in states(made).items() if key.startswith("ancrage_noeud")
            and etat is Renewal.EXPIRED]  # fmt: skip
    assert gone == ["ancrage_noeud@N2"]
    assert text(made, "ancrage_phrase@N2") is not None
    assert any("Retirée" in note for note in made.notes)


def test_another_contract_has_its_own_orientations() -> None:
    elsewhere = replace(a_contrat(), id="ailleurs", titre="Contrat d’ailleurs")
    made = renewed(a_sample(), (2028,), contrat=elsewhere)
    assert text(made, "ancrage_noeud@N1") is None
    assert states(made)["territoire_quartier@T1"] is Renewal.TO_REVIEW
    assert "Contrat d’ailleurs" in made.notes[0]


def test_another_revision_that_asks_another_way_empties_what_it_cannot_read(tmp_path: Path) -> None:
    """« lieu » becomes a number and « besoin » is no longer asked: nothing is invented."""
    folder = Path(shutil.copytree(FORMS, tmp_path / "forms"))
    for name, before, after in (
        ("quartiers", "type: texte_long, required: true", "type: entier, required: true"),
        ("besoin", "id: besoin, label", "id: constat, label"),
    ):
        path = folder / "commun" / "2027-1" / f"{name}.yaml"
        path.write_text(path.read_text("utf-8").replace(before, after, 1), "utf-8")
    newer = FormLoader(folder, RESOURCES / "listes").load(FormRef("annuel", "2027-1"))
    made = renewed(a_sample(), (2028,), form=newer)
    assert states(made)["lieu@P1"] is Renewal.EXPIRED
    assert [str(key) for key in made.dropped] == ["besoin@P1"]
    assert text(made, "constat@P1") is None


def test_without_a_year_nothing_is_made() -> None:
    with pytest.raises(UserError, match="année"):
        renewed(a_sample(), ())


def test_removed_rows_stay_behind() -> None:
    made = renewed(a_sample(without=["I5"]), (2028,))
    assert text(made, "indicateur_intitule@I5") is None
    assert RowId("I5") not in made.dossier.rows


@given(st.integers(2027, 2035), st.sampled_from([granted, a_sample]))
def test_every_answer_is_marked_once_and_readable_and_none_is_invented(
    year: int, start: Callable[[], Session]
) -> None:
    source = start()
    made = renewed(source, (year,))
    keys = [mark.key for mark in made.marks]
    assert len(set(keys)) == len(keys)
    form = source.reference.form
    former = {record.text for record in source.dossier.records.values()}
    for mark in made.marks:
        found = made.dossier.text(mark.key)
        assert (found is None) == (mark.etat is Renewal.EXPIRED)
        if found is not None:
            form.read(mark.key.field, found)
        field = form.places[mark.key.field].field
        if mark.etat is Renewal.KEPT and not field.inherits:
            assert found in former
        assert mark.etat is not Renewal.SHIFTED
        assert not mark.key.field.startswith("suivi_")


@pytest.mark.parametrize("name", ["annuel", "cpo", "annee-cpo"])
def test_no_box_of_the_signatory_is_ever_carried(name: str) -> None:
    for place in a_form(name).places.values():
        if place.field.signatory_only:
            assert rule_of(place.field) is Renewal.EXPIRED


@given(
    st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(2020, 2030), st.integers(2020, 2040)
)
def test_a_day_moved_and_moved_back_is_the_same_but_for_a_leap_day(
    day: date, former: int, year: int
) -> None:
    years = Years((former,), (year,))
    there = years.shifted(day, former, year)
    assert (there.year - day.year, there.month) == (year - former, day.month)
    assert abs(there.day - day.day) <= 1


# --- reading again --------------------------------------------------------------------------------


def mark_of(session: Session, key: Key) -> str:
    field = session.reference.form.places[key.field].field
    return field_view(session, field, key).mark


def step(session: Session, name: str) -> Step:
    return next(one for one in steps(session.facts) if one.section.id == name)


def test_a_step_says_where_it_comes_from_and_what_is_left() -> None:
    session = opened(renewed(a_sample(), (2028,)))
    reading = reading_of(session, step(session, "besoin"))
    assert reading.said == "repris de votre dossier 2027, à relire"
    assert Key.parse("besoin@P1") in reading.waiting
    assert mark_of(session, Key.parse("besoin@P1")).startswith("À relire")
    assert mark_of(session, Key.parse("nom")) == ""
    assert mark_of(session, Key.parse("moyens_date")).startswith("À donner de nouveau")


def test_ticking_or_answering_reads_again_and_undo_takes_it_back() -> None:
    session = opened(renewed(a_sample(), (2028,)))
    key = Key.parse("besoin@P1")
    waiting = len(to_read(session.facts))
    mark_read(session, key)
    assert len(to_read(session.facts)) == waiting - 1
    session.undo()
    assert len(to_read(session.facts)) == waiting
    type_in(session, "besoin@P1", "Autre chose cette année.")
    assert reprises(session.facts)[key].read
    assert mark_of(session, key) == ""


def test_the_advice_rel_132_counts_what_is_left_step_by_step() -> None:
    session = opened(renewed(a_sample(), (2028,)))
    found = said(session, "REL-138")
    assert len(found) > 5
    assert any("réponses reprises sont à relire" in one.message for one in found)
    for one in to_read(session.facts):
        mark_read(session, one.key)
    assert said(session, "REL-138") == []
    assert reading_of(session, step(session, "besoin")).said.endswith("relu")


def test_a_dossier_of_its_own_has_nothing_to_read_again() -> None:
    session = a_sample()
    assert reading_of(session, step(session, "besoin")).said == ""
    assert to_read(session.facts) == ()


def test_a_mark_written_by_another_program_is_left_aside() -> None:
    session = a_sample()
    session.add_row(GroupId("suivi_reprises"), row=RowId("X"))
    type_in(session, "suivi_reprise_champ@X", "Pas une clé")
    assert reprises(session.facts) == {}
