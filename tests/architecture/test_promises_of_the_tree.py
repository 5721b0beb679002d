"""What stands where, and that the texts about the project tell the truth."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"

TOP_LEVEL = {
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "forms",
    "installer",
    "pyproject.toml",
    "resources",
    "src",
    "tests",
    "uv.lock",
}


in_a_clone = pytest.mark.skipif(
    not (ROOT / ".git").exists() or shutil.which("git") is None,
    reason="only a clone knows which files are the project's",
)


def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def tracked_files() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [name for name in listed.stdout.split("\0") if name]


@in_a_clone
def test_nothing_else_stands_at_the_top() -> None:
    assert {name.partition("/")[0] for name in tracked_files()} <= TOP_LEVEL


@in_a_clone
def test_a_path_stays_short_enough_for_windows() -> None:
    # 260 characters in all on an ordinary Windows; a user's folder takes some 100 of them.
    assert [name for name in tracked_files() if len(name) > 150] == []


def test_the_licence_said_is_the_licence_given() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert pyproject()["project"]["license"] == "EUPL-1.2"
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert "15.Applicable Law" in text


def test_the_version_has_its_lines_in_the_changelog() -> None:
    version = pyproject()["project"]["version"]
    assert f"\n## {version} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_readme_gives_the_two_commands_for_each_system() -> None:
    readme = README.read_text(encoding="utf-8")
    for name in ("essayer", "verifier"):
        assert f"bash installer/linux/{name}.sh" in readme
        assert rf"powershell -ExecutionPolicy Bypass -File installer\windows\{name}.ps1" in readme


def test_ci_runs_the_test_command_of_readme() -> None:
    commands = [
        line
        for line in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith(("#", "set ", "cd "))
    ]
    assert commands == ["bash installer/linux/verifier.sh"]


def test_every_task_readme_names_exists() -> None:
    named = set(re.findall(r"\bpoe ([a-z-]+)", README.read_text(encoding="utf-8")))
    assert named <= pyproject()["tool"]["poe"]["tasks"].keys()


def test_every_path_readme_names_exists() -> None:
    readme = README.read_text(encoding="utf-8")
    named = re.findall(
        r"`((?:src|tests|forms|resources|installer)/[\w./-]*\w)/?`", readme, re.ASCII
    )
    assert [path for path in named if not (ROOT / path).exists()] == []
