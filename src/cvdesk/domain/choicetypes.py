"""The types of answers that are chosen: yes or no, a box, one or several of a list, a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cvdesk.domain.fieldtypes import FieldType, InvalidAnswer, quoted
from cvdesk.domain.ids import ROW_PATTERN, RowId
from cvdesk.domain.money import NBSP


@dataclass(frozen=True, slots=True)
class YesNoType(FieldType[bool]):
    """A question answered by yes or no: "no" is an answer, silence is not."""

    name: ClassVar[str] = "oui_non"

    def parse(self, typed: str) -> bool:
        word = typed.strip().lower()
        if word in {"oui", "o", "vrai"}:
            return True
        if word in {"non", "n", "faux"}:
            return False
        raise InvalidAnswer(f"{quoted(typed)} ne répond pas par oui ou par non.")

    def store(self, value: bool) -> str:  # noqa: FBT001 - the value's type is the answer
        return "oui" if value else "non"

    def restore(self, canonical: str) -> bool:
        if canonical not in {"oui", "non"}:
            raise ValueError(canonical)
        return canonical == "oui"


@dataclass(frozen=True, slots=True)
class TickType(YesNoType):
    """A box to tick; the attestations are such boxes."""

    name: ClassVar[str] = "case"


@dataclass(frozen=True, slots=True)
class Option:
    """One possible choice.

    Attributes:
        id: What is stored; never renamed.
        label: What is read, in French.
        help: When to choose it, or an empty text.
        renewal: What becomes of the whole row that chose it the next year (``repris``,
            ``a_revoir`` or ``perime``); empty leaves it to each field.
    """

    id: str
    label: str
    help: str = ""
    renewal: str = ""


def _plain(text: str) -> str:
    return text.replace(NBSP, " ").strip().casefold()


@dataclass(frozen=True, slots=True)
class ChoiceType(FieldType[str]):
    """One of a closed list."""

    options: tuple[Option, ...]
    name: ClassVar[str] = "choix"

    def parse(self, typed: str) -> str:
        wanted = _plain(typed)
        for option in self.options:
            if wanted in {_plain(option.id), _plain(option.label)}:
                return option.id
        known = ", ".join(option.id for option in self.options)
        raise InvalidAnswer(
            f"{quoted(typed)} n’est pas dans la liste. Choix possibles\u00a0: {known}."
        )

    def store(self, value: str) -> str:
        return value

    def restore(self, canonical: str) -> str:
        if canonical not in {option.id for option in self.options}:
            raise ValueError(canonical)
        return canonical

    def show(self, value: str) -> str:
        return next(option.label for option in self.options if option.id == value)


@dataclass(frozen=True, slots=True)
class ChoicesType(FieldType[tuple[str, ...]]):
    """Several of a closed list, typed with semicolons between them, kept in the list's order."""

    options: tuple[Option, ...]
    name: ClassVar[str] = "choix_multiple"

    def parse(self, typed: str) -> tuple[str, ...]:
        one = ChoiceType(self.options)
        chosen = {one.parse(part) for part in typed.split(";") if part.strip()}
        if not chosen:
            raise InvalidAnswer("Choisissez au moins une réponse.")
        return self._in_order(chosen)

    def _in_order(self, chosen: set[str]) -> tuple[str, ...]:
        return tuple(option.id for option in self.options if option.id in chosen)

    def store(self, value: tuple[str, ...]) -> str:
        return ";".join(value)

    def restore(self, canonical: str) -> tuple[str, ...]:
        chosen = canonical.split(";")
        if not set(chosen) <= {option.id for option in self.options}:
            raise ValueError(canonical)
        return self._in_order(set(chosen))

    def show(self, value: tuple[str, ...]) -> str:
        return "\u00a0; ".join(o.label for o in self.options if o.id in value)


@dataclass(frozen=True, slots=True)
class RowType(FieldType[RowId]):
    """A link to a row of another group, for example the objective that an indicator measures."""

    group: str
    name: ClassVar[str] = "ligne"

    def parse(self, typed: str) -> RowId:
        row = typed.strip()
        if ROW_PATTERN.fullmatch(row) is None:
            raise InvalidAnswer(f"{quoted(typed)} n’est pas la clé d’une ligne.")
        return RowId(row)

    def store(self, value: RowId) -> str:
        return value

    def restore(self, canonical: str) -> RowId:
        return RowId(canonical)
