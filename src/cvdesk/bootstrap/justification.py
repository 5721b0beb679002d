"""Accounting for a grant: dossiers that start from a request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cvdesk.app.report import Accounting, start_accounting
from cvdesk.domain.dossier import Dossier
from cvdesk.domain.ids import DossierId, FieldId, Key

if TYPE_CHECKING:
    from cvdesk.bootstrap.dossiers import Dossiers

_ORIGIN = FieldId("suivi_origine")


@dataclass(frozen=True, slots=True)
class Justification:
    """What may be made of the grants of this computer's dossiers."""

    app: Dossiers

    def start(self, origin: Dossier, kind: Accounting, year: int) -> Dossier:
        """Return a dossier that accounts for one exercise of ``origin``; it is not kept yet.

        Raises:
            UserError: If ``origin`` is not a request, or does not cover that exercise.
        """
        return start_accounting(
            self.app.session(origin).facts,
            kind,
            self.app.form_named(kind.form),
            year,
            author=self.app.author,
            clock=self.app.clock,
        )

    def started(self, origin: Dossier) -> tuple[Dossier, ...]:
        """Return the dossiers of the espace that account for ``origin``, the newest first."""
        natures = {kind.form for kind in Accounting}
        found = [
            self.app.espace.get(one.id)
            for one in self.app.espace.dossiers((_ORIGIN,))
            if one.form.form in natures and origin.id in one.answers.get(_ORIGIN, ())
        ]
        return tuple(sorted(found, key=lambda dossier: dossier.edited_at, reverse=True))

    def origin_of(self, dossier: Dossier) -> Dossier | None:
        """Return the request that ``dossier`` started from, if the espace has it."""
        wanted = dossier.text(Key(_ORIGIN))
        known = {one.id for one in self.app.espace.dossiers()}
        return self.app.espace.get(DossierId(wanted)) if wanted in known else None
