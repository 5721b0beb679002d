"""What does not hold together in a follow-up: one case for each remark, and where it stays."""

import re
from datetime import UTC, date, datetime

import pytest

from cvdesk.app.session import Session
from cvdesk.app.vie import life_of
from cvdesk.domain.checks import ALL_CHECKS
from cvdesk.domain.findings import Finding, Gravity
from cvdesk.domain.vie_remarques import FOLLOW_UP_CHECKS
from tests.support.builders import AUTHOR, SAMPLE_B, a_sample, type_in
from tests.unit.test_vie import NOTED, signed

WELL = {key: typed for _, noted in NOTED for key, typed in noted.items()}
"""A whole year without anything to say."""


def followed(changes: dict[str, str], *, today: date = date(2027, 12, 1)) -> Session:
    session = signed(today=today)
    for key, typed in {**WELL, **changes}.items():
        type_in(session, key, typed)
    return session


def remarks(session: Session) -> dict[str, Finding]:
    return {remark.code: remark for remark in life_of(session).remarks}


def test_a_year_that_goes_well_has_no_remark() -> None:
    assert remarks(followed({})) == {}


CASES: tuple[tuple[str, dict[str, str], str], ...] = (
    ("SUI-121", {"suivi_depose_le": "01/12/2026"}, "avant la signature"),
    ("SUI-122", {"lieu@P1": "Ailleurs"}, "version 2"),
    ("SUI-123", {"suivi_decision_le": "01/01/2027"}, "vient avant"),
    ("SUI-123", {"suivi_depose_le": ""}, "Le dépôt n’a pas de date"),
    ("SUI-124", {"suivi_decision": ""}, "pas la décision"),
    ("SUI-124", {"suivi_decision": "refuse"}, "un refus"),
    ("SUI-124", {"suivi_octroi_montant.2027@G": ""}, "notez le montant"),
    ("SUI-124", {"suivi_decision_le": ""}, "soixante jours"),
    ("SUI-124", {"suivi_decision": "accorde"}, "accordé en partie"),
    ("SUI-125", {"suivi_octroi_montant.2027@G": "9 000"}, "8\u00a0000\u00a0€ étaient demandés"),
    ("SUI-126", {"suivi_octroi_financeur@G": "Personne"}, "n’est pas parmi"),
    ("SUI-127", {"suivi_versement_montant@S2": "30 000"}, "compté deux fois"),
    ("SUI-128", {"suivi_versement_exercice@S1": "2031"}, "un autre dossier"),
    ("SUI-128", {"suivi_versement_le@S1": "01/04/2027"}, "avant la décision"),
    ("SUI-129", {"suivi_convention_le": "20/04/1900"}, "surprend"),
    ("SUI-129", {"suivi_convention_le": "20/04/2099"}, "surprend"),
    ("SUI-129", {"suivi_convention_le": "20/04/2028"}, "pas encore arrivé"),
    ("SUI-130", {"suivi_octroi_montant.2027@G": "90 000 000"}, "chiffre de trop"),
    ("SUI-120", {"suivi_justifie_le": "01/12/2027"}, "bilan intermédiaire"),
)


@pytest.mark.parametrize(("code", "changes", "said"), CASES)
def test_each_remark_speaks(code: str, changes: dict[str, str], said: str) -> None:
    session = followed(changes)
    messages = [one.message for one in life_of(session).remarks if one.code == code]
    assert any(said in message for message in messages), messages


@pytest.mark.parametrize("by_hand", [False, True])
def test_a_version_frozen_and_signed_after_the_deposit_makes_no_date_wrong(
    *, by_hand: bool
) -> None:
    first = a_sample() if by_hand else signed()
    first.freeze()
    if by_hand:
        type_in(first, "suivi_signe_le", "11/12/2026")
    type_in(first, "suivi_depose_le", "14/12/2026")
    type_in(first, "lieu@P1", "Ailleurs.")
    assert "version 2" in remarks(first)["SUI-122"].message
    day = date(2027, 1, 20)
    later = Session(
        first.dossier, first.reference, author=AUTHOR,
        clock=lambda: datetime(2027, 1, 20, 12, tzinfo=UTC), today=lambda: day,
    )  # fmt: skip
    later.freeze()
    assert remarks(later) == {}
    if by_hand:
        type_in(later, "suivi_signe_le", "20/01/2027")
    else:
        later.record_signature("Fatoumata SYLLA-MARTIN", "b" * 64)
    assert life_of(later).vie.signe_le == day
    assert remarks(later) == {}


def test_a_report_of_a_grant_that_was_refused_is_questioned() -> None:
    session = followed(
        {"suivi_decision": "refuse", "suivi_octroi_montant.2027@G": "",
         "suivi_justifie_le": "01/02/2028"},
        today=date(2028, 3, 1),
    )  # fmt: skip
    assert "Aucune aide" in remarks(session)["SUI-120"].message


def test_a_transfer_of_an_agreement_says_its_exercise() -> None:
    session = signed(SAMPLE_B, today=date(2027, 12, 1))
    type_in(session, "suivi_versement_montant@S1", "3 000")
    assert "Pour quelle année" in remarks(session)["SUI-128"].message


def test_the_deadline_of_a_completion_may_be_to_come() -> None:
    assert "SUI-129" not in remarks(followed({"suivi_complement_avant": "20/12/2027"}))


def test_remarks_are_numbered_after_the_table_apart_from_it_and_never_block() -> None:
    assert sorted(check.number for check in FOLLOW_UP_CHECKS) == list(range(120, 131))
    assert {f"SUI-{check.number}" for check in FOLLOW_UP_CHECKS} == {
        check.code for check in FOLLOW_UP_CHECKS
    } == {code for code, _, _ in CASES}  # fmt: skip
    assert not {check.code for check in FOLLOW_UP_CHECKS} & {check.code for check in ALL_CHECKS}
    assert all(check.gravity is not Gravity.BLOCKING for check in FOLLOW_UP_CHECKS)


@pytest.mark.parametrize(("code", "changes", "said"), CASES)
def test_every_sentence_is_kind_complete_and_set_in_french(
    code: str, changes: dict[str, str], said: str
) -> None:
    for remark in life_of(followed(changes)).remarks:
        ours = re.sub("«\u00a0.*?\u00a0»", "«»", remark.message)
        assert ours.endswith((".", "?")), ours
        assert not re.search(r"erreur|invalide|interdit|[!'{}]|None", ours), ours
        assert not re.search(r" [:;?»€%]|« |\d \d{3}\b", ours), ours


def test_the_day_of_a_refusal_starts_no_delay_of_payment() -> None:
    refused = a_sample(changes={"suivi_depose_le": "01/12/2026", "suivi_decision": "refuse"})
    said = [one.message for one in life_of(refused).remarks if "De quand date" in one.message]
    assert len(said) == 1
    assert "soixante jours" not in said[0]
