"""A second edition of a contract on the computer: one to begin with, both to read."""

import shutil

from cvdesk.bootstrap import Cvdesk
from cvdesk.gui.desk import RealDesk
from tests.support.contrats import CONTRATS

GOSB = "gosb-2024"


def install_beside(app: Cvdesk, version: str) -> None:
    """Leave an edition where installing a pack leaves it."""
    folder = app.paths.data / "contrats" / f"{GOSB}@20270101-000000-revision"
    shutil.copytree(CONTRATS / GOSB, folder)
    for name, before, after in (
        ("contrat.yaml", "version: octobre 2024", f"version: {version}"),
        ("arbre.yaml", "titre: Lutter contre l'illettrisme", "titre: Lire et écrire à tout âge"),
    ):
        path = folder / name
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, after, 1), "utf-8")


def test_a_contract_of_two_editions_is_offered_once_and_read_twice(app: Cvdesk) -> None:
    install_beside(app, "révision 2027")
    desk = RealDesk(app)
    offered = [one.version for one in desk.contrats() if one.id == GOSB]
    known = [one.version for one in desk.editions.every() if one.id == GOSB]
    assert offered == ["révision 2027"]
    assert sorted(known) == ["octobre 2024", "révision 2027"]
    assert [one.version for one in desk.editions.of(GOSB)] == ["révision 2027", "octobre 2024"]
    for version, title in (("octobre 2024", "illettrisme"), ("révision 2027", "tout âge")):
        found = desk.chercher("O4.1 lire écrire illettrisme", contrat=GOSB, version=version)
        assert any(title in one.titre for one in found), version
