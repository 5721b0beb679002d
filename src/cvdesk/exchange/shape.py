"""Does a value read from JSON have the shape that a JSON Schema says?

The schema that is published (``cvdesk schema dossier``) is the one that is applied: there is no
second description to keep equal. Only the words that our schemas use are known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

Schema: TypeAlias = Mapping[str, Any]

_Test: TypeAlias = Callable[[Any], str | None]
"""Returns the way from a value to its first fault, each name after a dot (``.a[1]``), or None."""


class Shape:
    """A schema made ready: a paquet has thousands of values, each looked at once.

    >>> Shape({"properties": {"a": {"items": {"type": "integer"}}}}).first_fault({"a": [1, "x"]})
    'a[1]'
    """

    def __init__(self, schema: Schema) -> None:
        self._test = _test_of(schema)

    def first_fault(self, value: object) -> str | None:
        """Return where ``value`` first departs from the schema, or None."""
        fault = self._test(value)
        return None if fault is None else fault.removeprefix(".")


def _test_of(schema: Schema) -> _Test:
    named: Mapping[str, tuple[type, _Test]] = {
        "object": (dict, _object(schema)),
        "array": (list, _array(schema)),
        "string": (str, _text(schema)),
        "integer": (int, _integer(schema)),
        "boolean": (bool, _right),  # in Python a boolean is a number; in JSON it is not
        "null": (type(None), _right),
    }
    expected = schema.get("type", list(named))
    names = [expected] if isinstance(expected, str) else expected
    tests = dict(named[name] for name in names)
    other = _wrong if "type" in schema else _right
    if "const" not in schema:
        return lambda value: tests.get(type(value), other)(value)
    const = schema["const"]
    return lambda value: tests.get(type(value), other)(value) if value == const else ""


def _right(_: object) -> None:
    return None


def _wrong(_: object) -> str:
    return ""


def _object(schema: Schema) -> _Test:
    required = tuple(schema.get("required", ()))
    known = {name: _test_of(one) for name, one in schema.get("properties", {}).items()}
    others = schema.get("additionalProperties", {})
    other = None if others is False else _test_of(others) if others else _right
    named = _text(schema.get("propertyNames", {}))

    def test(value: dict[str, Any]) -> str | None:
        for name in required:
            if name not in value:
                return f".{name}"
        for name, item in value.items():
            one = known.get(name, other)
            if one is None or named(name) is not None:
                return f".{name[:40]}"
            if (fault := one(item)) is not None:
                return f".{name}{fault}"
        return None

    return test


def _array(schema: Schema) -> _Test:
    items = schema.get("items")
    one = _test_of(items) if items else _right

    def test(value: list[Any]) -> str | None:
        for number, item in enumerate(value):
            if (fault := one(item)) is not None:
                return f"[{number}]{fault}"
        return None

    return test


def _text(schema: Schema) -> _Test:
    longest = schema.get("maxLength")
    pattern = re.compile(schema["pattern"]) if "pattern" in schema else None

    def test(value: str) -> str | None:
        if longest is not None and len(value) > longest:
            return ""
        return None if pattern is None or pattern.fullmatch(value) else ""

    return _right if longest is None and pattern is None else test


def _integer(schema: Schema) -> _Test:
    least, most = schema.get("minimum"), schema.get("maximum")

    def test(value: int) -> str | None:
        if least is not None and value < least:
            return ""
        return "" if most is not None and value > most else None

    return test
