"""Numbers of official papers: what can be known of them offline."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban as stdnum_iban
from stdnum import luhn

from cvdesk.domain.identifiers import (
    ape_has_form,
    bic_suits,
    departement_of_commune,
    departement_of_quartier,
    iban_agrees,
    is_naf_2008,
    is_old_quartier,
    quartier_has_form,
    rib_key_agrees,
    rna_has_form,
    siret_agrees,
)

DIGITS = st.text(alphabet=string.digits, min_size=9, max_size=9)
ACCOUNTS = st.tuples(
    st.integers(0, 99_999),
    st.integers(0, 99_999),
    st.text(alphabet=string.digits + string.ascii_uppercase, min_size=11, max_size=11),
)
_LETTERS = str.maketrans(string.ascii_uppercase, "12345678912345678923456789")


def a_rib(bank: int, branch: int, account: str) -> str:
    """Write a RIB with its right key, by the published formula: 97 less the remainder."""
    number = int(account.translate(_LETTERS))
    key = 97 - (89 * bank + 15 * branch + 3 * number) % 97
    return f"{bank:05d}{branch:05d}{account}{key:02d}"


def a_siret(siren: str, nic: str) -> str:
    siren = siren[:8] + luhn.calc_check_digit(siren[:8])
    return siren + nic + luhn.calc_check_digit(siren + nic)


@given(siren=DIGITS, nic=st.text(alphabet=string.digits, min_size=4, max_size=4))
def test_a_siret_with_both_keys_agrees_and_one_changed_digit_shows(siren: str, nic: str) -> None:
    if siren.startswith("356000000"[:8]):
        return
    siret = a_siret(siren, nic)
    assert siret_agrees(siret)
    wrong = siret[:-1] + str((int(siret[-1]) + 1) % 10)
    assert not siret_agrees(wrong)


@pytest.mark.parametrize("siret", ["00000124800012", "00000125500017"])
def test_the_sirets_of_the_examples_agree(siret: str) -> None:
    assert siret_agrees(siret)


@pytest.mark.parametrize("siret", ["35600000000048", "35600000049837"])
def test_the_post_has_a_rule_of_its_own(siret: str) -> None:
    assert siret_agrees(siret)


@pytest.mark.parametrize("siret", ["00000124800013", "0000012480001", "0000012480001A", ""])
def test_a_siret_that_does_not_agree(siret: str) -> None:
    assert not siret_agrees(siret)


@pytest.mark.parametrize("rna", ["W751234567", "W9R1004321", "W2A1000123"])
def test_the_form_of_a_rna_number(rna: str) -> None:
    assert rna_has_form(rna)


@pytest.mark.parametrize(
    "rna", ["W94999001", "W9499990011", "X751234567", "WA51234567", "W75123456O"]
)
def test_what_is_not_the_form_of_a_rna_number(rna: str) -> None:
    assert not rna_has_form(rna)


@given(ACCOUNTS)
def test_a_rib_with_its_key_makes_an_iban_that_agrees(parts: tuple[int, int, str]) -> None:
    """It begins with FR76 when the account has only digits; La Banque Postale's have a letter."""
    rib = a_rib(*parts)
    check = stdnum_iban.calc_check_digits(f"FR00{rib}")
    assert iban_agrees(f"FR{check}{rib}")
    assert check == "76" or not rib.isdecimal()


@given(ACCOUNTS, st.integers(1, 96))
def test_a_wrong_rib_key_shows_even_when_mod_97_passes(
    parts: tuple[int, int, str], shift: int
) -> None:
    rib = a_rib(*parts)
    wrong = f"{rib[:21]}{(int(rib[21:]) + shift - 1) % 97 + 1:02d}"
    iban = f"FR{stdnum_iban.calc_check_digits(f'FR00{wrong}')}{wrong}"
    assert stdnum_iban.is_valid(iban, check_country=False)
    assert not rib_key_agrees(wrong)
    assert not iban_agrees(iban)


@pytest.mark.parametrize(
    "iban",
    ["FR7699999000010001234567809", "FR1420041010050500013M02606", "BE68539007547034",
     "LT121000011101001000"],
)  # fmt: skip
def test_accounts_of_france_and_of_elsewhere_agree(iban: str) -> None:
    assert iban_agrees(iban)


@pytest.mark.parametrize(
    "iban",
    ["FR7699999000010001234567810", "FR4999999000010001234567810", "BE68539007547035", "FR76"],
)
def test_an_iban_that_does_not_agree(iban: str) -> None:
    assert not iban_agrees(iban)


def test_a_bic_has_its_form_and_the_country_of_the_account() -> None:
    assert bic_suits("AGRIFRPP", "FR7699999000010001234567809")
    assert bic_suits("AGRIFRPPXXX", None)
    assert not bic_suits("GEBABEBB", "FR7699999000010001234567809")
    assert not bic_suits("AGRIFR", None)


@pytest.mark.parametrize(
    ("code", "departement"),
    [("QN09412M", "94"), ("QN09401M", "94"), ("QN02A01N", "2A"), ("QN97102I", "971"),
     ("QN98501C", "985"), ("QP094025", None), ("QN9412M", None), ("QN09412X", None)],
)  # fmt: skip
def test_the_departement_of_a_quarter(code: str, departement: str | None) -> None:
    assert departement_of_quartier(code) == departement


@pytest.mark.parametrize("code", ["QN09412M", "QN02A01N", "QN97102I", "QP094025", "QP02A001"])
def test_the_form_of_the_code_of_a_quarter(code: str) -> None:
    assert quartier_has_form(code)


@pytest.mark.parametrize("code", ["QN09", "QN09412", "QN09412X", "QP09402", "94412M", ""])
def test_what_is_not_the_form_of_the_code_of_a_quarter(code: str) -> None:
    assert not quartier_has_form(code)


@pytest.mark.parametrize(
    ("insee", "departement"), [("94081", "94"), ("01053", "01"), ("2A004", "2A"), ("97105", "971")]
)
def test_the_departement_of_a_commune(insee: str, departement: str) -> None:
    assert departement_of_commune(insee) == departement


def test_a_code_of_2015_is_told_from_one_of_2024() -> None:
    assert is_old_quartier("QP094025")
    assert not is_old_quartier("QN09412M")


def test_a_code_of_the_naf_of_2008_is_told_from_one_of_2025() -> None:
    assert is_naf_2008("9499Z")
    assert is_naf_2008("8899B")
    assert not is_naf_2008("9499Y")


@pytest.mark.parametrize("code", ["9499Z", "6201Z", "9499Y", "0111H"])
def test_an_ape_code_has_one_form_in_both_classifications(code: str) -> None:
    assert ape_has_form(code)


@pytest.mark.parametrize("code", ["000001248000", "9499", "949Z", "94990Z", "94.99Z", ""])
def test_what_is_not_the_form_of_an_ape_code(code: str) -> None:
    assert not ape_has_form(code)
