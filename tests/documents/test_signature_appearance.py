import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pikepdf
import pytest
from reportlab.lib.units import mm

from cvdesk.documents.appearance import signature_appearance
from cvdesk.domain.signature import Identity
from tests.documents.printed_dossiers import FONTS, text_of

AT = datetime(2026, 12, 11, 18, 42, tzinfo=timezone(timedelta(hours=1)))
PRESIDENT = Identity(
    key="presidente",
    holder="Fatoumata SYLLA-MARTIN",
    function="présidente",
    organisation="Les Mots du 8-Mai",
    email="",
    issuer="Fatoumata SYLLA-MARTIN",
    self_issued=True,
    valid_from=datetime(2026, 1, 1, tzinfo=UTC),
    valid_until=datetime(2028, 1, 1, tzinfo=UTC),
    fingerprint="a92a800a" * 8,
    algorithm="RSA 3072",
)


def test_it_says_who_signed_when_and_with_which_certificate() -> None:
    said = text_of(signature_appearance(PRESIDENT, AT, FONTS))
    assert said == (
        "Signé électroniquement par Fatoumata SYLLA-MARTIN présidente le 11 décembre 2026 à 18 h 42"
        " Certificat A92A 800A A92A 800A …"
    )


def test_it_has_the_size_of_the_field_and_embeds_its_fonts() -> None:
    with pikepdf.open(io.BytesIO(signature_appearance(PRESIDENT, AT, FONTS))) as pdf:
        (page,) = pdf.pages
        assert [float(each) for each in page.mediabox.as_list()] == pytest.approx(
            [0, 0, 79 * mm, 33 * mm], abs=0.01
        )
        for font in page.resources.Font.values():
            assert "/FontFile2" in font.FontDescriptor


def test_the_same_signature_looks_the_same() -> None:
    assert signature_appearance(PRESIDENT, AT, FONTS) == signature_appearance(PRESIDENT, AT, FONTS)


def test_a_long_name_still_leaves_room_for_the_date() -> None:
    long = replace(PRESIDENT, holder="Marie de la Maison-Longue " * 20, function="présidente " * 40)
    said = text_of(signature_appearance(long, AT, FONTS))
    assert "Marie de la Maison-Longue" in said
    assert "le 11 décembre 2026 à 18 h 42" in said


def test_a_certificate_without_function_leaves_no_gap() -> None:
    said = text_of(signature_appearance(replace(PRESIDENT, function=""), AT, FONTS))
    assert "SYLLA-MARTIN le 11 décembre" in said
