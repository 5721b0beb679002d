"""Compile the contracts' sources into the catalogue that is searched and read."""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cvdesk.catalog.besoins import Besoins, load_besoins
from cvdesk.catalog.catalogue import LATER
from cvdesk.catalog.contrat_codec import encode_short
from cvdesk.catalog.contrat_load import ContratErrors, load_contrat
from cvdesk.catalog.words import fold, stems
from cvdesk.catalog.yamltext import Fault
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.contrat_parts import Enonce, Quartier
from cvdesk.domain.recherche import ContratConnu, ContratEcarte

_TABLES = """
CREATE TABLE contrat (
    numero INTEGER PRIMARY KEY, id TEXT, version TEXT, statut TEXT, courante INTEGER, resume TEXT,
    premier INTEGER, dernier INTEGER, UNIQUE (id, version));
CREATE TABLE ecarte (json TEXT);
CREATE TABLE partie (contrat INTEGER, nom TEXT, json TEXT, PRIMARY KEY (contrat, nom))
    WITHOUT ROWID;
CREATE TABLE commune (contrat INTEGER, insee TEXT, nom TEXT, ecrit TEXT);
CREATE TABLE quartier (contrat INTEGER, json TEXT, noms TEXT);
CREATE TABLE lieu (
    numero INTEGER PRIMARY KEY, contrat INTEGER, ref TEXT, niveau TEXT, communes TEXT,
    quartiers TEXT, lignes TEXT,
    titre TEXT, autres TEXT, mots_titre TEXT, mots_autres TEXT);
CREATE VIRTUAL TABLE mots_noeud USING fts5 (
    titre, autres, content='', tokenize='ascii', detail='column');
CREATE VIRTUAL TABLE mots_fiche USING fts5 (
    titre, autres, content='', tokenize='ascii', detail='column');
CREATE TABLE mot (mot TEXT PRIMARY KEY, lieux INTEGER) WITHOUT ROWID;
CREATE TABLE besoin (dit TEXT, mots TEXT);
CREATE TABLE mot_vide (mot TEXT PRIMARY KEY) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class _Place:
    """A place that a search may find.

    Attributes:
        communes: Names the place holds for; empty when it holds for the whole contract.
        quartiers: Ids of the quarters it covers; empty when it is not about quarters.
        keys: What people also call it (its number, its id), never shown.
        others: Other texts that may match, each one a sentence to show.
    """

    ref: str
    niveau: str
    titre: str
    lignes: tuple[int, ...]
    communes: tuple[str, ...] = ()
    quartiers: tuple[str, ...] = ()
    keys: str = ""
    others: tuple[str, ...] = ()


def compile_catalogue(
    folders: Iterable[Path], besoins: Path, target: Path, installed: Iterable[Path] = ()
) -> None:
    """Write the catalogue, whole or not at all.

    Args:
        folders: One per contract.
        besoins: The file of everyday words.
        target: The file to write.
        installed: One per contract that came from elsewhere: one with faults is left out.

    Raises:
        FileFaults: With every fault of every source that is not installed.
    """
    contrats, left_out = _load_all(folders, installed)
    write_catalogue(contrats, left_out, load_besoins(besoins), target)


def write_catalogue(
    contrats: Sequence[Contrat], left_out: Iterable[ContratEcarte], besoins: Besoins, target: Path
) -> None:
    """Write contracts already read, in place of ``target``: whole or not at all."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix="catalogue-", suffix=".tmp")
    os.close(handle)
    draft = Path(name)
    try:
        with closing(sqlite3.connect(draft)) as db:
            db.execute("PRAGMA journal_mode = OFF")
            db.execute("PRAGMA synchronous = OFF")
            db.executescript(_TABLES)
            _write(db, contrats, besoins)
            db.executemany(
                "INSERT INTO ecarte VALUES (?)", ((_json(encode_short(one)),) for one in left_out)
            )
            db.commit()
            db.execute("VACUUM")
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _load_all(
    folders: Iterable[Path], installed: Iterable[Path]
) -> tuple[list[Contrat], list[ContratEcarte]]:
    """Return the contracts, each edition once, in the order read; and those left out."""
    contrats: dict[tuple[str, str], Contrat] = {}
    faults: list[Fault] = []
    for folder in folders:
        try:
            contrat = load_contrat(folder)
        except ContratErrors as error:
            faults += error.faults
            continue
        contrats[contrat.id, contrat.version] = contrat
    if faults:
        raise ContratErrors(faults)
    left_out = []
    for folder in installed:
        try:
            contrat = load_contrat(folder)
        except ContratErrors as error:
            left_out.append(ContratEcarte(folder.name, tuple(map(str, error.faults))))
            continue
        contrats[contrat.id, contrat.version] = contrat
    return list(contrats.values()), left_out


def _current(contrats: Iterable[Contrat]) -> dict[str, str]:
    """Return the edition of each contract that is meant when none is said.

    The one whose term starts last; then one in force; then the one that came last.
    """
    ranked = sorted(contrats, key=lambda one: (one.debut, one.statut == "en_vigueur"))
    return {one.id: one.version for one in ranked}


def _write(db: sqlite3.Connection, contrats: Sequence[Contrat], besoins: Besoins) -> None:
    counts: Counter[str] = Counter()
    order = {"en_vigueur": 0, "echu": 1, "remplace": 2}
    current = _current(contrats)
    ranked = sorted(contrats, key=lambda one: (order[one.statut], one.titre_court, one.version))
    for number, contrat in enumerate(ranked, start=1):
        _write_contrat(db, number, contrat, current=current[contrat.id] == contrat.version)
        for place in _places(contrat):
            counts.update(_write_place(db, number, place))
        db.execute(
            "UPDATE contrat SET (premier, dernier) = (SELECT coalesce(min(numero), 0), "
            "coalesce(max(numero), 0) FROM lieu WHERE contrat = :numero) WHERE numero = :numero",
            {"numero": number},
        )
    db.executemany("INSERT INTO mot VALUES (?,?)", counts.items())
    db.executemany(
        "INSERT INTO besoin VALUES (?,?)",
        (
            (
                " ".join(stems(dit)),
                " ".join(dict.fromkeys(word for mot in one.mots for word in stems(mot))),
            )
            for one in besoins.besoins
            for dit in one.dits
        ),
    )
    empty = {word for text in besoins.mots_vides for word in stems(text)}
    db.executemany("INSERT INTO mot_vide VALUES (?)", ((word,) for word in sorted(empty)))


def _write_contrat(db: sqlite3.Connection, number: int, contrat: Contrat, *, current: bool) -> None:
    inside = tuple(one.nom for one in contrat.communes if not one.hors_perimetre)
    known = ContratConnu(
        id=contrat.id,
        titre=contrat.titre,
        titre_court=contrat.titre_court,
        nature=contrat.nature,
        debut=contrat.debut.isoformat(),
        fin=contrat.fin.isoformat(),
        statut=contrat.statut,
        version=contrat.version,
        communes=inside,
        departements=contrat.departements,
        quartiers=len(contrat.quartiers),
        noeuds=len(contrat.noeuds),
    )
    db.execute(
        "INSERT INTO contrat VALUES (?,?,?,?,?,?,0,0)",
        (
            number,
            contrat.id,
            contrat.version,
            contrat.statut,
            current,
            _json(encode_short(known)),
        ),
    )
    values = encode_short(contrat)
    parts = {"base": {name: value for name, value in values.items() if name not in LATER}}
    parts |= {name: values.get(name, []) for name in LATER}
    db.executemany(
        "INSERT INTO partie VALUES (?,?,?)",
        ((number, name, _json(value)) for name, value in parts.items()),
    )
    db.executemany(
        "INSERT INTO commune VALUES (?,?,?,?)",
        (
            (number, commune.insee, commune.nom, written)
            for commune in contrat.communes
            for written in {commune.insee, *map(fold, (commune.nom, *commune.alias))}
        ),
    )
    db.executemany(
        "INSERT INTO quartier VALUES (?,?,?)",
        (
            (number, _json(encode_short(quartier)), _json(_names(quartier)))
            for quartier in contrat.quartiers
        ),
    )


def _names(quartier: Quartier) -> list[str]:
    names = [quartier.nom, *(alias.texte for alias in quartier.alias)]
    names += [code for code in (quartier.code, *quartier.codes_anciens) if code]
    return list(dict.fromkeys(names))


def _write_place(db: sqlite3.Connection, contrat: int, place: _Place) -> set[str]:
    titre = " ".join((*stems(place.titre), *stems(place.keys)))
    others = [text for text in place.others if text]
    autres = "\n".join(" ".join(stems(text)) for text in others)
    cursor = db.execute(
        "INSERT INTO lieu VALUES (NULL,?,?,?,?,?,?,?,?,?,?)",
        (
            contrat,
            place.ref,
            place.niveau,
            _listed(place.communes),
            _listed(place.quartiers),
            _json(place.lignes),
            place.titre,
            _json(others),
            titre,
            autres,
        ),
    )
    # What a commune says of itself is only looked in when that commune is asked for.
    table = "mots_fiche" if place.communes else "mots_noeud"
    db.execute(
        f"INSERT INTO {table} (rowid, titre, autres) VALUES (?,?,?)",  # noqa: S608 - ours
        (cursor.lastrowid, titre, autres),
    )
    return {*titre.split(), *autres.split()}


def _places(contrat: Contrat) -> Iterator[_Place]:
    for noeud in contrat.noeuds:
        others = (noeud.titre_court, *(variante.texte for variante in noeud.variantes))
        yield _Place(
            ref=noeud.id,
            niveau=noeud.niveau,
            titre=noeud.titre,
            lignes=noeud.lignes,
            keys=f"{noeud.niveau} {noeud.numero} {noeud.id}",
            others=(*others, *_said(noeud.champs)),
        )
    for fiche in contrat.fiches:
        for axe in fiche.axes:
            for objectif in axe.objectifs:
                actions = (one.texte for one in axe.actions if one.objectif == objectif.id)
                yield _Place(
                    ref=objectif.id,
                    niveau="objectif local",
                    titre=objectif.texte,
                    lignes=objectif.lignes,
                    communes=fiche.communes,
                    quartiers=fiche.quartiers,
                    others=tuple(actions),
                )
            for action in axe.actions:
                if action.objectif is None:
                    yield _Place(
                        ref=action.id,
                        niveau="action locale",
                        titre=action.texte,
                        lignes=action.lignes,
                        communes=fiche.communes,
                        quartiers=fiche.quartiers,
                    )


def _said(champs: Mapping[str, tuple[Enonce, ...]]) -> Iterator[str]:
    for enonces in champs.values():
        yield from (enonce.texte for enonce in enonces)


def _listed(names: Iterable[str]) -> str:
    return "".join(f"|{name}|" for name in names)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
