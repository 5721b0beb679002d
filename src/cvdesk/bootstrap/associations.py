"""The associations: their records in the espace, the dossiers that start from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cvdesk.app.association import RECORD, bring, differences, is_record, start_from
from cvdesk.app.association_cards import belongs
from cvdesk.app.session import Session
from cvdesk.bootstrap.dossiers import Dossiers
from cvdesk.domain.dossier import Dossier
from cvdesk.domain.facts import FIRST_EXERCISE
from cvdesk.domain.ids import DossierId, Key
from cvdesk.errors import UserError

FORM = "association"


@dataclass(frozen=True)
class Associations:
    """What one does with the records of associations.

    Attributes:
        dossiers: The dossiers and the espace of this computer.
    """

    dossiers: Dossiers

    def records(self) -> tuple[Dossier, ...]:
        """Return the record of the association worked on: the others are behind the wall."""
        return self._kept(records=True)

    def requests(self) -> tuple[Dossier, ...]:
        """Return the dossiers of the association worked on that are no records."""
        return self._kept(records=False)

    def _kept(self, *, records: bool, walled: bool = True) -> tuple[Dossier, ...]:
        espace = self.dossiers.espace
        shown = set(self.dossiers.wall.shown()) if walled else None
        return tuple(
            espace.get(one.id)
            for one in espace.dossiers()
            if (shown is None or one.id in shown)
            and is_record(self.dossiers.form(one.form)) == records
        )

    def new_record(self) -> Dossier:
        """Return an empty record, kept; one that was left without a word serves again."""
        for one in self._kept(records=True, walled=False):
            if not (one.records or one.rows):
                return one
        dossier = self.dossiers.new_dossier(formulaire=FORM)
        self.dossiers.espace.save(dossier)
        return dossier

    def record_from(self, dossier: Dossier) -> Dossier:
        """Return a record made of what a dossier says of its association, kept.

        Raises:
            UserError: If the dossier is a record already.
        """
        record = self.made_from(dossier)
        self.dossiers.espace.save(record)
        return record

    def made_from(self, dossier: Dossier) -> Dossier:
        """Return a record made of what a dossier says of its association, not kept.

        Raises:
            UserError: If the dossier is a record already.
        """
        source = self.dossiers.session(dossier).facts
        if is_record(source.form):
            raise UserError(
                "Cette fiche est déjà celle d’une association.",
                remedy="Choisissez un dossier de demande.",
            )
        first = dossier.text(Key(FIRST_EXERCISE))
        years = () if first is None else (int(first),)
        empty = self.dossiers.new_dossier(formulaire=FORM, years=years, exemple=dossier.exemple)
        session = self.dossiers.session(empty)
        bring(session, source, differences(session.facts, source))
        return session.dossier

    def record_of(self, dossier: Dossier) -> Session | None:
        """Return the record a dossier goes with, or None."""
        facts = self.dossiers.session(dossier).facts
        sessions = [
            self.dossiers.session(record) for record in self._kept(records=True, walled=False)
        ]
        noted = dossier.text(Key(RECORD))
        named = [one for one in sessions if one.dossier.id == noted]
        alike = [one for one in sessions if belongs(facts, one.facts)]
        return next(iter((*named, *alike)), None)

    def start(self, dossier: Dossier, record: DossierId) -> Dossier:
        """Return a new dossier with the record of its association copied in.

        Raises:
            UserError: If the record is not in the espace.
        """
        return self.started(dossier, self.dossiers.espace.get(record))

    def started(self, dossier: Dossier, record: Dossier) -> Dossier:
        """Return a new dossier with a record copied in, wherever that record is kept.

        Raises:
            UserError: If ``record`` is not the record of an association.
        """
        source = self.dossiers.session(record).facts
        if not is_record(source.form):
            raise UserError(
                "Ce fichier n’est pas la fiche d’une association, mais un dossier.",
                remedy="Faites-en d’abord une fiche\u00a0: «\u00a0cvdesk nouveau --formulaire "
                "association --depuis DOSSIER\u00a0».",
            )
        session = self.dossiers.session(dossier)
        start_from(session, source)
        return session.dossier

    @staticmethod
    def named(dossier: Dossier, pieces: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return the pieces, by SHA-256, that a dossier names among ``pieces``."""
        from cvdesk.exchange.paquet import joined_files

        wanted = {file.sha256 for file in joined_files(dossier)}
        return {name: content for name, content in pieces.items() if name in wanted}
