"""The states of a dossier, as a table: when each is reached, what it says, what comes next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from cvdesk.domain.budget import percent
from cvdesk.domain.fieldtypes import DateType
from cvdesk.domain.form import Nature
from cvdesk.domain.money import NBSP, ZERO
from cvdesk.domain.natures import AFTERWARDS
from cvdesk.domain.vie import Exercice, Vie

WRITE, SIGN, RENEW, JUSTIFY = "atelier", "signer", "reconduire", "justifier"
"""Where a next step leads when it is not a question of the follow-up."""
SCREENS = frozenset({RENEW, JUSTIFY})
"""Those that are a screen beside the dossier."""


@dataclass(frozen=True, slots=True)
class Etat:
    """One state of the table.

    Attributes:
        id: Stable name.
        mot: The word always written beside the shape.
        phrase: The French sentence, with ``{le}``, ``{version}`` … of :func:`sentence`.
        suite: The next step, as the button says it.
        vers: Where it leads: ``WRITE``, ``SIGN``, ``RENEW``, ``JUSTIFY``, or a field or list of the
            follow-up.
        atteint: Whether it was reached.
        quand: The day it was, when it is known.
    """

    id: str
    mot: str
    phrase: str
    suite: str
    vers: str
    atteint: Callable[[Vie], bool]
    quand: Callable[[Vie], date | None] = lambda _: None


def _paid_in_part(vie: Vie) -> bool:
    one = vie.exercice
    return one is not None and bool(one.verse) and one.verse < (one.accorde or one.demande)


def _paid(vie: Vie) -> bool:
    one = vie.exercice
    return one is not None and bool(one.verse) and one.verse >= (one.accorde or one.demande)


def _last_transfer(vie: Vie) -> date | None:
    days = [one.le for one in vie.versements if one.le is not None]
    return max(days, default=None)


def _to_account_for(vie: Vie) -> bool:
    one = vie.exercice
    return one is not None and one.justifie_le is None and one.fin < vie.today


def _accounted_for(vie: Vie) -> bool:
    return bool(vie.exercices) and all(one.justifie_le is not None for one in vie.exercices)


ETATS: tuple[Etat, ...] = (
    Etat(
        "brouillon", "Brouillon", "Le dossier s’écrit. Il peut s’imprimer à tout moment.",
        "Continuer le dossier", WRITE, lambda _: True,
    ),
    Etat(
        "pret", "Prêt à signer", "Rien n’empêche de figer ce dossier et de le faire signer.",
        "Relire et signer", SIGN, lambda vie: vie.pret,
    ),
    Etat(
        "fige", "Figé", "La version {version} est arrêtée. Il reste à la signer.",
        "Signer la version {version}", SIGN,
        lambda vie: vie.fige_le is not None, lambda vie: vie.fige_le,
    ),
    Etat(
        "signe", "Signé", "La version {version} est signée{par}. Il reste à la déposer.",
        "Noter le dépôt", "suivi_depose_le",
        lambda vie: vie.signe and vie.nature is not Nature.POWER,
        lambda vie: vie.signe_le,
    ),
    Etat(
        "pouvoir", "Signé",
        "Le pouvoir est signé{par}. Signé des deux personnes, il se joint au dossier.",
        "Joindre le pouvoir au dossier", SIGN,
        lambda vie: vie.nature is Nature.POWER and vie.signe_le is not None,
        lambda vie: vie.signe_le,
    ),
    Etat(
        "depose", "Déposé", "Le dossier est déposé depuis le {le}. Le financeur l’instruit.",
        "Noter la décision", "suivi_decision",
        lambda vie: vie.depose_le is not None, lambda vie: vie.depose_le,
    ),
    Etat(
        "complement", "Complément demandé",
        "Le financeur attend un complément depuis le {le}. L’instruction est arrêtée d’ici là.",
        "Noter l’envoi du complément", "suivi_complete_le",
        lambda vie: vie.complement_le is not None, lambda vie: vie.complement_le,
    ),
    Etat(
        "complete", "Complété", "Le complément est parti le {le}. L’instruction reprend.",
        "Noter la décision", "suivi_decision",
        lambda vie: vie.complete_le is not None and not vie.en_attente_de_complement,
        lambda vie: vie.complete_le,
    ),
    Etat(
        "remis", "Remis", "Le document est remis depuis le {le}.",
        "Noter ce qu’il en advient", "suivi_complement_le",
        lambda vie: vie.nature in AFTERWARDS and vie.depose_le is not None
        and not vie.en_attente_de_complement,
        lambda vie: vie.depose_le,
    ),
    Etat(
        "refuse", "Refusé",
        "La demande n’est pas retenue. La raison notée ici servira au prochain dossier.",
        "Préparer l’année prochaine", RENEW,
        lambda vie: vie.decision == "refuse", lambda vie: vie.decision_le,
    ),
    Etat(
        "accorde", "Accordé", "L’aide est accordée{montant}.",
        "Noter une somme reçue", "suivi_versements",
        lambda vie: vie.decision == "accorde", lambda vie: vie.decision_le,
    ),
    Etat(
        "accorde_en_partie", "Accordé en partie", "L’aide est accordée en partie{montant}.",
        "Noter une somme reçue", "suivi_versements",
        lambda vie: vie.decision == "accorde_en_partie", lambda vie: vie.decision_le,
    ),
    Etat(
        "convention", "Convention signée", "La convention est signée. Le versement doit suivre.",
        "Noter une somme reçue", "suivi_versements",
        lambda vie: vie.accorde and vie.convention_le is not None, lambda vie: vie.convention_le,
    ),
    Etat(
        "avenant", "Avenant signé", "La convention a changé par avenant.",
        "Noter une somme reçue", "suivi_versements",
        lambda vie: vie.accorde and any(vie.avenants),
        lambda vie: max((day for day in vie.avenants if day), default=None),
    ),
    Etat(
        "avance", "Versé en partie", "{verse} sont reçus pour {annee}{reste}.",
        "Noter une somme reçue", "suivi_versements",
        lambda vie: vie.accorde and _paid_in_part(vie), _last_transfer,
    ),
    Etat(
        "verse", "Versé", "L’aide {annee} est reçue. Gardez les factures pour le compte rendu.",
        "Noter la remise du compte rendu", "suivi_justifie_le",
        lambda vie: vie.accorde and _paid(vie), _last_transfer,
    ),
    Etat(
        "a_justifier", "À justifier",
        "L’exercice {annee} est terminé. Son compte rendu financier est attendu.",
        "Rendre compte de cette aide", JUSTIFY,
        lambda vie: vie.accorde and _to_account_for(vie),
        lambda vie: None if vie.exercice is None else vie.exercice.fin,
    ),
    Etat(
        "justifie", "Justifié", "Le compte rendu est remis. Une nouvelle demande peut partir.",
        "Préparer l’année prochaine", RENEW,
        lambda vie: vie.accorde and _accounted_for(vie),
        lambda vie: max((one.justifie_le for one in vie.exercices if one.justifie_le),
                        default=None),
    ),
)  # fmt: skip
"""In the order of a life: the state of a dossier is the last one it reached."""


def state_of(vie: Vie) -> Etat:
    """Return the state of a dossier."""
    reached = [etat for etat in ETATS if etat.atteint(vie)]
    if vie.depose_le is not None:  # what is edited after the deposit makes it no draft again
        reached = [one for one in reached if one.id not in {"brouillon", "pret"}]
    return reached[-1]


def sentence(etat: Etat, vie: Vie) -> str:
    """Return what a state says of this dossier, in French."""
    return _told(etat.phrase, etat, vie)


def next_step(etat: Etat, vie: Vie) -> str:
    """Return what the button of a state says."""
    return _told(etat.suite, etat, vie)


def _told(template: str, etat: Etat, vie: Vie) -> str:
    day, one = etat.quand(vie), vie.exercice
    granted, asked = vie.montant_accorde, vie.montant_demande
    amount = ""
    if granted:
        amount = f"{NBSP}: {granted}"
        if asked:
            amount += f" sur {asked} demandés, soit {percent(granted, asked)}"
    left = ""
    if one is not None and one.accorde is not None and one.verse < one.accorde:
        left = f", il reste {one.accorde - one.verse} à recevoir"
    return template.format(
        version=vie.version,
        par=f" par {vie.signe_par}" if vie.signe_par else "",
        le=DateType().show(day) if day is not None else "jour non noté",
        montant=amount,
        verse=one.verse if one is not None else "",
        annee=one.annee if one is not None else "",
        reste=left,
    )


@dataclass(frozen=True, slots=True)
class EtatExercice:
    """One state of an exercise: the end of the chain, year by year."""

    id: str
    mot: str
    atteint: Callable[[Exercice, date], bool]


ETATS_EXERCICE: tuple[EtatExercice, ...] = (
    EtatExercice("inconnu", "Montant non noté", lambda _one, _day: True),
    EtatExercice("accorde", "Accordé", lambda one, _: bool(one.accorde)),
    EtatExercice("non_accorde", "Non accordé",
                 lambda one, _: one.accorde is not None and not one.accorde),
    EtatExercice("avance", "Versé en partie",
                 lambda one, _: bool(one.verse) and one.verse < (one.accorde or one.demande)),
    EtatExercice("verse", "Versé",
                 lambda one, _: bool(one.verse) and one.verse >= (one.accorde or one.demande)),
    EtatExercice("a_justifier", "À justifier",
                 lambda one, day: one.fin < day and one.accorde != ZERO),
    EtatExercice("justifie", "Justifié", lambda one, _: one.justifie_le is not None),
)  # fmt: skip


def state_of_exercise(exercice: Exercice, today: date) -> EtatExercice:
    """Return the state of one exercise of a granted request."""
    return [one for one in ETATS_EXERCICE if one.atteint(exercice, today)][-1]
