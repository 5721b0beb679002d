"""Reminders: the day each falls on, why, and when it is over."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.app.icalendar import calendar_file
from cvdesk.app.session import Session
from cvdesk.app.vie import Urgency, life_of
from cvdesk.domain.ids import DossierId, Key
from cvdesk.domain.rappels import Reminder
from cvdesk.domain.working_days import (
    is_working_day,
    months_after,
    working_days_before,
    working_days_left,
)
from tests.support.builders import SAMPLE_A, SAMPLE_B, a_sample, an_appel, type_in
from tests.unit.test_vie import NOTED, signed

DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))


def days_of(session: Session) -> dict[str, date]:
    return {due.reminder.id: due.reminder.day for due in life_of(session).dues}


def granted(name: str = SAMPLE_A, today: date = date(2027, 5, 1)) -> Session:
    session = signed(name, today=today)
    for _, noted in NOTED[:4]:
        for key, typed in noted.items():
            type_in(session, key, typed)
    return session


@given(DAYS, st.integers(1, 30))
def test_working_days_before_are_counted_back(day: date, days: int) -> None:
    before = working_days_before(day, days)
    assert is_working_day(before)
    counted = sum(is_working_day(before + timedelta(n)) for n in range((day - before).days))
    assert counted == days


@given(st.dates(date(2020, 1, 1), date(2060, 12, 31)))
def test_six_months_after_the_last_of_a_month_is_the_last_of_a_month(day: date) -> None:
    after = months_after(day, 6)
    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == 6
    if (day + timedelta(1)).month != day.month:
        assert (after + timedelta(1)).month != after.month


def test_the_deposit_leaves_three_working_days_and_the_signatory_nine_days() -> None:
    """The call closes on Friday 18 December 2026."""
    found = days_of(a_sample(today=date(2026, 11, 20)))
    assert found["cloture"] == date(2026, 12, 18)
    assert found["depot"] == date(2026, 12, 15)
    assert found["signature"] == date(2026, 12, 6)
    assert working_days_left(found["depot"], found["cloture"], 9) == 3


def test_a_signed_dossier_waits_for_no_signatory_and_a_deposited_one_for_no_closing() -> None:
    session = signed()
    assert "signature" not in days_of(session)
    session.answer(Key.parse("sigle"), "X")
    assert "signature" in days_of(session)
    session.undo()
    type_in(session, "suivi_depose_le", "11/12/2026")
    assert not {"depot", "cloture"} & days_of(session).keys()


def test_a_call_that_is_closed_reminds_of_nothing() -> None:
    assert "cloture" not in days_of(a_sample(today=date(2027, 1, 4)))


def test_without_a_closing_day_none_is_invented() -> None:
    session = a_sample(appel=replace(an_appel(), cloture=None))
    assert not {"signature", "depot", "cloture"} & days_of(session).keys()


def test_a_completion_is_reminded_of_until_it_is_sent() -> None:
    session = signed(today=date(2027, 1, 12))
    type_in(session, "suivi_complement_le", "10/01/2027")
    assert "complement" not in days_of(session)
    type_in(session, "suivi_complement_avant", "25/01/2027")
    assert days_of(session)["complement"] == date(2027, 1, 25)
    type_in(session, "suivi_complete_le", "12/01/2027")
    assert "complement" not in days_of(session)


def test_the_payment_is_expected_sixty_days_after_the_notification() -> None:
    session = granted()
    assert days_of(session)["paiement"] == date(2027, 6, 1)
    type_in(session, "suivi_versement_montant@S1", "3 000")
    assert "paiement" not in days_of(session)


def test_the_report_is_due_six_months_after_the_exercise() -> None:
    session = granted()
    assert days_of(session)["compte_rendu-2027"] == date(2028, 6, 30)
    type_in(session, "projet_exercice_fin.2027@P1", "31/08/2027")
    assert days_of(session)["compte_rendu-2027"] == date(2028, 2, 29)
    type_in(session, "suivi_justifie_le", "01/02/2028")
    assert "compte_rendu-2027" not in days_of(session)


def test_the_renewal_remembers_the_report_of_the_year_before() -> None:
    """Sample A asks for 2027 while the action of 2026 still runs: the report is due in June."""
    [due] = [due for due in life_of(a_sample()).dues if due.reminder.id == "compte_rendu-2026"]
    assert due.reminder.day == date(2027, 6, 30)
    assert due.reminder.short == "Compte rendu"


def test_an_agreement_has_a_report_a_year_its_evaluation_and_the_revision() -> None:
    session = granted(SAMPLE_B)
    type_in(session, "evaluation_finale@P1", "")
    found = days_of(session)
    assert [found[f"compte_rendu-{year}"] for year in (2027, 2028, 2029)] == [
        date(2028, 6, 30), date(2029, 6, 30), date(2030, 6, 30)
    ]  # fmt: skip
    assert found["evaluation"] == date(2029, 9, 30)
    assert found["revision"] == date(2027, 12, 31)
    type_in(session, "suivi_evaluation_le", "01/05/2027")
    assert "evaluation" not in days_of(session)


def test_the_day_written_for_the_evaluation_is_the_one_reminded() -> None:
    session = granted(SAMPLE_B)
    type_in(session, "evaluation_finale@P1", "15/10/2029")
    assert days_of(session)["evaluation"] == date(2029, 10, 15)


def test_mandate_power_papers_and_certificate_have_their_end() -> None:
    session = a_sample(SAMPLE_B, {"representant_fin_mandat": "30/04/2028"})
    found = days_of(session)
    assert found["mandat"] == date(2028, 4, 30)
    assert "pouvoir" in found
    assert "piece-pouvoir" not in found  # its own reminder says it
    life = life_of(a_sample(), certificate_until=date(2027, 1, 2))
    assert {due.reminder.id for due in life.dues} >= {"certificat", "mandat"}
    session = a_sample(SAMPLE_A, {"piece_echeance@rib": "01/02/2027"})
    assert days_of(session)["piece-rib"] == date(2027, 2, 1)


def test_reminders_come_soonest_first_and_say_what_is_late() -> None:
    session = a_sample(today=date(2026, 12, 16))
    dues = life_of(session).dues
    assert [due.reminder.day for due in dues] == sorted(due.reminder.day for due in dues)
    assert (dues[0].left, dues[0].urgency) == ("il y a 10 jours", Urgency.LATE)
    assert {due.left for due in dues} >= {"dans 2 jours"}


@pytest.mark.parametrize("name", [SAMPLE_A, SAMPLE_B])
def test_every_reminder_leads_somewhere_and_says_where_it_comes_from(name: str) -> None:
    session = granted(name)
    places = session.reference.form.places
    groups = session.reference.form.groups
    for due in life_of(session).dues:
        one = due.reminder
        assert one.why.endswith(".")
        assert one.source
        field = one.where.partition("@")[0].partition(".")[0]
        assert field in {"atelier", "signer"} or field in places or field in groups, one


# --- the calendar file ----------------------------------------------------------------------------

TEXTS = st.text(max_size=200)


def one(sentence: str, day: date = date(2027, 6, 30)) -> Reminder:
    return Reminder(day, "compte_rendu-2026", sentence, "Compte rendu", "Pourquoi.", "loi", "x")


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_a_calendar_has_a_day_an_alarm_and_the_same_name_each_time() -> None:
    written = datetime(2026, 12, 4, 18, 30, tzinfo=UTC)
    lines = unfolded(
        calendar_file(DossierId("01ABC"), "Les Mots ; Vitry", [one("Un, deux")], written)
    )
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "UID:01ABC-compte_rendu-2026@cvdesk" in lines
    assert "DTSTAMP:20261204T183000Z" in lines
    assert "DTSTART;VALUE=DATE:20270630" in lines
    assert "DTEND;VALUE=DATE:20270701" in lines
    assert "SUMMARY:Un\\, deux" in lines
    assert "TRIGGER:-P7D" in lines
    assert any(line.startswith("DESCRIPTION:Les Mots \\; Vitry\\nPourquoi.") for line in lines)


@given(TEXTS, TEXTS)
def test_no_line_of_a_calendar_is_longer_than_75_octets_nor_broken(title: str, text: str) -> None:
    content = calendar_file(DossierId("01ABC"), title, [one(text)], datetime.now(UTC))
    physical = content.split(b"\r\n")
    assert max(map(len, physical)) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")
    content.decode()
    names = [line.partition(":")[0] for line in unfolded(content)[:-1]]
    assert names.count("SUMMARY") == 1
    assert set(names) <= {
        "BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "UID", "DTSTAMP", "SUMMARY",
        "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "DESCRIPTION", "TRANSP", "ACTION", "TRIGGER",
    }  # fmt: skip
