"""An answer or a row put where nobody would see it, or under a name the file refuses."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Shell


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["siret@P1=44306184100047"], "ne se répète pas"),
        (["projet_641.2027=100"], "@P1"),
        (["etape_debut@P1=01/02/2027"], "la liste «\u00a0etapes\u00a0»"),
        (["objectif_texte@E1=Se parler"], "la liste «\u00a0objectifs\u00a0»"),
        (["--ajouter", "objectifs=OB9"], "@P1"),
        (["--ajouter", "objectifs@E1=OB9"], "@P1"),
        (["--ajouter", "projet@P1=P2"], "ne se répète pas"),
        (["--ajouter", "inconnue=X1"], "pas de liste"),
        (["--ajouter", "objectifs@P1=O 9"], "ne peut pas nommer une ligne"),
        (["--ajouter", "objectifs@P1=é"], "ne peut pas nommer une ligne"),
        (["--ajouter", f"objectifs@P1={'x' * 41}"], "ne peut pas nommer une ligne"),
        (["--ajouter", "objectifs@P1=OB1"], "existe déjà"),
        (["--retirer", "P1", "--retirer", "P1"], "pas de ligne"),
        (["--retirer", "P1", "etape_debut@E1=01/02/2027"], "pas de ligne"),
    ],
)
def test_what_nobody_would_see_is_refused_and_nothing_is_written(
    shell: Shell, words: list[str], says: str
) -> None:
    path = shell.dossier("annuel-vitry")
    before = path.read_bytes()
    refused = shell("repondre", path, *words)
    assert refused.code == 2
    assert says in refused.err
    assert path.read_bytes() == before


def test_a_second_project_has_its_own_answers_and_lists(shell: Shell) -> None:
    path = shell.dossier("annuel-vitry")
    done = shell(
        "repondre", path, "--ajouter", "projet=P2", "--ajouter", "objectifs@P2=OB9",
        "intitule@P2=Un jardin", "objectif_texte@OB9=Se parler", "projet_641.2027@P2=12,50",
    )  # fmt: skip
    assert (done.code, done.err) == (0, "")
    shown = {
        (one["id"], one["ligne"]): one["texte"] for one in shell("champs", path, "--json").json
    }
    assert shown["intitule", "P2"] == "Un jardin"
    assert shown["objectif_texte", "OB9"] == "Se parler"
    assert shown["projet_641.2027", "P2"] == "12,50\u00a0€"
