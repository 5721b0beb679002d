"""The quarters a dossier can name: chosen by their name, kept by their national code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from cvdesk.app.session import Session
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.contrat_parts import Quartier
from cvdesk.domain.ids import FieldId, Key
from cvdesk.domain.wording import plain

QUARTER, COMMUNE = FieldId("territoire_quartier"), FieldId("territoire_commune")


@dataclass(frozen=True, slots=True)
class QuarterChoice:
    """One quarter.

    Attributes:
        code: What is kept.
        label: Its name and its communes, what a person looks for.
        names: What else it answers to, in plain words: old names, present and old codes.
    """

    code: str
    label: str
    names: tuple[str, ...] = ()


def quarter_choices(contrat: Contrat) -> tuple[QuarterChoice, ...]:
    """Return the quarters of a contract that have a national code, by name."""
    found = [
        QuarterChoice(
            quartier.code,
            f"{quartier.nom}, {' et '.join(quartier.communes)}",
            _names(quartier, quartier.code),
        )
        for quartier in contrat.quartiers
        if quartier.code
    ]
    return tuple(sorted(found, key=lambda choice: choice.label.casefold()))


def _names(quartier: Quartier, code: str) -> tuple[str, ...]:
    aliases = (alias.texte for alias in quartier.alias)
    return tuple(map(plain, (quartier.nom, *aliases, code, *quartier.codes_anciens)))


def answer_quarter(session: Session, key: Key, typed: str) -> None:
    """Answer which quarter, and with it which commune: not said yet, and only one possible."""
    commune = Key(COMMUNE, key.row)
    found = [one for one in session.reference.contrat.quartiers if one.code == typed]
    if not found or len(found[0].communes) > 1 or session.facts.value(COMMUNE, key.row):
        session.answer(key, typed)
        return

    def both(apart: Session) -> None:
        apart.answer(key, typed)
        apart.answer(commune, found[0].communes[0])

    session.together(both)


def quarters_named(choices: Sequence[QuarterChoice], typed: str) -> tuple[QuarterChoice, ...]:
    """Return the quarters that have all the words typed, whole or begun, in any order.

    A name, an old name, a commune or a code will do. When none has them, the quarters whose name
    is nearly what is typed.
    """
    begun = [f" {word}" for word in plain(typed).split()]
    found = tuple(
        one
        for one in choices
        if all(word in f" {plain(one.label)} {' '.join(one.names)}" for word in begun)
    )
    if found:
        return found
    by_name = {name: one for one in choices for name in one.names}
    close = get_close_matches(plain(typed), list(by_name))
    return tuple(dict.fromkeys(by_name[name] for name in close))
