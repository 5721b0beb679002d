"""Grand-Orly Seine Bièvre 2024: what ships is what the text says, where it says it."""

from __future__ import annotations

from collections import Counter

import pytest

from cvdesk.domain.contrat import Contrat, NotInContrat
from cvdesk.domain.contrat_parts import Provenance, Qualite
from tests.support.contrats import load_shipped


@pytest.fixture(scope="module")
def contrat() -> Contrat:
    return load_shipped("gosb-2024")


def test_the_tree_has_8_orientations_26_objectives_and_93_operational_ones(
    contrat: Contrat,
) -> None:
    assert Counter(noeud.niveau for noeud in contrat.noeuds) == {
        "orientation": 8,
        "objectif stratégique": 26,
        "objectif opérationnel": 93,
    }
    per_orientation = Counter(n.id.split(".")[0] for n in contrat.noeuds if n.id.count(".") == 2)
    assert [per_orientation[f"O{n}"] for n in "1234567T"] == [12, 6, 13, 8, 22, 10, 11, 11]


def test_ids_are_the_public_ones(contrat: Contrat) -> None:
    assert contrat.noeud("O4.1").titre == "Lutter contre l'illettrisme"
    assert [noeud.id for noeud in contrat.chemin("OT.1.a")] == ["OT", "OT.1"]
    assert [noeud.id for noeud in contrat.enfants("O1")] == ["O1.1", "O1.2", "O1.3", "O1.4"]
    with pytest.raises(NotInContrat):
        contrat.noeud("O9")


def test_a_citation_says_which_numbers_are_ours_and_which_anomalies_the_text_has(
    contrat: Contrat,
) -> None:
    orientation, objective = contrat.citation("O3"), contrat.citation("O4.1")
    assert (orientation.numero, orientation.lignes[0]) == ("3", 396)
    assert any("concertation" in note for note in orientation.notes)
    assert not any("CVDesk" in note for note in orientation.notes)
    assert any("CVDesk" in note for note in objective.notes)
    assert any("illectronisme" in note for note in objective.notes)
    assert "sans page de signature" in orientation.statut


def test_the_wordings_of_the_summary_table_are_kept_beside_the_title(contrat: Contrat) -> None:
    variants = {
        noeud.id: variante.texte
        for noeud in contrat.noeuds
        for variante in noeud.variantes
        if variante.ou == "tableau de synthèse"
    }
    assert variants.keys() == {"O3.2", "O3.4", "O4.1", "O6.3", "O7.3"}
    assert variants["O7.3"] == "Maintenir la tranquillité publique et résidentielle"


def test_only_the_orientations_without_consultation_carry_the_flag(contrat: Contrat) -> None:
    flagged = [noeud.id for noeud in contrat.noeuds if "non_concertee" in noeud.drapeaux]
    assert flagged == ["O3", "O7"]


def test_36_quarters_make_43_pairs_in_18_communes_and_one_outside(contrat: Contrat) -> None:
    pairs = contrat.couples()
    assert (len(contrat.quartiers), len(pairs)) == (36, 43)
    per_commune = Counter(commune.nom for _, commune in pairs)
    assert per_commune == {
        "Arcueil": 2, "Athis-Mons": 3, "Cachan": 1, "Chevilly-Larue": 1, "Choisy-le-Roi": 2,
        "Gentilly": 2, "Ivry-sur-Seine": 4, "Le Kremlin-Bicêtre": 2, "L'Haÿ-les-Roses": 5,
        "Orly": 1, "Savigny-sur-Orge": 1, "Thiais": 1, "Valenton": 2, "Villejuif": 4,
        "Villeneuve-le-Roi": 1, "Villeneuve-Saint-Georges": 5, "Viry-Châtillon": 1,
        "Vitry-sur-Seine": 4, "Limeil-Brévannes": 1,
    }  # fmt: skip
    assert [commune.nom for _, commune in pairs if commune.hors_perimetre] == ["Limeil-Brévannes"]


def test_codes_are_told_as_external_and_unchanged_new_or_modified(contrat: Contrat) -> None:
    assert {quartier.code_provenance for quartier in contrat.quartiers} == {Provenance.HORS_TEXTE}
    assert Counter((quartier.code or "")[-1] for quartier in contrat.quartiers) == {
        "M": 20,
        "I": 7,
        "N": 9,
    }
    entering = [quartier for quartier in contrat.quartiers if "entrant" in quartier.evenements]
    assert all((quartier.code or "").endswith("N") for quartier in entering)
    assert len(entering) == 9
    assert contrat.quartier("QN09412M").nom == "Commune De Paris - 8 Mai 1945"


def test_figures_keep_their_year_and_suspect_ones_are_marked(contrat: Contrat) -> None:
    population = {
        quartier.id: next(one for one in quartier.indicateurs if one.nom == "Population")
        for quartier in contrat.quartiers
    }
    assert {one.annee for one in population.values()} == {2022}
    assert population["commune-de-paris"].qualite is Qualite.DOUTEUSE
    assert sum(one.valeur or 0 for one in population.values()) == 115_181
    missing = {q.id for q in contrat.quartiers for i in q.indicateurs if i.qualite == "absente"}
    assert missing == {"sorbiers-lallier", "colonel-fabien"}


def test_the_nine_official_bridges_lead_from_themes_to_orientations(contrat: Contrat) -> None:
    bridges = [pont for pont in contrat.correspondances if pont.nature == "officielle"]
    assert [(pont.de, pont.vers) for pont in bridges] == [
        ("E", "O1"), ("E", "O2"), ("E", "O4"), ("E", "O7"), ("T", "O2"), ("T", "O3"), ("T", "O6"),
        ("S", "O7"), ("J", "O5"),
    ]  # fmt: skip
    assert [axe.titre_court for axe in contrat.axes_transversaux] == [
        "Participation citoyenne",
        "Égalité femmes-hommes et discriminations",
        "Accès aux droits",
    ]
