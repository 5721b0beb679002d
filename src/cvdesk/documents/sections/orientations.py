"""6.11: what of the contract the action serves, quoted exactly, and the transversal principles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from cvdesk.documents.blocks import Para
from cvdesk.documents.sections.answers import Answers, lowered
from cvdesk.documents.sections.projects import Project
from cvdesk.documents.stacks import Citation, Quotation
from cvdesk.documents.style import Rich
from cvdesk.documents.wording import joined
from cvdesk.domain.contrat import NotInContrat
from cvdesk.domain.facts import Facts
from cvdesk.domain.ids import RowId
from cvdesk.domain.money import NBSP

_AFTER = 14


@dataclass(frozen=True, slots=True)
class Cited:
    """A place of the contract that a dossier cites.

    Attributes:
        level: What it is, in the text's own word.
        code: Its number, or what it is when it has none.
        title: Its exact title; None when this edition of the contract has no such place.
        lines: Lines of the text.
        within: Titles above it, for what belongs to a communal sheet.
        notes: What a reader must know: anomalies of the text, numbers that are ours.
    """

    level: str
    code: str
    title: str | None
    lines: tuple[int, ...] = ()
    within: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        """How a sentence names it: its number, else its words and the sheet they are in."""
        if self.within and self.title is not None:
            return f"{quoted(self.title)} (fiche communale, {self.within[0]})"
        return self.code


def cited(facts: Facts, node: str) -> Cited:
    """A place of the contract: a node, an axis of a sheet, or a transversal principle."""
    try:
        citation = facts.contrat.citation(node)
    except NotInContrat:
        for axis in facts.contrat.axes_transversaux:
            if axis.id == node:
                return Cited("principe", "Principe", axis.titre, axis.lignes, notes=axis.notes)
        return Cited("", node, None)
    local = ":" in citation.id
    return Cited(
        level=citation.niveau,
        code=citation.numero or ("Fiche" if local else citation.id),
        title=citation.titre,
        lines=citation.lignes,
        within=citation.chemin if local else (),
        notes=citation.notes,
    )


def lines_in_words(lines: Sequence[int]) -> str:
    """« ligne 428 », « lignes 1029 et 1059 », or an empty text: a place is no amount."""
    if not lines:
        return ""
    word = "lignes" if len(lines) > 1 else "ligne"
    return f"{word}{NBSP}" + joined([str(line) for line in lines])


def quoted(title: str) -> str:
    """The exact words between French quotation marks; only the apostrophe is set as ’."""
    return f"«{NBSP}{title.replace(chr(39), '’')}{NBSP}»"


def orientations(answers: Answers, project: Project) -> list[Flowable]:
    """The citations, then the answers to the transversal principles."""
    source = _Source(answers)
    rows = answers.facts.rows("ancrages", project.row)
    # The principal orientation is read first, wherever the user put it.
    ordered = sorted(rows, key=lambda row: answers.value("ancrage_role", row) != "principale")
    label = answers.heading("6.11", "Orientations du contrat de ville")
    made: list[Flowable] = []
    if ordered:
        body = [_anchoring(answers, row, source) for row in ordered]
        keys = [
            (name, row, None)
            for row in ordered
            for name in ("ancrage_noeud", "ancrage_role", "ancrage_phrase")
        ]
        made.append(_spaced(answers.labelled(label, body, *keys)))
    else:
        made.append(answers.line(label, answers.no_row("ancrages")))
    principles = answers.facts.rows("transversales", project.row)
    if principles:
        body = [_principle(answers, row, source) for row in principles]
        keys = [
            (name, row, None)
            for row in principles
            for name in ("transversale_noeud", "transversale_reponse")
        ]
        title = answers.heading("6.11", "Principes transversaux")
        made.append(_spaced(answers.labelled(title, body, *keys)))
    return made


def _spaced(citations: Flowable) -> Flowable:
    """The bar of the last citation goes on a little below it."""
    citations.spaceAfter = _AFTER
    return citations


class _Source:
    """The source of each citation: the contract in full once, « même contrat » afterwards."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._told: set[str] = set()
        self._named = False

    def of(self, place: Cited) -> Rich:
        """Where a place stands, and what must be known of it."""
        contrat = self._answers.facts.contrat
        if self._named:
            parts = ["même contrat"]
        else:
            parts = [lowered(contrat.titre), f"version {contrat.version}", contrat.source.statut]
            self._named = True
        parts += [f"{above}" for above in place.within]
        parts.append(lines_in_words(place.lines))
        told = f"Source{NBSP}: " + ", ".join(part for part in parts if part) + "."
        for note in place.notes:
            # The same remark about several numbers is made once.
            remark = note.replace(place.code, "")
            if remark not in self._told:
                self._told.add(remark)
                told += f" {note}"
        return self._answers.style.text(told, where="une citation du contrat")


def _anchoring(answers: Answers, row: RowId, source: _Source) -> Flowable:
    style = answers.style
    role = answers.value("ancrage_role", row)
    use: Rich = ()
    if role == "principale":
        use += style.strong("Orientation principale. ")
    use += answers.rich("ancrage_phrase", row)
    return _citation(answers, answers.value("ancrage_noeud", row), use, source)


def _principle(answers: Answers, row: RowId, source: _Source) -> Flowable:
    use = answers.rich("transversale_reponse", row)
    return _citation(answers, answers.value("transversale_noeud", row), use, source)


def _citation(answers: Answers, node: str | None, use: Rich, source: _Source) -> Flowable:
    style = answers.style
    if node is None:
        return Para(answers.nothing("ancrage_noeud"), style.answer)
    place = cited(answers.facts, node)
    where = "une citation du contrat"
    if place.title is None:
        title = style.empty(f"Absente de cette édition du contrat{NBSP}: {node}")
        return Citation(Quotation(style.text(node), title, use, style.text("")), style)
    title = style.text(quoted(place.title), where=where)
    code = style.text(place.code, where=where)
    return Citation(Quotation(code, title, use, source.of(place)), style)
