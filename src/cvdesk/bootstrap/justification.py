"""Accounting for a grant: dossiers that start from a request."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cvdesk.app.joining import (
    join,
    joined_name,
    may_receive,
    refuse_unless_receivable,
    signed_copy,
)
from cvdesk.app.report import Accounting, start_accounting
from cvdesk.domain.dossier import Dossier
from cvdesk.domain.ids import DossierId, FieldId, Key
from cvdesk.domain.papertypes import PieceFile
from cvdesk.errors import UserError

if TYPE_CHECKING:
    from cvdesk.bootstrap import Cvdesk

_ORIGIN = FieldId("suivi_origine")


@dataclass(frozen=True, slots=True)
class Justification:
    """What may be made of the grants of this computer's dossiers."""

    app: Cvdesk

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

    def requests_for(self, account: Dossier) -> tuple[Dossier, ...]:
        """Return the requests of the espace that ``account`` may join as a piece.

        One that does not open here (its contract is elsewhere) hides no other.
        """
        facts = self.app.session(account).facts
        found = []
        for line in self.app.espace.dossiers():
            request = self.app.espace.get(line.id)
            with suppress(UserError):
                if may_receive(facts, self.app.session(request).facts):
                    found.append(request)
        return tuple(found)

    def join(self, account: Dossier, request: Dossier) -> Dossier:
        """Return ``request`` with the signed copy of ``account`` among its pieces; not kept yet.

        Raises:
            UserError: If ``account`` is not signed, or cannot go with that request.
        """
        sha256 = signed_copy(account)
        if not sha256:
            raise UserError(
                "Ce document n’est pas encore signé sur cet ordinateur.",
                remedy="Relisez-le et signez-le\u00a0; il pourra ensuite rejoindre une demande.",
            )
        facts = self.app.session(account).facts
        content = self.app.espace.piece(sha256)
        session = self.app.session(request)
        refuse_unless_receivable(facts, session.facts)
        join(session, facts, PieceFile(sha256, len(content), joined_name(facts)))
        return session.dossier

    def join_pdf(self, pdf: bytes, request: Dossier) -> tuple[Dossier, str]:
        """Return ``request`` with a signed PDF among its pieces, and the SHA-256 of that file.

        Raises:
            UserError: If the PDF is no signed account, or cannot go with that request.
        """
        account = self.app.reopen(pdf)
        if not self.app.verify(pdf).report.signatures:
            raise UserError(
                "Ce PDF n’est pas signé.", remedy="Signez-le d’abord avec «\u00a0signer\u00a0»."
            )
        facts = self.app.session(account).facts
        sha256 = hashlib.sha256(pdf).hexdigest()
        session = self.app.session(request)
        refuse_unless_receivable(facts, session.facts)
        join(session, facts, PieceFile(sha256, len(pdf), joined_name(facts)))
        return session.dossier, sha256

    def origin_of(self, dossier: Dossier) -> Dossier | None:
        """Return the request that ``dossier`` started from, if the espace has it."""
        wanted = dossier.text(Key(_ORIGIN))
        known = {one.id for one in self.app.espace.dossiers()}
        return self.app.espace.get(DossierId(wanted)) if wanted in known else None
