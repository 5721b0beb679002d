"""Letters of support: one for each funder asked, with what the dossier says and nothing else."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cvdesk.app.lettres import LABELS, VALUES, Lettre, demandes, lettre, missing
from cvdesk.app.session import Session
from cvdesk.catalog.lettre_load import load_lettre, load_lettres
from cvdesk.catalog.yamltext import FileFaults
from cvdesk.documents.lettre_docx import compose_letter_docx
from cvdesk.documents.lettre_pdf import compose_letter
from cvdesk.domain.budget import budgets
from cvdesk.domain.money import Euros
from tests.documents.printed_dossiers import AT, FONTS, packed, text_of
from tests.documents.tagged_pdf import assert_tree_and_pages_agree, opened, roles
from tests.support.builders import RESOURCES, SAMPLE_A, SAMPLE_B, a_contrat, a_sample, type_in
from tests.support.laws import cases

FOLDER = RESOURCES / "lettres"
MODELES = load_lettres(FOLDER)
SAMPLES = pytest.mark.parametrize("name", [SAMPLE_A, SAMPLE_B])


def letters(session: Session) -> list[Lettre]:
    return [lettre(session.facts, one, MODELES) for one in demandes(session.facts)]


def whole(made: Lettre) -> str:
    return "\n".join(
        (*made.sender, *made.recipient, made.place, made.subject, made.greeting,
         *made.paragraphs, made.closing, *made.signed)
    )  # fmt: skip


@SAMPLES
def test_what_is_asked_is_all_that_is_not_granted_yet(name: str) -> None:
    facts = a_sample(name).facts
    lines = [line for one in budgets(facts, "projet") for line in one.funders]
    asked = Euros.total(line.amount for line in lines if line.status != "acquis")
    assert Euros.total(one.total for one in demandes(facts)) == asked
    names = [one.name for one in demandes(facts)]
    assert len(names) == len(set(names)) > 3


def test_a_funder_who_granted_a_part_is_asked_the_rest_only() -> None:
    [vitry] = [m for m in letters(a_sample()) if m.demande.name == "Commune de Vitry-sur-Seine"]
    assert vitry.demande.total == Euros.whole(2500)
    assert "2\u00a0500\u00a0€" in whole(vitry)


def test_several_years_are_asked_one_by_one_with_their_sum() -> None:
    state = letters(a_sample(SAMPLE_B))[0]
    told = whole(state).replace("\u00a0", " ")
    assert "24 000 € en 2027, 24 500 € en 2028 et 25 000 € en 2029, soit 73 500 € en tout" in told
    assert "32,03 %" in told
    assert state.signed == ("Étienne ROBILLARD-N’GUESSAN", "directeur")


def test_a_letter_names_the_orientation_that_the_action_serves() -> None:
    told = whole(letters(a_sample())[0])
    assert (
        "«\u00a0renforcer la maîtrise de la langue et la lutte contre l’illectronisme\u00a0»"
        in told
    )


def test_a_letter_says_once_that_the_contract_is_one() -> None:
    contrat = replace(a_contrat(), titre="Contrat de ville « Exemple » (fictif)")
    told = whole(letters(a_sample(contrat=contrat))[0]).replace("\u00a0", " ")
    assert "Elle sert cette orientation (Contrat de ville « Exemple » (fictif)) :" in told


def test_a_foundation_is_not_told_of_the_contract() -> None:
    session = a_sample(changes={"projet_financeur_statut@F7": "demandé"})
    made = letters(session)[-1]
    assert made.demande.kind == "prive"
    assert "contrat de ville" not in whole(made)
    assert "Ses objectifs" in whole(made)


def test_the_address_of_a_funder_is_never_invented() -> None:
    for made in letters(a_sample()):
        assert made.recipient[1] == missing("adresse")
        assert made.lacking == ("adresse",)


def test_what_the_dossier_lacks_is_said_where_it_should_stand() -> None:
    names = ("nom", "sigle", "date_debut@P1", "fait_le", "representant_nom", "representant_prenom")
    blank = dict.fromkeys((*names, "contact_courriel", "benef_total.2027@P1"), "")
    made = letters(a_sample(changes=blank))[0]
    for what in ("nom de l’association", "date de début", "date", "signataire", "courriel"):
        assert missing(what) in whole(made)
        assert what in made.lacking
    assert "s’adresse à" not in whole(made)


def test_every_figure_of_a_letter_is_one_of_the_dossier() -> None:
    for name in (SAMPLE_A, SAMPLE_B):
        session = a_sample(name)
        facts = session.facts
        known = " ".join(
            f"{record.text} {facts.shown(key.field, key.row, key.year)}"
            for key, record in session.dossier.records.items()
        )
        figures = set(re.findall(r"\d+", known.replace("\u00a0", "")))
        for demande in demandes(facts):
            total = Euros.total(one.produits for one in demande.years)
            made = {total.digits, demande.total.digits, VALUES["part"](facts, demande)}
            for one in made:
                figures |= set(re.findall(r"\d+", one.replace("\u00a0", "")))
            for value in VALUES.keys() - {"contrat", "quartiers", "orientation"}:
                told = VALUES[value](facts, demande).replace("\u00a0", "")
                assert set(re.findall(r"\d+", told)) <= figures, value


@settings(max_examples=cases(25))
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=80))
def test_braces_in_an_answer_are_only_text(typed: str) -> None:
    session = a_sample()
    type_in(session, "intitule@P1", f"x {{montant}} {typed}")
    shown = session.facts.shown("intitule", session.facts.projects[0])
    assert shown in letters(session)[0].subject


def test_every_value_has_the_words_that_stand_for_it() -> None:
    assert VALUES.keys() == LABELS.keys()
    assert any(not one.pour for one in MODELES)


@pytest.mark.parametrize(
    ("before", "after", "line", "said"),
    [
        ("{montant}", "{mountain}", 8, "aucune valeur"),
        ("si: [phrase]", "si: [frase]", 12, "aucune valeur"),
        ('{intitule} »"', '{intitule »"', 5, "accolade"),
        ("salutation:", "salut:", 6, "n’est pas connue"),
    ],
)
def test_a_mistake_in_a_letter_is_told_at_its_line(
    tmp_path: Path, before: str, after: str, line: int, said: str
) -> None:
    path = tmp_path / "lettre.yaml"
    text = (FOLDER / "01-soutien.yaml").read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(FileFaults) as refused:
        load_lettre(path)
    told = [(fault.line, fault.message) for fault in refused.value.faults]
    assert any(at == line and said in message for at, message in told), told


def test_a_folder_without_a_letter_for_everybody_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes((FOLDER / "02-fondation.yaml").read_bytes())
    with pytest.raises(FileFaults, match="tous les financeurs"):
        load_lettres(tmp_path)


@SAMPLES
def test_a_letter_reads_the_same_on_paper_and_in_a_word_processor(name: str) -> None:
    made = letters(a_sample(name))[0]
    pdf = compose_letter(made, AT, FONTS)
    document = docx.Document(io.BytesIO(compose_letter_docx(made, AT)))
    written = packed("\n".join(paragraph.text for paragraph in document.paragraphs))
    for text in whole(made).split("\n"):
        assert packed(text) in packed(text_of(pdf))
        assert packed(text) in written
    with opened(pdf) as read:
        assert_tree_and_pages_agree(read)
        assert roles(read).count("H1") == 1
    assert [p.style.name for p in document.paragraphs].count("Heading 1") == 1  # type: ignore[union-attr]
