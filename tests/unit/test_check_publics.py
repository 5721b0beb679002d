"""Checks 47 to 50: where, and for whom."""

from dataclasses import replace
from decimal import Decimal

from cvdesk.domain.contrat_parts import Quartier
from cvdesk.domain.ids import GroupId, Key, RowId
from tests.support.builders import (
    EMPTY,
    SAMPLE_B,
    a_contrat,
    a_sample,
    an_appel,
    codes,
    lit,
    only,
    phrase,
    said,
    type_in,
)


def test_prj_47_a_code_of_2015_is_never_translated_silently() -> None:
    finding = only(a_sample(changes={"territoire_quartier@T1": "QP094025"}), "PRJ-47")
    assert phrase(finding) == (
        "QP094025 est un code d'avant 2024. Le quartier s'appelle peut-être maintenant « Commune "
        "de Paris – 8 mai 1945 » (QN09412M) : choisissez le bon."
    )
    assert lit(finding) == ["territoire_quartier@T1"]


def test_prj_47_an_old_code_the_contract_does_not_know_leaves_the_quarters_of_the_commune() -> None:
    here = only(a_sample(changes={"territoire_quartier@T1": "QP094099"}), "PRJ-47")
    assert "« Commune de Paris – 8 mai 1945 » (QN09412M)" in phrase(here)
    elsewhere = {"territoire_quartier@T1": "QP094099", "territoire_commune@T1": "Trifouillis"}
    assert "peut-être maintenant autrement :" in phrase(only(a_sample(changes=elsewhere), "PRJ-47"))


def test_prj_47_several_quarters_may_come_of_an_old_one_and_a_contract_may_give_no_code() -> None:
    vitry = ("Vitry-sur-Seine",)
    more = Quartier("autre", "Les Combattants", "QPV", vitry, codes_anciens=("QP094025",))
    contrat = replace(a_contrat(), quartiers=(*a_contrat().quartiers, more))
    session = a_sample(changes={"territoire_quartier@T1": "QP094025"}, contrat=contrat)
    assert "(QN09412M) ou « Les Combattants » : choisissez" in phrase(only(session, "PRJ-47"))


def test_prj_47_a_quarter_the_contract_leaves_out_is_asked_about() -> None:
    finding = only(a_sample(changes={"territoire_quartier@T1": "QN09501M"}), "PRJ-47")
    assert phrase(finding).startswith("QN09501M n'est pas dans la liste de ce contrat de ville.")


def test_prj_47_says_nothing_when_the_contract_lists_no_code() -> None:
    contrat = replace(a_contrat(), quartiers=())
    assert "PRJ-47" not in codes(a_sample(contrat=contrat))
    assert "PRJ-47" not in codes(a_sample(changes={"territoire_quartier@T1": EMPTY}))


def test_prj_154_a_commune_that_is_not_of_the_quarter_is_asked_about() -> None:
    finding = only(a_sample(changes={"territoire_commune@T1": "Orly"}), "PRJ-154")
    assert phrase(finding) == (
        "« Commune de Paris – 8 mai 1945 » (QN09412M) a pour commune Vitry-sur-Seine, et vous "
        "indiquez Orly. Laquelle est la bonne ?"
    )
    assert lit(finding) == ["territoire_commune@T1", "territoire_quartier@T1"]
    assert "PRJ-154" not in codes(a_sample(changes={"territoire_commune@T1": "94081"}))


def test_prj_154_either_commune_of_a_shared_quarter_will_do_however_it_is_written() -> None:
    shared = Quartier("deux", "Deux Rives", "QPV", ("Arcueil", "L’Haÿ-les-Roses"), code="QN09414M")
    contrat = replace(a_contrat(), quartiers=(*a_contrat().quartiers, shared))

    def said_of(commune: str) -> bool:
        changes = {"territoire_quartier@T1": "QN09414M", "territoire_commune@T1": commune}
        return "PRJ-154" in codes(a_sample(changes=changes, contrat=contrat))

    assert not said_of("Arcueil")
    assert not said_of("L'HAY LES ROSES")
    assert not said_of("94240 L’Haÿ-les-Roses (94)")
    assert not said_of("Haÿ-les-Roses")
    assert not said_of(EMPTY)
    assert said_of("Vitry-sur-Seine")


def test_prj_47_a_code_that_cannot_be_read() -> None:
    """It is refused when it is typed; an older dossier may hold it."""
    session = a_sample()
    session.change({Key.parse("territoire_quartier@T1"): "QN9412"})
    finding = only(session, "PRJ-47")
    assert "ne se lit pas comme un code de quartier" in phrase(finding)


def test_prj_48_no_quarter_is_a_question_not_a_refusal() -> None:
    finding = only(a_sample(without=["T1"]), "PRJ-48")
    assert phrase(finding) == (
        "Aucun quartier prioritaire n'est indiqué. Quelques actions hors quartier peuvent être "
        "aidées, si le besoin est démontré : voulez-vous l'expliquer ?"
    )
    assert lit(finding) == ["hors_quartier_motif@P1"]
    told = {"hors_quartier_motif@P1": "Le foyer est à la limite du quartier."}
    assert "PRJ-48" not in codes(a_sample(changes=told, without=["T1"]))


def test_prj_49_ages_that_do_not_make_the_total() -> None:
    finding = only(a_sample(changes={"public_total.2027@U3": "9"}), "PRJ-49")
    assert phrase(finding) == (
        "Les tranches d'âge donnent 61 personnes et le total 60. Ajustons l'un des deux."
    )
    assert lit(finding) == [
        "public_total.2027@U1", "public_total.2027@U2", "public_total.2027@U3",
        "benef_total.2027@P1",
    ]  # fmt: skip


def test_prj_49_sexes_places_and_quarters_are_added_too() -> None:
    changes = {"benef_femmes.2027@P1": "44", "benef_hors_qpv.2027@P1": "11"}
    found = [phrase(finding) for finding in said(a_sample(changes=changes), "PRJ-49")]
    assert [text.partition(" donnent")[0] for text in found] == [
        "Les femmes et les hommes",
        "Les habitants des quartiers prioritaires et d'ailleurs",
    ]
    lines = only(a_sample(changes={"territoire_beneficiaires.2027@T1": "49"}), "PRJ-49")
    assert phrase(lines).startswith("Les quartiers, ligne par ligne, donnent 49 personnes")


def test_prj_49_each_year_and_each_sex_of_an_agreement() -> None:
    changes = {"public_femmes.2028@U1": "19", "public_hommes.2029@U2": "16"}
    found = [phrase(finding) for finding in said(a_sample(SAMPLE_B, changes), "PRJ-49")]
    assert [text.partition(" personnes")[0] for text in found] == [
        "Les femmes, tranche par tranche, donnent en 2028 67",
        "Les hommes, tranche par tranche, donnent en 2029 48",
    ]


def test_prj_49_what_is_not_answered_is_not_compared() -> None:
    changes = {"public_total.2027@U3": EMPTY, "benef_hommes.2027@P1": EMPTY}
    assert "PRJ-49" not in codes(a_sample(changes=changes))


def test_prj_50_fewer_inhabitants_of_quarters_than_the_call_expects() -> None:
    appel = an_appel(part_qpv_min=Decimal("0.60"))
    few = {"benef_qpv.2027@P1": "30"}
    finding = only(a_sample(changes=few, appel=appel), "PRJ-50")
    assert phrase(finding) == (
        "50 % des personnes habitent un quartier prioritaire ; cet appel en attend 60 %. "
        "Qu'allez-vous faire pour en toucher davantage ?"
    )
    assert lit(finding) == ["benef_qpv.2027@P1", "benef_total.2027@P1"]
    assert "PRJ-50" not in codes(a_sample(changes={"benef_qpv.2027@P1": "36"}, appel=appel))


def test_prj_50_is_silent_without_a_least_share_and_without_anybody() -> None:
    few = {"benef_qpv.2027@P1": "30"}
    assert "PRJ-50" not in codes(a_sample(changes=few))
    assert "PRJ-50" not in codes(a_sample(changes=few, appel=None))
    appel = an_appel(part_qpv_min=Decimal("0.60"))
    assert "PRJ-50" not in codes(a_sample(changes={**few, "benef_total.2027@P1": "0"}, appel=appel))


def test_prj_50_tells_the_year_of_an_agreement() -> None:
    appel = an_appel("exemple-gosb-2027-cpo", part_qpv_min=Decimal("0.88"))
    found = [phrase(finding) for finding in said(a_sample(SAMPLE_B, appel=appel), "PRJ-50")]
    assert [text.partition(" ;")[0].rpartition(" ")[2] for text in found] == ["2027", "2028"]


def test_prj_48_alone_speaks_of_a_project_that_is_not_begun() -> None:
    session = a_sample()
    session.add_row(GroupId("projet"), row=RowId("P2"))
    session.add_row(GroupId("territoires"), RowId("P2"), RowId("T9"))
    assert [lit(finding) for finding in said(session, "PRJ-48")] == [["hors_quartier_motif@P2"]]
    assert not codes(session) & {"PRJ-47", "PRJ-49", "PRJ-50"}
    type_in(session, "territoire_quartier@T9", "QN09412M")
    assert "PRJ-48" not in codes(session)
