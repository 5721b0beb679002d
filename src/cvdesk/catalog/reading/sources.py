"""A draft as the source files of a contract, ready for a person to correct."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any

import yaml

from cvdesk.catalog.contrat_codec import encode_short
from cvdesk.catalog.reading.draft import DOUBTFUL, Draft, Guess
from cvdesk.catalog.reading.places import slug
from cvdesk.domain.contrat_parts import Provenance

VERSION = "brouillon"
_LONGEST_ID = 60
_WIDTH = 100_000
"""One line for one value: a text folded over lines is harder to correct."""


class _Row(list[Any]):
    """A list written on one line."""


class _Writer(yaml.SafeDumper):
    """Writes what :func:`cvdesk.catalog.yamltext.read_yaml` accepts: no anchor, no alias."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - PyYAML calls it so
        """Write a value again when it comes twice."""
        return True


_Writer.add_representer(
    _Row,
    lambda writer, row: writer.represent_sequence("tag:yaml.org,2002:seq", row, flow_style=True),
)


def source_files(draft: Draft, contrat_id: str, today: date) -> Mapping[str, str]:
    """Write a draft.

    Args:
        draft: What was read.
        contrat_id: The name of the folder, which a contract bears as its id.
        today: Decides whether the term is over.

    Returns:
        The text of each file, by its name.
    """
    files = {
        "contrat.yaml": _identity(draft, contrat_id, today),
        "arbre.yaml": _parts(
            ("niveaux", [Guess(level, 1.0, "") for level in draft.levels]),
            ("noeuds", draft.nodes),
        ),
        "territoire.yaml": _parts(("communes", draft.communes), ("quartiers", draft.quarters)),
        "fiches.yaml": _parts(("fiches", draft.sheets)),
    }
    return {name: text for name, text in files.items() if text}


def contrat_id(folder: str) -> str:
    """Return the id that suits a folder's name."""
    return slug(folder, longest=_LONGEST_ID)


def identity_values(draft: Draft, id_: str, today: date) -> dict[str, Any]:
    """Return what the text says of the contract as a whole; what it does not say is left out."""
    told = draft.identity
    years = f"{told.debut.year}-{told.fin.year}" if told.debut and told.fin else ""
    over = told.fin is not None and told.fin < today
    values = {
        "id": id_,
        "titre": told.titre,
        "titre_court": f"{told.territoire} {years}".strip() if told.territoire else "",
        "nature": told.nature,
        "debut": told.debut.isoformat() if told.debut else "",
        "fin": told.fin.isoformat() if told.fin else "",
        "periode_source": Provenance.DEDUIT.value if years else "",
        "version": VERSION,
        "statut": ("echu" if over else "en_vigueur") if years else "",
        "territoire": told.territoire,
        "source": encode_short(draft.source) | ({"date": told.dated} if told.dated else {}),
    }
    return {name: value for name, value in values.items() if value}


def _identity(draft: Draft, id_: str, today: date) -> str:
    head = [
        "# Brouillon lu par CVDesk : rien n’est sûr tant qu’une personne ne l’a pas relu.",
        "# Le titre, le territoire et les années sont devinés ; rapport.md dit ce qui manque.",
    ]
    text = _dump(identity_values(draft, id_, today))
    parts = _parts(
        ("axes_transversaux", draft.principles),
        ("themes", draft.themes),
        ("correspondances", draft.bridges),
    )
    return "\n".join(head) + f"\n{text}{parts}"


def _parts(*collections: tuple[str, Sequence[Guess[Any]]]) -> str:
    return "".join(
        f"{name}:\n{''.join(map(_item, guesses))}" for name, guesses in collections if guesses
    )


def _item(guess: Guess[Any]) -> str:
    text = _dump([_source_values(guess.piece)])
    lines = "".join(f"  {line}\n" for line in text.splitlines())
    if guess.confidence >= DOUBTFUL:
        return lines
    figure = f"{guess.confidence:.2f}".replace(".", ",")
    return f"  # À VÉRIFIER (confiance {figure}) : {guess.reason}\n{lines}"


def _source_values(piece: Any) -> dict[str, Any]:
    values: dict[str, Any] = _tidy(encode_short(piece))
    values.pop("numero_source", None)  # the level says it
    return values


def _tidy(value: Any) -> Any:
    """Leave empty values out: what is not known is not written; put lists of lines on one line."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, Mapping):
        return {key: _tidy(one) for key, one in value.items() if one not in ("", None)}
    if isinstance(value, list):
        plain = all(isinstance(one, int | str) for one in value)
        return _Row(value) if plain else [_tidy(one) for one in value]
    return value.value if isinstance(value, Enum) else value


def _dump(value: Any) -> str:
    text: str = yaml.dump(
        value, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=_WIDTH,
        default_flow_style=False,
    )  # fmt: skip
    return text
