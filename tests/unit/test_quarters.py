"""Quarters, found as people name them."""

import pytest

from cvdesk.app.quarters import quarter_choices, quarter_meant, quarters_named
from tests.support.contrats import load_shipped

CHOICES = quarter_choices(load_shipped("gosb-2024"))


@pytest.mark.parametrize(
    "typed",
    ["chaperon", "Chaperon Vert", "gentilly chaperon", "QN09414M", "chapron vert"],
)
def test_a_quarter_answers_its_name_its_commune_its_code_and_a_slip(typed: str) -> None:
    assert "QN09414M" in [one.code for one in quarters_named(CHOICES, typed)]


def test_a_quarter_answers_a_name_the_text_gives_elsewhere_and_its_old_code() -> None:
    assert [one.code for one in quarters_named(CHOICES, "le noyer renard")] == ["QN09127M"]
    old = [one for one in load_shipped("gosb-2024").quartiers if one.code and one.codes_anciens]
    for one in old:
        for code in one.codes_anciens:
            assert one.code in [found.code for found in quarters_named(CHOICES, code)]


@pytest.mark.parametrize(
    ("contrat", "typed", "code"),
    [
        ("gosb-2024", "chaperon vert", "QN09414M"),
        ("gosb-2024", "Chaperon Vert, Arcueil et Gentilly", "QN09414M"),
        ("gosb-2024", "chap", "QN09414M"),
        ("gosb-2024", "ch", None),
        ("gosb-2024", "gare", None),
        ("gosb-2024", "la noue", None),
        ("gosb-2024", "QP094025", None),
        ("gps-2024", "grand ensemble", None),
        ("gps-2024", "grigny 2", "QN09126M"),
        ("seine-amont-2015", "hors quartier", None),
        ("seine-amont-2015", "ville", None),
        ("villiers-2015", "", None),
        ("villiers-2015", "?", None),
    ],
)
def test_only_a_name_that_can_be_one_quarter_is_taken_for_it(
    contrat: str, typed: str, code: str | None
) -> None:
    assert quarter_meant(quarter_choices(load_shipped(contrat)), typed) == code


def test_nothing_typed_offers_them_all_and_nonsense_none() -> None:
    assert quarters_named(CHOICES, "") == CHOICES
    assert quarters_named(CHOICES, "xylophone") == ()
