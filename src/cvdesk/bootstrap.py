"""Putting everything together, once: paths, data, storage, pages, signatures.

This is the only place that knows every package below it. Heavy libraries are imported where they
are used, so that a window or a command only waits for what it needs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from cvdesk.app.freeze import Printing, fingerprint
from cvdesk.app.new_dossier import Example, empty_dossier, fill
from cvdesk.app.session import Author, Reference, Session
from cvdesk.app.signatories import signatory
from cvdesk.domain.appel import Appel
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.dossier import Dossier, Version
from cvdesk.domain.form import Form, FormRef
from cvdesk.domain.signature import Identity, SignatureRequest, VerificationReport
from cvdesk.errors import UserError

if TYPE_CHECKING:
    from cvdesk.catalog.catalogue import Catalogue
    from cvdesk.catalog.form_load import FormLoader
    from cvdesk.exchange.paquet import Paquet
    from cvdesk.storage.espace import Espace
    from cvdesk.storage.settings import Settings

HOME_VARIABLE = "CVDESK_DOSSIER"
"""Environment variable: one folder for settings, espaces, cache and identities (tests, scratch)."""


@dataclass(frozen=True, slots=True)
class Paths:
    """Where things are on this computer.

    Attributes:
        forms: The forms, calls and grids shipped.
        resources: The contracts, lists, examples, fonts shipped.
        settings: The folder of the settings and of the signing identities.
        data: The folder of the espaces.
        cache: What can be made again: the compiled catalogue.
    """

    forms: Path
    resources: Path
    settings: Path
    data: Path
    cache: Path

    @classmethod
    def of_this_computer(cls) -> Paths:
        """Return the usual folders of the system, or those under ``CVDESK_DOSSIER``."""
        package = Path(__file__).parent
        shipped = package / "_data"
        root = shipped if shipped.is_dir() else package.parents[1]
        if home := os.environ.get(HOME_VARIABLE):
            base = Path(home)
            settings, data, cache = base / "reglages", base / "espaces", base / "cache"
        else:
            import platformdirs

            settings = platformdirs.user_config_path("cvdesk", appauthor=False)
            data = platformdirs.user_data_path("cvdesk", appauthor=False)
            cache = platformdirs.user_cache_path("cvdesk", appauthor=False)
        return cls(root / "forms", root / "resources", settings, data, cache)


@dataclass(frozen=True, slots=True)
class Verification:
    """What a PDF says of itself: its signatures, and the dossier it holds.

    Attributes:
        embedded: Whether the file holds a dossier of CVDesk.
        same_content: Whether the answers of that dossier give the fingerprint of the frozen version
            that the file was printed from; None without embedded dossier.
    """

    report: VerificationReport
    embedded: bool
    same_content: bool | None


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Cvdesk:
    """The assembled application, without a screen."""

    paths: Paths
    clock: Callable[[], datetime] = field(default=_now)

    # --- data shipped ---------------------------------------------------------------------------

    @cached_property
    def _forms(self) -> FormLoader:
        from cvdesk.catalog.form_load import FormLoader

        return FormLoader(self.paths.forms, self.paths.resources / "listes")

    @cached_property
    def _loaded(self) -> dict[FormRef, Form]:
        return {}

    def form_refs(self) -> tuple[FormRef, ...]:
        """Return every form shipped."""
        return self._forms.refs()

    def form(self, ref: FormRef) -> Form:
        """Return one form, read once.

        Raises:
            FileFaults: If it is unknown, or its files have mistakes.
        """
        if ref not in self._loaded:
            self._loaded[ref] = self._forms.load(ref)
        return self._loaded[ref]

    def form_named(self, name: str) -> Form:
        """Return a form by ``nom/révision``, or the latest revision of ``nom``.

        Raises:
            UserError: If there is none of that name.
        """
        wanted, _, revision = name.partition("/")
        found = [
            ref for ref in self.form_refs() if ref.form == wanted and revision in {"", ref.revision}
        ]
        if not found:
            known = ", ".join(sorted({ref.form for ref in self.form_refs()}))
            raise UserError(
                f"Il n’y a pas de formulaire «\u00a0{name}\u00a0».",
                remedy=f"Formulaires connus\u00a0: {known}.",
            )
        return self.form(found[-1])

    @cached_property
    def catalogue(self) -> Catalogue:
        """The contracts shipped and installed, compiled on first use."""
        from cvdesk.catalog.ready import open_catalogue

        return open_catalogue(
            (self.paths.resources / "contrats", self.paths.data / "contrats"),
            self.paths.resources / "listes" / "besoins.yaml",
            self.paths.cache,
        )

    def contrat(self, contrat_id: str) -> Contrat:
        """Return one contract.

        Raises:
            UserError: If it is not in the catalogue.
        """
        return self.catalogue.contrat(contrat_id)

    @cached_property
    def _appels(self) -> dict[str, Path]:
        return {path.stem: path for path in sorted((self.paths.forms / "appels").glob("*.yaml"))}

    def appels(self) -> tuple[Appel, ...]:
        """Return every call shipped."""
        return tuple(self.appel(name) for name in self._appels)

    def appel(self, appel_id: str) -> Appel:
        """Return one call.

        Raises:
            UserError: If it is unknown, or its file has mistakes.
        """
        if appel_id not in self._appels:
            raise UserError(
                f"L’appel «\u00a0{appel_id}\u00a0» n’est pas connu de cet ordinateur.",
                remedy="La commande «\u00a0appels\u00a0» donne ceux qui le sont.",
            )
        return self.read_appel(self._appels[appel_id])

    @staticmethod
    def read_appel(path: Path) -> Appel:
        """Read a call file.

        Raises:
            FileFaults: If it has mistakes, all told at once with their lines.
        """
        from cvdesk.catalog.appel_load import load_appel

        return load_appel(path)

    def examples(self) -> tuple[Example, ...]:
        """Return the worked dossiers shipped."""
        from cvdesk.catalog.example_load import load_example

        folder = self.paths.resources / "exemples"
        return tuple(load_example(path) for path in sorted(folder.glob("*.yaml")))

    # --- dossiers -------------------------------------------------------------------------------

    @cached_property
    def settings(self) -> Settings:
        """The settings of this computer."""
        from cvdesk.storage.settings import load_settings

        return load_settings(self.paths.settings)

    @property
    def author(self) -> Author:
        """Who edits here."""
        return Author(self.settings.author, self.settings.node)

    @cached_property
    def espace(self) -> Espace:
        """The espace of this computer."""
        from cvdesk.storage.espace import Espace

        return Espace.open(self.paths.data / "espace.cvespace")

    def reference(self, dossier: Dossier) -> Reference:
        """Return what a dossier is read against.

        Raises:
            UserError: If its form, contract or call is not on this computer.
        """
        contrat = self.contrat(dossier.contrat.contrat)
        appel = self.appel(dossier.appel) if dossier.appel else None
        return Reference(self.form(dossier.form), contrat, appel)

    def session(self, dossier: Dossier, on: date | None = None) -> Session:
        """Open a dossier to work on it, today or on another day."""
        return Session(
            dossier,
            self.reference(dossier),
            author=self.author,
            clock=self.clock,
            today=(lambda: self.clock().astimezone().date()) if on is None else lambda: on,
        )

    def new_dossier(
        self,
        *,
        formulaire: str,
        contrat: str,
        appel: str = "",
        years: tuple[int, ...] = (),
        exemple: bool = False,
    ) -> Dossier:
        """Return an empty dossier.

        Raises:
            UserError: If the form, the contract or the call is unknown, or they do not agree.
        """
        form = self.form_named(formulaire)
        call = self.appel(appel) if appel else None
        if call is not None and (call.contrat, call.periode) != (contrat, form.period):
            raise UserError(
                f"L’appel «\u00a0{call.titre}\u00a0» ne porte pas sur ce contrat ou ce formulaire.",
                remedy="Choisissez un autre appel, ou aucun.",
            )
        reference = Reference(form, self.contrat(contrat), call)
        return empty_dossier(
            reference,
            author=self.author,
            clock=self.clock,
            years=years or (() if call is None else call.annees),
            exemple=exemple,
        )

    def example_dossier(self, example: Example) -> Dossier:
        """Return a worked example as a dossier of one's own, marked as fictitious."""
        empty = self.new_dossier(
            formulaire=example.form, contrat=example.contrat, appel=example.appel, exemple=True
        )
        session = self.session(empty)
        fill(session, example.answers)
        return session.dossier

    def read_paquet(self, path: Path) -> Paquet:
        """Read a paquet, the folder it unzips to, or its JSON.

        Raises:
            UserError: If it is damaged, altered, or made by a later version.
        """
        from cvdesk.exchange.paquet import read_any

        return read_any(path)

    def write_paquet(
        self, path: Path, dossier: Dossier, pieces: Mapping[str, bytes] | None = None
    ) -> None:
        """Write a paquet, whole or not at all.

        Raises:
            UserError: If it cannot be written.
        """
        from cvdesk.exchange.paquet import write_paquet

        write_paquet(path, dossier, pieces or {})

    # --- pages and signatures -------------------------------------------------------------------

    def data(self, dossier: Dossier) -> bytes:
        """Return a dossier as the JSON that a paquet and a PDF hold."""
        from cvdesk.exchange.dossier_json import canonical_bytes

        return canonical_bytes(dossier)

    def print(self, session: Session, version: Version | None) -> bytes:
        """Compose the PDF of a frozen version, or a draft (None)."""
        from cvdesk.documents.dossier_pdf import compose_dossier

        printed_at = self.clock() if version is None else version.at.moment
        printing = Printing(session.facts, version, printed_at, self.data(session.dossier))
        return compose_dossier(printing, self.paths.resources / "polices")

    def print_current(self, session: Session) -> bytes:
        """Compose the frozen version if the dossier is still what was frozen, else a draft."""
        versions = session.dossier.versions
        current = bool(versions) and versions[-1].fingerprint == fingerprint(session.dossier)
        return self.print(session, versions[-1] if current else None)

    def freeze(self, session: Session) -> tuple[Version, bytes]:
        """Freeze the dossier and compose the PDF to sign, with its empty signature fields.

        Raises:
            DossierNotReady: If a finding blocks signing.
        """
        version = session.freeze()
        return version, self.print(session, version)

    def identities(self) -> tuple[Identity, ...]:
        """Return the signing identities of this computer."""
        from cvdesk.signing.identity import Identities

        return Identities(self._identity_folder, clock=self.clock).all()

    @property
    def _identity_folder(self) -> Path:
        return self.paths.settings / "identites"

    def create_identity(
        self, holder: str, password: str, *, function: str = "", organisation: str = "",
        email: str = "",
    ) -> Identity:  # fmt: skip
        """Make a signing identity for a person of the association.

        Raises:
            UserError: If a name does not fit a certificate, or the password is too short.
        """
        from cvdesk.signing.identity import Applicant, Identities

        applicant = Applicant(holder, function, organisation, email)
        return Identities(self._identity_folder, clock=self.clock).create(applicant, password)

    def import_identity(self, path: Path, password: str) -> Identity:
        """Keep a copy of a certificate file received from an authority.

        Raises:
            UserError: If the password does not open it, or it cannot sign.
        """
        from cvdesk.signing.identity import Identities

        return Identities(self._identity_folder, clock=self.clock).import_file(path, password)

    def sign(self, pdf: bytes, field_name: str, identity: str, password: str) -> bytes:
        """Sign a frozen PDF with an identity of this computer, and read the signature back.

        Raises:
            UserError: If the password is wrong, or the PDF cannot be signed there.
        """
        from cvdesk.signing.identity import Identities
        from cvdesk.signing.pkcs12 import Pkcs12Signer

        known = Identities(self._identity_folder, clock=self.clock)
        content = known.key_file(known.find(identity))
        signer = Pkcs12Signer(content, password, clock=self.clock)
        return signer.sign(pdf, self._request(signer.identity, field_name))

    def sign_with_token(
        self, pdf: bytes, field_name: str, driver: Path, pin: str, *, certificate: str = ""
    ) -> bytes:
        """Sign a frozen PDF with a card or a USB key.

        Raises:
            UserError: If there is no such device, the code is wrong, or the PDF cannot be signed.
        """
        from cvdesk.signing.pkcs11 import Pkcs11Signer, choose_certificate, token_certificates

        chosen = choose_certificate(token_certificates(driver), certificate)
        signer = Pkcs11Signer(driver, chosen, pin, clock=self.clock)
        return signer.sign(pdf, self._request(signer.identity, field_name))

    def _request(self, identity: Identity, field_name: str) -> SignatureRequest:
        from cvdesk.documents.appearance import signature_appearance

        moment = self.clock()
        return SignatureRequest(
            field_name=field_name,
            reason="Dossier lu et approuvé",
            appearance=signature_appearance(
                identity, moment.astimezone(), self.paths.resources / "polices"
            ),
            signed_at=moment,
        )

    def verify(self, pdf: bytes, trusted: Iterable[bytes] = ()) -> Verification:
        """Check a PDF: its signatures, and the dossier it holds.

        Raises:
            UserError: If it is not a PDF, or is protected.
        """
        from cvdesk.signing.verify import verify

        dossier = self._embedded(pdf)
        if dossier is None:
            report = verify(pdf, trusted=trusted, clock=self.clock)
            return Verification(report, embedded=False, same_content=None)
        awaited = signatory(self.session(dossier).facts)
        expected = {awaited.field: awaited.holder}
        report = verify(pdf, trusted=trusted, expected=expected, clock=self.clock)
        versions = dossier.versions
        same = bool(versions) and versions[-1].fingerprint == fingerprint(dossier)
        return Verification(report, embedded=True, same_content=same)

    def reopen(self, pdf: bytes) -> Dossier:
        """Return the dossier that a PDF of CVDesk holds.

        Raises:
            UserError: If there is none in it.
        """
        dossier = self._embedded(pdf)
        if dossier is None:
            raise UserError(
                "Ce PDF ne contient pas de dossier CVDesk.",
                remedy="Choisissez un PDF exporté par CVDesk, tel qu’il vous a été remis.",
            )
        return dossier

    @staticmethod
    def _embedded(pdf: bytes) -> Dossier | None:
        from cvdesk.documents.embedded import embedded_dossier
        from cvdesk.exchange.dossier_json import read_dossier

        data = embedded_dossier(pdf)
        return None if data is None else read_dossier(data)


@lru_cache(maxsize=1)
def assemble() -> Cvdesk:
    """Return the application of this computer."""
    return Cvdesk(Paths.of_this_computer())
