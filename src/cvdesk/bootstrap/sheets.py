"""The sheets that go with a dossier, and the portals they are made for."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cvdesk.app.cerfa import Plan, labelled, plan, told
from cvdesk.app.freeze import Printing
from cvdesk.app.lettres import Demande, lettre
from cvdesk.app.session import Session
from cvdesk.domain.cerfa import ModeleCerfa
from cvdesk.domain.form import Form, Nature
from cvdesk.domain.frozen import current_version
from cvdesk.domain.modele_lettre import ModeleLettre
from cvdesk.domain.portail import Portail
from cvdesk.errors import UserError

if TYPE_CHECKING:
    from cvdesk.bootstrap import Cvdesk


@dataclass(frozen=True)
class Sheets:
    """The sheets of a dossier, made by the assembled application."""

    app: Cvdesk

    @cached_property
    def _portals(self) -> dict[str, Path]:
        folder = self.app.paths.forms / "portails"
        return {path.stem: path for path in sorted(folder.glob("*.yaml"))}

    def portails(self) -> tuple[Portail, ...]:
        """Return every portal shipped, by its name."""
        return tuple(self.read_portail(path) for path in self._portals.values())

    def portail(self, name: str) -> Portail:
        """Return a portal by its id, the beginning of its id, or the file of one received.

        Raises:
            UserError: If there is none of that name.
            FileFaults: If its file has mistakes, all told at once with their lines.
        """
        found = [path for stem, path in self._portals.items() if stem.partition("-")[0] == name]
        if name in self._portals:
            found = [self._portals[name]]
        if not found and Path(name).suffix in {".yaml", ".yml"} and Path(name).is_file():
            found = [Path(name)]
        if not found:
            known = ", ".join(self._portals)
            raise UserError(
                f"Le portail «\u00a0{name}\u00a0» n’est pas connu.",
                remedy=f"Portails connus\u00a0: {known}. Le fichier d’un autre portail convient.",
            )
        return self.read_portail(found[-1])

    def read_portail(self, path: Path) -> Portail:
        """Read a portal file.

        Raises:
            FileFaults: If it has mistakes, all told at once with their lines.
        """
        from cvdesk.catalog.portail_load import load_portail

        return load_portail(path, self._requests)

    @property
    def _requests(self) -> list[Form]:
        """The forms that ask a funder for something: those that go into a portal."""
        every = [self.app.form(ref) for ref in self.app.form_refs()]
        return [form for form in every if form.nature is Nature.REQUEST]

    @property
    def _fonts(self) -> Path:
        return self.app.paths.resources / "polices"

    @cached_property
    def _letters(self) -> tuple[ModeleLettre, ...]:
        from cvdesk.catalog.lettre_load import load_lettres

        return load_lettres(self.app.paths.resources / "lettres")

    def letter_pdf(self, session: Session, demande: Demande) -> bytes:
        """Return the letter to one funder as a PDF."""
        from cvdesk.documents.lettre_pdf import compose_letter

        moment = self.app.clock().astimezone()
        return compose_letter(lettre(session.facts, demande, self._letters), moment, self._fonts)

    def letter_docx(self, session: Session, demande: Demande) -> bytes:
        """Return the letter to one funder as a document to finish."""
        from cvdesk.documents.lettre_docx import compose_letter_docx

        moment = self.app.clock().astimezone()
        return compose_letter_docx(lettre(session.facts, demande, self._letters), moment)

    def fill_cerfa(self, session: Session, blank: bytes, name: str) -> tuple[bytes, Plan]:
        """Fill the official form that the person supplies blank.

        Args:
            session: The dossier.
            blank: The form.
            name: Its file as the person knows it.

        Raises:
            UserError: If it is no form that can be filled.
        """
        from cvdesk.attachments.lines import text_lines
        from cvdesk.documents.form_boxes import fill_boxes, read_boxes

        boxes = read_boxes(blank, name)
        with suppress(UserError):  # what is printed beside helps, and is not needed
            boxes = labelled(boxes, text_lines(blank, name))
        made = plan(session.facts, self.cerfa(), boxes)
        return fill_boxes(blank, name, [(one.box, one.value) for one in made.puts]), made

    def cerfa(self) -> ModeleCerfa:
        """Return how the official form is recognised."""
        from cvdesk.catalog.cerfa_load import load_cerfa

        [path] = sorted((self.app.paths.forms / "cerfa").glob("*.yaml"))
        return load_cerfa(path, self._requests)

    def cerfa_report(self, session: Session, made: Plan) -> tuple[str, ...]:
        """Return what was filled and what was not, in sentences."""
        return told(made, self.cerfa(), len(session.facts.projects))

    def portal_pdf(self, session: Session, portail: Portail) -> bytes:
        """Return the copy sheet of a portal as a PDF."""
        from cvdesk.app.portal import screens
        from cvdesk.documents.portail_pdf import compose_portal_sheet

        found = screens(session.facts, portail)
        moment = self.app.clock().astimezone()
        return compose_portal_sheet(session.facts, portail, found, moment, self._fonts)

    @staticmethod
    def portal_text(session: Session, portail: Portail) -> bytes:
        """Return the copy sheet of a portal as a text in UTF-8."""
        from cvdesk.app.portal import screens
        from cvdesk.app.portal_text import portal_text

        found = screens(session.facts, portail)
        return portal_text(session.facts, portail, found).encode()

    def _printing(self, session: Session) -> Printing:
        """Return what the sheets are made of: the frozen version if it still stands."""
        version = current_version(session.facts)
        moment = self.app.clock() if version is None else version.at.moment
        return Printing(session.facts, version, moment.astimezone(), b"")

    def slip(self, session: Session) -> bytes:
        """Return the slip of the pieces as a PDF."""
        from cvdesk.documents.bordereau_pdf import compose_slip

        return compose_slip(self._printing(session), self._fonts)

    def annexes_pdf(self, session: Session) -> bytes:
        """Return the annexes of an agreement as a PDF."""
        from cvdesk.documents.annexes_pdf import compose_annexes

        return compose_annexes(self._printing(session), self._fonts)

    def annexes_docx(self, session: Session) -> bytes:
        """Return the annexes of an agreement as a document to paste from."""
        from cvdesk.documents.annexes_docx import compose_annexes_docx

        return compose_annexes_docx(self._printing(session))
