"""A desk without disk: the real forms, examples and checks, everything kept in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from cvdesk.app.association import bring, differences, start_from
from cvdesk.app.association_cards import belongs
from cvdesk.app.beginning import Beginning, begin, form_of
from cvdesk.app.icalendar import calendar_file
from cvdesk.app.joining import join, joined_name, may_receive, signed_copy
from cvdesk.app.new_dossier import Example, empty_dossier
from cvdesk.app.power import ORIGIN, fill_power
from cvdesk.app.renew import Renewed, renew
from cvdesk.app.renew_offers import Offer, offers
from cvdesk.app.report import Accounting, start_accounting
from cvdesk.app.retour import NOT_HERE, Retour
from cvdesk.app.session import Reference, Session
from cvdesk.app.vie import life_of
from cvdesk.attachments.pages import PagePicture, draw_pages
from cvdesk.bootstrap.tableurs import Tableurs
from cvdesk.domain.appel import Appel
from cvdesk.domain.contrat import SANS_CONTRAT, Contrat
from cvdesk.domain.dossier import NO_CONTRAT, Dossier, Version
from cvdesk.domain.form import Form
from cvdesk.domain.frozen import fingerprint
from cvdesk.domain.ids import DossierId, FieldId, Key
from cvdesk.domain.papertypes import PieceFile
from cvdesk.domain.recherche import QuartierTrouve, Trouvaille
from cvdesk.domain.signature import Identity, VerificationReport
from cvdesk.errors import UserError
from cvdesk.gui.ports.editions import ReceivedEdition
from tests.gui.appels import ARegister
from tests.gui.centre_desk import APermanence, AWall, SomeBackups, SomeCopies, SomeEspaces
from tests.gui.transmission import ATransmission
from tests.support.builders import (
    AUTHOR,
    RESOURCES,
    SAMPLE_A,
    SAMPLE_B,
    TYPED_ON,
    a_contrat,
    a_form,
    a_sample,
    an_appel,
    an_example,
)

TODAY = date(2026, 12, 4)


@dataclass
class Checked:
    report: VerificationReport
    embedded: bool = False
    same_content: bool | None = None


@dataclass
class Received:
    dossier: Dossier
    pieces: Mapping[str, bytes] = field(default_factory=dict)
    appel: bytes = b""


@dataclass
class ReceivedInMemory:
    """A pack as the screen reads it."""

    contrat: Contrat
    changes: tuple[str, tuple[str, ...]]
    deja: bool = False
    title: str = "Contrat de ville d’essai, édition « 2 »"
    content: str = "Du 01/01/2024 au 31/12/2030"
    answers: tuple[tuple[str, str], ...] = (("Intact ?", "Oui."),)
    remarks: tuple[str, ...] = ()


class EditionsInMemory:
    """The editions of the contract of the examples."""

    def __init__(self, *known: Contrat) -> None:
        self.known = list(known)
        self.packs: dict[Path, ReceivedInMemory] = {}
        self.refusal: UserError | None = None

    def of(self, contrat_id: str) -> tuple[Contrat, ...]:
        return tuple(one for one in self.known if one.id == contrat_id)

    def every(self) -> tuple[Contrat, ...]:
        return tuple(self.known)

    def look_at(self, path: Path) -> ReceivedInMemory:
        if path not in self.packs:
            raise UserError("Ce fichier n’est pas un contrat.", remedy="Choisissez-en un autre.")
        return self.packs[path]

    def install(self, received: ReceivedEdition) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.known.append(received.contrat)


def a_contrat_to_read() -> Contrat:
    return a_contrat()


@dataclass
class AJustification:
    """Accounting for a grant, over a desk without disk."""

    desk: ADesk

    def start(self, origin: Dossier, kind: Accounting, year: int) -> Dossier:
        facts, form = self.desk.session(origin).facts, a_form(kind.form)
        return start_accounting(facts, kind, form, year, author=AUTHOR, clock=lambda: TYPED_ON)

    def started(self, origin: Dossier) -> tuple[Dossier, ...]:
        key = Key(FieldId("suivi_origine"))
        return tuple(one for one in self.desk.kept.values() if one.text(key) == origin.id)

    def requests_for(self, account: Dossier) -> tuple[Dossier, ...]:
        facts = self.desk.session(account).facts
        every = self.desk.kept.values()
        return tuple(one for one in every if may_receive(facts, self.desk.session(one).facts))

    def join(self, account: Dossier, request: Dossier) -> Dossier:
        session, facts = self.desk.session(request), self.desk.session(account).facts
        content = self.desk.pieces[signed_copy(account)]
        join(session, facts, PieceFile(signed_copy(account), len(content), joined_name(facts)))
        return session.dossier

    def origin_of(self, dossier: Dossier) -> Dossier | None:
        wanted = dossier.text(Key(FieldId("suivi_origine")))
        return self.desk.kept.get(DossierId(wanted or ""))


class SuiviInMemory:
    """The follow-up without certificates: the true reading, the true renewal."""

    def __init__(self, desk: ADesk) -> None:
        self._desk = desk
        self.until: date | None = None

    def certificate_until(self, session: Session) -> date | None:
        return self.until

    def calendar(self, session: Session) -> bytes:
        every = [due.reminder for due in life_of(session).dues]
        return calendar_file(session.dossier.id, "Dossier", every, TYPED_ON)

    def offers(self, session: Session) -> tuple[Offer, ...]:
        return offers(session, [a_form("annee-cpo")], self._desk.appels())

    def renew(self, session: Session, *, appel: str, years: tuple[int, ...]) -> Renewed:
        form, call = session.reference.form, an_appel(appel) if appel else None
        if form.period == "pluriannuelle" and len(years) == 1:
            form = a_form("annee-cpo")
        reference = Reference(form, session.reference.contrat, call)
        return renew(session, reference, years=years, author=AUTHOR, clock=lambda: TYPED_ON)


class AssociationsInMemory:
    """The records that the desk keeps."""

    def __init__(self, desk: ADesk) -> None:
        self._desk = desk

    def records(self) -> tuple[Dossier, ...]:
        return tuple(d for d in self._desk.kept.values() if d.form.form == "association")

    def requests(self) -> tuple[Dossier, ...]:
        return tuple(d for d in self._desk.kept.values() if d.form.form != "association")

    def new_record(self) -> Dossier:
        return self._kept(self._empty())

    def _empty(self, years: tuple[int, ...] = ()) -> Dossier:
        reference = Reference(a_form("association"), SANS_CONTRAT)
        return empty_dossier(reference, author=AUTHOR, clock=lambda: TYPED_ON, years=years)

    def _kept(self, dossier: Dossier) -> Dossier:
        self._desk.save(dossier)
        return dossier

    def record_from(self, dossier: Dossier) -> Dossier:
        source = self._desk.session(dossier).facts
        session = self._desk.session(self._empty(source.years[:1]))
        bring(session, source, differences(session.facts, source))
        return self._kept(session.dossier)

    def record_of(self, dossier: Dossier) -> Session | None:
        facts = self._desk.session(dossier).facts
        sessions = [self._desk.session(one) for one in self.records()]
        return next((one for one in sessions if belongs(facts, one.facts)), None)

    def start(self, dossier: Dossier, record: DossierId) -> Dossier:
        session = self._desk.session(dossier)
        start_from(session, self._desk.session(self._desk.kept[record]).facts)
        return session.dossier


class RetoursInMemory:
    """Signed PDFs that come back: what a test says of them, and what was kept."""

    def __init__(self, desk: ADesk) -> None:
        self._desk = desk
        self.retour: Retour | UserError = UserError(NOT_HERE, remedy="Ouvrez son paquet.")
        self.kept: list[bytes] = []

    def look(self, pdf: bytes) -> Retour:
        if isinstance(self.retour, UserError):
            raise self.retour
        return self.retour

    def keep(self, pdf: bytes) -> Dossier:
        self.look(pdf)
        self.kept.append(pdf)
        return next(iter(self._desk.kept.values()))


class TokensInMemory:
    """The cards that a test plugs in, and what was asked of them."""

    def __init__(self) -> None:
        self.found: tuple[Identity, ...] | UserError = ()
        self.asked: list[tuple[Path, str, str]] = []
        self.refusal: UserError | None = None

    def certificates(self, driver: Path) -> tuple[Identity, ...]:
        if isinstance(self.found, UserError):
            raise self.found
        return self.found

    def sign(
        self, pdf: bytes, field_name: str, driver: Path, pin: str, *, certificate: str
    ) -> bytes:
        self.asked.append((driver, pin, certificate))
        if self.refusal is not None:
            raise self.refusal
        return pdf


class PowersInMemory:
    """The powers that the desk keeps."""

    def __init__(self, desk: ADesk) -> None:
        self._desk = desk
        self.joined: list[Dossier] = []

    def start(self, dossier: Dossier) -> Dossier:
        reference = Reference(a_form("pouvoir"), SANS_CONTRAT)
        empty = empty_dossier(reference, author=AUTHOR, clock=lambda: TYPED_ON)
        session = self._desk.session(empty)
        fill_power(session, self._desk.session(dossier).facts)
        self._desk.save(session.dossier)
        return session.dossier

    def signed(self, power: Dossier) -> bytes | None:
        versions = power.versions
        return self._desk.pieces.get(versions[-1].signed_sha256) if versions else None

    def resumed(self, power: Dossier, pdf: bytes) -> Dossier:
        version = Version(1, fingerprint(power), power.edited_at, "Quelqu’un")
        return replace(power, versions=(version,))

    def origin(self, power: Dossier) -> Dossier | None:
        return self._desk.kept.get(DossierId(power.text(Key(ORIGIN)) or ""))

    def join(self, dossier: Dossier, pdf: bytes) -> Dossier:
        self.joined.append(dossier)
        return dossier


class ADesk:
    """What the window needs; attributes say what was asked of it."""

    def __init__(self, *, today: date = TODAY, contrat: Contrat | None = None) -> None:
        self.today = today
        self.kept: dict[DossierId, Dossier] = {}
        self.saves: list[Dossier] = []
        self.pieces: dict[str, bytes] = {}
        self.preferences: dict[str, str] = {}
        self.signed_with: list[tuple[str, str]] = []
        self.holders: list[Identity] = []
        self.written: dict[Path, Dossier] = {}
        self.received: dict[Path, Received] = {}
        self.refusal: UserError | None = None
        self.verification: VerificationReport | None = None
        self.pdf = b""
        self._contrat = contrat or a_contrat_to_read()
        self.permanence = APermanence(self)
        self.espaces = SomeEspaces()
        self.copies = SomeCopies(self)
        self.wall = AWall()
        self.backups = SomeBackups()
        self.registre_appels = ARegister(self._contrat)
        self.found: tuple[Trouvaille, ...] = ()
        self.searched: list[str] = []
        self.editions = EditionsInMemory(self._contrat)
        self.suivi = SuiviInMemory(self)
        self.associations = AssociationsInMemory(self)
        self.powers = PowersInMemory(self)
        self.retours = RetoursInMemory(self)
        self.tokens = TokensInMemory()
        self.tableurs = Tableurs(RESOURCES, lambda: TYPED_ON)

    @property
    def transmettre(self) -> ATransmission:
        return ATransmission(self.pieces)

    @property
    def justification(self) -> AJustification:
        return AJustification(self)

    def dossiers(self) -> tuple[Dossier, ...]:
        mine = self.wall.key
        return tuple(d for d in self.kept.values() if self.wall.sides.get(d.id, mine) == mine)

    def save(self, dossier: Dossier) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.saves.append(dossier)
        self.kept[dossier.id] = dossier

    def keep_piece(self, content: bytes) -> str:
        name = hashlib.sha256(content).hexdigest()
        self.pieces[name] = content
        return name

    def keep_file(self, path: Path) -> PieceFile:
        content = path.read_bytes()
        return PieceFile(self.keep_piece(content), len(content), path.name)

    def pieces_of(self, dossier: Dossier) -> Mapping[str, bytes]:
        return dict(self.pieces)

    def working_session(self, dossier: Dossier) -> Session:
        return self.session(dossier)

    def session(self, dossier: Dossier) -> Session:
        if dossier.contrat.contrat not in {"", self._contrat.id}:
            raise UserError(f"Aucun contrat ne s’appelle « {dossier.contrat.contrat} ».")
        appel = an_appel(dossier.appel) if dossier.appel else None
        contrat = SANS_CONTRAT if dossier.contrat == NO_CONTRAT else self._contrat
        reference = Reference(a_form(dossier.form.form), contrat, appel)
        return Session(
            dossier, reference, author=AUTHOR, clock=lambda: TYPED_ON, today=lambda: self.today
        )

    def form_named(self, name: str) -> Form:
        return a_form(name)

    def contrats(self) -> tuple[Contrat, ...]:
        return (self._contrat,)

    def chercher(self, texte: str, *, contrat: str, version: str = "") -> tuple[Trouvaille, ...]:
        self.searched.append(texte)
        return self.found

    def quartiers(self, texte: str, *, contrat: str) -> tuple[QuartierTrouve, ...]:
        return ()

    def appels(self) -> tuple[Appel, ...]:
        return tuple(one.appel for one in self.registre_appels.connus())

    def begin_dossier(self, beginning: Beginning) -> Dossier:
        voie = next(one for one in self.registre_appels.voies if one.id == beginning.voie)
        empty = self.new_dossier(
            formulaire=form_of(voie, ("annuel", "cpo", "fonctionnement")),
            contrat=beginning.contrat, appel=beginning.appel, years=beginning.years,
        )  # fmt: skip
        session = self.session(empty)
        begin(session, beginning)
        return session.dossier

    def examples(self) -> tuple[Example, ...]:
        return an_example(SAMPLE_A), an_example(SAMPLE_B)

    def example_dossier(self, example: Example) -> Dossier:
        return a_sample(example.id).dossier

    def new_dossier(
        self, *, formulaire: str, contrat: str, appel: str, years: tuple[int, ...]
    ) -> Dossier:
        call = an_appel(appel) if appel else None
        reference = Reference(a_form(formulaire), self._contrat, call)
        return empty_dossier(
            reference,
            author=AUTHOR,
            clock=lambda: TYPED_ON,
            years=years or (() if call is None else call.annees),
        )

    def print_current(self, session: Session) -> bytes:
        return self.pdf

    def freeze(self, session: Session) -> tuple[Version, bytes]:
        version = Version(1, fingerprint(session.dossier), session.dossier.edited_at)
        session.replace(session.dossier.with_version(version))
        return version, self.pdf

    def identities(self) -> tuple[Identity, ...]:
        return tuple(self.holders)

    def create_identity(
        self, holder: str, password: str, *, function: str, organisation: str, email: str
    ) -> Identity:
        made = Identity(
            key=f"cle-{len(self.holders) + 1}", holder=holder, function=function,
            organisation=organisation, email=email, issuer=holder, self_issued=True,
            valid_from=TYPED_ON, valid_until=TYPED_ON.replace(year=TYPED_ON.year + 3),
            fingerprint="ab" * 32, algorithm="RSA 3072",
        )  # fmt: skip
        self.holders.append(made)
        return made

    def import_identity(self, path: Path, password: str) -> Identity:
        return self.create_identity(path.stem, password, function="", organisation="", email="")

    def sign(self, pdf: bytes, field_name: str, identity: str, password: str) -> bytes:
        self.signed_with.append((field_name, identity))
        return pdf

    def verify(self, pdf: bytes) -> Checked:
        assert self.verification is not None
        return Checked(self.verification, embedded=True, same_content=True)

    def read_paquet(self, path: Path) -> Received:
        return self.received[path]

    def write_paquet(self, path: Path, dossier: Dossier, pieces: Mapping[str, bytes]) -> None:
        self.written[path] = dossier

    def page(self, pdf: bytes, number: int, width_px: int) -> PagePicture | None:
        return next(iter(draw_pages(pdf, width_px=width_px, first=number, count=1)), None)

    def preference(self, name: str) -> str:
        return self.preferences.get(name, "")

    def prefer(self, name: str, value: str) -> None:
        self.preferences[name] = value


class SilentDialogs:
    """Dialogs that answer what a test told them, and remember what was said."""

    def __init__(self) -> None:
        self.source: Path | None = None
        self.target: Path | None = None
        self.folder: Path | None = None
        self.agrees = True
        self.said: list[str] = []
        self.named: list[str] = []
        self.forms: list[QDialog] = []
        self.fill: Callable[[QDialog], bool] = lambda _: False

    def ask_source(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        return self.source

    def ask_target(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        self.named.append(name)
        return self.target

    def ask_folder(self, parent: QWidget, title: str) -> Path | None:
        return self.folder

    def confirm(self, parent: QWidget, question: str, more: str, action: str) -> bool:
        self.said.append(question)
        return self.agrees

    def tell(self, parent: QWidget, said: str, more: str) -> None:
        self.said.append(f"{said} {more}")

    def show_refusal(self, parent: QWidget, refusal: UserError) -> None:
        self.said.append(str(refusal))

    def run(self, dialog: QDialog) -> bool:
        self.forms.append(dialog)
        return self.fill(dialog)
