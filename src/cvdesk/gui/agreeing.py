"""Showing a call before it is installed, wherever it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvdesk.app.appel_view import parts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cvdesk.app.appel_registry import AppelRecu
    from cvdesk.domain.contrat import Contrat
    from cvdesk.gui.dialogs import Dialogs

_SHOWN = ("Contrat de ville", "Années", "Clôture du dépôt", "Financeurs", "Source")


def agreed_to_install(
    parent: QWidget, dialogs: Dialogs, received: AppelRecu, contrat: Contrat | None, why: str = ""
) -> bool:
    """Show what a call says, and what it changes in the one of the same name; tell the answer.

    Args:
        parent: What the question stands over.
        dialogs: How to ask it.
        received: The call.
        contrat: The contract it is for, when it is here.
        why: Why it is asked, when the person did not start it.
    """
    terms = {term.label: term for part in parts(received.appel, contrat) for term in part.terms}
    more = [why] if why else []
    more.append("\n".join(f"{label}\u00a0: {terms[label].value}" for label in _SHOWN))
    if received.changements:
        changed = "\n".join(received.changements)
        more.append(f"Un appel de ce nom est déjà ici. Ce qui change\u00a0:\n{changed}")
    return dialogs.confirm(
        parent,
        f"Installer «\u00a0{received.appel.titre}\u00a0»\u00a0?",
        "\n\n".join(more),
        "Installer cet appel",
    )
