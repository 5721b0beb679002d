"""Recognising the boxes of an official form, and saying exactly what was filled and what was not.

A box is filled only when one answer, and one alone, is recognised in it better than any other. A
text that does not fit is never cut: it is told instead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cvdesk.app.portal_values import CALCULS, computed, typed_euros
from cvdesk.domain.budget import budgets
from cvdesk.domain.cerfa import (
    BoxKind,
    FormBox,
    Frame,
    LignesBudget,
    ModeleCerfa,
    Reponse,
    TextLine,
)
from cvdesk.domain.facts import Facts
from cvdesk.domain.fieldtypes import TextType
from cvdesk.domain.ids import ROOT, RowId
from cvdesk.domain.money import NBSP, count

_CASE = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")
_PREFIX = 5
"""Letters from which the beginning of a word is enough: « association » knows « associations »."""

_BESIDE, _ABOVE, _SLACK = 260.0, 22.0, 2.0
"""How far from a box its label may be, in points: on its left, over it, and by how much it may
overlap it."""


@dataclass(frozen=True, slots=True)
class Valeur:
    """What goes into a box, in two spellings.

    Attributes:
        text: As a reader expects it; a tick is its answer.
        digits: Without spaces nor unit, for cells of one character.
    """

    text: str
    digits: str = ""


@dataclass(frozen=True, slots=True)
class Depot:
    """Something to put into one box: a text, the value of an option, or a tick (« oui »)."""

    box: str
    kind: BoxKind
    value: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be filled, and everything that will not.

    Attributes:
        filled: Our answers that go into a box, with the name of the box.
        unticked: Boxes recognised, and rightly left without a tick.
        unknown: Boxes in which no answer is recognised.
        unplaced: Answers that have no box.
        refused: Answers that do not fit their box, each with why.
    """

    puts: tuple[Depot, ...]
    filled: tuple[tuple[str, str], ...]
    unticked: int
    unknown: tuple[str, ...]
    unplaced: tuple[str, ...]
    refused: tuple[str, ...]


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a name: ``NumSiretAssoc`` is « num siret assoc »."""
    plain = unicodedata.normalize("NFKD", _CASE.sub(" ", text))
    plain = "".join(one for one in plain if not unicodedata.combining(one)).lower()
    return tuple(re.findall(r"[a-z]+|\d+", plain))


def labelled(boxes: Sequence[FormBox], lines: Sequence[TextLine]) -> tuple[FormBox, ...]:
    """Return the boxes with the text printed on their left, else just above."""
    return tuple(
        box if box.frame is None else replace(box, label=_label(box.frame, lines)) for box in boxes
    )


def _label(frame: Frame, lines: Sequence[TextLine]) -> str:
    here = [line for line in lines if line.frame.page == frame.page]
    middle = (frame.bottom + frame.top) / 2
    beside = [
        (frame.left - line.frame.right, line.text)
        for line in here
        if line.frame.bottom - _SLACK <= middle <= line.frame.top + _SLACK
        and -_SLACK <= frame.left - line.frame.right <= _BESIDE
    ]
    above = [
        (line.frame.bottom - frame.top, line.text)
        for line in here
        if -_SLACK <= line.frame.bottom - frame.top <= _ABOVE
        and line.frame.left <= frame.right
        and line.frame.right >= frame.left
    ]
    found = beside or above
    return min(found)[1].strip() if found else ""


def plan(facts: Facts, modele: ModeleCerfa, boxes: Sequence[FormBox]) -> Plan:
    """Return what goes where.

    Args:
        facts: The dossier.
        modele: How to recognise the boxes.
        boxes: Those of the form, with their labels.
    """
    known = [*modele.reponses, *_budget_answers(facts, modele.budgets)]
    values = {one.id: _value(facts, one) for one in known}
    chosen = _recognised(known, boxes)
    puts: list[Depot] = []
    filled: list[tuple[str, str]] = []
    refused: list[str] = []
    unticked = 0
    for box in boxes:
        answer = chosen.get(box.name)
        value = None if answer is None else values[answer.id]
        if answer is None or value is None:
            continue
        outcome = _fitted(box, answer, value)
        if isinstance(outcome, Depot):
            puts.append(outcome)
            filled.append((answer.label, box.called))
        elif outcome:
            refused.append(f"{answer.label}{NBSP}: {outcome}")
        else:
            unticked += 1
    placed = {answer.id for answer in chosen.values()}
    return Plan(
        puts=tuple(puts),
        filled=tuple(filled),
        unticked=unticked,
        unknown=tuple(box.called for box in boxes if box.name not in chosen and not box.read_only),
        unplaced=tuple(
            one.label for one in known if one.id not in placed and _worth_telling(one, values)
        ),
        refused=tuple(refused),
    )


def _worth_telling(answer: Reponse, values: dict[str, Valeur | None]) -> bool:
    value = values[answer.id]
    return value is not None and (not answer.quand or value.text == answer.quand)


# --- recognising --------------------------------------------------------------------------------


def _recognised(known: Sequence[Reponse], boxes: Sequence[FormBox]) -> dict[str, Reponse]:
    """Return the answer of each box: the best for it, if it is the best place of that answer."""
    best: dict[str, list[tuple[int, FormBox]]] = {}
    answers = {one.id: one for one in known}
    for box in boxes:
        scores = sorted(
            ((_score(one, box), one.id) for one in known if one.kind is box.kind), reverse=True
        )
        if not scores or scores[0][0] == 0 or (len(scores) > 1 and scores[0][0] == scores[1][0]):
            continue
        best.setdefault(scores[0][1], []).append((scores[0][0], box))
    chosen: dict[str, Reponse] = {}
    for answer_id, places in best.items():
        top = max(score for score, _ in places)
        first = [box for score, box in places if score == top]
        if len(first) == 1:
            chosen[first[0].name] = answers[answer_id]
    return chosen


def _score(answer: Reponse, box: FormBox) -> int:
    """Return how well a box is recognised: the most words first, then where they were read."""
    best = 0
    for weight, text in ((3, box.tooltip), (2, box.name), (1, box.label)):
        words = words_of(text)
        if any(_has(words, word) for word in answer.jamais):
            return 0
        for motif in answer.motifs:
            if all(_has(words, word) for word in motif):
                best = max(best, 10 * len(motif) + weight)
    return best


def _has(words: Sequence[str], wanted: str) -> bool:
    if wanted in words:
        return True
    return len(wanted) >= _PREFIX and any(word.startswith(wanted) for word in words)


# --- fitting ------------------------------------------------------------------------------------


def _fitted(box: FormBox, answer: Reponse, value: Valeur) -> Depot | str:
    """Return what to put, why it does not fit, or an empty text for a box rightly left alone."""
    if box.read_only:
        return "la case est en lecture seule"
    if box.filled:
        return "la case est déjà remplie"
    if box.kind is BoxKind.TICK:
        return Depot(box.name, box.kind, "oui") if value.text == answer.quand else ""
    if box.kind is BoxKind.CHOICE:
        return _option(box, answer, value)
    return _text(box, value)


def _option(box: FormBox, answer: Reponse, value: Valeur) -> Depot | str:
    wanted = answer.choix.get(value.text)
    if wanted is None:
        return "cette réponse n’a pas d’option reconnue"
    found = [
        kept
        for kept, said in box.options
        if any(_has(words_of(f"{kept} {said}"), word) for word in wanted)
    ]
    if len(found) != 1:
        return "son option n’est pas reconnue"
    return Depot(box.name, box.kind, found[0])


def _text(box: FormBox, value: Valeur) -> Depot | str:
    spellings = [value.digits or value.text] if box.comb else [value.text, value.digits]
    for text in spellings:
        if text and (box.most is None or len(text) <= box.most):
            if "\n" in text and not box.multiline:
                return "le texte a plusieurs lignes, la case une seule"
            return Depot(box.name, box.kind, text)
    return f"la case prend {box.most} caractères, la réponse en a {len(value.text)}"


# --- values -------------------------------------------------------------------------------------


def _value(facts: Facts, answer: Reponse) -> Valeur | None:
    """Return what an answer says, for the first project and the first exercise."""
    project = facts.projects[0] if facts.projects else ROOT
    year = facts.years[0] if facts.years else None
    if answer.id.startswith(_LINE):
        return _line(facts, answer.id, year)
    if answer.calcul:
        calcul = CALCULS[answer.calcul]
        text = computed(
            answer.calcul, facts, project if calcul.row else ROOT, year if calcul.yearly else None
        )
        return Valeur(text, text) if text else None
    return _answered(facts, answer, project)


def _answered(facts: Facts, answer: Reponse, project: RowId) -> Valeur | None:
    field = None if answer.champ is None else facts.form.field(answer.champ)
    if field is None:
        return None
    row = project if facts.form.row_group(field.id) is not None else ROOT
    when = facts.years_of(field.yearly)
    value = facts.value(field.id, row, when[0] if when else None)
    if value is None or not facts.holds(field.visible_if, row):
        return None
    if answer.quand or answer.choix:
        return Valeur(_taken(answer, field.type.store(value)))
    if isinstance(field.type, TextType):
        return Valeur(value)
    text = field.type.show(value).replace(NBSP, " ")  # which the fonts of forms often lack
    return Valeur(text, text.replace(" ", "").replace("/", "").removesuffix("€"))


def _taken(answer: Reponse, canonical: str) -> str:
    """Return the canonical answer; of several choices, the one that a box asks about."""
    return answer.quand if answer.quand in canonical.split(";") else canonical


_LINE = "ligne:"


def _budget_answers(facts: Facts, asked: Sequence[LignesBudget]) -> Iterator[Reponse]:
    for one in asked:
        budget = facts.form.budgets.get(one.budget)
        if budget is None:
            continue
        for account in budget.grid.accounts:
            for line in account.lines:
                number = line.number or (account.number if account.single else "")
                if number:
                    yield Reponse(
                        id=f"{_LINE}{one.budget}:{line.key}",
                        label=f"{budget.label}, {number} {line.label}",
                        motifs=tuple((number, word) for word in one.avec),
                        jamais=one.jamais,
                    )


def _line(facts: Facts, answer_id: str, year: int | None) -> Valeur | None:
    _, budget_id, key = answer_id.split(":")
    for one in budgets(facts, budget_id):
        if one.year == year and one.row in {ROOT, *facts.projects[:1]} and one.line(key):
            amount = one.line(key)
            return Valeur(amount.digits.replace(NBSP, " "), typed_euros(amount))
    return None


def told(made: Plan, modele: ModeleCerfa, projects: int) -> tuple[str, ...]:
    """Return the report in sentences: what was done, and all that was not."""
    lines = [f"{count(len(made.filled), 'case remplie', 'cases remplies')} sur {_boxes(made)}."]
    if made.unticked:
        ticks = count(made.unticked, "case à cocher laissée vide", "cases à cocher laissées vides")
        lines.append(f"{ticks}, d’après vos réponses.")
    for title, names in (
        ("Réponses qui ne tiennent pas dans leur case", made.refused),
        ("Vos réponses sans case reconnue", made.unplaced),
        ("Cases du formulaire non reconnues", made.unknown),
    ):
        if names:
            lines.append(f"{title} ({len(names)}){NBSP}: {f'{NBSP}; '.join(names)}.")
    if projects > 1:
        lines.append("Ce formulaire a une rubrique 6 par projet\u00a0: le premier seul y est.")
    return (*lines, modele.note) if modele.note else tuple(lines)


def _boxes(made: Plan) -> int:
    return len(made.filled) + made.unticked + len(made.unknown) + len(made.refused)
