"""Dossiers that come from elsewhere, leave for good, or come back from a safety copy."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QWidget

from cvdesk.errors import UserError
from cvdesk.gui.background import run_in_background

if TYPE_CHECKING:
    from cvdesk.app.appel_registry import AppelRecu
    from cvdesk.app.session import Session
    from cvdesk.domain.dossier import Dossier
    from cvdesk.gui.dialogs import Dialogs
    from cvdesk.gui.look import Look
    from cvdesk.gui.place_screens import PlaceScreens
    from cvdesk.gui.ports import Desk, ReceivedPaquet
    from cvdesk.gui.ports.editions import ReceivedEdition
    from cvdesk.gui.widgets.busy import Busy


CARRIED = (
    "Le dossier de ce paquet répond à cet appel. Sans lui, il s’ouvre, mais on ne sait ni ses "
    "pièces, ni ses limites, ni ses dates."
)
CARRIED_OTHERWISE = (
    "Le dossier de ce paquet répond à cet appel, qui n’est pas tout à fait celui d’ici. Si vous ne "
    "changez rien, c’est celui d’ici qui sert."
)
SHIPPED_SERVES = (
    "L’appel que porte ce paquet n’est pas tout à fait celui de même nom livré avec CVDesk\u00a0: "
    "c’est celui qui est livré qui sert."
)
UNREADABLE = (
    "L’appel que porte ce paquet ne peut pas être lu ici\u00a0: le dossier s’ouvre sans lui."
)
ASK_FOR_IT = "Demandez le fichier de l’appel à qui vous l’a envoyé."


class Workshop(Protocol):
    """What is asked of the open workshop."""

    @property
    def session(self) -> Session:
        """The dossier worked on."""
        ...


class Window(Protocol):
    """What is asked of the window."""

    @property
    def desk(self) -> Desk:
        """The application."""
        ...

    @property
    def dialogs(self) -> Dialogs:
        """How to ask a question."""
        ...

    @property
    def atelier(self) -> Workshop | None:
        """The dossier being worked on, if there is one."""
        ...

    @property
    def busy(self) -> Busy:
        """The strip of what takes time."""
        ...

    @property
    def places(self) -> PlaceScreens:
        """The screens of the places."""
        ...

    def fail(self, error: Exception) -> None:
        """Tell a refusal."""
        ...

    def work_on(self, dossier: Dossier) -> None:
        """Open the workshop of a dossier."""
        ...

    def show_over(self, screen: QWidget) -> None:
        """Show a screen over everything."""
        ...

    def close_over(self, screen: QWidget) -> None:
        """Close a screen."""
        ...

    def refresh_dossiers(self) -> None:
        """Read the dossiers again."""
        ...


class Receiving:
    """A paquet never writes over what is here; nothing is erased without being told."""

    def __init__(self, window: Window, look: Look, parent: QWidget) -> None:
        self._window = window
        self._look = look
        self._parent = parent

    def receive(self, path: Path) -> None:
        """Open the dossier of a paquet; one that is here already is met, never written over."""
        try:
            self._receive(path)
        except UserError as refusal:
            self._window.dialogs.show_refusal(self._parent, refusal)

    def look_at_contrat(self, path: Path) -> None:
        """Show a contract received as a file, before it is installed."""
        window = self._window
        window.busy.run(
            f"Lecture de «\u00a0{path.name}\u00a0»…",
            partial(window.desk.editions.look_at, path),
            self._show_contrat,
            window.fail,
        )

    def _show_contrat(self, received: ReceivedEdition) -> None:
        window = self._window
        module: Any = importlib.import_module("cvdesk.gui.screens.contrat_recu")
        screen = module.ReceivedContrat(self._look, window.desk, window.dialogs, received)
        screen.left.connect(partial(window.close_over, screen))
        explorer: Any = window.places.made("contrats")
        if explorer is not None:
            screen.installed.connect(explorer.read_again)
        window.show_over(screen)

    def _receive(self, path: Path) -> None:
        window, desk = self._window, self._window.desk
        paquet = desk.read_paquet(path)
        session = desk.session(paquet.dossier)  # one that does not open is told, and not kept
        if paquet.appel:
            self._offer_call(paquet, known=session.reference.appel is not None)
        here = desk.copies.here(paquet.dossier)
        if here is not None:
            self._meet(here, paquet)
            return
        self._keep_pieces(paquet)
        with self._saying_whose(paquet.dossier):
            desk.save(paquet.dossier)
            window.work_on(paquet.dossier)

    def _offer_call(self, paquet: ReceivedPaquet, *, known: bool) -> None:
        """Show the call that a paquet carries and this computer lacks, and keep it if agreed.

        Whatever is wrong with it, the dossier opens, as one whose call is not here. Its mistakes
        are not told: who opens a paquet did not write them.
        """
        dialogs = self._window.dialogs
        try:
            received = self._window.desk.registre_appels.look_at_carried(
                paquet.appel, paquet.dossier.appel
            )
        except UserError:
            if not known:
                dialogs.tell(self._parent, UNREADABLE, ASK_FOR_IT)
            return
        if received.deja:
            return
        if received.livre:
            dialogs.tell(self._parent, SHIPPED_SERVES, "")
            return
        try:
            self._install_if_agreed(received)
        except UserError as refusal:
            dialogs.show_refusal(self._parent, refusal)

    def _install_if_agreed(self, received: AppelRecu) -> None:
        from cvdesk.gui.agreeing import agreed_to_install  # noqa: PLC0415 - after first paint

        window, registre = self._window, self._window.desk.registre_appels
        contrat = registre.contrat_of(received.appel.contrat)
        why = CARRIED if received.avant is None else CARRIED_OTHERWISE
        if agreed_to_install(self._parent, window.dialogs, received, contrat, why):
            registre.install(received.appel)
            shown: Any = window.places.made("appels")
            if shown is not None:
                shown.refresh()

    @contextmanager
    def _saying_whose(self, dossier: Dossier) -> Iterator[None]:
        """Open the dossier of a paquet; say which association comes in front, if another was."""
        wall = self._window.desk.wall
        former = wall.chosen()
        yield
        wall.enter(dossier.id)
        now = wall.chosen()
        if former is not None and now is not None and now.key != former.key:
            self._window.dialogs.tell(
                self._parent,
                f"Ce paquet est celui de «\u00a0{now.name}\u00a0»\u00a0: c’est maintenant "
                "l’association montrée.",
                f"Pour revenir à «\u00a0{former.name}\u00a0», choisissez-la sous "
                "«\u00a0Association\u00a0», à gauche de vos dossiers.",
            )

    def _keep_pieces(self, paquet: ReceivedPaquet) -> None:
        for content in paquet.pieces.values():
            self._window.desk.keep_piece(content)

    def _meet(self, here: Dossier, paquet: ReceivedPaquet) -> None:
        """Show what a copy received says otherwise than the one kept here."""
        window = self._window
        merged = window.desk.copies.merged(here, paquet.dossier)
        if merged.dossier == here and not merged.conflicts:
            self._keep_pieces(paquet)
            with self._saying_whose(here):
                window.work_on(here)
            window.dialogs.tell(
                self._parent,
                "Ce paquet n’apporte rien de plus.",
                "Votre copie contient déjà tout ce qu’il dit\u00a0; c’est elle qui est ouverte.",
            )
            return
        module: Any = importlib.import_module("cvdesk.gui.screens.fusion")
        screen = module.Fusion(self._look, window.desk, here, merged)
        screen.left.connect(partial(window.close_over, screen))
        screen.accepted.connect(partial(self._merge, screen, paquet))
        window.show_over(screen)

    def _merge(self, screen: Any, paquet: ReceivedPaquet) -> None:
        window, copies, here = self._window, self._window.desk.copies, screen.here
        try:
            self._keep_pieces(paquet)
            dossier = copies.settled(screen.merged, screen.wanted)
            copies.set_aside(here, screen.merged.set_aside)
            another = dossier.contrat != here.contrat  # an edition is read from the start
            with self._saying_whose(dossier):
                if another:
                    window.desk.save(dossier)
                window.close_over(screen)
                window.work_on(dossier if another else here)
                if not another and window.atelier is not None and dossier != here:
                    window.atelier.session.replace(dossier)
        except UserError as refusal:
            window.dialogs.show_refusal(self._parent, refusal)

    def delete(self, dossier_id: str) -> None:
        """Say what goes and what cannot, then erase a dossier for good if the person agrees."""
        from cvdesk.app.erasure import erasure  # noqa: PLC0415 - after first paint

        window, desk = self._window, self._window.desk
        try:
            for dossier in desk.dossiers():
                if dossier.id == dossier_id:
                    facts = desk.session(dossier).facts
                    told = erasure(facts, len(desk.pieces_of(dossier)))
                    if window.dialogs.confirm(self._parent, told.question, told.more, told.action):
                        desk.copies.delete(dossier)
        except UserError as refusal:
            window.dialogs.show_refusal(self._parent, refusal)
        window.refresh_dossiers()

    def copy_of_the_day(self, failed: Callable[[Exception], None]) -> None:
        """Make the safety copy of the day, unseen, if there is none yet."""
        run_in_background(
            self._window.desk.backups.copy_of_the_day,
            owner=self._parent,
            done=lambda _: None,
            failed=failed,
        )

    def rescue(self, error: Exception) -> bool:
        """Offer the latest safety copy of a damaged espace; tell whether there was one."""
        window = self._window
        copy = window.desk.backups.rescue(error)
        if copy is None:
            return False
        if window.dialogs.confirm(
            self._parent,
            str(error),
            f"CVDesk a gardé une copie de sécurité du {copy.day:%d/%m/%Y}. Le fichier abîmé reste "
            "à côté, sous un autre nom.",
            "Reprendre la copie de sécurité",
        ):
            try:
                window.desk.backups.restore(copy.path)
            except UserError as refusal:
                window.dialogs.show_refusal(self._parent, refusal)
                return True
            window.refresh_dossiers()
        return True
