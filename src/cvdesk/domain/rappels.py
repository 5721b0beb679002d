"""What a dossier has to be remembered of, and when: each reminder says why and where it comes from.

A day that no text gives is not invented: a reminder without a day of its own is not made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from cvdesk.domain.checks.cpo import LAST_YEAR_OF_CONTRACTS, MID_TERM, is_agreement
from cvdesk.domain.checks.pointers import french, is_renewal
from cvdesk.domain.facts import Facts
from cvdesk.domain.pieces import Piece, pieces
from cvdesk.domain.vie import Exercice, Vie
from cvdesk.domain.vie_etats import SIGN, WRITE
from cvdesk.domain.working_days import months_after, months_before, working_days_before

SIGNATORY_DAYS = 9
"""Calendar days that one real dossier waited for its signatory (8 to 17 August)."""
WORKING_DAYS_TO_DEPOSIT = 3
REPORT_MONTHS = 6
PAYMENT_DAYS = 60
EVALUATION_MONTHS = 3

_REPORT = "loi 2000-321, art. 10 ; Cerfa 15059*02"
_MODEL = "circulaire du 18 janvier 2010, modèle de convention"


class Kind(Enum):
    """Whether a day is one to act by, or one after which something no longer holds."""

    TASK = "a_faire"
    END = "fin"


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something to do, or that stops being true, by a day.

    Attributes:
        id: Stable within the dossier: the same reminder has the same one after each reading.
        sentence: French: what, with the day left out.
        short: For a card: « Compte rendu avant le 30/06/2027 ».
        why: French: why that day.
        source: Where that comes from.
        where: A field of the form, or ``WRITE`` or ``SIGN``.
        kind: What to do by that day, or what ends on it.
    """

    day: date
    id: str
    sentence: str
    short: str
    why: str
    source: str
    where: str
    kind: Kind = Kind.TASK


def reminders(
    facts: Facts, vie: Vie, certificate_until: date | None = None
) -> tuple[Reminder, ...]:
    """Return the reminders of a dossier, soonest first; those that are over are left out.

    Args:
        facts: The dossier.
        vie: Its life.
        certificate_until: The last day of the certificate that will sign, if this computer has it.
    """
    found = (
        *_to_deposit(facts, vie),
        *_to_complete(vie),
        *_to_be_paid(vie),
        *_to_account_for(facts, vie),
        *_to_evaluate(facts, vie),
        *_papers(facts, vie),
        *_certificate(vie, certificate_until),
        *_revision(facts),
    )
    return tuple(sorted(found, key=lambda one: (one.day, one.id)))


def _to_deposit(facts: Facts, vie: Vie) -> Iterator[Reminder]:
    closing = None if facts.appel is None else facts.appel.cloture
    if closing is None or vie.depose_le is not None or closing < facts.today:
        return
    call = facts.appel.titre if facts.appel is not None else ""
    send = working_days_before(closing, WORKING_DAYS_TO_DEPOSIT)
    if not vie.signe:
        yield Reminder(
            day=send - timedelta(days=SIGNATORY_DAYS),
            id="signature",
            sentence="Remettre le dossier à la personne qui signe",
            short="À faire signer",
            why=(
                f"L’appel ferme le {french(closing)} ; gardez {SIGNATORY_DAYS} jours pour la "
                f"signature et {WORKING_DAYS_TO_DEPOSIT} jours ouvrés pour le déposer."
            ),
            source="historique d’un dossier réel dans Dauphin : neuf jours d’attente",
            where=SIGN,
        )
    yield Reminder(
        day=send,
        id="depot",
        sentence="Déposer le dossier",
        short="À déposer",
        why=(
            f"L’appel « {call} » ferme le {french(closing)} : "
            f"{WORKING_DAYS_TO_DEPOSIT} jours ouvrés laissent le temps d’une question."
        ),
        source="date de clôture de l’appel",
        where="suivi_depose_le",
    )
    yield Reminder(
        day=closing,
        id="cloture",
        sentence="Dernier jour pour déposer",
        short="Dépôt",
        why=f"L’appel « {call} » ferme ce jour-là.",
        source="date de clôture de l’appel",
        where="suivi_depose_le",
    )


def _to_complete(vie: Vie) -> Iterator[Reminder]:
    if vie.en_attente_de_complement and vie.complement_avant is not None:
        yield Reminder(
            day=vie.complement_avant,
            id="complement",
            sentence="Envoyer le complément demandé",
            short="Complément",
            why="Le financeur l’attend ce jour-là ; l’instruction est arrêtée d’ici là.",
            source="demande du financeur, notée dans le suivi",
            where="suivi_complete_le",
        )


def _to_be_paid(vie: Vie) -> Iterator[Reminder]:
    if vie.accorde and vie.decision_le is not None and not vie.montant_verse:
        yield Reminder(
            day=vie.decision_le + timedelta(days=PAYMENT_DAYS),
            id="paiement",
            sentence="Vérifier que l’aide est versée",
            short="Versement",
            why=(
                f"L’aide est payée dans les {PAYMENT_DAYS} jours de la notification "
                f"({french(vie.decision_le)}), sauf autre date dans la convention."
            ),
            source="loi 2021-875 du 1er juillet 2021",
            where="suivi_versements",
        )


def _to_account_for(facts: Facts, vie: Vie) -> Iterator[Reminder]:
    for one in vie.exercices if vie.accorde else ():
        if one.justifie_le is None and (one.accorde is None or one.accorde):
            yield _report(one)
    year = facts.value("precedente_annee")
    handed = any(p.provided and p.exercice == year for p in pieces(facts, "compte_rendu"))
    if is_renewal(facts) and year is not None and not handed:
        yield Reminder(
            day=months_after(date(year, 12, 31), REPORT_MONTHS),
            id=f"compte_rendu-{year}",
            sentence=f"Remettre le compte rendu financier de {year}",
            short="Compte rendu",
            why=(
                f"L’aide {year} se justifie dans les six mois de la fin de l’exercice ; sans "
                "compte rendu, une nouvelle demande n’est pas instruite."
            ),
            source=_REPORT,
            where="precedente_terminee",
        )


def _report(one: Exercice) -> Reminder:
    return Reminder(
        day=months_after(one.fin, REPORT_MONTHS),
        id=f"compte_rendu-{one.annee}",
        sentence=f"Remettre le compte rendu financier de {one.annee}",
        short="Compte rendu",
        why=f"Il est dû dans les six mois de la fin de l’exercice, le {french(one.fin)}.",
        source=_REPORT,
        where=str(one.justifie_key),
    )


def _to_evaluate(facts: Facts, vie: Vie) -> Iterator[Reminder]:
    if not is_agreement(facts) or not vie.exercices or facts.value("suivi_evaluation_le"):
        return
    if not vie.accorde:
        return
    term = vie.exercices[-1].fin
    days = [facts.value("evaluation_finale", project) for project in facts.projects]
    written: date | None = min((day for day in days if day), default=None)
    yield Reminder(
        day=written or months_before(term, EVALUATION_MONTHS),
        id="evaluation",
        sentence="Remettre l’évaluation finale de la convention",
        short="Évaluation finale",
        why=(
            "C’est le jour écrit dans le dossier."
            if written
            else f"D’usage, trois mois avant le terme ({french(term)}) ; votre convention "
            "dit la date exacte."
        ),
        source=f"{_MODEL}, art. 9",
        where="suivi_evaluation_le",
    )


_VALIDITIES = (
    ("representant_fin_mandat", "mandat", "Le mandat du représentant s’achève",
     "Après ce jour, une autre personne signe peut-être : déclarez l’élection au greffe."),
    ("pouvoir_fin", "pouvoir", "Le pouvoir de signer s’achève",
     "Après ce jour, la personne qui a le pouvoir ne peut plus signer pour l’association."),
)  # fmt: skip


def _papers(facts: Facts, vie: Vie) -> Iterator[Reminder]:
    for field, name, what, why in _VALIDITIES:
        day: date | None = facts.value(field)
        asked = field != "pouvoir_fin" or facts.value("signataire_representant") is False
        if day is not None and asked:
            yield Reminder(
                day, name, what, what, why, "noté dans le dossier, rubriques 1.6 et 7.2", field,
                Kind.END,
            )  # fmt: skip
    for row in facts.rows("agrements") if facts.value("a_agrements") else ():
        day = facts.value("agrement_fin", row)
        if day is not None:
            what = f"L’agrément « {facts.shown('agrement_type', row)} » s’achève"
            why = "Son renouvellement se demande avant ce jour, à l’administration qui l’a donné."
            yield Reminder(
                day, f"agrement-{row}", what, "Agrément", why, "arrêté d’agrément",
                f"agrement_fin@{row}", Kind.END,
            )  # fmt: skip
    for piece in pieces(facts):
        due: date | None = facts.value("piece_echeance", piece.row)
        if due is None or piece.waived or _told_already(facts, piece):
            continue
        named = facts.shown("piece_libelle", piece.row) or facts.shown("piece_nature", piece.row)
        awaited = piece.etat == "a_venir"
        if not awaited and vie.decision:
            continue  # once decided, a paper may age
        yield Reminder(
            day=due,
            id=f"piece-{piece.row}",
            sentence=f"Remettre la pièce : {named}" if awaited else f"{named} se périme",
            short="Pièce à remettre" if awaited else "Pièce à renouveler",
            why=(
                "Elle est annoncée au financeur pour ce jour."
                if awaited
                else "Après ce jour, le financeur peut en demander une plus récente."
            ),
            source="noté dans le dossier, étape Pièces",
            where=f"piece_echeance@{piece.row}",
            kind=Kind.TASK if awaited else Kind.END,
        )


def _told_already(facts: Facts, piece: Piece) -> bool:
    """Whether a reminder of its own speaks of that paper."""
    if piece.nature == "pouvoir":
        return facts.value("pouvoir_fin") is not None
    return piece.nature == "compte_rendu" and piece.exercice == facts.value("precedente_annee")


def _certificate(vie: Vie, until: date | None) -> Iterator[Reminder]:
    if until is not None and not vie.signe:
        yield Reminder(
            day=until,
            id="certificat",
            sentence="Le certificat de signature s’achève",
            short="Certificat",
            why="Après ce jour, il faudra en faire un autre avant de signer.",
            source="certificat gardé sur cet ordinateur",
            where=SIGN,
            kind=Kind.END,
        )


def _revision(facts: Facts) -> Iterator[Reminder]:
    crosses = bool(facts.years) and facts.years[0] <= MID_TERM < facts.years[-1]
    if (
        crosses
        and facts.contrat.fin.year == LAST_YEAR_OF_CONTRACTS
        and facts.today.year <= MID_TERM
    ):
        yield Reminder(
            day=date(MID_TERM, 12, 31),
            id="revision",
            sentence="Relire les orientations après la révision du contrat de ville",
            short="Contrat révisé",
            why=(
                f"Les contrats sont revus en {MID_TERM}, sans jour fixé : au plus tard en fin "
                "d’année, vos orientations peuvent changer de nom."
            ),
            source="circulaire du 31 août 2023",
            where=WRITE,
            kind=Kind.END,
        )
