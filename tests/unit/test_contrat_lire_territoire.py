"""Communes, quarters, their figures and their sheets, as a text lists them."""

from __future__ import annotations

from decimal import Decimal

from cvdesk.domain.contrat_parts import Provenance, Qualite
from tests.support.fictitious import WITH_LISTS, WITH_TABLES, read


def quarters(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (guess.piece.nom, guess.piece.type, guess.piece.communes) for guess in read(text).quarters
    ]


def communes(text: str) -> list[str]:
    return [guess.piece.nom for guess in read(text).communes]


def test_a_table_lists_the_quarters_and_their_communes() -> None:
    assert quarters(WITH_TABLES) == [
        ("Les Lilas", "QPV", ("Valmont",)),
        ("La Butte", "QPV", ("Hautval",)),
        ("Le Pont", "QPV", ("Valmont", "Hautval")),
    ]


def test_a_national_code_is_kept_when_the_text_prints_it() -> None:
    text = "| Quartier | Commune | Code |\n|---|---|---|\n| Les Lilas | Valmont | QN00101M |\n"
    [guess] = read(text).quarters
    assert (guess.piece.code, guess.piece.code_provenance) == ("QN00101M", Provenance.DIT)


def test_an_empty_commune_is_the_one_above() -> None:
    text = "Commune\tQPV\nValmont\tLes Lilas\n\tLa Butte\n"
    assert quarters(text)[1] == ("La Butte", "QPV", ("Valmont",))


def test_the_same_name_in_two_communes_makes_two_quarters() -> None:
    text = "Commune\tQPV\nValmont\tCentre\nHautval\tCentre\nHautval\tCentre\n"
    draft = read(text)
    assert [guess.piece.id for guess in draft.quarters] == ["centre", "hautval-centre"]
    assert any(one.lines == (4,) for one in draft.leftovers)


CROSSES = """\
Nom de la commune Nom du quartier QPV QVA

Valmont

Les Lilas X

Contrat du Val

1 708 1,5%

La Butte  X

Hautval-
le-Haut
Le Pont X  2 259 2,0%

Valmont, Hautval-le-Haut La Gare X  100 1,0%
"""


def test_crosses_tell_the_column_that_a_text_lost() -> None:
    assert quarters(CROSSES) == [
        ("Les Lilas", "QPV", ("Valmont",)),
        ("La Butte", "QVA", ("Valmont",)),
        ("Le Pont", "QPV", ("Hautval-le-Haut",)),
        ("La Gare", "QPV", ("Valmont", "Hautval-le-Haut")),
    ]


def test_communes_are_taken_from_the_sentence_that_counts_them() -> None:
    text = "L’agglomération regroupe les 3 communes de Valmont, Hautval-le-\nHaut et Le Bois.\n"
    assert communes(text) == ["Valmont", "Hautval-le-Haut", "Le Bois"]


def test_communes_are_taken_from_the_lines_under_their_title() -> None:
    assert communes("Communes concernées :\nValmont\nHaut-Val\n\nLe texte suit ici.\n") == [
        "Valmont",
        "Haut-Val",
    ]


def test_a_contract_of_one_commune_names_it_in_its_sentences() -> None:
    text = "La commune de Valmont agit.\nLa ville de Valmont aide.\nLe maire de Valmont signe.\n"
    assert communes(text) == ["Valmont"]


def test_a_quarter_named_between_quotes_is_proposed_with_doubt() -> None:
    text = (
        "La commune de Valmont, la ville de Valmont, le maire de Valmont.\n"
        "Le quartier prioritaire « Les Lilas - La Butte » est seul.\n"
        "Le quartier prioritaire « Lilas - Butte » est le même.\n"
    )
    [guess] = read(text).quarters
    assert (guess.piece.nom, guess.piece.communes) == ("Les Lilas - La Butte", ("Valmont",))
    assert guess.confidence < 0.7


def test_figures_go_to_the_quarter_that_the_title_above_names() -> None:
    lilas = read(WITH_TABLES).quarters[0].piece
    assert [(one.nom, one.valeur, one.unite, one.annee) for one in lilas.indicateurs] == [
        ("Population (2022)", Decimal(3130), "", 2022),
        ("Taux de chômage (2021)", Decimal("19.1"), "%", 2021),
        ("Médiane du revenu (2021)", Decimal(16570), "EUR", 2021),
    ]


def test_figures_printed_for_two_quarters_are_doubted_in_both() -> None:
    table = "Population (2022)\t3 130\nPart des jeunes\t30 %\nTaux\t19,1 %\n"
    text = (
        f"Commune\tQPV\nValmont\tLes Lilas\nValmont\tLa Butte\n\n"
        f"LES LILAS\n\n{table}\nTexte.\n\nLA BUTTE\n\n{table}"
    )
    told = [one for guess in read(text).quarters for one in guess.piece.indicateurs]
    assert len(told) == 6
    assert {one.qualite for one in told} == {Qualite.DOUTEUSE}


def test_figures_without_a_quarter_are_told() -> None:
    text = "Population\t3 130\nÉcoles\t12\nStades\t4\n"
    assert any("3 chiffres" in one.text for one in read(text).leftovers)


def test_tables_under_the_name_of_a_quarter_make_its_sheet() -> None:
    lilas, butte = (guess.piece for guess in read(WITH_TABLES).sheets)
    assert (lilas.titre, lilas.commune, lilas.quartiers) == (
        "LES LILAS Valmont",
        "Valmont",
        ("les-lilas",),
    )
    [axis] = lilas.axes
    assert [one.texte for one in axis.objectifs] == ["Embellir les rues", "Ouvrir un café"]
    assert [(one.texte, one.objectif) for one in axis.actions] == [
        ("Planter des arbres", f"{axis.id}.1"),
        ("Repeindre les bancs", f"{axis.id}.1"),
        ("Trouver un lieu", f"{axis.id}.2"),
    ]
    assert [one.texte for one in axis.indicateurs] == ["Nombre d'arbres", "Nombre de bancs"]
    assert butte.commune == "Hautval"


def test_lists_under_the_name_of_a_commune_in_each_orientation_make_its_sheet() -> None:
    valmont, hautval = (guess.piece for guess in read(WITH_LISTS).sheets)
    assert [one.theme for one in valmont.axes] == ["O1", "O2"]
    assert [one.texte for one in valmont.axes[0].champs["enjeux"]] == ["Une école éloignée"]
    assert [(one.texte, one.noeud) for one in valmont.engagements] == [
        ("Ouvrir une ludothèque", "O1"),
        ("Créer un poste de médiateur", "O1"),
        ("Ouvrir un centre de santé", "O2"),
    ]
    assert len(hautval.engagements) == 2


def test_a_table_of_objectives_under_no_name_is_told() -> None:
    text = (
        "Orientation 1 : Grandir\n\nArticle 2 – Autres\n\n"
        "Objectifs stratégiques\tObjectifs opérationnels\nEmbellir\tPlanter\n"
    )
    assert any("sa commune ni son quartier" in one.reason for one in read(text).leftovers)
