"""Read YAML as text, and say in French what is wrong, where, all at once.

Every scalar is a ``str``: the schema gives the types, so department ``01`` stays ``01`` and ``no``
stays ``no``. Anchors, aliases, tags, a key written twice and a second document are refused.

Implementation notes:
    The tree is built from libyaml's events and not from its nodes: its composer recurses in C and
    a hundred thousand opening brackets end the process (tried). Events carry no recursion, and an
    alias is seen before anything is expanded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn, TypeAlias, TypeVar, get_args

import yaml
from pydantic import BaseModel, Tag, ValidationError

from cvdesk.errors import UserError

Location: TypeAlias = tuple[int | str, ...]
"""Where a value stands: keys and positions, from the top of the file."""

MAX_BYTES = 8 * 1024 * 1024
"""Size in bytes above which a file is refused before being read."""

MAX_DEPTH = 40
"""Levels of nesting above which a file is refused."""

MOST_FAULTS = 1_000
"""Values told of one file: a contract that is being written may have hundreds; a file that is no
such thing has more."""

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to correct in a file.

    Attributes:
        file: The file's name, as the reader knows it.
        line: Line counted from 1.
        message: French, without capital nor full stop.
    """

    file: str
    line: int
    message: str

    @property
    def asks(self) -> bool:
        """Whether the message is a question, which ends by itself."""
        return self.message.endswith("?")

    def __str__(self) -> str:
        return f"{self.file}, ligne {self.line}\u00a0: {self.message}"


class FileFaults(UserError):
    """One or several files cannot be used as they are.

    Attributes:
        faults: Everything that was seen, by file then by line.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__(
            "\n".join(f"{one}" if one.asks else f"{one}." for one in self.faults),
            remedy="Corrigez ces lignes, puis recommencez.",
        )


@dataclass(slots=True)
class _Node:
    """A mapping or a list, with the line of everything in it; or the only text of a file."""

    line: int
    value: Any
    lines: dict[int | str, int] = field(default_factory=dict)
    inside: dict[int | str, _Node] = field(default_factory=dict)
    key: str | None = None


_TEXT = _Node(0, "")
"""What stands inside a text: nothing."""


@dataclass(frozen=True, slots=True)
class YamlText:
    """A file as text, with its lines.

    Attributes:
        name: The file's name in messages.
        content: ``dict``, ``list`` and ``str`` only.
    """

    name: str
    content: Any
    _root: _Node = field(repr=False, compare=False)

    def line_of(self, where: Sequence[int | str]) -> int:
        """Give the line of the value at ``where``, or of the nearest thing that holds it.

        A step that the file does not have is skipped: pydantic adds some of its own (the tag of a
        union).
        """
        node, line = self._root, self._root.line
        for step in where:
            if step in node.lines:
                line = node.lines[step]
                node = node.inside.get(step, _TEXT)
        return line

    def fault(self, where: Sequence[int | str], message: str) -> Fault:
        """Say what is wrong with the value at ``where``."""
        return Fault(self.name, self.line_of(where), message)


def read_yaml(path: Path, *, name: str = "") -> YamlText:
    """Read a file.

    Raises:
        FileFaults: If it is absent, too long, not UTF-8 or not the plain YAML we accept.
    """
    name = name or path.name
    try:
        if path.stat().st_size > MAX_BYTES:
            raise FileFaults([Fault(name, 1, "ce fichier dépasse 8\u00a0Mo")])
        content = path.read_bytes()
    except OSError as error:
        raise FileFaults([Fault(name, 1, "ce fichier ne peut pas être lu")]) from error
    return decode_yaml(content, name=name)


def decode_yaml(content: bytes, *, name: str) -> YamlText:
    """Read what a file holds.

    Raises:
        FileFaults: If it is not UTF-8, or not the plain YAML we accept.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileFaults([Fault(name, 1, "ce fichier n’est pas en UTF-8")]) from error
    return parse_yaml(text, name=name)


def parse_yaml(text: str, *, name: str) -> YamlText:
    """Read a text.

    Raises:
        FileFaults: If ``text`` is not the plain YAML we accept.
    """
    builder = _Builder(name)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            builder.take(event)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        fault = Fault(name, line, _yaml_message(error))
        raise FileFaults([*builder.faults, fault]) from error
    if builder.root is None:
        raise FileFaults([Fault(name, 1, "ce fichier est vide")])
    if builder.faults:
        raise FileFaults(builder.faults)
    return YamlText(name, builder.root.value, builder.root)


class _Builder:
    """Builds the tree from the parser's events."""

    def __init__(self, name: str) -> None:
        self.root: _Node | None = None
        self.faults: list[Fault] = []
        self._name = name
        self._open: list[_Node] = []
        self._documents = 0
        # A contract has some thirty thousand events: each goes straight to what takes it.
        self._taking: Mapping[type[yaml.Event], Callable[[Any], None]] = {
            yaml.ScalarEvent: self._take_text,
            yaml.MappingStartEvent: self._open_mapping,
            yaml.SequenceStartEvent: self._open_list,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._refuse_alias,
            yaml.DocumentStartEvent: self._start_document,
        }

    def take(self, event: yaml.Event) -> None:
        """Take the next event.

        Raises:
            FileFaults: At what would be dangerous or meaningless to read further.
        """
        if (take := self._taking.get(type(event))) is not None:
            take(event)

    def _refuse_alias(self, event: Any) -> None:
        self._stop(_line_of(event), "les renvois («\u00a0*nom\u00a0») ne sont pas acceptés")

    def _start_document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            message = "un seul document par fichier (un second «\u00a0---\u00a0» est là)"
            self._stop(_line_of(event), message)

    def _take_text(self, event: Any) -> None:
        line = self._plain(event)
        parent = self._open[-1] if self._open else None
        if parent is None:
            self.root = _Node(line, event.value)
        elif parent.key is None and type(parent.value) is dict:
            self._take_key(parent, event.value, line)
        else:
            self._place(parent, event.value, line)

    def _take_key(self, parent: _Node, key: str, line: int) -> None:
        if key in parent.lines:
            message = f"la rubrique «\u00a0{key}\u00a0» est écrite deux fois"
            self.faults.append(Fault(self._name, line, message))
        parent.lines.setdefault(key, line)
        parent.key = key

    def _open_mapping(self, event: Any) -> None:
        self._open_node(_Node(self._plain(event), {}))

    def _open_list(self, event: Any) -> None:
        self._open_node(_Node(self._plain(event), []))

    def _open_node(self, node: _Node) -> None:
        parent = self._open[-1] if self._open else None
        if parent is None:
            self.root = node
        elif parent.key is None and type(parent.value) is dict:
            self._stop(node.line, "un nom de rubrique doit être un simple mot")
        else:
            parent.inside[self._place(parent, node.value, node.line)] = node
        if len(self._open) >= MAX_DEPTH:
            self._stop(node.line, f"plus de {MAX_DEPTH} niveaux sont imbriqués")
        self._open.append(node)

    def _place(self, parent: _Node, value: Any, line: int) -> int | str:
        """Put a value under its key, whose line is known, or at the end of a list."""
        if parent.key is None:
            step: int | str = len(parent.value)
            parent.value.append(value)
            parent.lines[step] = line
        else:
            step, parent.key = parent.key, None
            parent.value[step] = value
        return step

    def _close(self, _event: Any) -> None:
        self._open.pop()

    def _plain(self, event: Any) -> int:
        """Return the line of a value, which has no more than what is seen."""
        line = _line_of(event)
        if event.anchor is not None:
            self._stop(line, "les ancres («\u00a0&nom\u00a0») ne sont pas acceptées")
        if event.tag is not None and event.tag != "!":
            self._stop(line, "les types («\u00a0!nom\u00a0») ne sont pas acceptés")
        return line

    def _stop(self, line: int, message: str) -> NoReturn:
        raise FileFaults([*self.faults, Fault(self._name, line, message)])


def _line_of(event: yaml.Event) -> int:
    return 1 if event.start_mark is None else event.start_mark.line + 1


def validate(model: type[_Model], text: YamlText) -> _Model:
    """Give a text its types.

    Raises:
        FileFaults: With the values that do not suit, each at its line, up to ``MOST_FAULTS``.
    """
    try:
        return model.model_validate(text.content)
    except ValidationError as error:
        raise FileFaults(_faults_of(model, error, text)) from error


def _faults_of(model: type[BaseModel], error: ValidationError, text: YamlText) -> list[Fault]:
    """Put pydantic's report in French, at the lines of ``text``: the first, and how many follow.

    A container that is short only because one of its values was refused is not reported.
    """
    details = {tuple(detail["loc"]): detail for detail in error.errors(include_url=False)}
    holders = {place[:depth] for place in details for depth in range(len(place))}
    places = sorted((one for one in details if one not in holders), key=text.line_of)
    told, more = places[:MOST_FAULTS], places[MOST_FAULTS:]
    faults = [text.fault(one, _schema_message(model, one, details[one])) for one in told]
    if more:
        others = "un autre point" if len(more) == 1 else f"{len(more)} autres points"
        faults.append(text.fault(more[0], f"et {others} à partir d’ici"))
    return faults


def _allowed(model: type[BaseModel], place: Location) -> list[str]:
    """Return the names that a model knows where the last step of ``place`` stands."""
    here = [("", model)]
    for step in place[:-1]:
        if chosen := [one for tag, one in here if tag == step]:  # which of a union it is
            here = [("", one) for one in chosen]
            continue
        known = [one.model_fields[step] for _, one in here if step in one.model_fields]
        if known:  # else a position in a list, or the key of a mapping
            here = [found for one in known for found in _models(one.annotation)]
    return sorted({name for _, one in here for name in one.model_fields})


def _models(annotation: Any, tag: str = "") -> Iterator[tuple[str, type[BaseModel]]]:
    """Yield the models that a type is made of, each with the tag it has in a union."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield tag, annotation
        return
    arguments = get_args(annotation)
    tags = [one.tag for one in arguments if isinstance(one, Tag)]
    for one in arguments:
        yield from _models(one, *tags)


_SCHEMA_MESSAGES = {
    "bool_parsing": "on attend «\u00a0true\u00a0» ou «\u00a0false\u00a0»",
    "bool_type": "on attend «\u00a0true\u00a0» ou «\u00a0false\u00a0»",
    "date_from_datetime_inexact": "on attend une date écrite AAAA-MM-JJ",
    "date_from_datetime_parsing": "on attend une date écrite AAAA-MM-JJ",
    "date_parsing": "on attend une date écrite AAAA-MM-JJ",
    "date_type": "on attend une date écrite AAAA-MM-JJ",
    "decimal_parsing": "on attend un nombre",
    "decimal_type": "on attend un nombre",
    "dict_type": "on attend des rubriques «\u00a0nom\u00a0: valeur\u00a0»",
    "int_parsing": "on attend un nombre entier",
    "int_parsing_size": "ce nombre est trop grand",
    "int_type": "on attend un nombre entier",
    "list_type": "on attend une liste",
    "model_attributes_type": "on attend des rubriques «\u00a0nom\u00a0: valeur\u00a0»",
    "model_type": "on attend des rubriques «\u00a0nom\u00a0: valeur\u00a0»",
    "string_too_short": "ce texte est trop court",
    "string_type": "on attend un simple texte",
    "tuple_type": "on attend une liste",
}
_WITH_CONTEXT = {
    "greater_than": "on attend un nombre supérieur à {gt}",
    "greater_than_equal": "on attend un nombre d’au moins {ge}",
    "less_than": "on attend un nombre inférieur à {lt}",
    "less_than_equal": "on attend un nombre d’au plus {le}",
    "string_pattern_mismatch": "«\u00a0{input}\u00a0» n’a pas la forme attendue ({pattern})",
    "string_too_long": "ce texte dépasse {max_length} caractères",
    "too_long": "cette liste dépasse {max_length} éléments",
    "too_short": "on attend une liste d’au moins {min_length} élément(s)",
    "union_tag_invalid": "«\u00a0{tag}\u00a0» n’est pas connu ici\u00a0: on attend {expected_tags}",
    "union_tag_not_found": "la rubrique {discriminator} manque",
    "value_error": "{error}",
}


def _schema_message(model: type[BaseModel], place: Location, detail: Any) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    last = place[-1] if place else ""
    if kind == "missing":
        return f"la rubrique «\u00a0{last}\u00a0» manque"
    if kind == "extra_forbidden":
        near = get_close_matches(str(last), _allowed(model, place), n=1)
        meant = f"\u00a0; vouliez-vous écrire «\u00a0{near[0]}\u00a0»\u00a0?" if near else ""
        return f"la rubrique «\u00a0{last}\u00a0» n’est pas connue ici{meant}"
    if kind in {"literal_error", "enum"}:
        return f"on attend {str(context['expected']).replace(' or ', ' ou ')}"
    if kind in _WITH_CONTEXT:
        return _WITH_CONTEXT[kind].format(**context, input=detail["input"])
    return _SCHEMA_MESSAGES.get(kind, f"cette valeur ne convient pas ({kind})")


_YAML_MESSAGES = (
    ("mapping values are not allowed", "un «\u00a0:\u00a0» de trop, ou des guillemets manquent"),
    ("cannot start any token", "une tabulation, ou un signe à mettre entre guillemets"),
    ("did not find expected key", "le décalage ne suit pas celui des lignes voisines"),
    ("could not find expected ':'", "un «\u00a0:\u00a0» manque après le nom de la rubrique"),
    ("expected ',' or", "une virgule ou un crochet fermant manque"),
    ("quoted scalar", "un guillemet ouvert n’est pas refermé"),
    ("control characters", "un caractère invisible ne peut pas être lu"),
)


def _yaml_message(error: yaml.YAMLError) -> str:
    report = str(error)
    for english, french in _YAML_MESSAGES:
        if english in report:
            return french
    return "cette ligne n’est pas du YAML lisible (décalage, guillemets ou deux-points)"
