"""A dossier written by another program, with an answer that no form writes."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Shell


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("precedente_montant", "abc"),
        ("premier_exercice", "20x7"),
        ("date_debut", "2027-99-99"),
        ("demande_frequence", "zzz"),
    ],
)
def test_an_answer_no_form_writes_is_named_by_every_command(
    shell: Shell, field: str, text: str
) -> None:
    path = shell.folder / "autre.json"
    shell("exporter", shell.dossier("annuel-vitry"), "--donnees", "-o", path)
    written = json.loads(path.read_bytes())
    next(one for one in written["reponses"] if one["champ"].startswith(field))["texte"] = text
    path.write_text(json.dumps(written), encoding="utf-8")
    for words in (["controler", path], ["champs", path], ["exporter", path, "-o", path.name]):
        refused = shell(*words)
        assert refused.code == 2
        assert field in refused.err
