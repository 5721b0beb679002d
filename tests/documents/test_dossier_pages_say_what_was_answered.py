from dataclasses import replace

import pytest

from cvdesk.domain.contrat_fiches import AxeLocal, Fiche, ObjectifLocal
from cvdesk.domain.contrat_parts import Noeud
from cvdesk.domain.fieldtypes import DecimalType, EurosType, IntegerType, TextType
from cvdesk.domain.frozen import fingerprint, grouped_fingerprint
from tests.documents.printed_dossiers import packed, page_texts, printed, sample_pdf, text_of
from tests.support.builders import (
    SAMPLE_A,
    SAMPLE_B,
    a_contrat,
    a_reference,
    a_sample,
    a_session,
)


def page_of(pdf: bytes, words: str) -> str:
    """The text of the first page after the sommaire that has these words."""
    return next(text for text in page_texts(pdf)[2:] if words in text)


def test_the_cover_says_the_figures_of_the_annual_request() -> None:
    cover = page_texts(sample_pdf(SAMPLE_A))[0]
    for words in ("8 000 €", "21 000 €", "38,10 %", "60 personnes", "dont 50 habitent"):
        assert words in cover
    assert "Argent public : 78,57 % du coût" in cover
    assert "Du 1er janvier au 31 décembre 2027" in cover


def test_the_cover_says_the_figures_of_the_agreement() -> None:
    cover = page_texts(sample_pdf(SAMPLE_B))[0]
    for words in ("73 500 €", "229 500 €", "32,03 %", "95 → 122", "années 2027 à 2029"):
        assert words in cover


def test_the_cover_names_an_authority_once() -> None:
    cover = page_texts(printed(a_sample(changes={"destinataire_service": "État, préfecture"})))[0]
    assert "Adressée à : État, préfecture" in cover
    assert "Adressée à : État – préfecture du Val-de-Marne" in page_texts(sample_pdf())[0]


def test_the_cover_is_not_mistaken_for_the_official_form() -> None:
    cover = page_texts(sample_pdf())[0]
    assert "Ce document n’est pas le formulaire officiel" in cover
    assert "Association et personnes fictives" in cover


def test_only_examples_are_said_to_be_fictitious() -> None:
    real = replace(a_sample().dossier, exemple=False)
    assert "fictives" not in page_texts(printed(a_session(real, a_reference())))[0]


def test_the_budget_of_the_association_is_whole_and_balanced() -> None:
    page = page_of(sample_pdf(), "Budget de l’association, exercice 2027")
    assert page.count("53 600") == 4
    assert page.count("80 600 €") == 2
    assert page.count("équilibré") == 2
    for account in ("60 Achats 4 300", "604 Prestations de services 0", "69 Impôt", "79 Transfert"):
        assert account in page


def test_the_budget_of_the_project_is_whole_and_balanced() -> None:
    page = page_of(sample_pdf(), "6.15 Budget du projet")
    assert "TOTAL DES CHARGES 21 000" in page
    assert "TOTAL DES PRODUITS 21 000" in page
    assert "Commune de Vitry-sur-Seine 4 000" in page
    assert page.count("28 930 €") == 2


def test_a_gap_between_both_sides_is_told_with_its_amount() -> None:
    page = page_of(printed(a_sample(changes={"projet_641.2027@P1": "9 900"})), "6.15 Budget")
    assert page.count("écart de 100 €") == 2
    assert "équilibré" not in page


def test_the_budgets_of_an_agreement_stand_side_by_side() -> None:
    page = page_of(sample_pdf(SAMPLE_B), "Budgets du projet, trois ans côte à côte")
    assert "TOTAL DES CHARGES 74 000 76 500 79 000 229 500" in page
    assert "TOTAL DES PRODUITS 74 000 76 500 79 000 229 500" in page
    assert "Total des contributions 16 218 16 819 17 420 50 457" in page


def test_what_is_zero_every_year_is_listed_instead_of_printed() -> None:
    page = page_of(sample_pdf(SAMPLE_B), "Budgets du projet, trois ans côte à côte")
    listed = page[page.index("Lignes à 0 €") : page.index("Compte Charges")]
    for line in ("604", "635", "66", "67", "69", "fonds européens", "750", "79", "862", "875"):
        assert line in listed
    assert "Prestations de services" not in page


def test_who_pays_what_ends_with_the_sentence_of_the_form() -> None:
    page = page_of(sample_pdf(), "6.16 Qui paie quoi")
    assert (
        "La subvention sollicitée de 8 000 €, objet de la présente demande, représente 38,10 % du"
        " total des produits du projet (8 000 / 21 000)." in page
    )
    assert "acquis 1 500, demandé 2 500" in page
    assert "valent déclaration sur l’honneur" in page


def test_the_years_of_an_agreement_are_told_payer_by_payer() -> None:
    page = page_of(sample_pdf(SAMPLE_B), "6.16 Qui paie quoi")
    assert "Commune d’Orly demandé 12 000 12 600 13 200 37 800" in page
    assert "32,43 % 32,03 % 31,65 % 32,03 %" in page
    assert "La subvention sollicitée de 73 500 € pour 2027 à 2029" in page


def test_beneficiaries_are_counted_with_their_shares() -> None:
    page = page_of(sample_pdf(), "6.6 Bénéficiaires")
    for words in ("60 100 %", "Femmes 45 75 %", "26 à 64 ans 46 77 %", "prioritaire 50 83 %"):
        assert words in page


def test_beneficiaries_of_an_agreement_are_counted_each_year() -> None:
    page = page_of(sample_pdf(SAMPLE_B), "6.6 Bénéficiaires")
    assert "95 (58 / 37) 108 (66 / 42) 122 (73 / 49)" in page
    assert "85,3 % 85,2 % 88,5 %" in page


def test_indicators_of_an_agreement_have_a_target_each_year() -> None:
    page = page_of(sample_pdf(SAMPLE_B), "Indicateurs, versements et suivi")
    assert "Enfants et jeunes accompagnés (pers.) 54 60 66 72 registre" in page
    assert "Avance 12 000 12 250 12 500" in page
    assert "30 septembre 2029" in page


def test_the_programme_of_actions_says_which_objective_each_serves() -> None:
    page = page_of(sample_pdf(SAMPLE_B), "Ann. I Programme d’actions")
    assert "A2 Rencontres de parents 2. Parentalité" in page


def test_orientations_are_quoted_exactly_with_their_lines() -> None:
    contrat = a_contrat()
    exact = Noeud(
        "O4", "orientation",
        "renforcer la maîtrise de la langue et la lutte contre l'illectronisme",
        numero="4", lignes=(1029, 303), notes=("Le tableau de synthèse écrit autre chose.",),
    )  # fmt: skip
    noeuds = tuple(exact if noeud.id == "O4" else noeud for noeud in contrat.noeuds)
    page = page_of(printed(a_sample(contrat=replace(contrat, noeuds=noeuds))), "6.11 Orientations")
    assert "« renforcer la maîtrise de la langue et la lutte contre l’illectronisme »" in page
    assert "Orientation principale. Les ateliers associent langue et numérique" in page
    assert "version 1, annexe sans page de signature, lignes 1029 et 303." in page
    assert "Le tableau de synthèse écrit autre chose." in page
    assert page.count("même contrat") >= 1


def test_a_place_that_left_the_contract_is_said_to_be_absent() -> None:
    contrat = replace(a_contrat(), noeuds=())
    assert "Absente de cette édition du contrat : O4" in text_of(printed(a_sample(contrat=contrat)))


@pytest.mark.parametrize("name", [SAMPLE_A, SAMPLE_B])
def test_nothing_that_was_typed_is_left_out(name: str) -> None:
    session = a_sample(name)
    pages = packed(text_of(sample_pdf(name)))
    for _, field, key in session.facts.questions():
        value = session.facts.at(key)
        if value is None or field.masked:
            continue
        if isinstance(field.type, TextType | IntegerType | DecimalType | EurosType):
            shown = session.facts.shown(key.field, key.row, key.year).removesuffix("\u00a0€")
            assert packed(shown) in pages, f"{key} : {shown}"


@pytest.mark.parametrize("name", [SAMPLE_A, SAMPLE_B])
def test_the_account_number_is_never_printed_whole(name: str) -> None:
    session = a_sample(name)
    iban = session.facts.value("iban")
    pages = packed(text_of(sample_pdf(name)))
    assert iban not in pages
    assert packed(f"{iban[:4]} … {iban[-3:]}") in pages


def test_an_optional_answer_that_is_missing_is_said_to_be() -> None:
    assert "1.1 Site web Non renseigné" in text_of(sample_pdf())


def test_boxes_of_the_declaration_are_ticked_as_answered() -> None:
    ticked = page_of(sample_pdf(), "7 Attestations et signature")
    assert "☑ souscrit au contrat" in ticked
    changed = a_sample(changes={"attest_engagement": "", "aides_seuil": "superieur"})
    page = page_of(printed(changed), "7 Attestations et signature")
    assert "☐ souscrit au contrat" in page
    assert "☐ inférieur ou égal à 500 000 € ☑ supérieur à 500 000 €" in page


def test_the_request_of_an_agreement_gives_one_amount_a_year() -> None:
    page = page_of(sample_pdf(SAMPLE_B), "7 Attestations et signature")
    assert (
        "sollicite une subvention de 73 500 € : 24 000 € au titre de 2027, 24 500 € au titre de"
        " 2028, 25 000 € au titre de 2029." in page
    )


def test_somebody_who_signs_by_power_says_whose() -> None:
    page = page_of(sample_pdf(SAMPLE_B), "7 Attestations et signature")
    assert "M. Étienne ROBILLARD-N’GUESSAN, directeur, ayant reçu pouvoir de Mme Nadège" in page
    assert "Pouvoir du 6 novembre 2026, portant les deux signatures" in page


def test_the_cover_and_the_slip_count_the_same_files() -> None:
    pages = page_texts(sample_pdf("annuel-vitry"))
    assert "7 jointes (7 fichiers à ajouter)" in pages[0]
    assert any("0 pièce jointe, 7 à ajouter" in page for page in pages[1:])


def test_pieces_are_known_by_the_beginning_of_their_fingerprint() -> None:
    digest = "b39e64757208" + "0" * 52
    session = a_sample(changes={"piece_fichier@rib": f"{digest} 84210 rib.pdf"})
    page = page_of(printed(session), "8 Bordereau des pièces")
    assert "Relevé d’identité bancaire ☑ jointe 84 ko" in page
    assert "B39E 6475 7208" in page
    assert "1 pièce jointe, 6 à ajouter" in page  # those that have no file are not said to be there
    assert "Ce qui reste à venir Compte rendu financier" in page


def test_the_fingerprint_is_whole_on_two_pages_and_begun_on_each() -> None:
    session = a_sample()
    pages = page_texts(printed(session))
    groups = grouped_fingerprint(fingerprint(session.dossier))
    assert sum(all(group in page for group in groups) for page in pages) == 2
    assert all(f"Empreinte du contenu {groups[0]} {groups[1]}" in page for page in pages)


def test_each_page_says_its_number_and_after_the_cover_whose_it_is() -> None:
    pages = page_texts(sample_pdf())
    for number, page in enumerate(pages, 1):
        assert f"page {number} / {len(pages)}" in page
        assert ("Langue, numérique et droits · 2027 · version 3" in page) == (number > 1)


def test_the_sommaire_gives_the_page_of_each_part() -> None:
    pages = page_texts(sample_pdf())
    number = next(at for at, page in enumerate(pages[2:], 3) if "6.16 Qui paie quoi" in page)
    assert f"6.16 Qui paie quoi {number}" in pages[1]


def test_the_grid_of_the_project_faces_who_pays_it() -> None:
    pages = page_texts(sample_pdf())
    grid = next(at for at, page in enumerate(pages[2:], 3) if "6.15 Budget du projet" in page)
    assert grid % 2 == 0
    assert "6.16 Qui paie quoi" in pages[grid]


def test_the_cover_names_what_is_cited_of_a_communal_sheet_by_its_words() -> None:
    objective = ObjectifLocal("vitry:axe.1", "Faciliter l’accès au numérique", lignes=(8850,))
    axis = AxeLocal("vitry:axe", "Émancipation pour tous", objectifs=(objective,))
    sheet = Fiche("vitry", "Vitry-sur-Seine", "commune", "Vitry-sur-Seine", axes=(axis,))
    contrat = replace(a_contrat(), fiches=(sheet,))
    cited = {"ancrage_noeud@N3": objective.id}
    cover = page_texts(printed(a_sample(SAMPLE_A, cited, contrat=contrat)))[0]
    assert packed(
        "puis O4.1 et « Faciliter l’accès au numérique » (fiche communale, Vitry-sur-Seine)"
    ) in packed(cover)
