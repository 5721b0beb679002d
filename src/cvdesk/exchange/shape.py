"""Does a value read from JSON have the shape that a JSON Schema says?

The schema that is published (``cvdesk schema dossier``) is the one that is applied: there is no
second description to keep equal. Only the words that our schemas use are known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

Schema = Mapping[str, Any]

_NAMES: Mapping[type, str] = {
    dict: "object",
    list: "array",
    str: "string",
    int: "integer",
    bool: "boolean",  # in Python a boolean is a number; in JSON it is not
    type(None): "null",
}


def first_fault(value: object, schema: Schema) -> str | None:
    """Return where ``value`` first departs from ``schema``, or None.

    >>> first_fault({"a": [1, "x"]}, {"properties": {"a": {"items": {"type": "integer"}}}})
    'a[1]'
    """
    fault = _fault(value, schema)
    return None if fault is None else fault.removeprefix(".")


def _fault(value: object, schema: Schema) -> str | None:
    """Return the way from ``value`` to its first fault, each name after a dot: ``.a[1]``."""
    if not _is_of_type(value, schema) or ("const" in schema and value != schema["const"]):
        return ""
    match value:
        case dict():
            return _fault_of_object(value, schema)
        case list():
            items: Schema = schema.get("items", {})
            for number, item in enumerate(value):
                if (fault := _fault(item, items)) is not None:
                    return f"[{number}]{fault}"
        case str():
            return None if _is_text_allowed(value, schema) else ""
        case int():
            allowed = schema.get("minimum", value) <= value <= schema.get("maximum", value)
            return None if allowed else ""
    return None


def _is_of_type(value: object, schema: Schema) -> bool:
    if (expected := schema.get("type")) is None:
        return True
    name = _NAMES.get(type(value))
    return name == expected if isinstance(expected, str) else name in expected


def _fault_of_object(value: dict[str, Any], schema: Schema) -> str | None:
    known: Mapping[str, Schema] = schema.get("properties", {})
    others: Schema | Literal[False] = schema.get("additionalProperties", {})
    names: Schema = schema.get("propertyNames", {})
    for name in schema.get("required", ()):
        if name not in value:
            return f".{name}"
    for name, item in value.items():
        one: Schema | Literal[False] = known.get(name, others)
        if one is False or not _is_text_allowed(name, names):
            return f".{name[:40]}"
        if (fault := _fault(item, one)) is not None:
            return f".{name}{fault}"
    return None


def _is_text_allowed(value: str, schema: Schema) -> bool:
    if len(value) > schema.get("maxLength", len(value)):
        return False
    return "pattern" not in schema or re.fullmatch(schema["pattern"], value) is not None
