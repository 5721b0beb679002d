"""The computations of ``cvdesk budget`` that fill lines: what the window proposes, word by word."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from decimal import Decimal

from cvdesk.app.budget_years import balanced, copied_year
from cvdesk.app.indirect_costs import UNITS, SharingKey, shared_out
from cvdesk.app.proposal import Proposal
from cvdesk.app.session import Session
from cvdesk.app.volunteering import counted_hours
from cvdesk.bootstrap import Cvdesk
from cvdesk.domain.budget import PROJECT, WHOLE, BudgetYear, budgets, is_functioning
from cvdesk.domain.ids import ROOT, RowId
from cvdesk.domain.money import Euros
from cvdesk.domain.taux import Taux
from cvdesk.errors import UserError

_COPY = re.compile(r"(?P<year>20\d\d)(?:=(?P<percent>[+-]?\d{1,4}(?:[.,]\d{1,2})?))?", re.ASCII)
_YEAR = re.compile(r"(?P<year>20\d\d)", re.ASCII)
_HOURS = re.compile(r"(?P<year>20\d\d)=(?P<hours>\d{1,7})(?::(?P<rate>[a-z0-9-]+))?", re.ASCII)
_KEY = re.compile(
    r"(?P<year>20\d\d)=(?P<base>\d{1,8}(?:[.,]\d{1,2})?)"
    r":(?P<part>\d{1,6}(?:[.,]\d{1,2})?)/(?P<whole>\d{1,6}(?:[.,]\d{1,2})?)"
    r"(?::(?P<unit>[^:]+))?(?::(?P<of>.+))?"
)

OPTIONS = (
    ("--recopier", "2028=2,5", "un exercice parti du précédent, augmenté de x %%"),
    ("--equilibrer", "2027", "l’écart inscrit en autofinancement ou en excédent"),
    ("--benevolat", "2027=480", "des heures comptées des deux côtés, 864 et 870"),
    ("--repartir", "2027=3750:0,35/1,10:ETPT", "des charges indirectes selon une clé"),
)


def add_helpers(parser: argparse.ArgumentParser) -> None:
    """Declare the computations."""
    for name, example, said in OPTIONS:
        parser.add_argument(
            name, action="append", default=[], metavar="EXERCICE", help=f"{said} : {example}"
        )
    parser.add_argument("--budget", default="", help="projet (par défaut) ou asso")
    parser.add_argument("--projet", default="", metavar="LIGNE", help="quel projet, par exemple P1")


def proposals(app: Cvdesk, session: Session, args: argparse.Namespace) -> Iterator[Proposal]:
    """Yield what was asked; each is computed when asked for, on what the one before left.

    Raises:
        UserError: If one is written otherwise, or is about an exercise that does not exist.
    """
    for words in args.recopier:
        found = _match(_COPY, words, 0)
        percent = _decimal(found["percent"] or "0")
        row = _row(session, args)
        yield copied_year(session.facts, _budget(session, args), row, int(found["year"]), percent)
    for words in args.repartir:
        found = _match(_KEY, words, 3)
        one = _year(session, args, found["year"])
        yield shared_out(session.facts, one, _sharing_key(found))
    for words in args.benevolat:
        found = _match(_HOURS, words, 2)
        one = _year(session, args, found["year"])
        rate = _rate(app, session, found["rate"] or "")
        yield counted_hours(session.facts, one, int(found["hours"]), rate)
    for words in args.equilibrer:
        found = _match(_YEAR, words, 1)
        one = _year(session, args, found["year"])
        closed = balanced(session.facts, one)
        yield closed or Proposal(f"Équilibrer {one.year}", (), "Les deux totaux sont déjà égaux.")


def _sharing_key(found: re.Match[str]) -> SharingKey:
    unit = found["unit"] or "ETPT"
    if unit not in UNITS:
        raise UserError(f"« {unit} » n’est pas une clé.", remedy=f"Clés : {', '.join(UNITS)}.")
    part, whole = _decimal(found["part"]), _decimal(found["whole"])
    return SharingKey(Euros.parse(found["base"]), part, whole, unit, found["of"] or "")


def _rate(app: Cvdesk, session: Session, name: str) -> Taux:
    rates = {rate.id: rate for rate in app.tableurs.taux(session)}
    found = rates.get(name or next(iter(rates), ""))
    if found is None:
        known = ", ".join(rates) or "aucun à cette date"
        raise UserError(f"Le taux « {name} » n’est pas connu.", remedy=f"Taux : {known}.")
    return found


def _match(pattern: re.Pattern[str], words: str, option: int) -> re.Match[str]:
    found = pattern.fullmatch(words)
    if found is None:
        name, example, _ = OPTIONS[option]
        raise UserError(
            f"« {words} » ne se lit pas après {name}.", remedy=f"Écrivez par exemple {example}."
        )
    return found


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _budget(session: Session, args: argparse.Namespace) -> str:
    whole = is_functioning(session.reference.form)
    return args.budget or (WHOLE if whole else PROJECT)


def _row(session: Session, args: argparse.Namespace) -> RowId:
    if _budget(session, args) == WHOLE:
        return ROOT
    return RowId(args.projet) if args.projet else next(iter(session.facts.projects), ROOT)


def _year(session: Session, args: argparse.Namespace, year: str) -> BudgetYear:
    row = _row(session, args)
    every = [one for one in budgets(session.facts, _budget(session, args)) if one.row == row]
    for one in every:
        if str(one.year) == year:
            return one
    known = ", ".join(str(one.year) for one in every) or "aucun"
    raise UserError(
        f"Ce budget n’a pas d’exercice {year}.", remedy=f"Exercices de ce budget : {known}."
    )
