"""Everyday words find orientations; old names, aliases and codes find quarters."""

from __future__ import annotations

import pytest

from cvdesk.catalog.catalogue import Catalogue, ContratUnknown
from cvdesk.catalog.search import chercher
from cvdesk.catalog.search_quartiers import quartiers
from cvdesk.catalog.search_scope import CommuneUnknown

GOSB = "gosb-2024"


def nodes(catalogue: Catalogue, words: str, count: int = 3) -> list[str]:
    return [one.noeud for one in chercher(catalogue, words, contrat=GOSB, limit=count)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("apprendre le français", "O4"),
        ("cours de français pour les mamans", "O4"),
        ("ilectronisme", "O4"),
        ("ordinateur", "O4.3"),
        ("aide aux devoirs", "O1.2"),
        ("jardin partagé", "O3.2.c"),
        ("trouver du travail", "O5"),
        ("personnes âgées isolées", "O2.1"),
        ("violences faites aux femmes", "O7.2.d"),
        ("lutter contre le racisme", "O7.2.d"),
        ("VELO", "O3.3.a"),
        ("orientation 4", "O4"),
        ("O6.2", "O6.2"),
        ("écrivain publique", "O4.3.c"),
    ],
)
def test_everyday_words_find_the_orientation(
    catalogue: Catalogue, words: str, expected: str
) -> None:
    assert expected in nodes(catalogue, words)


def test_a_title_copied_from_the_summary_table_finds_its_objective(catalogue: Catalogue) -> None:
    assert nodes(catalogue, "Maintenir la tranquillité publique et résidentielle", 1) == ["O7.3"]


def test_a_longer_saying_wins_over_the_words_it_is_made_of(catalogue: Catalogue) -> None:
    """« Petit budget » is a need of its own, not that of small children."""
    found = chercher(catalogue, "petit budget", contrat="gosb-protocole-2019", limit=1)
    assert [one.noeud for one in found] == ["O3.1-P2-a"]


def test_a_word_that_is_also_a_need_counts_once(catalogue: Catalogue) -> None:
    """« Jeunes » is printed everywhere: it must not hide what was asked about mothers."""
    assert "O1.1.c" in nodes(catalogue, "jeunes mamans avec leur bébé", 5)


def test_many_contracts_are_asked_together_and_answer_the_same(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs = ("apprendre le français", "vélo", "trouver du travail", "femmes", "xyzzyx")
    one_by_one = [chercher(catalogue, need, limit=5) for need in needs]
    monkeypatch.setattr("cvdesk.catalog.search._FEW", 0)
    assert [chercher(catalogue, need, limit=5) for need in needs] == one_by_one


def test_only_the_likeliest_places_are_weighed(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cvdesk.catalog.search._CANDIDATES", 1)
    assert len(chercher(catalogue, "jeunes", contrat=GOSB)) == 1


def test_an_exact_title_finds_itself_first_or_beside_its_twin(catalogue: Catalogue) -> None:
    """O3.4 and O6.3.a differ by one small word: nobody can ask that one comes before the other."""
    for noeud in catalogue.contrat(GOSB).noeuds:
        assert noeud.id in nodes(catalogue, noeud.titre, 2)


def test_the_extract_is_the_sentence_that_matched(catalogue: Catalogue) -> None:
    [first] = chercher(catalogue, "devoirs faits", contrat=GOSB, limit=1)
    assert (first.noeud, first.extrait) == ("O1.2", "Devoirs faits")
    assert first.lignes[0] == 353


def test_words_that_mean_nothing_find_nothing(catalogue: Catalogue) -> None:
    assert chercher(catalogue, "xyzzyx") == ()
    assert chercher(catalogue, "  ") == ()


@pytest.mark.parametrize("text", ['"', "a OR b", "titre:*", "NEAR(", "'; DROP TABLE lieu; --", "*"])
def test_search_syntax_is_only_text(catalogue: Catalogue, text: str) -> None:
    chercher(catalogue, text)
    quartiers(catalogue, text)


def test_a_commune_is_known_by_name_nickname_or_code(catalogue: Catalogue) -> None:
    for commune in ("Vitry-sur-Seine", "vitry", "94081", "VITRY SUR SEINE"):
        assert len(quartiers(catalogue, commune=commune, contrat=GOSB)) == 4


def test_an_unknown_commune_or_contract_is_told(catalogue: Catalogue) -> None:
    with pytest.raises(CommuneUnknown, match="Aucun contrat ne couvre la commune"):
        chercher(catalogue, "emploi", commune="Marseille")
    with pytest.raises(ContratUnknown, match=r"Contrats connus.*gosb-2024"):
        chercher(catalogue, "emploi", contrat="absent")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("QN09412M", "commune-de-paris"),
        ("qn09412m", "commune-de-paris"),
        ("Lozaits Sud", "lebon-hochart-mermoz"),
        ("lozait", "lebon-hochart-mermoz"),
        ("Hochart", "lebon-hochart-mermoz"),
        ("Barbusse", "choisy-centre-ville"),
        ("Gabriel Péri", "peri-schuman"),
        ("vallee renard", "vallee-aux-renards"),
        ("le plateau villeneuve", "polognes-le-plateau"),
        ("PMC", "pierre-et-marie-curie"),
        ("quartier sud choisy", "choisy-sud"),
        ("Monmouseau", "monmousseau"),
    ],
)
def test_a_quarter_is_found_by_any_of_its_names(
    catalogue: Catalogue, words: str, expected: str
) -> None:
    first, *_ = quartiers(catalogue, words, contrat=GOSB)
    assert first.quartier.id == expected


def test_homonyms_are_told_apart_by_the_commune(catalogue: Catalogue) -> None:
    everywhere = {one.quartier.id for one in quartiers(catalogue, "centre ville", contrat=GOSB)}
    assert {"choisy-centre-ville", "vsg-centre-ville", "vitry-centre-ville"} <= everywhere
    [only] = quartiers(catalogue, "centre ville", commune="Choisy-le-Roi", contrat=GOSB)
    assert only.quartier.id == "choisy-centre-ville"


def test_with_a_commune_its_own_objectives_come_with_the_orientations(
    catalogue: Catalogue,
) -> None:
    words = "apprendre le français"
    everywhere = chercher(catalogue, words, contrat=GOSB)
    in_vitry = chercher(catalogue, words, contrat=GOSB, commune="Vitry-sur-Seine")
    assert not any(":" in one.noeud for one in everywhere)
    assert in_vitry[0].titre == "Faciliter l'apprentissage de la langue française"
    assert any(one.noeud == "O4" for one in in_vitry)
    one_quarter = chercher(catalogue, words, commune="Vitry", quartier="colonel-fabien")
    local = {one.noeud.partition(":")[0] for one in one_quarter if ":" in one.noeud}
    assert local == {"vitry-fabien"}


def test_the_beginning_of_a_commune_is_enough_unless_two_begin_so(catalogue: Catalogue) -> None:
    assert len(quartiers(catalogue, commune="Choisy", contrat=GOSB)) == 2
    with pytest.raises(CommuneUnknown, match="Villeneuve-le-Roi ou Villeneuve-Saint-Georges"):
        quartiers(catalogue, commune="Villeneuve")
