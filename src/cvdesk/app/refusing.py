"""Keeping why the signatory does not sign: the preparer finds it in the dossier."""

from __future__ import annotations

from cvdesk.app.session import Session
from cvdesk.app.signatories import signatory
from cvdesk.domain.ids import FieldId, GroupId, Key

REMARKS = GroupId("suivi_remarques")


def decline(session: Session, reason: str) -> None:
    """Keep a reason not to sign, with who says it and when; nothing is frozen.

    Args:
        session: The dossier.
        reason: In the signatory's own words; nothing is kept of an empty one.
    """
    if not reason.strip():
        return
    row = session.add_row(REMARKS)
    answers = {
        "texte": reason.strip(),
        "de": signatory(session.facts).holder or "La personne qui signe",
        "le": session.facts.today.isoformat(),
        "refus": "oui",
    }
    for name, typed in answers.items():
        session.answer(Key(FieldId(f"suivi_remarque_{name}"), row), typed)
