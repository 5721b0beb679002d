"""Checks that need more than the answers: last year's dossier, the certificate, the files.

The application gives what it has (``Memory``) and adds ``remembering(memory)`` to ``ALL_CHECKS``; a
state it does not have keeps its checks silent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from cvdesk.domain.check import Check, Remark, Rule, check
from cvdesk.domain.checks.identite import NAME_IN_FULL
from cvdesk.domain.checks.pointers import at, french
from cvdesk.domain.dossier import Dossier
from cvdesk.domain.facts import Facts
from cvdesk.domain.fieldtypes import LongTextType
from cvdesk.domain.findings import Gravity
from cvdesk.domain.ids import FieldId, Key
from cvdesk.domain.pieces import pieces
from cvdesk.domain.signature import Identity
from cvdesk.domain.wording import likeness, plain

_SIEGE = ("siege_voie", "siege_code_postal", "siege_commune")
_EXPIRES_WITHIN = timedelta(days=30)
_LONG_ENOUGH = 200
_ALMOST_THE_SAME = 0.9


@dataclass(frozen=True, slots=True)
class Memory:
    """What the application knows beside the answers.

    Attributes:
        previous: The last dossier of the same association, for another exercise.
        identity: The certificate that will sign.
        unreadable: SHA-256 of the files of this dossier that could not be opened (damaged, or
            behind a password).
    """

    previous: Dossier | None = None
    identity: Identity | None = None
    unreadable: frozenset[str] = frozenset()


_Recall: TypeAlias = Callable[[Facts, Memory], Iterator[Remark]]


def remembering(memory: Memory) -> tuple[Check, ...]:
    """Return the checks that ``memory`` allows, in the order of the table."""

    def bound(rule: _Recall) -> Rule:
        return lambda facts: rule(facts, memory)

    return (
        check(
            "ID-03",
            3,
            Gravity.CORRECT,
            "Le SIRET suit le déménagement du siège",
            source="code de commerce, art. R. 123-220 et suivants : répertoire SIRENE",
        )(bound(_siege_moved)),
        check(
            "ID-09B",
            9,
            Gravity.CORRECT,
            "Le nom est celui du dernier dossier",
            source="Cerfa 12156*06, rubrique 1.1",
        )(bound(_name_changed)),
        check(
            "SIG-19",
            19,
            Gravity.ADVICE,
            "Ce que dit le certificat qui signera",
            source="règlement eIDAS, art. 25 et 26",
            section="signature",
        )(bound(_certificate_says_little)),
        check(
            "PIE-22B",
            22,
            Gravity.BLOCKING,
            "Un nouvel IBAN vient avec son RIB",
            source="Cerfa 12156*06, pièces à joindre",
            section="pieces",
        )(bound(_account_changed)),
        check(
            "PIE-29B",
            29,
            Gravity.CORRECT,
            "Les fichiers joints s’ouvrent",
            source="portail Dauphin : pièces au format PDF",
            section="pieces",
        )(bound(_files_cannot_be_opened)),
        check(
            "PRJ-53",
            53,
            Gravity.ADVICE,
            "Les textes disent ce qui a été appris",
            source="lettres de cadrage : bilan de l’année écoulée",
            section="besoin",
        )(bound(_text_is_last_years)),
    )


def _siege_moved(facts: Facts, memory: Memory) -> Iterator[Remark]:
    before = memory.previous
    if before is None or facts.text(at("siret")) != before.text(at("siret")):
        return
    moved = [
        at(name)
        for name in _SIEGE
        if plain(facts.text(at(name)) or "") != plain(before.text(at(name)) or "")
    ]
    if moved:
        said = (
            "L’adresse du siège a changé, mais pas le SIRET. Après un déménagement, l’INSEE donne "
            "un nouveau numéro : pensez à le demander avant de déposer."
        )
        yield said, (at("siret"), *moved)


def _name_changed(facts: Facts, memory: Memory) -> Iterator[Remark]:
    name, before = facts.value("nom"), memory.previous and memory.previous.text(at("nom"))
    if name is not None and before is not None and plain(name) != plain(before):
        yield NAME_IN_FULL, (at("nom"),)


def _certificate_says_little(facts: Facts, memory: Memory) -> Iterator[Remark]:
    identity = memory.identity
    if identity is None:
        return
    if identity.self_issued:
        said = (
            "Votre signature prouve que le document n’a pas changé. Le logiciel du financeur "
            "affichera « identité non vérifiée » : c’est normal avec un certificat créé par vous."
        )
        yield said, ()
    last = identity.valid_until.date()
    if last < facts.today + _EXPIRES_WITHIN:
        said = (
            f"Le certificat de {identity.holder} ne vaut que jusqu’au {french(last)}. Il faut le "
            "renouveler avant de signer, pour que la date de la signature soit couverte."
        )
        yield said, ()


def _account_changed(facts: Facts, memory: Memory) -> Iterator[Remark]:
    iban, before = facts.value("iban"), memory.previous and memory.previous.text(at("iban"))
    if iban is None or before is None or iban == before:
        return
    joined = [piece for piece in pieces(facts, "rib") if piece.provided]
    if joined and not any(piece.etat == "jointe" for piece in joined):
        said = (
            "L’IBAN a changé depuis le dernier dossier, mais pas le RIB. Joignez celui du nouveau "
            "compte : sans lui, l’aide ne peut pas être versée."
        )
        yield said, (*(piece.key("etat") for piece in joined), at("iban"))


def _files_cannot_be_opened(facts: Facts, memory: Memory) -> Iterator[Remark]:
    for piece in pieces(facts):
        if piece.file is not None and piece.file.sha256 in memory.unreadable:
            said = (
                f"Nous n’arrivons pas à ouvrir {piece.file.name} (protégé ou abîmé). Le financeur "
                "n’y arrivera sans doute pas non plus : pouvez-vous le numériser de nouveau ?"
            )
            yield said, (piece.key("fichier"),)


def _text_is_last_years(facts: Facts, memory: Memory) -> Iterator[Remark]:
    if memory.previous is None:
        return
    before: dict[FieldId, list[str]] = {}
    for key, record in memory.previous.records.items():
        if record.text is not None and len(record.text) >= _LONG_ENOUGH:
            before.setdefault(key.field, []).append(record.text)
    for key, text in _long_texts(facts):
        alike = max((likeness(text, old) for old in before.get(key.field, ())), default=0.0)
        if alike >= _ALMOST_THE_SAME:
            said = (
                f"Ce texte est celui de l’an dernier à {int(alike * 100)} %. Qu’avez-vous appris "
                "depuis ? Une phrase suffit à le montrer."
            )
            yield said, (key,)


def _long_texts(facts: Facts) -> Iterator[tuple[Key, str]]:
    for key in facts.asked(lambda field, _: isinstance(field.type, LongTextType)):
        text = facts.text(key)
        if text is not None and len(text) >= _LONG_ENOUGH:
            yield key, text
