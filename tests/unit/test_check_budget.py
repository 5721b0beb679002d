"""Checks 31 to 34 and 43: the arithmetic of the budgets, and where to look when it is out."""

from collections.abc import Mapping

import pytest

from cvdesk.domain.checks.budget import charges_equal_products
from cvdesk.domain.ids import GroupId, RowId
from tests.support.builders import (
    EMPTY,
    SAMPLE_B,
    a_bare_budget,
    a_sample,
    codes,
    lit,
    only,
    phrase,
    said,
    type_in,
)


def test_bud_31_tells_the_gap_and_where_to_look_first() -> None:
    """The line that is worth the gap is a clue: 100 € of account 65, beside 100 € too much."""
    finding = only(a_sample(changes={"projet_641.2027@P1": "9 900"}), "BUD-31")
    assert phrase(finding) == (
        "Il y a 100 € de différence entre les dépenses et les recettes. Les deux totaux doivent "
        "être égaux : regardons d'abord la ligne « 65 Autres charges de gestion courante », qui "
        "vaut justement cette différence."
    )
    assert lit(finding) == ["projet_65x.2027@P1"]


@pytest.mark.parametrize(
    ("changes", "hint", "key"),
    [
        ({"projet_financeur_montant.2027@F6": EMPTY},
         "la ligne 74 « CAF du Val-de-Marne », qui n'a pas encore de montant",
         "projet_financeur_montant.2027@F6"),
        ({"projet_insufprevisionnel.2027@P1": EMPTY, "projet_756.2027@P1": "1 250"},
         "la ligne « 756 Cotisations », la dernière ligne modifiée", "projet_756.2027@P1"),
        ({"projet_financeur_montant.2027@F2": "4 123"},
         "la ligne 74 « Département du Val-de-Marne », la dernière ligne modifiée",
         "projet_financeur_montant.2027@F2"),
        ({"projet_604.2027@P1": "1 111", "projet_79x.2027@P1": "3 333"},
         "la ligne « 79 Transfert de charges », la dernière ligne modifiée", "projet_79x.2027@P1"),
        ({"projet_604.2027@P1": "777", "projet_79x.2027@P1": "777", "projet_66x.2027@P1": "888"},
         "la ligne « 66 Charges financières », qui vaut justement cette différence",
         "projet_66x.2027@P1"),
        ({"projet_67x.2027@P1": "1 234", "projet_65x.2027@P1": "1 334"},
         "la ligne « 67 Charges exceptionnelles », qui vaut la moitié de cette différence",
         "projet_67x.2027@P1"),
    ],
)  # fmt: skip
def test_bud_31_follows_the_best_clue(changes: Mapping[str, str], hint: str, key: str) -> None:
    finding = only(a_sample(changes=changes), "BUD-31")
    assert phrase(finding).split("regardons d'abord ")[1] == f"{hint}."
    assert lit(finding) == [key]


def test_bud_31_a_funder_without_a_name_is_told_so() -> None:
    session = a_sample()
    session.add_row(GroupId("projet_financeurs"), RowId("P1"), RowId("F8"))
    type_in(session, "projet_604.2027@P1", "777")
    type_in(session, "projet_604.2027@P1", "123")
    assert "regardons d'abord la ligne « 604 Prestations" in phrase(only(session, "BUD-31"))
    type_in(session, "projet_604.2027@P1", EMPTY)
    type_in(session, "projet_641.2027@P1", "12 345")
    said_now = phrase(only(session, "BUD-31"))
    assert said_now.endswith("la ligne 74 sans nom, qui n'a pas encore de montant.")


def test_bud_31_when_no_line_stands_out_the_grants_are_looked_at_first() -> None:
    """All typed at once, as after an import: the stamps are the same."""
    found = list(charges_equal_products.run(a_bare_budget({"601": 12_300, "622": 45_600}, (7,))))
    assert phrase(found[0]).endswith("regardons d'abord les subventions.")
    assert lit(found[0]) == ["projet_financeur_montant.2027@F1"]


def test_bud_31_without_grants_lights_the_typed_lines() -> None:
    found = list(charges_equal_products.run(a_bare_budget({"601": 12_300, "622": 45_600})))
    assert lit(found[0]) == ["projet_601.2027@P1", "projet_622.2027@P1"]


def test_bud_31_names_the_year_of_an_agreement_the_budget_and_the_project() -> None:
    year = only(a_sample(SAMPLE_B, {"projet_641.2028@P1": "39 300"}), "BUD-31")
    assert "les dépenses et les recettes (2028). Les deux" in phrase(year)
    association = only(a_sample(changes={"asso_641.2027": "26 001"}), "BUD-31")
    assert "(budget de l'association)." in phrase(association)
    both = only(a_sample(SAMPLE_B, {"asso_641.2027": "132 001"}), "BUD-31")
    assert "(budget de l'association, 2027)." in phrase(both)
    session = a_sample()
    session.add_row(GroupId("projet"), row=RowId("P2"))
    type_in(session, "projet_641.2027@P2", "5")
    assert "(projet 2)." in phrase(only(session, "BUD-31"))


def test_bud_32_compares_voluntary_contributions_apart() -> None:
    finding = only(a_sample(changes={"projet_870.2027@P1": "5 700"}), "BUD-32")
    assert phrase(finding) == (
        "Le bénévolat et les prêts comptés d'un côté doivent se retrouver à l'identique de "
        "l'autre : 7 930 € et 7 860 €."
    )
    assert lit(finding)[:2] == ["projet_864.2027@P1", "projet_870.2027@P1"]
    assert "BUD-31" not in codes(a_sample(changes={"projet_870.2027@P1": "5 700"}))


def test_bud_32_each_year_of_an_agreement_is_told() -> None:
    changes = {"projet_864.2027@P1": "10 000", "projet_864.2029@P1": "12 000"}
    found = [phrase(finding) for finding in said(a_sample(SAMPLE_B, changes), "BUD-32")]
    assert [text.rpartition("(")[2] for text in found] == ["2027).", "2029)."]


def test_bud_33_the_amount_attested_and_that_of_line_74() -> None:
    finding = only(a_sample(changes={"montant_sollicite.2027": "8 500"}), "BUD-33")
    assert phrase(finding) == (
        "Vous demandez 8 500 € dans l'attestation, mais 8 000 € dans le budget (ligne 74). Quel "
        "est le bon montant ?"
    )
    assert lit(finding) == ["montant_sollicite.2027", "projet_financeur_montant.2027@F1"]


def test_bud_33_adds_all_projects_and_says_nothing_before_the_amount_is_given() -> None:
    assert "BUD-33" not in codes(a_sample(changes={"montant_sollicite.2027": EMPTY}))
    session = a_sample(changes={"montant_sollicite.2027": "9 000"})
    session.add_row(GroupId("projet"), row=RowId("P2"))
    session.add_row(GroupId("projet_financeurs"), RowId("P2"), RowId("F9"))
    type_in(session, "projet_financeur_montant.2027@F9", "1 000")
    assert "BUD-33" in codes(session)
    type_in(session, "projet_financeur_sollicite@F9", "oui")
    assert "BUD-33" not in codes(session)


def test_bud_33_speaks_for_each_year() -> None:
    found = said(a_sample(SAMPLE_B, {"montant_sollicite.2029": "24 000"}), "BUD-33")
    assert [phrase(finding).partition(" dans l'")[0] for finding in found] == [
        "Vous demandez 24 000 € pour 2029"
    ]


def test_bud_34_cents_are_kept_and_a_whole_amount_is_proposed() -> None:
    session = a_sample(changes={"projet_60x.2027@P1": "450,50", "projet_70x.2027@P1": "600,49"})
    up, down = said(session, "BUD-34")
    assert phrase(up) == (
        "Le formulaire n'accepte que des euros entiers : arrondissons 450,50 € à 451 €. Est-ce "
        "juste ?"
    )
    assert lit(up) == ["projet_60x.2027@P1"]
    assert "600,49 € à 600 €" in phrase(down)
    assert session.facts.shown("projet_60x", RowId("P1"), 2027) == "450,50\u00a0€"


def test_bud_34_looks_only_at_amounts_that_are_asked() -> None:
    """Neither a decimal (1,35 ETPT), nor a line that was removed, nor one of a year given up."""
    session = a_sample(changes={"projet_financeur_montant.2027@F6": "2 000,10"}, without=["F6"])
    assert "BUD-34" not in codes(session)
    session = a_sample(SAMPLE_B, {"projet_601.2029@P1": "2 400,10", "dernier_exercice": "2028"})
    assert "BUD-34" not in codes(session)


@pytest.mark.parametrize(
    ("first", "last", "seen"),
    [("01/01/2026", "31/12/2026", "2026"), ("01/09/2026", "31/08/2027", "2026-2027"),
     ("01/01/2026", EMPTY, "2026")],
)  # fmt: skip
def test_bud_43_a_budget_of_another_year(first: str, last: str, seen: str) -> None:
    changes = {"asso_exercice_debut.2027": first, "asso_exercice_fin.2027": last}
    finding = only(a_sample(changes=changes), "BUD-43")
    assert phrase(finding) == (f"Ce budget porte sur {seen}, alors que la demande est pour 2027.")
    assert lit(finding) == ["asso_exercice_debut.2027", "asso_exercice_fin.2027"]


def test_bud_43_a_school_year_that_begins_in_the_year_asked_is_admitted() -> None:
    school = {
        "projet_exercice_debut.2027@P1": "01/09/2027",
        "projet_exercice_fin.2027@P1": "31/08/2028",
    }
    assert "BUD-43" not in codes(a_sample(changes=school))
    too_long = only(
        a_sample(changes={**school, "projet_exercice_fin.2027@P1": "31/08/2029"}), "BUD-43"
    )
    assert lit(too_long)[0] == "projet_exercice_fin.2027@P1"
