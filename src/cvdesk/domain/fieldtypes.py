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
from typing import Any, ClassVar, Generic, TypeVar

from cvdesk.domain.ids import ROW_PATTERN, RowId
from cvdesk.domain.money import NBSP, Euros, compact, grouped

T = TypeVar("T")

MAX_TEXT = 100_000
"""Characters. A longer paste is refused: no form or portal takes it."""

MAX_EUROS = 99_999_999
MAX_INTEGER = 99_999_999
FIRST_YEAR, LAST_YEAR = 1850, 2099


class InvalidAnswer(ValueError):
    """A typed text that could not be read; its message is a French sentence for the user."""


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
    unified = unicodedata.normalize("NFC", typed).replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in unified.replace("\u2028", "\n").replace("\u2029", "\n") if _kept(c))
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
                f"«\u00a0{typed}\u00a0» n’est pas un nombre entier. Écrivez par exemple 60."
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
            raise InvalidAnswer(
                f"«\u00a0{typed}\u00a0» n’est pas une année. Écrivez par exemple 2027."
            )
        return int(digits)

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
                f"«\u00a0{typed}\u00a0» n’est pas un nombre à deux décimales au plus. "
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
            raise InvalidAnswer(
                f"«\u00a0{typed}\u00a0» n’est pas un montant. Écrivez par exemple 12{NBSP}500."
            ) from None
        if amount.cents < 0:
            raise InvalidAnswer(
                "Un montant ne peut pas être négatif. Mettez cette somme de l’autre côté du budget."
            )
        if amount.cents > MAX_EUROS * 100:
            raise InvalidAnswer(f"{amount} dépasse ce que le formulaire peut recevoir.")
        return amount

    def store(self, value: Euros) -> str:
        return f"{value.cents // 100}.{value.cents % 100:02d}"

    def restore(self, canonical: str) -> Euros:
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
                f"«\u00a0{typed}\u00a0» n’est pas une date. Écrivez par exemple 14/03/2027."
            ) from None
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise InvalidAnswer(
                f"L’année {day.year} surprend. Écrivez la date avec quatre chiffres pour l’année, "
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
        raise InvalidAnswer(f"«\u00a0{typed}\u00a0» ne répond pas par oui ou par non.")

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
    """

    id: str
    label: str
    help: str = ""


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
            f"«\u00a0{typed}\u00a0» n’est pas dans la liste. Choix possibles\u00a0: {known}."
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
            raise InvalidAnswer(f"«\u00a0{typed}\u00a0» n’est pas la clé d’une ligne.")
        return RowId(row)

    def store(self, value: RowId) -> str:
        return value

    def restore(self, canonical: str) -> RowId:
        return RowId(canonical)


_PUNCTUATION = dict.fromkeys(map(ord, " \u00a0\u202f.-"))


class _IdentifierType(FieldType[str]):
    """A number copied from an official paper: kept without spaces, checked by a rule, not here."""

    __slots__ = ()
    groups: ClassVar[tuple[int, ...]] = ()
    example: ClassVar[str] = ""

    def parse(self, typed: str) -> str:
        identifier = typed.upper().translate(_PUNCTUATION)
        if re.fullmatch(r"[0-9A-Z]{1,40}", identifier, re.ASCII) is None:
            raise InvalidAnswer(
                f"«\u00a0{typed}\u00a0» contient autre chose que des chiffres et des lettres. "
                f"Écrivez par exemple {self.example}."
            )
        return identifier

    def store(self, value: str) -> str:
        return value

    def restore(self, canonical: str) -> str:
        return canonical

    def show(self, value: str) -> str:
        if len(value) != sum(self.groups):
            return value
        parts, start = [], 0
        for size in self.groups:
            parts.append(value[start : start + size])
            start += size
        return NBSP.join(parts)


@dataclass(frozen=True, slots=True)
class SiretType(_IdentifierType):
    """The 14 digits of an establishment."""

    name: ClassVar[str] = "siret"
    groups: ClassVar[tuple[int, ...]] = (3, 3, 3, 5)
    example: ClassVar[str] = "000 001 248 00012"


@dataclass(frozen=True, slots=True)
class RnaType(_IdentifierType):
    """The number of the national register of associations."""

    name: ClassVar[str] = "rna"
    example: ClassVar[str] = "W751234567"


@dataclass(frozen=True, slots=True)
class IbanType(_IdentifierType):
    """An account number, shown by groups of four."""

    name: ClassVar[str] = "iban"
    example: ClassVar[str] = "FR76 9999 9000 0100 0123 4567 809"

    def show(self, value: str) -> str:
        return NBSP.join(value[i : i + 4] for i in range(0, len(value), 4))

    @staticmethod
    def masked(value: str) -> str:
        """Return what may be printed: ``FR76 … 809``."""
        return f"{value[:4]} … {value[-3:]}"


@dataclass(frozen=True, slots=True)
class BicType(_IdentifierType):
    """The code of a bank."""

    name: ClassVar[str] = "bic"
    example: ClassVar[str] = "AGRIFRPP"


@dataclass(frozen=True, slots=True)
class QuartierType(_IdentifierType):
    """The national code of a quartier prioritaire (``QN…``, or ``QP…`` before 2024)."""

    name: ClassVar[str] = "quartier"
    example: ClassVar[str] = "QN09412M"


@dataclass(frozen=True, slots=True)
class ApeType(_IdentifierType):
    """The activity code given by INSEE: only its form is known offline (it changes in 2027)."""

    name: ClassVar[str] = "ape"
    example: ClassVar[str] = "94.99Z"

    def show(self, value: str) -> str:
        return f"{value[:2]}.{value[2:]}" if re.fullmatch(r"\d{4}[A-Z]", value) else value


@dataclass(frozen=True, slots=True)
class _PatternType(FieldType[str]):
    """A short text that has one form."""

    pattern: ClassVar[str]
    refusal: ClassVar[str]

    def parse(self, typed: str) -> str:
        text = typed.strip()
        if re.fullmatch(self.pattern, text, re.ASCII) is None:
            raise InvalidAnswer(f"«\u00a0{typed}\u00a0» {self.refusal}")
        return text

    def store(self, value: str) -> str:
        return value

    def restore(self, canonical: str) -> str:
        return canonical


@dataclass(frozen=True, slots=True)
class EmailType(_PatternType):
    """An electronic address."""

    name: ClassVar[str] = "courriel"
    pattern: ClassVar[str] = r"[^@\s;,]{1,64}@[^@\s;,]{1,190}\.[A-Za-z0-9-]{2,}"
    refusal: ClassVar[str] = (
        "n’est pas une adresse de courriel. Écrivez par exemple contact@example.org."
    )


@dataclass(frozen=True, slots=True)
class UrlType(_PatternType):
    """The address of a web site."""

    name: ClassVar[str] = "site"
    pattern: ClassVar[str] = r"(https?://)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(/[!-~]*)?"
    refusal: ClassVar[str] = "n’est pas l’adresse d’un site. Écrivez par exemple www.example.org."


@dataclass(frozen=True, slots=True)
class PostcodeType(_PatternType):
    """Five digits; not unique to a commune."""

    name: ClassVar[str] = "code_postal"
    pattern: ClassVar[str] = r"\d{5}"
    refusal: ClassVar[str] = "n’est pas un code postal\u00a0: il compte cinq chiffres, comme 94400."


@dataclass(frozen=True, slots=True)
class InseeType(_PatternType):
    """The INSEE code of a commune, kept as text (01004, 2A004)."""

    name: ClassVar[str] = "insee"
    pattern: ClassVar[str] = r"(\d\d|2A|2B)\d{3}"
    refusal: ClassVar[str] = "n’est pas un code INSEE de commune. Écrivez par exemple 94081."


@dataclass(frozen=True, slots=True)
class NodeType(_PatternType):
    """A node of the dossier's contract: an orientation, an objective, an axis of a local sheet."""

    name: ClassVar[str] = "orientation"
    pattern: ClassVar[str] = r"[A-Za-z0-9][A-Za-z0-9._:-]{0,79}"
    refusal: ClassVar[str] = "n’est pas une orientation du contrat. Écrivez par exemple O4.1."


@dataclass(frozen=True, slots=True)
class PhoneType(FieldType[str]):
    """A telephone number, shown by pairs."""

    name: ClassVar[str] = "telephone"

    def parse(self, typed: str) -> str:
        digits = typed.translate(_PUNCTUATION)
        if digits.startswith("+33"):
            digits = "0" + digits[3:].removeprefix("(0)")
        if re.fullmatch(r"0[1-9]\d{8}|\+\d{6,15}", digits, re.ASCII) is None:
            raise InvalidAnswer(
                f"«\u00a0{typed}\u00a0» n’est pas un numéro de téléphone. "
                "Écrivez par exemple 01 99 00 12 34."
            )
        return digits

    def store(self, value: str) -> str:
        return value

    def restore(self, canonical: str) -> str:
        return canonical

    def show(self, value: str) -> str:
        if value.startswith("+"):
            return value
        return NBSP.join(value[i : i + 2] for i in range(0, len(value), 2))


@dataclass(frozen=True, slots=True)
class PieceFile:
    """A file kept with the dossier.

    Attributes:
        sha256: The fingerprint of its bytes, 64 hexadecimal digits: also its name in the store.
        size_bytes: Its size in bytes.
        name: The name it had on the user's disk.
    """

    sha256: str
    size_bytes: int
    name: str


_FILE = re.compile(r"(?P<sha256>[0-9a-f]{64}) (?P<size>\d{1,12}) (?P<name>[^/\\]{1,200})", re.ASCII)


@dataclass(frozen=True, slots=True)
class FileType(FieldType[PieceFile]):
    """A file kept with the dossier, by fingerprint, size and name."""

    name: ClassVar[str] = "fichier"

    def parse(self, typed: str) -> PieceFile:
        try:
            return self.restore(typed)
        except ValueError:
            raise InvalidAnswer(
                "Un fichier ne se tape pas\u00a0: ajoutez-le depuis la liste des pièces."
            ) from None

    def store(self, value: PieceFile) -> str:
        return f"{value.sha256} {value.size_bytes} {value.name}"

    def restore(self, canonical: str) -> PieceFile:
        if (match := _FILE.fullmatch(canonical)) is None:
            raise ValueError(canonical)
        return PieceFile(match["sha256"], int(match["size"]), match["name"])

    def show(self, value: PieceFile) -> str:
        return value.name


SIMPLE_TYPES: dict[str, FieldType[Any]] = {
    type_.name: type_
    for type_ in (
        TextType(), LongTextType(), IntegerType(), YearType(), DecimalType(), EurosType(),
        DateType(), YesNoType(), TickType(), SiretType(), RnaType(), IbanType(), BicType(),
        QuartierType(), ApeType(), EmailType(), UrlType(), PostcodeType(), InseeType(),
        NodeType(), PhoneType(), FileType(),
    )
}  # fmt: skip
"""The types that need no parameter, by the name a form file gives them."""
