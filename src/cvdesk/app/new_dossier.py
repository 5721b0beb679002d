"""Starting a dossier: empty, or from a file of answers (the shipped examples, the test cases)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cvdesk.app.session import Author, Clock, Reference, Session
from cvdesk.domain.dossier import ContratRef, Dossier, Row
from cvdesk.domain.facts import FIRST_EXERCISE, LAST_EXERCISE
from cvdesk.domain.form import Form
from cvdesk.domain.ids import ROOT, DossierId, GroupId, Key, RowId, new_ulid
from cvdesk.domain.stamp import NEVER
from cvdesk.errors import UserError


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers as a person types them, and the rows below them.

    Attributes:
        typed: Typed text by key as the command line writes it, without the row.
        rows: For each group, its rows: key of the row, and what is answered in it.
    """

    typed: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, Sequence[tuple[str, Answers]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Example:
    """A worked dossier shipped with the application, clearly fictitious."""

    id: str
    title: str
    form: str
    contrat: str
    appel: str
    answers: Answers


def empty_dossier(
    reference: Reference,
    *,
    author: Author,
    clock: Clock,
    years: tuple[int, ...] = (),
    exemple: bool = False,
) -> Dossier:
    """Return a dossier with nothing answered but its exercises, and one project to describe.

    Raises:
        UserError: If the years do not follow each other, or are too many for the form.
    """
    form, contrat, appel = reference.form, reference.contrat, reference.appel
    _check_years(form, years)
    moment = clock()
    stamp = NEVER.next(moment, author.node)
    dossier = Dossier(
        id=DossierId(new_ulid(moment)),
        form=form.ref,
        contrat=ContratRef(contrat.id, contrat.version),
        appel="" if appel is None else appel.id,
        exemple=exemple,
    )
    for group in form.repeated:
        for rank in range(1, group.minimum + 1):
            row = Row(RowId(f"P{rank}"), group.id, ROOT, rank, author.name, stamp)
            dossier = dossier.with_row(row)
    for name, text in form.given.items():
        dossier = dossier.answered(Key(name), text, author.name, stamp)
    if years:
        dossier = dossier.answered(Key(FIRST_EXERCISE), str(years[0]), author.name, stamp)
        if form.period == "pluriannuelle":
            dossier = dossier.answered(Key(LAST_EXERCISE), str(years[-1]), author.name, stamp)
    return dossier


def _check_years(form: Form, years: tuple[int, ...]) -> None:
    if years != tuple(range(years[0], years[0] + len(years))) if years else False:
        raise UserError(
            "Les années d’un dossier se suivent.", remedy="Écrivez par exemple 2027-2029."
        )
    if form.period == "annuelle" and len(years) > 1:
        raise UserError(
            "Un dossier annuel porte sur une seule année.",
            remedy="Choisissez une année, ou le formulaire «\u00a0cpo\u00a0» pour plusieurs.",
        )


def fill(session: Session, answers: Answers, row: RowId = ROOT) -> None:
    """Type ``answers`` into ``session``, adding the rows that do not exist yet.

    Raises:
        UserError: If an answer cannot be read, or the form does not ask it.
    """
    for name, typed in answers.typed.items():
        try:
            asked = Key.parse(name)
        except ValueError:
            raise UserError(
                f"«\u00a0{name}\u00a0» n’est pas le nom d’un champ.",
                remedy="Écrivez champ ou champ.année.",
            ) from None
        key = Key(asked.field, row, asked.year)
        if not session.answer(key, typed):
            _, why = session.rejected(key) or ("", "")
            raise UserError(f"{key}\u00a0: {why}")
    for group, rows in answers.rows.items():
        for name, below in rows:
            row_id = RowId(name)
            if row_id not in session.dossier.rows:
                session.add_row(GroupId(group), row, row_id)
            fill(session, below, row_id)
