"""The types of answers copied from an official paper or an address book.

An identifier is normalised (spaces and case), rarely judged: whether the digits of a SIRET agree is
a finding, and an answer with a finding is still kept. A code that no rule looks at has its form,
or is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from cvdesk.domain.choicetypes import TickType, YesNoType
from cvdesk.domain.fieldtypes import (
    DateType,
    DecimalType,
    EurosType,
    FieldType,
    IntegerType,
    InvalidAnswer,
    LongTextType,
    TextType,
    YearType,
    quoted,
)
from cvdesk.domain.identifiers import ape_has_form, quartier_has_form
from cvdesk.domain.money import NBSP

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
                f"{quoted(typed)} contient autre chose que des chiffres et des lettres. "
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


class _ShapedType(_IdentifierType):
    """A code whose form says at once what cannot be one: no rule speaks of it afterwards."""

    __slots__ = ()
    has_form: ClassVar[Callable[[str], bool]]
    refusal: ClassVar[str]

    def parse(self, typed: str) -> str:
        code = typed.upper().translate(_PUNCTUATION)
        if not type(self).has_form(code):
            raise InvalidAnswer(f"{quoted(typed)} {self.refusal}")
        return code


@dataclass(frozen=True, slots=True)
class QuartierType(_ShapedType):
    """The national code of a quartier prioritaire (``QN…``, or ``QP…`` before 2024)."""

    name: ClassVar[str] = "quartier"
    has_form: ClassVar[Callable[[str], bool]] = quartier_has_form
    refusal: ClassVar[str] = (
        "n’est pas un code de quartier prioritaire. Écrivez par exemple QN09412M."
    )


@dataclass(frozen=True, slots=True)
class ApeType(_ShapedType):
    """The activity code given by INSEE: only its form is known offline (it changes in 2027)."""

    name: ClassVar[str] = "ape"
    has_form: ClassVar[Callable[[str], bool]] = ape_has_form
    refusal: ClassVar[str] = (
        "n’est pas un code APE\u00a0: il compte quatre chiffres et une lettre, comme 94.99Z."
    )

    def show(self, value: str) -> str:
        return f"{value[:2]}.{value[2:]}" if ape_has_form(value) else value


@dataclass(frozen=True, slots=True)
class _PatternType(FieldType[str]):
    """A short text that has one form."""

    pattern: ClassVar[str]
    refusal: ClassVar[str]

    def parse(self, typed: str) -> str:
        text = typed.strip()
        if re.fullmatch(self.pattern, text, re.ASCII) is None:
            raise InvalidAnswer(f"{quoted(typed)} {self.refusal}")
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
                f"{quoted(typed)} n’est pas un numéro de téléphone. "
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
