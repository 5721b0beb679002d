"""A signed PDF is called intact when it is, and never when someone touched it."""

import hashlib
import logging
import subprocess
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cvdesk.domain.signature import Modifications, SignatureRequest, VerificationReport
from cvdesk.errors import UserError
from cvdesk.signing.identity import Applicant
from cvdesk.signing.refusals import IdentityRefused, UnreadablePdf
from cvdesk.signing.verify import verify
from tests.signing import forged_pdfs as forged
from tests.signing.signable_pdfs import (
    FIRST,
    PRESIDENT,
    SECOND,
    TODAY,
    TREASURER,
    certificate_of,
    drawn_appearance,
    pdf_without_fields,
    signer_for,
    two_field_pdf,
)
from tests.support.laws import cases

EXPECTED = {FIRST: PRESIDENT.holder, SECOND: TREASURER.holder}


@cache
def signed_once() -> bytes:
    request = SignatureRequest(
        FIRST,
        reason="Dossier lu et approuvé",
        location="L’Haÿ-les-Roses",
        appearance=drawn_appearance("Signé par Étienne ROBILLARD-N’GUESSAN"),
    )
    return signer_for(PRESIDENT).sign(two_field_pdf(), request)


@cache
def signed_twice() -> bytes:
    later = TODAY + timedelta(hours=3)
    return signer_for(TREASURER, today=later).sign(signed_once(), SignatureRequest(SECOND))


def checked(pdf: bytes, *, by: datetime = TODAY + timedelta(days=1)) -> VerificationReport:
    trusted = [certificate_of(PRESIDENT), certificate_of(TREASURER)]
    return verify(pdf, trusted=trusted, expected=EXPECTED, clock=lambda: by)


def verdict(pdf: bytes) -> str:
    """Reduce a verification to intact, not intact, or refused."""
    try:
        return "intact" if checked(pdf).intact else "not intact"
    except UserError as refusal:
        return f"refused: {type(refusal).__name__}"


def signed_bytes(pdf: bytes) -> bytes:
    """Leave out what sits between the two ranges of each signature."""
    gaps = [(length, resume) for _, length, resume, _ in forged.signed_ranges(pdf)]
    return b"".join(
        pdf[start:stop]
        for start, stop in zip(
            [0, *(resume for _, resume in gaps)],
            [*(length for length, _ in gaps), None],
            strict=True,
        )
    )


def ends_of_states(pdf: bytes) -> set[int]:
    return {resume + rest for _, _, resume, rest in forged.signed_ranges(pdf)}


# Laws.


@settings(max_examples=cases(60))
@given(data=st.data())
def test_any_changed_byte_outside_the_signature_itself_is_seen(data: st.DataObject) -> None:
    pdf = signed_once()
    _, length, resume, _ = forged.signed_ranges(pdf)[0]
    position = data.draw(
        st.integers(0, length - 1) | st.integers(resume, len(pdf) - 1), label="position"
    )
    value = data.draw(st.integers(0, 255).filter(lambda v: v != pdf[position]), label="value")

    assert verdict(forged.with_byte_changed(pdf, position, value)) != "intact"


@settings(max_examples=cases(60))
@given(data=st.data())
def test_a_changed_byte_inside_the_signature_never_changes_who_signed(data: st.DataObject) -> None:
    pdf = signed_once()
    _, length, resume, _ = forged.signed_ranges(pdf)[0]
    position = data.draw(st.integers(length, resume - 1), label="position")
    value = data.draw(st.integers(0, 255), label="value")

    try:
        report = checked(forged.with_byte_changed(pdf, position, value))
    except UserError:
        return
    if report.intact:
        assert report.signatures[0].fingerprint == checked(pdf).signatures[0].fingerprint


@settings(max_examples=cases(40))
@given(length=st.integers(0, 10**9))
def test_a_file_cut_anywhere_but_after_a_signature_is_seen(length: int) -> None:
    pdf = signed_twice()
    kept = length % len(pdf)
    if kept not in ends_of_states(pdf):
        assert verdict(pdf[:kept]) != "intact"


@settings(max_examples=cases(40))
@given(tail=st.binary(min_size=1, max_size=40))
def test_whatever_is_appended_is_seen(tail: bytes) -> None:
    assert verdict(signed_once() + tail) != "intact"


@settings(max_examples=cases(60))
@given(data=st.data())
def test_a_mangled_file_gets_an_answer_and_never_a_crash(data: st.DataObject) -> None:
    mangled = bytearray(signed_twice())
    for _ in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(mangled)))
        stop = start + data.draw(st.integers(0, 30))
        mangled[start:stop] = data.draw(st.binary(max_size=30))

    if verdict(bytes(mangled)) == "intact":
        assert signed_bytes(bytes(mangled)) == signed_bytes(signed_twice())


# Files as they should be.


def test_one_signature_covers_every_byte_and_says_who_when_and_why() -> None:
    report = checked(signed_once())

    (signature,) = report.signatures
    assert signature.field == FIRST
    assert signature.signer == "Étienne ROBILLARD-N’GUESSAN"
    assert signature.claimed_at == TODAY
    assert signature.level == "PAdES B-B"
    assert signature.reason == "Dossier lu et approuvé"
    assert signature.location == "L’Haÿ-les-Roses"
    assert signature.intact
    assert signature.covers_whole_file
    assert signature.identity_known
    assert signature.self_issued
    assert signature.modifications is Modifications.NONE
    assert signature.remarks == ()


def test_two_signatures_are_both_intact_and_the_first_permits_the_second() -> None:
    report = checked(signed_twice())

    first, second = report.signatures
    assert (first.signer, second.signer) == (PRESIDENT.holder, TREASURER.holder)
    assert first.intact
    assert second.intact
    assert first.covers_whole_file
    assert second.covers_whole_file
    assert first.modifications is Modifications.PERMITTED
    assert second.modifications is Modifications.NONE
    assert report.intact
    assert not report.needs_attention
    assert report.empty_fields == ()


def test_the_field_nobody_signed_yet_is_named_with_the_person_awaited() -> None:
    report = checked(signed_once())

    assert report.intact
    assert report.empty_fields == (SECOND,)
    assert report.missing == (SECOND,)
    assert report.needs_attention
    assert any("Inès ÇELIK" in sentence for sentence in report.sentences)


def test_an_identity_is_known_only_when_its_certificate_was_given() -> None:
    strangers = verify(signed_twice(), clock=lambda: TODAY)
    half = verify(signed_twice(), trusted=[certificate_of(TREASURER)], clock=lambda: TODAY)

    assert [s.identity_known for s in strangers.signatures] == [False, False]
    assert [s.identity_known for s in half.signatures] == [False, True]
    assert strangers.intact


def test_a_namesake_with_another_key_is_not_known() -> None:
    namesake = Applicant(PRESIDENT.holder, PRESIDENT.function, PRESIDENT.organisation)
    forgery = signer_for(namesake).sign(two_field_pdf(), SignatureRequest(FIRST))

    (signature,) = checked(forgery).signatures
    assert signature.intact
    assert signature.signer == PRESIDENT.holder
    assert not signature.identity_known


def test_someone_else_in_the_expected_field_is_pointed_out() -> None:
    report = checked(signer_for(TREASURER).sign(two_field_pdf(), SignatureRequest(FIRST)))

    assert [signature.signer for signature in report.strangers] == [TREASURER.holder]
    assert report.needs_attention


def test_a_pdf_without_signature_is_not_intact_and_says_so() -> None:
    for pdf in (pdf_without_fields(), two_field_pdf()):
        report = verify(pdf)
        assert report.signatures == ()
        assert not report.intact
        assert report.sentences == ("Ce PDF ne porte aucune signature électronique.",)


def test_a_certificate_is_judged_on_the_day_of_the_signature_not_of_the_check() -> None:
    ten_years_later = TODAY.replace(year=TODAY.year + 10)

    assert checked(signed_once(), by=ten_years_later).signatures[0].identity_known


def test_a_date_in_the_future_of_this_computer_is_remarked() -> None:
    report = checked(signed_once(), by=TODAY - timedelta(days=1))

    assert any("avenir" in remark for remark in report.signatures[0].remarks)


# Attacks (technique note, section 4).


@pytest.mark.parametrize("attack", forged.ATTACKS)
@pytest.mark.parametrize("signatures", [1, 2])
def test_an_attack_is_never_called_intact(attack: str, signatures: int) -> None:
    pdf = signed_once() if signatures == 1 else signed_twice()

    assert verdict(forged.ATTACKS[attack](pdf)) in {"not intact", "refused: UnreadablePdf"}


@pytest.mark.parametrize(
    "attack",
    [
        forged.page_content_replaced,
        forged.annotation_added,
        forged.appearance_replaced,
        forged.page_removed,
    ],
)
def test_an_update_that_other_checkers_let_through_breaks_both_signatures(attack: object) -> None:
    assert callable(attack)
    report = checked(attack(signed_twice()))

    assert [s.intact for s in report.signatures] == [False, False]
    assert {s.modifications for s in report.signatures} == {Modifications.FORBIDDEN}
    assert not any(s.identity_known for s in report.signatures)
    assert not any(s.covers_whole_file for s in report.signatures)


def test_a_signature_hidden_by_an_update_is_named() -> None:
    report = checked(forged.signatures_unlisted(signed_twice()))

    assert set(report.withdrawn) == {FIRST, SECOND}
    assert report.needs_attention


def test_a_dropped_last_signature_shows_only_against_what_was_expected_or_recorded() -> None:
    cut = forged.cut_to_first_signature(signed_twice())
    recorded = hashlib.sha256(signed_twice()).hexdigest()

    assert verify(cut).intact
    assert verify(cut, expected=EXPECTED).missing == (SECOND,)
    assert verify(cut, recorded_sha256=recorded).same_as_recorded is False
    assert verify(cut, recorded_sha256=recorded).needs_attention
    assert verify(signed_twice(), recorded_sha256=recorded.upper()).same_as_recorded is True


def test_the_signature_of_another_file_is_not_this_one_s() -> None:
    other = signer_for(PRESIDENT).sign(two_field_pdf(3), SignatureRequest(FIRST))

    (signature,) = checked(forged.signature_transplanted(signed_once(), other)).signatures
    assert not signature.intact
    assert not signature.identity_known


def test_a_signature_the_key_did_not_make_is_seen() -> None:
    pdf = signed_once()
    _, length, resume, _ = forged.signed_ranges(pdf)[0]
    value = pdf[length + 1 : resume - 1].rstrip(b"0")
    last_digit = length + len(value)

    changed = forged.with_byte_changed(pdf, last_digit, ord("1") ^ pdf[last_digit] & 1)
    (signature,) = checked(changed).signatures
    assert not signature.intact
    assert "certificat qu’elle présente" in signature.problem
    assert signature.modifications is Modifications.UNKNOWN


def test_a_form_that_bites_its_tail_is_refused_kindly() -> None:
    with pytest.raises(UnreadablePdf, match="formulaire"):
        verify(forged.form_made_circular(signed_once()))


def test_something_slipped_into_the_room_of_the_signature_is_seen() -> None:
    pdf = signed_once()
    _, _, resume, _ = forged.signed_ranges(pdf)[0]

    assert verdict(forged.with_byte_changed(pdf, resume - 2)) == "not intact"


def test_a_broken_second_signature_does_not_break_the_first() -> None:
    first, second = checked(forged.signature_emptied(signed_twice())).signatures

    assert first.signer == PRESIDENT.holder
    assert second.signer == ""
    assert not second.intact


@pytest.mark.parametrize("user", ["", "secret"])
def test_a_protected_pdf_is_refused_kindly(user: str) -> None:
    with pytest.raises(UnreadablePdf, match="protégé"):
        verify(forged.encrypted(signed_once(), user=user))


@pytest.mark.parametrize("content", [b"", b"bonjour", b"%PDF-1.7", b"%PDF-1.7\n%%EOF\n"])
def test_what_is_not_a_pdf_is_refused_kindly(content: bytes) -> None:
    with pytest.raises(UnreadablePdf):
        verify(content)


def test_a_trusted_file_without_certificate_is_refused_kindly() -> None:
    with pytest.raises(IdentityRefused, match="certificat"):
        verify(signed_once(), trusted=[b"-----BEGIN CERTIFICATE-----\nbonjour"])


def test_nothing_about_the_signers_reaches_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        checked(forged.page_content_replaced(signed_twice()))
        verify(signed_twice())

    assert "ROBILLARD" not in caplog.text


# The second opinion.


def test_pdfsig_finds_the_same_signatures_valid(tmp_path: Path) -> None:
    file = tmp_path / "signé.pdf"
    file.write_bytes(signed_twice())

    said = subprocess.run(
        ["/usr/bin/pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=True
    ).stdout
    assert said.count("Signature is Valid.") == 2
    assert said.count("ETSI.CAdES.detached") == 2
    assert PRESIDENT.holder in said
    assert TREASURER.holder in said
    assert "Total document signed" in said


def test_pdfsig_refuses_a_changed_byte_too(tmp_path: Path) -> None:
    file = tmp_path / "changé.pdf"
    file.write_bytes(forged.ATTACKS["a byte of a page changed"](signed_once()))

    said = subprocess.run(
        ["/usr/bin/pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=False
    ).stdout
    assert "Signature is Valid." not in said
