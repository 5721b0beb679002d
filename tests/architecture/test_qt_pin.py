"""The version of Qt for Python we pin can be trusted with a day of work."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]

# PySide6 6.12.0 on CPython 3.11 takes one reference from None at each call that returns None, and
# the interpreter aborts after some 5 000 of them. In a process of its own: no abort can be caught.
MANY_CALLS = """
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication(["many calls", "-platform", "offscreen"])
label = QLabel()
for number in range(20_000):
    label.setText(str(number))
assert label.text() == "19999"
"""


def test_twenty_thousand_calls_that_return_none_do_no_harm() -> None:
    done = subprocess.run(
        [sys.executable, "-c", MANY_CALLS], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_qt_is_pinned_to_one_version_and_nothing_else_of_qt_comes_in() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    of_qt = [one for one in project["dependencies"] if re.match("pyside6|shiboken6|pyqt", one)]
    assert len(of_qt) == 1
    assert re.fullmatch(r"pyside6-essentials==[\d.]+", of_qt[0])

    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    locked = {package["name"] for package in lock["package"]}
    assert {name for name in locked if "pyside6" in name} == {"pyside6-essentials"}
