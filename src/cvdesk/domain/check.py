"""How a check is declared and run.

Figures are data, formulas are code: a check is a generator of findings over ``Facts``, decorated
with its stable code, its number in the table of checks, a French title, its gravity, its source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from cvdesk.domain.facts import Facts
from cvdesk.domain.findings import Finding, Gravity
from cvdesk.domain.form import Nature
from cvdesk.domain.ids import Key

Remark: TypeAlias = tuple[str, tuple[Key, ...]]
"""A French sentence and the answers to light."""

Rule: TypeAlias = Callable[[Facts], Iterator[Remark]]


@dataclass(frozen=True, slots=True, eq=False)
class Check:
    """One rule of the table of checks, compared by identity.

    Attributes:
        number: Its number in the table; from 101 on, a rule that the table does not have.
        source: Where the rule comes from, in French.
        section: The step to open when a remark lights no answer.
        natures: The kinds of form it is about; it is silent for the others.
        of_totals: Whether it compares one total with another.
    """

    code: str
    number: int
    gravity: Gravity
    title: str
    source: str
    rule: Rule
    section: str = ""
    natures: frozenset[Nature] = frozenset({Nature.REQUEST})
    of_totals: bool = False

    def run(self, facts: Facts) -> Iterator[Finding]:
        """Yield what this check has to say about ``facts``."""
        for message, keys in self.rule(facts):
            yield Finding(
                code=self.code,
                number=self.number,
                gravity=self.gravity,
                message=message,
                keys=keys,
                source=self.source,
                section=self.section,
                of_totals=self.of_totals,
            )

    def said(self, facts: Facts) -> tuple[Finding, ...]:
        """Return all that this check has to say about ``facts``."""
        return tuple(self.run(facts))


def check(  # noqa: PLR0913 - a declaration: each part is named where it is used
    code: str, number: int, gravity: Gravity, title: str, *, source: str, section: str = "",
    natures: Iterable[Nature] = (Nature.REQUEST,), of_totals: bool = False,
) -> Callable[[Rule], Check]:  # fmt: skip
    """Declare a rule as a check; ``ALL_CHECKS`` still has to list it."""

    def declare(rule: Rule) -> Check:
        asked_of = frozenset(natures)
        return Check(code, number, gravity, title, source, rule, section, asked_of, of_totals)

    return declare


def run_checks(facts: Facts, checks: Iterable[Check]) -> tuple[Finding, ...]:
    """Return every finding, blocking ones first, then in the order of the table."""
    asked = [one for one in checks if facts.form.nature in one.natures]
    found = [finding for one in asked for finding in facts.remember(one, one.said)]
    order = list(Gravity)
    return tuple(sorted(found, key=lambda finding: order.index(finding.gravity)))
