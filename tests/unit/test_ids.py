"""The names things keep for ever."""

from datetime import UTC, datetime, timedelta
from string import ascii_letters, ascii_lowercase, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.domain.ids import ROOT, ROW_PATTERN, FieldId, Key, RowId, new_ulid

# A text of one alphabet is drawn at once; from a regular expression, character by character.
FIELDS = st.builds(
    str.__add__,
    st.sampled_from(ascii_lowercase),
    st.text(ascii_lowercase + digits + "_", max_size=30),
).map(FieldId)
ROWS = st.text(ascii_letters + digits + "_-", max_size=40).map(RowId)
KEYS = st.builds(Key, FIELDS, ROWS, st.none() | st.integers(1000, 9999))


@given(KEYS)
def test_a_key_reads_back_as_the_command_line_writes_it(key: Key) -> None:
    assert Key.parse(str(key)) == key


@given(KEYS, KEYS)
def test_two_keys_are_written_alike_only_if_they_are_the_same(one: Key, other: Key) -> None:
    assert (str(one) == str(other)) == (one == other)


@pytest.mark.parametrize(
    "text", ["", "Siret", "siret@", "siret.27", "siret.2027@é", "siret@a b", "siret.2027.2028"]
)
def test_what_is_not_a_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a key"):
        Key.parse(text)


def test_the_root_is_not_written() -> None:
    assert str(Key(FieldId("siret"), ROOT)) == "siret"
    assert str(Key(FieldId("projet_641"), RowId("P1"), 2027)) == "projet_641.2027@P1"


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_row_names_sort_by_the_moment_they_are_drawn_and_never_meet(moment: datetime) -> None:
    drawn = [new_ulid(moment) for _ in range(20)]
    later = new_ulid(moment + timedelta(milliseconds=2))
    assert len(set(drawn)) == 20
    assert max(drawn) < later
    assert all(ROW_PATTERN.fullmatch(name) and len(name) == 26 for name in drawn)
