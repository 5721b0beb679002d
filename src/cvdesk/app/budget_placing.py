"""Where each row that was read goes in the grid: by its label, its account, the funders there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from cvdesk.app.budget_labels import Label, Labels
from cvdesk.app.budget_reading import ReadRow
from cvdesk.domain.facts import Facts
from cvdesk.domain.form import Budget
from cvdesk.domain.ids import RowId
from cvdesk.domain.money import ZERO, Euros
from cvdesk.domain.wording import plain


@dataclass(frozen=True, slots=True)
class Target:
    """Where a row goes.

    Attributes:
        kind: ``line`` (of the grid), ``funder`` (already there), ``new`` (funder to add),
            ``nothing`` (left out).
        id: The key of the line, the row of the funder, or the kind of the new one.
    """

    kind: str
    id: str = ""


NOTHING = Target("nothing")
TOTAL = "total"
"""What CVDesk writes beside a total in its own workbooks: it is computed again, never read."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One row of the sheet, and where it goes.

    Attributes:
        amounts: What was read, by exercise.
        target: Where it goes; None when the person has to say.
        likely: Where it may go, best first.
        remark: What is worth saying of it, in French.
        problem: Whether its amounts could not be read: it goes nowhere.
    """

    where: str
    label: str
    mark: str
    amounts: tuple[tuple[int, Euros], ...]
    target: Target | None
    likely: tuple[Target, ...] = ()
    remark: str = ""
    problem: bool = False

    @property
    def name(self) -> str:
        """The label as the name of a funder: without number nor dash in front."""
        return re.sub(r"^[\s\d–—-]*(?=\D)", "", self.label).strip(" :–—-") or self.label


_KINDS = (
    ("asp", r"agence de services|\basp\b|emplois? aides?"),
    ("orgasoc", r"\b(caf|cpam|msa|carsat|cnav|allocations familiales|organismes? socia)"),
    ("fe", r"\b(feder|fse|europeens?|europe)\b"),
    ("prive", r"\b(fondations?|mecenat|entreprises?|privees?|prives?)\b"),
    ("epci", r"\b(ept|epci|intercommunalite|communaute|metropole|agglomeration)\b"),
    ("dep", r"\b(departements?|conseil (departemental|general)|cd ?\d\d)\b"),
    ("region", r"\b(regions?|conseil regional)\b"),
    ("com", r"\b(communes?|villes?|mairie)\b"),
    ("etat", r"\b(etat|prefecture|prefet|ministere|ddets|dreets|drajes|drac|ars|fdva|fonjep)\b"),
    ("etat", r"\bp ?147\b"),
    ("etabpub", r"\betablissements? publics?\b"),
)  # fmt: skip


def kind_of_name(name: str) -> str:
    """Return the kind of funder that a name suggests, or empty."""
    text = plain(name)
    if re.search(r"\b(etat|prefecture)\b", text):  # « État, direction départementale … »
        return "etat"
    return next((kind for kind, words in _KINDS if re.search(words, text)), "")


class _Context:
    """What was read above, in the same block."""

    def __init__(self) -> None:
        self.account = ""
        self.kind = ""
        self.header: int | None = None
        self.below: dict[int, Euros] = {}


class Placing:
    """Places the rows of a sheet in one budget.

    Args:
        facts: The dossier.
        budget: Which budget.
        project: Its project, or ``ROOT``.
        labels: The labels of its grid.
    """

    def __init__(self, facts: Facts, budget: Budget, project: RowId, labels: Labels) -> None:
        self._budget = budget
        self._project = project
        self._labels = labels
        self._grants = next(one.key for one in budget.grid.produits if one.funders)
        self._kinds = [kind.key for one in budget.grid.produits for kind in one.funders]
        self._lines = {line.key for one in budget.grid.accounts for line in one.lines}
        rows = facts.rows(budget.funders.id, project)
        self._named: dict[str, list[RowId]] = {}
        self._of_kind: dict[str, list[RowId]] = {}
        for row in rows:
            name = facts.value(budget.funder_field("nom"), row) or ""
            kind = facts.value(budget.funder_field("type"), row) or ""
            self._named.setdefault(plain(name), []).append(row)
            self._of_kind.setdefault(kind, []).append(row)
        self._rows = set(rows)

    def place(self, rows: Iterable[ReadRow]) -> tuple[Placed, ...]:
        """Return every row that has amounts, with where it goes."""
        found: list[Placed] = []
        contexts: dict[int, _Context] = {}
        for row in rows:
            context = contexts.setdefault(row.block, _Context())
            placed = self._place(row, context, found)
            if placed is not None:
                found.append(placed)
        for context in contexts.values():
            self._close(context, found)
        return tuple(found)

    def _place(self, row: ReadRow, context: _Context, found: list[Placed]) -> Placed | None:
        amounts = tuple((year, one) for year, one in row.amounts if isinstance(one, Euros))
        faults = [one for _, one in row.amounts if isinstance(one, str)]
        base = Placed(row.where, row.label, row.mark, amounts, None)
        meaning = self._labels.meaning(row.label, under=context.account)
        if row.mark == TOTAL:
            context.account = meaning.account or context.account
            return None
        if (target := self._by_mark(row.mark)) is not None:
            return _faulty(base, faults) or replace(base, target=target)
        if meaning.total:
            return None
        if meaning.account:
            return self._head(base, meaning.account, context, found) or _faulty(base, faults)
        if len(meaning.lines) == 1 and self._labels.account_of[meaning.lines[0]] != context.account:
            self._enter(meaning.lines[0], context, found)
        if not amounts and not faults:
            context.kind = meaning.funder or context.kind
            return None
        placed = _faulty(base, faults) or self._resolve(base, meaning, context)
        for year, amount in placed.amounts:
            context.below[year] = context.below.get(year, ZERO) + amount
        return placed

    def _head(
        self, base: Placed, account: str, context: _Context, found: list[Placed]
    ) -> Placed | None:
        """Open an account; its amount is a total, to compare with its lines when they are read."""
        self._close(context, found)
        context.account, context.kind, context.below = account, "", {}
        if not base.amounts:
            return None
        context.header = len(found)
        return replace(base, target=NOTHING)

    def _enter(self, line: str, context: _Context, found: list[Placed]) -> None:
        self._close(context, found)
        context.account, context.kind = self._labels.account_of[line], ""
        context.header, context.below = None, {}

    def _by_mark(self, mark: str) -> Target | None:
        """Return where CVDesk itself wrote that a row goes; None when it wrote nothing."""
        if not mark:
            return None
        name, _, row = mark.partition("@")
        line = name.removeprefix(f"{self._budget.id}_")
        if line in self._lines:
            return Target("line", line)
        if line == "financeur":
            return Target("funder", row) if row in self._rows else Target("new")
        return None

    def _resolve(self, base: Placed, meaning: Label, context: _Context) -> Placed:
        if not base.label:
            return replace(base, remark="Un montant sans libellé.")
        if len(meaning.lines) == 1:
            target = Target("line", meaning.lines[0])
            return replace(base, target=target, likely=(target,), remark=meaning.note)
        if same := self._named.get(plain(base.name)):
            likely = tuple(Target("funder", row) for row in same)
            return replace(base, target=likely[0] if len(likely) == 1 else None, likely=likely)
        if meaning.funder or context.account == self._grants:
            return self._funder(base, meaning.funder, context)
        why = "Plusieurs lignes possibles." if meaning.lines else "Libellé à reconnaître."
        lines = meaning.lines or self._lines_of(context.account)
        return replace(base, likely=tuple(Target("line", one) for one in lines), remark=why)

    def _lines_of(self, account: str) -> tuple[str, ...]:
        return tuple(line for line, one in self._labels.account_of.items() if one == account)

    def _funder(self, base: Placed, kind: str, context: _Context) -> Placed:
        """Place a row of account 74: a funder already there, or a new one of a sure kind."""
        guessed = kind or kind_of_name(base.name) or context.kind
        same = self._of_kind.get(kind, []) if kind else []
        if len(same) == 1:
            target = Target("funder", same[0])
            remark = "Le seul financeur de cette nature dans le dossier."
            return replace(base, target=target, likely=(target, Target("new", kind)), remark=remark)
        if guessed:
            target = Target("new", guessed)
            return replace(base, target=target, likely=(target,), remark="Financeur à ajouter.")
        likely = tuple(Target("new", one) for one in self._kinds)
        return replace(base, likely=likely, remark="De quelle nature est ce financeur ?")

    def _close(self, context: _Context, found: list[Placed]) -> None:
        """Look at the total of an account once its lines are read: it must be theirs."""
        if context.header is None:
            return
        header = found[context.header]
        lines = tuple(Target("line", line) for line in self._lines_of(context.account))
        if not context.below:
            likely = lines or tuple(Target("new", kind) for kind in self._kinds)
            why = "Un total sans détail : dites à quelle ligne il va."
            found[context.header] = replace(header, target=None, likely=likely, remark=why)
        elif any(context.below.get(year, ZERO) != amount for year, amount in header.amounts):
            sums = ", ".join(str(context.below.get(year, ZERO)) for year, _ in header.amounts)
            why = f"Ce total n’est pas celui de ses lignes, qui font {sums}."
            found[context.header] = replace(header, remark=why)
        else:
            found[context.header] = replace(header, remark="Le total de ses lignes : recalculé.")
        context.header = None


def _faulty(base: Placed, faults: list[str]) -> Placed | None:
    if not faults:
        return None
    return replace(base, remark=f"Pas repris : {faults[0]}.", problem=True, target=NOTHING)
