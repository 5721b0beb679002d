"""What the screens show, computed without a window."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.app.budget_labels import Labels
from cvdesk.app.budgetview import budget_view
from cvdesk.app.cards import card_of
from cvdesk.app.contrattree import matches, sheet_of_project, spans, words_of
from cvdesk.app.deadline import deadline
from cvdesk.app.finder import folded, matching, places
from cvdesk.app.navigation import State, steps
from cvdesk.app.nextaction import first_action, next_action
from cvdesk.app.panel import panel_view, summary
from cvdesk.app.pasting import pasted_answers
from cvdesk.app.piecelist import piece_views
from cvdesk.app.readback import NOT_ANSWERED, first_sentences, readback
from cvdesk.app.session import Session
from cvdesk.app.viewmodel import field_view
from cvdesk.app.whopays import who_pays
from cvdesk.catalog.livres_load import load_livres
from cvdesk.domain.budget import budgets, percent
from cvdesk.domain.findings import Gravity
from cvdesk.domain.form import Field
from cvdesk.domain.ids import FieldId, Key
from cvdesk.domain.money import Euros
from tests.gui.desk import TODAY, ADesk
from tests.support.builders import RESOURCES, SAMPLE_B, a_form, a_sample, an_appel

LABELS = Labels(a_form().budgets["projet"].grid, load_livres(RESOURCES / "comptes" / "livres.yaml"))


def an_annual(**answers: str) -> Session:
    return a_sample(changes=answers, today=TODAY)


def an_empty() -> Session:
    desk = ADesk()
    return desk.session(
        desk.new_dossier(formulaire="annuel", contrat="gosb-2024", appel="", years=())
    )


@pytest.mark.parametrize(
    ("today", "short", "soon"),
    [
        (date(2026, 12, 4), "14 jours", True),
        (date(2026, 12, 3), "15 jours", False),
        (date(2026, 12, 17), "1 jour", True),
        (date(2026, 12, 18), "aujourd’hui", True),
        (date(2026, 12, 19), "clos", True),
    ],
)
def test_the_days_left_in_words(today: date, short: str, *, soon: bool) -> None:
    said = deadline(an_appel(), today)
    assert said is not None
    assert (said.short, said.long, said.soon) == (short, "dépôt le 18/12/2026", soon)


def test_no_days_are_counted_without_a_call() -> None:
    assert deadline(None, TODAY) is None
    assert deadline(replace(an_appel(), cloture=None), TODAY) is None


def test_a_card_tells_what_is_wrong_before_what_is_missing() -> None:
    card = card_of(an_annual(**{"projet_641.2027@P1": "9 900"}), TODAY)
    assert card.state is State.TO_CORRECT
    assert card.next_step.startswith("Corriger")


def test_the_card_of_an_empty_dossier_invites_to_begin() -> None:
    card = card_of(an_empty(), TODAY)
    assert (card.state, card.action, card.done) == (State.EMPTY, "Commencer", 0)
    assert card.heading.title == "Dossier sans titre pour l’instant"
    assert card.heading.association == "Association à nommer"


def test_the_card_of_a_frozen_dossier_asks_nothing() -> None:
    session = a_sample()
    session.freeze()
    card = card_of(session, TODAY)
    assert (card.state, card.detail, card.action) == (State.FROZEN, "version 1", "Relire")
    assert card.next_step == "Signer la version 1"


def test_an_unticked_declaration_is_not_a_mistake() -> None:
    card = card_of(an_annual(attest_compte=""), TODAY)
    assert card.state is State.TO_COMPLETE


def test_an_agreement_is_named_by_its_years() -> None:
    card = card_of(a_sample(SAMPLE_B), TODAY)
    assert "CPO 2027–2029" in card.heading.line


def test_the_next_action_of_a_complete_dossier_is_to_sign() -> None:
    session = a_sample()
    for step in steps(session.facts):
        action = next_action(session, step)
        assert action.sign == (action.label == "Relire et signer")
    assert first_action(session).label


def test_the_next_action_leaves_the_declarations_to_the_signatory() -> None:
    session = an_annual(attest_compte="")
    last = steps(session.facts)[-1]
    assert "attest" not in str(next_action(session, last).key)


def test_declarations_are_ticked_where_the_signatory_reads_and_nowhere_else() -> None:
    session = an_annual(attest_compte="")
    last = steps(session.facts)[-1]
    remark = panel_view(session, last).remarks[0]
    assert "que seule la personne qui signe peut cocher" in remark.message
    assert remark.action == "Relire et signer"


def test_many_missing_answers_are_one_card() -> None:
    session = an_empty()
    view = panel_view(session, steps(session.facts)[1])
    missing = [one for one in view.remarks if one.message.startswith("Il reste")]
    assert len(missing) == 1
    assert missing[0].action == "Aller à la première"
    assert "points à compléter" in view.summary


def test_missing_answers_are_named_so_that_they_differ() -> None:
    session = an_annual(aides_n2="", aides_n1="", aides_n0="", benevoles="")
    step = next(one for one in steps(session.facts) if one.section.id == "moyens")
    [said] = [r.message for r in panel_view(session, step).remarks if "réponses" in r.message]
    named = said.partition(": ")[2].rstrip("…").split(", ")
    assert len(set(named)) == len(named)
    assert said.count("Aides reçues") == 3


def test_an_answer_that_is_only_missing_is_to_complete_not_to_correct() -> None:
    session = an_annual()
    key = Key.parse("nom")
    field = session.reference.form.field(key.field)
    assert isinstance(field, Field)
    session.answer(key, "")
    assert field_view(session, field, key).gravity is Gravity.CORRECT


def test_a_step_without_remark_says_so() -> None:
    assert summary(()) == "Rien à signaler dans cette étape"


def test_a_search_needs_every_word_and_forgives_accents() -> None:
    every = places(an_annual())
    assert matching(every, "") == ()
    found = matching(every, "beneficiaires qpv")
    assert found == matching(every, "QPV Bénéficiaires")
    assert all(folded("publics") in one.words or one.key for one in found)


@given(st.text(max_size=60), st.text(alphabet="éèàüœÉabc ’'", max_size=8))
def test_matches_are_marked_inside_the_text(text: str, typed: str) -> None:
    for start, length in spans(text, words_of(typed)):
        assert 0 <= start < start + length <= len(text)


def test_a_ligature_and_an_accent_are_forgiven() -> None:
    assert spans("Œuvrer à l’émancipation", words_of("oeuvrer emancipation")) == ((0, 6), (11, 12))
    assert matches((), words_of("xyz")) == frozenset()


def test_a_word_is_looked_for_from_its_beginning() -> None:
    assert spans("Développer le vélo et les véloroutes", words_of("velo")) == ((14, 4), (26, 4))
    assert spans("L’accès aux droits", words_of("l'acces")) == ((2, 5),)
    assert spans("Straße", ("strasse",)) == ((0, 6),)


def test_articles_and_single_letters_are_not_looked_for() -> None:
    assert words_of("l’isolement des personnes âgées") == ("isolement", "personnes", "agees")
    assert words_of("i") == words_of("de la") == ()
    assert words_of("axe 4 du 94") == ("axe", "4", "94")


def test_without_commune_the_sheet_says_where_to_give_it() -> None:
    session = an_annual()
    for row in session.facts.rows("territoires", session.facts.projects[0]):
        session.remove_row(row)
    sheet = sheet_of_project(session.facts, session.facts.projects[0])
    assert "Indiquez d’abord la commune" in sheet.said


def test_amounts_are_pasted_by_account_or_downwards() -> None:
    session = an_annual()
    view = budget_view(
        session.facts, session.reference.form.budgets["projet"], session.facts.projects[0]
    )
    rows = view.charges.rows
    named = dict(pasted_answers("641\t9 000 €\n645\t3000,50\nTotal\tneuf", rows, 0, 0, LABELS))
    assert {str(key): text for key, text in named.items()} == {
        "projet_641.2027@P1": "9 000 €", "projet_645.2027@P1": "3000,50",
    }  # fmt: skip
    down = pasted_answers("100\n200", rows, 0, 0, LABELS)
    assert [str(key) for key, _ in down] == ["projet_604.2027@P1", "projet_601.2027@P1"]
    assert pasted_answers("rien du tout", rows, 0, 0, LABELS) == ()
    assert pasted_answers("\n".join(["1"] * 99), rows, 0, 0, LABELS)[-1][1] == "1"


def test_a_pasted_line_goes_where_its_words_say_before_its_number() -> None:
    session = an_annual()
    view = budget_view(
        session.facts, session.reference.form.budgets["projet"], session.facts.projects[0]
    )
    rows = (*view.produits.rows, *view.contributions.rows)
    table = "870 Dons en nature\t5\n875 Bénévolat\t7\n870 Autre chose\t9\nTotal\t21"
    pasted = pasted_answers(table, rows, 0, 0, LABELS)
    assert {str(key): text for key, text in pasted} == {
        "projet_875.2027@P1": "5", "projet_870.2027@P1": "7",
    }  # fmt: skip


def test_the_list_of_pieces_follows_the_answers() -> None:
    first = {
        view.nature
        for view in piece_views(an_annual(demande_frequence="premiere"))
        if view.expected
    }
    again = {view.nature for view in piece_views(an_annual()) if view.expected}
    assert again - first == {"compte_rendu"}


def test_the_page_says_what_is_not_known_yet() -> None:
    page = readback(an_empty().facts)
    assert page.title == NOT_ANSWERED
    assert dict(page.lines)["Pourquoi"] == NOT_ANSWERED


def test_a_budget_without_an_amount_is_not_read_as_balanced() -> None:
    session = an_empty()
    session.answer(Key.parse("premier_exercice"), "2027")
    assert dict(readback(session.facts).lines)["Budget"] == "2027\u00a0: aucun montant inscrit."


def test_a_funder_who_granted_a_part_is_read_once_with_the_whole() -> None:
    read = dict(readback(an_annual().facts).lines)["Budget"]
    assert read.count("Commune de Vitry-sur-Seine") == 1
    assert "Commune de Vitry-sur-Seine 4\u00a0000\u00a0€" in read


def test_the_mandatary_signs_when_the_president_does_not() -> None:
    session = an_annual(
        signataire_representant="non", signataire_civilite="m", signataire_prenom="Lucien",
        signataire_nom="PERROT", signataire_fonction="directeur",
    )  # fmt: skip
    assert readback(session.facts).signatory == "M. Lucien PERROT, directeur"


def test_the_signatory_hears_that_papers_said_to_be_joined_have_no_file_here() -> None:
    session = an_annual()
    first, *others = [
        row for row in session.facts.rows("pieces")
        if session.facts.value("piece_etat", row) == "jointe"
    ]  # fmt: skip
    many = 1 + len(others)
    said = f"{many} jointes, dont {many} sans leur fichier ici."
    assert dict(readback(session.facts).lines)["Pièces"] == said
    session.answer(Key.parse(f"piece_fichier@{first}"), f"{'0' * 64} 9 statuts.pdf")
    for row in others:
        session.answer(Key.parse(f"piece_etat@{row}"), "a_venir")
    assert dict(readback(session.facts).lines)["Pièces"] == "1 jointe."


def test_long_texts_are_read_by_whole_sentences() -> None:
    long = "Une phrase courte. " * 30
    assert first_sentences(long).endswith("courte.")
    assert first_sentences("mot " * 200).endswith("…")
    assert first_sentences("Bref.") == "Bref."


def test_a_budget_without_money_has_no_shares() -> None:
    session = an_empty()
    session.answer(Key.parse("premier_exercice"), "2027")
    (budget,) = budgets(session.facts, "projet")
    shown = who_pays(budget, None)
    assert (shown.shares, shown.public_part, shown.ceiling) == ((), 0.0, None)


def test_voluntary_contributions_count_when_the_call_says_so() -> None:
    session = an_annual()
    (budget,) = budgets(session.facts, "projet")
    without = who_pays(budget, session.reference.appel)
    counted = who_pays(budget, replace(an_appel(), cvn_comptees=True))
    assert counted.public_part < without.public_part
    assert without.total == budget.produits
    assert counted.total == budget.produits + budget.contributions
    for view in (without, counted):  # the bar, the bracket over it and the words: one base
        assert Euros.total(share.amount for share in view.shares) == view.total
        parts = [share.amount for share in view.shares if share.kind == "public"]
        assert view.public == percent(Euros.total(parts), view.total)
        assert f"{percent(budget.asked, view.total)} du projet, " in view.sentence
    assert "du projet, sans le bénévolat ni les prêts." in without.sentence
    assert "du projet, bénévolat et prêts compris." in counted.sentence
    assert "Bénévolat et prêts" in counted.spoken
    assert "État 8\u00a0000\u00a0€" in without.spoken


def test_the_own_budget_of_an_association_does_not_speak_of_a_project() -> None:
    session = an_annual()
    (budget,) = budgets(session.facts, "asso")
    asking = who_pays(budget, session.reference.appel).sentence
    assert f"{percent(budget.asked, budget.produits)} du budget de l’association" in asking
    for row in session.facts.rows("asso_financeurs"):
        session.answer(Key(FieldId("asso_financeur_sollicite"), row), "")
    (budget,) = budgets(session.facts, "asso")
    silent = who_pays(budget, session.reference.appel).sentence
    assert silent.startswith("Votre effort\u00a0:")
    assert "du budget de l’association" in silent
    assert "projet" not in asking + silent
