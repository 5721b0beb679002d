"""The catalogue is compiled once, whole, and reads without what compiling needs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cvdesk.catalog.catalogue import Catalogue, ContratUnknown
from cvdesk.catalog.contrat_load import ContratErrors
from cvdesk.catalog.ready import open_catalogue
from cvdesk.catalog.search import chercher
from tests.support.catalogue import BESOINS
from tests.support.contrats import CONTRATS, SHIPPED, load_shipped


def an_edition(folder: Path, version: str, *changes: tuple[str, str]) -> Path:
    """Copy a small contract under another name of edition, some words changed."""
    where = folder / f"villiers-2015@{version}"
    shutil.copytree(CONTRATS / "villiers-2015", where)
    for old, new in (("version: '2015'", f"version: {version}"), *changes):
        identity = where / "contrat.yaml"
        before = identity.read_text("utf-8")
        assert old in before
        identity.write_text(before.replace(old, new), "utf-8")
    return where


@pytest.fixture
def shipped(tmp_path: Path) -> list[Path]:
    """Ship one contract, the smallest."""
    shutil.copytree(CONTRATS / "villiers-2015", tmp_path / "livre" / "villiers-2015")
    return [tmp_path / "livre"]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_contract_read_from_the_catalogue_is_the_one_of_the_sources(
    catalogue: Catalogue, name: str
) -> None:
    assert catalogue.contrat(name) == load_shipped(name)


def test_what_is_read_later_is_a_sequence_like_another(catalogue: Catalogue) -> None:
    fiches = catalogue.contrat("gosb-2024").fiches
    assert (len(fiches), fiches[0], fiches[:2]) == (30, next(iter(fiches)), tuple(fiches)[:2])
    assert fiches == tuple(fiches)
    number: object = 30
    assert fiches != number
    assert repr(fiches) == repr(tuple(fiches))


def test_the_list_says_what_is_there(catalogue: Catalogue) -> None:
    known = {one.id: one for one in catalogue.contrats()}
    assert tuple(sorted(known)) == SHIPPED
    gosb = known["gosb-2024"]
    assert (gosb.quartiers, gosb.noeuds, gosb.fin) == (36, 127, "2030-12-31")
    assert "Limeil-Brévannes" not in gosb.communes


def test_an_edition_that_is_not_there_is_told_with_those_that_are(catalogue: Catalogue) -> None:
    with pytest.raises(ContratUnknown, match="octobre 2024"):
        catalogue.contrat("gosb-2024", "signée")


def test_what_was_compiled_is_used_again_and_new_sources_make_a_new_file(
    tmp_path: Path, shipped: list[Path]
) -> None:
    cache = tmp_path / "cache"
    first = open_catalogue(shipped, BESOINS, cache).path
    made_at = first.stat().st_mtime_ns
    assert open_catalogue(shipped, BESOINS, cache).path.stat().st_mtime_ns == made_at

    identity = shipped[0] / "villiers-2015" / "contrat.yaml"
    identity.write_text(
        identity.read_text("utf-8").replace("version: '2015'", "version: signée"), "utf-8"
    )
    second = open_catalogue([*shipped, tmp_path / "absent"], BESOINS, cache)
    assert second.contrat("villiers-2015").version == "signée"
    assert list(cache.iterdir()) == [second.path]


def test_two_editions_of_a_contract_live_side_by_side(tmp_path: Path, shipped: list[Path]) -> None:
    an_edition(tmp_path / "un", "signée")
    both = open_catalogue([*shipped, tmp_path / "un"], BESOINS, tmp_path / "cache")
    versions = {one.version for one in both.contrats() if one.id == "villiers-2015"}
    assert versions == {"2015", "signée"}
    assert both.contrat("villiers-2015", "2015").version == "2015"


def test_faulty_sources_leave_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "contrats" / "vide").mkdir(parents=True)
    (tmp_path / "contrats" / "vide" / "contrat.yaml").write_text("id: vide\n", "utf-8")
    with pytest.raises(ContratErrors, match="la rubrique «\u00a0titre\u00a0» manque"):
        open_catalogue([tmp_path / "contrats"], BESOINS, tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == []


def test_reading_a_contract_needs_neither_pydantic_nor_yaml(
    tmp_path: Path, shipped: list[Path]
) -> None:
    folders = shipped, BESOINS, tmp_path / "cache"
    open_catalogue(*folders)
    code = (
        "import sys; from pathlib import Path, PosixPath, WindowsPath\n"
        "from cvdesk.catalog.ready import open_catalogue\n"
        "from cvdesk.catalog.search import chercher\n"
        f"it = open_catalogue(*{folders!r})\n"
        "it.contrat('villiers-2015').citation('P2.1.1'); chercher(it, 'emploi')\n"
        "print({'pydantic', 'yaml'} & sys.modules.keys())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "set()"


def test_the_current_edition_is_in_force_or_came_last_and_is_the_one_searched(
    tmp_path: Path, shipped: list[Path]
) -> None:
    installed = tmp_path / "installes"
    for version in ("avenant 1", "avenant 2"):
        an_edition(installed, version, ("statut: echu", "statut: en_vigueur"))
    an_edition(installed, "avenant 3")
    both = open_catalogue(shipped, BESOINS, tmp_path / "cache", installed)
    assert both.contrat("villiers-2015").version == "avenant 2"
    assert both.contrat("villiers-2015", "2015").version == "2015"
    assert len(both.contrats()) == 4
    assert {one.version for one in chercher(both, "emploi")} == {"avenant 2"}
    pinned = chercher(both, "emploi", contrat="villiers-2015", version="2015")
    assert {one.version for one in pinned} == {"2015"}


def test_an_installed_contract_with_faults_is_left_out_and_told(
    tmp_path: Path, shipped: list[Path]
) -> None:
    installed = tmp_path / "installes"
    good = an_edition(installed, "bonne")
    torn = an_edition(installed, "coupee")
    (torn / "arbre.yaml").write_bytes((torn / "arbre.yaml").read_bytes()[:5000])
    empty = an_edition(installed, "vide")
    (empty / "contrat.yaml").unlink()
    folder = an_edition(installed, "dossier") / "regles.yaml"
    folder.unlink()
    folder.mkdir()
    (installed / ".en-cours").mkdir()
    (installed / "lisez-moi.txt").write_text("rien", "utf-8")

    catalogue = open_catalogue(shipped, BESOINS, tmp_path / "cache", installed)

    assert {one.version for one in catalogue.contrats()} == {"2015", "bonne"}
    told = {one.dossier: one.pourquoi for one in catalogue.ecartes()}
    assert set(told) == {torn.name, empty.name, folder.parent.name}
    assert told[empty.name][0].startswith(f"{empty.name}/contrat.yaml, ligne 1")
    assert told[folder.parent.name] == (
        f"{folder.parent.name}/regles.yaml, ligne 1\u00a0: ce fichier ne peut pas être lu",
    )

    shutil.rmtree(torn)
    shutil.copytree(good, torn)
    again = open_catalogue(shipped, BESOINS, tmp_path / "cache", installed)
    assert torn.name not in {one.dossier for one in again.ecartes()}


def test_a_shipped_contract_with_faults_is_never_left_out(
    tmp_path: Path, shipped: list[Path]
) -> None:
    (shipped[0] / "villiers-2015" / "arbre.yaml").write_text("noeuds: non\n", "utf-8")
    with pytest.raises(ContratErrors):
        open_catalogue(shipped, BESOINS, tmp_path / "cache", tmp_path / "absent")


def test_a_compiled_file_cut_by_a_full_disk_is_made_again(
    tmp_path: Path, shipped: list[Path]
) -> None:
    path = open_catalogue(shipped, BESOINS, tmp_path).path
    whole = path.read_bytes()
    path.write_bytes(whole[:4096])
    again = open_catalogue(shipped, BESOINS, tmp_path)
    assert again.path.read_bytes() == whole
    assert again.contrat("villiers-2015") == load_shipped("villiers-2015")
