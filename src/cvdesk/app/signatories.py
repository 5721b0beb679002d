"""Who signs a dossier, in which field of the page, and whether a signed version still stands.

The person the statutes name signs; otherwise a mandatary, with a pouvoir (form, rubrique 7).
"""

from __future__ import annotations

from dataclasses import dataclass

from cvdesk.domain.facts import Facts
from cvdesk.domain.form import Nature

REPRESENTATIVE_FIELD = "SignatureRepresentant"
MANDATARY_FIELD = "SignatureMandataire"


@dataclass(frozen=True, slots=True)
class Signatory:
    """The person who signs.

    Attributes:
        field: The signature field of the PDF.
        holder: First name and name, or empty when they are not answered yet.
        function: Her function, or empty.
    """

    field: str
    holder: str
    function: str


def signatory(facts: Facts) -> Signatory:
    """Return who is to sign, by the answers; of a power, who gives it."""
    if facts.value("signataire_representant") is not False:
        return _named(facts, "representant", REPRESENTATIVE_FIELD)
    return _named(facts, "signataire", MANDATARY_FIELD)


def signatories(facts: Facts) -> tuple[Signatory, ...]:
    """Return everybody who is to sign, in turn: both, for a power."""
    if facts.form.nature is Nature.POWER:
        return signatory(facts), _named(facts, "signataire", MANDATARY_FIELD)
    return (signatory(facts),)


def _named(facts: Facts, who: str, field: str) -> Signatory:
    names = [facts.shown(f"{who}_prenom"), facts.shown(f"{who}_nom")]
    return Signatory(
        field=field,
        holder=" ".join(name for name in names if name),
        function=facts.shown(f"{who}_fonction"),
    )
