"""What is copied into a portal: exactly what was answered, counted, remembered once copied."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cvdesk.app.portal import Box, Screen, boxes_to_copy, screens
from cvdesk.app.portal_copies import copied, mark, progress, unmark
from cvdesk.app.portal_text import measured, portal_text
from cvdesk.app.portal_values import typed_euros
from cvdesk.app.session import Session
from cvdesk.catalog.portail_load import load_portail
from cvdesk.catalog.yamltext import FileFaults
from cvdesk.domain.choicetypes import ChoicesType, ChoiceType, RowType, YesNoType
from cvdesk.domain.fieldtypes import TextType
from cvdesk.domain.frozen import fingerprint
from cvdesk.domain.ids import GroupId, Key
from cvdesk.domain.money import Euros
from cvdesk.domain.papertypes import NodeType
from cvdesk.domain.portail import Portail
from tests.support.builders import FORMS, SAMPLE_A, SAMPLE_B, a_form, a_sample, an_appel, type_in
from tests.support.laws import cases

PORTALS = sorted((FORMS / "portails").glob("*.yaml"))
SAMPLES = pytest.mark.parametrize("name", [SAMPLE_A, SAMPLE_B])
CLOSED = ChoiceType, ChoicesType, YesNoType, RowType, NodeType

A_FOUNDATION = """\
portail: fondation-passage
titre: Fondation Passage (fictive)
source: {title: "Portail inventé pour cet essai", checked_on: 2026-11-28}
ecrans:
  - id: votre_projet
    titre: Votre projet
    par_projet: true
    cases:
      - {id: titre, label: Titre, champ: intitule, limite: 40}
      - {id: resume, label: Résumé, champ: description, limite: 5000}
      - chaque: objectifs
        titre: Objectif
        cases: [{id: texte, label: Objectif, champ: objectif_texte}]
      - {id: demande, label: Montant, calcul: montant_demande}
"""


def read(text: str, folder: Path) -> Portail:
    path = folder / "portail.yaml"
    path.write_text(text, "utf-8")
    return load_portail(path, FORMS_READ)


FORMS_READ = [a_form("annuel"), a_form("cpo")]
DAUPHIN = load_portail(FORMS / "portails" / "dauphin-2027.yaml", FORMS_READ)


def dauphin(session: Session) -> tuple[Screen, ...]:
    return screens(session.facts, DAUPHIN)


def box(session: Session, id_: str) -> Box:
    return next(one for one in boxes_to_copy(dauphin(session)) if one.id == id_)


@pytest.mark.parametrize("path", PORTALS, ids=lambda path: path.stem)
def test_a_portal_says_where_it_comes_from_and_of_which_day(path: Path) -> None:
    portail = load_portail(path, FORMS_READ)
    assert portail.id == path.stem
    assert portail.source.checked_on is not None
    assert portail.a_verifier


def test_the_screens_of_dauphin_are_in_its_order() -> None:
    assert [one.id for one in dauphin(a_sample())] == [
        "preambule", "tiers", "demande", "projet", "plan_financement", "cofinanceurs",
        "indicateurs", "recapitulatif",
    ]  # fmt: skip


@SAMPLES
def test_a_box_has_a_name_of_its_own(name: str) -> None:
    ids = [one.id for screen in dauphin(a_sample(name)) for one in screen.boxes]
    assert len(ids) == len(set(ids))
    assert len(ids) > 100


@SAMPLES
def test_what_is_copied_is_the_answer_or_its_shown_value(name: str) -> None:
    facts = a_sample(name).facts
    compared = 0
    for one in boxes_to_copy(dauphin(a_sample(name))):
        field = None if one.key is None else facts.form.field(one.key.field)
        if field is None or one.key is None or isinstance(field.type, CLOSED):
            continue
        answer = facts.dossier.text(one.key)
        shown = facts.shown(field.id, one.key.row, one.key.year)
        digits = shown.replace("\u00a0", "").removesuffix("€")
        if isinstance(field.type, TextType):
            assert one.text == answer, one.id
        else:
            assert one.text in {answer, shown, digits}, one.id
        compared += 1
    assert compared > 50


@settings(max_examples=cases(60))
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=300))
def test_whatever_is_typed_is_copied_unaltered(typed: str) -> None:
    session = a_sample()
    key = Key.parse("description@P1")
    session.answer(key, f"« {typed}\n{typed}")
    answer = session.dossier.text(key)
    assert answer is not None
    found = box(session, "projet.description@P1")
    assert found.text == answer
    assert found.length == len(answer)
    assert found.length_without_spaces == len("".join(answer.split()))
    assert answer in portal_text(session.facts, DAUPHIN, dauphin(session))


@given(st.integers(0, 10**12))
def test_an_amount_for_a_box_of_digits_is_the_same_amount(cents: int) -> None:
    typed = typed_euros(Euros(cents))
    assert Euros.parse(typed) == Euros(cents)
    assert not set(typed) - set("0123456789,")


@SAMPLES
def test_the_plan_adds_up_to_its_totals_in_every_exercise(name: str) -> None:
    session = a_sample(name)
    found = next(one for one in dauphin(session) if one.id == "plan_financement")
    for year in session.facts.years:
        lines = [one for one in found.boxes if one.heading == f"Budget {year}"]
        total = next(b for b in found.boxes if b.id == f"plan_financement.total_charges.{year}@P1")
        charges = [
            Euros.parse(one.text)
            for one in lines
            if one.key is not None
            and any(
                one.key.field == f"projet_{line.key}"
                for account in session.reference.form.budgets["projet"].grid.charges
                for line in account.lines
            )
        ]
        assert typed_euros(Euros.total(charges)) == total.text


def test_each_project_has_its_own_screens() -> None:
    session = a_sample()
    second = session.add_row(GroupId("projet"))
    type_in(session, f"intitule@{second}", "Un second projet")
    titles = [one.title for one in dauphin(session) if one.id == "projet"]
    assert titles == [f"Saisie de la demande\u00a0: le projet, projet {rank}" for rank in (1, 2)]


def test_a_limit_of_the_call_is_counted_and_what_goes_over_is_said() -> None:
    session = a_sample(appel=an_appel(limites={"description": 700}))
    found = box(session, "projet.description@P1")
    assert (found.limit, found.excess) == (700, found.length - 700)
    assert "de trop" in measured(found)


def test_a_limit_nobody_found_is_said_not_to_be_known() -> None:
    found = box(a_sample(), "projet.description@P1")
    assert found.limit is None
    assert "limite non précisée" in measured(found)
    assert found.excess == 0


def test_an_account_number_is_copied_whole_and_shown_in_part() -> None:
    found = box(a_sample(), "tiers.iban")
    assert found.text == "FR7699999000010001234567809"
    assert found.shown == "FR76 … 809"
    session = a_sample()
    assert found.text not in portal_text(session.facts, DAUPHIN, dauphin(session))


def test_a_question_that_is_not_asked_has_no_box() -> None:
    ids = {one.id for screen in dauphin(a_sample()) for one in screen.boxes}
    assert "demande.dernier_exercice" not in ids
    assert "demande.dernier_exercice" in {
        b.id for s in dauphin(a_sample(SAMPLE_B)) for b in s.boxes
    }


def test_a_tick_is_kept_falls_with_the_text_and_voids_nothing() -> None:
    session = a_sample()
    before, undone = fingerprint(session.dossier), session.dossier
    found = box(session, "projet.description@P1")
    mark(session, DAUPHIN.id, found)
    assert copied(session.facts, DAUPHIN.id, dauphin(session)) == {found.id}
    assert fingerprint(session.dossier) == before
    assert progress(session.facts, DAUPHIN.id, dauphin(session))[0] == 1
    type_in(session, "description@P1", "Un autre texte.")
    assert copied(session.facts, DAUPHIN.id, dauphin(session)) == frozenset()
    mark(session, DAUPHIN.id, box(session, "projet.description@P1"))
    assert len(session.facts.rows("suivi_copies")) == 1
    session.undo()
    session.undo()
    session.undo()
    assert [r.text for r in session.dossier.records.values() if r.text is not None] == [
        r.text for r in undone.records.values() if r.text is not None
    ]
    assert session.facts.rows("suivi_copies") == ()


def test_a_tick_can_be_taken_off() -> None:
    session = a_sample()
    found = box(session, "tiers.siren")
    mark(session, DAUPHIN.id, found)
    unmark(session, DAUPHIN.id, found)
    assert copied(session.facts, DAUPHIN.id, dauphin(session)) == frozenset()
    unmark(session, DAUPHIN.id, found)


def test_ticks_of_one_portal_say_nothing_of_another(tmp_path: Path) -> None:
    session, other = a_sample(), read(A_FOUNDATION, tmp_path)
    mark(session, DAUPHIN.id, box(session, "projet.description@P1"))
    assert copied(session.facts, other.id, screens(session.facts, other)) == frozenset()


def test_another_portal_is_only_a_file(tmp_path: Path) -> None:
    portail = read(A_FOUNDATION, tmp_path)
    [screen] = screens(a_sample().facts, portail)
    title, summary, *objectives, asked = screen.boxes
    assert title.excess == title.length - 40 > 0
    assert summary.limit == 5000
    assert [one.heading for one in objectives] == [f"Objectif {n}" for n in (1, 2, 3, 4)]
    assert asked.text == "8000"


@pytest.mark.parametrize(
    ("before", "after", "line", "said"),
    [
        ("champ: intitule", "champ: intitulé", 9, "n’a pas la forme attendue"),
        ("champ: intitule", "champ: inconnu", 9, "aucun champ"),
        ("champ: intitule, limite: 40", "fixe: oui, champ: intitule", 9, "une seule chose"),
        ("calcul: montant_demande", "calcul: total_de_tout", 14, "aucun calcul"),
        ("chaque: objectifs", "chaque: buts", 11, "aucune liste"),
        ("champ: objectif_texte", "champ: description", 13, "n’est pas dans la liste"),
        ("champ: description", "champ: objectif_texte", 10, "appartient à la liste"),
        ("id: resume", "id: titre", 10, "deux fois"),
        ("    par_projet: true\n", "", 8, "est dans un projet"),
        ("limite: 40", "limite: -4", 9, "supérieur à 0"),
        ("limite: 40", "limite: 40, choix: {oui: Oui}", 9, "n’est pas une réponse"),
        ("calcul: montant_demande", "calcul: quartier_nom", 14, "se fait pour chaque"),
    ],
)
def test_a_mistake_in_a_portal_is_told_at_its_line(
    tmp_path: Path, before: str, after: str, line: int, said: str
) -> None:
    assert before in A_FOUNDATION
    with pytest.raises(FileFaults) as refused:
        read(A_FOUNDATION.replace(before, after, 1), tmp_path)
    told = [(fault.line, fault.message) for fault in refused.value.faults]
    assert any(at == line and said in message for at, message in told), told
