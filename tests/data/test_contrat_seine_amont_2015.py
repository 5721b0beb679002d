"""Seine-Amont 2015: sheets of four printed fields, kept apart; a listed funder is no promise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from cvdesk.domain.contrat import Contrat
from cvdesk.domain.contrat_parts import Enonce, Force, Noeud, Provenance
from tests.data.test_contrat_textes import stands
from tests.support.contrats import folded, load_shipped, text_of

NAME = "seine-amont-2015"
FIELDS = ("descriptif", "financeurs", "operateurs", "dispositifs")


@pytest.fixture(scope="module")
def contrat() -> Contrat:
    return load_shipped(NAME)


def sheets(contrat: Contrat) -> Iterator[Noeud]:
    return (noeud for noeud in contrat.noeuds if noeud.niveau == "fiche")


def funders(noeud: Noeud) -> set[str]:
    return {name for one in noeud.champs["financeurs"] for name in one.acteurs}


def test_5_chapters_24_enjeux_and_43_sheets(contrat: Contrat) -> None:
    assert Counter(noeud.niveau for noeud in contrat.noeuds) == {
        "chapitre": 5,
        "enjeu": 24,
        "fiche": 43,
    }
    per_chapter = Counter(contrat.chemin(noeud.id)[0].id for noeud in sheets(contrat))
    assert per_chapter == {"C1": 13, "C2": 11, "C3": 6, "C4": 8, "C5": 5}
    assert [len(contrat.enfants(f"E{n}")) for n in range(1, 25)] == [
        2, 5, 1, 1, 2, 2, 1, 2, 2, 2, 2, 2, 2, 2, 2, 0, 2, 2, 2, 1, 1, 2, 2, 1,
    ]  # fmt: skip


def test_enjeux_and_sheets_carry_the_number_printed_before_their_title(contrat: Contrat) -> None:
    lines = text_of(NAME)
    for noeud in contrat.noeuds:
        start = folded(noeud.titre)[:20]
        if noeud.niveau == "enjeu":
            assert lines[noeud.lignes[0]].startswith(
                f"enjeu stratégique n°{noeud.numero} : {start}"
            )
        if noeud.niveau == "fiche":
            assert lines[noeud.lignes[0]].startswith(
                f"fiche opérationnelle n°{noeud.numero} : {start}"
            )


def test_the_enjeu_without_a_sheet_says_so(contrat: Contrat) -> None:
    assert [n.id for n in contrat.noeuds if "sans_fiche" in n.drapeaux] == ["E16"]
    assert any("aucun financeur" in note for note in contrat.citation("E16").notes)


def test_every_sheet_has_its_four_fields_in_the_order_of_the_text(contrat: Contrat) -> None:
    for noeud in sheets(contrat):
        assert tuple(noeud.champs) == FIELDS
        assert all(noeud.champs[field] for field in FIELDS)
        starts = [min(one.lignes[0] for one in noeud.champs[field]) for field in FIELDS]
        ends = [max(one.lignes[-1] for one in noeud.champs[field]) for field in FIELDS]
        assert all(end < start for end, start in zip(ends, starts[1:], strict=False))


def test_entries_of_the_fields_are_counted(contrat: Contrat) -> None:
    entries = Counter(dict.fromkeys(FIELDS, 0))
    for noeud in sheets(contrat):
        entries.update({field: len(noeud.champs[field]) for field in FIELDS})
    assert (entries["financeurs"], entries["operateurs"]) == (246, 190)
    assert entries["dispositifs"] == 259


def test_funders_are_counted_whatever_the_spelling(contrat: Contrat) -> None:
    counts = Counter(name for noeud in sheets(contrat) for name in funders(noeud))
    assert {name: counts[name] for name in ("communes", "departement")} == {
        "communes": 43,
        "departement": 43,
    }
    assert [counts[name] for name in ("agglomeration", "region", "etat", "caf", "cdc")] == [
        34, 30, 28, 19, 12,
    ]  # fmt: skip
    assert [counts[name] for name in ("anru", "ols", "fse", "pole-emploi", "cpam", "ademe")] == [
        9, 8, 4, 3, 4, 2,
    ]  # fmt: skip


def test_a_listed_funder_is_potential_and_the_departement_is_still_to_decide(
    contrat: Contrat,
) -> None:
    for noeud in sheets(contrat):
        for one in noeud.champs["financeurs"]:
            assert one.precision.startswith("potentiel")
            assert ("position en attente" in one.precision) == ("departement" in one.acteurs)
            assert ("candidature ITI" in one.precision) == ("ITI" in one.texte)
    assert not any(financeur.engagements for financeur in contrat.financeurs)


def test_a_body_may_have_a_scheme_without_being_a_listed_funder(contrat: Contrat) -> None:
    def only_a_scheme(id_: str) -> set[str]:
        noeud = contrat.noeud(id_)
        holders = {name for one in noeud.champs["dispositifs"] for name in one.acteurs}
        return holders - funders(noeud)

    assert "etat" in only_a_scheme("F14-2") & only_a_scheme("F7-1") & only_a_scheme("F10-1")
    assert "caf" in only_a_scheme("F17-2")
    assert {"anah", "cdc"} <= only_a_scheme("F12-1")
    assert only_a_scheme("F8-1") == set()
    assert any("Champs distincts" in note for note in contrat.noeud("F14-2").notes)


def test_the_two_credits_of_the_region_are_told_apart(contrat: Contrat) -> None:
    running = contrat.dispositif("actions-politique-de-la-ville")
    building = contrat.dispositif("investissement-region")
    assert (len(running.noeuds), len(building.noeuds)) == (16, 8)
    assert set(running.noeuds).isdisjoint(building.noeuds)
    indicative = [
        one
        for noeud in sheets(contrat)
        for one in noeud.champs["dispositifs"]
        if "region" in one.acteurs
    ]
    assert all("à titre indicatif" in one.precision for one in indicative)


def test_schemes_say_their_budget_programme_and_their_age(contrat: Contrat) -> None:
    programmes = {one.programme for one in contrat.dispositifs} - {""}
    assert programmes == {"104", "147", "163"}
    old = contrat.dispositif("conventions-2013-2015")
    assert (old.statut, old.validite, len(old.noeuds)) == ("echu", "2013-2015", 8)


def test_15_sheets_name_no_association_among_operators(contrat: Contrat) -> None:
    without = [noeud.numero for noeud in sheets(contrat) if "sans_association" in noeud.drapeaux]
    assert without == [
        "6-2", "7-1", "8-1", "9-2", "10-1", "11-1", "11-2", "12-2", "15-2", "17-1", "19-2", "20-1",
        "21-1", "22-1", "22-2",
    ]  # fmt: skip
    for noeud in sheets(contrat):
        named = any(one.texte.startswith("Associations") for one in noeud.champs["operateurs"])
        assert named != (noeud.numero in without)


def test_types_of_projects_are_quoted_and_every_sheet_has_one(contrat: Contrat) -> None:
    types: list[Enonce] = []
    for noeud in sheets(contrat):
        own = [one for one in noeud.champs["descriptif"] if one.nature == "type de projet"]
        assert own
        types += own
    assert len(types) == 141
    assert all(one.exact for one in types)


def test_preferences_are_rules_too(contrat: Contrat) -> None:
    told = {
        regle.portee.removeprefix("fiche ")
        for regle in contrat.regles
        if regle.id.startswith("preference-") and regle.force is Force.PREFERENCE
    }
    assert len(told) == 13
    for number in told:
        natures = {one.nature for one in contrat.noeud(f"F{number}").champs["descriptif"]}
        assert "préférence" in natures


def test_the_pilier_of_a_chapter_is_deduced_and_printed_pointers_are_official(
    contrat: Contrat,
) -> None:
    piliers = [pont for pont in contrat.correspondances if pont.de.startswith("PIL")]
    assert {pont.source for pont in piliers} == {Provenance.DEDUIT}
    assert {pont.vers for pont in piliers} >= {"C1", "C2", "C3", "C4", "C5"}
    official = {(p.de, p.vers) for p in contrat.correspondances if p.nature == "officielle"}
    assert official == {("E1", "E21"), ("E21", "E1"), ("F6-1", "F6-2"), ("F6-1", "E8")}
    assert any("n°21" in note for note in contrat.citation("E1").notes)


def test_titles_of_themes_stand_at_their_lines(contrat: Contrat) -> None:
    lines = text_of(NAME)
    lost = [one.titre for one in contrat.themes if not stands(folded(one.titre), lines, one.lignes)]
    assert lost == []


def test_what_comes_from_elsewhere_is_marked(contrat: Contrat) -> None:
    assert Counter(quartier.type for quartier in contrat.quartiers) == {"QPV": 9, "QVA": 5}
    named = {quartier.id for quartier in contrat.quartiers if quartier.source is Provenance.DIT}
    assert named == {
        "ivry-port", "gagarine", "monmousseau", "balzac", "peri-manouchian", "choisy-centre-ville",
    }  # fmt: skip
    assert {quartier.code_provenance for quartier in contrat.quartiers if quartier.code} == {
        Provenance.HORS_TEXTE
    }
    inside = [commune.nom for commune in contrat.communes if not commune.hors_perimetre]
    assert inside == ["Ivry-sur-Seine", "Vitry-sur-Seine", "Choisy-le-Roi"]


def test_nothing_says_sophia_antipolis_except_to_rule_it_out(contrat: Contrat) -> None:
    assert "Seine-Amont" in contrat.titre
    assert contrat.statut == "echu"
    assert any("Sophia Antipolis" in note for note in contrat.notes)
    assert contrat.axes_transversaux == ()
