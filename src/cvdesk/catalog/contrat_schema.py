"""The shape of a contract's source files.

The names and types are the domain's own dataclasses: this module derives from them the strict
models that read text, so the files, the domain and the printed JSON cannot drift apart. What a
type does not say (the pattern of an id, a closed list of words) is added here, field by field.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    create_model,
)

from cvdesk.domain import contrat_fiches, contrat_moyens, contrat_parts
from cvdesk.domain.contrat import Contrat

_IDENTITY = {"porteurs", "departements", "notes"}
COLLECTIONS = tuple(
    one.name
    for one in fields(Contrat)
    if one.init and one.name not in _IDENTITY and one.type.startswith(("tuple", "Sequence"))
)
"""Fields of a contract that any of its files may fill, each adding to the others."""


def _integer(text: Any) -> Any:
    if isinstance(text, str) and re.fullmatch(r"-?\d{1,9}", text, re.ASCII):
        return int(text)
    raise ValueError("on attend un nombre entier")


def _decimal(text: Any) -> Any:
    if isinstance(text, str) and re.fullmatch(r"-?\d{1,12}(\.\d{1,6})?", text, re.ASCII):
        return Decimal(text)
    raise ValueError("on attend un nombre, avec un point pour les décimales")


def _day(text: Any) -> Any:
    try:
        if isinstance(text, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError("on attend une date écrite AAAA-MM-JJ")


def _flag(text: Any) -> Any:
    if text in ("oui", "non"):
        return text == "oui"
    raise ValueError("on attend «\u00a0oui\u00a0» ou «\u00a0non\u00a0»")


_SCALARS: Mapping[Any, Any] = {
    str: Annotated[str, StringConstraints(min_length=1, max_length=6000)],
    int: Annotated[int, BeforeValidator(_integer)],
    Decimal: Annotated[Decimal, BeforeValidator(_decimal)],
    date: Annotated[date, BeforeValidator(_day)],
    bool: Annotated[bool, BeforeValidator(_flag)],
}
_LINE = Annotated[int, BeforeValidator(_integer), Field(ge=1)]

_NodeId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,79}$")]
_Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]
_Edition = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f-\x9f]{1,120}$")]
_Champ = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
_Code = Annotated[str, StringConstraints(pattern=r"^(QN(\d{3}|02[AB])\d{2}[MINC]|QP[0-9AB]{6})$")]
_Insee = Annotated[str, StringConstraints(pattern=r"^(\d\d|2A|2B)\d{3}$")]
_Departement = Annotated[str, StringConstraints(pattern=r"^(\d\d|2A|2B|9[78]\d)$")]
_Sha = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
_Etat = Literal["defini", "a_determiner", "vide", "annonce", "experimental", "en_cours", "atteint"]

_FIELDS: Mapping[tuple[type, str], Any] = {
    (Contrat, "id"): _Name,
    (Contrat, "version"): _Edition,
    (Contrat, "nature"): Literal["contrat", "protocole", "fiches", "avenant"],
    (Contrat, "statut"): Literal["en_vigueur", "echu", "remplace"],
    (Contrat, "departements"): tuple[_Departement, ...],
    (contrat_parts.SourceTexte, "sha256"): _Sha,
    (contrat_parts.SourceTexte, "lignes"): _LINE,
    (contrat_parts.LienContrat, "lien"): Literal[
        "remplace", "remplace_par", "complete", "partie_de", "couvre"
    ],
    (contrat_parts.Noeud, "id"): _NodeId,
    (contrat_parts.Noeud, "numero_source"): contrat_parts.Provenance,
    (contrat_parts.Enonce, "etat"): _Etat,
    (contrat_parts.Theme, "id"): _NodeId,
    (contrat_parts.Correspondance, "nature"): Literal["officielle", "conseil"],
    (contrat_parts.Commune, "insee"): _Insee,
    (contrat_parts.Commune, "departement"): _Departement,
    (contrat_parts.Quartier, "id"): _Name,
    (contrat_parts.Quartier, "type"): Literal["QPV", "QVA", "QIC", "poche", "sorti"],
    (contrat_parts.Quartier, "code"): _Code | None,
    (contrat_parts.Quartier, "codes_anciens"): tuple[_Code, ...],
    (contrat_fiches.Fiche, "id"): _Name,
    (contrat_fiches.Fiche, "echelle"): Literal["quartier", "commune"],
    (contrat_fiches.AxeLocal, "id"): _NodeId,
    (contrat_fiches.ObjectifLocal, "id"): _NodeId,
    (contrat_fiches.ActionLocale, "id"): _NodeId,
    (contrat_moyens.Perimetre, "departements"): tuple[_Departement, ...],
    (contrat_moyens.Financeur, "id"): _Name,
    (contrat_moyens.Financeur, "nature"): Literal[
        "etat", "operateur", "collectivite", "securite_sociale", "bailleur", "chambre",
        "association", "entreprise", "europe", "groupe", "autre",
    ],
    (contrat_moyens.Financeur, "roles"): tuple[
        Literal["pilote", "signataire", "engage", "contributeur", "operateur", "financeur", "cite"],
        ...,
    ],
    (contrat_moyens.Dispositif, "id"): _Name,
    (contrat_moyens.Dispositif, "natures"): tuple[
        Literal["fonctionnement", "action", "investissement", "poste", "ingenierie", "bourse"], ...
    ],
    (contrat_moyens.Dispositif, "statut"): Literal[
        "en_vigueur", "annonce", "experimental", "echu"
    ],
    (contrat_moyens.Regle, "id"): _Name,
    (contrat_moyens.Regle, "etat"): Literal["ancien"],
    (contrat_moyens.Instance, "id"): _Name,
    (contrat_moyens.ActionReference, "id"): _NodeId,
}  # fmt: skip


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


@cache
def model_of(kind: type) -> type[BaseModel]:
    """Return the strict model that reads one domain dataclass."""
    return create_model(kind.__name__, __base__=_Strict, **_model_fields(kind))


def _model_fields(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {
        one.name: (_field_type(kind, one.name, hints[one.name]), _field_default(one))
        for one in fields(kind)
        if one.init
    }


def _field_default(one: Any) -> Any:
    if one.default_factory is not MISSING:
        return Field(default_factory=one.default_factory)
    return ... if one.default is MISSING else one.default


def _field_type(kind: type, name: str, hint: Any) -> Any:
    if name == "lignes" and get_origin(hint) is tuple:
        return tuple[_LINE, ...]
    return _FIELDS.get((kind, name)) or _type_of(hint)


def _type_of(hint: Any) -> Any:
    origin, arguments = get_origin(hint), get_args(hint)
    if is_dataclass(hint):
        return model_of(_as_class(hint))
    if origin in {Union, UnionType}:
        [inner] = [one for one in arguments if one is not NoneType]
        return _type_of(inner) | None
    if origin is not None and issubclass(origin, Mapping):
        return dict[_Champ, _type_of(arguments[1])]  # type: ignore[misc]
    if origin is not None and issubclass(origin, Sequence):
        return tuple[_type_of(arguments[0]), ...]  # type: ignore[misc]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    return _SCALARS[hint]


def _as_class(hint: Any) -> type:
    if isinstance(hint, type):
        return hint
    raise TypeError(hint)


_ALL = _model_fields(Contrat)

IdentityFile = create_model("IdentityFile", __base__=_Strict, **_ALL)
"""``contrat.yaml``: what the contract is, and any collection."""

PartsFile = create_model(
    "PartsFile", __base__=_Strict, **{name: _ALL[name] for name in COLLECTIONS}
)
"""Any other file of the folder: collections only."""
