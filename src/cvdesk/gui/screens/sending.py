"""Handing a dossier over: one file with its pieces."""

from __future__ import annotations

from collections.abc import Callable

from cvdesk.app.file_names import paquet_file
from cvdesk.app.session import Session
from cvdesk.gui.dialogs import PAQUET, Dialogs
from cvdesk.gui.ports import Desk
from cvdesk.gui.widgets.workshop import Workshop


def send_paquet(
    workshop: Workshop,
    desk: Desk,
    dialogs: Dialogs,
    session: Session,
    failed: Callable[[Exception], None],
) -> None:
    """Ask where, write the dossier and its pieces there off the main thread, and say so."""
    dossier, name = session.dossier, paquet_file(session.facts)
    target = dialogs.ask_target(workshop, "Envoyer le dossier en paquet", name, PAQUET)
    if target is None:
        return
    workshop.busy.run(
        "Préparation du paquet…",
        lambda: desk.write_paquet(target, dossier, desk.pieces_of(dossier)),
        lambda _: dialogs.tell(
            workshop,
            f"Le paquet «\u00a0{target.name}\u00a0» est prêt.",
            "La personne qui continue ou qui signe l’ouvrira avec CVDesk.",
        ),
        failed,
    )
