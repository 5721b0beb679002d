"""Checks 3, 9, 19, 22, 29 and 53 that need more than the answers."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from cvdesk.app.session import Session
from cvdesk.domain.checks import ALL_CHECKS
from cvdesk.domain.checks.memoire import Memory, remembering
from cvdesk.domain.findings import Gravity
from cvdesk.domain.ids import Key
from cvdesk.domain.signature import Identity
from tests.support.builders import EMPTY, a_dossier, a_sample, codes, lit, only, phrase

OF_MEMORY = {"ID-03", "ID-09B", "SIG-19", "PIE-22B", "PIE-29B", "PRJ-53"}
IDENTITY = Identity(
    key="presidente",
    holder="Fatoumata SYLLA-MARTIN",
    function="Présidente",
    organisation="Les Mots du 8-Mai",
    email="",
    issuer="Fatoumata SYLLA-MARTIN",
    self_issued=True,
    valid_from=datetime(2026, 1, 1, tzinfo=UTC),
    valid_until=datetime(2028, 12, 31, tzinfo=UTC),
    fingerprint="0" * 64,
    algorithm="RSA 3072",
)


def with_memory(memory: Memory, changes: dict[str, str] | None = None) -> Session:
    return a_sample(changes=changes, checks=(*ALL_CHECKS, *remembering(memory)))


def test_without_memory_these_checks_are_silent() -> None:
    assert not codes(with_memory(Memory())) & OF_MEMORY


def test_they_add_no_code_that_another_check_has_and_are_in_the_order_of_the_table() -> None:
    added = remembering(Memory())
    assert {check.code for check in added} == OF_MEMORY
    assert not OF_MEMORY & {check.code for check in ALL_CHECKS}
    assert [check.number for check in added] == sorted(check.number for check in added)


def test_id_03_a_new_address_with_the_same_siret() -> None:
    before = Memory(previous=a_dossier(siege_voie="3 rue d’Avant"))
    finding = only(with_memory(before), "ID-03")
    assert phrase(finding) == (
        "L'adresse du siège a changé, mais pas le SIRET. Après un déménagement, l'INSEE donne un "
        "nouveau numéro : pensez à le demander avant de déposer."
    )
    assert lit(finding) == ["siret", "siege_voie"]
    assert "ID-03" not in codes(with_memory(before, {"siret": "000 001 255 00017"}))


def test_id_03_capitals_and_commas_are_no_move() -> None:
    before = Memory(previous=a_dossier(siege_voie="12, ALLEE DES EXEMPLES"))
    assert "ID-03" not in codes(with_memory(before))


def test_id_09b_another_name_than_in_the_last_dossier() -> None:
    before = Memory(previous=a_dossier(nom="Les Mots"))
    finding = only(with_memory(before), "ID-09B")
    assert phrase(finding).startswith("Écrivez le nom complet de l'association")
    assert (finding.number, lit(finding)) == (9, ["nom"])
    assert "ID-09B" not in codes(with_memory(Memory(previous=a_dossier(nom=EMPTY))))


def test_sig_19_a_certificate_made_at_home_is_explained() -> None:
    finding = only(with_memory(Memory(identity=IDENTITY)), "SIG-19")
    assert phrase(finding) == (
        "Votre signature prouve que le document n'a pas changé. Le logiciel du financeur affichera "
        "« identité non vérifiée » : c'est normal avec un certificat créé par vous."
    )
    assert finding.gravity is Gravity.ADVICE


@pytest.mark.parametrize(("last", "told"), [(date(2027, 1, 9), True), (date(2027, 1, 10), False)])
def test_sig_19_a_certificate_that_ends_within_thirty_days(last: date, told: bool) -> None:  # noqa: FBT001
    until = datetime(last.year, last.month, last.day, tzinfo=UTC)
    issued = replace(IDENTITY, self_issued=False, issuer="Une autorité", valid_until=until)
    session = with_memory(Memory(identity=issued))
    assert ("SIG-19" in codes(session)) == told
    if told:
        assert "ne vaut que jusqu'au 09/01/2027" in phrase(only(session, "SIG-19"))


def test_pie_22b_a_new_account_needs_its_own_paper() -> None:
    before = Memory(previous=a_dossier(iban="FR14 2004 1010 0505 0001 3M02 606"))
    assert "PIE-22B" not in codes(with_memory(before))
    finding = only(with_memory(before, {"piece_etat@rib": "deja_remise"}), "PIE-22B")
    assert phrase(finding).startswith("L'IBAN a changé depuis le dernier dossier, mais pas le RIB.")
    assert (finding.number, lit(finding)) == (22, ["piece_etat@rib", "iban"])
    same = Memory(previous=a_dossier())
    assert "PIE-22B" not in codes(with_memory(same, {"piece_etat@rib": "deja_remise"}))
    missing = with_memory(before, {"piece_etat@rib": "a_venir"})
    assert codes(missing) & {"PIE-22", "PIE-22B"} == {"PIE-22"}


def test_pie_29b_a_file_that_cannot_be_opened() -> None:
    locked = "a" * 64
    changes = {"piece_fichier@rib": f"{locked} 9000 rib.pdf"}
    assert "PIE-29B" not in codes(with_memory(Memory(), changes))
    finding = only(with_memory(Memory(unreadable=frozenset({locked})), changes), "PIE-29B")
    assert phrase(finding) == (
        "Nous n'arrivons pas à ouvrir rib.pdf (protégé ou abîmé). Le financeur n'y arrivera sans "
        "doute pas non plus : pouvez-vous le numériser de nouveau ?"
    )
    assert (finding.number, lit(finding)) == (29, ["piece_fichier@rib"])


def test_prj_53_a_text_copied_from_last_year() -> None:
    session = with_memory(Memory(previous=a_dossier()))
    [besoin] = [f for f in session.findings if f.code == "PRJ-53" and "besoin@P1" in lit(f)]
    assert phrase(besoin) == (
        "Ce texte est celui de l'an dernier à 100 %. Qu'avez-vous appris depuis ? Une phrase "
        "suffit à le montrer."
    )


def test_prj_53_a_text_written_anew_or_too_short_says_nothing() -> None:
    before = a_dossier(
        {
            "besoin@P1": "Un tout autre constat, fait par d’autres personnes. " * 5,
            "description@P1": "Une tout autre action, ailleurs. " * 8,
            "moyens_humains@P1": EMPTY,
        }
    )
    assert "PRJ-53" not in codes(with_memory(Memory(previous=before)))


def test_prj_53_a_few_words_changed_are_counted() -> None:
    text = a_dossier().text(Key.parse("besoin@P1")) or ""
    session = with_memory(
        Memory(previous=a_dossier()),
        {"besoin@P1": text.replace("212 personnes", "220 familles"), "description@P1": "Bref.",
         "moyens_humains@P1": "Deux salariées."},
    )  # fmt: skip
    said = phrase(only(session, "PRJ-53"))
    assert "celui de l'an dernier à 97 %" in said
