"""The types an answer can have.

An answer exists in three forms, and only this module converts between them:

1. *typed text* - what a person writes in a widget ("12 500,5");
2. *value* - what the code computes with (``Euros(cents=1250050)``);
3. *canonical text* - what is stored, merged and compared ("12500.50").

``parse`` goes 1 -> 2, ``store`` 2 -> 3, ``restore`` 3 -> 2, and ``show`` 2 -> 1. Whether a value is
*right* (a SIRET whose digits agree, a text within the limit of a call) is not decided here: that is
a finding, and an answer with a finding is still kept.
"""

from __future__ import annotations

import re
import unicodedata
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, Generic, TypeVar

from cvdesk.domain.money import NBSP, Euros, compact, grouped

T = TypeVar("T")

MAX_TEXT = 100_000
"""Characters. A longer paste is refused: no form or portal takes it."""

MAX_EUROS = 99_999_999
_LONG_AMOUNT = re.compile(r"\d{9,}(?:[.,]\d{1,2})?€?", re.ASCII)
MAX_INTEGER = 99_999_999
FIRST_YEAR, LAST_YEAR = 1850, 2099


class InvalidAnswer(ValueError):
    """A typed text that could not be read; its message is a French sentence for the user."""


_LONGEST_QUOTE = 60


def quoted(typed: str) -> str:
    """Return what was typed between guillemets, cut: a refusal stays one sentence."""
    whole = " ".join(typed.split())
    cut = whole if len(whole) <= _LONGEST_QUOTE else f"{whole[:_LONGEST_QUOTE].rstrip()}…"
    return f"«{NBSP}{cut}{NBSP}»"


class FieldType(ABC, Generic[T]):
    """How one kind of answer is read, kept and shown."""

    name: ClassVar[str]

    @abstractmethod
    def parse(self, typed: str) -> T:
        """Read what a person typed (never an empty text).

        Raises:
            InvalidAnswer: If it cannot be read; the message says why and shows an example.
        """

    @abstractmethod
    def store(self, value: T) -> str:
        """Return the canonical text of ``value``, never empty."""

    @abstractmethod
    def restore(self, canonical: str) -> T:
        """Read what :meth:`store` wrote.

        Raises:
            ValueError: If the text was not written by :meth:`store`.
        """

    def show(self, value: T) -> str:
        """Return ``value`` as a French reader expects it, on screen and on the page."""
        return self.store(value)


def _kept(character: str) -> bool:
    # Control, format (bidirectional marks, zero-width) and unassigned characters leave no trace on
    # a page but change what a reader or a portal sees.
    return character in "\n\t" or unicodedata.category(character) not in {
        "Cc",
        "Cf",
        "Co",
        "Cs",
        "Cn",
    }


def clean_text(typed: str, *, lines: bool) -> str:
    """Return ``typed`` in Unicode NFC, without invisible characters, trimmed.

    Raises:
        InvalidAnswer: If it is longer than ``MAX_TEXT`` characters, or nothing is left.
    """
    if len(typed) > MAX_TEXT:
        raise InvalidAnswer(
            f"Ce texte compte {grouped(len(typed))} caractères\u00a0; CVDesk en accepte "
            f"{grouped(MAX_TEXT)} au plus. Gardez l’essentiel, ou joignez-le comme pièce."
        )
    unified = typed.replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in unified.replace("\u2028", "\n").replace("\u2029", "\n") if _kept(c))
    # Last: an invisible character may have stood between a letter and its accent.
    text = unicodedata.normalize("NFC", "".join(kept))
    if not lines:
        text = " ".join(part for part in re.split(r"[\n\t]+", text) if part)
    text = text.strip(" \n\t")
    if not text:
        raise InvalidAnswer("Ce texte ne contient aucun caractère lisible.")
    return text


@dataclass(frozen=True, slots=True)
class TextType(FieldType[str]):
    """A short text, on one line."""

    name: ClassVar[str] = "texte"

    def parse(self, typed: str) -> str:
        return clean_text(typed, lines=False)

    def store(self, value: str) -> str:
        return value

    def restore(self, canonical: str) -> str:
        return canonical


@dataclass(frozen=True, slots=True)
class LongTextType(TextType):
    """A text of several lines; the paragraphs of the user are kept."""

    name: ClassVar[str] = "texte_long"

    def parse(self, typed: str) -> str:
        return clean_text(typed, lines=True)


@dataclass(frozen=True, slots=True)
class IntegerType(FieldType[int]):
    """A count: a whole number, zero or more."""

    name: ClassVar[str] = "entier"

    def parse(self, typed: str) -> int:
        digits = compact(typed)
        if re.fullmatch(r"\d{1,12}", digits, re.ASCII) is None:
            raise InvalidAnswer(
                f"{quoted(typed)} n’est pas un nombre entier. Écrivez par exemple 60."
            )
        if (number := int(digits)) > MAX_INTEGER:
            raise InvalidAnswer(f"{grouped(number)} dépasse ce que le formulaire peut recevoir.")
        return number

    def store(self, value: int) -> str:
        return str(value)

    def restore(self, canonical: str) -> int:
        return int(canonical)

    def show(self, value: int) -> str:
        return grouped(value)


@dataclass(frozen=True, slots=True)
class YearType(IntegerType):
    """A civil year, or the first year of an exercise."""

    name: ClassVar[str] = "annee"

    def parse(self, typed: str) -> int:
        digits = compact(typed)
        if re.fullmatch(r"20\d\d", digits, re.ASCII) is None:
            raise InvalidAnswer(f"{quoted(typed)} n’est pas une année. Écrivez par exemple 2027.")
        return int(digits)

    def restore(self, canonical: str) -> int:
        if re.fullmatch(r"20\d\d", canonical, re.ASCII) is None:
            raise ValueError(canonical)
        return int(canonical)

    def show(self, value: int) -> str:
        return str(value)


@dataclass(frozen=True, slots=True)
class DecimalType(FieldType[Decimal]):
    """A number with at most two decimals, zero or more (ETPT, rates, hours)."""

    name: ClassVar[str] = "decimal"

    def parse(self, typed: str) -> Decimal:
        digits = compact(typed).removesuffix("%").replace(",", ".")
        if re.fullmatch(r"\d{1,9}(\.\d{1,2})?", digits, re.ASCII) is None:
            raise InvalidAnswer(
                f"{quoted(typed)} n’est pas un nombre à deux décimales au plus. "
                "Écrivez par exemple 1,10."
            )
        return Decimal(digits)

    def store(self, value: Decimal) -> str:
        return str(value)

    def restore(self, canonical: str) -> Decimal:
        return Decimal(canonical)

    def show(self, value: Decimal) -> str:
        whole, _, decimals = str(value).partition(".")
        return grouped(int(whole)) + (f",{decimals}" if decimals else "")


@dataclass(frozen=True, slots=True)
class EurosType(FieldType[Euros]):
    """An amount asked, spent or received, zero or more."""

    name: ClassVar[str] = "euros"

    def parse(self, typed: str) -> Euros:
        try:
            amount = Euros.parse(typed)
        except ValueError:
            if _LONG_AMOUNT.fullmatch(compact(typed)):
                said = f"{quoted(typed)} dépasse ce que le formulaire peut recevoir."
            else:
                said = f"{quoted(typed)} n’est pas un montant. Écrivez par exemple 12{NBSP}500."
            raise InvalidAnswer(said) from None
        if amount.cents < 0:
            raise InvalidAnswer(
                "Un montant ne peut pas être négatif. Écrivez-le sans le signe moins\u00a0; "
                "dans un budget, mettez-le de l’autre côté."
            )
        if amount.cents > MAX_EUROS * 100:
            raise InvalidAnswer(f"{amount} dépasse ce que le formulaire peut recevoir.")
        return amount

    def store(self, value: Euros) -> str:
        return f"{value.cents // 100}.{value.cents % 100:02d}"

    def restore(self, canonical: str) -> Euros:
        if re.fullmatch(r"\d{1,8}\.\d\d", canonical, re.ASCII) is None:
            raise ValueError(canonical)
        euros, _, cents = canonical.partition(".")
        return Euros(int(euros) * 100 + int(cents))

    def show(self, value: Euros) -> str:
        return str(value)


_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_NUMERIC_DATE = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})", re.ASCII)
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_WORD_DATE = re.compile(r"(\d{1,2})(?:er)? ([a-zéû]+) (\d{4})")


@dataclass(frozen=True, slots=True)
class DateType(FieldType[date]):
    """A day, shown as in French: 14/03/2027."""

    name: ClassVar[str] = "date"

    def parse(self, typed: str) -> date:
        text = typed.strip().replace(NBSP, " ").lower()
        try:
            day = self._read(text)
        except ValueError:
            raise InvalidAnswer(
                f"{quoted(typed)} n’est pas une date. Écrivez par exemple 14/03/2027."
            ) from None
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise InvalidAnswer(
                f"L’année {day.year} surprend. Écrivez une date entre {FIRST_YEAR} et {LAST_YEAR}, "
                "par exemple 14/03/2027."
            )
        return day

    @staticmethod
    def _read(text: str) -> date:
        if match := _NUMERIC_DATE.fullmatch(text):
            return date(int(match[3]), int(match[2]), int(match[1]))
        if match := _ISO_DATE.fullmatch(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if (match := _WORD_DATE.fullmatch(text)) and match[2] in _MONTHS:
            return date(int(match[3]), _MONTHS.index(match[2]) + 1, int(match[1]))
        raise ValueError(text)

    def store(self, value: date) -> str:
        return value.isoformat()

    def restore(self, canonical: str) -> date:
        return date.fromisoformat(canonical)

    def show(self, value: date) -> str:
        return f"{value.day:02d}/{value.month:02d}/{value.year}"
