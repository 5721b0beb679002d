"""The calls of this computer: read, checked, installed, taken away, written.

What a centre social gives is one file. It is kept beside the calls that ship, under the name it
carries; one that is taken away is no longer offered and still serves the dossiers that follow it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cvdesk.app.appel_registry import (
    LARGEST_BYTES,
    LARGEST_DRAFT_BYTES,
    AppelBrouillon,
    AppelConnu,
    AppelEcarte,
    AppelRecu,
    Sert,
)
from cvdesk.app.appel_view import changes
from cvdesk.app.session import Author, Clock, Session
from cvdesk.app.whole_file import not_written, read_whole, write_whole
from cvdesk.bootstrap.paths import Paths
from cvdesk.domain.appel import Appel, PieceAttendue
from cvdesk.domain.appel_faults import AppelFault, Known, appel_faults
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.dossier import Dossier
from cvdesk.domain.form import Form, FormRef, Nature
from cvdesk.domain.ids import FieldId, Key
from cvdesk.domain.voie import Question, Voie
from cvdesk.errors import UserError

if TYPE_CHECKING:
    from cvdesk.app.appel_form import Choices
    from cvdesk.catalog.appel_load import AppelLoader

_EDITOR = FormRef("appel", "2027-1")
_PAQUET = ".cvdesk"
_WRITER = Author("", "appels")
"""Who types in a call: the file names its source, not its author."""


class RegistreAppels:
    """The calls of this computer.

    Args:
        paths: Where the shipped and the installed ones are.
        contrat_of: Gives the current edition of a contract, or None when it is not here.
        forms: Gives the forms, whose fields a call may limit.
        clock: Gives the time.
    """

    def __init__(
        self,
        paths: Paths,
        contrat_of: Callable[[str], Contrat | None],
        forms: Callable[[], Iterable[Form]],
        clock: Clock,
    ) -> None:
        self._paths = paths
        self.contrat_of = contrat_of
        self._forms = forms
        self._clock = clock
        self._shipped = paths.forms / "appels"
        self._installed = paths.data / "appels"
        self._set_aside = self._installed / "retires"
        self._drafts = self._installed / "brouillons"
        self._carried: dict[str, Appel] = {}

    @cached_property
    def _loader(self) -> AppelLoader:
        from cvdesk.catalog.appel_load import AppelLoader

        return AppelLoader(self._paths.resources / "listes")

    @cached_property
    def voies(self) -> tuple[Voie, ...]:
        """The paths that contracts give."""
        from cvdesk.catalog.voie_load import load_voies

        return load_voies(self._paths.forms / "voies")

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The small questions that lead to a path."""
        from cvdesk.catalog.voie_load import load_questions

        return load_questions(self._paths.forms / "voies")

    @cached_property
    def known(self) -> Known:
        """What a call may name."""
        asked = [form for form in self._forms() if form.nature is Nature.REQUEST]
        kinds = {
            line.key
            for form in asked
            for budget in form.budgets.values()
            for account in budget.grid.produits
            for line in account.funders
        }
        fields = {str(field) for form in asked for field in form.places}
        return Known(frozenset(fields), frozenset(kinds), self.voies)

    # --- reading --------------------------------------------------------------------------------

    def connus(self) -> tuple[AppelConnu, ...]:
        """Return the calls offered: those that ship, and those installed that can be read."""
        here = [
            AppelConnu(self._loader.load(path), installe=False) for path in _files(self._shipped)
        ]
        for path in _files(self._installed):
            try:
                here.append(AppelConnu(self._loader.load(path), installe=True))
            except UserError:
                continue  # told by « ecartes »
        return tuple(here)

    def ecartes(self) -> tuple[AppelEcarte, ...]:
        """Return the installed files that cannot be used any more, and why."""
        return tuple(self._unusable())

    def _unusable(self) -> Iterator[AppelEcarte]:
        for path in _files(self._installed):
            try:
                self._loader.load(path)
            except UserError as refused:
                yield AppelEcarte(path.name, tuple(refused.what.splitlines()))

    def appel(self, appel_id: str) -> Appel:
        """Return one call, even one that is no longer offered.

        Raises:
            UserError: If it is unknown, or its file has mistakes.
        """
        for folder in (self._shipped, self._installed, self._set_aside):
            path = folder / f"{appel_id}.yaml"
            if path.name == f"{appel_id}.yaml" and path.is_file():  # a name, never a way elsewhere
                return self._loader.load(path)
        if carried := self._carried.get(appel_id):
            return carried
        raise UserError(
            f"L’appel «\u00a0{appel_id}\u00a0» n’est pas connu de cet ordinateur.",
            remedy="La commande «\u00a0appels\u00a0» donne ceux qui le sont\u00a0; si on vous a "
            "donné ce dossier, demandez aussi le fichier de l’appel.",
        )

    def voie_of(self, appel: Appel) -> Voie | None:
        """Return the path of a call, that of its period when it names none."""
        from cvdesk.domain.voie import by_default

        wanted = appel.voie or by_default(appel.periode)
        return next((one for one in self.voies if one.id == wanted), None)

    def faults(self, appel: Appel) -> tuple[AppelFault, ...]:
        """Return everything to correct in a call being written."""
        return appel_faults(appel, self.contrat_of(appel.contrat), self.known)

    # --- receiving and writing ------------------------------------------------------------------

    def look_at(self, path: Path) -> AppelRecu:
        """Read and check a call file, or the call that a paquet carries; nothing changes.

        Raises:
            UserError: With all there is to correct, by line, or if one that ships has its name.
        """
        if path.is_dir() or path.suffix.lower() == _PAQUET:
            from cvdesk.exchange.paquet import read_any

            paquet = read_any(path)
            received = self.look_at_carried(paquet.appel, paquet.dossier.appel)
        else:
            received = self._checked(read_whole(path, at_most_bytes=LARGEST_BYTES), path.name)
        if received.livre and not received.deja:
            raise _taken(received.appel)
        return received

    def look_at_carried(self, content: bytes, wanted: str) -> AppelRecu:
        """Read and check the call that a paquet carries; nothing changes.

        Args:
            content: Its file.
            wanted: The name of the call that the dossier of the paquet answers.

        Raises:
            UserError: If there is none, or it is another one, or with everything there is to
                correct, each with its line.
        """
        if not content:
            raise UserError(
                "Ce paquet ne porte pas d’appel.",
                remedy="Demandez le fichier de l’appel à qui vous l’a envoyé.",
            )
        received = self._checked(content, "l’appel du paquet")
        if received.appel.id != wanted:
            raise UserError(
                f"L’appel que porte ce paquet, «\u00a0{received.appel.titre}\u00a0», n’est pas "
                "celui de son dossier\u00a0: il n’est pas repris.",
                remedy="Demandez le fichier de l’appel à qui vous l’a envoyé.",
            )
        return received

    def carry(self, content: bytes, wanted: str) -> Sert | None:
        """Have the call of a paquet serve its dossier here, in memory: nothing is installed.

        The call of the same name that is on this computer comes first, then the first carried.

        Returns:
            Which of them serves, when it says something else than the one carried.
        """
        try:
            carried = self._loader.load_content(content, wanted)
        except UserError:
            return None  # as one that is not here: a check of the dossier says so
        if carried.id != wanted:
            return None
        try:
            serving = self.appel(wanted)
        except UserError:
            self._carried[wanted] = carried
            return None
        if serving == carried:
            return None
        if serving is self._carried.get(wanted):
            return Sert.PREMIER
        return Sert.LIVRE if self._ships(wanted) else Sert.INSTALLE

    def _checked(self, content: bytes, name: str) -> AppelRecu:
        appel = self._loader.check(content, name, self.known, self.contrat_of)
        try:
            before = self.appel(appel.id)
        except UserError:
            return AppelRecu(appel, None, ())
        changed = changes(before, appel, self.contrat_of(appel.contrat))
        livre = self._ships(appel.id)
        propose = livre or (self._installed / f"{appel.id}.yaml").is_file()
        return AppelRecu(appel, before, changed, livre, propose)

    def _ships(self, appel_id: str) -> bool:
        return (self._shipped / f"{appel_id}.yaml").is_file()

    def install(self, appel: Appel) -> None:
        """Keep a call beside those that ship, in the place of the one of the same name.

        Raises:
            UserError: If it has something to correct, has the name of one that ships, or the disk
                does not let it.
        """
        if faults := self.faults(appel):
            raise UserError(
                "\n".join(f"{one.message[:1].upper()}{one.message[1:]}." for one in faults),
                remedy="Rien n’a été enregistré.",
            )
        if self._ships(appel.id):
            raise _taken(appel)
        target = self._installed / f"{appel.id}.yaml"
        try:
            self._installed.mkdir(parents=True, exist_ok=True)
            write_whole(target, self.text(appel).encode())
            (self._set_aside / target.name).unlink(missing_ok=True)
        except OSError as error:
            raise not_written(target, error) from error

    def retire(self, appel_id: str) -> None:
        """Offer a call no longer; the dossiers that follow it still read it.

        Raises:
            UserError: If it ships with CVDesk, or is not installed.
        """
        path = self._installed / f"{appel_id}.yaml"
        if not path.is_file():
            raise UserError(
                f"L’appel «\u00a0{appel_id}\u00a0» n’est pas un appel installé.",
                remedy="Ceux qui sont livrés avec CVDesk restent\u00a0; la commande "
                "«\u00a0appels\u00a0» dit lesquels sont installés.",
            )
        try:
            self._set_aside.mkdir(parents=True, exist_ok=True)
            path.replace(self._set_aside / path.name)
        except OSError as error:
            raise not_written(path, error) from error

    def text(self, appel: Appel) -> str:
        """Return the file of a call."""
        from cvdesk.catalog.appel_write import appel_yaml

        return appel_yaml(appel, self._loader.national)

    def give(self, appel: Appel, path: Path) -> None:
        """Write the file of a call, to give to others.

        Raises:
            UserError: If the disk does not let it.
        """
        try:
            write_whole(path, self.text(appel).encode())
        except OSError as error:
            raise not_written(path, error) from error

    def editing(self, contrat_id: str, appel: Appel | None = None) -> Session:
        """Return a session that writes a call of a contract, empty or started from another.

        Raises:
            UserError: If the contract is not on this computer.
        """
        from cvdesk.app.appel_editor import editing

        form, choices = self._blank(contrat_id)
        return editing(form, choices, appel, author=_WRITER, clock=self._clock)

    def _blank(self, contrat_id: str) -> tuple[Form, Choices]:
        from cvdesk.app.appel_form import Choices
        from cvdesk.catalog.form_load import FormLoader

        contrat = self.contrat_of(contrat_id)
        if contrat is None:
            raise UserError(
                f"Le contrat «\u00a0{contrat_id}\u00a0» n’est pas sur cet ordinateur.",
                remedy="Installez-le, puis recommencez.",
            )
        loader = FormLoader(self._paths.forms / "editeurs", self._paths.resources / "listes")
        annual = next(form for form in self._forms() if form.ref.form == "annuel")
        return loader.load(_EDITOR), Choices(contrat, self.voies, self.national, annual)

    # --- drafts ---------------------------------------------------------------------------------

    def keep_draft(self, dossier: Dossier) -> None:
        """Keep a call being written. May be called from any thread.

        Raises:
            UserError: If the disk does not let it.
        """
        from cvdesk.exchange.dossier_json import canonical_bytes

        target = self._drafts / f"{dossier.id}.json"
        try:
            self._drafts.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise not_written(target, error) from error
        write_whole(target, canonical_bytes(dossier))

    def drafts(self) -> tuple[AppelBrouillon, ...]:
        """Return the calls being written; a file that is none is left alone."""
        found = []
        for path in sorted(self._drafts.glob("*.json")):
            with suppress(UserError):
                dossier = self._draft(path.stem)
                title = dossier.text(Key(FieldId("appel_titre"))) or ""
                found.append(AppelBrouillon(path.stem, title, dossier.contrat.contrat))
        return tuple(found)

    def open_draft(self, name: str) -> Session:
        """Return the session of a call being written.

        Raises:
            UserError: If it cannot be read, or its contract is not on this computer.
        """
        from cvdesk.app.appel_editor import resumed

        dossier = self._draft(name)
        form, choices = self._blank(dossier.contrat.contrat)
        return resumed(form, choices, dossier, author=_WRITER, clock=self._clock)

    def drop_draft(self, name: str) -> None:
        """Forget a call being written; one that is not kept is no matter."""
        (self._drafts / f"{name}.json").unlink(missing_ok=True)

    def _draft(self, name: str) -> Dossier:
        from cvdesk.exchange.dossier_json import read_dossier

        content = read_whole(self._drafts / f"{name}.json", at_most_bytes=LARGEST_DRAFT_BYTES)
        return read_dossier(content)

    @property
    def national(self) -> tuple[PieceAttendue, ...]:
        """The national list of papers."""
        return tuple(self._loader.national.values())


def _taken(appel: Appel) -> UserError:
    return UserError(
        f"«\u00a0{appel.id}\u00a0» est le nom d’un appel livré avec CVDesk.",
        remedy="Donnez un autre nom («\u00a0appel\u00a0») à celui-ci.",
    )


def _files(folder: Path) -> Iterator[Path]:
    return iter(sorted(folder.glob("*.yaml")))
