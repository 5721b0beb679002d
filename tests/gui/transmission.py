"""What leaves with a dossier, for the window: the real outputs, the pieces of a desk in memory."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from cvdesk.app.cerfa import Plan
from cvdesk.app.session import Session
from cvdesk.app.sorties import Sortie
from cvdesk.bootstrap import Cvdesk, Paths
from cvdesk.bootstrap.transmettre import Transmettre
from cvdesk.domain.portail import Portail
from tests.support.builders import FORMS, RESOURCES, TYPED_ON

NOWHERE = Path("/nulle-part")


@lru_cache
def _maker() -> Transmettre:
    paths = Paths(FORMS, RESOURCES, NOWHERE, NOWHERE, NOWHERE)
    return Cvdesk(paths, clock=lambda: TYPED_ON).transmettre


class ATransmission:
    def __init__(self, pieces: Mapping[str, bytes]) -> None:
        self._pieces = pieces

    def portails(self) -> tuple[Portail, ...]:
        return _maker().portails()

    def read_portail(self, path: Path) -> Portail:
        return _maker().read_portail(path)

    def fill_cerfa(self, session: Session, blank: bytes, name: str) -> tuple[bytes, Plan]:
        return _maker().fill_cerfa(session, blank, name)

    def cerfa_report(self, session: Session, made: Plan) -> tuple[str, ...]:
        return _maker().cerfa_report(session, made)

    def outputs_here(self, session: Session) -> tuple[Sortie, ...]:
        return _maker().outputs(session, self._pieces.get).all()
