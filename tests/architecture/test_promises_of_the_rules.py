"""No rule is written and forgotten: each is listed, numbered once, and named by a test."""

import importlib
import pkgutil
from collections import Counter
from pathlib import Path

import cvdesk.domain.checks
from cvdesk.domain.check import Check
from cvdesk.domain.checks import ALL_CHECKS

TESTS = Path(__file__).parents[1]


def declared_checks() -> list[Check]:
    package = cvdesk.domain.checks
    modules = [
        importlib.import_module(info.name)
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ]
    return [value for module in modules for value in vars(module).values() if type(value) is Check]


def test_every_declared_check_is_listed() -> None:
    listed = {check.code for check in ALL_CHECKS}
    assert [check.code for check in declared_checks() if check.code not in listed] == []


def test_no_code_is_used_twice() -> None:
    assert [code for code, uses in Counter(c.code for c in ALL_CHECKS).items() if uses > 1] == []


def test_every_check_is_named_by_a_test() -> None:
    written = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("unit", "cases")
        for path in sorted((TESTS / folder).rglob("*"))
        if path.suffix in {".py", ".yaml"}
    )
    assert [check.code for check in ALL_CHECKS if check.code not in written] == []
