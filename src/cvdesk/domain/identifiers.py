"""Numbers copied from official papers: what can be known of them without a network.

Offline, one can say « this cannot be right » (form, key), never « this is right » (still active,
really yours). Each function answers only the first question.
"""

from __future__ import annotations

import re
from functools import lru_cache

from stdnum import bic, iban
from stdnum.fr import siret

SIRET_LENGTH = 14
LOCAL_LAW = frozenset({"57", "67", "68"})
"""Moselle, Bas-Rhin, Haut-Rhin: a register of the court instead of the RNA (local civil code)."""

# One letter is seen in third place in real numbers (W9R…), though the text says nine digits.
_RNA = re.compile(r"W\d[A-Z\d]\d{7}", re.ASCII)
_QUARTIER_2024 = re.compile(r"QN(?:0(\d\d|2[AB])|(9[78]\d))\d{2}[MINC]", re.ASCII)
_QUARTIER_2015 = re.compile(r"QP[0-9AB]{6}", re.ASCII)
_APE = re.compile(r"\d{4}[A-Z]", re.ASCII)
_NAF_2008 = re.compile(r"\d{4}[A-FZ]", re.ASCII)
_RIB_LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")
_WITH_RIB_KEY = frozenset({"FR", "MC"})


@lru_cache(maxsize=1024)
def siret_agrees(number: str) -> bool:
    """Return whether 14 digits agree: Luhn, or the rule of La Poste's establishments."""
    return siret.is_valid(number)


def rna_has_form(number: str) -> bool:
    """Return whether ``number`` has the form of an RNA number."""
    return _RNA.fullmatch(number) is not None


@lru_cache(maxsize=1024)
def iban_agrees(number: str) -> bool:
    """Return whether an IBAN has its country's form, mod 97, and the RIB key when French."""
    if not iban.is_valid(number, check_country=False):
        return False
    return number[:2] not in _WITH_RIB_KEY or rib_key_agrees(number[4:])


def rib_key_agrees(account: str) -> bool:
    """Return whether the last two digits of the 23 characters of a RIB are its key.

    The key makes 89 × bank + 15 × branch + 3 × account + key a multiple of 97.
    """
    digits = account.translate(_RIB_LETTERS)
    bank, branch, number, key = (int(digits[s]) for s in _RIB_PARTS)
    return (89 * bank + 15 * branch + 3 * number + key) % 97 == 0


_RIB_PARTS = (slice(0, 5), slice(5, 10), slice(10, 21), slice(21, 23))


@lru_cache(maxsize=1024)
def bic_suits(code: str, account: str | None) -> bool:
    """Return whether a BIC has the form of one, and the country of the IBAN when it is known."""
    return bic.is_valid(code) and (account is None or code[4:6] == account[:2])


def quartier_has_form(code: str) -> bool:
    """Return whether ``code`` has the form of a quarter's, of 2024 (``QN…``) or of 2015."""
    return _QUARTIER_2024.fullmatch(code) is not None or is_old_quartier(code)


def is_old_quartier(code: str) -> bool:
    """Return whether ``code`` is one of the geography of 2015 (``QP…``)."""
    return _QUARTIER_2015.fullmatch(code) is not None


def departement_of_quartier(code: str) -> str | None:
    """Return the département of a quarter (``QN09412M`` -> ``94``), or None if unreadable."""
    match = _QUARTIER_2024.fullmatch(code)
    return None if match is None else match[1] or match[2]


def departement_of_commune(insee: str) -> str:
    """Return the département in the INSEE code of a commune, or in a postal code."""
    return insee[:3] if insee.startswith(("97", "98")) else insee[:2]


def ape_has_form(code: str) -> bool:
    """Return whether ``code`` has the form of an APE code: that of the NAF rév. 2 and of 2025."""
    return _APE.fullmatch(code) is not None


def is_naf_2008(code: str) -> bool:
    """Return whether an APE code has a letter of the NAF rév. 2 (94.99Z).

    The letters of the NAF 2025, in force on 1 January 2027, are others (94.99Y): no confusion.
    """
    return _NAF_2008.fullmatch(code) is not None
