"""The computations that help to fill a budget, each as a form that shows what it proposes."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from cvdesk.app.budget_years import balanced, copied_year
from cvdesk.app.indirect_costs import UNITS, SharingKey, shared_out, suggested_time
from cvdesk.app.proposal import Proposal
from cvdesk.app.session import Session
from cvdesk.app.volunteering import counted_hours, suggested_hours
from cvdesk.domain.budget import BudgetYear, budgets
from cvdesk.domain.fieldtypes import DecimalType, IntegerType, InvalidAnswer
from cvdesk.domain.form import Budget
from cvdesk.domain.ids import RowId
from cvdesk.domain.money import Euros, compact
from cvdesk.domain.taux import Taux
from cvdesk.errors import UserError
from cvdesk.gui.look import Look
from cvdesk.gui.widgets.proposal_dialog import Asked, ProposalDialog


class Helpers:
    """The forms of one budget.

    Args:
        look: The look.
        session: The dossier.
        budget: Which budget.
        row: Its project, or ``ROOT``.
    """

    def __init__(self, look: Look, session: Session, budget: Budget, row: RowId) -> None:
        self._look = look
        self._session = session
        self._budget = budget
        self._row = row

    @property
    def years(self) -> tuple[BudgetYear, ...]:
        """The exercises of this budget."""
        every = budgets(self._session.facts, self._budget.id)
        return tuple(one for one in every if one.row == self._row)

    def _of(self, year: str) -> BudgetYear:
        return next(one for one in self.years if str(one.year) == year)

    def _year(self) -> Asked:
        options = tuple((str(one.year), str(one.year)) for one in self.years)
        return Asked("annee", "Exercice", options[0][0], options)

    def _year_to_fill(self) -> Asked:
        """Ask for one of the years that have one before; the first that is empty is proposed."""
        later = self.years[1:]
        proposed = next((one for one in later if one.empty), later[0])
        options = tuple((str(one.year), str(one.year)) for one in later)
        return Asked("annee", "Exercice", str(proposed.year), options)

    def copy_year(self, parent: QWidget) -> ProposalDialog:
        """Start a year from the one before."""

        def propose(typed: Mapping[str, str]) -> Proposal:
            percent = _percent(typed["taux"])
            facts = self._session.facts
            return copied_year(facts, self._budget.id, self._row, int(typed["annee"]), percent)

        return ProposalDialog(
            self._look,
            "Recopier l’année précédente",
            "Chaque ligne est augmentée puis arrondie à l’euro. Vous pourrez annuler d’un coup.",
            (self._year_to_fill(), Asked("taux", "Augmentation, en %", "2")),
            propose,
            parent,
        )

    def balance(self, parent: QWidget) -> ProposalDialog:
        """Close the gap between the two sides."""

        def propose(typed: Mapping[str, str]) -> Proposal:
            found = balanced(self._session.facts, self._of(typed["annee"]))
            if found is None:
                raise UserError("Les deux totaux sont égaux\u00a0: il n’y a rien à équilibrer.")
            return found

        return ProposalDialog(
            self._look,
            "Équilibrer le budget",
            "Le formulaire a une ligne pour ce qui manque, une autre pour ce qui reste.",
            (self._year(),),
            propose,
            parent,
        )

    def indirect_costs(self, parent: QWidget) -> ProposalDialog:
        """Share out the costs of the association by a key."""
        part, whole = suggested_time(self._session.facts, self._row)
        shown = DecimalType().show

        def propose(typed: Mapping[str, str]) -> Proposal:
            key = SharingKey(
                _euros(typed["base"]),
                _decimal(typed["part"]),
                _decimal(typed["total"]),
                typed["unite"],
                typed["quoi"],
            )
            return shared_out(self._session.facts, self._of(typed["annee"]), key)

        return ProposalDialog(
            self._look,
            "Répartir les charges indirectes",
            "Les frais que le projet partage avec le reste de l’association, selon une clé écrite.",
            (
                self._year(),
                Asked("base", "Frais de l’association à répartir, en euros"),
                Asked("quoi", "Quels frais (loyer, télécommunications…)"),
                Asked("unite", "Selon quoi", "ETPT", tuple(UNITS.items())),
                Asked("part", "Part du projet", "" if part is None else shown(part)),
                Asked("total", "Total de l’association", "" if whole is None else shown(whole)),
            ),
            propose,
            parent,
        )

    def volunteering(self, rates: tuple[Taux, ...], parent: QWidget) -> ProposalDialog:
        """Count the hours of the volunteers."""
        hours = suggested_hours(self._session.facts, self.years[0])
        by_id = {rate.id: rate for rate in rates}

        def propose(typed: Mapping[str, str]) -> Proposal:
            rate = by_id.get(typed["taux"])
            if rate is None:
                raise UserError("Aucun taux n’est connu à cette date.")
            one = self._of(typed["annee"])
            return counted_hours(self._session.facts, one, _hours(typed["heures"]), rate)

        doubted = [rate.label for rate in rates if rate.a_verifier]
        named = ", ".join(doubted)
        warning = f" À vérifier dans le texte officiel\u00a0: {named}." if doubted else ""
        return ProposalDialog(
            self._look,
            "Compter le bénévolat",
            "Le même montant s’inscrit des deux côtés, en 864 et en 870, et ne change pas "
            f"l’équilibre.{warning}",
            (
                self._year(),
                Asked("heures", "Heures de l’année", "" if hours is None else str(hours)),
                Asked("taux", "Taux horaire", "", tuple((one.id, one.told) for one in rates)),
            ),
            propose,
            parent,
        )


def _percent(typed: str) -> Decimal:
    text = compact(typed).removesuffix("%").replace(",", ".").removeprefix("+")
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
    return sign * _decimal(digits)


def _decimal(typed: str) -> Decimal:
    try:
        return DecimalType().parse(typed)
    except InvalidAnswer:
        raise UserError("Écrivez un nombre, par exemple 0,35.") from None


def _hours(typed: str) -> int:
    try:
        return IntegerType().parse(typed)
    except InvalidAnswer:
        raise UserError("Écrivez un nombre d’heures entier, par exemple 480.") from None


def _euros(typed: str) -> Euros:
    try:
        return Euros.parse(typed)
    except ValueError:
        raise UserError("Écrivez un montant, par exemple 3\u00a0750.") from None
