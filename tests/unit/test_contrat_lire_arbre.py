"""The tree of a contract, drawn from its titles, its tables or its numbers."""

from __future__ import annotations

from cvdesk.domain.contrat_parts import Provenance
from tests.support.fictitious import WITH_LISTS, WITH_TABLES, read, shown


def test_tables_of_objectives_hang_under_their_axis() -> None:
    assert shown(read(WITH_TABLES)) == [
        "axe 1 « vivre ensemble » 17",
        ".objectif stratégique 1.1 « Soutenir les associations » 22",
        "..objectif opérationnel 1.1.a « Former les bénévoles » 22",
        "..objectif opérationnel 1.1.b « Prêter des locaux » 23",
        ".objectif stratégique 1.2 « Faire participer les habitants » 24",
        "..objectif opérationnel 1.2.a « Ouvrir un conseil » 24",
        "..objectif opérationnel 1.2.b « Aller vers les jeunes » 24",
        "axe 2 « travailler » 26",
        ".objectif stratégique 2.1 « Lever les freins à l'emploi » 29",
        "..objectif opérationnel 2.1.a « Garder les enfants » 29",
        "..objectif opérationnel 2.1.b « Apprendre le français » 35",
    ]


def test_other_columns_become_fields() -> None:
    nodes = {guess.piece.id: guess.piece for guess in read(WITH_TABLES).nodes}
    told = [one.texte for one in nodes["O1.1" if "O1.1" in nodes else "A1.1"].champs["dispositifs"]]
    assert told == ["FDVA", "Maison des associations"]


def test_numbers_of_ours_are_marked_so() -> None:
    levels = {level.nom: level.numeros for level in read(WITH_TABLES).levels}
    assert levels == {
        "axe": Provenance.DIT,
        "objectif stratégique": Provenance.HORS_TEXTE,
        "objectif opérationnel": Provenance.HORS_TEXTE,
    }


def test_a_summary_gives_other_places_and_other_wordings() -> None:
    nodes = {guess.piece.titre: guess.piece for guess in read(WITH_TABLES).nodes}
    assert len(nodes["Soutenir les associations"].lignes) == 2
    [variant] = nodes["Faire participer les habitants"].variantes
    assert variant.texte == "Faire participer tous les habitants"


def test_numbered_objectives_hang_under_the_section_that_announces_them() -> None:
    rows = [row for row in shown(read(WITH_LISTS)) if not row.startswith("..")]
    assert rows == [
        "orientation 1 « La réussite des enfants » 8",
        ".objectif opérationnel 1 « Soutenir les parents » 14",
        ".objectif opérationnel 2 « Prévenir le décrochage » 21",
        "orientation 2 « La santé pour tous » 47",
        ".objectif opérationnel 1 « Rapprocher les soins » 51",
        ".objectif opérationnel 2 « Développer la prévention » 58",
        ".objectif opérationnel 3 « Soigner aussi les esprits » 60",
        ".objectif opérationnel 3 « Aider les aidants » 62",
    ]


def test_a_list_of_orientations_before_the_body_is_another_place_of_the_same() -> None:
    first = read(WITH_LISTS).nodes[0].piece
    assert first.lignes == (8, 5)


def test_a_number_printed_twice_is_told() -> None:
    [note] = [note for guess in read(WITH_LISTS).nodes for note in guess.piece.notes]
    assert "deux fois le numéro 3 (lignes 60 et 62)" in note


def test_stakes_in_bold_are_proposed_with_doubt() -> None:
    stakes = [guess for guess in read(WITH_LISTS).nodes if guess.piece.niveau == "enjeu"]
    assert [guess.piece.titre for guess in stakes] == [
        "Ouvrir des lieux d'accueil.",
        "former les professionnels",
        "Repérer plus tôt.",
        "Accompagner sans rupture.",
        "Attirer des médecins.",
        "Aller vers les habitants.",
    ]
    assert all(guess.confidence < 0.7 for guess in stakes)


def test_levels_of_markdown_titles_nest_by_their_numbers() -> None:
    text = """
# Axe 1 – Grandir

## Objectif stratégique 1.1 : Soutenir les familles

### Objectif opérationnel 1.1.1 : Ouvrir un lieu

## Objectif stratégique 1.2 : Prévenir

# Axe 2 – Se soigner
"""
    assert shown(read(text)) == [
        "axe 1 « Grandir » 2",
        ".objectif stratégique 1.1 « Soutenir les familles » 4",
        "..objectif opérationnel 1.1.1 « Ouvrir un lieu » 6",
        ".objectif stratégique 1.2 « Prévenir » 8",
        "axe 2 « Se soigner » 10",
    ]


def test_numbers_that_start_again_under_each_orientation_are_different_objectives() -> None:
    text = """
Orientation 1 : Grandir

Objectif n°1 : Soutenir les parents

Objectif n°2 : Aider aux devoirs

Orientation 2 : Habiter

Objectif n°1 : Embellir les rues
"""
    assert shown(read(text)) == [
        "orientation 1 « Grandir » 2",
        ".objectif 1 « Soutenir les parents » 4",
        ".objectif 2 « Aider aux devoirs » 6",
        "orientation 2 « Habiter » 8",
        ".objectif 1 « Embellir les rues » 10",
    ]


def test_what_comes_after_an_article_or_an_annex_is_not_of_the_tree() -> None:
    text = """
Orientation 1 : Grandir

Orientation 2 : Habiter

Article 3 – Gouvernance

OBJECTIFS STRATEGIQUES\tOBJECTIFS OPERATIONNELS
Réunir le comité\tUne fois par an

Annexe 1 : Liste
"""
    draft = read(text)
    assert [guess.piece.titre for guess in draft.nodes] == ["Grandir", "Habiter"]
    assert any("OBJECTIFS STRATEGIQUES" in one.text for one in draft.leftovers)


def test_lines_of_capitals_above_the_titles_are_chapters() -> None:
    text = """
PILIER COHESION SOCIALE

Enjeu n°1 : Grandir

Enjeu n°2 : Apprendre

PILIER CADRE DE VIE

Enjeu n°3 : Habiter
"""
    assert shown(read(text)) == [
        "pilier 1 « COHESION SOCIALE » 2",
        ".enjeu 1 « Grandir » 4",
        ".enjeu 2 « Apprendre » 6",
        "pilier 2 « CADRE DE VIE » 8",
        ".enjeu 3 « Habiter » 10",
    ]


def test_a_plain_number_above_objectives_of_that_number_is_their_parent() -> None:
    text = """
1. Grandir mieux

Par cette première orientation, les partenaires agissent pour les enfants.

Objectif 1.1 : Soutenir les parents

Objectif 1.2 : Aider aux devoirs

2. Habiter mieux

Cette orientation parle des rues.

Objectif 2.1 : Embellir
"""
    draft = read(text)
    assert shown(draft) == [
        "orientation 1 « Grandir mieux » 2",
        ".objectif 1.1 « Soutenir les parents » 6",
        ".objectif 1.2 « Aider aux devoirs » 8",
        "orientation 2 « Habiter mieux » 10",
        ".objectif 2.1 « Embellir » 14",
    ]
    assert any("orientation" in remark for remark in draft.remarks)


NUMBERED = """
ARTICLE 1 : CONTENU

1/ LES THEMATIQUES TRANSVERSALES :

1.1 EGALITE

1.2 JEUNESSE

2/ CADRE DE VIE :

Ce pilier parle des rues et des logements.

2.1 LOGEMENT

Dans ce domaine, il reste à faire.

2.1.1 Créer un guichet

Cet objectif opérationnel est prioritaire.

2.1.2 Aider les locataires

2.2 TRANSPORT

2.2.1 Agir pour les piétons

ARTICLE 2 : GOUVERNANCE

1/ LES INSTANCES

1.1 LE COMITE

1.2 LES GROUPES
"""


def test_a_text_that_only_numbers_its_titles_is_read_where_it_says_what_to_do() -> None:
    assert shown(read(NUMBERED)) == [
        "pilier 2 « CADRE DE VIE » 10",
        ".domaine 2.1 « LOGEMENT » 14",
        "..objectif opérationnel 2.1.1 « Créer un guichet » 18",
        "..objectif opérationnel 2.1.2 « Aider les locataires » 22",
        ".domaine 2.2 « TRANSPORT » 24",
        "..objectif opérationnel 2.2.1 « Agir pour les piétons » 26",
    ]


def test_governance_that_is_numbered_too_is_told_as_left_out() -> None:
    told = [one.text for one in read(NUMBERED).leftovers]
    assert "1 LES INSTANCES" in told


def test_transversal_principles_are_apart() -> None:
    assert [one.piece.titre for one in read(NUMBERED).principles] == ["EGALITE", "JEUNESSE"]
    assert [one.piece.titre for one in read(WITH_LISTS).principles] == [
        "L'égalité entre les filles et les garçons"
    ]
    listed = "Les axes de travail transversaux : la jeunesse, les droits et l’égalité.\n"
    assert [one.piece.titre for one in read(listed).principles] == [
        "la jeunesse",
        "les droits",
        "l’égalité",
    ]
    items = "LES PRINCIPES TRANSVERSAUX\n\n- **L'égalité.** Partout.\n- **La jeunesse.** Aussi.\n"
    assert [one.piece.titre for one in read(items).principles] == ["L'égalité", "La jeunesse"]


def test_a_table_alone_makes_the_tree() -> None:
    text = """
<table>
<tr><th>Orientations</th><th>Objectifs stratégiques</th></tr>
<tr><td rowspan="2">Orientation 1 : Grandir</td><td>Soutenir les parents</td></tr>
<tr><td>Aider aux devoirs</td></tr>
<tr><td>Orientation 2 : Habiter</td><td>Embellir</td></tr>
</table>
"""
    assert shown(read(text)) == [
        "orientation 1 « Grandir » 4",
        ".objectif stratégique 1.1 « Soutenir les parents » 4",
        ".objectif stratégique 1.2 « Aider aux devoirs » 5",
        "orientation 2 « Habiter » 6",
        ".objectif stratégique 2.1 « Embellir » 6",
    ]


def test_titles_without_level_nor_division_are_taken_above_tables() -> None:
    text = """
| Colonne | Autre |
|---|---|

I. Éducation

| Objectifs stratégiques | Objectifs opérationnels |
|---|---|
| Soutenir les parents | Ouvrir un lieu |

II. Santé

| Objectifs stratégiques | Objectifs opérationnels |
|---|---|
| Prévenir | Dépister |
"""
    draft = read(text)
    assert shown(draft)[0] == "orientation I « Éducation » 5"
    assert [guess.piece.titre for guess in draft.nodes if guess.piece.niveau == "orientation"] == [
        "Éducation",
        "Santé",
    ]
    assert draft.nodes[0].confidence < 0.7


def test_a_cell_cut_by_a_page_is_put_together_with_a_remark() -> None:
    text = """
Orientation 1 : Grandir

OBJECTIFS STRATEGIQUES\tOBJECTIFS OPERATIONNELS
Soutenir les associations de\t
quartier et leurs bénévoles\tPrêter des locaux
"""
    joined = next(
        guess for guess in read(text).nodes if guess.piece.niveau == "objectif stratégique"
    )
    assert joined.piece.titre == "Soutenir les associations de quartier et leurs bénévoles"
    assert joined.confidence < 0.7
    assert joined.piece.notes


def test_a_first_cell_that_repeats_the_second_waits_for_its_own_title() -> None:
    text = """
Orientation 1 : Habiter

OBJECTIFS STRATEGIQUES\tOBJECTIFS OPERATIONNELS
Rénover\tIsoler les toits
Planter des arbres\tPlanter des arbres
\tArroser les jardins
Embellir les rues\tRepeindre les bancs
"""
    draft = read(text)
    assert shown(draft)[3:] == [
        ".objectif stratégique 1.2 « Embellir les rues » 8",
        "..objectif opérationnel 1.2.a « Planter des arbres » 6",
        "..objectif opérationnel 1.2.b « Arroser les jardins » 7",
        "..objectif opérationnel 1.2.c « Repeindre les bancs » 8",
    ]
    assert draft.nodes[3].confidence < 0.7


def test_themes_tied_to_orientations_by_a_table_are_bridges() -> None:
    text = """
Orientation 1 : Grandir

Orientation 2 : Habiter

Article 2 – Les fiches

Thématiques nationales\tOrientations associées
Émancipation\tGrandir
Cadre de vie\tHabiter
\tGrandir
"""
    draft = read(text)
    ids = {guess.piece.titre: guess.piece.id for guess in draft.nodes}
    assert [guess.piece.titre for guess in draft.themes] == ["Émancipation", "Cadre de vie"]
    assert [(one.piece.de, one.piece.vers) for one in draft.bridges] == [
        ("T1", ids["Grandir"]),
        ("T2", ids["Habiter"]),
        ("T2", ids["Grandir"]),
    ]


def test_a_table_that_lost_its_columns_is_told() -> None:
    text = "Orientation 1 : Grandir\n\nPiliers Domaines Orientations stratégiques Actions\n"
    assert any("perdu les colonnes" in one.reason for one in read(text).leftovers)
