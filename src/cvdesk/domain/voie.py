"""The ways a contract gives to ask for money, and which one fits what a person says they want.

A path is data (``forms/voies``): what it is, in plain words, whom it fits, and where the contract
says so. Nothing is asked that the person could not answer before having read anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cvdesk.domain.appel import Critere
from cvdesk.domain.money import Euros
from cvdesk.domain.sources import Source


@dataclass(frozen=True, slots=True)
class Reponse:
    """One answer offered to a question."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """A small question in plain words."""

    id: str
    texte: str
    aide: str
    reponses: tuple[Reponse, ...]


@dataclass(frozen=True, slots=True)
class Dit:
    """A statement, and where it is said.

    Attributes:
        contrat: Id of the contract that says it, or empty.
        lignes: Lines of its text.
        source: The text that says it when no contract does.
    """

    texte: str
    contrat: str = ""
    lignes: tuple[int, ...] = ()
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Voie:
    """One path.

    Attributes:
        contrats: Ids of the contracts that have it; empty for all.
        departements: Codes of the départements it is bound to; empty for all.
        communes: Their exact names in the contract, when it is bound to some; empty for all.
        formulaire: Id of the form it asks for.
        repli: Id of the form used while that one is not on this computer, or empty.
        periode: ``annuelle`` or ``pluriannuelle``.
        explique: What it is, in two sentences.
        raison: Why it would fit, said to the person to whom it is proposed.
        si: Answers it fits, by question; a question not named here does not matter.
        rang: Among those that fit, the smallest is proposed.
        faits: What the contract, or the law, says of it.
        plafond: Amount that a request of this path must stay under, or None.
        criteres: What its instruction looks at, whatever the call.
        a_prevoir: What to have at hand.
        duree: About how long it takes to write.
    """

    id: str
    titre: str
    formulaire: str
    periode: str
    explique: str
    raison: str
    rang: int
    contrats: tuple[str, ...] = ()
    departements: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    repli: str = ""
    si: Mapping[str, tuple[str, ...]] | None = None
    faits: tuple[Dit, ...] = ()
    plafond: Euros | None = None
    criteres: tuple[Critere, ...] = ()
    a_prevoir: tuple[str, ...] = ()
    duree: str = ""

    def exists_in(self, contrat: str, departement: str = "", commune: str = "") -> bool:
        """Return whether this path is one of a contract, and of a place as far as it is known."""
        return (
            (not self.contrats or contrat in self.contrats)
            and (not self.departements or not departement or departement in self.departements)
            and (not self.communes or not commune or commune in self.communes)
        )

    def fits(self, answers: Mapping[str, str]) -> bool:
        """Return whether nothing that was answered speaks against this path.

        A question left open speaks against the paths that need an answer to it: a rare path is
        proposed only to someone who said what makes it fit.
        """
        return all(answers.get(question) in wanted for question, wanted in (self.si or {}).items())

    def waits_for(self, answers: Mapping[str, str]) -> tuple[str, ...]:
        """Return the questions still open that decide for this path, which an answer speaks for.

        Empty when none does, when one speaks against it, or when it fits already.
        """
        needed = self.si or {}
        given = {question: answers[question] for question in needed if question in answers}
        if not given or any(one not in needed[question] for question, one in given.items()):
            return ()
        return tuple(question for question in needed if question not in given)


def paths_of(
    paths: Iterable[Voie], contrat: str, departement: str = "", commune: str = ""
) -> tuple[Voie, ...]:
    """Return the paths of a contract in a place, in the order they are told."""
    known = [one for one in paths if one.exists_in(contrat, departement, commune)]
    return tuple(sorted(known, key=lambda one: (one.rang, one.id)))


def proposed(paths: Sequence[Voie], answers: Mapping[str, str]) -> Voie | None:
    """Return the path that fits best what was answered, or None when there is no path at all."""
    return next((one for one in paths if one.fits(answers)), paths[-1] if paths else None)


def by_default(periode: str) -> str:
    """Return the id of the path of a call that names none."""
    return "cpo" if periode == "pluriannuelle" else "action"
