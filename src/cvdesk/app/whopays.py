"""« Qui paie quoi »: the money of one budget by who gives it, for the chart and its table."""

from __future__ import annotations

from dataclasses import dataclass

from cvdesk.domain.appel import Appel
from cvdesk.domain.budget import BudgetYear, percent
from cvdesk.domain.ids import ROOT
from cvdesk.domain.money import ZERO, Euros

_SHORT = {
    "etat": "État",
    "region": "Région",
    "dep": "Département",
    "epci": "Intercommunalité",
    "com": "Commune",
    "orgasoc": "Organisme social",
    "fe": "Fonds européens",
    "asp": "ASP",
    "etabpub": "Établissement public",
    "prive": "Fondation",
}


@dataclass(frozen=True, slots=True)
class Share:
    """What one kind of payer gives.

    Attributes:
        kind: ``public``, ``private`` or ``own``.
    """

    name: str
    amount: Euros
    kind: str


@dataclass(frozen=True, slots=True)
class WhoPays:
    """Everything the chart draws.

    Attributes:
        shares: Public money first, the largest first, then private, then own resources.
        public: Share of public money, as printed.
        public_part: The same, between 0 and 1.
        ceiling: The share a call allows at most, between 0 and 1, or None.
        total: What every share is a share of; voluntary contributions are in it when the call
            counts them.
        sentence: What is asked, what the association brings, and what is in the total.
    """

    year: int
    total: Euros
    shares: tuple[Share, ...]
    public: str
    public_part: float
    ceiling: float | None
    sentence: str

    @property
    def spoken(self) -> str:
        """The chart in words."""
        parts = [
            f"{share.name} {share.amount}, {percent(share.amount, self.total)}"
            for share in self.shares
        ]
        listed = "\u00a0; ".join(parts)
        return f"{self.year}\u00a0: {listed}. Aides publiques\u00a0: {self.public}. {self.sentence}"


def who_pays(budget: BudgetYear, appel: Appel | None) -> WhoPays:
    """Return who pays what in one exercise."""
    private = budget.budget.grid.private_funders
    amounts: dict[str, Euros] = {}
    for funder in budget.funders:
        amounts[funder.kind] = amounts.get(funder.kind, ZERO) + funder.amount
    public = sorted(
        (Share(_SHORT.get(kind, "Autre"), amount, "public")
         for kind, amount in amounts.items() if amount and kind not in private),
        key=lambda share: -share.amount.cents,
    )  # fmt: skip
    gifts = [
        Share(_SHORT.get(kind, "Autre"), amount, "private")
        for kind, amount in amounts.items()
        if amount and kind in private
    ]
    own = budget.produits - Euros.total(amounts.values())
    rest = [Share("Ressources propres", own, "own")] if own else []
    given, counts = budget.contributions, appel is not None and bool(appel.cvn_comptees)
    if given and counts:
        rest.append(Share("Bénévolat et prêts", given, "own"))
    total = budget.produits + (given if counts else ZERO)
    ceiling = None if appel is None or appel.part_publique_max is None else appel.part_publique_max
    return WhoPays(
        year=budget.year,
        total=total,
        shares=(*public, *gifts, *rest),
        public=percent(budget.public, total),
        public_part=budget.public.cents / total.cents if total else 0.0,
        ceiling=None if ceiling is None else float(ceiling),
        sentence=_sentence(budget, own, total),
    )


def _sentence(budget: BudgetYear, own: Euros, total: Euros) -> str:
    """Say what is asked and what the association brings, and of what the shares are shares."""
    if not total:
        return "Aucune recette n’est encore inscrite."
    whole = "du budget de l’association" if budget.row == ROOT else "du projet"
    if budget.contributions:
        counted = total != budget.produits
        whole += ", bénévolat et prêts compris" if counted else ", sans le bénévolat ni les prêts"
    said = []
    if budget.asked or budget.row != ROOT:  # most dossiers ask nothing of that budget
        said.append(f"Vous demandez {budget.asked}, {percent(budget.asked, total)} {whole}.")
    if own:
        said.append(
            f"Votre effort\u00a0: {own}, {percent(own, total)}{'' if said else f' {whole}'}."
        )
    return " ".join(said)
