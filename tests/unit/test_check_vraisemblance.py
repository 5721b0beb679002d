"""Checks 38 to 42: lines that surprise."""

import pytest

from cvdesk.domain.ids import GroupId, RowId
from tests.support.builders import (
    EMPTY,
    SAMPLE_B,
    a_sample,
    codes,
    lit,
    only,
    phrase,
    said,
    type_in,
)


def test_bud_38_a_funder_gives_more_to_the_project_than_to_the_association() -> None:
    changes = {
        "asso_financeur_montant.2027@G7": "1 500",
        "asso_financeur_montant.2027@G6": "18 000",
    }
    finding = only(a_sample(changes=changes), "BUD-38")
    assert phrase(finding) == (
        "La ligne « Organisme social (CAF, etc.) » est plus élevée dans le projet (2 000 €) que "
        "dans le budget de l'association (1 500 €). Une des deux est à revoir."
    )
    assert lit(finding) == [
        "asso_financeur_montant.2027@G7", "projet_financeur_montant.2027@F6",
    ]  # fmt: skip


def test_bud_38_a_funder_named_alike_is_compared_even_when_its_kind_fits() -> None:
    """3 000 € of the FDVA hide that the politique de la ville line is short by 500 €."""
    changes = {
        "asso_financeur_montant.2027@G1": "7 500",
        "asso_financeur_montant.2027@G2": "3 500",
    }
    finding = only(a_sample(changes=changes), "BUD-38")
    assert phrase(finding).startswith("La ligne « État – politique de la ville, préfecture du")


def test_bud_38_an_account_larger_in_the_project_or_absent_from_the_association() -> None:
    finding = only(a_sample(changes={"asso_65x.2027": EMPTY, "asso_68x.2027": "1 300"}), "BUD-38")
    assert phrase(finding).startswith(
        "La ligne « 65 – Autres charges de gestion courante » est plus élevée dans le projet "
        "(100 €) que dans le budget de l'association (0 €)."
    )
    assert lit(finding) == ["projet_65x.2027@P1", "asso_65x.2027"]


def test_bud_38_adds_the_projects_of_a_year() -> None:
    session = a_sample()
    session.add_row(GroupId("projet"), row=RowId("P2"))
    type_in(session, "projet_601.2027@P2", "3 000")
    assert "60 – Achats » est plus élevée dans le projet (4 600 €)" in phrase(
        only(session, "BUD-38")
    )


def test_bud_38_compares_only_the_year_of_the_association_and_only_once_it_is_begun() -> None:
    assert "BUD-38" not in codes(a_sample(SAMPLE_B, {"projet_601.2029@P1": "90 000"}))
    session = a_sample()
    for key in [key for key in session.dossier.records if key.field.startswith("asso_")]:
        if key.year is not None and not key.row:
            session.answer(key, EMPTY)
    assert "BUD-38" in codes(session)
    for row in session.facts.rows("asso_financeurs"):
        session.remove_row(row)
    assert "BUD-38" not in codes(session)


@pytest.mark.parametrize(
    "note", ["641 : deux bénévoles indemnisés.", "64 : le bénévolat du samedi", "645 – bénévoles"]
)
def test_bud_39_volunteers_in_the_wages(note: str) -> None:
    finding = only(a_sample(changes={"projet_details@P1": note}), "BUD-39")
    assert phrase(finding) == (
        "Le bénévolat ne se met pas dans les salaires : il se compte à part, en bas du tableau, "
        "des deux côtés."
    )
    assert lit(finding) == ["projet_details@P1", "projet_641.2027@P1"]


def test_bud_39_volunteers_told_of_another_line_are_no_wages() -> None:
    fine = "641 : animatrice 0,25 ETPT ; 864 : 480 h de bénévolat à 12,02 €."
    assert "BUD-39" not in codes(a_sample(changes={"projet_details@P1": fine}))


def test_bud_39_hours_counted_for_nothing() -> None:
    nothing = dict.fromkeys(
        [f"projet_{line}.2027@P1" for line in ("861", "864", "870", "871")], EMPTY
    )
    finding = only(a_sample(changes=nothing), "BUD-39")
    assert phrase(finding).startswith("Vous annoncez 480 heures de bénévolat, comptées pour 0 € :")
    assert lit(finding) == ["projet_864.2027@P1", "projet_870.2027@P1"]


def test_bud_40_indirect_costs_need_a_sentence_on_how_they_are_shared() -> None:
    finding = only(a_sample(changes={"projet_cle@P1": EMPTY}), "BUD-40")
    assert phrase(finding) == (
        "Vous comptez 1 200 € de frais généraux. Écrivez en une phrase comment vous les avez "
        "répartis, par exemple selon le temps de travail."
    )
    assert lit(finding) == ["projet_cle@P1", "projet_chgfixe.2027@P1"]


def test_bud_40_is_said_once_for_all_years_and_never_without_indirect_costs() -> None:
    finding = only(a_sample(SAMPLE_B, {"projet_cle@P1": EMPTY}), "BUD-40")
    assert "18 030 €" in phrase(finding)
    none = {"projet_cle@P1": EMPTY, "projet_chgfixe.2027@P1": "0"}
    assert "BUD-40" not in codes(a_sample(changes=none))


def test_bud_40b_a_surplus_expected_is_no_indirect_cost() -> None:
    surplus = {"projet_cle@P1": EMPTY, "projet_chgfixe.2027@P1": "0",
               "projet_excedprevisionnel.2027@P1": "9 000"}  # fmt: skip
    assert not codes(a_sample(changes=surplus)) & {"BUD-40", "BUD-40B"}


def test_bud_40b_more_than_fifteen_per_cent_is_an_advice() -> None:
    exactly = {"projet_chgfixe.2027@P1": "3 150", "projet_622.2027@P1": "450"}
    assert "BUD-40B" not in codes(a_sample(changes=exactly))
    more = {"projet_chgfixe.2027@P1": "3 600", "projet_622.2027@P1": "0"}
    finding = only(a_sample(changes=more), "BUD-40B")
    assert phrase(finding).startswith(
        "Vous comptez 3 600 € de frais généraux, soit 17,14 % du projet."
    )
    assert lit(finding) == ["projet_chgfixe.2027@P1"]


def test_bud_41_a_durable_purchase_among_supplies() -> None:
    changes = {
        "projet_60x.2027@P1": "2 500",
        "projet_641.2027@P1": "7 750",
        "projet_details@P1": "622 : douze vacations. 60x : un ordinateur.",
    }
    finding = only(a_sample(changes=changes), "BUD-41")
    assert phrase(finding) == (
        "Un achat important et durable relève plutôt d'une aide à l'investissement. Ce formulaire "
        "ne la couvre pas : à vérifier avec le financeur."
    )
    assert lit(finding) == ["projet_60x.2027@P1", "projet_details@P1"]


@pytest.mark.parametrize(
    ("amount", "note"),
    [("500", "60x : un ordinateur."), ("2 500", "60x : des cahiers."), ("2 500", EMPTY),
     ("2 500", "Une animatrice aide à se servir d’un ordinateur.")],
)  # fmt: skip
def test_bud_41_small_purchases_and_other_words_say_nothing(amount: str, note: str) -> None:
    changes = {"projet_60x.2027@P1": amount, "projet_details@P1": note}
    assert "BUD-41" not in codes(a_sample(changes=changes))


def test_bud_42_wages_almost_without_charges() -> None:
    changes = {"projet_645.2027@P1": "0", "projet_641.2027@P1": "12 940"}
    finding = only(a_sample(changes=changes), "BUD-42")
    assert phrase(finding) == (
        "Il y a des salaires mais presque pas de charges sociales. Est-ce un contrat aidé ? Sinon, "
        "une ligne a peut-être été oubliée."
    )
    assert lit(finding) == ["projet_645.2027@P1", "projet_641.2027@P1"]


def test_bud_42_the_association_is_looked_at_too_and_named() -> None:
    finding = only(a_sample(changes={"asso_645.2027": "1 000"}), "BUD-42")
    assert "charges sociales (budget de l'association)." in phrase(finding)


def test_bud_42_wages_without_time_and_time_without_wages() -> None:
    no_time = only(a_sample(changes={"projet_etpt@P1": "0"}), "BUD-42")
    assert "mais 0 équivalent temps plein" in phrase(no_time)
    assert lit(no_time) == ["projet_etpt@P1", "projet_641.2027@P1"]
    no_wages = only(a_sample(changes={"projet_641.2027@P1": "0"}), "BUD-42")
    assert "mais aucun salaire" in phrase(no_wages)
    assert lit(no_wages) == ["projet_641.2027@P1", "projet_etpt@P1"]
    unknown = {"projet_etpt@P1": EMPTY, "projet_641.2027@P1": "0"}
    assert "BUD-42" not in codes(a_sample(changes=unknown))


def test_bud_42_says_nothing_of_a_budget_that_is_not_begun() -> None:
    session = a_sample()
    session.add_row(GroupId("projet"), row=RowId("P2"))
    type_in(session, "projet_etpt@P2", "1")
    assert said(session, "BUD-42") == []
