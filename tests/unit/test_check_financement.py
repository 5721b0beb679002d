"""Checks 35 to 37 and 44 to 46: who pays."""

from decimal import Decimal

import pytest

from cvdesk.domain.ids import GroupId, RowId
from cvdesk.domain.money import Euros
from tests.support.builders import (
    EMPTY,
    SAMPLE_B,
    a_sample,
    an_appel,
    codes,
    lit,
    only,
    phrase,
    said,
    type_in,
)

BEYOND = {"projet_insufprevisionnel.2027@P1": "1 500", "projet_financeur_montant.2027@F6": "2 400"}
ALONE = {
    **{f"projet_financeur_montant.2027@F{n}": "0" for n in range(2, 8)},
    "projet_financeur_montant.2027@F1": "21 000",
    **dict.fromkeys(
        [f"projet_{line}.2027@P1" for line in ("70x", "756", "758", "insufprevisionnel")], "0"
    ),
}


def test_bud_35_tells_the_public_share_and_the_cap_of_the_call() -> None:
    finding = only(a_sample(changes=BEYOND), "BUD-35")
    assert phrase(finding) == (
        "Les aides publiques couvrent 80,48 % du projet ; cet appel s'arrête à 80 %. Cherchons une "
        "autre recette : participations, dons, fondation, fonds propres."
    )
    assert lit(finding)[0] == "projet_insufprevisionnel.2027@P1"
    assert "projet_financeur_montant.2027@F6" in lit(finding)


def test_bud_35_counts_voluntary_contributions_when_the_call_does() -> None:
    counted = an_appel(cvn_comptees=True)
    assert "BUD-35" not in codes(a_sample(changes=BEYOND, appel=counted))


def test_bud_35_is_silent_at_the_cap_without_a_cap_without_a_call_and_without_products() -> None:
    exactly = an_appel(part_publique_max=Decimal("0.7858"))
    assert "BUD-35" not in codes(a_sample(appel=exactly))
    assert "BUD-35" not in codes(a_sample(changes=BEYOND, appel=an_appel(part_publique_max=None)))
    assert "BUD-35" not in codes(a_sample(changes=BEYOND, appel=None))
    session = a_sample()
    session.add_row(GroupId("projet"), row=RowId("P2"))
    assert "BUD-35" not in codes(session)


def test_bud_36_a_single_product_is_an_advice() -> None:
    finding = only(a_sample(changes=ALONE), "BUD-36")
    assert phrase(finding) == (
        "Le projet repose sur une seule recette. Les financeurs regardent si d'autres s'engagent "
        "aussi, même pour peu."
    )
    assert lit(finding)[0] == "projet_financeur_montant.2027@F1"


def test_bud_36_one_funder_beside_own_resources_is_told_as_such() -> None:
    changes = {**ALONE, "projet_70x.2027@P1": "600"}
    assert "sur un seul financeur." in phrase(only(a_sample(changes=changes), "BUD-36"))


def test_bud_36_no_own_resources_is_told_as_such() -> None:
    changes = {**ALONE, "projet_financeur_montant.2027@F2": "1 500"}
    assert "aucune ressource propre" in phrase(only(a_sample(changes=changes), "BUD-36"))


def test_bud_36_own_money_alone_is_one_product_and_nothing_is_none() -> None:
    session = a_sample(without=[f"F{n}" for n in range(1, 8)])
    assert "BUD-36" not in codes(session)
    for line in ("70x", "756", "758"):
        type_in(session, f"projet_{line}.2027@P1", "0")
    assert lit(only(session, "BUD-36")) == ["projet_insufprevisionnel.2027@P1"]
    type_in(session, "projet_insufprevisionnel.2027@P1", EMPTY)
    assert "BUD-36" not in codes(session)


def test_bud_37_acquired_without_a_letter_is_a_question() -> None:
    finding = only(a_sample(changes={"projet_financeur_statut@F4": "acquis"}), "BUD-37")
    assert phrase(finding) == (
        "Commune de Vitry-sur-Seine est noté « acquis ». Avez-vous la lettre ou la convention ? "
        "Sinon, mettez « demandé » : c'est plus sûr."
    )
    assert lit(finding) == ["projet_financeur_statut@F4", "projet_financeur_acte@F4"]
    noted = {"projet_financeur_statut@F4": "acquis", "projet_financeur_note@F4": "Lettre du 3 mai."}
    assert "BUD-37" not in codes(a_sample(changes=noted))


def test_bud_37_the_same_funder_twice_in_the_same_state() -> None:
    twice = {"projet_financeur_statut@F5": "demande", "projet_financeur_nature@F5": "specifique"}
    finding = only(a_sample(changes=twice), "BUD-37")
    assert phrase(finding) == (
        "Commune de Vitry-sur-Seine figure 2 fois de la même façon. Est-ce bien voulu ? Sinon, "
        "gardez une seule ligne."
    )
    assert lit(finding) == ["projet_financeur_nom@F4", "projet_financeur_nom@F5"]


def test_bud_37_says_a_thing_once_whatever_the_years_of_an_agreement() -> None:
    assert len(said(a_sample(SAMPLE_B, {"projet_financeur_statut@F5": "acquis"}), "BUD-37")) == 1


def test_bud_44_the_state_of_another_departement_is_refused_by_the_portal() -> None:
    changes = {"financeur_portail": "91-ETAT-POLITIQUE-VILLE"}
    finding = only(a_sample(changes=changes), "BUD-44")
    assert phrase(finding) == (
        "Le financeur choisi dépend du 91, alors que le quartier est dans le 94. Dans Dauphin, la "
        "demande serait refusée : choisissez 94-ETAT-POLITIQUE-VILLE."
    )
    assert lit(finding) == ["financeur_portail"]


def test_bud_44_the_right_name_is_that_of_the_call_else_the_same_with_the_right_number() -> None:
    changes = {"financeur_portail": "91-ETAT-FDVA"}
    assert "choisissez 94-ETAT-POLITIQUE-VILLE." in phrase(
        only(a_sample(changes=changes), "BUD-44")
    )
    without = only(a_sample(changes=changes, appel=None), "BUD-44")
    assert "choisissez 94-ETAT-FDVA." in phrase(without)
    line = only(a_sample(changes={"projet_financeur_departement@F1": "91"}, appel=None), "BUD-44")
    assert "choisissez 94-ETAT-POLITIQUE-VILLE." in phrase(line)
    assert lit(line) == ["projet_financeur_departement@F1"]
    no_label = {"projet_financeur_departement@F1": "91", "financeur_portail": EMPTY}
    assert lit(only(a_sample(changes=no_label), "BUD-44")) == ["projet_financeur_departement@F1"]


@pytest.mark.parametrize("label", ["13-CAF", "Conseil départemental", EMPTY])
def test_bud_44_reads_only_the_names_of_services_of_the_state(label: str) -> None:
    assert "BUD-44" not in codes(a_sample(changes={"financeur_portail": label}))


def test_bud_44_says_nothing_without_a_quarter() -> None:
    changes = {"financeur_portail": "91-ETAT-POLITIQUE-VILLE"}
    assert "BUD-44" not in codes(a_sample(changes=changes, without=["T1"]))


def test_bud_45_a_rise_without_a_word_asks_for_one() -> None:
    changes = {"projet_financeur_montant.2027@F1": "12 000"}
    finding = only(a_sample(changes=changes), "BUD-45")
    assert phrase(finding) == (
        "Vous demandez 50 % de plus que l'an dernier. C'est possible : dites simplement ce qui "
        "change."
    )
    assert lit(finding) == ["precedente_evolution", "montant_sollicite.2027"]
    told = {**changes, "precedente_evolution": "Un deuxième lieu."}
    assert "BUD-45" not in codes(a_sample(changes=told))


def test_bud_45_a_quarter_more_is_still_admitted() -> None:
    assert "BUD-45" not in codes(a_sample(changes={"projet_financeur_montant.2027@F1": "10 000"}))
    assert "BUD-45" in codes(a_sample(changes={"projet_financeur_montant.2027@F1": "10 001"}))


@pytest.mark.parametrize(
    "changes",
    [{"precedente_montant": EMPTY}, {"demande_frequence": "premiere"}, {"premier_exercice": EMPTY}],
)
def test_bud_45_compares_only_what_is_known(changes: dict[str, str]) -> None:
    higher = {"projet_financeur_montant.2027@F1": "12 000"}
    assert "BUD-45" not in codes(a_sample(changes={**higher, **changes}))


def test_bud_45_an_amount_under_the_minimum_of_the_call() -> None:
    finding = only(a_sample(appel=an_appel(montant_min=Euros.whole(10_000))), "BUD-45")
    assert phrase(finding).startswith(
        "Vous demandez 8 000 € ; cet appel ne descend pas sous 10 000 €."
    )
    assert lit(finding) == ["montant_sollicite.2027"]


@pytest.mark.parametrize("commune", ["Athis-Mons", "91027"])
def test_bud_46_local_funders_of_another_departement(commune: str) -> None:
    found = said(a_sample(changes={"territoire_commune@T1": commune}), "BUD-46")
    assert [phrase(finding) for finding in found] == [
        "Département du Val-de-Marne n'intervient pas dans cette commune. Est-ce bien lui ?",
        "Commune de Vitry-sur-Seine n'intervient pas dans cette commune. Est-ce bien lui ?",
        "CAF du Val-de-Marne n'intervient pas dans cette commune. Est-ce bien lui ?",
    ]
    assert [lit(finding) for finding in found] == [
        ["projet_financeur_departement@F2"],
        ["projet_financeur_departement@F4", "projet_financeur_departement@F5"],
        ["projet_financeur_departement@F6"],
    ]


def test_bud_46_a_commune_the_contract_does_not_name_leaves_the_code_of_the_quarter() -> None:
    elsewhere = {"territoire_commune@T1": "Trifouillis", "territoire_quartier@T1": "QN09128M"}
    assert "BUD-46" in codes(a_sample(changes=elsewhere))
    here = {"territoire_commune@T1": "Trifouillis"}
    assert "BUD-46" not in codes(a_sample(changes=here))
    nowhere = {"territoire_commune@T1": EMPTY, "territoire_quartier@T1": EMPTY}
    assert "BUD-46" not in codes(a_sample(changes=nowhere))


def test_bud_46_says_a_thing_once_whatever_the_years() -> None:
    both = {"territoire_commune@T1": "Athis-Mons", "territoire_commune@T2": "Athis-Mons"}
    found = said(a_sample(SAMPLE_B, both), "BUD-46")
    assert len(found) == 3
