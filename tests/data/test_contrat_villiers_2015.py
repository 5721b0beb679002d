"""Villiers-sur-Marne 2015: two wordings of one contract, both kept; what is over is so told."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from cvdesk.domain.contrat import Contrat
from cvdesk.domain.contrat_parts import Force, Provenance, Qualite
from tests.data.test_contrat_textes import stands
from tests.support.contrats import folded, load_shipped, text_of

NAME = "villiers-2015"


@pytest.fixture(scope="module")
def contrat() -> Contrat:
    return load_shipped(NAME)


def test_the_tree_of_article_1_has_3_piliers_9_domains_and_27_objectives(contrat: Contrat) -> None:
    levels = Counter(noeud.niveau for noeud in contrat.noeuds)
    assert (levels["pilier"], levels["domaine"], levels["objectif opérationnel"]) == (3, 9, 27)
    per_domain = {
        domain.numero: len(contrat.enfants(domain.id))
        for domain in contrat.noeuds
        if domain.niveau == "domaine"
    }
    assert per_domain == {
        "2.1": 3, "2.2": 2, "2.3": 2, "3.1": 3, "3.2": 3, "4.1": 6, "4.2": 2, "4.3": 2, "4.4": 4,
    }  # fmt: skip


def test_objectives_of_article_1_carry_the_number_the_text_prints_before_them(
    contrat: Contrat,
) -> None:
    lines = text_of(NAME)
    numbered = [noeud for noeud in contrat.noeuds if noeud.niveau == "objectif opérationnel"]
    for noeud in numbered:
        assert noeud.id == f"P{noeud.numero}"
        assert lines[noeud.lignes[0]].startswith(f"{noeud.numero} {folded(noeud.titre)}")


def test_the_second_wording_has_its_own_tree_without_numbers(contrat: Contrat) -> None:
    levels = Counter(noeud.niveau for noeud in contrat.noeuds if noeud.id.startswith("PA."))
    assert levels == {
        "pilier du plan d’actions": 3,
        "domaine du plan d’actions": 9,
        "bloc du plan d’actions": 3,
        "objectif du plan d’actions": 34,
    }
    assert not any(noeud.numero for noeud in contrat.noeuds if noeud.id.startswith("PA."))
    assert [noeud.id for noeud in contrat.enfants()] == ["P2", "P3", "P4", "PA"]


def test_every_bridge_between_the_wordings_is_deduced_and_four_objectives_have_none(
    contrat: Contrat,
) -> None:
    bridges = [pont for pont in contrat.correspondances if pont.de.startswith("PA.")]
    assert {(pont.nature, pont.source) for pont in bridges} == {("conseil", Provenance.DEDUIT)}
    added = {
        noeud.titre
        for noeud in contrat.noeuds
        if noeud.niveau == "objectif du plan d’actions" and not contrat.ponts(noeud.id)
    }
    assert added == {
        "Faciliter l’intégration",
        "Mutualiser et fédérer les moyens et les initiatives à rayonnement communal",
        "Sensibiliser les publics à risques",
        "Favoriser l’autonomie et la mobilité des demandeurs",
    }


def test_every_objective_of_article_1_is_reached_and_knows_the_other_wording(
    contrat: Contrat,
) -> None:
    for noeud in contrat.noeuds:
        if noeud.niveau == "objectif opérationnel":
            there = {
                contrat.noeud(pont.de).titre
                for pont in contrat.ponts(noeud.id)
                if pont.de.startswith("PA.")
            }
            kept = {one.texte for one in noeud.variantes if one.ou == "plan d’actions"}
            assert there == kept != set()


def test_the_three_transversal_themes_are_criteria_of_instruction(contrat: Contrat) -> None:
    assert [axe.titre_court for axe in contrat.axes_transversaux] == [
        "Lutte contre les discriminations",
        "Égalité hommes-femmes",
        "Jeunesse",
    ]
    assert {axe.roles for axe in contrat.axes_transversaux} == {
        ("critère d’instruction", "évaluation")
    }
    bonus = next(regle for regle in contrat.regles if regle.id == "soutien-accru")
    assert (bonus.force, bonus.lignes) == (Force.PREFERENCE, (304,))


def test_the_plan_has_the_55_actions_it_announces(contrat: Contrat) -> None:
    counted = [action for action in contrat.actions if action.numero]
    announced = next(
        one.indicateur for one in contrat.chiffres if one.indicateur.nom == "Actions du plan"
    )
    assert [action.numero for action in counted] == [str(rank) for rank in range(1, 56)]
    assert announced.valeur == Decimal(55)
    per_place = Counter(action.noeuds[0] for action in counted)
    assert per_place == {
        "PA.ED.B": 14, "PA.ED.C": 9, "PA.VL": 11, "PA.SA": 3, "PA.PD": 6, "PA.LO": 2, "PA.EM": 9,
        "PA.EC": 1,
    }  # fmt: skip


def test_the_ten_actions_of_the_pre_are_counted_and_their_container_is_not(
    contrat: Contrat,
) -> None:
    inside = [action.numero for action in contrat.actions if action.parent == "PRE"]
    assert inside == [str(rank) for rank in range(3, 13)]
    assert [action.id for action in contrat.actions if not action.numero] == ["PRE"]


def test_one_action_serves_two_piliers_and_is_counted_once(contrat: Contrat) -> None:
    several = {a.id: a for a in contrat.actions if len({n.split(".")[0] for n in a.noeuds}) > 2}
    [(name, action)] = several.items()
    assert (name, action.noeuds) == ("A43", ("PA.PD", "P4.4", "PA.TM", "P2.3"))
    assert action.lignes == (2045, 2135)


def test_titles_of_actions_themes_and_transversal_themes_stand_at_their_lines(
    contrat: Contrat,
) -> None:
    lines = text_of(NAME)
    titled = [(one.titre, one.lignes) for one in contrat.actions]
    titled += [(one.titre, one.lignes) for one in contrat.themes]
    titled += [(one.titre, one.lignes) for one in contrat.axes_transversaux]
    assert [titre for titre, at in titled if not stands(folded(titre), lines, at)] == []


def test_no_action_answers_the_gaps_a_new_project_may_fill(contrat: Contrat) -> None:
    served = {noeud for action in contrat.actions for noeud in action.noeuds}
    assert served.isdisjoint({"PA.ED.A", "PA.SP", "P2.2"})
    told = {noeud for lacune in contrat.lacunes for noeud in lacune.concerne}
    assert {"P4.1.1", "P2.2"} <= told


def test_signing_and_committing_are_two_things(contrat: Contrat) -> None:
    signing = {one.id for one in contrat.financeurs if "signataire" in one.roles}
    committed = {one.id for one in contrat.financeurs if "engage" in one.roles}
    assert len(signing) == 14
    assert len(committed) == 15
    assert committed - signing == {"adoma", "cci", "bailleurs"}
    assert signing - committed == {"paris-habitat", "la-sabliere"}
    assert all(contrat.financeur(one).engagements for one in committed)


def test_the_themes_of_the_funders_lead_to_the_tree(contrat: Contrat) -> None:
    assert Counter(theme.id[:3] for theme in contrat.themes) == {"REG": 3, "DEP": 7}
    assert all(contrat.ponts(theme.id) for theme in contrat.themes)
    associations = next(theme for theme in contrat.themes if theme.id == "DEP4")
    assert "initiatives associatives" in associations.titre


def test_the_one_quarter_has_an_external_code_and_its_streets(contrat: Contrat) -> None:
    [quartier] = contrat.quartiers
    assert contrat.quartier("QN09437M") is quartier
    assert quartier.code_provenance is Provenance.HORS_TEXTE
    assert (len(quartier.adresses), contrat.commune("94079").nom) == (7, "Villiers-sur-Marne")
    printed = [alias for alias in quartier.alias if alias.source is Provenance.DIT]
    assert len(printed) == 6


def test_figures_the_text_contradicts_are_not_to_be_used(contrat: Contrat) -> None:
    [quartier] = contrat.quartiers
    doubtful = {one.nom for one in quartier.indicateurs if one.qualite is Qualite.DOUTEUSE}
    assert doubtful == {
        "Population active (part)",
        "Population active",
        "Revenu annuel moyen",
        "Taux de chômage",
        "Taux de chômage des femmes",
    }
    assert {one.annee for one in quartier.indicateurs} == {None}


def test_a_printed_term_that_is_over_is_said_to_be_over(contrat: Contrat) -> None:
    assert (contrat.statut, contrat.fin) == ("echu", date(2020, 12, 31))
    assert contrat.periode_source is Provenance.DEDUIT
    assert any("en vigueur" in note for note in contrat.notes)


def test_dated_and_yearly_events_are_told_apart(contrat: Contrat) -> None:
    dated = {one.quoi: one.date for one in contrat.echeances if one.date}
    assert dated["Clôture de l’appel à projets 2015"] == date(2015, 4, 15)
    yearly = {one.quoi for one in contrat.echeances if one.quand == "chaque année"}
    assert "Bilan des signataires et des porteurs" in yearly


def test_a_citation_of_the_plan_says_it_is_the_second_wording(contrat: Contrat) -> None:
    action_plan, first = contrat.citation("PA"), contrat.citation("P2.1.1")
    assert any("Seconde formulation" in note for note in action_plan.notes)
    assert any("resservent ailleurs" in note for note in first.notes)
    assert first.chemin == ("HABITAT ET CADRE DE VIE", "LOGEMENT")
