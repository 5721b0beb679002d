"""A computer that stops in the middle loses no answer that was said to be saved."""

import subprocess
import sys
from pathlib import Path

import pytest

from cvdesk.domain.ids import DossierId
from cvdesk.storage.espace import Espace

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("saves", [1, 7, 40, 150])
def test_every_save_that_returned_is_read_after_a_kill(tmp_path: Path, saves: int) -> None:
    path = tmp_path / "a.cvespace"
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.storage.saving_until_killed", str(path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout is not None
    for _ in range(saves):
        worker.stdout.readline()
    worker.kill()
    rest = worker.stdout.read().split()
    worker.stdout.close()
    worker.wait()
    acknowledged = int(rest[-1]) if rest else saves

    with Espace.open(path, must_exist=True) as espace:
        dossier = espace.get(DossierId("D1"))
    assert dossier.edited_at.millis in {acknowledged, acknowledged + 1}
    for key, record in dossier.records.items():
        assert record.text == str(record.at.millis), key
