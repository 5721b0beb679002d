"""The life of a dossier, read from its answers, its versions and what is noted of its follow-up.

A request is written, frozen, signed and deposited; it is completed, decided, agreed upon, paid, and
accounted for. Each exercise of an agreement of several years has its own end of that chain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from cvdesk.domain.budget import asked_by_year, budgets
from cvdesk.domain.facts import Facts
from cvdesk.domain.form import Nature
from cvdesk.domain.frozen import current_version
from cvdesk.domain.ids import FieldId, Key, RowId
from cvdesk.domain.money import ZERO, Euros
from cvdesk.domain.stamp import Stamp
from cvdesk.domain.wording import plain

GRANTED = frozenset({"accorde", "accorde_en_partie"})
"""The decisions that give money."""


@dataclass(frozen=True, slots=True)
class Octroi:
    """What one funder grants.

    Attributes:
        financeur: As typed, or empty.
        de: The same, to compare; empty for the funder the request is addressed to.
        montants: The amount of each exercise that has one.
        demandes: What the budget asks of that funder, by exercise; empty if it is not in it.
    """

    row: RowId
    financeur: str
    de: str
    montants: Mapping[int, Euros]
    demandes: Mapping[int, Euros]

    def key(self, year: int) -> Key:
        """Return where the amount of an exercise is noted."""
        return Key(FieldId("suivi_octroi_montant"), self.row, year)


@dataclass(frozen=True, slots=True)
class Versement:
    """One transfer received.

    Attributes:
        de: From whom, to compare with that of a grant.
        exercice: The year of the grant, which need not be that of the transfer; None if not noted
            in a dossier of several years.
    """

    row: RowId
    financeur: str
    de: str
    nature: str
    exercice: int | None
    montant: Euros
    le: date | None

    def key(self, name: str) -> Key:
        """Return where ``montant``, ``le``, ``exercice`` … of this transfer is noted."""
        return Key(FieldId(f"suivi_versement_{name}"), self.row)


@dataclass(frozen=True, slots=True)
class Exercice:
    """One exercise of the grant.

    Attributes:
        fin: Its last day: that of the project's budget, 31 December when it does not say.
        accorde: What all funders noted grant for it; None while nothing is noted.
        justifie_le: When its financial report was handed in.
        justifie_key: Where that is noted.
    """

    annee: int
    fin: date
    demande: Euros
    accorde: Euros | None
    verse: Euros
    justifie_le: date | None
    justifie_key: Key


@dataclass(frozen=True, slots=True)
class Vie:
    """Everything the states, the reminders and the remarks look at.

    Attributes:
        today: The day the dossier is looked at.
        pret: Whether nothing keeps it from being frozen.
        version: The number of the last version, 0 before the first.
        fige_le: When that version was frozen, if the answers are still those of that version.
        signe_le: When the version was signed, by certificate or by hand.
    """

    today: date
    nature: Nature
    pret: bool
    version: int
    fige_le: date | None
    signe_par: str
    signe_le: date | None
    depose_le: date | None
    complement_le: date | None
    complement_avant: date | None
    complete_le: date | None
    decision: str
    decision_le: date | None
    octrois: tuple[Octroi, ...]
    convention_le: date | None
    avenants: tuple[date | None, ...]
    versements: tuple[Versement, ...]
    exercices: tuple[Exercice, ...]

    @property
    def signe(self) -> bool:
        """Whether the answers as they stand are signed."""
        return self.fige_le is not None and self.signe_le is not None

    @property
    def accorde(self) -> bool:
        """Whether money was granted."""
        return self.decision in GRANTED

    @property
    def en_attente_de_complement(self) -> bool:
        """Whether something was asked that was not sent since."""
        asked, sent = self.complement_le, self.complete_le
        return asked is not None and (sent is None or sent < asked)

    @property
    def exercice(self) -> Exercice | None:
        """The exercise to look at: the first one not accounted for, else the last."""
        waiting = (one for one in self.exercices if one.justifie_le is None)
        return next(waiting, self.exercices[-1] if self.exercices else None)

    @property
    def montant_demande(self) -> Euros:
        """What was asked of the funders who grant, all exercises together.

        Zero when the budget does not have one of them: there is nothing to compare with.
        """
        asked = {one.de: one.demandes for one in self.octrois if one.montants}
        if not all(asked.values()):
            return ZERO
        return Euros.total(amount for years in asked.values() for amount in years.values())

    @property
    def montant_accorde(self) -> Euros:
        """What is granted, all funders and exercises together."""
        return Euros.total(one.accorde or ZERO for one in self.exercices)

    @property
    def montant_verse(self) -> Euros:
        """What was received."""
        return Euros.total(one.montant for one in self.versements)


def read_vie(facts: Facts, *, pret: bool) -> Vie:
    """Read the life of a dossier.

    Args:
        facts: The dossier.
        pret: Whether nothing keeps it from being frozen: the checks say it, not the answers.
    """
    last = facts.dossier.versions[-1] if facts.dossier.versions else None
    current = current_version(facts)
    return Vie(
        today=facts.today,
        nature=facts.form.nature,
        pret=pret,
        version=0 if last is None else last.number,
        fige_le=None if current is None else local_day(current.at),
        signe_par="" if last is None else last.signed_by,
        signe_le=signing_day(facts),
        depose_le=facts.value("suivi_depose_le"),
        complement_le=facts.value("suivi_complement_le"),
        complement_avant=facts.value("suivi_complement_avant"),
        complete_le=facts.value("suivi_complete_le"),
        decision=facts.value("suivi_decision") or "",
        decision_le=facts.value("suivi_decision_le"),
        octrois=tuple(_octrois(facts)),
        convention_le=facts.value("suivi_convention_le"),
        avenants=tuple(
            facts.value("suivi_avenant_le", row) for row in facts.rows("suivi_avenants")
        ),
        versements=tuple(_versements(facts)),
        exercices=tuple(_exercices(facts)),
    )


def signing_day(facts: Facts) -> date | None:
    """Return the local day the last version was signed, by certificate or by hand.

    A day noted by hand before that version was frozen is that of a former one.
    """
    last = facts.versions[-1] if facts.versions else None
    if last is not None and last.signed_by:
        # A version signed before its moment was kept is said to be of the day it was frozen.
        return local_day(last.signed_at or last.at)
    by_hand: date | None = facts.value("suivi_signe_le")
    too_early = by_hand is not None and last is not None and by_hand < local_day(last.at)
    return None if too_early else by_hand


def local_day(stamp: Stamp) -> date:
    """Return the day of a stamp where one is: what a person would note of it."""
    return stamp.moment.astimezone().date()


def is_signed(facts: Facts) -> bool:
    """Return whether the answers as they stand are signed, by certificate or by hand."""
    return current_version(facts) is not None and signing_day(facts) is not None


def _octrois(facts: Facts) -> Iterator[Octroi]:
    for row in facts.rows("suivi_octrois"):
        name = facts.value("suivi_octroi_financeur", row) or ""
        noted = {year: facts.value("suivi_octroi_montant", row, year) for year in facts.years}
        yield Octroi(
            row=row,
            financeur=name,
            de=_giver(facts, name),
            montants={year: amount for year, amount in noted.items() if amount is not None},
            demandes=asked_of(facts, name),
        )


NAMES_OF_FUNDERS = frozenset({"suivi_octroi_financeur", "suivi_versement_financeur"})
"""The answers of the follow-up that name a funder as the budget does."""


def funder_names(facts: Facts) -> tuple[str, ...]:
    """Return the funders that the budgets of the projects name, each once, in their order."""
    names = (line.name for one in budgets(facts, "projet") for line in one.funders)
    return tuple({plain(name): name for name in names if name}.values())


def _giver(facts: Facts, financeur: str) -> str:
    addressed = {
        plain(line.name)
        for one in budgets(facts, "projet")
        for line in one.funders
        if line.addressed
    }
    name = plain(financeur)
    return "" if name in addressed else name


def asked_of(facts: Facts, financeur: str) -> dict[int, Euros]:
    """Return what the budgets of the projects ask of a funder, by exercise.

    A nameless grant comes from the funder the request is addressed to. Lines already acquired are
    no request. Empty when the budget does not have that funder.
    """
    if not financeur:
        return asked_by_year(facts)
    wanted, found = plain(financeur), dict[int, Euros]()
    for one in budgets(facts, "projet"):
        for line in one.funders:
            if plain(line.name) == wanted and (line.addressed or line.status != "acquis"):
                found[one.year] = found.get(one.year, ZERO) + line.amount
    return found


def _versements(facts: Facts) -> Iterator[Versement]:
    alone = facts.years[0] if len(facts.years) == 1 else None
    for row in facts.rows("suivi_versements"):
        name = facts.value("suivi_versement_financeur", row) or ""
        yield Versement(
            row=row,
            financeur=name,
            de=_giver(facts, name),
            nature=facts.value("suivi_versement_nature", row) or "",
            exercice=facts.value("suivi_versement_exercice", row) or alone,
            montant=facts.value("suivi_versement_montant", row) or ZERO,
            le=facts.value("suivi_versement_le", row),
        )


def _exercices(facts: Facts) -> Iterator[Exercice]:
    asked = asked_by_year(facts)
    octrois, versements = tuple(_octrois(facts)), tuple(_versements(facts))
    yearly = facts.form.field(FieldId("suivi_exercice_justifie_le")) is not None
    last = facts.years[-1] if facts.years else None
    for year in facts.years:
        granted = [one.montants[year] for one in octrois if year in one.montants]
        handed, key = None, Key(FieldId("suivi_justifie_le"))
        if yearly:
            key = Key(FieldId("suivi_exercice_justifie_le"), year=year)
            handed = facts.at(key)
        if handed is None and year == last:
            handed = facts.value("suivi_justifie_le")
        yield Exercice(
            annee=year,
            fin=end_of_exercise(facts, year),
            demande=asked[year],
            accorde=Euros.total(granted) if granted else None,
            verse=Euros.total(one.montant for one in versements if one.exercice == year),
            justifie_le=handed,
            justifie_key=key,
        )


def end_of_exercise(facts: Facts, year: int) -> date:
    """Return the last day of an exercise: that of its budget, 31 December when none says it."""
    ends = [facts.value("projet_exercice_fin", row, year) for row in facts.projects]
    said: list[date] = [day for day in (*ends, facts.value("asso_exercice_fin", year=year)) if day]
    return said[0] if said else date(year, 12, 31)
