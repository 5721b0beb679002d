"""A request for the functioning goes all the way: checked, frozen, signed, verified, reopened."""

from __future__ import annotations

from dataclasses import replace

from cvdesk.bootstrap import Cvdesk
from cvdesk.domain.dossier import ContratRef
from tests.support.functioning import a_functioning

PASSWORD = "un long secret"


def test_it_is_frozen_signed_verified_and_reopened(app: Cvdesk) -> None:
    contrat = app.contrat("gosb-2024")
    pinned = replace(a_functioning().dossier, contrat=ContratRef(contrat.id, contrat.version))
    session = app.session(pinned)
    assert [one.message for one in session.findings if one.gravity.value == "B"] == []
    _, pdf = app.freeze(session)
    identity = app.create_identity("Fatoumata SYLLA-MARTIN", PASSWORD)
    signed = app.sign(pdf, "SignatureRepresentant", identity.key, PASSWORD)
    checked = app.verify(signed)
    assert checked.report.intact
    assert checked.same_content
    assert (checked.report.missing, checked.report.strangers) == ((), ())
    assert app.reopen(signed).form.form == "fonctionnement"
