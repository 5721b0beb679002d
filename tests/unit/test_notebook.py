"""A value is computed again when something it read changed, and only then."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.domain.notebook import Notebook


class Sheet:
    """Numbers, and sums of sums of them, each computed through a notebook and counted."""

    def __init__(self) -> None:
        self.notes = Notebook()
        self.numbers = dict.fromkeys("abcdef", 0)
        self.computed: list[str] = []

    def number(self, name: str) -> int:
        self.notes.read(name)
        return self.numbers[name]

    def total(self, *names: str) -> int:
        def compute() -> int:
            self.computed.append("".join(names))
            if len(names) == 1:
                return self.number(names[0])
            half = len(names) // 2
            return self.total(*names[:half]) + self.total(*names[half:])

        return self.notes.remember(names, compute)

    def write(self, name: str, number: int) -> None:
        self.numbers[name] = number
        self.notes.forget([name])


def test_only_what_read_the_change_is_computed_again_even_through_another() -> None:
    sheet = Sheet()
    assert sheet.total(*"abcd") == 0
    sheet.computed.clear()
    sheet.write("b", 5)
    assert (sheet.total(*"abcd"), sheet.total(*"cd")) == (5, 0)
    assert sheet.computed == ["abcd", "ab", "b"]
    sheet.computed.clear()
    sheet.write("f", 1)
    assert sheet.total(*"abcd") == 5
    assert sheet.computed == []


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers()), max_size=30))
def test_what_is_remembered_is_what_would_be_computed(edits: list[tuple[str, int]]) -> None:
    sheet = Sheet()
    for name, number in edits:
        sheet.write(name, number)
        for names in ("abcdef", "abc", "def", "fa"):
            assert sheet.total(*names) == sum(sheet.numbers[one] for one in names)


def test_a_computation_that_stops_is_not_remembered() -> None:
    notes = Notebook()

    def stop() -> int:
        raise ValueError("stopped")

    with pytest.raises(ValueError, match="stopped"):
        notes.remember("one", stop)
    assert notes.remember("one", lambda: 1) == 1


def test_a_name_is_not_the_thing_of_the_same_name() -> None:
    notes = Notebook()
    assert notes.remember("a", lambda: 1) == 1
    notes.remember("b", lambda: notes.read("a"))
    notes.forget(["a"])
    assert notes.remember("a", lambda: 2) == 1
