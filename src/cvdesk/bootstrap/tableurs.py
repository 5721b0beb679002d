"""Spreadsheets and rates: budgets read from a workbook, written to one, hours counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path

from cvdesk.app.classeur import Classeur
from cvdesk.app.session import Session
from cvdesk.app.whole_file import read_whole, write_whole
from cvdesk.domain.budget import no_budget
from cvdesk.domain.livres import Livres
from cvdesk.domain.taux import Taux, in_force
from cvdesk.errors import UserError


class Tableurs:
    """What a budget needs beside its dossier.

    Args:
        resources: The folder of what ships with CVDesk.
        clock: Tells when a workbook is written.
    """

    def __init__(self, resources: Path, clock: Callable[[], datetime]) -> None:
        self._resources = resources
        self._clock = clock

    @cached_property
    def livres(self) -> Livres:
        """What the books call the lines of the form."""
        from cvdesk.catalog.livres_load import load_livres

        return load_livres(self._resources / "comptes" / "livres.yaml")

    @cached_property
    def _rates(self) -> tuple[Taux, ...]:
        from cvdesk.catalog.taux_load import load_taux

        files = sorted((self._resources / "taux").glob("*.yaml"))
        return tuple(rate for path in files for rate in load_taux(path))

    def taux(self, session: Session) -> tuple[Taux, ...]:
        """Return the rates in force the day a dossier is looked at."""
        return in_force(self._rates, session.facts.today)

    def read(self, path: Path) -> Classeur:
        """Read a workbook received from anyone. May be called from any thread.

        Raises:
            UserError: If it cannot be read, or CVDesk does not open such a file.
        """
        from cvdesk.exchange.tableur_lecture import MAX_FILE_BYTES, read_classeur

        return read_classeur(read_whole(path, at_most_bytes=MAX_FILE_BYTES), path.name)

    def workbook(self, session: Session) -> bytes:
        """Return every budget of a dossier as an .xlsx workbook. May be called from any thread.

        Raises:
            UserError: If the form has no budget.
        """
        from cvdesk.exchange.tableur_ecriture import write_budgets

        form = session.facts.form
        if not form.budgets:
            raise UserError(
                no_budget(form), remedy="Exportez celui de la demande, ou du compte rendu."
            )
        return write_budgets(session.facts, self.taux(session), self._clock().astimezone())

    def write(self, path: Path, session: Session) -> None:
        """Write every budget of a dossier as an .xlsx workbook, whole or not at all.

        Raises:
            UserError: If the form has no budget, or the file cannot be written.
        """
        write_whole(path, self.workbook(session))
