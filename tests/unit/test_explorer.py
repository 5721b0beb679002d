"""What the explorer of contracts says, on the shipped contracts and on small ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.app.contrattree import Branch, searched
from cvdesk.app.explorer import TITLES, Subject, subject_branches
from cvdesk.app.explorer_citing import cite, on_contrat, targets
from cvdesk.app.explorer_items import MARKS, Item, Reading, quotation
from cvdesk.app.explorer_pieces import ROLES
from cvdesk.app.explorer_search import Explored
from cvdesk.app.explorer_territory import EVERYWHERE, NOT_SAID, Territory, term, territories
from cvdesk.domain.contrat import Contrat, NotInContrat
from cvdesk.domain.contrat_moyens import Echeance, Financeur, Perimetre
from cvdesk.domain.contrat_parts import AxeTransversal, Provenance
from cvdesk.domain.ids import RowId
from tests.support.builders import SAMPLE_A, SAMPLE_B, a_contrat, a_sample
from tests.support.contrats import SHIPPED, load_shipped

TODAY = date(2026, 12, 4)


@cache
def explored(name: str) -> Explored:
    return Explored(load_shipped(name), TODAY)


@cache
def everything() -> tuple[tuple[str, Subject, Branch], ...]:
    return tuple(
        (name, subject, branch)
        for name in SHIPPED
        for subject, tops in explored(name).branches.items()
        for top in tops
        for branch in top.walk()
    )


# Not read yet: a worker that runs other tests collects these too.
places = st.deferred(lambda: st.sampled_from(range(len(everything())))).map(
    lambda rank: everything()[rank]
)


def leaves(branches: tuple[Branch, ...]) -> list[Branch]:
    return [one for top in branches for one in top.walk() if not one.id.startswith("groupe/")]


def said(items: tuple[Item, ...]) -> list[str]:
    return [f"{one.label}|{one.text}" for one in items]


def under(reading: Reading, heading: str) -> tuple[Item, ...]:
    return next(part.items for part in reading.parts if part.heading == heading)


def a_funder(name: str, **perimetre: tuple[str, ...]) -> Financeur:
    return Financeur(name, name, "collectivite", Perimetre(**perimetre))  # type: ignore[arg-type]


def test_every_place_is_read_with_its_lines_and_its_mark() -> None:
    for name, _, branch in everything():
        reading = explored(name).reader.read(branch.id)

        assert reading.place == branch.id
        assert reading.title
        if branch.lignes and not branch.id.startswith("sigle/"):
            assert reading.lignes == branch.lignes
            assert reading.mark is not None
            assert MARKS[reading.mark] in reading.origin
            assert all(str(line) in reading.origin for line in branch.lignes)


def test_a_quoted_title_is_the_contracts_own() -> None:
    for name, _, branch in everything():
        one = explored(name)
        reading = one.reader.read(branch.id)
        if one.contrat.cites(branch.id):
            cited = one.contrat.citation(branch.id)
            assert reading.quoted
            assert (reading.title, reading.path) == (cited.titre, cited.chemin)
            assert (reading.lignes, reading.mark) == (cited.lignes, cited.source)
            assert one.reader.citable(branch.id)


def test_every_pointer_leads_to_a_place_of_the_contract() -> None:
    for name, _, branch in everything():
        for part in explored(name).reader.read(branch.id).parts:
            for one in part.items:
                assert not one.place or explored(name).reader.read(one.place), one


def test_what_serves_a_principle_leads_there_and_back() -> None:
    reader = explored("villiers-2015").reader
    promised = {one.place: one.label for one in under(reader.read("financeur/caf"), "Engagements")}
    asked = reader.read("principe/T2")

    assert promised["principe/T2"] == asked.title
    assert "financeur/caf" in {one.place for one in under(asked, "Qui s’engage ici")}
    assert [one.text for one in under(asked, "Dispositifs")] == ["Marche exploratoire des femmes"]


@given(places)
def test_a_place_is_found_by_the_words_of_its_title(place: tuple[str, Subject, Branch]) -> None:
    name, _, branch = place
    words = searched(branch.text)
    found = explored(name).search(words)
    if not branch.id.startswith("groupe/") and found.count <= 60:
        assert branch.id in {one.id for one in leaves(found.branches)}


def test_an_acronym_of_two_letters_is_found() -> None:
    found = explored("gosb-protocole-2019").search(searched("GE"))
    assert "sigle/GE" in {one.id for one in leaves(found.branches)}


@pytest.mark.parametrize("name", SHIPPED)
def test_every_erratum_and_every_gap_of_a_contract_is_there(name: str) -> None:
    contrat = load_shipped(name)
    told = {one.text for one in leaves(explored(name).branches[Subject.ERRATA])}

    slips = {one.texte for one in contrat.errata}
    assert told == slips | {one.texte for one in contrat.lacunes}


@pytest.mark.parametrize("name", SHIPPED)
def test_a_territory_only_takes_away_what_the_text_gives_elsewhere(name: str) -> None:
    contrat = load_shipped(name)
    for subject in (Subject.FICHES, Subject.QUARTIERS, Subject.FINANCEURS):
        everywhere = {one.id for one in leaves(explored(name).branches[subject])}
        for _, where in territories(contrat):
            here = subject_branches(contrat, subject, TODAY, where)
            assert {one.id for one in leaves(here)} <= everywhere


def test_a_funder_is_kept_where_it_serves_and_where_the_text_sets_no_limit() -> None:
    contrat = a_contrat(
        financeurs=(
            a_funder("cd94", departements=("94",)),
            a_funder("cd91", departements=("91",)),
            a_funder("ville", communes=("Orly",), departements=("94",)),
            a_funder("partout"),
        )
    )

    def kept(where: Territory) -> list[str]:
        here = subject_branches(contrat, Subject.FINANCEURS, TODAY, where)
        return [one.id.partition("/")[2] for one in leaves(here)]

    assert kept(EVERYWHERE) == ["cd94", "cd91", "ville", "partout"]
    assert kept(Territory("94")) == ["cd94", "ville", "partout"]
    assert kept(Territory("94", "Vitry-sur-Seine")) == ["cd94", "partout"]
    assert kept(Territory("91", "Athis-Mons")) == ["cd91", "partout"]


def test_a_funder_tells_the_departement_and_the_commune_it_serves_or_that_nothing_is_said() -> None:
    contrat = a_contrat(
        financeurs=(
            a_funder("ville", communes=("Orly",), departements=("94",)),
            a_funder("partout"),
        )
    )
    reader = Explored(contrat, TODAY).reader

    assert said(reader.read("financeur/ville").parts[0].items) == ["Département|94", "Commune|Orly"]
    [silent] = reader.read("financeur/partout").parts[0].items
    assert (silent.text, silent.silent) == (NOT_SAID, True)


def test_a_printed_term_that_is_over_shows_as_such() -> None:
    contrat = a_contrat()

    assert term(contrat, contrat.fin).said == "en vigueur jusqu’au 31/12/2030"
    past = term(contrat, date(2031, 1, 1))
    assert (past.over, past.said) == (True, "terme échu depuis le 31/12/2030")
    assert Explored(contrat, date(2031, 1, 1)).reader.read("contrat/presentation").alert
    assert not Explored(contrat, TODAY).reader.read("contrat/presentation").alert


def test_a_contract_replaced_or_whose_days_are_deduced_says_so() -> None:
    contrat = replace(a_contrat(), statut="remplace", periode_source=Provenance.DEDUIT)

    assert term(contrat, TODAY).over
    assert term(contrat, TODAY).dates.endswith("(jours déduits)")


def test_a_date_that_is_past_says_so() -> None:
    contrat = a_contrat(
        echeances=(Echeance("Dépôt", date=date(2025, 1, 31)), Echeance("Bilan", "chaque année"))
    )
    one = Explored(contrat, TODAY)

    texts = [branch.text for branch in leaves(one.branches[Subject.INSTANCES])]
    assert texts == ["Dépôt · 31/01/2025, passé", "Bilan · chaque année"]
    assert one.reader.read("echeance/0").alert
    assert one.reader.read("echeance/1").parts[0].items[0].silent


def test_a_quotation_holds_title_contract_edition_lines_and_mark() -> None:
    one = explored("gosb-2024")
    text = quotation(one.contrat, one.reader.read("O4.3"), term(one.contrat, TODAY))

    assert text.startswith("«\u00a0")
    assert one.contrat.titre in text
    assert f"version {one.contrat.version}" in text
    assert text.endswith("dit par le texte")


def test_a_quarter_is_found_by_its_code_and_by_an_old_name() -> None:
    one = explored("gosb-2024")

    for typed in ("QN09418M", "Lozaits Sud"):
        found = {branch.id for branch in leaves(one.search(searched(typed)).branches)}
        assert "quartier/lebon-hochart-mermoz" in found


def test_nothing_typed_finds_nothing() -> None:
    assert explored("gosb-2024").search(()).count == 0


def test_a_place_that_is_not_there_is_refused() -> None:
    with pytest.raises(NotInContrat):
        explored("gosb-2024").reader.read("O99")
    with pytest.raises(NotInContrat):
        explored("gosb-2024").reader.read("rien/du-tout")
    assert explored("gosb-2024").subject_of("O99") is None


@pytest.mark.parametrize("name", SHIPPED)
def test_roles_of_funders_are_said_in_french(name: str) -> None:
    assert {role for one in load_shipped(name).financeurs for role in one.roles} <= ROLES.keys()


def test_every_subject_has_a_title() -> None:
    assert TITLES.keys() == {*Subject}


def without_anchors() -> tuple[RowId, ...]:
    session = a_sample(SAMPLE_A)
    return tuple(row for row in session.facts.rows("ancrages", RowId("P1")))


def anchors(session: object) -> list[tuple[str, str]]:
    facts = session.facts  # type: ignore[attr-defined]
    return [
        (facts.value("ancrage_noeud", row), facts.value("ancrage_role", row))
        for row in facts.rows("ancrages", RowId("P1"))
    ]


def test_the_first_passage_cited_is_the_main_orientation_and_no_passage_is_cited_twice() -> None:
    session = a_sample(SAMPLE_A, without=without_anchors())

    assert cite(session, RowId("P1"), "O4.3")
    assert cite(session, RowId("P1"), "O1.1")
    assert not cite(session, RowId("P1"), "O4.3")
    assert anchors(session) == [("O4.3", "principale"), ("O1.1", "secondaire")]


def test_a_local_objective_is_never_the_main_orientation() -> None:
    session = a_sample(SAMPLE_A, without=without_anchors())
    cite(session, RowId("P1"), "fiche:axe.1")

    assert anchors(session) == [("fiche:axe.1", "secondaire")]


def test_a_principle_is_answered_not_anchored() -> None:
    contrat = a_contrat(axes_transversaux=(AxeTransversal("T9", "Égalité"),))
    session = a_sample(SAMPLE_A, contrat=contrat)
    before = len(session.facts.rows("transversales", RowId("P1")))

    assert cite(session, RowId("P1"), "principe/T9")
    assert not cite(session, RowId("P1"), "principe/T9")
    assert len(session.facts.rows("transversales", RowId("P1"))) == before + 1


def test_each_project_of_a_dossier_may_cite() -> None:
    session = a_sample(SAMPLE_B)

    assert [one.project for one in targets(session)] == list(session.facts.projects)
    assert all(one.title and one.detail for one in targets(session))


def test_only_dossiers_of_the_same_edition_may_cite() -> None:
    dossier = a_sample(SAMPLE_A).dossier
    contrat: Contrat = a_contrat()

    assert on_contrat((dossier,), contrat) == (dossier,)
    assert on_contrat((dossier,), replace(contrat, version="2")) == ()
