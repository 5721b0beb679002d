"""What is said of signatures that other software made, and of whom their certificates depend on."""

from datetime import datetime, timedelta, timezone

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.sign.fields import SigSeedSubFilter

from cvdesk.domain.signature import Modifications, SignatureReport
from cvdesk.signing.verify import verify
from tests.signing.foreign_signatures import (
    Issued,
    authority,
    issue,
    signed_elsewhere,
    time_stamped,
    time_stamper,
)
from tests.signing.signable_pdfs import TODAY, two_field_pdf

TOMORROW = TODAY + timedelta(days=1)


def first_report(pdf: bytes, *trusted: Issued) -> SignatureReport:
    report = verify(pdf, trusted=[one.pem for one in trusted], clock=lambda: TOMORROW)
    return report.signatures[0]


def test_a_certificate_issued_by_a_known_authority_is_known() -> None:
    mayor = issue("Mairie d’Orly", by=authority())
    pdf = signed_elsewhere(two_field_pdf(), mayor)

    known, unknown = first_report(pdf, authority()), first_report(pdf)
    assert known.identity_known
    assert not unknown.identity_known
    assert known.issuer == "Autorité d’essai"
    assert known.level_words == "PAdES B-B, certificat délivré par Autorité d’essai"


def test_knowing_a_person_s_certificate_does_not_make_that_person_an_authority() -> None:
    person = issue("Une présidente")
    friend = issue("Mairie d’Orly", by=person)

    assert not first_report(signed_elsewhere(two_field_pdf(), friend), person).identity_known


def test_a_certificate_issued_by_an_authority_can_be_known_by_itself() -> None:
    mayor = issue("Mairie d’Orly", by=authority())

    assert first_report(signed_elsewhere(two_field_pdf(), mayor), mayor).identity_known


def test_an_authority_of_the_same_name_with_another_key_vouches_for_nobody() -> None:
    impostor = issue("Autorité d’essai", authority=True)
    mayor = issue("Mairie d’Orly", by=impostor)

    assert not first_report(signed_elsewhere(two_field_pdf(), mayor), authority()).identity_known


def test_a_certificate_meant_for_something_else_is_not_vouched_for() -> None:
    server = issue("Mairie d’Orly", by=authority(), usages=("key_encipherment",))

    assert not first_report(signed_elsewhere(two_field_pdf(), server), authority()).identity_known


def test_a_date_outside_the_certificate_leaves_the_identity_unknown_and_says_why() -> None:
    person = issue("Une présidente", lasts=timedelta(days=5))
    late = first_report(signed_elsewhere(two_field_pdf(), person), person)

    assert late.intact
    assert not late.identity_known
    assert any("période" in remark for remark in late.remarks)


def test_a_certificate_of_an_authority_expired_at_signing_leaves_the_identity_unknown() -> None:
    mayor = issue("Mairie d’Orly", by=authority(), lasts=timedelta(days=5))

    assert not first_report(signed_elsewhere(two_field_pdf(), mayor), authority()).identity_known


@pytest.mark.parametrize(
    "moment",
    [
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
        datetime(9999, 12, 31, 23, 59, 59, tzinfo=timezone(timedelta(hours=-11))),
    ],
)
def test_an_absurd_date_is_reported_and_trusted_by_nobody(moment: datetime) -> None:
    person = issue("Une présidente")
    report = first_report(signed_elsewhere(two_field_pdf(), person, moment=moment), person)

    assert not report.identity_known


def test_a_date_without_time_zone_is_read_as_utc() -> None:
    person = issue("Une présidente")
    pdf = signed_elsewhere(two_field_pdf(), person, dated=b"D:20261121140500")

    report = first_report(pdf, person)
    assert report.intact
    assert report.claimed_at == TODAY


def test_a_date_that_is_none_makes_the_signature_unreadable() -> None:
    person = issue("Une présidente")
    report = first_report(signed_elsewhere(two_field_pdf(), person, dated=b"hier"), person)

    assert not report.intact
    assert report.claimed_at is None


def test_an_old_digest_is_not_called_intact() -> None:
    person = issue("Une présidente")
    report = first_report(signed_elsewhere(two_field_pdf(), person, digest="sha1"), person)

    assert not report.intact
    assert "imiter" in report.problem


def test_the_older_kind_of_pdf_signature_is_checked_and_named() -> None:
    person = issue("Une présidente")
    pdf = signed_elsewhere(two_field_pdf(), person, subfilter=SigSeedSubFilter.ADOBE_PKCS7_DETACHED)

    report = first_report(pdf, person)
    assert report.intact
    assert report.level == "Signature PDF (PKCS#7)"


def test_a_time_stamp_raises_the_level() -> None:
    person = issue("Une présidente", key=ec.generate_private_key(ec.SECP384R1()))
    pdf = signed_elsewhere(two_field_pdf(), person, timestamper=time_stamper())

    assert first_report(pdf, person).level == "PAdES B-T"


def test_a_time_stamp_of_the_whole_file_is_a_permitted_addition() -> None:
    person = issue("Une présidente")
    pdf = time_stamped(signed_elsewhere(two_field_pdf(), person, permission=None))

    report = verify(pdf, trusted=[person.pem, authority().pem], clock=lambda: TOMORROW)
    signature, stamp = report.signatures
    assert report.intact
    assert signature.modifications is Modifications.PERMITTED
    assert stamp.level == "Horodatage PAdES"
    assert stamp.signer == "Horodateur d’essai"
    assert stamp.claimed_at == TODAY
    assert stamp.identity_known


def test_a_name_made_to_disguise_itself_is_shown_plainly() -> None:
    disguised = issue("Mairie\u202e d’Orly\u200b\n" + "x" * 20)

    assert first_report(signed_elsewhere(two_field_pdf(), disguised)).signer == (
        "Mairie d’Orly " + "x" * 20
    )
