"""The quarters a dossier can name: chosen by their name, kept by their national code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from cvdesk.app.session import Session
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.contrat_parts import Quartier
from cvdesk.domain.facts import Facts
from cvdesk.domain.ids import FieldId, Key
from cvdesk.domain.wording import plain

_SHORTEST = 3
"""Letters of a name below which too many things are meant."""
_CODE = re.compile(r"q[np]\d")

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
    """Answer which quarter, and with it the commune that follows from it.

    A commune follows when only one is possible, and nobody said another: it is not said yet, or it
    is the only one of the quarter answered before.
    """
    facts = session.facts
    following = _only_commune(facts, typed)
    said = facts.value(COMMUNE, key.row)
    if following is None or said not in {None, _only_commune(facts, facts.value(QUARTER, key.row))}:
        session.answer(key, typed)
        return

    def both(apart: Session) -> None:
        apart.answer(key, typed)
        apart.answer(Key(COMMUNE, key.row), following)

    session.together(both)


def _only_commune(facts: Facts, code: str | None) -> str | None:
    found = [one.communes for one in facts.contrat.quartiers if code and one.code == code]
    return found[0][0] if found and len(found[0]) == 1 else None


def quarters_named(choices: Sequence[QuarterChoice], typed: str) -> tuple[QuarterChoice, ...]:
    """Return the quarters that have all the words typed, whole or begun, in any order.

    A name, an old name, a commune or a code will do. When none has them, the quarters whose name
    is nearly what is typed: to be offered, never taken.
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


def quarter_meant(choices: Sequence[QuarterChoice], typed: str) -> str | None:
    """Return the code of the one quarter that a name can be, or None: then nothing is guessed.

    It is named whole, as in the list, or it is the only one whose name begins so. A code stays as
    typed: one of 2015 is never translated.
    """
    text = plain(typed)
    if _CODE.match(text):
        return None
    whole = [one for one in choices if text in {plain(one.label), *one.names}]
    begun = [one for one in choices if any(name.startswith(text) for name in one.names)]
    found = whole or (begun if len(text) >= _SHORTEST else [])
    return found[0].code if len(found) == 1 else None
