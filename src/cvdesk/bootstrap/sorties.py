"""The files that each output of a dossier makes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cvdesk.app.lettres import Demande, demandes
from cvdesk.app.portal import screens
from cvdesk.app.session import Session
from cvdesk.app.sorties import (
    Etat,
    Fichier,
    Sortie,
    dossier_state,
    portal_state,
    slip_state,
    stem_of,
    suffix_of,
)
from cvdesk.domain.form import Nature
from cvdesk.domain.frozen import current_version
from cvdesk.domain.papertypes import PieceFile
from cvdesk.domain.pieces import Piece, pieces
from cvdesk.errors import UserError

if TYPE_CHECKING:
    from cvdesk.bootstrap.sheets import Sheets

Fetch = Callable[[str], bytes | None]
"""Returns the bytes of a piece, by its SHA-256 in lower case, or None when they are not here."""

MAIN_PORTAL = "dauphin"
"""The portal offered first; its file says of which campaign it is."""


@dataclass(frozen=True)
class Outputs:
    """The outputs of one dossier.

    Attributes:
        fetch: Where the bytes of its pieces and of its signed PDF are.
    """

    maker: Sheets
    session: Session
    fetch: Fetch

    def all(self) -> tuple[Sortie, ...]:
        """Return every output that applies to this dossier, in the order they are used."""
        if not self._of_request:
            return (self.dossier(), self.pieces(), self.data(), self.paquet())
        return (
            self.dossier(),
            self.slip(),
            self.portal(),
            *self.annexes(),
            self.letters(),
            self.budgets(),
            self.official(),
            self.pieces(),
            self.data(),
            self.paquet(),
        )

    @property
    def _of_request(self) -> bool:
        return self.session.facts.form.nature is Nature.REQUEST

    def _refuse_unless_request(self, what: str) -> None:
        """Refuse what only leaves with a request: an account or a power has pages, and its data."""
        if not self._of_request:
            title = self.session.facts.form.title
            raise UserError(
                f"{what} va avec une demande de subvention, et «\u00a0{title}\u00a0» n’en est pas"
                " une.",
                remedy="Exportez le PDF du dossier, ou ses données.",
            )

    def named(self, name: str, kind: str) -> str:
        """Return the name of a file of this dossier."""
        return f"{name}-{suffix_of(self.session.facts)}.{kind}"

    def dossier(self) -> Sortie:
        """The dossier itself: signed if it is, else as it stands."""
        version = current_version(self.session.facts)
        state, said = dossier_state(self.session.facts)
        name, what = "01-dossier-brouillon", "un brouillon, à ne pas déposer"
        if version is not None and version.signed_by:
            name, what = "01-dossier-signe", "le PDF signé"
        elif state is Etat.READY:
            name, what = "01-dossier-fige", "la version figée, sans la signature à la main"
        elif version is not None:
            name, what = "01-dossier-a-signer", "la version figée, à signer"
        file = Fichier(self.named(name, "pdf"), what, self._dossier)
        purpose = (
            "À déposer dans le portail comme attestation, à remettre à la commune, à la CAF, à une"
            " fondation."
        )
        return Sortie("dossier", "Dossier en PDF", purpose, state, said, (file,))

    def _dossier(self) -> bytes:
        version = current_version(self.session.facts)
        if version is None or not version.signed_sha256:
            return self.maker.app.print_current(self.session)
        signed = self.fetch(version.signed_sha256)
        if signed is None:
            raise UserError(
                "Le PDF signé n’est pas avec ce dossier.",
                remedy="Exportez depuis l’ordinateur où il a été signé, ou signez-le de nouveau.",
            )
        return signed

    def slip(self) -> Sortie:
        """The slip of the pieces.

        Raises:
            UserError: If the dossier is no request.
        """
        self._refuse_unless_request("Le bordereau des pièces")
        facts = self.session.facts
        state, said = slip_state(facts, current_version(facts))
        file = Fichier(self.named("02-bordereau-des-pieces", "pdf"), "le bordereau",
                       lambda: self.maker.slip(self.session))  # fmt: skip
        purpose = (
            "Dit au financeur quelles pièces sont jointes, comment les reconnaître, et ce que"
            " son lecteur de PDF affichera de la signature."
        )
        return Sortie("bordereau", "Bordereau des pièces", purpose, state, said, (file,))

    def portal(self, name: str = MAIN_PORTAL) -> Sortie:
        """The copy sheet of a portal.

        Raises:
            UserError: If there is no portal of that name, its file has mistakes, or the dossier
                is no request.
        """
        self._refuse_unless_request("La copie dans un portail")
        session, maker = self.session, self.maker
        portail = maker.portail(name)
        state, said = portal_state(session.facts, portail, screens(session.facts, portail))
        files = (
            Fichier(self.named("03-copie-portail", "pdf"), "la copie à cocher sur papier",
                    lambda: maker.portal_pdf(session, portail)),
            Fichier(self.named("03-copie-portail", "txt"), "la copie en texte",
                    lambda: maker.portal_text(session, portail)),
        )  # fmt: skip
        purpose = "Chaque réponse dans l’ordre des écrans du portail, à copier sans rien retaper."
        title = f"Copie dans le portail {portail.titre}"
        return Sortie("portail", title, purpose, state, said, files)

    def annexes(self) -> tuple[Sortie, ...]:
        """Annexes I, II and III, for an agreement only."""
        several = self.session.facts.form.period == "pluriannuelle"
        return (self.agreement(),) if several else ()

    def agreement(self) -> Sortie:
        """Annexes I, II and III.

        Raises:
            UserError: If the dossier is not that of an agreement.
        """
        session, maker = self.session, self.maker
        self._refuse_unless_request("Une annexe de convention")
        if session.facts.form.period != "pluriannuelle":
            raise UserError(
                "Ce dossier est annuel\u00a0: les annexes I, II et III sont celles d’une "
                "convention pluriannuelle.",
                remedy="Le budget et les indicateurs sont dans le PDF du dossier.",
            )
        files = (
            Fichier(self.named("04-annexes-convention", "pdf"), "les annexes à joindre",
                    lambda: maker.annexes_pdf(session)),
            Fichier(self.named("04-annexes-convention", "docx"), "les annexes à coller",
                    lambda: maker.annexes_docx(session)),
        )  # fmt: skip
        purpose = "Programme d’actions, budgets et indicateurs, à coller dans la convention."
        said = "À tout moment\u00a0; à refaire si le budget ou les cibles changent."
        return Sortie("annexes", "Annexes I, II et III", purpose, Etat.ANYTIME, said, files)

    def letters(self) -> Sortie:
        """One letter for each funder that is asked something, in two kinds.

        Raises:
            UserError: If the dossier is no request.
        """
        self._refuse_unless_request("Une lettre de demande")
        facts = self.session.facts
        found = demandes(facts)
        files = tuple(
            self._letter(rank, one, kind)
            for rank, one in enumerate(found, 1)
            for kind in ("pdf", "docx")
        )
        said = f"{len(found)} lettres, à relire et à signer."
        if len(found) < 2:  # noqa: PLR2004 - the French plural
            said = "1 lettre, à relire et à signer." if found else "Aucun financeur à solliciter."
        purpose = "Une lettre par financeur du budget à qui vous demandez une aide."
        state = Etat.ANYTIME if found else Etat.WAITING
        return Sortie("lettres", "Lettres de demande de soutien", purpose, state, said, files)

    def _letter(self, rank: int, demande: Demande, kind: str) -> Fichier:
        session, maker = self.session, self.maker
        make = maker.letter_pdf if kind == "pdf" else maker.letter_docx
        name = f"05-lettre-{rank:02d}-{stem_of(demande.name)}.{kind}"
        what = f"la lettre pour «\u00a0{demande.name}\u00a0»"
        return Fichier(name, what, lambda: make(session, demande))

    def budgets(self) -> Sortie:
        """Every budget of the dossier, in a workbook that computes."""
        asked = any(True for _ in self.session.facts.budgets())
        purpose = "Pour le trésorier, et pour un financeur qui demande les budgets dans un tableur."
        state, said = Etat.WAITING, "Pas de budget tant que la première année n’est pas choisie."
        if asked:
            state, said = Etat.ANYTIME, "À tout moment\u00a0; à refaire si un budget change."
        files = (self.workbook(),) if asked else ()
        return Sortie("budgets", "Budgets en tableur", purpose, state, said, files)

    def workbook(self) -> Fichier:
        """The budgets as an .xlsx file, headings alone when there is none yet."""
        return Fichier(self.named("06-budgets", "xlsx"), "les budgets, formules comprises",
                       lambda: self.maker.app.tableurs.workbook(self.session))  # fmt: skip

    @staticmethod
    def official() -> Sortie:
        """The official form, which the person supplies blank."""
        purpose = (
            "Remplit le Cerfa n° 12156*06 que vous avez téléchargé vierge, case par case, et dit "
            "ce qu’il n’a pas reconnu."
        )
        said = "Il faut le formulaire vierge\u00a0: CVDesk ne le contient pas."
        return Sortie("cerfa", "Formulaire officiel", purpose, Etat.WAITING, said, optional=True)

    def pieces(self) -> Sortie:
        """The pieces themselves, numbered as in the slip."""
        found = [one for one in pieces(self.session.facts) if one.file is not None]
        files = tuple(self._piece(rank, one) for rank, one in enumerate(found, 1))
        here = "Aucun fichier joint." if not files else f"{len(files)} fichiers joints."
        state = Etat.ANYTIME if files else Etat.WAITING
        if len(files) == 1:
            here = "1 fichier joint."
        purpose = "Le portail les demande une par une."
        return Sortie("pieces", "Pièces jointes", purpose, state, here, files)

    def _piece(self, rank: int, piece: Piece) -> Fichier:
        file = piece.file
        assert file is not None  # noqa: S101 - chosen by the caller
        what = self.session.facts.shown("piece_nature", piece.row) or file.name
        kind = stem_of(file.name.rpartition(".")[2]).lower()
        name = f"piece-{rank:02d}-{stem_of(piece.nature or what)}.{kind}"
        return Fichier(name, what, lambda: self._bytes(file))

    def _bytes(self, file: PieceFile) -> bytes:
        content = self.fetch(file.sha256)
        if content is None:
            raise UserError(
                f"Le fichier «\u00a0{file.name}\u00a0» n’est pas avec ce dossier.",
                remedy="Ajoutez-le de nouveau depuis la liste des pièces.",
            )
        return content

    def data(self) -> Sortie:
        """The answers for a machine, and the schema that says their shape."""
        app, dossier = self.maker.app, self.session.dossier
        files = (
            Fichier(self.named("08-donnees", "json"), "les réponses",
                    lambda: app.data(dossier)),
            Fichier("08-donnees-schema.json", "leur forme, en JSON Schema",
                    lambda: json.dumps(app.schema("dossier"), ensure_ascii=False, indent=2)
                    .encode()),
        )  # fmt: skip
        purpose = "Pour un financeur ou un centre social dont le logiciel lit les données."
        return Sortie("donnees", "Données", purpose, Etat.ANYTIME, "À tout moment.", files)

    def paquet(self) -> Sortie:
        """The dossier and its pieces, for another computer."""
        file = Fichier(self.named("09-dossier", "cvdesk"), "le dossier et ses pièces", self._paquet)
        purpose = "Pour continuer le dossier sur un autre ordinateur, ou le faire relire."
        return Sortie("paquet", "Paquet CVDesk", purpose, Etat.ANYTIME, "À tout moment.", (file,))

    def _paquet(self) -> bytes:
        from cvdesk.exchange.paquet import joined_files, paquet_bytes

        dossier = self.session.dossier
        contents = {one.sha256: self.fetch(one.sha256) for one in joined_files(dossier)}
        here = {sha256: content for sha256, content in contents.items() if content is not None}
        return paquet_bytes(dossier, here)
