"""Does a value read from JSON have the shape that a JSON Schema says?

The schema that is published (``cvdesk schema dossier``) is the one that is applied: there is no
second description to keep equal. Only the words that our schemas use are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal

Schema = Mapping[str, Any]

_TYPES: Mapping[str, type] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
    "null": type(None),
}


def first_fault(value: object, schema: Schema) -> str | None:
    """Return where ``value`` first departs from ``schema``, or None.

    >>> first_fault({"a": [1, "x"]}, {"properties": {"a": {"items": {"type": "integer"}}}})
    'a[1]'
    """
    return next(_faults(value, schema, ""), None)


def _faults(value: object, schema: Schema, where: str) -> Iterator[str]:
    if not _is_of_type(value, schema) or ("const" in schema and value != schema["const"]):
        yield where
        return
    match value:
        case dict():
            yield from _faults_of_object(value, schema, where)
        case list():
            for number, item in enumerate(value):
                yield from _faults(item, schema.get("items", {}), f"{where}[{number}]")
        case str():
            if not _is_text_allowed(value, schema):
                yield where
        case int():
            if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
                yield where


def _is_of_type(value: object, schema: Schema) -> bool:
    if (expected := schema.get("type")) is None:
        return True
    names = [expected] if isinstance(expected, str) else expected
    # In Python a boolean is a number; in JSON it is not.
    return any(
        isinstance(value, _TYPES[name]) and (name == "boolean" or not isinstance(value, bool))
        for name in names
    )


def _faults_of_object(value: dict[str, Any], schema: Schema, where: str) -> Iterator[str]:
    known: Mapping[str, Schema] = schema.get("properties", {})
    others: Schema | Literal[False] = schema.get("additionalProperties", {})
    names: Schema = schema.get("propertyNames", {})
    prefix = f"{where}." if where else ""
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{prefix}{name}"
    for name, item in value.items():
        one: Schema | Literal[False] = known.get(name, others)
        if one is False or not _is_text_allowed(name, names):
            yield f"{prefix}{name[:40]}"
        else:
            yield from _faults(item, one, f"{prefix}{name}")


def _is_text_allowed(value: str, schema: Schema) -> bool:
    if len(value) > schema.get("maxLength", len(value)):
        return False
    return "pattern" not in schema or re.fullmatch(schema["pattern"], value) is not None
