"""What erasing a dossier for good takes away, and what it cannot reach."""

from __future__ import annotations

from dataclasses import dataclass

from cvdesk.app.heading import heading
from cvdesk.app.review import comments
from cvdesk.domain.facts import Facts
from cvdesk.domain.money import count

COPY_DAYS = 5
"""For how many days a safety copy of the espace is kept (``bootstrap/sauvegardes.py``)."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What is said before a dossier is erased."""

    question: str
    more: str
    action: str = "Supprimer définitivement"


def erasure(facts: Facts, pieces: int) -> Erasure:
    """Return what to say before erasing a dossier that has ``pieces`` files."""
    named = heading(facts)
    goes = ["toutes ses réponses et leur historique"]
    if pieces:
        goes.append(f"{count(pieces, 'pièce', 'pièces')}, sauf celles qu’un autre dossier emploie")
    if remarks := len(comments(facts)):
        goes.append(count(remarks, "remarque", "remarques"))
    if versions := len(facts.dossier.versions):
        goes.append(count(versions, "version figée", "versions figées"))
    stays = [
        "les paquets et les PDF que vous avez enregistrés ou donnés",
        "vos sauvegardes de l’espace",
        f"les copies de sécurité de CVDesk, gardées {COPY_DAYS} jours d’utilisation",
        "ce qui a été déposé sur un portail",
    ]
    return Erasure(
        f"Supprimer définitivement «\u00a0{named.title}\u00a0» ({named.association})\u00a0?",
        "Ce qui disparaît, sans retour possible\u00a0:\n"
        + "".join(f"–\u00a0{one}\n" for one in goes)
        + "\nCe que CVDesk ne peut pas effacer\u00a0:\n"
        + "".join(f"–\u00a0{one}\n" for one in stays),
    )
