"""Indirect costs shared out by a key: an amount and the sentence of the key, both proposed (B9)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from cvdesk.app.proposal import Proposal, amount_change, text_change
from cvdesk.domain.budget import PROJECT, BudgetYear, is_functioning, percent, project_of
from cvdesk.domain.facts import Facts
from cvdesk.domain.fieldtypes import MAX_EUROS
from cvdesk.domain.ids import ROOT, FieldId, Key, RowId
from cvdesk.domain.money import Euros
from cvdesk.errors import UserError

UNITS: dict[str, str] = {
    "ETPT": "Temps de travail (ETPT)",
    "m²": "Surface (m²)",
    "h": "Heures d’occupation",
}
"""What a key measures: its unit, and how the screen calls it."""

LINE = "chgfixe"


@dataclass(frozen=True, slots=True)
class SharingKey:
    """What is shared out, and how.

    Attributes:
        base: The costs of the association that no line of the project charges directly.
        part: What the project uses, in ``unit``.
        whole: What the association has, in ``unit``.
        of: What the costs are, in the person's words (« loyer et télécommunications »), or empty.
    """

    base: Euros
    part: Decimal
    whole: Decimal
    unit: str
    of: str = ""

    @property
    def amount(self) -> Euros:
        """The part of the project, in whole euros, half rounded up.

        Raises:
            UserError: If the measures make no share.
        """
        if self.whole <= 0 or not 0 <= self.part <= self.whole:
            raise UserError(
                "La part du projet doit être comprise dans celle de l’association.",
                remedy="Vérifiez les deux mesures : le total vient en second.",
            )
        if not 0 <= self.base.cents <= MAX_EUROS * 100:
            raise UserError(
                f"{self.base} ne peut pas être réparti.", remedy="Écrivez un montant en euros."
            )
        exact = Fraction(self.base.cents) * Fraction(self.part) / Fraction(self.whole) / 100
        return Euros.whole(int(exact + Fraction(1, 2)))

    @property
    def sentence(self) -> str:
        """The key as the form asks it, with the computation and its rounding."""
        part, whole = _figure(self.part), _figure(self.whole)
        share = percent(Euros(int(self.part * 100)), Euros(int(self.whole * 100)))
        of = f" ({self.of.strip()})" if self.of.strip() else ""
        return (
            f"{part} {self.unit} sur {whole}, soit {share} de {self.base}{of} : {self.amount}, "
            "arrondis à l’euro."
        )


def _figure(number: Decimal) -> str:
    return f"{number:.2f}".replace(".", ",") if number % 1 else f"{number:.0f}"


def suggested_time(facts: Facts, project: RowId) -> tuple[Decimal | None, Decimal | None]:
    """Return the ETPT of the project and of the association, as already answered."""
    project = project or next(iter(facts.projects), ROOT)
    return facts.value("projet_etpt", project), facts.value("salaries_etpt")


def shared_out(facts: Facts, one: BudgetYear, key: SharingKey) -> Proposal:
    """Return the indirect costs of one exercise and the sentence of the key.

    Raises:
        UserError: If the measures make no share.
    """
    changes = [amount_change(facts, one.key(LINE), key.amount)]
    where = explained_in(facts, one, "projet_cle")
    if where is not None:
        text = with_year(facts, where, key.sentence, one.year)
        changes.append(text_change(facts, where, text))
    return Proposal("Répartir les charges indirectes", tuple(changes), key.sentence)


def explained_in(facts: Facts, one: BudgetYear, field: str) -> Key | None:
    """Return where the project says how ``one`` was counted; None for the association's budget.

    The budget of a functioning request is that of its project too.
    """
    of_project = one.budget.id == PROJECT or is_functioning(facts.form)
    if not of_project or facts.form.field(FieldId(field)) is None:
        return None
    return Key(FieldId(field), project_of(facts, one))


def with_year(facts: Facts, where: Key, sentence: str, year: int) -> str:
    """Return what to write in a text common to all exercises: one line for each of them."""
    if len(facts.years) <= 1:
        return sentence
    begins = f"{year} : "
    before = (facts.at(where) or "").split("\n")
    kept = [line for line in before if line and not line.startswith(begins)]
    return "\n".join([*kept, f"{begins}{sentence}"])
