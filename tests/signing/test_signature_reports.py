"""What is said of signatures, in French, is plain, kind and never more than what was checked."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.domain.signature import (
    Identity,
    Modifications,
    SignatureReport,
    VerificationReport,
)

GOOD = SignatureReport(
    field="SignatureRepresentant",
    signer="Inès ÇELIK",
    claimed_at=datetime(2026, 11, 21, 14, 5, tzinfo=UTC),
    level="PAdES B-B",
    issuer="Inès ÇELIK",
    self_issued=True,
    fingerprint="ab" * 32,
    intact=True,
    covers_whole_file=True,
    identity_known=True,
    modifications=Modifications.NONE,
)
ALONE = VerificationReport(
    sha256="cd" * 32,
    signatures=(GOOD,),
    empty_fields=(),
    expected={GOOD.field: GOOD.signer},
    withdrawn=(),
    same_as_recorded=None,
)

reports = st.builds(
    SignatureReport,
    field=st.sampled_from(["SignatureRepresentant", "SignatureMandataire"]),
    signer=st.sampled_from(["", "Inès ÇELIK", "Étienne ROBILLARD-N’GUESSAN"]),
    claimed_at=st.none() | st.datetimes(timezones=st.just(UTC)),
    level=st.sampled_from(["", "PAdES B-B", "PAdES B-T"]),
    issuer=st.just("Une autorité"),
    self_issued=st.booleans(),
    fingerprint=st.just("ab" * 32),
    intact=st.booleans(),
    covers_whole_file=st.booleans(),
    identity_known=st.booleans(),
    modifications=st.sampled_from(Modifications),
    problem=st.just("Le document a changé."),
)
files = st.builds(
    VerificationReport,
    sha256=st.just("cd" * 32),
    signatures=st.lists(reports, max_size=2).map(tuple),
    empty_fields=st.just(()),
    expected=st.dictionaries(
        st.sampled_from(["SignatureRepresentant", "SignatureMandataire"]),
        st.sampled_from(["", "Inès ÇELIK"]),
    ),
    withdrawn=st.sampled_from([(), ("SignatureMandataire",)]),
    same_as_recorded=st.sampled_from([None, True, False]),
)


@given(reports)
def test_the_answer_on_integrity_begins_with_yes_only_when_intact(report: SignatureReport) -> None:
    assert report.integrity_answer.startswith("Oui") == report.intact


@given(reports)
def test_the_answer_on_trust_begins_with_yes_only_when_known(report: SignatureReport) -> None:
    assert report.trust_answer.startswith("Oui") == report.identity_known


@given(reports, files)
def test_sentences_are_french_plain_and_well_spaced(
    report: SignatureReport, file: VerificationReport
) -> None:
    said = (
        report.integrity_answer,
        report.signer_answer,
        report.trust_answer,
        report.level_words,
        report.modifications.words,
        *file.sentences,
    )
    for sentence in said:
        assert not re.search(r" [:;?!»]|« |erreur|invalide|interdit|!", sentence), sentence
        assert "  " not in sentence
        assert "None" not in sentence


@given(files)
def test_nothing_wrong_means_intact_complete_and_by_those_awaited(file: VerificationReport) -> None:
    if not file.needs_attention:
        assert file.signatures
        assert all(signature.intact for signature in file.signatures)
        assert set(file.expected) <= {signature.field for signature in file.signatures}
        assert not file.withdrawn
        assert file.same_as_recorded is not False


def test_a_good_report_needs_nobody() -> None:
    assert ALONE.intact
    assert not ALONE.needs_attention
    assert ALONE.sentences == ()
    assert GOOD.signer_answer == (
        "Inès ÇELIK, le 21/11/2026 à 14 h 05 selon l’horloge de son ordinateur "
        "(PAdES B-B, certificat créé par la personne elle-même)."
    )


def test_an_unknown_identity_is_no_alarm_but_gives_the_fingerprint_to_compare() -> None:
    unknown = replace(GOOD, identity_known=False)

    assert not replace(ALONE, signatures=(unknown,)).needs_attention
    assert unknown.trust_answer.endswith(" ".join(["ABAB"] * 16))


def test_a_broken_signature_engages_nobody_by_name() -> None:
    broken = replace(GOOD, intact=False, identity_known=False, problem="Le document a changé.")

    assert "n’engage personne" in broken.signer_answer
    assert broken.integrity_answer == "Non. Le document a changé."


@pytest.mark.parametrize(
    "awaited", ["Inès ÇELIK", "inès  çelik", "INÈS ÇELIK", "Ine\u0300s C\u0327ELIK", ""]
)
def test_a_name_is_recognised_however_it_is_typed(awaited: str) -> None:
    assert replace(ALONE, expected={GOOD.field: awaited}).strangers == ()


def test_both_apostrophes_are_the_same_letter() -> None:
    signed = replace(GOOD, signer="Étienne ROBILLARD-N’GUESSAN")
    expected = {GOOD.field: "Étienne ROBILLARD-N'GUESSAN"}

    assert replace(ALONE, signatures=(signed,), expected=expected).strangers == ()


def test_another_name_than_the_one_awaited_is_told() -> None:
    report = replace(ALONE, expected={GOOD.field: "Étienne ROBILLARD"})

    assert report.strangers == (GOOD,)
    assert any("attend Étienne ROBILLARD et porte Inès ÇELIK" in s for s in report.sentences)


def test_a_file_is_compared_with_the_one_recorded() -> None:
    assert "exactement" in replace(ALONE, same_as_recorded=True).sentences[0]
    other = replace(ALONE, same_as_recorded=False)
    assert other.needs_attention
    assert "n’est pas celui" in other.sentences[0]


def test_an_identity_is_in_force_from_its_first_to_its_last_second() -> None:
    first = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
    last = datetime(2029, 11, 2, 9, 0, tzinfo=UTC)
    identity = Identity(
        "ines",
        "Inès ÇELIK",
        "",
        "",
        "",
        "Inès ÇELIK",
        True,  # noqa: FBT003 -- made at home
        first,
        last,
        "ab" * 32,
        "RSA 3072",
    )
    second = timedelta(seconds=1)

    assert identity.covers(first)
    assert identity.covers(last)
    assert not identity.covers(first - second)
    assert not identity.covers(last + second)
