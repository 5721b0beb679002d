"""A call: written and read back, checked all at once, shown with what it leaves open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given

from cvdesk.app.appel_registry import TO_CHECK, next_campaign
from cvdesk.app.appel_view import NOT_SAID, changes, parts
from cvdesk.catalog.appel_load import AppelLoader
from cvdesk.catalog.appel_schema import AppelFile
from cvdesk.catalog.appel_write import appel_yaml
from cvdesk.catalog.voie_load import load_voies
from cvdesk.catalog.yamltext import FileFaults
from cvdesk.domain.appel import Appel, DateAnnoncee, FinanceurAppele
from cvdesk.domain.appel_faults import Known, appel_faults
from cvdesk.domain.money import Euros
from tests.support.builders import FORMS, RESOURCES, a_contrat, an_appel
from tests.support.drawn_appels import NATIONAL, appels, patient

LOADER = AppelLoader(RESOURCES / "listes")
VOIES = load_voies(FORMS / "voies")
KNOWN = Known(frozenset({"besoin", "intitule", "lieu"}), frozenset({"etat", "dep", "com"}), VOIES)


def read_back(appel: Appel) -> Appel:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "appel.yaml"
        path.write_text(appel_yaml(appel, LOADER.national), encoding="utf-8")
        return LOADER.load(path)


def faults(appel: Appel) -> list[str]:
    return [one.message for one in appel_faults(appel, a_contrat(), KNOWN)]


@patient
@given(appels)
def test_a_call_written_is_read_back_the_same(appel: Appel) -> None:
    assert read_back(appel) == appel


@patient
@given(appels)
def test_every_fault_has_a_place_in_the_file_and_a_sentence_in_french(appel: Appel) -> None:
    for one in appel_faults(appel, a_contrat(), KNOWN):
        assert hasattr(appel, str(one.place[0]))
        names = tuple(funder.nom for funder in appel.financeurs)  # a name begins as it is written
        small = one.message[:1] == one.message[:1].lower()
        assert small or one.message[:1] in "ÉA«" or one.message.startswith(names)
        assert not one.message.endswith(".")


@patient
@given(appels)
def test_every_term_is_shown_and_what_is_left_open_says_so(appel: Appel) -> None:
    terms = {term.label: term for part in parts(appel, a_contrat()) for term in part.terms}
    assert all(term.value for term in terms.values())
    assert terms["Clôture du dépôt"].said == (appel.cloture is not None)
    assert (terms["Montant maximum"].value == NOT_SAID) == (appel.montant_max is None)


@patient
@given(appels)
def test_a_call_differs_from_itself_in_nothing(appel: Appel) -> None:
    assert changes(appel, appel) == ()


@pytest.mark.parametrize("path", sorted((FORMS / "appels").glob("*.yaml")), ids=lambda p: p.stem)
def test_a_shipped_call_names_national_papers_and_copies_none(path: Path) -> None:
    assert read_back(LOADER.load(path)) == LOADER.load(path)
    text = path.read_text(encoding="utf-8")
    assert not [one.label for one in NATIONAL if f"label: {one.label}" in text]


def test_the_example_has_nothing_to_correct() -> None:
    assert faults(an_appel()) == []


def wrong(**terms: Any) -> str:
    [message] = faults(an_appel(dates=(), **terms))
    return message


def test_dates_that_contradict_each_other_are_told() -> None:
    assert "se ferme avant de s’ouvrir" in wrong(ouverture=date(2026, 12, 25))
    assert "hors du contrat" in " ".join(faults(an_appel(annees=(2031,), dates=())))
    assert "après la dernière année aidée" in wrong(cloture=date(2028, 1, 2))
    early = DateAnnoncee("notification", date(2026, 12, 1))
    [message] = faults(an_appel(dates=(early,)))
    assert "le 01/12/2026 vient avant le 18/12/2026" in message


def test_what_the_contract_does_not_have_is_told() -> None:
    assert "O9" in wrong(orientations=("O1", "O9"))
    assert "Nice" in wrong(communes=("Nice",))
    assert "hors des communes" in wrong(communes=("Orly",), quartiers=("commune-de-paris",))
    assert "pas un quartier" in wrong(quartiers=("tarterets",))
    [unknown] = appel_faults(an_appel(), None, KNOWN)
    assert "n’est pas sur cet ordinateur" in unknown.message


def test_a_funder_of_another_departement_is_told() -> None:
    def told(*funder: str) -> str:
        return wrong(financeurs=(FinanceurAppele(*funder),))

    assert "est du 75" in told("etat", "État", "etat", "75")
    assert "du 91, et le financeur est du 94" in told(
        "e", "État", "etat", "94", "91-ETAT-POLITIQUE"
    )
    assert "n’est pas une ligne du budget" in told("e", "Elle", "roi")
    assert (
        "pas un numéro de département"
        in faults(an_appel(financeurs=(FinanceurAppele("e", "État", "etat", "99"),)))[0]
    )


def test_a_field_a_path_or_a_period_that_no_one_has_is_told() -> None:
    assert "aucun formulaire" in wrong(limites={"besoins": 100})
    assert "n’est pas connue" in wrong(voie="autre")
    assert "n’a pas la voie" in wrong(voie="micro-projets")
    assert "est pluriannuelle" in wrong(voie="cpo")
    assert "une seule année" in wrong(annees=(2027, 2028))
    assert "se suivent" in faults(an_appel("exemple-gosb-2027-cpo", annees=(2027, 2029)))[0]


def test_amounts_that_contradict_each_other_are_told() -> None:
    assert "sous le minimum" in wrong(montant_min=Euros.whole(9), montant_max=Euros.whole(8))
    assert "maximum à ne pas atteindre" in wrong(sous_le_maximum=True)


def test_all_the_faults_of_a_file_are_told_at_once_with_their_lines() -> None:
    text = (FORMS / "appels" / "exemple-gosb-2027-annuel.yaml").read_text(encoding="utf-8")
    text = text.replace("cloture: 2026-12-18", "cloture: 2026-10-01")
    text = text.replace('departement: "94"', 'departement: "75"') + "orientations: [O1, O99]\n"
    content = text.replace("id: pv_ag", "id: avis_sirene").encode()
    with pytest.raises(FileFaults) as refused:
        LOADER.check(content, "appel.yaml", KNOWN, lambda _: a_contrat())
    told = {fault.line: fault.message for fault in refused.value.faults}
    lines = text.splitlines()
    assert {lines[line - 1].split(":")[0].strip("- {") for line in told} >= {
        "cloture", "orientations",
    }  # fmt: skip
    assert len(told) == 4


def test_an_unknown_national_paper_names_those_that_exist(tmp_path: Path) -> None:
    path = tmp_path / "appel.yaml"
    text = appel_yaml(an_appel(), LOADER.national) + "pieces_nationales: [statuts, bilan]\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileFaults, match="compte_rendu"):
        LOADER.load(path)


def test_next_years_call_moves_its_dates_and_asks_to_check_everything() -> None:
    made = next_campaign(an_appel("exemple-gosb-2027-cpo"), 2028)
    assert made.annees == (2028, 2029, 2030)
    assert "2028-2030" in made.titre
    assert made.cloture == date(2027, 12, 18)
    assert TO_CHECK in made.source.title
    assert made.source.checked_on is None
    leap = replace(an_appel(), cloture=date(2028, 2, 29))
    assert next_campaign(leap, 2028).cloture == date(2029, 2, 28)


def test_the_page_on_calls_names_every_term_of_a_file() -> None:
    told = (FORMS / "appels" / "README.md").read_text(encoding="utf-8")
    assert [name for name in AppelFile.model_fields if f"`{name}`" not in told] == ["exemple"]
