"""What every module under src keeps to, read from its syntax tree."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "cvdesk"
MODULES = sorted(PACKAGE.rglob("*.py"))

LONGEST_MODULE_LINES = 400
DRAWERS = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "models", "misc"}

DIALOGS = {"QMessageBox", "QFileDialog", "QInputDialog", "QColorDialog", "QProgressDialog"}
THREADS = {"QThreadPool", "QThread", "QRunnable", "ThreadPoolExecutor"}

OWNERS = {
    "PySide6": ("gui",),
    "sqlalchemy": ("storage",),
    "alembic": ("storage",),
    "yaml": ("catalog",),
    "pydantic": ("catalog", "storage"),
    "zipfile": ("exchange", "attachments"),
    "reportlab": ("documents",),
    "pyhanko": ("signing",),
    "PIL": ("attachments", "documents"),
    "python_calamine": ("exchange",),
    "xlsxwriter": ("exchange",),
    "docx": ("documents",),
}


def within(module: Path) -> str:
    """Name a module by its place in the package: ``gui/dialogs.py``."""
    return module.relative_to(PACKAGE).as_posix()


@dataclass(frozen=True)
class Seen:
    """What a module says, kept instead of its tree: all the trees weigh on the tests that follow.

    Attributes:
        names: Every name that it mentions, imports and attributes included.
        libraries: The top names of what it imports.
        methods: The attributes that it calls.
        sentences: Every text that is not a docstring, with its line.
    """

    names: frozenset[str]
    libraries: frozenset[str]
    methods: frozenset[str]
    sentences: tuple[tuple[int, str], ...]


@cache
def seen_in(module: Path) -> Seen:
    names, libraries, methods = set[str](), set[str](), set[str]()
    docstrings, texts = set[int](), list[ast.Constant]()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                names.add(name)
            case ast.Import(names=aliases):
                libraries.update(alias.name.partition(".")[0] for alias in aliases)
            case ast.ImportFrom(module=str(source)):
                libraries.add(source.partition(".")[0])
            case ast.alias(name=name):
                names.add(name.rpartition(".")[2])
            case ast.Call(func=ast.Attribute(attr=name)):
                methods.add(name)
            case ast.Expr(value=ast.Constant() as text):
                docstrings.add(id(text))
            case ast.Constant(value=str()):
                texts.append(node)
    said = tuple((one.lineno, str(one.value)) for one in texts if id(one) not in docstrings)
    return Seen(frozenset(names), frozenset(libraries), frozenset(methods), said)


def dataclasses_that_change(module: Path) -> Iterator[str]:
    """Name the dataclasses that are not frozen, or lack slots without a cached property."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ClassDef):
            continue
        for decorator in map(ast.unparse, node.decorator_list):
            if not decorator.startswith("dataclass"):
                continue
            wants_a_dict = "@cached_property" in ast.unparse(node)
            if "frozen=True" not in decorator or (
                "slots=True" not in decorator and not wants_a_dict
            ):
                yield node.name


def test_a_module_holds_one_subject() -> None:
    long = {
        within(m): n
        for m in MODULES
        if (n := len(m.read_bytes().splitlines())) > LONGEST_MODULE_LINES
    }
    assert not long, f"more than {LONGEST_MODULE_LINES} lines: part them"


def test_a_module_is_named_after_what_it_is_about() -> None:
    assert not [within(m) for m in MODULES if DRAWERS & set(Path(within(m)).with_suffix("").parts)]


def test_only_background_starts_threads() -> None:
    users = {within(m) for m in MODULES if THREADS & seen_in(m).names}
    assert users <= {"gui/background.py"}


def test_only_dialogs_asks_a_question() -> None:
    users = {within(m) for m in MODULES if DIALOGS & seen_in(m).names}
    assert users <= {"gui/dialogs.py"}


def test_only_dialogs_and_the_event_loop_block() -> None:
    callers = {within(m) for m in MODULES if {"exec", "exec_"} & seen_in(m).methods}
    assert callers <= {"gui/dialogs.py", "gui/application.py"}


def test_values_of_domain_and_app_never_change() -> None:
    changing = [
        f"{within(module)} {name}"
        for layer in ("domain", "app")
        for module in sorted((PACKAGE / layer).rglob("*.py"))
        for name in dataclasses_that_change(module)
    ]
    assert not changing


@pytest.mark.parametrize("library", sorted(OWNERS))
def test_a_library_is_imported_by_its_owner_alone(library: str) -> None:
    users = {Path(within(m)).parts[0] for m in MODULES if library in seen_in(m).libraries}
    assert users <= set(OWNERS[library])


def test_no_sentence_blames_the_reader() -> None:
    blame = ("erreur", "invalide", "interdit", "incorrect")
    found = [
        f"{within(module)}:{line} {text!r}"
        for module in MODULES
        for line, text in seen_in(module).sentences
        if any(word in text.casefold() for word in blame)
    ]
    assert not found


def test_french_signs_are_never_parted_from_their_word() -> None:
    loose = ("« ", " »", " ?", " !", " ;")
    found = [
        f"{within(module)}:{line} {text!r}"
        for module in MODULES
        for line, text in seen_in(module).sentences
        if any(sign in text for sign in loose)
    ]
    assert not found, "U+00A0, the non-breaking space, goes before and inside these signs"
