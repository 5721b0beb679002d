"""The project: where, for whom, towards what, and how it will be judged."""

from __future__ import annotations

from collections.abc import Iterator

from cvdesk.domain.check import Remark, check
from cvdesk.domain.checks.pointers import at
from cvdesk.domain.facts import Facts
from cvdesk.domain.findings import Gravity
from cvdesk.domain.ids import RowId


@check(
    "IND-51",
    51,
    Gravity.BLOCKING,
    "Chaque objectif a un indicateur mesurable",
    source="Cerfa 12156*06, rubrique 6 : indicateurs au regard des objectifs",
    section="indicateurs",
)
def objectives_have_indicators(facts: Facts) -> Iterator[Remark]:
    """An objective needs an indicator; an indicator needs a target and a means of measure."""
    for project in facts.projects:
        indicators = facts.rows("indicateurs", project)
        measured = {facts.value("indicateur_objectif", row) for row in indicators}
        for number, row in enumerate(facts.rows("objectifs", project), 1):
            if row not in measured:
                name = facts.value("objectif_texte", row) or f"n° {number}"
                said = (
                    f"L’objectif « {name.rstrip('.')} » n’a pas encore d’indicateur. "
                    "Comment saurez-vous, à la fin, que c’est réussi ?"
                )
                yield said, (at("objectif_texte", row),)
        for number, row in enumerate(indicators, 1):
            yield from _measurable(facts, row, number)


def _measurable(facts: Facts, row: RowId, number: int) -> Iterator[Remark]:
    name = facts.value("indicateur_intitule", row) or f"n° {number}"
    targets = tuple(at("indicateur_cible", row, year) for year in facts.years)
    if targets and all(facts.at(key) is None for key in targets):
        said = (
            f"L’indicateur « {name} » n’a pas encore de cible. "
            "Une estimation prudente vaut mieux qu’une case vide."
        )
        yield said, targets
    if facts.value("indicateur_mesure", row) is None:
        said = (
            f"L’indicateur « {name} » ne dit pas encore où il se mesure : registre, émargement, "
            "bilan… Où le lirez-vous ?"
        )
        yield said, (at("indicateur_mesure", row),)


@check(
    "ORI-54",
    54,
    Gravity.CORRECT,
    "L’action répond à une orientation du contrat",
    source="contrat de ville ; loi 2014-173 du 21 février 2014, art. 6",
    section="orientations",
)
def action_serves_an_orientation(facts: Facts) -> Iterator[Remark]:
    """At least one place of the dossier's own contract; one that it does not have is no answer."""
    for project in facts.projects:
        rows = facts.rows("ancrages", project)
        cited = [facts.value("ancrage_noeud", row) for row in rows]
        if any(node is not None and facts.contrat.cites(node) for node in cited):
            continue
        said = (
            "Reliez l’action à au moins une orientation du contrat de ville : c’est la première "
            "chose que l’on regarde."
        )
        yield said, tuple(at("ancrage_noeud", row) for row in rows)
