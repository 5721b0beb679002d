"""What every module under src keeps to, read from its syntax tree."""

import ast
from collections.abc import Iterator
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


@cache
def tree_of(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


@cache
def names_used(module: Path) -> set[str]:
    """Every name a module mentions, imports and attributes included."""
    found: set[str] = set()
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.alias):
            found.add(node.name.rpartition(".")[2])
    return found


@cache
def libraries_imported(module: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def dataclasses_that_change(module: Path) -> Iterator[str]:
    """Name the dataclasses that are not frozen, or lack slots without a cached property."""
    for node in ast.walk(tree_of(module)):
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


@cache
def sentences(module: Path) -> tuple[tuple[int, str], ...]:
    """Every text of a module that is not a docstring, with its line."""
    tree = tree_of(module)
    docstrings = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return tuple(
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
    )


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
    users = {within(m) for m in MODULES if THREADS & names_used(m)}
    assert users <= {"gui/background.py"}


def test_only_dialogs_asks_a_question() -> None:
    users = {within(m) for m in MODULES if DIALOGS & names_used(m)}
    assert users <= {"gui/dialogs.py"}


def test_only_dialogs_and_the_event_loop_block() -> None:
    callers = {
        within(module)
        for module in MODULES
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"exec", "exec_"}
    }
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
    users = {Path(within(m)).parts[0] for m in MODULES if library in libraries_imported(m)}
    assert users <= set(OWNERS[library])


def test_no_sentence_blames_the_reader() -> None:
    blame = ("erreur", "invalide", "interdit", "incorrect")
    found = [
        f"{within(module)}:{line} {text!r}"
        for module in MODULES
        for line, text in sentences(module)
        if any(word in text.casefold() for word in blame)
    ]
    assert not found


def test_french_signs_are_never_parted_from_their_word() -> None:
    loose = ("« ", " »", " ?", " !", " ;")
    found = [
        f"{within(module)}:{line} {text!r}"
        for module in MODULES
        for line, text in sentences(module)
        if any(sign in text for sign in loose)
    ]
    assert not found, "U+00A0, the non-breaking space, goes before and inside these signs"
