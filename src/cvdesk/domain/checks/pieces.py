"""The papers joined to the dossier."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cvdesk.domain.budget import budgets
from cvdesk.domain.check import Remark, check
from cvdesk.domain.checks.pointers import at, enumerated, filing_day, is_renewal
from cvdesk.domain.facts import Facts
from cvdesk.domain.findings import Gravity
from cvdesk.domain.ids import Key
from cvdesk.domain.natures import SIGNED
from cvdesk.domain.pieces import applies, expected_pieces, pieces
from cvdesk.domain.public_money import asks_for_auditor, counted_for_auditor
from cvdesk.domain.working_days import months_before

_MONTHS_TO_APPROVE = 6
_LIST = "décret 2016-1971 du 28 décembre 2016 ; Cerfa 12156*06, pièces à joindre"
_ASKED_BY_THEIR_OWN_CHECK = {
    **dict.fromkeys(("statuts", "dirigeants", "rib", "comptes", "rapport_activite"), "toujours"),
    "rapport_cac": "cac",
    "compte_rendu": "renouvellement",
    "pouvoir": "pouvoir",
}
"""The papers that another check asks for, and when: a call may ask for them in every case."""


def _states(facts: Facts, nature: str) -> tuple[Key, ...]:
    """Return where the state of the pieces of one nature is answered; none: the whole list."""
    return tuple(piece.key("etat") for piece in pieces(facts, nature))


def _is_missing(facts: Facts, nature: str) -> bool:
    """Whether a paper is on the list of this dossier, and neither given nor said not to be due.

    A call may ask for fewer papers than the national list: those it leaves out miss nobody.
    """
    return _is_listed(facts, nature) and not any(
        piece.provided or piece.waived for piece in pieces(facts, nature)
    )


def _is_listed(facts: Facts, nature: str) -> bool:
    return any(piece.id == nature for piece in expected_pieces(facts))


@check(
    "PIE-20",
    20,
    Gravity.CORRECT,
    "Les statuts sont joints ou déclarés",
    source=_LIST,
    section="pieces",
)
def statutes_are_known(facts: Facts) -> Iterator[Remark]:
    """Joined, already handed, or in the register; a renewal may say they are not asked again."""
    if _is_missing(facts, "statuts"):
        said = (
            "Les statuts ne sont pas joints. S’ils sont déjà déclarés au greffe et à jour, "
            "indiquez-le ; sinon, ajoutez-en une copie."
        )
        yield said, _states(facts, "statuts")


@check(
    "PIE-21",
    21,
    Gravity.CORRECT,
    "La liste des dirigeants est celle de la dernière élection",
    source=_LIST,
    section="pieces",
)
def list_of_leaders_is_current(facts: Facts) -> Iterator[Remark]:
    """Joined or in the register, and not older than the last election noted."""
    if _is_missing(facts, "dirigeants"):
        said = (
            "La liste des dirigeants n’est pas jointe. Si elle est déjà déclarée au greffe et à "
            "jour, indiquez-le ; sinon, ajoutez-la."
        )
        yield said, _states(facts, "dirigeants")
        return
    election = facts.value("representant_election")
    dated = [
        piece for piece in pieces(facts, "dirigeants") if piece.provided and piece.dated is not None
    ]
    if election is not None and dated and all(p.dated and p.dated < election for p in dated):
        yield (
            "La liste des dirigeants date d’avant la dernière assemblée. Ajoutez la liste à jour.",
            tuple(piece.key("date") for piece in dated),
        )


@check(
    "PIE-22",
    22,
    Gravity.BLOCKING,
    "Le RIB est joint",
    source="Cerfa 12156*06, pièces à joindre",
    section="pieces",
)
def bank_details_are_joined(facts: Facts) -> Iterator[Remark]:
    """Joined, or already handed to this funder."""
    if _is_listed(facts, "rib") and not any(p.provided for p in pieces(facts, "rib")):
        said = "Il manque le RIB. Sans lui, l’aide ne peut pas être versée."
        yield said, _states(facts, "rib")


def last_closed_exercise(facts: Facts, day: date) -> int:
    """Return the year whose accounts are the last closed on ``day``.

    The exercise closes as the association's budget says, on 31 December when it does not.
    """
    ends = facts.value("asso_exercice_fin", year=facts.years[0]) if facts.years else None
    month, closing = (ends.month, ends.day) if ends is not None else (12, 31)
    closed = (day.month, day.day) > (month, closing)
    return day.year if closed else day.year - 1


@check(
    "PIE-23",
    23,
    Gravity.BLOCKING,
    "Les comptes sont ceux du dernier exercice clos",
    source=_LIST,
    section="pieces",
)
def accounts_are_of_the_last_exercise(facts: Facts) -> Iterator[Remark]:
    """The last exercise closed; for six months, the one before is admitted: time to approve."""
    day = filing_day(facts)
    expected = last_closed_exercise(facts, day)
    admitted = {expected, last_closed_exercise(facts, months_before(day, _MONTHS_TO_APPROVE))}
    joined = [piece for piece in pieces(facts, "comptes") if piece.provided]
    if not joined:
        excused = any(piece.waived and piece.note for piece in pieces(facts, "comptes"))
        if excused or not _is_listed(facts, "comptes"):
            return
        said = f"Il manque les comptes de {expected}, le dernier exercice terminé."
        yield said, _states(facts, "comptes")
    elif not any(piece.exercice in admitted for piece in joined):
        years = sorted({piece.exercice for piece in joined if piece.exercice is not None})
        seen = (
            f"Les comptes joints sont ceux de {', '.join(map(str, years))}."
            if years
            else "Les comptes joints ne disent pas de quel exercice ils sont."
        )
        said = f"{seen} Le financeur attend ceux de {expected}, le dernier exercice terminé."
        yield said, tuple(piece.key("exercice") for piece in joined)


@check(
    "PIE-24",
    24,
    Gravity.CORRECT,
    "Les comptes sont approuvés",
    source="Cerfa 12156*06 : comptes approuvés",
    section="pieces",
)
def accounts_are_approved(facts: Facts) -> Iterator[Remark]:
    """The day of the assembly, or a sentence that says why there is none yet."""
    joined = [piece for piece in pieces(facts, "comptes") if piece.provided]
    if joined and not any(piece.dated or piece.note for piece in joined):
        said = (
            "Les comptes doivent avoir été approuvés en assemblée générale. Quelle en est la "
            "date ? Sans assemblée encore, expliquez-le en une phrase."
        )
        yield said, tuple(p.key(name) for p in joined for name in ("date", "note"))


@check(
    "PIE-25",
    25,
    Gravity.BLOCKING,
    "Au-delà de 153 000 €, le rapport du commissaire aux comptes est joint",
    source="code de commerce, art. L. 612-4 et D. 612-5",
    section="pieces",
)
def auditor_report_is_joined(facts: Facts) -> Iterator[Remark]:
    """A first figure from the association's budget: the lines counted are lit, to be looked at."""
    given = any(piece.provided for piece in pieces(facts, "rapport_cac"))
    if given or not _is_listed(facts, "rapport_cac"):
        return
    for one in budgets(facts, "asso"):
        if asks_for_auditor(facts, one):
            said = (
                "D’après votre budget, l’association a reçu plus de 153 000 € de subventions "
                "publiques. Dans ce cas, le rapport du commissaire aux comptes est demandé. "
                "Vérifiez avec nous les lignes comptées."
            )
            lines = tuple(line.key for line in counted_for_auditor(facts, one))
            yield said, (*_states(facts, "rapport_cac"), *lines)


@check(
    "PIE-26",
    26,
    Gravity.CORRECT,
    "Le rapport d’activité est joint",
    source="Cerfa 12156*06, pièces à joindre",
    section="pieces",
)
def activity_report_is_joined(facts: Facts) -> Iterator[Remark]:
    """The last one approved."""
    report = pieces(facts, "rapport_activite")
    if _is_listed(facts, "rapport_activite") and not any(piece.provided for piece in report):
        said = (
            "Le rapport d’activité approuvé montre ce que vous faites vraiment : ajoutez-le, "
            "même court."
        )
        yield said, _states(facts, "rapport_activite")


@check(
    "PIE-27",
    27,
    Gravity.BLOCKING,
    "Le compte rendu financier de la dernière aide terminée est rendu",
    source="loi 2000-321, art. 10 ; Cerfa 15059*02",
    section="pieces",
)
def last_grant_is_accounted_for(facts: Facts) -> Iterator[Remark]:
    """That of the previous grant, or of the one before when the previous action still runs.

    « Non requise », with its exercise, says that there was no grant that year.
    """
    year, ended = facts.value("precedente_annee"), facts.value("precedente_terminee")
    if not is_renewal(facts) or year is None or ended is None:
        return
    expected = year if ended else year - 1
    reports = pieces(facts, "compte_rendu")
    if any((p.provided or p.waived) and p.exercice == expected for p in reports):
        return
    said = (
        f"Pour une nouvelle aide, le compte rendu financier de {expected} doit être fait d’abord. "
        "Nous pouvons le préparer avec vos chiffres."
    )
    listed = tuple(p.key("etat") for p in reports if p.exercice == expected)
    yield said, listed


@check(
    "PIE-28",
    28,
    Gravity.QUESTION,
    "L’action aidée l’an dernier est terminée",
    source="Cerfa 15059*02 ; loi 2000-321, art. 10",
    section="demande",
)
def previous_action_still_runs(facts: Facts) -> Iterator[Remark]:
    """An interim report is enough on the day of the filing; the full one comes later."""
    year = facts.value("precedente_annee")
    if is_renewal(facts) and year is not None and facts.value("precedente_terminee") is False:
        said = (
            f"L’action {year} n’est pas terminée : un bilan intermédiaire suffit aujourd’hui. Le "
            f"compte rendu complet sera à rendre avant le 30 juin {year + 1}."
        )
        yield said, (at("precedente_terminee"), at("precedente_annee"))


@check(
    "PIE-29",
    29,
    Gravity.CORRECT,
    "Les fichiers joints sont des PDF lisibles",
    source="portail Dauphin : pièces au format PDF",
    section="pieces",
    natures=SIGNED,
)
def files_are_pdf(facts: Facts) -> Iterator[Remark]:
    """What the name and the size of a file already tell; opening it is not a rule's business."""
    appel = facts.appel
    admitted = list(appel.formats_pieces) if appel is not None else []
    admitted = admitted or ["pdf"]
    for piece in pieces(facts):
        if piece.file is None:
            continue
        name = piece.file.name
        if piece.file.size_bytes == 0:
            said = (
                f"{name} est vide. Le financeur n’y verra rien : pouvez-vous le numériser de "
                "nouveau ?"
            )
        elif appel is not None and 0 < (appel.taille_piece_max or 0) < piece.file.size_bytes:
            said = (
                f"{name} pèse {_megabytes(piece.file.size_bytes)}\u00a0; cet appel s’arrête à "
                f"{_megabytes(appel.taille_piece_max or 0)}. L’écran des pièces sait le réduire."
            )
        elif _ending(name) not in admitted:
            shown = enumerated([one.upper() for one in admitted], "ou")
            said = (
                f"{name} n’est pas dans un format que cet appel admet\u00a0: {shown}. Pouvez-vous "
                "l’enregistrer autrement\u00a0?"
                if appel is not None and appel.formats_pieces
                else f"{name} n’est pas un PDF, le format que le portail attend. Pouvez-vous "
                "l’enregistrer en PDF, ou le numériser\u00a0?"
            )
        else:
            continue
        yield said, (piece.key("fichier"),)


_SAME_FORMAT = {"jpeg": "jpg", "tiff": "tif", "heif": "heic"}


def _ending(name: str) -> str:
    ending = name.casefold().rpartition(".")[2]
    return _SAME_FORMAT.get(ending, ending)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}".replace(".", ",") + "\u00a0Mo"


@check(
    "PIE-30",
    30,
    Gravity.CORRECT,
    "Toutes les pièces de l’appel sont là",
    source="liste des pièces de l’appel",
    section="pieces",
)
def pieces_of_the_call_are_there(facts: Facts) -> Iterator[Remark]:
    """The papers that this call adds to those of the form, one remark for each.

    One of the form's own is among them when the call asks for it where the form does not: the
    auditor's report of an association that receives less than the law's threshold.
    """
    for expected in expected_pieces(facts):
        usual = _ASKED_BY_THEIR_OWN_CHECK.get(expected.id)
        if usual is not None and applies(facts, usual):
            continue
        found = pieces(facts, expected.id)
        if any(p.provided or (p.waived and p.note) for p in found):
            continue
        said = f"Cet appel demande aussi : {expected.label}. Qui, chez vous, peut la fournir ?"
        yield said, _states(facts, expected.id)
