"""What a portal asks that is no single answer: parts of numbers, totals, lists in one box."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cvdesk.domain.budget import BudgetYear, budget_name, budgets_of
from cvdesk.domain.contrat import NotInContrat
from cvdesk.domain.facts import Facts
from cvdesk.domain.ids import ROOT, RowId
from cvdesk.domain.money import Euros

Compute = Callable[[Facts, RowId, int | None], str]


@dataclass(frozen=True, slots=True)
class Calcul:
    """A value computed from the answers; an empty text when they do not allow it.

    Attributes:
        row: The list whose rows it is computed for, or empty at the top of the dossier.
        yearly: Whether it is computed for each exercise.
        said: Where it comes from, for the person who copies it.
    """

    compute: Compute
    said: str
    row: str = ""
    yearly: bool = False


def typed_euros(amount: Euros) -> str:
    """Return an amount as a box of digits takes it: « 12500 », « 12500,50 »."""
    euros, cents = divmod(amount.cents, 100)
    return f"{euros},{cents:02d}" if cents else str(euros)


def place_of_contrat(facts: Facts, node: str | None) -> str:
    """Return a place of the contract as it is cited: number and exact title."""
    if not node:
        return ""
    try:
        citation = facts.contrat.citation(node)
    except NotInContrat:
        for axis in facts.contrat.axes_transversaux:
            if axis.id == node:
                return axis.titre
        return ""
    local = ":" in citation.id
    code = citation.numero or ("" if local else citation.id)
    return f"{code} {citation.titre}".strip()


def _siren(facts: Facts, _row: RowId, _year: int | None) -> str:
    return str(facts.value("siret") or "")[:9]


def _nic(facts: Facts, _row: RowId, _year: int | None) -> str:
    return str(facts.value("siret") or "")[9:]


def _period(facts: Facts, _row: RowId, _year: int | None) -> str:
    return facts.form.period


def _in_kind(facts: Facts, _row: RowId, _year: int | None) -> str:
    forms = facts.value("demande_forme")
    return "" if not forms else "oui" if "nature" in forms else "non"


def _named(who: str) -> Compute:
    def compute(facts: Facts, _row: RowId, _year: int | None) -> str:
        parts = [facts.shown(f"{who}_{part}") for part in ("civilite", "prenom", "nom")]
        return " ".join(part for part in parts if part)

    return compute


def _signatory(facts: Facts, row: RowId, year: int | None) -> str:
    alone = facts.value("signataire_representant") is not False
    return _named("representant" if alone else "signataire")(facts, row, year)


def _quarter(facts: Facts, row: RowId, _year: int | None) -> str:
    code = facts.value("territoire_quartier", row) or ""
    try:
        return facts.contrat.quartier(code).nom if code else ""
    except NotInContrat:
        return ""


def _objectives(facts: Facts, row: RowId, _year: int | None) -> str:
    texts = [facts.shown("objectif_texte", one) for one in facts.rows("objectifs", row)]
    texts = [text for text in texts if text]
    if len(texts) == 1:
        return texts[0]
    return "\n".join(f"{rank}. {text}" for rank, text in enumerate(texts, 1))


def _main_orientation(facts: Facts, row: RowId, _year: int | None) -> str:
    for one in facts.rows("ancrages", row):
        if facts.value("ancrage_role", one) == "principale":
            return place_of_contrat(facts, facts.value("ancrage_noeud", one))
    return ""


def _orientations(facts: Facts, row: RowId, _year: int | None) -> str:
    lines = []
    for one in facts.rows("ancrages", row):
        cited = place_of_contrat(facts, facts.value("ancrage_noeud", one))
        said = facts.shown("ancrage_phrase", one)
        lines.append("\u00a0: ".join(part for part in (cited, said) if part))
    return "\n".join(line for line in lines if line)


def _budget(facts: Facts, row: RowId, year: int | None) -> BudgetYear | None:
    found = [one for one in budgets_of(facts, row) if one.year == year]
    return found[0] if found and not found[0].empty else None


def _of_budget(read: Callable[[BudgetYear], Euros]) -> Compute:
    def compute(facts: Facts, row: RowId, year: int | None) -> str:
        budget = _budget(facts, row, year)
        return "" if budget is None else typed_euros(read(budget))

    return compute


def _public_money(facts: Facts, _row: RowId, _year: int | None) -> str:
    amounts = [facts.value(f"aides_n{back}") for back in (2, 1, 0)]
    if any(amount is None for amount in amounts):
        return ""
    return typed_euros(Euros.total(amounts))


def _portal_name(facts: Facts, row: RowId, _year: int | None) -> str:
    """The name of a funder as the portal writes it, when the dossier knows it."""
    addressed = budget_name(facts.form, "projet_financeur_sollicite")
    if facts.value(addressed, row) and (known := facts.shown("financeur_portail")):
        return known
    return facts.shown(budget_name(facts.form, "projet_financeur_nom"), row)


_PROJECT = "projet"

CALCULS: Mapping[str, Calcul] = {
    "siren": Calcul(_siren, "les neuf premiers chiffres du SIRET"),
    "nic": Calcul(_nic, "les cinq derniers chiffres du SIRET"),
    "periode": Calcul(_period, "la sorte de dossier"),
    "demande_en_nature": Calcul(_in_kind, "la forme de la demande, page 1"),
    "representant": Calcul(_named("representant"), "rubrique 1.6"),
    "contact": Calcul(_named("contact"), "rubrique 1.7"),
    "signataire": Calcul(_signatory, "rubrique 7.1"),
    "aides_publiques": Calcul(_public_money, "la somme des trois exercices, rubrique 2.5"),
    "quartier_nom": Calcul(_quarter, "le nom donné par le contrat", row="territoires"),
    "objectifs": Calcul(_objectives, "la liste des objectifs, rubrique 6.3", row=_PROJECT),
    "orientation_principale": Calcul(
        _main_orientation, "le titre exact du contrat, rubrique 6.11", row=_PROJECT
    ),
    "orientations": Calcul(
        _orientations, "les orientations citées et vos phrases, rubrique 6.11", row=_PROJECT
    ),
    "total_charges": Calcul(
        _of_budget(lambda one: one.charges), "total des charges", row=_PROJECT, yearly=True
    ),
    "total_produits": Calcul(
        _of_budget(lambda one: one.produits), "total des produits", row=_PROJECT, yearly=True
    ),
    "total_contributions": Calcul(
        _of_budget(lambda one: one.contributions), "total du compte 87", row=_PROJECT, yearly=True
    ),
    "total_general": Calcul(
        _of_budget(lambda one: one.produits + one.contributions),
        "total des produits, contributions volontaires comprises",
        row=_PROJECT,
        yearly=True,
    ),
    "montant_demande": Calcul(
        _of_budget(lambda one: one.asked), "la ligne 74 du financeur sollicité",
        row=_PROJECT, yearly=True,
    ),
    "financeur_nom_portail": Calcul(
        _portal_name, "le nom dans le portail s’il est connu, sinon celui du budget",
        row="projet_financeurs",
    ),
}  # fmt: skip
"""Every value that a portal file may name."""


def computed(name: str, facts: Facts, row: RowId = ROOT, year: int | None = None) -> str:
    """Return one computed value."""
    return CALCULS[name].compute(facts, row, year)
