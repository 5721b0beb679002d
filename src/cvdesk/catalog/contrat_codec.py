"""A contract as JSON: how the catalogue keeps it, and what ``cvdesk contrat`` prints.

The names are those of the domain, so one generic reader and one generic writer serve every piece.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

from cvdesk.domain.contrat import Contrat

_T = TypeVar("_T")
_Decoder: TypeAlias = Callable[[Any], Any]


def encode(value: Any) -> Any:
    """Write a domain value as JSON values, every field present."""
    if is_dataclass(value):
        return {one.name: encode(getattr(value, one.name)) for one in fields(value) if one.init}
    return _encode_plain(value, encode)


def encode_short(value: Any) -> Any:
    """Write a domain value as JSON values, without the fields that keep their default."""
    if is_dataclass(value):
        return {
            one.name: encode_short(content)
            for one in fields(value)
            if one.init and (content := getattr(value, one.name)) != _default(one)
        }
    return _encode_plain(value, encode_short)


def _encode_plain(value: Any, inner: Callable[[Any], Any]) -> Any:
    if isinstance(value, str | Enum):
        return str(value)
    if isinstance(value, Mapping):
        return {key: inner(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [inner(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _default(one: Any) -> Any:
    return one.default_factory() if one.default_factory is not MISSING else one.default


def decode(kind: Callable[..., _T], value: Any) -> _T:
    """Read what either writer wrote, as a domain value of ``kind``.

    Raises:
        ValueError: If ``value`` has another shape.
    """
    result: _T = decoder(kind)(value)
    return result


@cache
def decoder(kind: Any) -> _Decoder:
    """Return the function that reads a value of ``kind``."""
    origin = get_origin(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass_decoder(kind)
    if origin is not None and issubclass(_as_class(origin), Mapping):
        item = decoder(get_args(kind)[1])
        return lambda value: {key: item(content) for key, content in value.items()}
    if origin is not None and issubclass(_as_class(origin), Sequence):
        item = decoder(get_args(kind)[0])
        return tuple if item is _as_it_is else lambda value: tuple(map(item, value))
    if origin in {Union, UnionType}:
        [inner] = [decoder(one) for one in get_args(kind) if one is not NoneType]
        if inner is _as_it_is:
            return inner
        return lambda value: None if value is None else inner(value)
    return _scalar_decoder(kind)


def _as_class(origin: Any) -> type:
    return origin if isinstance(origin, type) else object


def _scalar_decoder(kind: Any) -> _Decoder:
    if kind is date:
        return date.fromisoformat
    if kind is Decimal:
        return lambda value: Decimal(str(value))
    if isinstance(kind, type) and issubclass(kind, Enum):
        members = {one.value: one for one in kind}
        return lambda value: members[value] if value in members else kind(value)
    return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _dataclass_decoder(kind: type) -> _Decoder:
    hints = get_type_hints(kind)
    decoders = {one.name: decoder(hints[one.name]) for one in fields(kind) if one.init}
    read_further = {name: read for name, read in decoders.items() if read is not _as_it_is}

    def read(value: dict[str, Any]) -> Any:
        # Most fields are texts, kept as JSON gives them: only the others are looked at.
        further = {name: one(value[name]) for name, one in read_further.items() if name in value}
        return kind(**(value | further))

    return read


def contrat_json(contrat: Contrat) -> dict[str, Any]:
    """Write a contract in the public shape of the command line.

    Levels and aliases are plain words there; where an alias was read stands beside, in
    ``alias_sources``.
    """
    content: dict[str, Any] = encode(contrat)
    return content | {
        "niveaux": [niveau.nom for niveau in contrat.niveaux],
        "noeuds": [noeud | {"numero": noeud["numero"] or None} for noeud in content["noeuds"]],
        "quartiers": [
            quartier
            | {
                "alias": [alias["texte"] for alias in quartier["alias"]],
                "alias_sources": quartier["alias"],
            }
            for quartier in content["quartiers"]
        ],
    }
