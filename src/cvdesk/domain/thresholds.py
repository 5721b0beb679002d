"""Three thresholds of public money: a first count of each, line by line, and its question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cvdesk.domain.budget import BudgetYear, budgets
from cvdesk.domain.counted import NAMELESS, Computation, CountedLine, total_of, typed_lines
from cvdesk.domain.facts import Facts
from cvdesk.domain.grants import FunderLine
from cvdesk.domain.ids import FieldId, Key
from cvdesk.domain.money import Euros
from cvdesk.domain.public_money import (
    AGREEMENT,
    AGREEMENT_ABOVE,
    AID_ABOVE,
    AUDITOR,
    AUDITOR_ABOVE,
    JOB_AID,
    corrections,
)
from cvdesk.domain.wording import plain

_OF_A_JOB = re.compile(r"\b(fonjep|adultes? relais)\b")
_A_JOB = "Une aide à un poste (Fonjep, adulte-relais) n’est pas toujours comptée : à vérifier."
PRIVATE = "Aide privée : ce n’est pas de l’argent public."
_JOBS = "Aide aux emplois : dite hors des subventions pour ce seuil."
_TARIFF = "Compte 73 : prix ou tarif (prestation de service de la CAF), pas une subvention."
_NOT_COUNTED = "Vous avez choisi de ne pas la compter."
_COUNTED = "Vous avez choisi de la compter."


def auditor(facts: Facts, one: BudgetYear) -> Computation:
    """Return the public grants of an exercise of the association: is an auditor asked for?"""
    private = one.budget.grid.private_funders
    reasons = dict.fromkeys(private, PRIVATE) | {JOB_AID: _JOBS}
    counted, left_out = _sorted(facts, AUDITOR, one.funders, reasons)
    left_out += [
        CountedLine(one.key(line.key), label, amount, _TARIFF)
        for account, line, label, amount in typed_lines(one, one.budget.grid.produits)
        if account.number == "73" and amount
    ]
    total = total_of(counted)
    passed = total > AUDITOR_ABOVE
    sure = Euros.total(f.amount for f in one.funders if f.status == "acquis" and _among(f, counted))
    side = "dépasse" if passed else "ne dépasse pas"
    return Computation(
        AUDITOR,
        f"Subventions publiques de l’association en {one.year}",
        tuple(counted),
        tuple(left_out),
        total,
        f"Ce premier compte donne {total}, dont {sure} acquis : il {side} {AUDITOR_ABOVE}.",
        f"Au-delà de {AUDITOR_ABOVE} reçus dans l’année, un commissaire aux comptes et la "
        "publication des comptes sont demandés. Ce n’est pas une simple somme : votre "
        "expert-comptable compte-t-il les mêmes lignes ?",
        "code de commerce, art. L. 612-4 et D. 612-5",
        passed,
    )


def agreements(facts: Facts) -> Iterator[Computation]:
    """Yield one figure for each authority and year, all projects and lines of a name together."""
    by_authority: dict[tuple[int, str], list[FunderLine]] = {}
    private: frozenset[str] = frozenset()
    for one in budgets(facts, "projet"):
        private = one.budget.grid.private_funders
        for line in one.funders:
            if line.amount:
                by_authority.setdefault((one.year, plain(line.name)), []).append(line)
    reasons = dict.fromkeys(private, "Aide privée : une convention n’est pas imposée par la loi.")
    for (year, _), lines in sorted(by_authority.items()):
        counted, left_out = _sorted(facts, AGREEMENT, lines, reasons)
        if not counted and not any(line.corrected for line in left_out):
            continue
        total = total_of(counted)
        passed = total > AGREEMENT_ABOVE
        name = lines[0].name or NAMELESS
        side = "au-dessus de" if passed else "sous"
        yield Computation(
            AGREEMENT,
            f"{name}, aide demandée pour {year}",
            tuple(counted),
            tuple(left_out),
            total,
            f"{name} : {total} pour {year}, {side} {AGREEMENT_ABOVE}.",
            "Au-delà, une convention est obligatoire. Ce compte ne voit que ce dossier : "
            "demandez-vous autre chose à cette même autorité cette année-là ?",
            "loi 2000-321, art. 10 ; décret 2001-495, art. 1",
            passed,
        )


def aid_of_three_years(facts: Facts) -> Iterator[Computation]:
    """Yield the public aid of three exercises, when some of it is typed."""
    names = {"aides_n2": "Deux ans avant", "aides_n1": "L’année d’avant", "aides_n0": "Cette année"}
    lines = []
    for field, label in names.items():
        amount = facts.value(field)
        if amount is not None:
            lines.append(CountedLine(Key(FieldId(field)), label, amount))
    if not lines:
        return
    last = facts.value("aides_annee")
    total = total_of(lines)
    passed = total > AID_ABOVE
    until = f" jusqu’à {last}" if last is not None else ""
    known = "" if len(lines) == len(names) else f" Il manque {len(names) - len(lines)} montant(s)."
    yield Computation(
        "aides",
        "Aides publiques de trois années",
        tuple(lines),
        (),
        total,
        f"Les aides publiques{until} font {total} : {'plus de' if passed else 'au plus'} "
        f"{AID_ABOVE}.{known}",
        "L’attestation demande de cocher un côté ou l’autre. Toutes les aides publiques y "
        "sont-elles, celles d’autres services comprises ?",
        "Cerfa 12156*06, rubrique 7 ; décret 2016-1971",
        passed,
    )


def _sorted(
    facts: Facts, count: str, lines: Sequence[FunderLine],
    reasons: dict[str, str],
) -> tuple[list[CountedLine], list[CountedLine]]:  # fmt: skip
    """Return the lines that count and those that do not, the person's choices applied."""
    chosen = corrections(facts)
    counted, left_out = [], []
    for line in lines:
        if not line.amount:
            continue
        usually = line.kind not in reasons
        counts = chosen.get((count, str(line.key)), usually)
        corrected = counts != usually
        name = line.name or NAMELESS
        if counts:
            doubt = _A_JOB if _OF_A_JOB.search(plain(line.name)) and count == AUDITOR else ""
            reason = _COUNTED if corrected else doubt
            counted.append(CountedLine(line.key, name, line.amount, reason, corrected))
        else:
            reason = _NOT_COUNTED if corrected else reasons[line.kind]
            left_out.append(CountedLine(line.key, name, line.amount, reason, corrected))
    return counted, left_out


def _among(funder: FunderLine, lines: list[CountedLine]) -> bool:
    return any(line.key == funder.key for line in lines)
