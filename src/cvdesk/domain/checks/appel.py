"""What the call itself asks, beside what every dossier owes; silent where the call says nothing."""

from __future__ import annotations

from collections.abc import Iterator

from cvdesk.domain.appel import Appel
from cvdesk.domain.budget import asked_by_year, budgets
from cvdesk.domain.check import Remark, check
from cvdesk.domain.checks.pointers import at, enumerated, which
from cvdesk.domain.contrat import Contrat, NotInContrat
from cvdesk.domain.facts import Facts
from cvdesk.domain.findings import Gravity
from cvdesk.domain.ids import RowId
from cvdesk.domain.wording import plain

_LOCAL = frozenset({"com", "epci", "dep"})
"""Lines of the budget of the local authorities."""


@check(
    "APP-160",
    160,
    Gravity.QUESTION,
    "L’appel du dossier est sur cet ordinateur",
    source="fichier de l’appel",
    section="demande",
)
def call_is_here(facts: Facts) -> Iterator[Remark]:
    """The dossier names a call that this computer does not have: its terms are not looked at."""
    if facts.dossier.appel and facts.appel is None:
        said = (
            f"L’appel «\u00a0{facts.dossier.appel}\u00a0» n’est pas sur cet ordinateur\u00a0: ses "
            "dates, ses pièces et ses plafonds ne sont pas contrôlés. Pouvez-vous demander son "
            "fichier à qui vous a donné ce dossier, puis l’installer\u00a0?"
        )
        yield said, ()


@check(
    "APP-161",
    161,
    Gravity.CORRECT,
    "Le montant demandé reste sous le maximum de l’appel",
    source="appel à projets\u00a0: montant maximum",
    section="signature",
)
def amount_is_under_the_maximum(facts: Facts) -> Iterator[Remark]:
    """Each year apart; a call may want the amount under its figure, not equal to it."""
    appel = facts.appel
    if appel is None or appel.montant_max is None:
        return
    most = appel.montant_max
    for year, amount in asked_by_year(facts).items():
        if amount > most or (appel.sous_le_maximum and amount == most):
            limit = f"reste sous {most}" if appel.sous_le_maximum else f"s’arrête à {most}"
            said = (
                f"Vous demandez {amount}, et cet appel {limit}. Une partie peut-elle être demandée "
                "ailleurs, ou l’action réduite\u00a0?"
            )
            yield said, (at("montant_sollicite", year=year),)


@check(
    "APP-162",
    162,
    Gravity.CORRECT,
    "L’action sert une orientation que l’appel retient",
    source="appel à projets\u00a0: orientations retenues",
    section="orientations",
)
def orientation_is_eligible(facts: Facts) -> Iterator[Remark]:
    """One of those cited is retained, or stands below one that is."""
    kept = frozenset(facts.appel.orientations) if facts.appel is not None else frozenset()
    for project in facts.projects if kept else ():
        rows = facts.rows("ancrages", project)
        cited = {row: facts.value("ancrage_noeud", row) for row in rows}
        named = [place for place in cited.values() if place]
        if not named or any(_within(facts.contrat, place, kept) for place in named):
            continue
        titles = [_title(facts.contrat, place) for place in sorted(kept)]
        said = (
            f"Cet appel ne retient que {enumerated(titles)}. Reliez l’action à l’une de ces "
            "orientations, ou choisissez un autre appel."
        )
        yield said, tuple(at("ancrage_noeud", row) for row, place in cited.items() if place)


def _within(contrat: Contrat, place: str, kept: frozenset[str]) -> bool:
    if place in kept:
        return True
    try:
        return not kept.isdisjoint(node.id for node in contrat.chemin(place))
    except NotInContrat:  # an axis of a communal sheet, or a place of another edition
        return False


def _title(contrat: Contrat, place: str) -> str:
    return f"«\u00a0{contrat.citation(place).titre if contrat.cites(place) else place}\u00a0»"


@check(
    "APP-163",
    163,
    Gravity.CORRECT,
    "L’action est sur le territoire de l’appel",
    source="appel à projets\u00a0: communes et quartiers",
    section="quartiers",
)
def place_is_served(facts: Facts) -> Iterator[Remark]:
    """Each quarter named, and its commune, is one of those the call serves."""
    if facts.appel is None:
        return
    quartiers = {one.id: one for one in facts.contrat.quartiers}
    named = [quartiers[one] for one in facts.appel.quartiers if one in quartiers]
    codes = {one.code for one in named if one.code}
    communes = {plain(name) for name in facts.appel.communes}
    for project in facts.projects:
        for row in facts.rows("territoires", project):
            code = facts.value("territoire_quartier", row)
            commune = facts.value("territoire_commune", row)
            if named and code is not None and code not in codes:
                served = enumerated([f"«\u00a0{one.nom}\u00a0»" for one in named])
                said = f"Cet appel ne sert que {served}. Est-ce le bon quartier\u00a0?"
                yield said, (at("territoire_quartier", row),)
            elif communes and commune is not None and plain(commune) not in communes:
                served = enumerated(list(facts.appel.communes))
                said = f"Cet appel ne sert que {served}. Est-ce la bonne commune\u00a0?"
                yield said, (at("territoire_commune", row),)


@check(
    "APP-164",
    164,
    Gravity.CORRECT,
    "Une action hors quartier l’est comme l’appel l’admet",
    source="appel à projets\u00a0: actions hors quartier prioritaire",
    section="quartiers",
)
def outside_is_admitted(facts: Facts) -> Iterator[Remark]:
    """No quarter named: refused by some calls, to be motivated for others."""
    rule = facts.appel.hors_quartier if facts.appel is not None else ""
    for project in facts.projects if rule in {"non", "motive"} else ():
        rows = facts.rows("territoires", project)
        if any(facts.value("territoire_quartier", row) for row in rows):
            continue
        motive = at("hors_quartier_motif", project)
        if rule == "non":
            said = (
                "Cet appel n’aide que des actions dans un quartier prioritaire. Indiquez le "
                "quartier, ou choisissez un autre appel."
            )
        elif facts.at(motive) is None:
            said = (
                "Cet appel admet une action hors quartier si elle est motivée. Montrez en quelques "
                "chiffres que le besoin y est le même."
            )
        else:
            continue
        yield said, (motive, *(at("territoire_quartier", row) for row in rows))


@check(
    "APP-165",
    165,
    Gravity.CORRECT,
    "Une collectivité paie aussi, quand l’appel le demande",
    source="appel à projets\u00a0: cofinancement d’une collectivité",
    section="budget_projet",
)
def a_local_authority_pays_too(facts: Facts) -> Iterator[Remark]:
    """A line of a commune, an intercommunalité or a Département with an amount."""
    if facts.appel is None or not facts.appel.cofinancement_local:
        return
    for one in budgets(facts, "projet"):
        if one.produits and not any(
            line.kind in _LOCAL and line.amount and not line.addressed for line in one.funders
        ):
            said = (
                "Cet appel demande qu’une collectivité paie aussi, et aucune n’est dans les "
                f"recettes{which(facts, one)}. La commune ou l’intercommunalité a-t-elle été "
                "sollicitée\u00a0?"
            )
            yield said, tuple(line.key for line in one.funders)


@check(
    "APP-166",
    166,
    Gravity.QUESTION,
    "Chaque critère d’instruction a sa réponse",
    source="appel à projets\u00a0: critères d’instruction",
    section="orientations",
)
def criteria_are_answered(facts: Facts) -> Iterator[Remark]:
    """Only the criteria that are a place of the contract: the others have no field of their own."""
    asked = _criteria(facts.appel)
    for project in facts.projects if asked else ():
        answered = _answered(facts, project)
        missing = [text for place, text in asked.items() if place not in answered]
        if missing:
            said = (
                f"Cet appel lit les dossiers d’après {enumerated(missing)}. Une phrase pour "
                "chacun, dans les principes transversaux, évite de perdre des points."
            )
            yield (
                said,
                tuple(
                    at("transversale_noeud", row) for row in facts.rows("transversales", project)
                ),
            )


def _criteria(appel: Appel | None) -> dict[str, str]:
    known = () if appel is None else appel.criteres
    return {one.noeud: f"«\u00a0{one.texte}\u00a0»" for one in known if one.noeud}


def _answered(facts: Facts, project: RowId) -> set[str]:
    principles = {
        facts.value("transversale_noeud", row)
        for row in facts.rows("transversales", project)
        if facts.value("transversale_reponse", row)
    }
    cited = {facts.value("ancrage_noeud", row) for row in facts.rows("ancrages", project)}
    return {place for place in principles | cited if place}
