"""Grand Paris Sud 2024: what ships is what the text says, where it says it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from cvdesk.domain.contrat import Contrat
from cvdesk.domain.contrat_moyens import Financeur
from cvdesk.domain.contrat_parts import Provenance, Qualite
from tests.support.contrats import CONTRATS, folded, load_shipped, text_of

NAME = "gps-2024"
ORIENTATIONS = ("O1", "O2", "O3", "O4")
COMMITMENTS = {
    "Corbeil-Essonnes": (3, 6, 7, 6),
    "Evry-Courcouronnes": (5, 8, 5, 6),
    "Grigny": (6, 10, 8, 6),
    "Ris-Orangis": (5, 8, 8, 6),
    "Moissy-Cramayel": (2, 5, 5, 6),
    "Savigny-le-Temple": (7, 7, 4, 6),
    "Nandy": (5, 3, 5, 6),
}
SHEETS = ((763, 923), (1311, 1497), (1815, 1996), (2174, 2355))
"""First and last lines of what the communes say, by orientation."""


@pytest.fixture(scope="module")
def contrat() -> Contrat:
    return load_shipped(NAME)


def lost(places: Iterator[tuple[str, tuple[int, ...]]]) -> list[str]:
    """Give the words that do not stand on the lines they claim."""
    lines = text_of(NAME)
    return [
        f"{list(at)} : {words}"
        for words, at in places
        if folded(words) not in " ".join(lines[number] for number in at)
    ]


def test_the_tree_has_4_orientations_17_objectives_and_59_stakes(contrat: Contrat) -> None:
    assert Counter(noeud.niveau for noeud in contrat.noeuds) == {
        "orientation": 4,
        "objectif opérationnel": 17,
        "enjeu": 59,
    }
    assert [len(contrat.enfants(one)) for one in ORIENTATIONS] == [3, 5, 3, 6]
    stakes = [len(contrat.enfants(o.id)) for one in ORIENTATIONS for o in contrat.enfants(one)]
    assert stakes == [3, 3, 3, 5, 3, 5, 3, 4, 4, 5, 6, 3, 2, 3, 3, 3, 1]


def test_orientations_and_objectives_stand_under_the_number_the_text_prints(
    contrat: Contrat,
) -> None:
    lines = text_of(NAME)
    for noeud in contrat.noeuds:
        if noeud.niveau == "enjeu":
            continue
        heading = "Orientation " if noeud.niveau == "orientation" else ""
        printed = folded(f"{heading}{noeud.numero}. {noeud.titre}")
        assert lines[noeud.lignes[0]] == printed


def test_two_objectives_are_numbered_5_and_the_citation_says_so(contrat: Contrat) -> None:
    fives = [noeud for noeud in contrat.enfants("O4") if noeud.numero == "5"]
    assert [noeud.lignes[0] for noeud in fives] == [2070, 2082]
    for noeud in fives:
        assert any("numérote «\u00a05\u00a0» deux" in n for n in contrat.citation(noeud.id).notes)


def test_stakes_carry_numbers_of_ours_and_say_so(contrat: Contrat) -> None:
    stakes = [noeud for noeud in contrat.noeuds if noeud.niveau == "enjeu"]
    assert {noeud.numero_source for noeud in stakes} == {Provenance.HORS_TEXTE}
    assert any("CVDesk" in note for note in contrat.citation("O1.2.b").notes)


def test_the_only_transversal_axis_is_the_one_the_text_declares(contrat: Contrat) -> None:
    assert [(axe.titre, axe.lignes) for axe in contrat.axes_transversaux] == [
        ("La transition juste, inclusive et écologique", (130,))
    ]


def test_23_priority_actions_and_none_for_the_fourth_orientation(contrat: Contrat) -> None:
    served = Counter(action.noeuds[0].split(".")[0] for action in contrat.actions)
    assert served == {"O1": 8, "O2": 7, "O3": 8}
    assert len({action.titre for action in contrat.actions}) == 23
    assert lost((action.titre, action.lignes) for action in contrat.actions) == []


def test_28_sheets_are_seven_communes_by_four_orientations(contrat: Contrat) -> None:
    cells = [(fiche.commune, axe.theme) for fiche in contrat.fiches for axe in fiche.axes]
    assert len(contrat.fiches) == len(set(cells)) == 28
    assert set(cells) == {(commune, theme) for commune in COMMITMENTS for theme in ORIENTATIONS}
    lines = text_of(NAME)
    for fiche in contrat.fiches:
        assert lines[fiche.lignes[0]] == folded(fiche.titre) == folded(fiche.commune)


def test_164_commitments_of_the_communes_by_orientation(contrat: Contrat) -> None:
    counted = Counter(
        (fiche.commune, one.noeud) for fiche in contrat.fiches for one in fiche.engagements
    )
    assert counted == {
        (commune, theme): count
        for commune, counts in COMMITMENTS.items()
        for theme, count in zip(ORIENTATIONS, counts, strict=True)
    }
    assert counted.total() == 164


def sheet_words(contrat: Contrat) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Give everything the sheets quote."""
    for fiche in contrat.fiches:
        for commitment in fiche.engagements:
            yield commitment.texte, commitment.lignes
        for axe in fiche.axes:
            for said in axe.champs.values():
                yield from ((one.texte, one.lignes) for one in said)


def test_every_bullet_of_the_communes_is_quoted_once_and_word_for_word(contrat: Contrat) -> None:
    lines = text_of(NAME)
    bullets = {
        number
        for first, last in SHEETS
        for number in range(first, last + 1)
        if re.match(r"[-·] ?\w", lines[number]) or re.match(r"- [(«\"]", lines[number])
    }
    quoted = Counter(at[0] for _, at in sheet_words(contrat))
    assert set(quoted.values()) == {1}
    assert quoted.keys() == bullets
    assert lost(sheet_words(contrat)) == []


def test_18_priority_quarters_have_their_national_code_and_3_others_none(
    contrat: Contrat,
) -> None:
    assert Counter(quartier.type for quartier in contrat.quartiers) == {"QPV": 18, "QIC": 3}
    codes = {q.code: q.communes for q in contrat.quartiers if q.type == "QPV"}
    assert codes == {
        "QN07722M": ("Moissy-Cramayel",), "QN07723M": ("Savigny-le-Temple",),
        "QN09102M": ("Corbeil-Essonnes",), "QN09103M": ("Corbeil-Essonnes",),
        "QN09104M": ("Corbeil-Essonnes",), "QN09105I": ("Corbeil-Essonnes",),
        "QN09116M": ("Evry-Courcouronnes",), "QN09117M": ("Evry-Courcouronnes",),
        "QN09118M": ("Evry-Courcouronnes",), "QN09119M": ("Evry-Courcouronnes",),
        "QN09120M": ("Evry-Courcouronnes",), "QN09121M": ("Evry-Courcouronnes",),
        "QN09122M": ("Evry-Courcouronnes",), "QN09123M": ("Ris-Orangis",),
        "QN09125M": ("Grigny",), "QN09126M": ("Grigny",),
        "QN09144N": ("Ris-Orangis",), "QN09145N": ("Ris-Orangis",),
    }  # fmt: skip
    community = {q.nom: (q.communes, q.code) for q in contrat.quartiers if q.type == "QIC"}
    assert community == {
        "Droits de l'Homme": (("Savigny-le-Temple",), None),
        "Les Bois": (("Nandy",), None),
        "Centre": (("Corbeil-Essonnes",), None),
    }


def test_the_letter_of_a_code_agrees_with_what_the_text_says_happened(contrat: Contrat) -> None:
    letters = {
        "I": "périmètre inchangé",
        "N": "entrant",
        "M": "périmètre modifié",
    }
    for quartier in contrat.quartiers:
        if quartier.code:
            assert letters[quartier.code[-1]] in quartier.evenements


def test_what_comes_from_national_lists_is_marked_so(contrat: Contrat) -> None:
    references = {reference.id for reference in contrat.references}
    for quartier in contrat.quartiers:
        if quartier.code:
            assert quartier.code_provenance is Provenance.HORS_TEXTE
            assert quartier.code_reference in references
    assert {commune.reference for commune in contrat.communes} == references
    never_named = [q.id for q in contrat.quartiers if q.source is Provenance.HORS_TEXTE]
    assert never_named == [
        "champtier-champs-elysees-petit-bourg",
        "passages",
        "lugny-maronniers-parc",
        "centre-ville-europe",
    ]
    assert contrat.commune("77326").nom == "Nandy"


def test_figures_of_a_perimeter_that_is_gone_are_doubtful(contrat: Contrat) -> None:
    merged = contrat.quartier("QN09119M")
    assert {one.qualite for one in merged.indicateurs} == {Qualite.DOUTEUSE}
    assert "Petit Bourg" in {alias.texte for alias in merged.alias}


def test_46_sign_and_signing_is_not_committing(contrat: Contrat) -> None:
    signing = [one for one in contrat.financeurs if "signataire" in one.roles]
    assert len(signing) == 46
    assert contrat.financeur("region-idf").engagements == ()
    for silent in ("afpa", "aorif", "action-logement"):
        body = contrat.financeur(silent)
        assert body.engagements
        assert "signataire" not in body.roles
    assert Counter(one.nature for one in signing)["bailleur"] == 16


def serving(contrat: Contrat, departement: str) -> list[Financeur]:
    """Give the bodies bound to one département only."""
    return [one for one in contrat.financeurs if one.perimetre.departements == (departement,)]


def test_the_departement_of_a_commune_gives_its_funders(contrat: Contrat) -> None:
    kinds = ("caf", "cpam", "cma", "dsden", "prefecture", "france-travail")
    for departement, other in (("91", "77"), ("77", "91")):
        ids = {one.id for one in serving(contrat, departement)}
        assert ids >= {f"{kind}-{departement}" for kind in kinds} | {f"cd{departement}"}
        assert not any(one.endswith(f"-{other}") for one in ids)
    homes = {commune.nom: commune.departement for commune in contrat.communes}
    assert Counter(homes.values()) == {"91": 4, "77": 3}
    towns = [one for one in contrat.financeurs if one.id.startswith("ville-")]
    assert {one.perimetre.communes[0]: one.perimetre.departements[0] for one in towns} == homes


def test_exact_commitments_of_bodies_stand_at_their_lines(contrat: Contrat) -> None:
    exact = [e for one in contrat.financeurs for e in one.engagements if e.exact]
    assert len(exact) > 200
    assert lost((one.texte, one.lignes) for one in exact) == []


def test_the_doors_of_the_contract_carry_no_amount_the_text_does_not_give(
    contrat: Contrat,
) -> None:
    assert {one.plafond for one in contrat.dispositifs} == {None}
    for door in ("programmation-annuelle", "micro-projets", "consortiums", "enveloppe-qic"):
        assert any(door in gap.concerne for gap in contrat.lacunes)
    assert contrat.dispositif("micro-projets").lignes == (2435,)
    assert contrat.dispositif("consortiums").statut == "experimental"


def test_participation_is_told_for_each_commune(contrat: Contrat) -> None:
    told = {rule.portee for rule in contrat.regles if rule.id.startswith("participation-")}
    assert told >= COMMITMENTS.keys()


def test_principles_of_action_are_deduced_and_never_taken_for_axes(contrat: Contrat) -> None:
    principles = [rule for rule in contrat.regles if "Principe d’action" in rule.enonce]
    assert len(principles) == 6
    assert {rule.source for rule in principles} == {Provenance.DEDUIT}


def test_bodies_where_inhabitants_or_associations_sit_are_known(contrat: Contrat) -> None:
    instances = {one.id: one for one in contrat.instances}
    assert "associatifs" in instances["comite-d-evaluation"].composition
    assert "conseils citoyens" in instances["commissions-micro-projets"].composition
    assert instances["comite-technique-intercommunal"].frequence == "au moins 3 fois par an"


def test_the_acronyms_stand_in_the_text_with_their_meaning(contrat: Contrat) -> None:
    text = " ".join(text_of(NAME))
    assert [one.sigle for one in contrat.sigles if folded(one.sigle) not in text] == []
    meanings = [(sens.texte, sens.lignes) for one in contrat.sigles for sens in one.sens]
    assert lost(iter(meanings)) == []


def test_the_folder_stays_lean() -> None:
    assert sum(path.stat().st_size for path in (CONTRATS / NAME).iterdir()) < 400_000
