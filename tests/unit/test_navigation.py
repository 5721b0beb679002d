"""The steps of a dossier, their state, and where F7 goes."""

from dataclasses import replace

from cvdesk.app.navigation import (
    State,
    Step,
    StepView,
    findings_by_step,
    findings_in_order,
    label_of,
    next_finding,
    step_of,
    step_of_answer,
    step_views,
    steps,
)
from cvdesk.app.session import Session
from cvdesk.domain.findings import Finding, Gravity
from cvdesk.domain.ids import ROOT, GroupId, Key, RowId
from tests.support.builders import (
    EMPTY,
    SAMPLE_A,
    SAMPLE_B,
    a_reference,
    a_sample,
    a_session,
    nothing_yet,
    only,
    some_facts,
    type_in,
)


def view_of(session: Session, section: str, row: str = "") -> StepView:
    return next(
        view
        for view in step_views(session)
        if (view.step.section.id, view.step.row) == (section, row)
    )


def test_the_steps_follow_the_form() -> None:
    found = [step.id for step in steps(some_facts())]
    assert found == [
        "demande", "association", "moyens", "quartiers@P1", "besoin@P1", "orientations@P1",
        "publics@P1", "deroulement@P1", "indicateurs@P1", "budget_projet@P1",
        "budget_association", "pieces", "signature",
    ]  # fmt: skip


def test_each_project_has_its_steps_one_project_after_the_other() -> None:
    session = a_sample()
    session.add_row(GroupId("projet"), row=RowId("P2"))
    rows = [step.row for step in steps(session.facts) if step.row]
    assert rows == ["P1"] * 7 + ["P2"] * 7
    assert view_of(session, "besoin", "P2").title == "Projet 2\u00a0: Besoin et objectifs"
    assert view_of(a_sample(), "besoin", "P1").title == "Besoin et objectifs"


def test_a_dossier_without_a_project_has_the_other_steps() -> None:
    session = a_sample(without=["P1"])
    assert [step.row for step in steps(session.facts)] == [ROOT] * 6
    assert sum(map(len, findings_by_step(session).values())) == len(session.findings)


def test_a_form_whose_last_steps_repeat_keeps_them_last() -> None:
    facts = some_facts()
    form = replace(facts.form, sections=facts.form.sections[:5])
    assert [step.id for step in steps(facts.fresh(form=form))][-1] == "besoin@P1"


def test_every_finding_has_one_step_and_the_steps_are_numbered() -> None:
    session = a_sample(SAMPLE_B, {"siret": "1", "besoin@P1": EMPTY, "piece_etat@rib": "a_venir"})
    grouped = findings_by_step(session)
    assert sorted(map(id, session.findings)) == sorted(
        id(finding) for found in grouped.values() for finding in found
    )
    assert [view.number for view in step_views(session)] == list(range(1, len(grouped) + 1))


def test_a_finding_goes_to_the_step_of_its_first_answer_in_the_project_of_its_row() -> None:
    session = a_sample(without=["I5"])
    step = step_of(session.facts, only(session, "IND-51"))
    assert step.id == "indicateurs@P1"
    deep = Finding("X", None, Gravity.CORRECT, "…", (Key.parse("indicateur_cible.2027@I1"),))
    assert step_of(session.facts, deep).id == "indicateurs@P1"


def test_a_finding_without_answers_goes_to_its_step_else_to_the_first_one() -> None:
    facts = some_facts()
    in_pieces = Finding("X", None, Gravity.CORRECT, "…", section="pieces")
    assert step_of(facts, in_pieces).id == "pieces"
    nowhere = Finding("X", None, Gravity.CORRECT, "…")
    assert step_of(facts, nowhere).id == "demande"
    unknown = Finding("X", None, Gravity.CORRECT, "…", (Key.parse("inconnu"),), section="moyens")
    assert step_of(facts, unknown).id == "moyens"
    lost = Finding("X", None, Gravity.CORRECT, "…", (Key.parse("objectif_texte@PERDU"),))
    assert step_of(facts, lost).id == "besoin@P1"


def test_the_states_of_a_step() -> None:
    assert view_of(a_sample(), "moyens").detail == "Complet"
    blocking = view_of(a_sample(changes={"siret": "1"}), "association")
    assert (blocking.state, blocking.detail) == (State.TO_CORRECT, "À corriger · 2 points")
    nearly = view_of(a_sample(changes={"benevoles": EMPTY}), "moyens")
    assert (nearly.state, nearly.detail) == (State.TO_COMPLETE, "À compléter · 1 point")
    correct = view_of(a_sample(), "association")
    assert correct.state is State.TO_COMPLETE
    question = view_of(a_sample(), "demande")
    assert (question.state, question.detail) == (State.QUESTION, "Question ouverte · 1")


def test_a_step_that_lacks_a_lot_is_only_begun() -> None:
    session = a_session(nothing_yet(), a_reference())
    type_in(session, "nom", "Les Mots")
    view = view_of(session, "association")
    assert view.state is State.STARTED
    assert view.detail.startswith("Commencé · ")


def test_a_step_where_nothing_is_answered_is_empty_whatever_it_lacks() -> None:
    """Even when what is missing keeps from signing: nobody has done anything wrong yet."""
    session = a_session(nothing_yet(), a_reference())
    for view in step_views(session):
        assert (view.state, view.detail) == (State.EMPTY, "Vide"), view.step.id


def test_an_advice_counts_neither_in_the_state_nor_in_the_points() -> None:
    view = view_of(a_sample(SAMPLE_B), "budget_projet", "P1")
    assert (view.state, view.detail) == (State.COMPLETE, "Complet")


def test_f7_walks_every_finding_in_the_order_of_the_steps_and_comes_round() -> None:
    session = a_sample(SAMPLE_A, {"siret": "1", "attest_charte": EMPTY})
    walked: list[Finding] = []
    finding = next_finding(session, steps(session.facts)[0])
    while finding is not None and finding not in walked:
        walked.append(finding)
        finding = next_finding(session, step_of(session.facts, finding), finding)
    assert finding == walked[0]
    assert sorted(f.code for f in walked) == sorted(f.code for f in session.findings)
    order = steps(session.facts)
    places = [order.index(step_of(session.facts, f)) for f in walked]
    assert places == sorted(places)


def test_f7_goes_on_from_an_answer_just_given() -> None:
    """A point that is settled leaves the list: the walk does not begin again at the first one."""
    session = a_sample(SAMPLE_A, {"siret": "1", "besoin@P1": EMPTY, "droit_commun@P1": EMPTY})
    first, *others = findings_in_order(session)
    [place] = [n for n, one in enumerate(others) if one.keys == (Key.parse("besoin@P1"),)]
    session.answer(Key.parse("besoin@P1"), "Des enfants décrochent.")
    here = step_of_answer(session.facts, Key.parse("besoin@P1"))
    following = next_finding(session, here, others[place], (first, *others))
    assert following == others[place + 1]


def test_f7_starts_from_the_step_that_someone_opened() -> None:
    """Whoever goes to another step wants what remains there, not what follows the last visit."""
    session = a_sample(SAMPLE_A, {"siret": "1", "besoin@P1": EMPTY})
    need = step_of_answer(session.facts, Key.parse("besoin@P1"))
    [missing] = findings_by_step(session)[need]
    assert next_finding(session, need) == missing
    first = findings_in_order(session)[0]
    assert next_finding(session, need, first, (first,)) == missing
    nothing_more = steps(session.facts)[-1]
    assert not findings_by_step(session)[nothing_more]
    assert next_finding(session, nothing_more) == first


def test_f7_has_nowhere_to_go_when_all_is_right() -> None:
    session = a_sample(checks=())
    assert next_finding(session, steps(session.facts)[0]) is None


def test_a_question_is_named_by_its_printed_label_else_by_its_own() -> None:
    facts = some_facts()
    assert label_of(facts, Key.parse("siret")) == "SIRET"
    assert label_of(facts, Key.parse("benef_total.2027@P1")) == "Bénéficiaires 2027"
    assert label_of(facts, Key.parse("precedente_terminee")) == (
        "L’action aidée cette année-là est-elle terminée"
    )
    assert label_of(facts, Key.parse("inconnu@P1")) == "inconnu@P1"


def test_a_step_is_the_same_step_after_an_edit() -> None:
    session = a_sample()
    before: tuple[Step, ...] = steps(session.facts)
    type_in(session, "nom", "Autre")
    assert steps(session.facts) == before
