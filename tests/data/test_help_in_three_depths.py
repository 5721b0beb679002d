"""Every question is explained in three depths: a line, a paragraph with an example, its source."""

from __future__ import annotations

import pytest

from cvdesk.domain.form import Form
from cvdesk.domain.grid import BudgetLine
from tests.support.builders import every_form

FORMS = every_form()
SHORTEST_PARAGRAPH = 12
"""Characters: « Par exemple 1. » is the shortest thing that still shows what to write."""


def lacking(form: Form, depth: str) -> list[str]:
    return [
        place.field.id for place in form.places.values() if not getattr(place.field, depth).strip()
    ]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.ref))
@pytest.mark.parametrize("depth", ["help", "more", "source"])
def test_every_field_of_every_form_has_its_three_depths(form: Form, depth: str) -> None:
    assert lacking(form, depth) == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.ref))
def test_a_paragraph_says_more_than_its_line(form: Form) -> None:
    for place in form.places.values():
        field = place.field
        assert len(field.help) <= 140, field.id
        assert len(field.more) >= SHORTEST_PARAGRAPH, field.id
        assert field.more != field.help, field.id


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.ref))
def test_every_kind_of_funder_is_explained_too(form: Form) -> None:
    kinds: list[BudgetLine] = [
        line
        for budget in form.budgets.values()
        for account in budget.grid.accounts
        for line in account.funders
    ]
    assert [line.key for line in kinds if not (line.help and line.more and line.source)] == []


def test_the_two_accounts_that_the_books_have_swapped_are_told() -> None:
    lines = {
        line.key: line
        for account in next(iter(FORMS[0].budgets.values())).grid.accounts
        for line in account.lines
    }
    for key, other in (("870", "875"), ("875", "bénévolat")):
        assert other in lines[key].more
        assert "inversés" in lines[key].source
