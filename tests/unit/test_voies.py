"""Which path fits: whatever is answered, one is proposed, and it says where that is said."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.app.appel_view import where_said
from cvdesk.app.beginning import perhaps
from cvdesk.catalog.voie_load import load_questions, load_voies
from cvdesk.catalog.yamltext import FileFaults
from cvdesk.domain.voie import Voie, paths_of, proposed
from tests.support.builders import FORMS
from tests.support.contrats import folded, load_shipped, text_of

QUESTIONS = load_questions(FORMS / "voies")
VOIES = load_voies(FORMS / "voies")
BY_ID = {one.id: one for one in VOIES}
CONTRATS = {"gosb-2024": ("91", "94"), "gps-2024": ("77", "91"), "villiers-2015": ("94",)}

answers = st.fixed_dictionaries(
    {},
    optional={one.id: st.sampled_from([each.id for each in one.reponses]) for one in QUESTIONS},
)


@given(st.sampled_from(sorted(CONTRATS)), answers)
def test_one_path_of_the_contract_is_proposed_whatever_is_answered(
    name: str, given_answers: dict[str, str]
) -> None:
    offered = paths_of(VOIES, name)
    best = proposed(offered, given_answers)
    assert best is not None
    assert best.exists_in(name)
    assert best.fits(given_answers)


@pytest.mark.parametrize("voie", [one for one in VOIES if one.si], ids=lambda one: one.id)
def test_every_path_is_proposed_to_someone(voie: Voie) -> None:
    name = (voie.contrats or ("gosb-2024",))[0]
    offered = paths_of(VOIES, name, (voie.departements or ("",))[0])
    every = product(*(question.reponses for question in QUESTIONS))
    assert any(
        proposed(offered, {q.id: one.id for q, one in zip(QUESTIONS, chosen, strict=True)}) == voie
        for chosen in every
    )


def said(name: str, departement: str = "", commune: str = "", **given_answers: str) -> str:
    best = proposed(paths_of(VOIES, name, departement, commune), given_answers)
    assert best is not None
    return best.id


def test_a_small_feast_in_essonne_goes_to_the_citizens_fund_and_not_in_val_de_marne() -> None:
    feast = {"objet": "action", "montant": "moins_2000", "duree": "une", "lieu": "qpv"}
    assert said("gosb-2024", "91", **feast) == "fpcc"
    assert said("gosb-2024", "94", **feast) == "action"


def test_a_path_of_some_communes_is_not_proposed_in_the_others() -> None:
    outside = {"objet": "action", "duree": "une", "lieu": "hors"}
    assert said("gps-2024", "91", "Evry-Courcouronnes", **outside) == "action"
    assert said("gps-2024", "77", "Nandy", **outside) == "quartiers-communautaires"


@pytest.mark.parametrize("voie", [one for one in VOIES if one.communes], ids=lambda one: one.id)
def test_the_communes_of_a_path_are_those_of_its_contract(voie: Voie) -> None:
    for name in voie.contrats:
        assert set(voie.communes) <= {one.nom for one in load_shipped(name).communes}


def test_each_contract_has_its_own_paths() -> None:
    outside = {"objet": "action", "duree": "une", "lieu": "hors", "montant": "jusqua_23000",
               "porteur": "association"}  # fmt: skip
    assert said("gosb-2024", **outside) == "poches"
    assert said("gps-2024", **outside) == "quartiers-communautaires"
    assert said("gps-2024", objet="action", duree="une", porteur="petite",
                montant="moins_2000") == "micro-projets"  # fmt: skip
    assert said("gosb-2024", objet="annee", porteur="petite", duree="une") == "fonctionnement"
    assert said("villiers-2015") == "programmation-villiers"
    for name in CONTRATS:
        assert said(name, duree="plusieurs") == "cpo"


def test_without_an_answer_the_ordinary_path_is_proposed() -> None:
    assert said("gosb-2024") == "action"


@given(st.sampled_from(VOIES), answers)
def test_a_path_waits_for_the_answers_that_make_it_fit(
    voie: Voie, given_answers: dict[str, str]
) -> None:
    waits = voie.waits_for(given_answers)
    assert not set(waits) & set(given_answers)
    if waits:
        assert not voie.fits(given_answers)
        assert voie.fits(given_answers | {one: (voie.si or {})[one][0] for one in waits})


def test_who_asks_for_the_whole_year_is_told_what_else_to_answer() -> None:
    offered = paths_of(VOIES, "gosb-2024")
    small = {"objet": "annee", "porteur": "petite"}
    (sentence,) = perhaps(offered, QUESTIONS, small)
    assert BY_ID["fonctionnement"].titre in sentence
    assert sentence.endswith("Répondez à «\u00a0Pour combien de temps\u00a0?\u00a0».")
    for settled in ({}, {"objet": "action"}, small | {"duree": "une"}):
        assert "Fonctionnement" not in " ".join(perhaps(offered, QUESTIONS, settled))


@pytest.mark.parametrize("voie", VOIES, ids=lambda one: one.id)
def test_a_path_is_explained_in_two_sentences_and_every_fact_has_its_place(voie: Voie) -> None:
    assert len(re.findall(r"[.](?= |$)", voie.explique)) == 2
    assert voie.faits
    for fact in voie.faits:
        if fact.contrat:
            whole = load_shipped(fact.contrat)
            assert fact.lignes
            assert all(0 < line <= whole.source.lignes for line in fact.lignes)
            assert "ligne" in where_said(fact, whole)
        else:
            assert fact.source is not None
            assert fact.source.checked_on is not None


@pytest.mark.parametrize(
    ("voie", "words"),
    [
        ("fpcc", "inférieur à 2000€"),
        ("micro-projets", "jury de sélection des micro-projets"),
        ("poches", "2,5 % de l'enveloppe départementale"),
        ("quartiers-communautaires", "2.5% des enveloppes départementales"),
        ("fonctionnement", "financer le fonctionnement des petites associations"),
        ("programmation-villiers", "critères dans l’instruction des dossiers"),
    ],
)
def test_the_lines_cited_say_so_in_the_text_of_the_contract(voie: str, words: str) -> None:
    fact = BY_ID[voie].faits[0]
    lines = text_of(fact.contrat)
    assert folded(words) in " ".join(lines[line] for line in fact.lignes)


def test_an_answer_that_no_question_offers_is_told_with_its_line(tmp_path: Path) -> None:
    for name in ("questions.yaml", "fpcc.yaml"):
        text = (FORMS / "voies" / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("moins_2000]", "peu]"), encoding="utf-8")
    with pytest.raises(FileFaults, match=r"voies/fpcc\.yaml, ligne 8"):
        load_voies(tmp_path)


def test_what_is_looked_at_names_the_places_of_the_contract_and_shows_no_name_of_the_file() -> None:
    path = BY_ID["programmation-villiers"]
    assert [one.noeud for one in path.criteres] == ["T1", "T2", "T3"]
    assert not [one.texte for voie in VOIES for one in voie.criteres if "noeud" in one.texte]
