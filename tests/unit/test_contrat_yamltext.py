"""YAML is read as text; what is dangerous or ambiguous is refused, in French, at its line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Discriminator, Tag

from cvdesk.catalog.yamltext import MOST_FAULTS, FileFaults, parse_yaml, read_yaml, validate

SCALARS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20)
TREES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(SCALARS, inner, max_size=4),
    max_leaves=12,
)


class Line(BaseModel):
    model_config = ConfigDict(extra="forbid")

    code: str
    rank: int = 0


class Grid(BaseModel):
    model_config = ConfigDict(extra="forbid")

    grid: str


def kind(item: Any) -> str:
    return "grid" if "grid" in item else "line"


class Sheet(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: str
    lines: list[Line] = []
    best: Line | None = None
    items: list[
        Annotated[Annotated[Line, Tag("line")] | Annotated[Grid, Tag("grid")], Discriminator(kind)]
    ] = []
    by_name: dict[str, Line] = {}


def refusal(text: str) -> str:
    with pytest.raises(FileFaults) as caught:
        parse_yaml(text, name="essai.yaml")
    return str(caught.value)


@given(TREES)
def test_what_is_written_as_text_reads_back_the_same(tree: Any) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True, default_style='"')
    assert parse_yaml(text, name="essai.yaml").content == tree


@pytest.mark.parametrize("scalar", ["01", "no", "1:30", "0o17", "2024-01-01", "~", "null", "1e3"])
def test_every_scalar_stays_the_text_that_was_typed(scalar: str) -> None:
    assert parse_yaml(f"a: {scalar}\n", name="essai.yaml").content == {"a": scalar}


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "deux fois"),
        ("a: &x [1]\nb: 2\n", 1, "ancres"),
        ("a: 1\nb: *x\n", 2, "renvois"),
        ("a: !!python/object:os.system x\n", 1, "types"),
        ("a: 1\n---\nb: 2\n", 2, "second"),
        ("", 1, "vide"),
        ("a: b: c\n", 1, "de trop"),
        ('a: "b\n', 2, "guillemet"),
        ("[1, 2]: a\n", 1, "simple mot"),
        ("a:\n\t- 1\n", 2, "tabulation"),
    ],
)
def test_what_we_do_not_accept_is_told_at_its_line(text: str, line: int, word: str) -> None:
    said = refusal(text)
    assert f"essai.yaml, ligne {line}\u00a0: " in said
    assert word in said


def test_a_hundred_thousand_brackets_are_refused_and_not_a_crash() -> None:
    assert "imbriqués" in refusal("[" * 100_000 + "]" * 100_000)


def test_a_bomb_of_aliases_is_refused_at_the_first_anchor() -> None:
    rows = ["a0: &a0 [x, x]"]
    rows += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    assert "ligne 1\u00a0: les ancres" in refusal("\n".join(rows))


def test_all_faults_of_a_schema_come_at_once_each_at_its_line() -> None:
    text = parse_yaml(
        "title: T\nlines:\n  - code: a\n    rank: x\n  - rank: 2\n  - {code: b, z: 1}\n",
        name="f.yaml",
    )
    with pytest.raises(FileFaults) as caught:
        validate(Sheet, text)
    assert [(fault.line, fault.message) for fault in caught.value.faults] == [
        (4, "on attend un nombre entier"),
        (5, "la rubrique «\u00a0code\u00a0» manque"),
        (6, "la rubrique «\u00a0z\u00a0» n’est pas connue ici"),
    ]


def test_of_very_many_faults_the_first_are_told_and_the_others_counted() -> None:
    unknown = "".join(f"k{rank}: x\n" for rank in range(20_000))
    with pytest.raises(FileFaults) as caught:
        validate(Sheet, parse_yaml(f"title: T\n{unknown}", name="f.yaml"))
    *told, last = caught.value.faults
    assert [fault.line for fault in told] == list(range(2, 2 + MOST_FAULTS))
    left = f"et {20_000 - MOST_FAULTS} autres points à partir d’ici"
    assert str(last) == f"f.yaml, ligne {2 + MOST_FAULTS}\u00a0: {left}"


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("titel: T\ntitle: T\n", "title"),
        ("title: T\nlines:\n  - {code: b, ranc: 1}\n", "rank"),
        ("title: T\nbest: {code: b, cod: 1}\n", "code"),
        ("title: T\nitems:\n  - {grid: b, gird: 1}\n", "grid"),
        ("title: T\nby_name:\n  one: {code: b, rnk: 1}\n", "rank"),
    ],
)
def test_a_name_that_is_not_known_there_is_told_with_the_near_one_that_is(
    text: str, near: str
) -> None:
    with pytest.raises(FileFaults) as caught:
        validate(Sheet, parse_yaml(text, name="f.yaml"))
    asked = f"n’est pas connue ici\u00a0; vouliez-vous écrire «\u00a0{near}\u00a0»\u00a0?"
    assert caught.value.what.endswith(asked)


def test_a_file_that_is_absent_or_not_utf8_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileFaults, match="ne peut pas être lu"):
        read_yaml(tmp_path / "absent.yaml")
    (tmp_path / "latin.yaml").write_bytes("é: 1".encode("latin-1"))
    with pytest.raises(FileFaults, match="UTF-8"):
        read_yaml(tmp_path / "latin.yaml")
