"""The account of a grant, the interim report and the letter, as printed."""

from collections.abc import Callable
from functools import cache

import pytest
from pikepdf import pdfa

from cvdesk.app.report import Accounting, start_accounting
from cvdesk.app.session import Reference, Session
from cvdesk.documents.embedded import embedded_dossier
from cvdesk.documents.finish import prepare
from cvdesk.documents.letter_pdf import compose_letter
from cvdesk.documents.report_pdf import compose_report, unfinished_report
from cvdesk.documents.review_pdf import compose_review
from cvdesk.domain.comparison import comparisons
from cvdesk.domain.frozen import fingerprint, grouped_fingerprint
from cvdesk.domain.ids import Key
from tests.documents.printed_dossiers import DATA, FONTS, packed, page_texts, printing, text_of
from tests.documents.tagged_pdf import assert_tree_and_pages_agree, opened, roles
from tests.support.builders import (
    AUTHOR,
    REPORT_A,
    REVIEW_A,
    SAMPLE_A,
    SAMPLE_B,
    TYPED_ON,
    a_contrat,
    a_form,
    a_sample,
    a_session,
    type_in,
)

COMPOSERS: dict[str, Callable[..., bytes]] = {
    "compte-rendu": compose_report,
    "bilan": compose_review,
    "courrier": compose_letter,
}


def started(kind: Accounting, name: str = SAMPLE_A, **answers: str) -> Session:
    form = a_form(kind.form)
    made = start_accounting(
        a_sample(name).facts, kind, form, 2027, author=AUTHOR, clock=lambda: TYPED_ON
    )
    session = a_session(made, Reference(form, a_contrat()))
    for key, typed in answers.items():
        type_in(session, f"{key}@P1", typed)
    return session


def printed(session: Session, *, frozen: bool = True) -> bytes:
    compose = COMPOSERS[session.reference.form.ref.form]
    return compose(printing(session, frozen=frozen), FONTS)


@cache
def sample(name: str) -> bytes:
    return printed(a_sample(name))


LETTERS = {
    "non-réalisation": (
        Accounting.NOT_DONE,
        {"courrier_motif": "La salle a fermé le 2 mars.", "courrier_devenir": "rendre"},
    ),
    "délai": (
        Accounting.MORE_TIME,
        {"courrier_motif": "L’assemblée se tient en septembre.",
         "courrier_nouvelle_date": "30/09/2028"},
    ),
}  # fmt: skip


def a_letter(name: str) -> Session:
    kind, answers = LETTERS[name]
    return started(kind, **answers)


EVERY = pytest.mark.parametrize(
    "make",
    [
        lambda: sample(REPORT_A),
        lambda: sample(REVIEW_A),
        lambda: printed(started(Accounting.REPORT), frozen=False),
        lambda: printed(started(Accounting.REPORT, SAMPLE_B), frozen=False),
        lambda: printed(started(Accounting.REVIEW), frozen=False),
        lambda: printed(a_letter("non-réalisation")),
        lambda: printed(a_letter("délai"), frozen=False),
    ],
    ids=["account", "interim", "account begun", "agreement begun", "interim begun", "letter",
         "draft letter"],
)  # fmt: skip


@EVERY
def test_tags_and_pages_agree_whatever_is_answered(make: Callable[[], bytes]) -> None:
    with opened(make()) as pdf:
        assert_tree_and_pages_agree(pdf)
        assert roles(pdf).count("H1") == 1


@EVERY
def test_the_answers_travel_inside(make: Callable[[], bytes]) -> None:
    assert embedded_dossier(make()) == DATA


def test_the_validator_finds_nothing_in_a_draft_account() -> None:
    with prepare(*unfinished_report(printing(a_sample(REPORT_A), frozen=False), FONTS)) as pdf:
        report = pdfa.check(pdf, "3b", deterministic_id=True, min_version="1.7")
    assert (report.verdict, report.findings) == ("pass", [])


def test_the_same_account_gives_the_same_bytes() -> None:
    assert printed(a_sample(REPORT_A)) == sample(REPORT_A)


def test_the_three_sheets_follow_each_other_and_the_page_says_what_it_is_not() -> None:
    pages = page_texts(sample(REPORT_A))
    assert "n’est pas le formulaire officiel" in pages[0]
    whole = " ".join(pages[2:])
    places = [whole.index(f"Feuille {sheet}") for sheet in (1, 2, 3)]
    assert places == sorted(places)
    assert whole.index("Attestation et signature") > places[-1]


def test_every_line_of_the_grid_has_its_four_columns() -> None:
    session = a_sample(REPORT_A)
    text = packed(text_of(sample(REPORT_A)))
    [one] = comparisons(session.facts)
    for name, key, gap in one.lines():
        if not (gap.planned or gap.done) or "financeur" in key.field:
            continue
        row = f"{name}{gap.planned.digits}{gap.done.digits}{gap.euros}{gap.percent}"
        assert packed(row) in text, name
    # The two lines of the town are one line of the grid, as in the request.
    assert "CommunedeVitry-sur-Seine4000400000,0" in text
    assert "EPTGrand-OrlySeineBièvre10000−1000−100,0" in text
    for total in ("TOTALDESCHARGES2100020200−800−3,8", "TOTALDESPRODUITS2100020200−800−3,8"):
        assert total in text


def test_the_rounding_and_the_thresholds_are_told_on_the_page() -> None:
    text = text_of(sample(REPORT_A))
    assert "arrondi au dixième" in text
    assert "seuils de CVDesk" in text


def test_a_grant_that_nobody_noted_is_told_so() -> None:
    text = packed(text_of(sample(REPORT_A)))
    assert "CommunedeVitry-sur-Seine1500nonprécisé1500" in text
    assert "préfectureduVal-de-Marne(P147)800075007500" in text


def test_people_and_indicators_stand_beside_what_was_planned() -> None:
    text = packed(text_of(sample(REPORT_A)))
    assert "Personnesdifférentes6056−4" in text
    assert "Enquartierprioritaire5047−3" in text
    assert "Démarchesenlignefaitesenautonomie,observéesnombre74120128" in text


@pytest.mark.parametrize("name", [REPORT_A, REVIEW_A])
def test_everything_typed_in_a_long_text_is_printed(name: str) -> None:
    session = a_sample(name)
    text = packed(text_of(sample(name)))
    for place in session.reference.form.places.values():
        if place.field.type.name != "texte_long" or place.group is not None:
            continue
        row = session.facts.projects[0] if place.section.repeats else ""
        answer = session.dossier.text(Key(place.field.id, row))  # type: ignore[arg-type]
        if answer is not None and not place.field.id.startswith("suivi_"):
            assert packed(answer) in text, place.field.id


@pytest.mark.parametrize("name", [REPORT_A, REVIEW_A])
def test_a_frozen_page_has_its_fingerprint_and_its_frame(name: str) -> None:
    text = text_of(sample(name))
    assert all(group in text for group in grouped_fingerprint(fingerprint(a_sample(name).dossier)))
    assert "Signature électronique ou manuscrite" in text
    assert "PROJET" not in text
    with opened(sample(name)) as pdf:
        fields = [str(field.T) for field in pdf.Root.AcroForm.Fields.as_list()]
    assert "SignatureRepresentant" in fields


def test_a_draft_says_what_is_left_to_answer() -> None:
    pages = page_texts(printed(started(Accounting.REPORT), frozen=False))
    assert "Projet, à ne pas déposer" in pages[0]
    assert "réponses à compléter" in pages[0]
    assert "▸ À compléter" in " ".join(pages)


def test_a_letter_says_its_object_its_reasons_and_the_new_day() -> None:
    text = text_of(printed(a_letter("délai"), frozen=False))
    assert "Demande de délai" in text
    assert "dû le 30 juin 2028" in text
    assert "30 septembre 2028" in text
    other = text_of(printed(a_letter("non-réalisation")))
    assert "n’a pas eu lieu" in other
    assert "La salle a fermé le 2 mars." in other
