"""The permanence of a centre social: one line for each dossier it helps with.

A line says what one asks at the desk: which association, what is missing, how many days are left,
who has the file, what comes next.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cvdesk.app.cards import DossierCard, card_of
from cvdesk.app.session import Session
from cvdesk.domain.completeness import MISSING
from cvdesk.domain.findings import Finding, Gravity
from cvdesk.domain.form import Nature
from cvdesk.domain.ids import DossierId
from cvdesk.domain.money import count
from cvdesk.domain.vie_etats import ETATS

HOLDER = "suivi_confie_a"
MOST_SENTENCES = 20
"""More than anyone reads out at a desk: the rest are counted."""
UNREAD = "Non lu"
"""The state of a dossier that this computer cannot read."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a dossier is kept.

    Attributes:
        espace: The path of the file of its espace.
        name: What that espace is called.
    """

    espace: str
    name: str
    dossier: DossierId


@dataclass(frozen=True, slots=True)
class Listing:
    """What there is to read.

    Attributes:
        places: Every dossier, the latest edited first in each espace.
        refusals: Why an espace could not be read.
    """

    places: tuple[Place, ...]
    refusals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Followed:
    """One dossier, as the permanence shows it.

    Attributes:
        state: The word of where its life stands.
        detail: What follows the state, or empty: how far its writing is, or since when.
        writing: The word of how far the writing of a draft is, or empty once it may be signed.
        unanswered: Required answers that are not there yet.
        blocking, correct, questions: Findings of each gravity, unanswered ones left out.
        missing: The sentences, heaviest first, at most ``MOST_SENTENCES``.
        due: The day that comes next: the call closes, an account is due…; None when nothing says.
        about: What that day is, with the day, in words; empty without a day.
        days: Until that day, negative once it is passed.
        closed: Whether it is the day of a call, and passed: there is nothing left to do.
        holder: Who has the file, or empty.
    """

    place: Place
    association: str
    title: str
    kind: str
    state: str
    detail: str
    writing: str
    unanswered: int
    blocking: int
    correct: int
    questions: int
    missing: tuple[str, ...]
    due: date | None
    about: str
    days: int | None
    closed: bool
    holder: str
    next_step: str
    exemple: bool

    @property
    def left(self) -> str:
        """What is missing, counted, in the words of the workshop's panel."""
        parts = (
            (self.blocking, "point à corriger", "points à corriger"),
            (self.unanswered, "réponse à donner", "réponses à donner"),
            (self.correct, "point à compléter", "points à compléter"),
            (self.questions, "question", "questions"),
        )
        return ", ".join(count(*part) for part in parts if part[0]) or "Rien"

    @property
    def remaining(self) -> str:
        """The days left, in words."""
        if self.days is None:
            return "non précisé"
        if self.days < 0:
            late = count(-self.days, "jour", "jours")
            return "clos" if self.closed else f"{late} de retard"
        if self.days == 0:
            return "aujourd’hui"
        return count(self.days, "jour", "jours")


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of a dossier and what comes next: the one thing asked of the rest of ``app``.

    Attributes: those of :class:`Followed`.
    """

    state: str
    detail: str
    writing: str
    next_step: str
    due: date | None
    about: str
    closed: bool
    card: DossierCard


def standing_of(session: Session, today: date) -> Standing:
    """Return where the life of a dossier stands, and the day that comes next."""
    card = card_of(session, today)
    writing = card.state.value if card.etat == ETATS[0].mot else ""
    said = (writing.lower(), "" if card.etat == ETATS[1].mot else card.detail)
    coming = card.deadline
    due, about = (card.due, card.reminder) if coming is None else (coming.day, coming.long)
    call = coming is not None and session.reference.form.nature is Nature.REQUEST
    return Standing(
        state=card.etat,
        detail=", ".join(part for part in said if part),
        writing=writing,
        next_step=card.next_step,
        due=due,
        about=about,
        closed=call and due is not None and due < today,
        card=card,
    )


def followed(session: Session, place: Place, today: date) -> Followed:
    """Return the line of a dossier."""
    standing = standing_of(session, today)
    found = [one for one in session.findings if one.gravity is not Gravity.ADVICE]
    ruled = [one for one in found if one.code != MISSING]
    absent = [one for one in found if one.code == MISSING]
    return Followed(
        place=place,
        association=standing.card.heading.association,
        title=standing.card.heading.title,
        kind=standing.card.heading.kind,
        state=standing.state,
        detail=standing.detail,
        writing=standing.writing,
        unanswered=len(absent),
        blocking=_many(ruled, Gravity.BLOCKING),
        correct=_many(ruled, Gravity.CORRECT),
        questions=_many(ruled, Gravity.QUESTION),
        missing=tuple(one.message for one in (*ruled, *absent))[:MOST_SENTENCES],
        due=standing.due,
        about=standing.about,
        days=None if standing.due is None else (standing.due - today).days,
        closed=standing.closed,
        holder=session.facts.shown(HOLDER),
        next_step=standing.next_step,
        exemple=session.dossier.exemple,
    )


def unread(place: Place, refusal: str, *, association: str = "", title: str = "") -> Followed:
    """Return the line of a dossier that cannot be read here, with the sentence that says why."""
    return Followed(
        place=place,
        association=association or "Association à nommer",
        title=title or "Dossier sans titre pour l’instant",
        kind="",
        state=UNREAD,
        detail="",
        writing="",
        unanswered=0,
        blocking=0,
        correct=0,
        questions=0,
        missing=(refusal,),
        due=None,
        about="",
        days=None,
        closed=False,
        holder="",
        next_step="",
        exemple=False,
    )


def urgency(line: Followed) -> tuple[bool, bool, int, str, str]:
    """Return what sorts the list: late and near first, undated and closed last, then by name."""
    days = line.days if line.days is not None else 0
    return line.closed, line.days is None, days, line.association.casefold(), line.title.casefold()


_COLUMNS = (
    "Espace", "Association", "Dossier", "Nature", "État", "Points à corriger", "Réponses à donner",
    "Points à compléter", "Questions", "Jours restants", "Échéance", "Ce jour-là", "Chez qui",
    "Prochaine étape", "À faire",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(lines: Iterable[Followed]) -> bytes:
    """Return the list for a spreadsheet: semicolons, as French ones read them, UTF-8 with a mark.

    A cell that a spreadsheet would run as a formula begins with an apostrophe.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for line in lines:
        state = " · ".join(part for part in (line.state, line.detail) if part)
        days = "" if line.days is None else line.days
        due = "" if line.due is None else f"{line.due:%d/%m/%Y}"
        writer.writerow(
            [
                _plain(line.place.name), _plain(line.association), _plain(line.title),
                _plain(line.kind), state, line.blocking, line.unanswered, line.correct,
                line.questions, days, due, line.about, _plain(line.holder),
                _plain(line.next_step),
                _plain("\n".join(line.missing)),
            ]
        )  # fmt: skip
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _many(findings: Iterable[Finding], gravity: Gravity) -> int:
    return sum(one.gravity is gravity for one in findings)
