"""A request for the functioning of the association of the annual example, complete."""

from __future__ import annotations

from cvdesk.app.new_dossier import empty_dossier
from cvdesk.app.session import Reference, Session
from cvdesk.domain.ids import FieldId, Key
from tests.support.builders import (
    AUTHOR,
    SAMPLE_A,
    TYPED_ON,
    a_contrat,
    a_form,
    a_sample,
    a_session,
)

TOLD = {
    "intitule@P1": "Un lieu d’accueil et d’apprentissage pour les habitants du 8-Mai",
    "besoin@P1": "En 2025, 212 personnes sont venues aux permanences.",
    "description@P1": "Permanences deux matins par semaine, quatre ateliers, six sorties.",
    "date_debut@P1": "01/01/2027",
    "date_fin@P1": "31/12/2027",
}
"""What differs from the project of the example; everything is fictitious."""


def a_functioning() -> Session:
    """Return the example's answers in the form of a functioning request, without call."""
    form = a_form("fonctionnement")
    reference = Reference(form, a_contrat())
    empty = empty_dossier(
        reference, author=AUTHOR, clock=lambda: TYPED_ON, years=(2027,), exemple=True
    )
    session, source = a_session(empty, reference), a_sample(SAMPLE_A).dossier
    kept = {
        key: record.text
        for key, record in source.records.items()
        if form.field(key.field) is not None and key.field not in form.given
    }
    rows = [row for row in source.rows.values() if row.group in form.groups]
    session.change(kept, rows)
    for name, typed in TOLD.items():
        assert session.answer(Key.parse(name), typed), session.rejected(Key.parse(name))
    addressed = next(
        row
        for row in session.facts.rows("asso_financeurs")
        if session.facts.value("asso_financeur_type", row) == "etat"
    )
    for row in session.facts.rows("asso_financeurs"):
        ticked = "oui" if row == addressed else ""
        session.answer(Key(FieldId("asso_financeur_sollicite"), row), ticked)
    asked = session.facts.shown("asso_financeur_montant", addressed, 2027)
    session.answer(Key(FieldId("montant_sollicite"), year=2027), asked)
    return session
