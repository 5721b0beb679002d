"""Accounting for a grant starts from the request, and nothing is typed twice."""

from datetime import date
from itertools import product

import pytest

from cvdesk.app.deadline import next_deadline
from cvdesk.app.heading import heading
from cvdesk.app.navigation import steps
from cvdesk.app.nextaction import next_action
from cvdesk.app.readback_after import page_to_read
from cvdesk.app.report import Accounting, accountable_years, exercise_ends, start_accounting
from cvdesk.app.session import Reference, Session
from cvdesk.domain.comparison import comparisons
from cvdesk.domain.frozen import fingerprint
from cvdesk.domain.ids import FieldId, GroupId, Key, RowId
from cvdesk.domain.money import Euros
from cvdesk.errors import UserError
from tests.support.builders import (
    AUTHOR,
    REPORT_A,
    REVIEW_A,
    SAMPLE_A,
    SAMPLE_B,
    TYPED_ON,
    a_contrat,
    a_form,
    a_sample,
    a_session,
    codes,
    phrase,
    said,
    type_in,
)

STATE = "État – politique de la ville, préfecture du Val-de-Marne (P147)"
TOWN = "Commune de Vitry-sur-Seine"


def granted(session: Session) -> Session:
    """Note two grants, one payment and its letter in the follow-up of the request."""
    for row, name, amount in (("O1", STATE, "7 500"), ("O2", TOWN, "2 000")):
        session.add_row(GroupId("suivi_octrois"), row=RowId(row))
        type_in(session, f"suivi_octroi_financeur@{row}", name)
        type_in(session, f"suivi_octroi_montant.2027@{row}", amount)
    type_in(session, "suivi_octroi_acte@O1", "arrêté du 14 mai 2027")
    session.add_row(GroupId("suivi_versements"), row=RowId("V1"))
    for name, typed in (("financeur", STATE), ("exercice", "2027"), ("montant", "3 750")):
        type_in(session, f"suivi_versement_{name}@V1", typed)
    return session


def started(
    kind: Accounting, origin: Session | None = None, year: int = 2027, day: date | None = None
) -> Session:
    origin = origin or a_sample(SAMPLE_A)
    form = a_form(kind.form)
    made = start_accounting(origin.facts, kind, form, year, author=AUTHOR, clock=lambda: TYPED_ON)
    return a_session(made, Reference(form, a_contrat()), day or date(2028, 5, 15))


def test_the_account_has_the_association_the_action_and_its_targets() -> None:
    facts = started(Accounting.REPORT).facts
    asked = a_sample(SAMPLE_A).facts
    for name in ("nom", "siret", "rna", "representant_nom", "iban", "destinataire_service"):
        assert facts.value(name) == asked.value(name) is not None, name
    project = facts.projects[0]
    assert facts.value("intitule", project) == asked.value("intitule", project)
    assert facts.rows("objectifs", project) == asked.rows("objectifs", project)
    for row in asked.rows("indicateurs", project):
        assert facts.value("indicateur_cible", row, 2027) == asked.value(
            "indicateur_cible", row, 2027
        )
    assert facts.value("benef_total", project, 2027) == 60
    assert facts.value("suivi_origine") == asked.dossier.id


def test_what_was_planned_is_the_budget_of_the_request_to_the_cent() -> None:
    [one] = comparisons(started(Accounting.REPORT).facts)
    assert (one.planned.charges, one.planned.produits) == (Euros.whole(21_000),) * 2
    assert (one.planned.emplois, one.planned.contributions) == (Euros.whole(7_930),) * 2
    assert one.done.empty


def test_grants_noted_in_the_follow_up_come_with_their_funder() -> None:
    facts = started(Accounting.REPORT, granted(a_sample(SAMPLE_A))).facts
    [one] = comparisons(facts)
    known = {grant.row: grant.granted for grant in one.grants}
    assert known[RowId("F1")] == Euros.whole(7_500)
    assert [row for row, amount in known.items() if amount is not None] == ["F1", "F4"]
    assert facts.value("rendu_acte") == "arrêté du 14 mai 2027"


def test_a_grant_nobody_noted_stays_unknown() -> None:
    [one] = comparisons(started(Accounting.REPORT).facts)
    assert {grant.granted for grant in one.grants} == {None}


def test_no_attestation_no_power_and_no_paper_is_taken_over() -> None:
    dossier = started(Accounting.REPORT, a_sample(SAMPLE_B)).dossier
    taken = {key.field for key in dossier.records}
    assert not any(name.startswith(("attest_", "pouvoir_", "fait_", "piece_")) for name in taken)


def test_what_must_be_read_again_is_marked_in_the_follow_up() -> None:
    facts = started(Accounting.REPORT).facts
    marked = {facts.value("suivi_reprise_champ", row) for row in facts.rows("suivi_reprises")}
    assert marked == {"rendu_lieux@P1", "realise_cle@P1", "realise_cvn@P1"}


@pytest.mark.parametrize("year", [2027, 2028, 2029])
def test_an_agreement_is_accounted_for_one_exercise_at_a_time(year: int) -> None:
    origin = a_sample(SAMPLE_B)
    facts = started(Accounting.REPORT, origin, year).facts
    assert facts.years == (year,)
    [one] = comparisons(facts)
    assert one.planned.charges == {
        2027: Euros.whole(74_000), 2028: Euros.whole(76_500), 2029: Euros.whole(79_000)
    }[year]  # fmt: skip
    assert {key.year for key in facts.dossier.records} <= {None, year}
    assert exercise_ends(origin.facts, year) == date(year, 12, 31)


@pytest.mark.parametrize(("kind", "name"), list(product(Accounting, [SAMPLE_A, SAMPLE_B])))
def test_every_answer_taken_over_is_one_the_new_form_asks(kind: Accounting, name: str) -> None:
    session = started(kind, a_sample(name))
    form = session.reference.form
    for key, record in session.dossier.records.items():
        assert form.field(key.field) is not None, key
        form.read(key.field, record.text or "")
        assert key.row == "" or key.row in session.dossier.rows
    assert "ID-01" not in codes(session)


def test_the_request_itself_does_not_change() -> None:
    origin = granted(a_sample(SAMPLE_A))
    before = origin.dossier
    started(Accounting.REPORT, origin)
    assert origin.dossier is before


def test_only_a_request_with_an_exercise_is_accounted_for() -> None:
    account = a_sample(REPORT_A)
    assert accountable_years(account.facts) == ()
    with pytest.raises(UserError, match="pas une demande"):
        started(Accounting.REVIEW, account)
    with pytest.raises(UserError, match="ne porte pas sur 2031"):
        started(Accounting.REPORT, year=2031)


def test_an_interim_report_knows_the_grant_and_what_was_paid() -> None:
    facts = started(Accounting.REVIEW, granted(a_sample(SAMPLE_A))).facts
    project = facts.projects[0]
    assert facts.value("bilan_prevu", project, 2027) == Euros.whole(21_000)
    assert facts.value("bilan_accorde", project, 2027) == Euros.whole(7_500)
    assert facts.value("bilan_recu", project, 2027) == Euros.whole(3_750)


def test_the_two_letters_say_their_object_from_the_start() -> None:
    not_done, more = started(Accounting.NOT_DONE).facts, started(Accounting.MORE_TIME).facts
    assert not_done.value("courrier_objet", not_done.projects[0]) == "non_realisation"
    assert more.value("courrier_objet", more.projects[0]) == "report"


# --- the letter, checked


def a_letter(kind: Accounting, **answers: str) -> Session:
    session = started(kind)
    for name, typed in answers.items():
        year = ".2027" if name in {"courrier_recu", "courrier_exercice_fin"} else ""
        type_in(session, f"{name}{year}@P1", typed)
    return session


def test_let_134_asks_for_a_day_after_the_normal_one() -> None:
    early = a_letter(Accounting.MORE_TIME, courrier_nouvelle_date="30/06/2028")
    [finding] = said(early, "LET-134")
    assert "30/06/2028" in phrase(finding)
    later = a_letter(Accounting.MORE_TIME, courrier_nouvelle_date="30/09/2028")
    assert "LET-134" not in codes(later)


def test_let_135_sends_back_to_an_account_when_money_was_spent() -> None:
    assert "LET-135" in codes(a_letter(Accounting.NOT_DONE, courrier_depense="oui"))
    assert "LET-135" not in codes(a_letter(Accounting.NOT_DONE))


@pytest.mark.parametrize(
    ("received", "proposal", "speaks"),
    [
        ("7 500", "rien", True),
        ("0", "rendre", True),
        ("0", "rien", False),
        ("500", "garder", False),
    ],
)
def test_let_136_wants_a_proposal_that_suits_the_amount(
    received: str, proposal: str, *, speaks: bool
) -> None:
    letter = a_letter(Accounting.NOT_DONE, courrier_recu=received, courrier_devenir=proposal)
    assert ("LET-136" in codes(letter)) is speaks


def test_checks_of_a_request_are_silent_afterwards() -> None:
    for kind in Accounting:
        found = codes(started(kind))
        assert not found & {"PIE-20", "PIE-22", "PIE-27", "ORI-54", "PRJ-48", "BUD-33", "ATT-17"}


# --- what the window says


def test_an_account_is_named_and_its_due_day_is_told() -> None:
    session = a_sample(REPORT_A, today=date(2028, 6, 20))
    assert heading(session.facts).kind == "Compte rendu financier 2027 · État"
    due = next_deadline(session.facts, date(2028, 6, 20))
    assert due is not None
    assert (due.short, due.long, due.soon) == ("10 jours", "à rendre le 30/06/2028", True)
    late = next_deadline(session.facts, date(2028, 7, 1))
    assert late is not None
    assert late.short == "en retard"
    assert next_deadline(a_sample(REVIEW_A).facts, date(2027, 10, 8)) is None


def test_days_are_no_longer_counted_once_a_request_is_deposited() -> None:
    session = a_sample(SAMPLE_A)
    assert next_deadline(session.facts, date(2026, 12, 1)) is not None
    type_in(session, "suivi_depose_le", "01/12/2026")
    assert next_deadline(session.facts, date(2026, 12, 1)) is None


def test_the_last_action_is_to_read_and_sign() -> None:
    for name in (REPORT_A, REVIEW_A):
        session = a_sample(name, {"rib_titulaire": "Les Mots du 8-Mai (association fictive)"})
        here = steps(session.facts)[-1]
        assert next_action(session, here).sign
        assert session.freeze().number == 1


def test_the_page_read_aloud_tells_the_cost_the_gaps_and_what_is_left() -> None:
    page = page_to_read(a_sample(REPORT_A).facts)
    told = dict(page.lines)
    assert page.amount == "7\u00a0500\u00a0€"
    assert page.captions[0] == "L’association rend compte de"
    assert "800\u00a0€ de moins, 3,8\u00a0%" in told["Argent"]
    assert "622" in told["Écarts"]
    assert told["Part non employée"] == "0\u00a0€, tout a été employé"
    assert told["Indicateurs"].startswith("7 valeurs mesurées sur 7")
    assert page_to_read(a_sample(SAMPLE_A).facts).heading == "Demande de subvention à relire"
    assert "13\u00a0900" in page_to_read(a_sample(REVIEW_A).facts).amount
    letter = a_letter(Accounting.MORE_TIME, courrier_nouvelle_date="30/09/2028")
    assert dict(page_to_read(letter.facts).lines)["Délai demandé"] == (
        "jusqu’au 30/09/2028, au lieu du 30/06/2028"
    )


def test_noting_what_happens_afterwards_voids_no_signature_of_the_account() -> None:
    session = a_sample(REPORT_A)
    before = fingerprint(session.dossier)
    session.answer(Key(FieldId("suivi_justifie_le")), "20/05/2028")
    assert fingerprint(session.dossier) == before


def test_the_page_read_aloud_says_when_the_day_printed_is_not_today() -> None:
    early = page_to_read(a_sample(SAMPLE_A, today=date(2026, 11, 28)).facts)
    assert dict(page_to_read(a_sample(SAMPLE_A).facts).lines)["Date"] == "11/12/2026"
    assert "portera la date du jour, 28/11/2026" in dict(early.lines)["Date"]
