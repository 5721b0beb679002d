"""The format's own page: its example reads, and it names every collection."""

from __future__ import annotations

import re
from pathlib import Path

from cvdesk.catalog.contrat_load import load_contrat
from cvdesk.catalog.contrat_schema import COLLECTIONS
from tests.support.contrats import CONTRATS

README = (CONTRATS / "README.md").read_text("utf-8")
FILES = re.findall(r"`exemple/([a-z-]+\.yaml)`\n```yaml\n(.*?)```", README, re.DOTALL)


def test_the_example_reads_as_it_is_printed(tmp_path: Path) -> None:
    folder = tmp_path / "exemple"
    folder.mkdir()
    for name, content in FILES:
        (folder / name).write_text(content, "utf-8")
    contrat = load_contrat(folder)
    assert contrat.citation("exemple-le-bourg:E.1.a").territoire == "Exemple"


def test_every_collection_is_explained_and_shown() -> None:
    table = README.partition("## Les collections")[2].partition("## Un exemple entier")[0]
    assert [name for name in COLLECTIONS if f"`{name}`" not in table] == []
    shown = "\n".join(content for _, content in FILES)
    assert [name for name in COLLECTIONS if f"\n{name}:" not in f"\n{shown}"] == []
