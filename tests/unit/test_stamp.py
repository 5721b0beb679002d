"""Stamps: totally ordered, always later, whatever the clocks say."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.domain.stamp import NEVER, Stamp

NODES = st.text(alphabet="ABCDEFGHJKMNPQRSTVWXYZ0123456789", min_size=1, max_size=26)
STAMPS = st.builds(Stamp, st.integers(0, 10**15 - 1), st.integers(0, 99_999), NODES)
CLOCKS = st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(STAMPS, STAMPS)
def test_two_stamps_are_the_same_or_one_is_earlier(one: Stamp, other: Stamp) -> None:
    assert (one < other) + (one == other) + (one > other) == 1


@given(STAMPS, STAMPS)
def test_the_order_of_the_texts_is_the_order_of_time_on_one_computer(
    one: Stamp, other: Stamp
) -> None:
    here = Stamp(other.millis, other.counter, one.node)
    assert (str(one) < str(here)) == (one < here)


@given(STAMPS)
def test_a_stamp_reads_back(stamp: Stamp) -> None:
    assert Stamp.parse(str(stamp)) == stamp


@given(st.lists(st.tuples(CLOCKS, NODES), max_size=30))
def test_each_edit_is_later_than_the_one_it_follows(edits: list[tuple[datetime, str]]) -> None:
    """Clocks that go back, stand still or jump; computers that hand the dossier to each other."""
    stamp = NEVER
    for now, node in edits:
        later = stamp.next(now, node)
        assert later > stamp
        assert later.node == node
        stamp = later


def test_a_clock_that_moves_on_starts_the_counter_again() -> None:
    noon = datetime(2026, 12, 1, 12, tzinfo=UTC)
    first = NEVER.next(noon, "N1").next(noon, "N1")
    assert first.counter == 1
    later = first.next(noon + timedelta(milliseconds=1), "N1")
    assert (later.counter, later.moment) == (0, noon + timedelta(milliseconds=1))


@pytest.mark.parametrize("text", ["", "1-2-N", "000000000000001-00002-", "000000000000001-00002-é"])
def test_what_is_not_a_stamp_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a stamp"):
        Stamp.parse(text)
