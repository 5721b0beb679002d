"""The two commands for a fresh machine, with the machine's programs replaced by doubles.

Each double is a small program in a folder that is the whole path, so that the scripts meet a
machine we describe: which programs it has, and what they answer.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINUX = ROOT / "installer" / "linux"
WINDOWS = ROOT / "installer" / "windows"

LIBRARIES_OF_QT = re.findall(
    r"^ +(lib\S+):", (LINUX / "preparer.sh").read_text(encoding="utf-8"), re.MULTILINE
)

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="a Linux machine's commands")


class Machine:
    """A machine that has nothing but bash, what we add, and a journal of what was called."""

    def __init__(self, folder: Path) -> None:
        self._programs = folder / "programs"
        self._programs.mkdir()
        self._journal = folder / "journal"
        self._home = folder / "home"
        for name in ("bash", "dirname", "mkdir", "chmod", "cat"):
            where = shutil.which(name)
            assert where is not None
            (self._programs / name).symlink_to(where)

    def add(self, name: str, answer: str = "", *, code: int = 0) -> None:
        """Give the machine a program that notes how it was called, then answers."""
        program = self._programs / name
        note = f"echo {name} \"$@\" >>'{self._journal}'"
        program.write_text(f"#!/usr/bin/env bash\n{note}\n{answer}\nexit {code}\n")
        program.chmod(0o755)

    def has_every_library_of_qt(self) -> None:
        lines = (f"echo '{library} (libc6) => x'" for library in LIBRARIES_OF_QT)
        self.add("ldconfig", "\n".join(lines))

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", str(LINUX / command)],  # noqa: S607
            env={"PATH": str(self._programs), "HOME": str(self._home)},
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def calls(self) -> list[str]:
        return self._journal.read_text().splitlines() if self._journal.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_ready_machine_is_left_as_it_is(machine: Machine) -> None:
    machine.has_every_library_of_qt()
    for name in ("uv", "pdftotext", "qpdf", "apt-get"):
        machine.add(name)

    done = machine.run("verifier.sh")

    assert done.returncode == 0, done.stderr
    assert done.stdout + done.stderr == ""
    assert not [call for call in machine.calls if call.startswith("apt-get")]
    assert machine.calls[-2:] == [
        "uv sync --locked --offline --quiet --group dev",
        "uv run --no-sync poe check",
    ]


def test_trying_runs_the_demonstration_then_says_how_to_open_the_window(machine: Machine) -> None:
    machine.has_every_library_of_qt()
    machine.add("uv")

    done = machine.run("essayer.sh")

    assert done.returncode == 0, done.stderr
    assert machine.calls[-1] == "uv run --no-sync cvdesk demo out/"
    assert done.stdout == "CVDesk\u00a0: pour ouvrir la fenêtre, lancez .venv/bin/cvdesk\n"


def test_a_demonstration_that_fails_is_not_followed_by_an_invitation(machine: Machine) -> None:
    machine.has_every_library_of_qt()
    machine.add("uv", '[[ "$1" == run ]] && exit 2')

    done = machine.run("essayer.sh")

    assert done.returncode == 2
    assert "fenêtre" not in done.stdout


def test_what_the_locked_environment_lacks_is_downloaded(machine: Machine) -> None:
    machine.has_every_library_of_qt()
    machine.add("uv", '[[ "$*" == *--offline* ]] && exit 2')

    done = machine.run("essayer.sh")

    assert "uv sync --locked --quiet --no-dev --inexact" in machine.calls
    assert "téléchargement des bibliothèques" in done.stdout


def test_a_machine_without_debian_packages_is_told_what_it_lacks(machine: Machine) -> None:
    machine.add("ldconfig")
    machine.add("uv")

    done = machine.run("verifier.sh")

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "libxcb-cursor0" in done.stderr
    assert "qpdf" in done.stderr


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0,
    reason="only the administrator installs packages",
)
def test_the_administrator_gets_only_what_is_missing(machine: Machine) -> None:
    machine.has_every_library_of_qt()
    for name in ("uv", "pdftotext", "apt-get"):
        machine.add(name)

    done = machine.run("verifier.sh")

    assert done.returncode == 0, done.stderr
    assert "apt-get install -y -qq --no-install-recommends qpdf" in machine.calls


def test_a_uv_that_does_not_answer_is_replaced_by_our_own(machine: Machine) -> None:
    machine.has_every_library_of_qt()
    machine.add("uv", code=127)
    machine.add(
        "python3",
        """
        while (($#)); do [[ "$1" == --target ]] && target=$2; shift; done
        [[ -v target ]] || exit 0
        mkdir -p "$target/bin"
        printf '#!/usr/bin/env bash\\n' >"$target/bin/uv"
        chmod +x "$target/bin/uv"
        """,
    )

    done = machine.run("essayer.sh")

    assert done.returncode == 0, done.stderr
    assert "téléchargement de uv" in done.stdout


def test_without_a_connection_one_sentence_says_so(machine: Machine) -> None:
    machine.has_every_library_of_qt()
    machine.add("python3", '[[ "$*" == *install* ]] && exit 1')

    done = machine.run("essayer.sh")

    assert done.returncode == 2
    assert done.stderr == (
        "CVDesk\u00a0: uv n’a pas pu être téléchargé. "
        "Vérifiez la connexion à Internet, puis relancez cette commande.\n"
    )


def test_windows_powershell_reads_the_accents() -> None:
    for script in sorted(WINDOWS.glob("*.ps1")):
        assert script.read_bytes().startswith(b"\xef\xbb\xbf"), script.name
