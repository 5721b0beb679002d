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


def test_30_units_carry_120_axes_each_with_objectives_and_indicators(contrat: Contrat) -> None:
    assert len(contrat.fiches) == 30
    assert Counter(fiche.echelle for fiche in contrat.fiches) == {"quartier": 26, "commune": 4}
    axes = [axe for fiche in contrat.fiches for axe in fiche.axes]
    assert Counter(axe.theme for axe in axes) == dict.fromkeys("ETSJ", 30)
    assert all(axe.objectifs and axe.indicateurs for axe in axes)
    assert {commune for fiche in contrat.fiches for commune in fiche.communes} == {
        commune.nom for _, commune in contrat.couples() if not commune.hors_perimetre
    }


def test_what_applies_depends_on_the_pair_and_not_on_the_quarter(contrat: Contrat) -> None:
    def sheets(commune: str, quartier: str) -> list[str]:
        return [fiche.id for fiche in contrat.fiches_de(commune, quartier)]

    assert sheets("Arcueil", "chaperon-vert") == sheets("Gentilly", "chaperon-vert")
    assert sheets("Chevilly-Larue", "sorbiers-lallier") == ["chevilly-sorbiers"]
    assert sheets("L'Haÿ-les-Roses", "sorbiers-lallier") == ["haye-lallier"]
    assert sheets("Villejuif", "vercors-chastenet") == ["villejuif"]
    assert sheets("Le Kremlin-Bicêtre", "vercors-chastenet") == ["kremlin-bicetre"]
    assert sheets("Limeil-Brévannes", "polognes-le-plateau") == []
    without = [
        (quartier.id, commune.nom)
        for quartier, commune in contrat.couples()
        if not contrat.fiches_de(commune.nom, quartier.id)
    ]
    assert without == [("polognes-le-plateau", "Limeil-Brévannes")]


def test_a_local_objective_is_cited_with_its_commune_and_its_anomaly(contrat: Contrat) -> None:
    cited = contrat.citation("villeneuve-saint-georges:T.2")
    assert (cited.niveau, cited.territoire) == ("objectif local", "Villeneuve-Saint-Georges")
    assert cited.lignes == (7215,)
    assert any("deux fois" in note for note in cited.notes)


def test_savigny_keeps_its_own_numbers_with_their_gaps(contrat: Contrat) -> None:
    axe = next(axe for axe in contrat.fiche("savigny-grand-vaux").axes if axe.theme == "S")
    numbers = [int(objectif.numero) for objectif in axe.objectifs if objectif.numero]
    assert sorted(set(range(1, 27)) - set(numbers)) == [5, 14, 15, 16, 23]
    assert axe.titre.startswith("Vivre ensemble, citoyenneté")


def test_only_villeneuve_saint_georges_ties_indicators_to_objectives(contrat: Contrat) -> None:
    tied = {
        fiche.commune
        for fiche in contrat.fiches
        for axe in fiche.axes
        for indicateur in axe.indicateurs
        if indicateur.objectif
    }
    assert tied == {"Villeneuve-Saint-Georges"}


def test_funders_are_bound_to_their_departement_and_the_region_is_not_a_party(
    contrat: Contrat,
) -> None:
    assert contrat.financeur("caf-94").perimetre.departements == ("94",)
    assert contrat.financeur("cd91").perimetre.departements == ("91",)
    assert not any("Région" in financeur.nom for financeur in contrat.financeurs)
    assert not any("signataire" in financeur.roles for financeur in contrat.financeurs)


def test_the_two_halves_of_multi_year_money_have_different_bases(contrat: Contrat) -> None:
    rules = {regle.id: regle for regle in contrat.regles}
    halves = [rules[name] for name in ("cpo-nationale", "cpo-locale")]
    assert [str(rule.valeur) for rule in halves] == ["50", "50"]
    assert [rule.base for rule in halves] == ["conventions conclues", "financements"]
    assert contrat.dispositif("fpcc").exclusions == (
        "Le projet ne doit pas figurer dans la programmation annuelle.",
    )


def test_bridges_of_ours_are_told_as_advice(contrat: Contrat) -> None:
    advice = [pont for pont in contrat.correspondances if pont.nature == "conseil"]
    assert advice
    assert {pont.source for pont in advice} == {Provenance.DEDUIT}
    assert all(contrat.cites(pont.de) and contrat.cites(pont.vers) for pont in advice)
