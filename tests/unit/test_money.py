"""Amounts: exact to the cent, and written as in French."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.domain.money import NBSP, ZERO, Euros, grouped

AMOUNTS = st.integers(-(10**13), 10**13).map(Euros)
TYPED = st.integers(0, 10**12 - 1)


@given(st.integers(-(10**14) + 1, 10**14 - 1).map(Euros))
def test_what_is_shown_reads_back_to_the_same_cent(amount: Euros) -> None:
    assert Euros.parse(str(amount)) == amount


@given(st.lists(AMOUNTS))
def test_a_sum_loses_no_cent_whatever_the_order(amounts: list[Euros]) -> None:
    total = Euros.total(amounts)
    assert total.cents == sum(amount.cents for amount in amounts)
    assert total == Euros.total(reversed(amounts))


@given(AMOUNTS, AMOUNTS)
def test_taking_away_undoes_adding(one: Euros, other: Euros) -> None:
    assert one + other - other == one
    assert abs(one - other) == abs(other - one)


@given(TYPED, st.integers(0, 99), st.sampled_from([" ", NBSP, "\u202f", "\u2009", ""]))
def test_spaces_comma_point_and_sign_make_no_difference(euros: int, cents: int, space: str) -> None:
    written = f"{grouped(euros).replace(NBSP, space)},{cents:02d}"
    for typed in (written, written.replace(",", "."), f"{written}{space}€"):
        assert Euros.parse(typed) == Euros(euros * 100 + cents)


def test_a_thousand_is_set_apart_by_a_space_that_never_breaks() -> None:
    assert str(Euros.whole(12_500)) == f"12{NBSP}500{NBSP}€"
    assert str(Euros(1_250_050)) == f"12{NBSP}500,50{NBSP}€"
    assert str(Euros(-5)) == f"-0,05{NBSP}€"


def test_cents_are_shown_only_when_there_are_some() -> None:
    assert Euros.whole(7).digits == "7"
    assert Euros.whole(7).is_whole
    assert not Euros(701).is_whole


def test_only_zero_is_nothing() -> None:
    assert not ZERO
    assert Euros(1)
    assert Euros(-1)


@pytest.mark.parametrize("typed", ["", "€", "douze", "1,234", "1.2.3", "--1", "1e3", "²", "1" * 13])
def test_what_is_not_an_amount_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        Euros.parse(typed)
