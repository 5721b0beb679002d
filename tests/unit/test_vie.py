"""The life of a dossier: each state of the table, in its order, from what is noted."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cvdesk.app.session import Session
from cvdesk.app.vie import life_of
from cvdesk.domain.ids import GroupId, RowId
from cvdesk.domain.money import Euros
from cvdesk.domain.vie import asked_of
from cvdesk.domain.vie_etats import ETATS, JUSTIFY
from tests.support.builders import (
    AUTHOR,
    SAMPLE_A,
    SAMPLE_B,
    TYPED_ON,
    a_sample,
    nothing_yet,
    type_in,
)

from tests.support.builders import a_reference, a_session  # isort: skip

STATE = "État – politique de la ville, préfecture du Val-de-Marne (P147)"
NOTED: tuple[tuple[str, dict[str, str]], ...] = (
    ("depose", {"suivi_depose_le": "12/12/2026"}),
    ("complement", {"suivi_complement_le": "10/01/2027"}),
    ("complete", {"suivi_complete_le": "15/01/2027"}),
    ("accorde_en_partie", {"suivi_decision": "accorde_en_partie", "suivi_decision_le": "02/04/2027",
                           "suivi_octroi_montant.2027@G": "6 000"}),
    ("convention", {"suivi_convention_le": "20/04/2027"}),
    ("avenant", {"suivi_avenant_le@V": "02/06/2027"}),
    ("avance", {"suivi_versement_montant@S1": "3 000", "suivi_versement_le@S1": "10/06/2027"}),
    ("verse", {"suivi_versement_montant@S2": "3 000", "suivi_versement_le@S2": "10/11/2027"}),
)  # fmt: skip
"""What a person notes, event after event, and the state that follows."""


def with_rows(session: Session) -> Session:
    for group, row in (
        ("suivi_octrois", "G"), ("suivi_avenants", "V"),
        ("suivi_versements", "S1"), ("suivi_versements", "S2"),
    ):  # fmt: skip
        session.add_row(GroupId(group), row=RowId(row))
    return session


def signed(name: str = SAMPLE_A, today: date | None = None) -> Session:
    session = a_sample(name, today=today)
    session.freeze()
    session.record_signature("Fatoumata SYLLA-MARTIN", "ab" * 32)
    return with_rows(session)


def state(session: Session) -> str:
    return life_of(session).etat.id


def test_an_empty_dossier_is_a_draft() -> None:
    session = a_session(nothing_yet(), a_reference(SAMPLE_A))
    assert state(session) == "brouillon"


def test_a_dossier_is_ready_frozen_then_signed() -> None:
    session = a_sample()
    assert state(session) == "pret"
    session.freeze()
    assert state(session) == "fige"
    assert life_of(session).suite == "Signer la version 1"
    session.record_signature("Fatoumata SYLLA-MARTIN", "ab" * 32)
    life = life_of(session)
    assert life.etat.id == "signe"
    assert life.phrase.startswith("La version 1 est signée par Fatoumata SYLLA-MARTIN.")
    assert (life.suite, life.vers) == ("Noter le dépôt", "suivi_depose_le")


@pytest.mark.parametrize("printed", ["04/12/2026", "11/12/2026"])
@pytest.mark.parametrize("today", [date(2026, 12, 7), date(2027, 3, 1)])
def test_the_day_of_a_signature_is_that_of_its_moment_whatever_the_dossier_prints(
    printed: str, today: date
) -> None:
    session = a_sample(changes={"fait_le": printed}, today=today)
    session.freeze()
    moment = TYPED_ON + timedelta(days=3)
    signing = Session(
        session.dossier, session.reference, author=AUTHOR, clock=lambda: moment, today=lambda: today
    )
    signing.record_signature("Fatoumata SYLLA-MARTIN", "ab" * 32)
    assert life_of(signing).vie.fige_le == TYPED_ON.astimezone().date()
    assert life_of(signing).vie.signe_le == moment.astimezone().date()


def test_a_signature_whose_moment_was_not_kept_is_of_the_day_the_version_was_frozen() -> None:
    session = signed(today=date(2027, 3, 1))
    [version] = session.dossier.versions
    session.replace(replace(session.dossier, versions=(replace(version, signed_at=None),)))
    assert life_of(session).vie.signe_le == version.at.moment.astimezone().date()


def test_a_signature_by_hand_is_one_too() -> None:
    session = a_sample()
    session.freeze()
    type_in(session, "suivi_signe_le", "11/12/2026")
    assert state(session) == "signe"


def test_an_answer_changed_before_the_deposit_makes_it_a_draft_again() -> None:
    session = signed()
    type_in(session, "lieu@P1", "Ailleurs.")
    assert state(session) in {"brouillon", "pret"}


def test_each_event_noted_leads_to_the_next_state() -> None:
    session = signed(today=date(2027, 12, 1))
    for expected, noted in NOTED:
        for key, typed in noted.items():
            type_in(session, key, typed)
        assert state(session) == expected
    events = [expected for expected, _ in NOTED if expected != "avance"]
    assert [stage.etat.id for stage in life_of(session).stages] == ["fige", "signe", *events]


def test_after_the_exercise_the_report_is_due_then_handed() -> None:
    session = signed(today=date(2028, 1, 1))
    for _, noted in NOTED:
        for key, typed in noted.items():
            type_in(session, key, typed)
    assert state(session) == "a_justifier"
    assert life_of(session).vers == JUSTIFY
    type_in(session, "suivi_justifie_le", "01/01/2028")
    life = life_of(session)
    assert (life.etat.id, life.vers) == ("justifie", "reconduire")


def test_a_second_request_waits_again() -> None:
    session = signed(today=date(2027, 3, 1))
    for _, noted in NOTED[:3]:
        for key, typed in noted.items():
            type_in(session, key, typed)
    type_in(session, "suivi_complement_le", "20/02/2027")
    assert state(session) == "complement"


def test_a_refusal_ends_the_chain_and_offers_the_next_year() -> None:
    session = signed(today=date(2028, 2, 1))
    for key, typed in {**NOTED[0][1], "suivi_decision": "refuse"}.items():
        type_in(session, key, typed)
    life = life_of(session)
    assert (life.etat.id, life.vers, life.years) == ("refuse", "reconduire", ())


def test_what_is_granted_stands_beside_what_is_asked_with_its_consequence() -> None:
    session = signed(today=date(2027, 6, 1))
    for _, noted in NOTED[:7]:
        for key, typed in noted.items():
            type_in(session, key, typed)
    type_in(session, "suivi_octroi_financeur@G", STATE.upper())
    [share] = life_of(session).shares
    assert (share.demande, share.accorde, share.verse) == tuple(
        map(Euros.whole, (8000, 6000, 3000))
    )
    assert share.part == "75,00\u00a0%"
    assert share.consequence.endswith("reprendre le budget en version 2\u00a0?")


def granted_by_two(**noted: str) -> Session:
    session = signed(today=date(2027, 6, 1))
    session.add_row(GroupId("suivi_octrois"), row=RowId("H"))
    for key, typed in {
        "suivi_depose_le": "12/12/2026", "suivi_decision": "accorde_en_partie",
        "suivi_decision_le": "02/04/2027", "suivi_octroi_montant.2027@G": "6 500",
        "suivi_octroi_financeur@H": "CAF du Val-de-Marne", "suivi_octroi_montant.2027@H": "1 500",
    }.items():  # fmt: skip
        type_in(session, key, typed)
    for key, typed in noted.items():
        type_in(session, key.replace("__", "@"), typed)
    return session


def test_what_is_granted_is_compared_with_what_its_funders_were_asked() -> None:
    told = life_of(granted_by_two()).phrase
    assert "8\u00a0000\u00a0€ sur 10\u00a0000\u00a0€ demandés, soit 80,00\u00a0%" in told
    alone = granted_by_two()
    alone.remove_row(RowId("G"))
    assert "1\u00a0500\u00a0€ sur 2\u00a0000\u00a0€ demandés" in life_of(alone).phrase


def test_what_is_granted_by_a_funder_whom_the_budget_does_not_have_is_compared_with_nothing() -> (
    None
):
    told = life_of(granted_by_two(suivi_octroi_financeur__H="Personne")).phrase
    assert "8\u00a0000\u00a0€." in told
    assert "demandés" not in told


def test_a_transfer_without_funder_comes_from_the_one_the_request_is_addressed_to() -> None:
    noted = {"suivi_versement_montant__S1": "3 000", "suivi_versement_montant__S2": "500"}
    session = granted_by_two(**noted, suivi_versement_financeur__S2="CAF DU VAL-DE-MARNE")
    paid = {share.financeur: share.verse for share in life_of(session).shares}
    assert paid == {
        "Financeur sollicité": Euros.whole(3000), "CAF du Val-de-Marne": Euros.whole(500)
    }  # fmt: skip
    type_in(session, "suivi_octroi_financeur@G", STATE.upper())
    assert [share.verse for share in life_of(session).shares] == [
        Euros.whole(3000), Euros.whole(500)
    ]  # fmt: skip


def test_lines_already_acquired_are_no_request() -> None:
    facts = a_sample().facts
    assert asked_of(facts, "commune de vitry-sur-seine") == {2027: Euros.whole(2500)}
    assert asked_of(facts, "Personne") == {}


def test_each_exercise_of_an_agreement_has_its_own_end() -> None:
    session = signed(SAMPLE_B, today=date(2028, 2, 1))
    for key, typed in {
        "suivi_depose_le": "12/12/2026", "suivi_decision": "accorde",
        "suivi_decision_le": "02/04/2027", "suivi_octroi_montant.2027@G": "25 000",
        "suivi_octroi_montant.2028@G": "25 000", "suivi_octroi_montant.2029@G": "0",
        "suivi_versement_montant@S1": "25 000", "suivi_versement_exercice@S1": "2027",
        "suivi_versement_montant@S2": "10 000", "suivi_versement_exercice@S2": "2028",
    }.items():  # fmt: skip
        type_in(session, key, typed)
    life = life_of(session)
    assert [(year.annee, year.etat) for year in life.years] == [
        (2027, "a_justifier"), (2028, "avance"), (2029, "non_accorde")
    ]  # fmt: skip
    assert (life.etat.id, life.vers) == ("a_justifier", JUSTIFY)
    type_in(session, "suivi_exercice_justifie_le.2027", "30/01/2028")
    life = life_of(session)
    assert life.years[0].mot == "Justifié"
    assert life.etat.id == "avance"


EVENTS = [(key, typed) for _, noted in NOTED for key, typed in noted.items()]


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(EVENTS), max_size=8))
def test_whatever_is_noted_the_state_is_one_of_the_table_and_says_a_sentence(
    events: list[tuple[str, str]],
) -> None:
    session = with_rows(a_sample(today=date(2027, 12, 1)))
    for key, typed in events:
        type_in(session, key, typed)
    life = life_of(session)
    assert life.etat in ETATS
    assert "{" not in life.phrase + life.suite
    assert life.stages[-1].current
    assert life.vers in {"atelier", "signer", "reconduire", "suivi_versements"} or (
        session.reference.form.places.keys() >= {life.vers.partition(".")[0]}
    )


@given(st.lists(st.sampled_from(EVENTS), max_size=8))
def test_the_follow_up_never_keeps_anybody_from_signing(events: list[tuple[str, str]]) -> None:
    session = with_rows(a_sample())
    before = session.findings
    for key, typed in events:
        type_in(session, key, typed)
    assert session.findings == before


@pytest.mark.parametrize("etat", ETATS, ids=lambda etat: etat.id)
def test_every_state_is_named_and_says_what_comes_next(etat: object) -> None:
    assert isinstance(etat, type(ETATS[0]))
    assert etat.mot[0].isupper()
    assert etat.phrase.endswith(".")
    assert etat.suite[0].isupper()
