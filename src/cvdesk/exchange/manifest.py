"""The manifest of a paquet: which files it holds, and the fingerprint of each."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from cvdesk.exchange.dossier_json import canonical_json, check_version, parse_json
from cvdesk.exchange.refusals import altered, not_a_paquet
from cvdesk.exchange.shape import Shape

FORMAT = "cvdesk-paquet"
VERSION = 1

MANIFEST = "manifest.json"
DOSSIER = "dossier.json"
APPEL = "appel.yaml"
PIECES = "pieces/"
FILE_NAME = "(dossier[.]json|appel[.]yaml|pieces/[0-9a-f]{64})"
"""The only names a paquet has beside its manifest: none can lead out of it."""

_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "format": {"const": FORMAT},
        "version": {"type": "integer", "const": VERSION},
        "logiciel": {"type": "string", "maxLength": 100},
        "fichiers": {
            "type": "object",
            "propertyNames": {"pattern": FILE_NAME},
            "additionalProperties": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "required": [DOSSIER],
        },
    },
    "required": ["format", "version", "logiciel", "fichiers"],
    "additionalProperties": False,
}
_SHAPE = Shape(_SCHEMA)


def manifest_of(files: Mapping[str, bytes], software: str) -> bytes:
    """Return the manifest of ``files``, written by ``software`` (name and version)."""
    return canonical_json(
        {
            "format": FORMAT,
            "version": VERSION,
            "logiciel": software,
            "fichiers": {name: hashlib.sha256(files[name]).hexdigest() for name in files},
        }
    )


def read_manifest(content: bytes, name: str) -> dict[str, str]:
    """Return the fingerprint of each file that the paquet ``name`` holds.

    Raises:
        PaquetTropRecent: If a later version wrote it.
        PaquetRefuse: If it is not a manifest.
    """
    data = parse_json(content, name)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise not_a_paquet(name)
    check_version(data, VERSION, name)
    if (where := _SHAPE.first_fault(data)) is not None:
        raise altered(name, f"« {where} » du sommaire n’a pas la forme attendue")
    files: dict[str, str] = data["fichiers"]
    named = {DOSSIER, APPEL}
    if any(file.removeprefix(PIECES) not in {sha256, *named} for file, sha256 in files.items()):
        raise altered(name, "une pièce ne porte pas le nom de son empreinte")
    return files


def check_file(file: str, content: bytes, sha256: str, name: str) -> None:
    """Refuse a file of the paquet ``name`` that is not the one written.

    Raises:
        PaquetAltere: If its fingerprint differs.
    """
    if hashlib.sha256(content).hexdigest() != sha256:
        raise altered(name, f"« {file} » ne correspond plus à son empreinte")
