"""A dossier as JSON: the shape that travels in a paquet and inside the PDF.

.. code-block:: json

    {
     "format": "cvdesk-dossier", "version": 1,
     "id": "01K9…", "formulaire": {"id": "annuel", "revision": "2027-1"},
     "contrat": {"id": "grand-orly-seine-bievre-2024-2030", "version": "2024-1"},
     "appel": "", "exemple": false,
     "versions": [{"numero": 1, "empreinte": "64 chiffres", "le": "horodatage"}],
     "lignes": [{"id": "P1", "groupe": "projet", "parent": "", "rang": 1, "retiree": false,
                 "auteur": "Samira", "le": "horodatage"}],
     "reponses": [{"champ": "nom", "texte": "Les Exemples", "auteur": "Samira", "le": "horodatage"},
                  {"champ": "projet_641", "ligne": "P1", "annee": 2027, "texte": "12500.50",
                   "auteur": "Samira", "le": "horodatage"}]
    }

``contrat`` is null for what answers no contract: an association's record, a power.

``texte`` is the canonical text, or null for an answer that was erased; ``ligne`` and ``annee`` are
absent when the field is not in a row, not asked for each year. A stamp (« horodatage ») is
milliseconds since 1970 on 15 digits, a counter on 5, the computer: ``001795240478714-00000-a1b2``.
A version that was signed also says ``signee_par``, ``pdf_signe`` (the SHA-256 of the signed PDF,
which is one of the pieces) and ``signee_le``, a stamp too, when the moment is known.

Canonical form: UTF-8, LF, keys in order, answers and rows sorted by their key, one final newline.
The same dossier gives the same bytes on every computer.
"""

from __future__ import annotations

import json
from typing import Any, NoReturn

from cvdesk.domain.dossier import NO_CONTRAT, ContratRef, Dossier, Record, Row, Version
from cvdesk.domain.form import FormRef
from cvdesk.domain.ids import ROOT, DossierId, FieldId, GroupId, Key, RowId
from cvdesk.domain.stamp import Stamp
from cvdesk.exchange.refusals import altered, not_a_paquet, too_large, too_recent
from cvdesk.exchange.shape import Shape

FORMAT = "cvdesk-dossier"
VERSION = 1
MAX_JSON_BYTES = 64_000_000

_NAME = {"type": "string", "pattern": r"^[A-Za-z0-9][A-Za-z0-9 ._:+-]{0,119}$"}
EDITION = {
    "type": "string",
    "pattern": r"^[^\u0000-\u001f\u007f-\u009f\ud800-\udfff]+$",
    "maxLength": 120,
}
"""The name of an edition of a contract, in its author's own words (« signé le 1er avril 2024 »)."""
_ROW = r"[A-Za-z0-9_-]{1,40}"
_FIELD = r"^[a-z][a-z0-9_]{0,79}$"
_STAMP = {"type": "string", "pattern": "^[0-9]{15}-[0-9]{5}-[A-Za-z0-9]{1,26}$"}
# Neither control characters nor halves of a character: they leave no trace on a page.
_READABLE = r"^[^\u0000-\u0008\u000b-\u001f\u007f-\u009f\ud800-\udfff]*$"
_AUTHOR = {"type": "string", "pattern": _READABLE, "maxLength": 200}
_LONGEST_TEXT = 200_000
_RANK = 2**31 - 1


def _record_of(properties: dict[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


_VERSION_SHAPE = _record_of(
    {
        "numero": {"type": "integer", "minimum": 1, "maximum": _RANK},
        "empreinte": {"type": "string", "pattern": "^[0-9A-Fa-f]{64}$"},
        "le": _STAMP,
        "signee_par": _AUTHOR,
        "pdf_signe": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "signee_le": _STAMP,
    },
    optional=("signee_par", "pdf_signe", "signee_le"),
)
_ROW_SHAPE = _record_of(
    {
        "id": {"type": "string", "pattern": f"^{_ROW}$"},
        "groupe": {"type": "string", "pattern": _FIELD},
        "parent": {"type": "string", "pattern": f"^({_ROW})?$"},
        "rang": {"type": "integer", "minimum": -_RANK, "maximum": _RANK},
        "retiree": {"type": "boolean"},
        "auteur": _AUTHOR,
        "le": _STAMP,
    }
)
_ANSWER_SHAPE = _record_of(
    {
        "champ": {"type": "string", "pattern": _FIELD},
        "ligne": {"type": "string", "pattern": f"^{_ROW}$"},
        "annee": {"type": "integer", "minimum": 1000, "maximum": 9999},
        "texte": {"type": ["string", "null"], "pattern": _READABLE, "maxLength": _LONGEST_TEXT},
        "auteur": _AUTHOR,
        "le": _STAMP,
    },
    optional=("ligne", "annee"),
)
_CONTRAT_SHAPE = {
    **_record_of({"id": _NAME, "version": EDITION}),
    "type": ["object", "null"],
}
_SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Dossier CVDesk",
    **_record_of(
        {
            "format": {"const": FORMAT},
            "version": {"type": "integer", "const": VERSION},
            "id": {"type": "string", "pattern": f"^{_ROW}$"},
            "formulaire": _record_of({"id": _NAME, "revision": _NAME}),
            "contrat": _CONTRAT_SHAPE,
            "appel": {"type": "string", "pattern": r"^([A-Za-z0-9][A-Za-z0-9._-]{0,119})?$"},
            "exemple": {"type": "boolean"},
            "versions": {"type": "array", "items": _VERSION_SHAPE},
            "lignes": {"type": "array", "items": _ROW_SHAPE},
            "reponses": {"type": "array", "items": _ANSWER_SHAPE},
        }
    ),
}
_SHAPE = Shape(_SCHEMA)


def dossier_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a dossier: the one that reading applies."""
    copy: dict[str, Any] = json.loads(json.dumps(_SCHEMA))
    return copy


def dossier_content(dossier: Dossier) -> dict[str, Any]:
    """Return the dossier as values that JSON can hold, in canonical order."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "id": dossier.id,
        "formulaire": {"id": dossier.form.form, "revision": dossier.form.revision},
        "contrat": None
        if dossier.contrat == NO_CONTRAT
        else {"id": dossier.contrat.contrat, "version": dossier.contrat.version},
        "appel": dossier.appel,
        "exemple": dossier.exemple,
        "versions": [_version_content(one) for one in dossier.versions],
        "lignes": [_row_content(dossier.rows[row_id]) for row_id in sorted(dossier.rows)],
        "reponses": [
            _answer_content(key, dossier.records[key]) for key in sorted(dossier.records, key=str)
        ],
    }


def _version_content(version: Version) -> dict[str, Any]:
    content: dict[str, Any] = {
        "numero": version.number,
        "empreinte": version.fingerprint,
        "le": str(version.at),
    }
    if version.signed_by:
        content["signee_par"] = version.signed_by
    if version.signed_sha256:
        content["pdf_signe"] = version.signed_sha256
    if version.signed_at is not None:
        content["signee_le"] = str(version.signed_at)
    return content


def _row_content(row: Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "groupe": row.group,
        "parent": row.parent,
        "rang": row.rank,
        "retiree": row.removed,
        "auteur": row.author,
        "le": str(row.at),
    }


def _answer_content(key: Key, record: Record) -> dict[str, Any]:
    content: dict[str, Any] = {"champ": key.field}
    if key.row != ROOT:
        content["ligne"] = key.row
    if key.year is not None:
        content["annee"] = key.year
    return {**content, "texte": record.text, "auteur": record.author, "le": str(record.at)}


def canonical_json(content: object) -> bytes:
    """Return ``content`` as JSON in its one canonical form."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    return f"{text}\n".encode()


def canonical_bytes(dossier: Dossier) -> bytes:
    """Return the dossier in its canonical form: the same bytes in the paquet and in the PDF."""
    return canonical_json(dossier_content(dossier))


def parse_json(content: bytes, name: str) -> Any:
    """Read JSON strictly: UTF-8, no key twice, no number that JSON does not have.

    Args:
        content: What was read.
        name: The file as the user knows it.

    Raises:
        PaquetRefuse: If it cannot be read, or is larger than any dossier.
    """
    if len(content) > MAX_JSON_BYTES:
        raise too_large(name, f"{MAX_JSON_BYTES // 1_000_000} Mo de texte")
    try:
        return json.loads(
            content.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_not_json
        )
    except (ValueError, RecursionError) as error:
        raise altered(name, "ce n’est plus du JSON qui se lit") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        raise ValueError("a key is written twice")
    return content


def _not_json(constant: str) -> NoReturn:
    raise ValueError(constant)


def read_dossier(content: bytes, name: str = "dossier.json") -> Dossier:
    """Read what :func:`canonical_bytes` wrote, in canonical form or not.

    Args:
        content: The JSON.
        name: The file as the user knows it, for the sentence of a refusal.

    Raises:
        PaquetTropRecent: If a later version wrote it.
        PaquetRefuse: If it is anything but a dossier.
    """
    data = parse_json(content, name)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise not_a_paquet(name)
    check_version(data, VERSION, name)
    if (where := _SHAPE.first_fault(data)) is not None:
        raise altered(name, f"« {where} » n’a pas la forme attendue")
    dossier = Dossier(
        id=DossierId(data["id"]),
        form=FormRef(data["formulaire"]["id"], data["formulaire"]["revision"]),
        contrat=_contrat(data["contrat"]),
        appel=data["appel"],
        exemple=data["exemple"],
        versions=tuple(
            Version(
                one["numero"],
                one["empreinte"],
                Stamp.parse(one["le"]),
                one.get("signee_par", ""),
                one.get("pdf_signe", ""),
                Stamp.parse(one["signee_le"]) if "signee_le" in one else None,
            )
            for one in data["versions"]
        ),
        records=dict(_answer(one) for one in data["reponses"]),
        rows=dict(_row(one) for one in data["lignes"]),
    )
    _check_keys(dossier, data, name)
    return dossier


def check_version(data: dict[str, Any], known: int, name: str) -> None:
    """Refuse what a later version wrote, before looking at its shape.

    Raises:
        PaquetTropRecent: If ``data`` has a later version than ``known``.
    """
    version = data.get("version")
    if isinstance(version, int) and version > known:
        raise too_recent(name)


def _contrat(one: dict[str, str] | None) -> ContratRef:
    return NO_CONTRAT if one is None else ContratRef(one["id"], one["version"])


def _answer(one: dict[str, Any]) -> tuple[Key, Record]:
    key = Key(FieldId(one["champ"]), RowId(one.get("ligne", ROOT)), one.get("annee"))
    return key, Record(one["texte"], one["auteur"], Stamp.parse(one["le"]))


def _row(one: dict[str, Any]) -> tuple[RowId, Row]:
    row = Row(
        id=RowId(one["id"]),
        group=GroupId(one["groupe"]),
        parent=RowId(one["parent"]),
        rank=one["rang"],
        author=one["auteur"],
        at=Stamp.parse(one["le"]),
        removed=one["retiree"],
    )
    return row.id, row


def _check_keys(dossier: Dossier, data: dict[str, Any], name: str) -> None:
    if len(dossier.records) != len(data["reponses"]) or len(dossier.rows) != len(data["lignes"]):
        raise altered(name, "une même clé y figure deux fois")
    for row in dossier.rows.values():
        if not _reaches_the_root(dossier, row):
            raise altered(name, f"la ligne « {row.id} » n’est rattachée à rien")


def _reaches_the_root(dossier: Dossier, row: Row) -> bool:
    above: Row | None = row
    for _ in range(len(dossier.rows)):
        if above is None or above.parent == ROOT:
            break
        above = dossier.rows.get(above.parent)
    return above is not None and above.parent == ROOT
