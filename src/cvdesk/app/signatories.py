"""Who signs a dossier, in which field of the page, and whether a signed version still stands.

The person the statutes name signs; otherwise a mandatary, with a pouvoir (form, rubrique 7).
"""

from __future__ import annotations

from dataclasses import dataclass

from cvdesk.domain.facts import Facts

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
    """Return who is to sign, by the answers."""
    alone = facts.value("signataire_representant") is not False
    who = "representant" if alone else "signataire"
    names = [facts.shown(f"{who}_prenom"), facts.shown(f"{who}_nom")]
    return Signatory(
        field=REPRESENTATIVE_FIELD if alone else MANDATARY_FIELD,
        holder=" ".join(name for name in names if name),
        function=facts.shown(f"{who}_fonction"),
    )
