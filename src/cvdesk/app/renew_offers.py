"""For what a dossier can be prepared again: the next year, a call, a year of an agreement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cvdesk.app.session import Session
from cvdesk.domain.appel import Appel
from cvdesk.domain.form import Form


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to go on.

    Attributes:
        label: « Dossier annuel 2028 ».
        help: One line: what it starts from.
        appel: The id of its call, or empty.
    """

    label: str
    help: str
    appel: str
    years: tuple[int, ...]


def following(session: Session) -> tuple[int, ...]:
    """Return the exercises that follow those of a dossier, as many of them."""
    years = session.facts.years
    return tuple(year + len(years) for year in years)


def offers(session: Session, forms: Iterable[Form], appels: Iterable[Appel]) -> tuple[Offer, ...]:
    """Return what a dossier can be prepared again for, the most likely first."""
    years = session.facts.years
    if not years:
        return ()
    form = session.reference.form
    found: list[Offer] = []
    if any(one.year_of == form.ref.form for one in forms):
        found += [
            Offer(
                f"L’année {year} de la convention",
                "Objectifs, public, cibles et budget viennent de la convention.",
                "",
                (year,),
            )
            for year in years[1:]
        ]
    for appel in appels:
        if appel.annees[0] > years[0] and appel.contrat == session.facts.contrat.id:
            help_ = "Les dates, les pièces et les limites viennent de l’appel."
            found.append(Offer(appel.titre, help_, appel.id, appel.annees))
    after = following(session)
    named = f"L’année {after[0]}" if len(after) == 1 else f"Les années {after[0]} à {after[-1]}"
    help_ = "L’appel n’est pas encore connu\u00a0: le dossier peut commencer sans lui."
    return (*found, Offer(f"{named}, sans appel", help_, "", after))
