"""Who asks: the numbers, the name, the account, the mandate."""

from __future__ import annotations

from collections.abc import Iterator

from cvdesk.domain.check import Remark, check
from cvdesk.domain.checks.pointers import at
from cvdesk.domain.facts import Facts
from cvdesk.domain.findings import Gravity
from cvdesk.domain.identifiers import (
    LOCAL_LAW,
    SIRET_LENGTH,
    departement_of_commune,
    iban_agrees,
    rna_has_form,
    siret_agrees,
)

_RNA_EXPECTED = (
    "Le numéro RNA commence par W et compte dix caractères, par exemple W751234567. "
    "Vous le trouverez sur le récépissé de la préfecture."
)


@check(
    "ID-01",
    1,
    Gravity.BLOCKING,
    "Les chiffres du SIRET s’accordent",
    source="Cerfa 12156*06, rubrique 1.2 ; clé de contrôle du répertoire SIRENE",
)
def siret_digits_agree(facts: Facts) -> Iterator[Remark]:
    """Fourteen digits, Luhn; La Poste's establishments have another rule."""
    siret = facts.value("siret")
    if siret is None or siret_agrees(siret):
        return
    seen = "ses 14 chiffres ne s’accordent pas entre eux"
    if len(siret) != SIRET_LENGTH or not siret.isdecimal():
        seen = f"il en manque, ou il y en a trop, pour faire {SIRET_LENGTH} chiffres"
    said = (
        f"Ce numéro SIRET contient sans doute une faute de frappe : {seen}. "
        "Recopiez-le depuis votre avis de situation SIRENE."
    )
    yield said, (at("siret"),)


@check(
    "ID-04",
    4,
    Gravity.BLOCKING,
    "Le numéro RNA a la bonne forme",
    source="Cerfa 12156*06, rubrique 1.3",
)
def rna_has_its_form(facts: Facts) -> Iterator[Remark]:
    """Asked unless the association is on a court's register, or gives its receipt instead."""
    rna = facts.value("rna")
    if rna is not None:
        if not rna_has_form(rna):
            yield _RNA_EXPECTED, (at("rna"),)
        return
    said_not_local = facts.value("registre_tribunal") is False
    if said_not_local and facts.value("recepisse") is None and not sits_under_local_law(facts):
        yield _RNA_EXPECTED, (at("rna"),)


def sits_under_local_law(facts: Facts) -> bool:
    """Return whether the siège is in Moselle, Bas-Rhin or Haut-Rhin, by either of its codes."""
    codes = (facts.value("siege_code_postal"), facts.value("siege_insee"))
    return any(departement_of_commune(code) in LOCAL_LAW for code in codes if code)


@check(
    "ID-06",
    6,
    Gravity.BLOCKING,
    "L’IBAN se vérifie",
    source="norme ISO 13616 ; clé RIB",
)
def iban_checks(facts: Facts) -> Iterator[Remark]:
    """Mod 97, and the national RIB key that mod 97 alone would let pass."""
    iban = facts.value("iban")
    if iban is None or iban_agrees(iban):
        return
    said = (
        "Cet IBAN ne se vérifie pas : un chiffre a pu être inversé. "
        "Recopiez-le depuis le RIB, sans le taper de mémoire."
    )
    yield said, (at("iban"),)
