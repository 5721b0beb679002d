"""Accounting for a grant: the dossiers that start from a request, with its own answers.

Dauphin knows three ways out of a grant: a full account, an attestation that the action did not take
place, a request for more time. An interim report goes with the next request while the action still
runs. Each starts from the dossier that was asked, for one exercise: nothing is typed twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from cvdesk.app.new_dossier import empty_dossier
from cvdesk.app.session import Author, Clock, Reference
from cvdesk.domain.budget import budgets
from cvdesk.domain.dossier import Dossier, Row
from cvdesk.domain.facts import Facts
from cvdesk.domain.fieldtypes import EurosType
from cvdesk.domain.form import FOLLOW_UP, Field, Form, Nature, Yearly
from cvdesk.domain.ids import ROOT, FieldId, GroupId, Key, RowId
from cvdesk.domain.money import Euros
from cvdesk.errors import UserError

_ASKED = "projet"
_DONE = "realise"


@dataclass(frozen=True, slots=True)
class _Way:
    """How a kind is made: the form it fills, how it is shown, what it answers from the start."""

    word: str
    form: str
    label: str
    help: str
    preset: tuple[tuple[str, str], ...] = ()


class Accounting(Enum):
    """What may be made of a grant; the values say how."""

    REPORT = _Way(
        "compte-rendu",
        "compte-rendu",
        "Rendre le compte financier complet",
        "L’exercice est terminé\u00a0: ce qui a été fait, les publics, le budget prévu et réalisé.",
    )
    REVIEW = _Way(
        "bilan",
        "bilan",
        "Faire un bilan intermédiaire",
        "L’action n’est pas terminée\u00a0: où elle en est, pour accompagner la prochaine demande.",
    )
    NOT_DONE = _Way(
        "non-realisation",
        "courrier",
        "Attester que l’action n’a pas eu lieu",
        "Rien n’a été fait ni dépensé\u00a0: une lettre signée le dit, et propose la suite.",
        (("courrier_objet", "non_realisation"), ("courrier_depense", "non")),
    )
    MORE_TIME = _Way(
        "delai",
        "courrier",
        "Demander un délai pour rendre compte",
        "Le compte rendu sera en retard\u00a0: une lettre signée demande quelques mois.",
        (("courrier_objet", "report"),),
    )

    @property
    def word(self) -> str:
        """Its name on the command line."""
        return self.value.word

    @property
    def form(self) -> str:
        """The form it fills."""
        return self.value.form

    @property
    def label(self) -> str:
        """What a button says."""
        return self.value.label

    @property
    def help(self) -> str:
        """When it is the right one, in one sentence."""
        return self.value.help

    @classmethod
    def named(cls, word: str) -> Accounting:
        """Return the kind of that name.

        Raises:
            KeyError: If there is none.
        """
        return {one.word: one for one in cls}[word]


def accountable_years(facts: Facts) -> tuple[int, ...]:
    """Return the exercises of a request that may be accounted for; none for another nature."""
    return facts.years if facts.form.nature is Nature.REQUEST else ()


def exercise_ends(facts: Facts, year: int) -> date:
    """Return the end of an exercise of a request: by its project's budget, else 31 December."""
    ends = (facts.value("projet_exercice_fin", row, year) for row in facts.projects)
    return next((day for day in ends if day is not None), date(year, 12, 31))


def start_accounting(  # noqa: PLR0913 - a start from many things, each named
    origin: Facts, kind: Accounting, form: Form, year: int, *, author: Author, clock: Clock
) -> Dossier:
    """Return a dossier that accounts for one exercise of ``origin``, filled with what it says.

    Args:
        origin: The request.
        kind: What is made of the grant.
        form: The form of that kind.
        year: The exercise.
        author: Who does it.
        clock: When.

    Raises:
        UserError: If ``origin`` is not a request, or does not cover that exercise.
    """
    years = accountable_years(origin)
    if not years:
        raise UserError(
            "Ce dossier n’est pas une demande de subvention avec un exercice\u00a0: "
            "il n’y a pas d’aide dont rendre compte.",
            remedy="Ouvrez la demande d’origine, et vérifiez que son année est remplie.",
        )
    if year not in years:
        raise UserError(
            f"Ce dossier ne porte pas sur {year}.",
            remedy=f"Choisissez un de ses exercices\u00a0: {', '.join(map(str, years))}.",
        )
    reference = Reference(form, origin.contrat)
    empty = empty_dossier(
        reference, author=author, clock=clock, years=(year,), exemple=origin.dossier.exemple
    )
    return _Copying(origin, form, year, empty, author).filled(kind)


class _Copying:
    """The answers of a request on their way to the form that accounts for it."""

    def __init__(
        self, origin: Facts, form: Form, year: int, empty: Dossier, author: Author
    ) -> None:
        self._origin = origin
        self._form = form
        self._year = year
        self._dossier = empty
        self._author = author
        self._stamp = empty.edited_at

    def filled(self, kind: Accounting) -> Dossier:
        """Return the dossier with everything that the request and its follow-up say."""
        for project in self._origin.projects:
            self._add(GroupId("projet"), ROOT, project)
        self._copy_shared(ROOT)
        for project in self._origin.projects:
            self._copy_shared(project)
            self._put_all(self._from_project(project), project)
        self._put_all({"suivi_origine": self._origin.dossier.id, **self._acts()})
        for project in self._origin.projects:
            self._put_all(dict(kind.value.preset), project)
        self._note_what_to_read()
        return self._dossier

    # --- what has the same name on both sides ----------------------------------------------------

    def _copy_shared(self, row: RowId) -> None:
        for group, parent in self._form.parents.items():
            wanted = None if row == ROOT else GroupId("projet")
            if parent == wanted and group in self._origin.form.groups and not _private(group):
                for one in self._origin.rows(group, row):
                    self._add(group, row, one)
                    self._copy_fields(one, self._form.groups[group].fields)
        here = [
            place.field
            for place in self._form.places.values()
            if place.group is None
            and place.budget is None
            and (place.section.repeats is None) == (row == ROOT)
        ]
        self._copy_fields(row, here)

    def _copy_fields(self, row: RowId, fields: Iterable[Field]) -> None:
        for field in fields:
            theirs = self._origin.form.field(field.id)
            if theirs is None or _private(field.id) or field.type != theirs.type:
                continue
            if field.signatory_only:
                continue
            key = Key(field.id, row, None if field.yearly is Yearly.NEVER else self._year)
            text = self._origin.dossier.text(key)
            if text is not None:
                self._put(key, text)

    # --- what has another name -------------------------------------------------------------------

    def _from_project(self, project: RowId) -> dict[str, str]:
        origin, year = self._origin, self._year
        renamed = {
            "rendu_lieux": origin.dossier.text(Key(FieldId("lieu"), project)),
            "realise_exercice_debut": self._yearly("projet_exercice_debut", project),
            "realise_exercice_fin": self._yearly("projet_exercice_fin", project),
            "courrier_exercice_fin": self._yearly("projet_exercice_fin", project),
            "realise_cle": origin.dossier.text(Key(FieldId("projet_cle"), project)),
            "realise_cvn": origin.dossier.text(Key(FieldId("projet_cvn"), project)),
        }
        found = {name: text for name, text in renamed.items() if text is not None}
        for one in budgets(origin, _ASKED):
            if one.row == project and one.year == year:
                found["bilan_prevu"] = _euros(one.charges)
                for line, amount in one.amounts.items():
                    found[f"prevu_{line}"] = _euros(amount)
                self._copy_funders(project)
        granted, paid = self._granted_here(), self._paid_here()
        if granted is not None:
            found["bilan_accorde"] = found["courrier_accorde"] = _euros(granted)
        if paid is not None:
            found["bilan_recu"] = found["courrier_recu"] = _euros(paid)
        return found

    def _yearly(self, name: str, row: RowId) -> str | None:
        return self._origin.dossier.text(Key(FieldId(name), row, self._year))

    def _copy_funders(self, project: RowId) -> None:
        """One row for each funder of the request, with what it was asked and what it granted.

        A funder on two lines (a part acquired, a part asked) has its grant on the line asked here.
        """
        group = GroupId(f"{_DONE}_financeurs")
        if group not in self._form.groups:
            return
        origin = self._origin
        left = dict(self._grants())
        rows = origin.rows(f"{_ASKED}_financeurs", project)
        asked = FieldId(f"{_ASKED}_financeur_sollicite")
        for row in sorted(rows, key=lambda one: not origin.value(asked, one)):
            name = _folded(origin.shown(f"{_ASKED}_financeur_nom", row))
            if name in left:
                self._put(
                    Key(FieldId(f"{_DONE}_financeur_accorde"), row, self._year),
                    _euros(left.pop(name)),
                )
        for row in rows:
            self._add(group, project, row)
            for part in ("type", "nom", "sollicite"):
                text = origin.dossier.text(Key(FieldId(f"{_ASKED}_financeur_{part}"), row))
                if text is not None:
                    self._put(Key(FieldId(f"{_DONE}_financeur_{part}"), row), text)
            amount = self._yearly(f"{_ASKED}_financeur_montant", row)
            if amount is not None:
                self._put(Key(FieldId(f"{_DONE}_financeur_prevu"), row, self._year), amount)

    # --- the follow-up ---------------------------------------------------------------------------

    def _grants(self) -> dict[str, Euros]:
        """What each funder granted for this exercise, by folded name."""
        found: dict[str, Euros] = {}
        for row in self._origin.rows("suivi_octrois"):
            amount = self._origin.value("suivi_octroi_montant", row, self._year)
            if amount is not None:
                name = _folded(self._origin.shown("suivi_octroi_financeur", row))
                found[name] = found.get(name, Euros(0)) + amount
        return found

    def _addressed(self) -> set[str]:
        """The folded names of the funders to whom the request was made."""
        origin = self._origin
        return {
            _folded(funder.name)
            for one in budgets(origin, _ASKED)
            for funder in one.funders
            if funder.addressed
        }

    def _granted_here(self) -> Euros | None:
        """What the funder of the request granted for this exercise; None when not noted."""
        here = [amount for name, amount in self._grants().items() if name in self._addressed()]
        return Euros.total(here) if here else None

    def _paid_here(self) -> Euros | None:
        origin = self._origin
        here = [
            amount
            for row in origin.rows("suivi_versements")
            if origin.value("suivi_versement_exercice", row) == self._year
            and _folded(origin.shown("suivi_versement_financeur", row)) in self._addressed()
            and (amount := origin.value("suivi_versement_montant", row)) is not None
        ]
        return Euros.total(here) if here else None

    def _acts(self) -> dict[str, str]:
        """By which letter or agreement the grant was given, when it was noted."""
        origin = self._origin
        acts = [
            origin.shown("suivi_octroi_acte", row)
            for row in origin.rows("suivi_octrois")
            if _folded(origin.shown("suivi_octroi_financeur", row)) in self._addressed()
        ]
        named = [act for act in acts if act]
        return {"rendu_acte": named[0]} if named else {}

    def _note_what_to_read(self) -> None:
        """What described the plan and must now tell what happened is to be read again."""
        group = GroupId("suivi_reprises")
        for name in ("rendu_lieux", "realise_cle", "realise_cvn"):
            for project in self._origin.projects:
                key = Key(FieldId(name), project)
                if self._dossier.text(key) is None:
                    continue
                row = RowId(f"R-{name}-{project}"[:40])
                self._add(group, ROOT, row)
                self._put(Key(FieldId("suivi_reprise_champ"), row), str(key))
                self._put(Key(FieldId("suivi_reprise_etat"), row), "a_revoir")

    # --- writing ---------------------------------------------------------------------------------

    def _add(self, group: GroupId, parent: RowId, row: RowId) -> None:
        if group not in self._form.groups or row in self._dossier.rows:
            return
        rank = len(self._dossier.rows_of(group, parent)) + 1
        new = Row(row, group, parent, rank, self._author.name, self._stamp)
        self._dossier = self._dossier.with_row(new)

    def _put(self, key: Key, text: str) -> None:
        self._dossier = self._dossier.answered(key, text, self._author.name, self._stamp)

    def _put_all(self, answers: Mapping[str, str], row: RowId = ROOT) -> None:
        """Put the answers whose question the form asks, each where it stands."""
        for name, text in answers.items():
            field = self._form.field(FieldId(name))
            if field is not None:
                year = None if field.yearly is Yearly.NEVER else self._year
                self._put(Key(field.id, row, year), text)


_NOT_TAKEN = ("pouvoir_", "fait_a", "fait_le", "premier_exercice", "pieces", "piece_")
"""A power, a signature, a paper are of one dossier; the exercise is chosen."""


def _private(name: str) -> bool:
    return name.startswith((FOLLOW_UP, *_NOT_TAKEN))


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _euros(amount: Euros) -> str:
    return EurosType().store(amount)
