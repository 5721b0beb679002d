"""Every type of answer: what is shown or stored reads back, the rest is refused."""

import string
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.domain.choicetypes import ChoicesType, ChoiceType, Option, RowType
from cvdesk.domain.fieldtypes import (
    FIRST_YEAR,
    LAST_YEAR,
    MAX_EUROS,
    MAX_INTEGER,
    MAX_TEXT,
    EurosType,
    FieldType,
    InvalidAnswer,
    clean_text,
)
from cvdesk.domain.ids import RowId
from cvdesk.domain.money import NBSP, Euros
from cvdesk.domain.papertypes import SIMPLE_TYPES, IbanType, PieceFile

OPTIONS = (
    Option("etat", "État"),
    Option("region", "Région"),
    Option("6-10", "6 à 10 ans", "En âge d’école"),
)
TYPES: dict[str, FieldType[Any]] = {
    **SIMPLE_TYPES,
    "choix": ChoiceType(OPTIONS),
    "choix_multiple": ChoicesType(OPTIONS),
    "ligne": RowType("objectifs"),
}


COMPOSING = "e\u0301\u200d\u0323 \n"
"""What composes, what hides between two things that compose, what is trimmed."""


def _texts(*, lines: bool) -> st.SearchStrategy[str]:
    def cleaned(text: str) -> str:
        try:
            return clean_text(text, lines=lines)
        except InvalidAnswer:
            return ""

    return (st.text() | st.text(COMPOSING)).map(cleaned).filter(bool)


def _matching(pattern: str) -> st.SearchStrategy[str]:
    return st.from_regex(rf"\A(?:{pattern})\Z")


DIGITS, CAPITALS, LETTERS = string.digits, string.ascii_uppercase, string.ascii_letters
# A text of one alphabet is drawn at once; from a regular expression, character by character.
IDENTIFIERS = st.text(DIGITS + CAPITALS, min_size=1, max_size=40)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "texte": _texts(lines=False),
    "texte_long": _texts(lines=True),
    "entier": st.integers(0, MAX_INTEGER),
    "annee": st.integers(2000, LAST_YEAR),
    "decimal": st.decimals(0, 999_999_999, places=2) | st.integers(0, 9999).map(Decimal),
    "euros": st.integers(0, MAX_EUROS * 100).map(Euros),
    "date": st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)),
    "oui_non": st.booleans(),
    "case": st.booleans(),
    **dict.fromkeys(("siret", "rna", "iban", "bic"), IDENTIFIERS),
    "quartier": _matching(r"QN0[0-9]{4}[MINC]|QP[0-9]{6}"),
    "ape": _matching(r"[0-9]{4}[A-Z]"),
    "courriel": _matching(r"[a-z.é+]{1,20}@[a-z-]{1,20}\.[a-z]{2,6}"),
    "site": _matching(r"(https?://)?[A-Za-z0-9-]{1,9}(\.[A-Za-z0-9-]{1,9}){1,3}(/[!-~]{0,9})?"),
    "code_postal": st.text(DIGITS, min_size=5, max_size=5),
    "insee": _matching(r"([0-9][0-9]|2A|2B)[0-9]{3}"),
    "orientation": st.builds(
        str.__add__,
        st.sampled_from(DIGITS + LETTERS),
        st.text(DIGITS + LETTERS + "._:-", max_size=79),
    ),
    "telephone": _matching(r"0[1-9][0-9]{8}|\+[0-24-9][0-9]{5,14}"),
    "fichier": st.builds(
        PieceFile,
        st.text("0123456789abcdef", min_size=64, max_size=64),
        st.integers(0, 10**12 - 1),
        _matching(r"[\w .-]{1,40}"),
    ),
    "choix": st.sampled_from([option.id for option in OPTIONS]),
    "choix_multiple": st.sets(st.sampled_from([0, 1, 2]), min_size=1).map(
        lambda chosen: tuple(OPTIONS[place].id for place in sorted(chosen))
    ),
    "ligne": st.text(LETTERS + DIGITS + "_-", min_size=1, max_size=40).map(RowId),
}  # fmt: skip
TYPED_BY_HAND = sorted(set(TYPES) - {"fichier"})


def test_every_type_is_tried() -> None:
    assert set(VALUES) == set(TYPES)


@pytest.mark.parametrize("name", TYPED_BY_HAND)
@given(data=st.data())
def test_what_is_shown_reads_back(name: str, data: st.DataObject) -> None:
    value = data.draw(VALUES[name])
    assert TYPES[name].parse(TYPES[name].show(value)) == value


@pytest.mark.parametrize("name", sorted(TYPES))
@given(data=st.data())
def test_what_is_stored_reads_back_and_is_never_empty(name: str, data: st.DataObject) -> None:
    value = data.draw(VALUES[name])
    stored = TYPES[name].store(value)
    assert stored
    assert TYPES[name].restore(stored) == value


def refusal_of(name: str, typed: str) -> str | None:
    try:
        TYPES[name].parse(typed)
    except InvalidAnswer as refusal:
        return str(refusal)
    return None


@pytest.mark.parametrize("name", sorted(TYPES))
@given(typed=st.text(min_size=1, max_size=60).filter(str.strip))
def test_whatever_is_typed_is_read_or_refused_in_a_sentence(name: str, typed: str) -> None:
    """No other exception leaves a type; what was read is kept as it is by a second reading."""
    why = refusal_of(name, typed)
    if why is None:
        value = TYPES[name].parse(typed)
        assert TYPES[name].restore(TYPES[name].store(value)) == value
    else:
        assert why.endswith(".")
        assert "!" in typed or "!" not in why


@given(st.text() | st.text(COMPOSING))
def test_a_text_is_kept_composed_and_without_invisible_characters(typed: str) -> None:
    try:
        text = clean_text(typed, lines=True)
    except InvalidAnswer:
        return
    assert unicodedata.is_normalized("NFC", text)
    assert not any(unicodedata.category(c) in {"Cf", "Co", "Cs", "Cn"} for c in text)
    assert "\r" not in text
    assert clean_text(text, lines=True) == text


def test_a_short_text_holds_on_one_line_and_a_long_one_keeps_its_paragraphs() -> None:
    typed = "  Un besoin\r\n\r\nconstaté\tici \u2028"
    assert TYPES["texte"].parse(typed) == "Un besoin constaté ici"
    assert TYPES["texte_long"].parse(typed) == "Un besoin\n\nconstaté\tici"


def test_an_endless_paste_is_refused() -> None:
    with pytest.raises(InvalidAnswer, match="100\u00a0001 caractères"):
        TYPES["texte_long"].parse("x" * (MAX_TEXT + 1))


@pytest.mark.parametrize("name", ["euros", "date", "entier", "decimal", "annee", "oui_non"])
def test_a_long_paste_in_the_wrong_place_is_refused_in_a_short_sentence(name: str) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        TYPES[name].parse("mot " * 2_000)
    assert "mot mot" in str(refused.value)
    assert len(str(refused.value)) < 200


READ: list[tuple[str, str, Any]] = [
    ("entier", "1 000", 1000),
    ("annee", "2027", 2027),
    ("decimal", "1,10", Decimal("1.10")),
    ("decimal", f"62{NBSP}%", Decimal(62)),
    ("euros", "12 500,5 €", Euros(1_250_050)),
    ("date", "4/3/2027", date(2027, 3, 4)),
    ("date", "2027-03-04", date(2027, 3, 4)),
    ("date", f"1er{NBSP}août 2027", date(2027, 8, 1)),
    ("oui_non", "O", True),
    ("case", "faux", False),
    ("siret", "000 001 248 00012", "00000124800012"),
    ("iban", "fr76 9999-9000", "FR7699999000"),
    ("quartier", "qn 09412m", "QN09412M"),
    ("quartier", "QP094025", "QP094025"),
    ("ape", "62.01Z", "6201Z"),
    ("ape", "6201z", "6201Z"),
    ("ape", "94.99Y", "9499Y"),
    ("telephone", "+33 (0)1 99 00 12 34", "0199001234"),
    ("telephone", "+33 1 99.00.12.34", "0199001234"),
    ("choix", "région", "region"),
    ("choix_multiple", "6 à 10 ans; etat", ("etat", "6-10")),
    ("ligne", " OB1 ", RowId("OB1")),
]


@pytest.mark.parametrize(("name", "typed", "value"), READ, ids=str)
def test_what_people_type_is_read(name: str, typed: str, value: object) -> None:
    assert TYPES[name].parse(typed) == value


REFUSED = [
    ("entier", "soixante"), ("entier", "100 000 000"), ("entier", "-3"),
    ("annee", "27"), ("annee", "1999"),
    ("decimal", "1,123"), ("decimal", "un"),
    ("euros", "environ 500"), ("euros", "-500"), ("euros", "100 000 000"),
    ("date", "31/02/2027"), ("date", "14 brumaire 2027"), ("date", "14/03/27"),
    ("date", "01/01/1700"),
    ("oui_non", "peut-être"),
    ("quartier", "QN09"), ("quartier", "Quartier Est"), ("ape", "000001248000"), ("ape", "94.99"),
    ("siret", "000/001"), ("courriel", "contact chez exemple"), ("site", "exemple"),
    ("code_postal", "9440"), ("insee", "9481"), ("orientation", "!"), ("telephone", "12"),
    ("fichier", "rib.pdf"), ("choix", "Europe"), ("choix_multiple", " ; "), ("ligne", "une ligne"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "typed"), REFUSED)
def test_what_cannot_be_read_is_refused(name: str, typed: str) -> None:
    with pytest.raises(InvalidAnswer):
        TYPES[name].parse(typed)


@pytest.mark.parametrize(
    ("name", "canonical"),
    [("oui_non", "yes"), ("choix", "europe"), ("choix_multiple", "etat;europe"), ("fichier", "rib"),
     ("date", "14/03/2027"), ("entier", "x"), ("euros", "x")],
)  # fmt: skip
def test_what_no_type_has_stored_is_refused(name: str, canonical: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each type says it in its own words
        TYPES[name].restore(canonical)


SHOWN: list[tuple[str, Any, str]] = [
    ("entier", 12_500, f"12{NBSP}500"),
    ("annee", 2027, "2027"),
    ("decimal", Decimal("1234.50"), f"1{NBSP}234,50"),
    ("decimal", Decimal(3), "3"),
    ("date", date(2027, 3, 4), "04/03/2027"),
    ("siret", "00000124800012", NBSP.join(("000", "001", "248", "00012"))),
    ("siret", "123", "123"),
    ("iban", "FR7699999", NBSP.join(("FR76", "9999", "9"))),
    ("ape", "9499Z", "94.99Z"),
    ("ape", "949Z", "949Z"),
    ("telephone", "0199001234", NBSP.join(("01", "99", "00", "12", "34"))),
    ("telephone", "+3221234567", "+3221234567"),
    ("choix", "etat", "État"),
    ("choix_multiple", ("etat", "6-10"), f"État{NBSP}; 6 à 10 ans"),
    ("fichier", PieceFile("0" * 64, 12, "rib.pdf"), "rib.pdf"),
]


@pytest.mark.parametrize(("name", "value", "shown"), SHOWN, ids=str)
def test_values_are_shown_as_a_french_reader_expects(name: str, value: object, shown: str) -> None:
    assert TYPES[name].show(value) == shown


def test_an_account_number_is_printed_in_part() -> None:
    masked: Callable[[str], str] = IbanType.masked
    assert masked("FR7699999000010001234567809") == "FR76 … 809"


def test_a_choice_is_read_by_its_name_or_by_its_label_and_the_refusal_lists_the_choices() -> None:
    assert TYPES["choix"].parse("ETAT") == TYPES["choix"].parse("état") == "etat"
    with pytest.raises(InvalidAnswer, match="etat, region, 6-10"):
        TYPES["choix"].parse("ville")


def test_a_refusal_is_true_of_every_field() -> None:
    """An amount may stand outside a budget, and a year of four digits be too late."""
    with pytest.raises(InvalidAnswer, match="dans un budget, mettez-le de l’autre côté"):
        TYPES["euros"].parse("-500")
    with pytest.raises(InvalidAnswer, match="Écrivez une date entre 1850 et 2099"):
        TYPES["date"].parse("14/03/2100")


@pytest.mark.parametrize("typed", ["1000000000", "9" * 13, "9" * 40 + ",50 €"])
def test_an_amount_too_large_is_told_as_such_whatever_its_length(typed: str) -> None:
    with pytest.raises(InvalidAnswer, match="dépasse ce que le formulaire"):
        EurosType().parse(typed)
