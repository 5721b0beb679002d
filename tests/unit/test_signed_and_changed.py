"""Check 14: what is signed and then changed is to be signed again, and can be."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cvdesk.app.cards import card_of
from cvdesk.app.heading import version_line
from cvdesk.app.keeping import keep
from cvdesk.app.merge import merge
from cvdesk.app.navigation import steps
from cvdesk.app.nextaction import first_action, next_action
from cvdesk.app.refusing import decline
from cvdesk.app.retour import _same_version
from cvdesk.app.session import Session
from cvdesk.app.vie import life_of
from cvdesk.domain.dossier import Version
from cvdesk.domain.findings import Gravity
from cvdesk.domain.frozen import fingerprint
from cvdesk.domain.ids import GroupId, RowId
from tests.support.builders import (
    AUTHOR,
    REPORT_A,
    REVIEW_A,
    TYPED_ON,
    a_sample,
    codes,
    lit,
    only,
    phrase,
    type_in,
)


def a_signed_one() -> Session:
    session = a_sample()
    session.freeze()
    session.record_signature("Fatoumata SYLLA-MARTIN", "a" * 64)
    return session


def test_sig_14_a_euro_more_after_the_signature() -> None:
    session = a_signed_one()
    assert "SIG-14" not in codes(session)
    type_in(session, "projet_641.2027@P1", "9 801")
    finding = only(session, "SIG-14")
    assert phrase(finding) == (
        "Le dossier a été modifié après la signature de Fatoumata SYLLA-MARTIN. Pour rester "
        "honnête envers le financeur, il faut le faire relire et signer de nouveau."
    )
    assert (finding.gravity, lit(finding)) == (Gravity.BLOCKING, ["projet_641.2027@P1"])


def test_sig_14_says_nothing_of_a_version_that_nobody_signed() -> None:
    session = a_sample()
    session.freeze()
    type_in(session, "sigle", "X")
    assert "SIG-14" not in codes(session)


def test_sig_14_what_is_typed_back_or_undone_is_no_change() -> None:
    session = a_signed_one()
    type_in(session, "sigle", "X")
    assert "SIG-14" in codes(session)
    type_in(session, "sigle", "LM8M")
    assert "SIG-14" not in codes(session)
    session.move_row(RowId("OB1"), 1)
    assert only(session, "SIG-14").section == "signature"
    session.undo()
    assert "SIG-14" not in codes(session)


def test_sig_14_does_not_keep_from_freezing_the_version_that_will_be_signed_again() -> None:
    session = a_signed_one()
    type_in(session, "sigle", "X")
    second = session.freeze()
    assert second.number == 2
    assert "SIG-14" in codes(session)
    session.record_signature("Fatoumata SYLLA-MARTIN", "b" * 64)
    assert "SIG-14" not in codes(session)
    assert [version.signed_sha256[:1] for version in session.dossier.versions] == ["a", "b"]


def test_what_is_noted_beside_a_dossier_changes_nothing_of_what_was_signed() -> None:
    session = a_sample()
    before = fingerprint(session.dossier)
    row = session.add_row(GroupId("suivi_remarques"))
    type_in(session, f"suivi_remarque_texte@{row}", "Relire le budget ensemble.")
    type_in(session, "suivi_depose_le", "14/12/2026")
    assert fingerprint(session.dossier) == before


def test_the_last_version_is_said_frozen_signed_then_changed() -> None:
    session = a_sample()
    assert version_line(session.facts) == ""
    session.freeze()
    assert version_line(session.facts) == "Version 1, figée le 04/12/2026, pas encore signée"
    session.record_signature("Fatoumata SYLLA-MARTIN", "a" * 64)
    assert version_line(session.facts) == "Version 1, signée le 04/12/2026"
    type_in(session, "suivi_depose_le", "14/12/2026")
    assert version_line(session.facts) == "Version 1, signée le 04/12/2026"
    type_in(session, "lieu@P1", "Ailleurs.")
    changed = "Modifié depuis la version 1, signée le 04/12/2026"
    assert version_line(session.facts) == changed


def test_a_version_signed_by_hand_is_said_so_and_one_changed_is_not_awaiting() -> None:
    session = a_sample()
    session.freeze()
    type_in(session, "lieu@P1", "Ailleurs.")
    changed = "Modifié depuis la version 1, figée le 04/12/2026"
    assert version_line(session.facts) == changed
    session.undo()
    type_in(session, "suivi_signe_le", "11/12/2026")
    assert version_line(session.facts) == "Version 1, signée à la main le 11/12/2026"


def test_a_request_signed_and_unchanged_is_to_be_handed_in() -> None:
    session = a_signed_one()
    for finding in session.findings:
        keep(session, finding, "Vu avec la présidente.")
    last = steps(session.facts)[-1]
    assert next_action(session, last).label == "Transmettre le dossier"
    assert next_action(session, last).beside == "transmettre"
    type_in(session, "suivi_depose_le", "04/12/2026")
    handed_in = next_action(session, last)
    assert (handed_in.label, handed_in.beside) == ("Noter la décision", "suivi")
    type_in(session, "sigle", "X")
    assert next_action(session, last).beside == ""


@pytest.mark.parametrize("name", [REPORT_A, REVIEW_A])
def test_an_account_signed_and_unchanged_is_followed_in_the_words_of_its_card(name: str) -> None:
    session = a_sample(name)
    for finding in session.findings:
        keep(session, finding, "Vu avec la présidente.")
    session.freeze()
    assert first_action(session).sign
    session.record_signature("Fatoumata SYLLA-MARTIN", "a" * 64)
    for day in ("", "04/12/2026"):
        type_in(session, "suivi_depose_le", day)
        action = first_action(session)
        assert action.beside == "suivi"
        assert action.label == card_of(session, session.facts.today).next_step
    type_in(session, "sigle", "X")
    assert first_action(session).sign


def test_a_request_that_changed_since_it_was_signed_leads_to_signing_again() -> None:
    session = a_signed_one()
    for finding in session.findings:
        keep(session, finding, "Vu avec la présidente.")
    type_in(session, "besoin@P1", "Le besoin, dit autrement.")
    type_in(session, "lieu@P1", "Ailleurs.")
    assert codes(session) == {"SIG-14"}
    for step in steps(session.facts):
        assert next_action(session, step).label == "Relire et signer", step
    assert first_action(session).sign
    type_in(session, "projet_641.2027@P1", "9 801")
    assert first_action(session).label == "Corriger\u00a0: 641 Rémunération des personnels 2027"


def test_a_version_signed_by_hand_is_to_be_handed_in() -> None:
    session = a_sample()
    for finding in session.findings:
        keep(session, finding, "Vu avec la présidente.")
    session.freeze()
    type_in(session, "suivi_signe_le", "11/12/2026")
    for step in steps(session.facts):
        assert next_action(session, step).beside == "transmettre", step
    assert first_action(session).label == "Transmettre le dossier"


def test_a_change_signed_again_by_hand_is_signed() -> None:
    session = a_signed_one()
    for finding in session.findings:
        keep(session, finding, "Vu avec la présidente.")
    type_in(session, "sigle", "X")
    session.freeze()
    assert codes(session) == {"SIG-14"}
    type_in(session, "suivi_signe_le", "11/12/2026")
    assert codes(session) == set()
    assert first_action(session).beside == "transmettre"
    type_in(session, "lieu@P1", "Ailleurs.")
    assert codes(session) == {"SIG-14"}
    assert first_action(session).sign


def test_the_day_of_a_signature_by_hand_is_not_that_of_the_next_version() -> None:
    session = a_sample()
    session.freeze()
    type_in(session, "suivi_signe_le", "11/12/2026")
    type_in(session, "sigle", "X")
    later = Session(
        session.dossier, session.reference, author=AUTHOR,
        clock=lambda: TYPED_ON + timedelta(days=9), today=lambda: session.facts.today,
    )  # fmt: skip
    assert later.freeze().number == 2
    assert version_line(later.facts) == "Version 2, figée le 13/12/2026, pas encore signée"
    assert life_of(later).etat.id == "fige"
    assert first_action(later).beside == ""
    type_in(later, "suivi_signe_le", "13/12/2026")
    assert version_line(later.facts) == "Version 2, signée à la main le 13/12/2026"


def test_a_refusal_is_over_once_the_version_is_signed_by_hand() -> None:
    session = a_sample()
    decline(session, "Le budget n’est pas le bon.")
    session.freeze()
    assert "SIG-139" in codes(session)
    type_in(session, "suivi_signe_le", "11/12/2026")
    assert "SIG-139" not in codes(session)


def test_a_version_frozen_elsewhere_follows_the_last_one_even_where_two_had_its_number() -> None:
    session = a_signed_one()
    type_in(session, "sigle", "X")
    session.freeze()
    first, second = session.dossier.versions
    crossed = replace(second, fingerprint="c" * 64)
    here = replace(session.dossier, versions=(first, crossed, crossed))
    assert _same_version(here, Version(3, fingerprint(here), second.at))


def test_a_version_frozen_where_the_clock_is_late_still_comes_after_the_one_before() -> None:
    first = a_signed_one()
    late = Session(
        first.dossier, first.reference, author=AUTHOR,
        clock=lambda: TYPED_ON - timedelta(days=2), today=lambda: first.facts.today,
    )  # fmt: skip
    type_in(late, "sigle", "X")
    second = late.freeze()
    assert second.at > first.dossier.versions[0].at
    merged = merge(late.dossier, first.dossier).dossier
    assert [version.number for version in merged.versions] == [1, 2]
