"""Moving a dossier from one edition of its contract to another: a plan first, then one step.

Nothing moves by itself. The plan says what becomes of each place the dossier cites; a place that
became several waits for its owner's choice; one that is gone keeps its row and its sentence, and
the dossier says that it is to be chosen again. Undoing gives everything back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from cvdesk.app.session import Session
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.contrat_difference import named, quoted
from cvdesk.domain.contrat_pieces_difference import quarter_successors
from cvdesk.domain.contrat_succession import Basis, Lieu, Succession, succession
from cvdesk.domain.dossier import ContratRef
from cvdesk.domain.facts import Facts
from cvdesk.domain.frozen import current_version
from cvdesk.domain.ids import ROOT, Key
from cvdesk.domain.money import NBSP
from cvdesk.domain.papertypes import NodeType, QuartierType
from cvdesk.errors import UserError


class MoveRefused(UserError):
    """The dossier cannot move to that edition, or not with these choices."""


class Fate(StrEnum):
    """What becomes of an answer that names a place of the contract."""

    GARDE = "garde"
    RENOMME = "renomme"
    REUNI = "reuni"
    A_CHOISIR = "a_choisir"
    ORPHELIN = "orphelin"
    INCONNU = "inconnu"
    """The dossier's own edition does not have that place either."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """One answer that names a place of the contract, and what becomes of it.

    Attributes:
        key: The answer.
        avant: What it says now.
        apres: What it may say in the other edition: one id, several to choose among, or none.
        phrase: French: what happens, with the exact titles.
        erased: Whether the id is taken back, because it means another place over there: only the
            id, never the sentence beside it.
    """

    key: Key
    avant: str
    apres: tuple[str, ...]
    fate: Fate
    phrase: str
    erased: bool = False


@dataclass(frozen=True, slots=True)
class MovePlan:
    """What moving a dossier would do.

    Attributes:
        notes: French sentences about the dossier as a whole.
    """

    depuis: ContratRef
    vers: ContratRef
    anchors: tuple[Anchor, ...]
    notes: tuple[str, ...]

    @property
    def to_choose(self) -> tuple[Anchor, ...]:
        """The answers that wait for a choice."""
        return tuple(one for one in self.anchors if one.fate is Fate.A_CHOISIR)

    @property
    def orphans(self) -> tuple[Anchor, ...]:
        """The answers that will be to give again after the move."""
        return tuple(one for one in self.anchors if one.fate in {Fate.ORPHELIN, Fate.INCONNU})


def plan_move(session: Session, contrat: Contrat) -> MovePlan:
    """Say what moving a dossier to ``contrat`` would do; nothing changes.

    Raises:
        MoveRefused: If that is another contract, or the edition the dossier has already.
    """
    facts = session.facts
    pinned, wanted = facts.dossier.contrat, ContratRef(contrat.id, contrat.version)
    if wanted.contrat != pinned.contrat:
        raise MoveRefused(
            f"Ce dossier répond au contrat {quoted(facts.contrat.titre)}, pas à celui-ci.",
            remedy="Pour un autre contrat, commencez un autre dossier.",
        )
    if wanted == pinned:
        raise MoveRefused(
            f"Ce dossier suit déjà l’édition {quoted(wanted.version)}.",
            remedy="Il n’y a rien à faire.",
        )
    lieux = succession(facts.contrat, contrat)
    anchors = (*_places(facts, lieux), *_quarters(facts, contrat))
    return MovePlan(pinned, wanted, anchors, tuple(_notes(facts, contrat, anchors)))


def move(session: Session, contrat: Contrat, choices: Mapping[Key, str] | None = None) -> MovePlan:
    """Move a dossier to another edition of its contract, as one step of undo.

    Args:
        session: The dossier.
        contrat: The edition to move to.
        choices: For each answer that has several successors, the one its owner wants.

    Raises:
        MoveRefused: If a choice is missing or is not one of those offered; nothing changes.
    """
    plan = plan_move(session, contrat)
    chosen = dict(choices or {})
    answers: dict[Key, str | None] = {}
    for anchor in plan.anchors:
        wanted = chosen.pop(anchor.key, "")
        if anchor.fate is Fate.A_CHOISIR:
            if wanted not in anchor.apres:
                raise _not_chosen(anchor)
            answers[anchor.key] = wanted
        elif wanted:
            raise _no_choice(anchor.key)
        elif anchor.erased:
            answers[anchor.key] = None
        elif anchor.apres and anchor.apres[0] != anchor.avant:
            answers[anchor.key] = anchor.apres[0]
    if chosen:
        raise _no_choice(next(iter(chosen)))
    session.move_contrat(contrat, answers)
    return plan


def _not_chosen(anchor: Anchor) -> MoveRefused:
    return MoveRefused(
        f"Il reste à choisir pour {anchor.key}{NBSP}: {', '.join(anchor.apres)}.",
        remedy="Dites laquelle de ces orientations votre phrase sert désormais.",
    )


def _no_choice(key: Key) -> MoveRefused:
    return MoveRefused(
        f"Il n’y a rien à choisir pour {key}.",
        remedy="Retirez ce choix, ou vérifiez le nom de la réponse.",
    )


def _cited(facts: Facts, kind: type) -> Iterator[tuple[Key, str]]:
    """Yield the answers of one type, those of removed rows left out, in the order of the form."""
    for section in facts.form.sections:
        for row in facts.section_rows(section):
            for found, key in facts.section_keys(section, row, hidden=True):
                text = facts.dossier.text(key)
                if isinstance(found.type, kind) and text is not None:
                    yield key, text


def _places(facts: Facts, lieux: Succession) -> Iterator[Anchor]:
    for key, id_ in _cited(facts, NodeType):
        old, new = lieux.avant.get(id_), lieux.apres.get(id_)
        if old is not None:
            yield _anchor(key, old, lieux)
        elif new is not None:
            phrase = f"Trouvée{NBSP}: {named(new)}, que l’édition suivie jusqu’ici n’avait pas."
            yield Anchor(key, id_, (id_,), Fate.GARDE, phrase)
        else:
            phrase = (
                f"{quoted(id_)} n’est déjà pas dans l’édition que le dossier suit{NBSP}: "
                "la réponse reste comme elle est."
            )
            yield Anchor(key, id_, (), Fate.INCONNU, phrase)


def _anchor(key: Key, old: Lieu, lieux: Succession) -> Anchor:
    successors = lieux.vers[old.id]
    news = [lieux.apres[one] for one in successors]
    if not news:
        phrase = (
            f"Retirée{NBSP}: {named(old)}. La ligne et sa phrase restent{NBSP}; "
            "il faudra choisir une autre orientation, ou retirer la ligne."
        )
        return Anchor(key, old.id, (), Fate.ORPHELIN, phrase, erased=old.id in lieux.apres)
    if len(news) > 1:
        offered = " ou ".join(named(one) for one in news)
        phrase = f"Partagée{NBSP}: {named(old)}. À vous de choisir{NBSP}: {offered}."
        return Anchor(key, old.id, successors, Fate.A_CHOISIR, phrase)
    [new] = news
    if len(lieux.depuis[new.id]) > 1:
        others = ", ".join(quoted(lieux.avant[one].titre) for one in lieux.depuis[new.id])
        phrase = f"Réunie{NBSP}: {others} deviennent {named(new)}."
        return Anchor(key, old.id, successors, Fate.REUNI, phrase)
    if (old.id, old.titre) == (new.id, new.titre):
        return Anchor(key, old.id, successors, Fate.GARDE, f"Gardée{NBSP}: {named(new)}.")
    doubt = (
        " Rapprochement fait d’après les titres, à vérifier."
        if lieux.par[old.id] is Basis.TITRE and old.titre != new.titre
        else ""
    )
    phrase = f"Renommée{NBSP}: {named(old)} devient {named(new)}.{doubt}"
    return Anchor(key, old.id, successors, Fate.RENOMME, phrase)


def _quarters(facts: Facts, contrat: Contrat) -> Iterator[Anchor]:
    """Follow the quarters that the dossier names by their national code."""
    successors = quarter_successors(facts.contrat, contrat)
    known = {one.code: one for one in facts.contrat.quartiers if one.code}
    codes = {one.code for one in contrat.quartiers if one.code}
    for key, code in _cited(facts, QuartierType):
        if code in codes:
            continue
        old = known.get(code)
        new = None if old is None else successors.get(old.id)
        if old is None:
            continue  # a quarter of elsewhere, in both editions: nothing changes
        if new is not None and new.code:
            phrase = f"Nouveau code{NBSP}: quartier {quoted(old.nom)}, {code} devient {new.code}."
            yield Anchor(key, code, (new.code,), Fate.RENOMME, phrase)
        else:
            phrase = (
                f"Retiré{NBSP}: le quartier {quoted(old.nom)} ({code}) n’est pas dans l’édition "
                f"{quoted(contrat.version)}. La réponse reste comme elle est."
            )
            yield Anchor(key, code, (), Fate.ORPHELIN, phrase)


def _notes(facts: Facts, contrat: Contrat, anchors: tuple[Anchor, ...]) -> Iterator[str]:
    """Say what concerns the dossier as a whole."""
    seen: dict[tuple[str, str, str], Key] = {}
    for anchor in anchors:
        if anchor.key.row == ROOT or len(anchor.apres) != 1:
            continue
        row = facts.dossier.rows[anchor.key.row]
        first = seen.setdefault((row.parent, row.group, anchor.apres[0]), anchor.key)
        if first != anchor.key:
            yield (
                f"Deux lignes diront {anchor.apres[0]} ({first} et {anchor.key}){NBSP}: leurs "
                "deux phrases sont gardées, vous pourrez les réunir."
            )
    if (version := current_version(facts)) is not None:
        yield (
            f"La version figée n°{NBSP}{version.number} reste ce qu’elle est, avec son "
            "édition. Le dossier déplacé redevient un projet, à figer de nouveau."
        )
    if contrat.statut != "en_vigueur":
        yield f"L’édition {quoted(contrat.version)} n’est pas en vigueur."
