"""Read the folder of a contract: every file, every fault, then the contract itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, get_type_hints

from pydantic import BaseModel

from cvdesk.catalog.contrat_checks import Part, check
from cvdesk.catalog.contrat_codec import decode, decoder
from cvdesk.catalog.contrat_schema import COLLECTIONS, IdentityFile, PartsFile
from cvdesk.catalog.yamltext import Fault, FileFaults, YamlText, read_yaml, validate
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.contrat_parts import Noeud, Provenance

IDENTITY = "contrat.yaml"
EDITION_MARK = "@"
"""In the name of a folder, what follows tells an edition from the others: ``<id>@<edition>``."""

_HINTS = get_type_hints(Contrat)
_COLLECTION_DECODERS = {name: decoder(_HINTS[name]) for name in COLLECTIONS}


class ContratErrors(FileFaults):
    """The folder of a contract has faults; all of them are in ``faults``."""


def load_contrat(folder: Path) -> Contrat:
    """Read a contract.

    Args:
        folder: Holds ``contrat.yaml``, and any other ``*.yaml`` files, each with some collections.

    Raises:
        ContratErrors: With every fault of every file. What does not hold together is only looked
            at once every file has the right shape.
    """
    if not (folder / IDENTITY).is_file():
        where = f"{folder.name}/{IDENTITY}"
        raise ContratErrors([Fault(where, 1, "un contrat a besoin de ce fichier")])
    texts, faults = _read(sorted(folder.glob("*.yaml")), folder.name)
    shapes = []
    for text in texts:
        identity = text.name.endswith(f"/{IDENTITY}")
        try:
            shapes.append((text, validate(IdentityFile if identity else PartsFile, text)))
        except FileFaults as error:
            faults += error.faults
    if faults:
        raise ContratErrors(faults)
    identity_values = next(
        _dump(shape) for text, shape in shapes if text.name.endswith(f"/{IDENTITY}")
    )
    parts = [Part(text, _pieces(shape)) for text, shape in shapes]
    contrat = _assemble(identity_values, parts)
    if faults := list(check(parts, last_line=contrat.source.lignes)):
        raise ContratErrors(faults)
    if contrat.id != folder.name.partition(EDITION_MARK)[0]:
        where = f"{folder.name}/{IDENTITY}"
        raise ContratErrors(
            [Fault(where, 1, f"ce dossier devrait s’appeler «\u00a0{contrat.id}\u00a0»")]
        )
    return contrat


def _read(paths: Iterable[Path], folder: str) -> tuple[list[YamlText], list[Fault]]:
    texts: list[YamlText] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            texts.append(read_yaml(path, name=f"{folder}/{path.name}"))
        except FileFaults as error:
            faults += error.faults
    return texts, faults


def _dump(shape: BaseModel) -> dict[str, Any]:
    return shape.model_dump(mode="json", exclude_unset=True)


def _pieces(shape: BaseModel) -> dict[str, tuple[Any, ...]]:
    contents = _dump(shape)
    return {
        name: _COLLECTION_DECODERS[name](contents[name]) for name in COLLECTIONS if name in contents
    }


def _assemble(identity: dict[str, Any], parts: list[Part]) -> Contrat:
    collections: dict[str, Any] = {
        name: tuple(piece for part in parts for piece in part.pieces.get(name, ()))
        for name in COLLECTIONS
    }
    numbered_by = {niveau.nom: niveau.numeros for niveau in collections["niveaux"]}
    collections["noeuds"] = tuple(
        _with_number_source(noeud, numbered_by.get(noeud.niveau, Provenance.DIT))
        for noeud in collections["noeuds"]
    )
    bare = decode(Contrat, {k: v for k, v in identity.items() if k not in COLLECTIONS})
    return replace(bare, **collections)


def _with_number_source(noeud: Noeud, source: Provenance) -> Noeud:
    return noeud if source is Provenance.DIT else replace(noeud, numero_source=source)
