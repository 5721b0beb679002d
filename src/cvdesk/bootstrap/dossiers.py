"""Dossiers: made, opened, read from a file and written to one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cvdesk.app.beginning import Beginning, begin, form_of
from cvdesk.app.new_dossier import Example, empty_dossier, fill
from cvdesk.app.session import Reference, Session
from cvdesk.bootstrap.computer import Computer
from cvdesk.bootstrap.espaces import Espaces
from cvdesk.bootstrap.wall import Wall
from cvdesk.domain.checks import ALL_CHECKS
from cvdesk.domain.checks.memoire import Memory, remembering
from cvdesk.domain.contrat import SANS_CONTRAT, Contrat
from cvdesk.domain.dossier import NO_CONTRAT, Dossier
from cvdesk.domain.facts import FIRST_EXERCISE
from cvdesk.domain.form import Form
from cvdesk.domain.ids import FieldId, Key
from cvdesk.domain.voie import by_default
from cvdesk.errors import UserError

if TYPE_CHECKING:
    from cvdesk.exchange.paquet import Paquet
    from cvdesk.storage.espace import Espace


_SIRET = FieldId("siret")


@dataclass
class Dossiers(Computer):
    """The dossiers of this computer, read against its reference data."""

    @property
    def espace(self) -> Espace:
        """The espace worked in.

        Raises:
            EspaceRefused: If the disk it is on is not there, or the file does not open.
        """
        return self.espaces.opened

    @cached_property
    def wall(self) -> Wall:
        """Which association is worked on."""
        return Wall(self, self.espaces)

    @cached_property
    def espaces(self) -> Espaces:
        """The espaces this computer knows."""
        return Espaces(self)

    def reference(self, dossier: Dossier) -> Reference:
        """Return what a dossier is read against.

        A call that is not here, or cannot be read any more, stops nobody from working: the dossier
        opens without it, and a check says so.

        Raises:
            UserError: If its form or contract is not on this computer.
        """
        pinned = dossier.contrat
        contrat = (
            SANS_CONTRAT if pinned == NO_CONTRAT else self.contrat(pinned.contrat, pinned.version)
        )
        appel = None
        if dossier.appel:
            with suppress(UserError):
                appel = self.appel(dossier.appel)
        return Reference(self.form(dossier.form), contrat, appel)

    def session(
        self,
        dossier: Dossier,
        on: date | None = None,
        memory: Memory | None = None,
        known: Callable[[Dossier], Reference] | None = None,
    ) -> Session:
        """Open a dossier to work on it, today or on another day.

        Args:
            dossier: The dossier.
            on: The day to look at it, today by default.
            memory: What is known beside the answers; more checks speak with it.
            known: Gives what it is read against, when many dossiers share it.

        Raises:
            UserError: If its form or contract is not on this computer, or an answer is not one
                that its form ever writes.
        """
        reference = (known or self.reference)(dossier)
        _check_readable(dossier, reference.form)
        if memory is not None:
            reference = replace(reference, checks=(*ALL_CHECKS, *remembering(memory)))
        return Session(
            dossier,
            reference,
            author=self.author,
            clock=self.clock,
            today=(lambda: self.clock().astimezone().date()) if on is None else lambda: on,
        )

    def previous_dossier(self, dossier: Dossier) -> Dossier | None:
        """Return the latest dossier of the same association for an earlier exercise, if any."""
        mine = (dossier.text(Key(_SIRET)), dossier.text(Key(FIRST_EXERCISE)))
        if None in mine:
            return None
        siret, first = str(mine[0]), str(mine[1])
        earlier = [
            (one.answers[FIRST_EXERCISE][0], one.id)
            for one in self.espace.dossiers((_SIRET, FIRST_EXERCISE))
            if one.id != dossier.id
            and one.form.form == dossier.form.form
            and siret in one.answers.get(_SIRET, ())
            and one.answers.get(FIRST_EXERCISE, (first,))[0] < first
        ]
        return self.espace.get(max(earlier)[1]) if earlier else None

    def new_dossier(
        self,
        *,
        formulaire: str,
        contrat: str = "",
        appel: str = "",
        years: tuple[int, ...] = (),
        exemple: bool = False,
    ) -> Dossier:
        """Return an empty dossier.

        Raises:
            UserError: If the form, the contract or the call is unknown, or they do not agree.
        """
        form = self.form_named(formulaire)
        read = self._contrat_for(form, contrat)
        call = self.appel(appel) if appel else None
        if call is not None and (call.contrat, call.periode) != (contrat, form.period):
            raise UserError(
                f"L’appel «\u00a0{call.titre}\u00a0» ne porte pas sur ce contrat ou ce formulaire.",
                remedy="Choisissez un autre appel, ou aucun.",
            )
        reference = Reference(form, read, call)
        return empty_dossier(
            reference,
            author=self.author,
            clock=self.clock,
            years=years or (() if call is None else call.annees),
            exemple=exemple,
        )

    def begin_dossier(self, beginning: Beginning) -> Dossier:
        """Return the dossier that the short conversation leads to.

        Raises:
            UserError: If what was chosen is unknown, or does not go together.
        """
        call = self.appel(beginning.appel) if beginning.appel else None
        registre = self.registre_appels
        wanted = beginning.voie or (call.voie if call is not None else "")
        wanted = wanted or by_default("annuelle" if call is None else call.periode)
        voie = next((one for one in registre.voies if one.id == wanted), None)
        if voie is None:
            raise UserError(
                f"La voie «\u00a0{wanted}\u00a0» n’est pas connue.",
                remedy="La commande «\u00a0voies\u00a0» donne celles du contrat.",
            )
        empty = self.new_dossier(
            formulaire=form_of(voie, (ref.form for ref in self.form_refs())),
            contrat=beginning.contrat,
            appel=beginning.appel,
            years=() if call is not None else beginning.years,
        )
        session = self.session(empty)
        begin(session, replace(beginning, voie=voie.id, years=()))
        return session.dossier

    def _contrat_for(self, form: Form, contrat: str) -> Contrat:
        if not form.nature.answers_contrat:
            if contrat:
                raise UserError(
                    f"Le formulaire «\u00a0{form.title}\u00a0» ne répond à aucun contrat de ville.",
                    remedy="Ne donnez pas de contrat.",
                )
            return SANS_CONTRAT
        if not contrat:
            raise UserError(
                f"Le formulaire «\u00a0{form.title}\u00a0» répond à un contrat de ville.",
                remedy="La commande «\u00a0contrats\u00a0» donne ceux qui sont connus.",
            )
        return self.contrat(contrat)

    def example_dossier(self, example: Example) -> Dossier:
        """Return a worked example as a dossier of one's own, marked as fictitious."""
        empty = self.new_dossier(
            formulaire=example.form, contrat=example.contrat, appel=example.appel, exemple=True
        )
        session = self.session(empty)
        fill(session, example.answers)
        return session.dossier

    @staticmethod
    def look_at_paquet(path: Path) -> Paquet:
        """Read a paquet, the folder it unzips to, or its JSON; nothing else changes.

        Raises:
            UserError: If it is damaged, altered, or made by a later version.
        """
        from cvdesk.exchange.paquet import read_any

        return read_any(path)

    def read_paquet(self, path: Path) -> Paquet:
        """Read a paquet to work on its dossier, with the call it carries when none is here.

        That call is not installed. When another of that name, which says something else, serves in
        its place, :attr:`notices` tells it.

        Raises:
            UserError: If it is damaged, altered, or made by a later version.
        """
        paquet = self.look_at_paquet(path)
        wanted = paquet.dossier.appel
        if paquet.appel and (other := self.registre_appels.carry(paquet.appel, wanted)):
            self.notices.append(
                f"L’appel «\u00a0{wanted}\u00a0» que porte «\u00a0{path.name}\u00a0» n’est pas "
                f"tout à fait {other.value}."
            )
        return paquet

    @cached_property
    def notices(self) -> list[str]:
        """What whoever reads a paquet has to know, and that stops nothing."""
        return []

    def write_paquet(
        self, path: Path, dossier: Dossier, pieces: Mapping[str, bytes] | None = None
    ) -> None:
        """Write a paquet, whole or not at all; it carries the call that the dossier answers.

        Raises:
            UserError: If it cannot be written.
        """
        from cvdesk.exchange.paquet import write_paquet

        call = b""
        if dossier.appel:
            with suppress(UserError):  # one that is not here cannot leave with its dossier
                call = self.registre_appels.text(self.appel(dossier.appel)).encode()
        write_paquet(path, dossier, pieces or {}, call)

    def data(self, dossier: Dossier) -> bytes:
        """Return a dossier as the JSON that a paquet and a PDF hold."""
        from cvdesk.exchange.dossier_json import canonical_bytes

        return canonical_bytes(dossier)

    @staticmethod
    def schema(name: str) -> dict[str, Any]:
        """Return the JSON Schema of a format: dossier, contrat, formulaire, appel or portail."""
        from cvdesk.catalog.appel_schema import AppelFile
        from cvdesk.catalog.contrat_schema import IdentityFile
        from cvdesk.catalog.form_schema import FormFile
        from cvdesk.catalog.portail_schema import PortailFile
        from cvdesk.exchange.dossier_json import dossier_schema

        if name == "dossier":
            return dossier_schema()
        models: dict[str, Any] = {
            "contrat": IdentityFile, "formulaire": FormFile, "appel": AppelFile,
            "portail": PortailFile,
        }  # fmt: skip
        schema: dict[str, Any] = models[name].model_json_schema()
        return schema


def _check_readable(dossier: Dossier, form: Form) -> None:
    """Refuse a dossier that another program wrote otherwise than its form does.

    The readers of files know no form: this is the first place where both are there.
    """
    for key, record in dossier.records.items():
        if record.text is None:
            continue
        try:
            form.read(key.field, record.text)
        except (ValueError, ArithmeticError) as error:
            raise UserError(
                f"La réponse «\u00a0{record.text[:40]}\u00a0» du champ «\u00a0{key}\u00a0» "
                "n’a pas la forme que CVDesk écrit.",
                remedy="Reprenez le dossier d’origine, ou corrigez cette réponse dans le fichier.",
            ) from error
