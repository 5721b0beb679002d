import pytest
from pikepdf import Name

from cvdesk.domain.completeness import missing_answers
from cvdesk.domain.frozen import fingerprint, grouped_fingerprint
from cvdesk.domain.ids import RowId
from tests.documents.printed_dossiers import page_texts, printed, sample_pdf, text_of
from tests.documents.tagged_pdf import elements, opened
from tests.support.builders import (
    SAMPLE_A,
    SAMPLE_B,
    a_reference,
    a_sample,
    a_session,
    nothing_yet,
    type_in,
)

LACKING = {"moyens_humains@P1": "", "benevoles": ""}


def test_each_page_of_a_draft_says_not_to_file_it() -> None:
    pages = page_texts(sample_pdf(frozen=False))
    assert "Projet, à ne pas déposer" in pages[0]
    assert all("PROJET, à ne pas déposer" in page for page in pages[1:])
    assert all("Empreinte : aucune tant que le dossier n’est pas figé" in page for page in pages)


def test_the_watermark_is_decoration_and_only_on_drafts() -> None:
    with opened(sample_pdf(frozen=False)) as draft, opened(sample_pdf()) as final:
        assert all(b"/Artifact <</Type /Page>>" in _content(page) for page in draft.pages)
        assert not any(b"/Artifact <</Type /Page>>" in _content(page) for page in final.pages)


def _content(page: object) -> bytes:
    contents = page.obj.Contents  # type: ignore[attr-defined]
    return bytes(contents.read_bytes())


@pytest.mark.parametrize("name", [SAMPLE_A, SAMPLE_B])
def test_a_draft_shows_no_fingerprint_and_no_frame(name: str) -> None:
    session = a_sample(name)
    pages = text_of(sample_pdf(name, frozen=False))
    assert not any(group in pages for group in grouped_fingerprint(fingerprint(session.dossier)))
    assert "Signature électronique ou manuscrite" not in pages
    assert "Les cadres de signature et l’empreinte paraîtront" in pages
    with opened(sample_pdf(name, frozen=False)) as pdf:
        assert not any("Code à lire" in str(one.get("/Alt", "")) for one in elements(pdf))


def test_a_required_answer_that_is_missing_is_marked_where_it_belongs() -> None:
    pages = text_of(printed(a_sample(changes=LACKING), frozen=False))
    assert "6.8 Moyens humains ▸ À compléter : qui y travaille, salariés et bénévoles ?" in pages
    assert "sans être payés ▸ à compléter" in pages


def test_the_cover_counts_what_is_missing_and_says_where() -> None:
    pages = page_texts(printed(a_sample(changes=LACKING), frozen=False))
    place = next(at for at, page in enumerate(pages, 1) if "6.8 Moyens humains ▸" in page)
    assert "Il reste 2 réponses à compléter" in pages[0]
    assert f"6.8 Moyens humains, page {place}" in pages[0]
    assert "7 pièces à joindre" in pages[0]


def test_the_slip_of_a_draft_parts_papers_nobody_named_from_files_that_are_not_there() -> None:
    pages = text_of(printed(a_sample(without=["avis_sirene"]), frozen=False))
    assert "Pièces à joindre ▸ À joindre : Avis de situation SIRENE." in pages
    assert "Fichiers à joindre ▸ Dites jointes, sans leur fichier : Relevé" in pages


def test_a_draft_without_a_paper_says_which_are_to_be_joined() -> None:
    every = [str(row) for row in a_sample().facts.rows("pieces")]
    pages = page_texts(printed(a_sample(without=every), frozen=False))
    assert "Bordereau des pièces" in pages[-1]
    assert "▸ À joindre : Statuts" in pages[-1]
    assert "Aucune" not in pages[-1]


def test_the_places_on_the_cover_are_links() -> None:
    with opened(printed(a_sample(changes=LACKING), frozen=False)) as pdf:
        links = [one for one in pdf.pages[0].obj.Annots if one.Subtype == Name.Link]
        assert any("6.8 Moyens humains" in str(link.Contents) for link in links)


def test_a_frozen_dossier_has_no_such_mark() -> None:
    assert "compléter" not in text_of(printed(a_sample(changes=LACKING)))


@pytest.mark.parametrize("name", [SAMPLE_A, SAMPLE_B])
def test_a_dossier_just_begun_is_printed_with_all_its_marks(name: str) -> None:
    session = a_session(nothing_yet(name), a_reference(name))
    pages = page_texts(printed(session, frozen=False))
    lacking = len(missing_answers(session.facts))
    assert f"Il reste {lacking} réponses à compléter" in pages[0]
    assert "Projet à intituler" in pages[0]
    assert "1.1 Nom, sigle ▸ À compléter : quel est le nom complet de l’association ?" in pages[1]


def test_the_account_number_is_masked_in_a_draft_too() -> None:
    iban = a_sample().facts.value("iban")
    assert iban not in text_of(sample_pdf(frozen=False)).replace(" ", "")


@pytest.mark.parametrize("name", [SAMPLE_A, SAMPLE_B])
def test_what_nobody_answered_is_not_stated_as_a_fact(name: str) -> None:
    """The years are known: the budgets and the people of each year are still to be said."""
    session = a_session(nothing_yet(name), a_reference(name))
    type_in(session, "premier_exercice", "2027")
    if name == SAMPLE_B:
        type_in(session, "dernier_exercice", "2029")
    pages = page_texts(printed(session, frozen=False))
    assert "0 €" not in pages[0]
    assert "0 personnes" not in pages[0]
    assert "→" not in pages[0]
    assert "Autres financeurs Non renseigné" in pages[0]
    inside = " ".join(pages[1:])
    assert "quilibré" not in inside.replace("Équilibre", "")
    assert "6.11 Orientations du contrat de ville Non renseigné" in inside
    assert "6.13 Indicateurs ▸ À compléter : au moins un indicateur" in inside
    if name == SAMPLE_B:
        assert "6.4 Actions ▸ À compléter : au moins une action" in inside
        assert "Budget ▸ À compléter : un budget pour chaque année" in inside


def test_a_year_without_budget_is_not_said_to_be_balanced() -> None:
    session = a_session(nothing_yet(SAMPLE_B), a_reference(SAMPLE_B))
    for key, typed in (
        ("premier_exercice", "2027"),
        ("dernier_exercice", "2028"),
        ("projet_604.2027@P1", "500"),
        ("projet_70x.2027@P1", "500"),
    ):
        type_in(session, key, typed)
    pages = text_of(printed(session, frozen=False))
    assert "Budget équilibré chaque année" not in pages
    assert "2028 0 € 0 € aucun montant" in pages


def test_no_full_stop_follows_a_question() -> None:
    pages = text_of(printed(a_session(nothing_yet(), a_reference()), frozen=False))
    assert "6.12 Période Début : ▸ à compléter. Fin : ▸ à compléter" in pages
    assert "1.8 Compte bancaire ▸ à compléter, au nom de « ▸ à compléter »" in pages
    assert "?." not in pages
    assert "?," not in pages


def test_a_frozen_list_without_a_row_is_not_answered() -> None:
    session = a_sample()
    for row in session.facts.rows("indicateurs", RowId("P1")):
        session.remove_row(row)
    assert "6.13 Indicateurs Non renseigné" in text_of(printed(session))
