"""A register of calls without disk: the real paths and questions, the calls kept in memory."""

from __future__ import annotations

from pathlib import Path

from cvdesk.app.appel_editor import editing, resumed
from cvdesk.app.appel_form import Choices
from cvdesk.app.appel_registry import AppelBrouillon, AppelConnu, AppelEcarte, AppelRecu
from cvdesk.app.appel_view import changes
from cvdesk.app.session import Session
from cvdesk.catalog.form_load import FormLoader
from cvdesk.catalog.piece_load import load_pieces
from cvdesk.catalog.voie_load import load_questions, load_voies
from cvdesk.domain.appel import Appel
from cvdesk.domain.appel_faults import AppelFault, Known, appel_faults
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.dossier import Dossier
from cvdesk.domain.form import FormRef
from cvdesk.domain.ids import DossierId, FieldId, Key
from cvdesk.domain.voie import Voie, by_default
from cvdesk.errors import UserError
from tests.support.builders import AUTHOR, FORMS, RESOURCES, TYPED_ON, a_form, an_appel

VOIES = load_voies(FORMS / "voies")
QUESTIONS = load_questions(FORMS / "voies")
NATIONAL = load_pieces(RESOURCES / "listes")
EDITOR = FormLoader(FORMS / "editeurs", RESOURCES / "listes").load(FormRef("appel", "2027-1"))
SHIPPED = (
    "exemple-gosb-2027-annuel", "exemple-gosb-2027-cpo", "exemple-gosb-2027-fpcc",
)  # fmt: skip


class ARegister:
    """Attributes say what was asked of it."""

    def __init__(self, contrat: Contrat) -> None:
        self._contrat = contrat
        self.voies = VOIES
        self.questions = QUESTIONS
        self.national = NATIONAL
        self.installed: dict[str, Appel] = {}
        self.set_aside: dict[str, Appel] = {}
        self.written: dict[DossierId, Dossier] = {}
        self.given: dict[Path, Appel] = {}
        self.received: dict[Path, Appel] = {}
        self.carried: dict[bytes, Appel] = {}
        self.aside: tuple[AppelEcarte, ...] = ()

    def connus(self) -> tuple[AppelConnu, ...]:
        return (
            *(AppelConnu(an_appel(name), installe=False) for name in SHIPPED),
            *(AppelConnu(one, installe=True) for one in self.installed.values()),
        )

    def ecartes(self) -> tuple[AppelEcarte, ...]:
        return self.aside

    def voie_of(self, appel: Appel) -> Voie | None:
        wanted = appel.voie or by_default(appel.periode)
        return next((one for one in VOIES if one.id == wanted), None)

    def contrat_of(self, contrat_id: str) -> Contrat | None:
        return self._contrat if contrat_id == self._contrat.id else None

    def faults(self, appel: Appel) -> tuple[AppelFault, ...]:
        form = a_form()
        kinds = {
            line.key for account in form.budgets["projet"].grid.produits for line in account.funders
        }
        known = Known(frozenset(map(str, form.places)), frozenset(kinds), VOIES)
        return appel_faults(appel, self.contrat_of(appel.contrat), known)

    def editing(self, contrat_id: str, appel: Appel | None = None) -> Session:
        assert contrat_id == self._contrat.id
        choices = Choices(self._contrat, VOIES, NATIONAL, a_form())
        return editing(EDITOR, choices, appel, author=AUTHOR, clock=lambda: TYPED_ON)

    def keep_draft(self, dossier: Dossier) -> None:
        self.written[dossier.id] = dossier

    def drafts(self) -> tuple[AppelBrouillon, ...]:
        title = Key(FieldId("appel_titre"))
        return tuple(
            AppelBrouillon(name, one.text(title) or "", one.contrat.contrat)
            for name, one in self.written.items()
        )

    def open_draft(self, name: str) -> Session:
        choices = Choices(self._contrat, VOIES, NATIONAL, a_form())
        kept = self.written[DossierId(name)]
        return resumed(EDITOR, choices, kept, author=AUTHOR, clock=lambda: TYPED_ON)

    def drop_draft(self, name: str) -> None:
        self.written.pop(DossierId(name), None)

    def look_at(self, path: Path) -> AppelRecu:
        if path not in self.received:
            raise UserError("Ligne 3 : le contrat manque.", remedy="Corrigez cette ligne.")
        return self._recu(self.received[path])

    def look_at_carried(self, content: bytes, wanted: str) -> AppelRecu:
        if content not in self.carried:
            raise UserError("Ce paquet porte un autre appel.", remedy="Demandez son fichier.")
        return self._recu(self.carried[content])

    def _recu(self, appel: Appel) -> AppelRecu:
        before = ({one.appel.id: one.appel for one in self.connus()} | self.set_aside).get(appel.id)
        changed = () if before is None else changes(before, appel)
        offered = appel.id not in self.set_aside
        return AppelRecu(appel, before, changed, livre=appel.id in SHIPPED, propose=offered)

    def install(self, appel: Appel) -> None:
        assert appel.id not in SHIPPED
        if found := self.faults(appel):
            raise UserError(found[0].message)
        self.installed[appel.id] = appel
        self.set_aside.pop(appel.id, None)

    def retire(self, appel_id: str) -> None:
        self.set_aside[appel_id] = self.installed.pop(appel_id)

    def give(self, appel: Appel, path: Path) -> None:
        self.given[path] = appel
