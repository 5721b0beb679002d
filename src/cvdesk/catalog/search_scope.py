"""Where a search looks: which contracts, and under which name each knows a commune."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from cvdesk.catalog.catalogue import Catalogue
from cvdesk.catalog.words import fold
from cvdesk.errors import UserError


class CommuneUnknown(UserError):
    """No contract of the catalogue names this commune."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A contract to look in.

    Attributes:
        running: Whether it is in force.
        commune: The exact name there of the commune asked for, or empty.
    """

    id: str
    version: str
    running: bool
    commune: str


def scope_of(
    catalogue: Catalogue, db: sqlite3.Connection, contrat: str, commune: str, version: str = ""
) -> dict[int, Scope]:
    """Return the contracts to look in, by their number in the catalogue.

    Args:
        catalogue: Where to look.
        db: The catalogue, open.
        contrat: Keep to one contract; all of them when empty.
        commune: Keep to the contracts that cover it; all of them when empty.
        version: The edition of ``contrat`` to look in; the current ones when empty.

    Raises:
        ContratUnknown: If no contract has that id.
        CommuneUnknown: If no contract names that commune.
    """
    names = _named(db, commune) if commune else {}
    if contrat:
        catalogue.contrat(contrat, version)
    rows = db.execute(
        "SELECT numero, id, version, statut FROM contrat "
        "WHERE version = :version OR (:version = '' AND courante)",
        {"version": version},
    )
    return {
        number: Scope(id_, version, statut == "en_vigueur", names.get(number, ""))
        for number, id_, version, statut in rows
        if contrat in {"", id_} and (not commune or number in names)
    }


def _named(db: sqlite3.Connection, commune: str) -> dict[int, str]:
    """Return the exact name of a commune in each contract that covers it."""
    typed = fold(commune)
    found = (
        db.execute(
            "SELECT DISTINCT insee, nom FROM commune WHERE ecrit = :nom", {"nom": typed}
        ).fetchall()
        or db.execute(
            "SELECT DISTINCT insee, nom FROM commune WHERE ecrit LIKE :debut",
            {"debut": f"{typed} %"},
        ).fetchall()
    )
    codes = dict(found)
    if not codes:
        raise CommuneUnknown(
            f"Aucun contrat ne couvre la commune «\u00a0{commune}\u00a0».",
            remedy="Vérifiez son nom, ou cherchez sans commune.",
        )
    if len(codes) > 1:
        possible = " ou ".join(sorted(codes.values(), key=fold))
        raise CommuneUnknown(
            f"«\u00a0{commune}\u00a0» peut être {possible}.", remedy="Écrivez le nom entier."
        )
    [insee] = codes
    return dict(
        db.execute("SELECT DISTINCT contrat, nom FROM commune WHERE insee = :code", {"code": insee})
    )
