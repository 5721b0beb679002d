"""« Gardé, parce que … »: a finding that is answered counts no more, until it is another one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.app.glance import steps_at_a_glance
from cvdesk.app.keeping import keep, take_up_again
from cvdesk.app.navigation import State, next_finding, steps
from cvdesk.app.session import Session
from cvdesk.domain.findings import Finding, Gravity
from cvdesk.domain.frozen import fingerprint
from cvdesk.domain.kept import can_be_kept
from cvdesk.errors import UserError
from tests.support.builders import SAMPLE_A, SAMPLE_B, a_sample, codes, only, type_in

REASON = "La banque a raccourci le nom ; le RIB est à jour."


def a_kept_one() -> Session:
    session = a_sample()
    keep(session, only(session, "ID-08"), REASON)
    return session


def test_a_kept_point_counts_no_more_and_stays_visible_with_its_reason() -> None:
    session = a_kept_one()
    assert "ID-08" not in codes(session)
    [kept] = session.kept
    assert (kept.finding.code, kept.reason) == ("ID-08", REASON)
    assert kept.finding in session.every_finding


def test_it_is_no_point_of_its_step_and_f7_does_not_go_there() -> None:
    session = a_kept_one()
    states = {view.step.section.id: view.state for view in steps_at_a_glance(session)}
    assert states["association"] is State.COMPLETE
    first = steps(session.facts)[0]
    finding = next_finding(session, first)
    assert finding is not None
    assert finding.code == "PIE-28"
    keep(session, finding, "")
    assert next_finding(session, first) is None


def test_keeping_is_one_step_of_undo() -> None:
    session = a_kept_one()
    session.undo()
    assert not session.kept
    assert "ID-08" in codes(session)
    assert not session.can_undo
    session.redo()
    assert [kept.reason for kept in session.kept] == [REASON]


def test_it_comes_back_when_an_answer_it_lights_changes_even_if_the_sentence_does_not() -> None:
    session = a_kept_one()
    type_in(session, "rib_titulaire", "LES MOTS DU HUIT-MAI")
    assert not session.kept
    assert "ID-08" in codes(session)
    session.undo()
    assert len(session.kept) == 1


def test_it_is_gone_when_the_point_is_settled() -> None:
    session = a_kept_one()
    type_in(session, "rib_titulaire", session.facts.value("nom"))
    assert not session.kept
    assert "ID-08" not in codes(session)


def test_it_can_be_taken_up_again() -> None:
    session = a_kept_one()
    take_up_again(session, session.kept[0].row)
    assert not session.kept
    assert "ID-08" in codes(session)


def test_keeping_again_changes_the_reason_and_a_new_one_replaces_a_former_one() -> None:
    session = a_kept_one()
    keep(session, session.kept[0].finding, "Le nouveau RIB arrive.")
    assert [kept.reason for kept in session.kept] == ["Le nouveau RIB arrive."]
    type_in(session, "rib_titulaire", "LES MOTS")
    keep(session, only(session, "ID-08"), "C’est le nom d’usage.")
    assert [kept.reason for kept in session.kept] == ["C’est le nom d’usage."]
    assert len(session.facts.rows("suivi_constats")) == 1


def test_what_blocks_signing_is_never_kept() -> None:
    session = a_sample(changes={"siret": "000 001 248 00013"})
    with pytest.raises(UserError, match="empêche de signer"):
        keep(session, only(session, "ID-01"), "Il est bon.")
    assert not session.kept


def test_what_is_to_be_corrected_asks_for_a_reason_a_question_does_not() -> None:
    session = a_sample()
    before = session.dossier
    with pytest.raises(UserError, match="écrire pourquoi"):
        keep(session, only(session, "ID-08"), "  ")
    assert session.dossier is before
    keep(session, only(session, "PIE-28"), "")
    assert [kept.finding.gravity for kept in session.kept] == [Gravity.QUESTION]


def test_a_reason_changes_nothing_of_what_is_signed() -> None:
    assert fingerprint(a_kept_one().dossier) == fingerprint(a_sample().dossier)


def every_one(session: Session) -> list[Finding]:
    return [finding for finding in session.findings if can_be_kept(finding)]


@given(st.sampled_from([SAMPLE_A, SAMPLE_B]), st.permutations(range(6)))
def test_whatever_is_kept_findings_and_kept_points_share_out_what_the_checks_say(
    name: str, order: list[int]
) -> None:
    changes = {"nom": "", "bic": "GEBABEBB", "engagement_membres": "non", "siret": "1"}
    session = a_sample(name, changes)
    for place in order:
        if place < len(waiting := every_one(session)):
            keep(session, waiting[place], "Vu.")
        kept = [one.finding for one in session.kept]
        assert sorted([*session.findings, *kept], key=str) == sorted(session.every_finding, key=str)
        assert all(can_be_kept(finding) for finding in kept)
