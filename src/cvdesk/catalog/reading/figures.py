"""Key figures of the quarters: rows « Population (2022) | 3 130 » below the name of a quarter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from cvdesk.catalog.reading.draft import Leftover
from cvdesk.catalog.reading.headings import Heading
from cvdesk.catalog.reading.places import Places
from cvdesk.catalog.reading.tables import Row
from cvdesk.domain.contrat_parts import Indicateur

_VALUE = re.compile(
    r"^(?P<n>\d{1,3}(?:\s\d{3}){1,4}|\d{1,12})(?:,(?P<d>\d{1,3}))?\s*"
    r"(?P<unit>%|€|habitants|hab\.?)?$",
    re.ASCII,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_UNITS = {"%": "%", "€": "EUR", "habitants": "habitants", "hab": "habitants", "hab.": "habitants"}
_FEWEST_FIGURES = 3
_MOST_DISTANCE = 60
_LONGEST_NAME = 160


def read_figures(runs: Sequence[Sequence[Row]], found: Sequence[Heading], places: Places) -> None:
    """Give its figures to each quarter that a title above them names."""
    for run in runs:
        if not has_figures(run):
            continue
        figures = [figure for row in run if (figure := _figure(row)) is not None]
        line = figures[0].lignes[0]
        titles = [one for one in found if line - _MOST_DISTANCE < one.line < line]
        ranks = [
            rank for one in reversed(titles) if (rank := places.quarter_in(one.title)) is not None
        ]
        if ranks and not places.quarters[ranks[0]].piece.indicateurs:
            places.add_figures(ranks[0], figures)
        else:
            what = f"{len(figures)} chiffres, à partir de « {figures[0].nom} »"
            reason = (
                "Ce quartier a déjà ses chiffres."
                if ranks
                else "Aucun titre au-dessus ne nomme un quartier connu."
            )
            places.leftovers.append(Leftover(what, (line,), reason))


def has_figures(run: Sequence[Row]) -> bool:
    """Tell whether rows are key figures: mostly a name and a value."""
    told = sum(_figure(row) is not None for row in run)
    return told >= _FEWEST_FIGURES and told * 2 >= len(run)


def _figure(row: Row) -> Indicateur | None:
    words = [row.cell(rank) for rank in range(len(row.cells)) if row.cell(rank)]
    if len(words) != 2 or len(words[0]) > _LONGEST_NAME:  # noqa: PLR2004 - a name and a value
        return None
    value = _VALUE.match(words[1])
    if value is None:
        return None
    number = re.sub(r"\D", "", value["n"])
    year = _YEAR.search(words[0])
    return Indicateur(
        nom=words[0],
        valeur=Decimal(f"{number}.{value['d']}") if value["d"] else Decimal(number),
        unite=_UNITS.get(value["unit"] or "", ""),
        annee=int(year[0]) if year else None,
        lignes=(row.line,),
    )
