"""SIG-139: the preparer is told that the signatory declined, and why, until it is settled."""

from cvdesk.app.freeze import obstacles
from cvdesk.app.navigation import step_of
from cvdesk.app.refusing import decline
from cvdesk.domain.ids import Key
from tests.support.builders import a_sample, codes, only


def test_a_refusal_is_told_with_its_reason_and_leads_to_the_signature() -> None:
    session = a_sample()
    decline(session, "Le budget\nm’étonne.")
    finding = only(session, "SIG-139")
    assert "«\u00a0Le budget m’étonne\u00a0»" in finding.message
    assert step_of(session.facts, finding).section.id == "signature"
    assert obstacles(session.findings) == ()


def test_nothing_is_kept_of_an_empty_reason() -> None:
    session = a_sample()
    decline(session, "  ")
    assert session.facts.rows("suivi_remarques") == ()


def test_a_long_reason_is_cut_between_words() -> None:
    session = a_sample()
    decline(session, "mot " * 200)
    assert "mot…\u00a0»" in only(session, "SIG-139").message


def test_settled_or_signed_as_it_stands_it_is_silent() -> None:
    session = a_sample()
    decline(session, "Le budget m’étonne.")
    session.freeze()
    session.record_signature("Fatoumata SYLLA-MARTIN", "ab" * 32)
    assert "SIG-139" not in codes(session)
    session = a_sample()
    decline(session, "Le budget m’étonne.")
    [row] = session.facts.rows("suivi_remarques")
    session.answer(Key.parse(f"suivi_remarque_reglee@{row}"), "oui")
    assert "SIG-139" not in codes(session)


def test_an_ordinary_remark_is_no_refusal() -> None:
    session = a_sample()
    decline(session, "Le budget m’étonne.")
    [row] = session.facts.rows("suivi_remarques")
    session.answer(Key.parse(f"suivi_remarque_refus@{row}"), "")
    assert "SIG-139" not in codes(session)
