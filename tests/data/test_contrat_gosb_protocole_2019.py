"""Grand-Orly Seine Bièvre, protocole 2019-2022: what ships is what the text says, where it says."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from cvdesk.domain.contrat import Contrat
from cvdesk.domain.contrat_parts import Enonce, Noeud, Provenance, Qualite
from tests.support.contrats import folded, load_shipped, text_of

CONTRATS_DE_VILLE = {
    "Val de Bièvre": (10, 19),
    "Seine-Amont": (9, 5),
    "Villeneuve-Saint-Georges": (4, 2),
    "Portes de l’Essonne": (3, 4),
    "Valenton": (2, 0),
    "Orly": (1, 3),
    "Viry-Chatillon": (1, 1),
    "Thiais": (1, 0),
}
"""Quarters of each contract the protocol covers: prioritaires, de veille."""


@pytest.fixture(scope="module")
def contrat() -> Contrat:
    return load_shipped("gosb-protocole-2019")


def of_level(contrat: Contrat, niveau: str) -> list[Noeud]:
    return [noeud for noeud in contrat.noeuds if noeud.niveau == niveau]


def said(noeuds: list[Noeud], champ: str) -> list[Enonce]:
    return [enonce for noeud in noeuds for enonce in noeud.champs[champ]]


def test_its_term_is_over_and_another_contract_replaces_it(contrat: Contrat) -> None:
    assert (contrat.nature, contrat.statut) == ("protocole", "echu")
    assert (contrat.fin, contrat.periode_source) == (date(2022, 12, 31), Provenance.DEDUIT)
    [successor] = [lien for lien in contrat.liens if lien.lien == "remplace_par"]
    assert (successor.contrat, successor.source) == ("gosb-2024", Provenance.HORS_TEXTE)


def test_it_is_laid_over_eight_contracts(contrat: Contrat) -> None:
    covered = [lien for lien in contrat.liens if lien.lien == "couvre"]
    assert len(covered) == 8
    assert {lien.source for lien in covered} == {Provenance.DIT}
    assert [lien.contrat for lien in covered if lien.contrat] == ["seine-amont-2015"]
    assert all(any(name in lien.titre for lien in covered) for name in CONTRATS_DE_VILLE)


def test_the_tree_has_5_orientations_10_objectives_26_priorities_and_63_rows(
    contrat: Contrat,
) -> None:
    levels = Counter(noeud.niveau for noeud in contrat.noeuds)
    assert levels == {
        "orientation": 5,
        "objectif": 10,
        "priorité": 26,
        "engagement": 63,
        "thème": 6,
        "sous-thème": 30,
    }
    rows = Counter(noeud.id[1] for noeud in of_level(contrat, "engagement"))
    assert [rows[n] for n in "12345"] == [10, 17, 6, 20, 10]


def test_a_level_hangs_on_the_one_above(contrat: Contrat) -> None:
    above = {
        "orientation": None, "objectif": "orientation", "priorité": "objectif",
        "engagement": "priorité", "thème": None, "sous-thème": "thème",
    }  # fmt: skip
    for noeud in contrat.noeuds:
        parent = contrat.noeud(noeud.parent).niveau if noeud.parent else None
        assert parent == above[noeud.niveau], noeud.id
        empty = not contrat.enfants(noeud.id)
        assert empty == (noeud.niveau in {"engagement", "sous-thème"}), noeud.id


def test_indicators_are_18_of_context_and_105_of_follow_up(contrat: Contrat) -> None:
    assert len(said(of_level(contrat, "objectif"), "indicateurs_contexte")) == 18
    follow_up = said(of_level(contrat, "engagement"), "indicateurs_suivi")
    assert Counter(one.etat for one in follow_up) == {"": 105, "a_determiner": 3}
    per_orientation = Counter(
        noeud.id[1]
        for noeud in of_level(contrat, "engagement")
        for one in noeud.champs["indicateurs_suivi"]
        if not one.etat
    )
    assert [per_orientation[n] for n in "12345"] == [20, 26, 15, 27, 17]


def test_no_impact_indicator_is_given(contrat: Contrat) -> None:
    rows = of_level(contrat, "engagement")
    states = Counter(one.etat for one in said(rows, "indicateurs_impact"))
    assert states == {"a_determiner": 62, "vide": 1}


def test_partners_are_counted_as_the_text_names_them(contrat: Contrat) -> None:
    rows = of_level(contrat, "engagement")
    named = Counter(
        actor for row in rows for actor in {a for p in row.champs["partenaires"] for a in p.acteurs}
    )
    assert named == {
        "etat": 47, "ept": 39, "communes": 36, "departement-94": 13, "departement-91": 13,
        "caf": 6, "bailleurs": 5, "region": 4, "collectivites": 4, "education-nationale": 4,
        "ars": 2, "anru": 2, "signataires": 1,
    }  # fmt: skip
    assert all(partner.acteurs for partner in said(rows, "partenaires"))


def test_a_row_opens_with_its_title_and_five_rows_hold_several_commitments(
    contrat: Contrat,
) -> None:
    several = {}
    for row in of_level(contrat, "engagement"):
        first, *others = row.champs["engagements"]
        assert (first.texte, first.lignes) == (row.titre, row.lignes)
        if others:
            several[row.numero] = len(others)
            assert row.notes
    assert several == {"1.1-P1-a": 2, "1.1-P4-a": 1, "4.1-P2-c": 4, "4.2-P2-b": 3, "4.3-P2-a": 4}


def test_a_citation_tells_numbers_of_ours_and_findings_from_commitments(contrat: Contrat) -> None:
    row, priority, finding = map(contrat.citation, ("O5.1-P1-a", "O5.1-P1", "C4.5"))
    assert row.titre.endswith("(en faisant notamment progresser le nombre de CPO)")
    assert len(row.chemin) == 3
    assert any("CVDesk" in note for note in row.notes)
    assert not any("CVDesk" in note for note in priority.notes)
    assert any("pas un engagement" in note for note in finding.notes)


def test_words_cut_by_a_column_are_rejoined_and_it_is_said(contrat: Contrat) -> None:
    deduced = [noeud.id for noeud in contrat.noeuds if noeud.source is not Provenance.DIT]
    assert deduced == ["O4.2-P1", "O4.2-P2", "O4.3-P1"]
    lines = text_of("gosb-protocole-2019")
    for id_ in deduced:
        assert any("coupés" in note for note in contrat.citation(id_).notes)
        noeud = contrat.noeud(id_)
        column = "".join("".join(lines[first : first + 16]) for first in noeud.lignes)
        printed = column.replace(" ", "")
        words = folded(noeud.titre).replace(" ", "")
        assert any(words[:n] in printed and words[n:] in printed for n in range(1, len(words)))


def test_31_quarters_are_prioritaires_and_34_de_veille(contrat: Contrat) -> None:
    kinds = Counter((one.rattachement, one.type) for one in contrat.quartiers)
    assert {
        name: (kinds[name, "QPV"], kinds[name, "QVA"]) for name, _ in kinds
    } == CONTRATS_DE_VILLE
    assert Counter(one.type for one in contrat.quartiers) == {"QPV": 31, "QVA": 34}
    shared = [one for one in contrat.quartiers if len(one.communes) > 1]
    assert [one.type for one in shared] == ["QPV"] * 5


def test_communes_are_the_24_of_the_ept_and_two_outside(contrat: Contrat) -> None:
    outside = {one.nom: one.insee for one in contrat.communes if one.hors_perimetre}
    assert outside == {"Limeil-Brévannes": "94044", "Grigny": "91286"}
    assert len(contrat.communes) - len(outside) == 24
    located = {name for one in contrat.quartiers for name in one.communes} - outside.keys()
    assert len(located) == 18


def test_codes_are_external_and_only_for_a_quarter_that_kept_its_name(contrat: Contrat) -> None:
    coded = [one for one in contrat.quartiers if one.code]
    assert len(coded) == 26
    assert {one.type for one in coded} == {"QPV"}
    assert {(one.code_provenance, one.code_reference) for one in coded} == {
        (Provenance.HORS_TEXTE, "decret-2023-1314")
    }
    today = load_shipped("gosb-2024")
    for one in coded:
        assert set(today.quartier(one.code or "").communes) == set(one.communes), one.id


def test_population_is_that_of_2013_and_the_printed_total_is_doubtful(contrat: Contrat) -> None:
    population = {
        quartier.id: figure
        for quartier in contrat.quartiers
        for figure in quartier.indicateurs
        if figure.nom == "Population"
    }
    assert len(population) == 31
    assert {one.annee for one in population.values()} == {2013}
    assert sum(one.valeur or 0 for one in population.values()) == 111_880
    [total] = [one.indicateur for one in contrat.chiffres if one.indicateur.valeur == 111_871]
    assert total.qualite is Qualite.DOUTEUSE


def test_small_grants_of_the_val_de_marne_add_up(contrat: Contrat) -> None:
    figures = [
        one.indicateur
        for one in contrat.chiffres
        if "initiatives de proximité" in one.indicateur.nom
    ]
    for unit, total in (("projets", 582), ("EUR", 990_127)):
        by_place = {one.perimetre: one.valeur for one in figures if one.unite == unit}
        assert by_place.pop("Grand-Orly Seine Bièvre") == total
        del by_place["Val-de-Marne"]
        assert (len(by_place), sum(one or 0 for one in by_place.values())) == (14, total)


def test_four_transversal_axes_and_no_other(contrat: Contrat) -> None:
    assert [axe.titre for axe in contrat.axes_transversaux] == [
        "la lutte contre les discriminations",
        "les valeurs de la république",
        "la jeunesse",
        "l’égalité femme-homme",
    ]


def test_figures_of_rules_say_what_they_are_a_share_of(contrat: Contrat) -> None:
    rules = {regle.id: regle for regle in contrat.regles}
    shares = [regle for regle in contrat.regles if regle.unite == "%"]
    assert all(regle.base for regle in shares)
    assert rules["emploi-25"].valeur == Decimal(25)
    assert "BOP 147" in rules["emploi-25"].base
    assert (rules["avenant-4-mois"].valeur, rules["avenant-4-mois"].unite) == (Decimal(4), "mois")
    workshop = [regle for regle in contrat.regles if regle.id.startswith("atelier-")]
    assert {regle.force.value for regle in workshop} <= {"information", "preference"}


def test_the_40_national_measures_stand_where_the_annex_prints_them(contrat: Contrat) -> None:
    numbers = [action.numero for action in contrat.actions]
    assert sorted(numbers, key=float_or_letter) == numbers
    assert (len(numbers), numbers[1:3]) == (42, ["1.a", "1.b"])
    lines = text_of("gosb-protocole-2019")
    for action in contrat.actions:
        words = folded(action.titre)[:20]
        there = " ".join(lines[action.lignes[0] : action.lignes[0] + 3])
        assert words in there, action.id


def float_or_letter(numero: str) -> tuple[int, str]:
    number, _, letter = numero.partition(".")
    return int(number), letter


def test_bridges_to_the_successor_lead_somewhere(contrat: Contrat) -> None:
    successor = load_shipped("gosb-2024")
    bridges = [pont for pont in contrat.correspondances if pont.contrat]
    assert {pont.contrat for pont in bridges} == {"gosb-2024"}
    assert all(successor.noeud(pont.vers) for pont in bridges)
    assert {(pont.nature, pont.source) for pont in contrat.correspondances} == {
        ("conseil", Provenance.DEDUIT)
    }
    assert {pont.de[:2] for pont in bridges} == {"O1", "O2", "O3", "O4", "O5"}


def test_what_the_text_gets_wrong_or_leaves_out_is_told(contrat: Contrat) -> None:
    wrong = " ".join(erratum.texte for erratum in contrat.errata)
    assert all(slip in wrong for slip in ("ViIlejuif", "Communs", "eu cours", "111\u00a0871"))
    missing = " ".join(lacune.texte for lacune in contrat.lacunes)
    for gap in ("appel à projets", "signataires", "impact", "code", "Annexe 3"):
        assert gap in missing, gap
