"""The pack ``.cvcontrat``: one edition of a contract, signed, to carry on a USB stick.

A sealed zip that holds::

    manifest.json        {"format": "cvdesk-contrat", "version": 1, "logiciel": "CVDesk …",
                          "contrat": {"id": "…", "version": "…"}, "fait_le": "AAAA-MM-JJTHH:MM:SSZ",
                          "fichiers": {"contrat/arbre.yaml": "sha-256", …}}
    signature.pem        the signature of manifest.json, and the signer's certificate
    contrat/*.yaml       the sources of the contract, as their author wrote them

The manifest holds the fingerprint of every source and the signature is that of the manifest, so
who signed answers for all of it. What the signature proves is not decided here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from cvdesk.exchange.dossier_json import EDITION, canonical_json, check_version, parse_json
from cvdesk.exchange.manifest import MANIFEST, check_file
from cvdesk.exchange.paquet import SOFTWARE
from cvdesk.exchange.refusals import PaquetRefuse, altered, unexpected
from cvdesk.exchange.sealed import Kind, sealed, unsealed
from cvdesk.exchange.shape import Shape

FORMAT = "cvdesk-contrat"
VERSION = 1
SUFFIX = ".cvcontrat"
SIGNATURE = "signature.pem"
FOLDER = "contrat/"
IDENTITY = "contrat.yaml"

MAX_BYTES = 16_000_000
"""Twenty times the largest contract known: reading YAML takes about a second a megabyte."""
MAX_FILES = 300

_FILE = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}[.]yaml", re.ASCII)
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)[.].*", re.ASCII)
"""Names that Windows takes for a device, whatever follows the point."""
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"

_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "format": {"const": FORMAT},
        "version": {"type": "integer", "const": VERSION},
        "logiciel": {"type": "string", "maxLength": 100},
        "contrat": {
            "type": "object",
            "properties": {
                "id": {"type": "string", "pattern": r"[a-z0-9][a-z0-9-]{0,59}"},
                "version": EDITION,
            },
            "required": ["id", "version"],
            "additionalProperties": False,
        },
        "fait_le": {"type": "string", "pattern": r"[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}Z"},
        "fichiers": {
            "type": "object",
            "additionalProperties": {"type": "string", "pattern": "[0-9a-f]{64}"},
            "required": [FOLDER + IDENTITY],
        },
    },
    "required": ["format", "version", "logiciel", "contrat", "fait_le", "fichiers"],
    "additionalProperties": False,
}
_SHAPE = Shape(_SCHEMA)


@dataclass(frozen=True, slots=True)
class Pack:
    """What a pack holds, every byte checked but the signature.

    Attributes:
        contrat: Id of the contract, as the manifest says.
        version: Its edition, as the manifest says.
        made_at: When it was made, by the clock of who made it; aware UTC.
        files: The sources, by file name.
        signed: The bytes that ``signature`` is the signature of.
        signature: What the signer added.
    """

    contrat: str
    version: str
    made_at: datetime
    files: Mapping[str, bytes] = field(repr=False)
    signed: bytes = field(repr=False)
    signature: bytes = field(repr=False)


def check_names(names: Mapping[str, object], name: str) -> None:
    """Check that files may travel and be written on any computer, Windows included.

    Args:
        names: The names of the files.
        name: What holds them, as the user knows it.

    Raises:
        PaquetRefuse: If one of them may not.
    """
    for one in names:
        if not is_source(one):
            raise PaquetRefuse(
                f"Dans «\u00a0{name}\u00a0», le nom «\u00a0{one[:80]}\u00a0» ne peut pas voyager.",
                remedy="Renommez ce fichier en minuscules sans accent ni espace, par exemple "
                "fiches-orly.yaml.",
            )
    if len(names) > MAX_FILES:
        raise _too_large(name, f"{MAX_FILES} fichiers")


def is_source(name: str) -> bool:
    """Tell whether a file of this name may be a source of a contract in a pack."""
    return _FILE.fullmatch(name) is not None and _DEVICES.fullmatch(name) is None


def manifest(
    contrat: str, version: str, files: Mapping[str, bytes], made_at: datetime
) -> bytes:  # fmt: skip
    """Return what is to be signed.

    Args:
        contrat: Id of the contract.
        version: Its edition.
        files: Its sources, by file name.
        made_at: Now, aware.
    """
    return canonical_json(
        {
            "format": FORMAT,
            "version": VERSION,
            "logiciel": SOFTWARE,
            "contrat": {"id": contrat, "version": version},
            "fait_le": made_at.astimezone(UTC).strftime(_MOMENT),
            "fichiers": {
                FOLDER + name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)
            },
        }
    )


def pack_bytes(signed: bytes, signature: bytes, files: Mapping[str, bytes]) -> bytes:
    """Return a pack: the manifest that was signed, its signature, the sources."""
    sources = {FOLDER + name: files[name] for name in sorted(files)}
    return sealed({MANIFEST: signed, SIGNATURE: signature, **sources})


def read_pack(content: bytes, name: str) -> Pack:
    """Read a pack; all of it is checked before any is returned, but what the signature proves.

    Args:
        content: What the file holds.
        name: The file as the user knows it, for the sentence of a refusal.

    Raises:
        PaquetTropRecent: If a later version wrote it.
        PaquetRefuse: If it is not a pack, is cut short, altered, too large, or holds anything
            that a pack does not.
    """
    kind = Kind(MAX_BYTES, MAX_FILES, FOLDER, _not_a_pack, _too_large)
    inside = unsealed(content, name, kind)
    if MANIFEST not in inside:
        raise _not_a_pack(name)
    signed = inside.pop(MANIFEST)
    data = _read_manifest(signed, name)
    if SIGNATURE not in inside:
        raise PaquetRefuse(
            f"«\u00a0{name}\u00a0» n’est pas signé\u00a0: personne n’en répond.",
            remedy="Demandez à son auteur de l’empaqueter avec sa signature.",
        )
    signature = inside.pop(SIGNATURE)
    for file in inside:
        if not (file.startswith(FOLDER) and is_source(file.removeprefix(FOLDER))):
            raise unexpected(name, f"«\u00a0{file[:80]}\u00a0»")
    listed: Mapping[str, str] = data["fichiers"]
    if inside.keys() != listed.keys():
        raise altered(name, "il y manque un fichier, ou il y en a un de trop")
    for file, read in inside.items():
        check_file(file, read, listed[file], name)
    return Pack(
        contrat=data["contrat"]["id"],
        version=data["contrat"]["version"],
        made_at=_moment(data["fait_le"], name),
        files={file.removeprefix(FOLDER): read for file, read in inside.items()},
        signed=signed,
        signature=signature,
    )


def _read_manifest(content: bytes, name: str) -> dict[str, Any]:
    data = parse_json(content, name)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise _not_a_pack(name)
    check_version(data, VERSION, name)
    if (where := _SHAPE.first_fault(data)) is not None:
        raise altered(name, f"«\u00a0{where}\u00a0» du sommaire n’a pas la forme attendue")
    return data


def _moment(text: str, name: str) -> datetime:
    try:
        return datetime.strptime(text, _MOMENT).replace(tzinfo=UTC)
    except ValueError as error:
        raise altered(name, f"«\u00a0{text}\u00a0» n’est pas une date") from error


def _not_a_pack(name: str) -> PaquetRefuse:
    return PaquetRefuse(
        f"«\u00a0{name}\u00a0» n’est pas un contrat empaqueté par CVDesk.",
        remedy=f"Choisissez un fichier dont le nom se termine par {SUFFIX}.",
    )


def _too_large(name: str, most: str) -> PaquetRefuse:
    return PaquetRefuse(
        f"«\u00a0{name}\u00a0» contient plus que {most}\u00a0: CVDesk ne l’ouvre pas.",
        remedy="Un contrat n’atteint jamais cette taille\u00a0: vérifiez de qui vient ce fichier.",
    )
