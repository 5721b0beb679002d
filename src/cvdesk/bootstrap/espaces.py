"""The espaces of this computer: which one is worked in, and how to go to another."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cvdesk.app.espaces import EspaceLine
from cvdesk.app.whole_file import not_written
from cvdesk.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cvdesk.bootstrap.computer import Computer
    from cvdesk.storage.espace import Espace

SUFFIX = ".cvespace"
USUAL_NAME = "Mes dossiers"


class Espaces:
    """The espaces that the settings know; forgetting one never deletes its file."""

    def __init__(self, computer: Computer) -> None:
        self._computer = computer
        self._opened: Espace | None = None

    @property
    def usual(self) -> Path:
        """The espace that every computer has."""
        return (self._computer.paths.data / f"espace{SUFFIX}").absolute()

    @property
    def default(self) -> Path:
        """The espace opened when no other is chosen."""
        return self._computer.settings.espace_par_defaut or self.usual

    @property
    def current(self) -> Path:
        """The espace worked in."""
        return self._computer.settings.espace or self.default

    def known(self) -> tuple[EspaceLine, ...]:
        """Return every espace, the usual one first."""
        names = {one.path: one.name for one in self._computer.settings.espaces}
        paths = [self.usual, *(path for path in names if path != self.usual)]
        return tuple(
            EspaceLine(
                path=path,
                name=names.get(path) or (USUAL_NAME if path == self.usual else path.stem),
                current=path == self.current,
                default=path == self.default,
                present=path.is_file() or path == self.usual,
            )
            for path in paths
        )

    def find(self, wanted: str) -> EspaceLine:
        """Return a known espace by its name or the path of its file.

        Raises:
            UserError: If there is none, or several of that name.
        """
        known = self.known()
        path = Path(wanted).absolute()
        found = [one for one in known if one.path == path] or [
            one for one in known if one.name.casefold() == wanted.casefold()
        ]
        if len(found) == 1:
            return found[0]
        names = ", ".join(one.name for one in known)
        if found:
            raise UserError(
                f"Plusieurs espaces s’appellent «\u00a0{wanted}\u00a0».",
                remedy="Donnez l’emplacement de son fichier.",
            )
        raise UserError(
            f"Aucun espace ne s’appelle «\u00a0{wanted}\u00a0».",
            remedy=f"Espaces connus\u00a0: {names}.",
        )

    def choose(self, path: Path, *, default: bool = False) -> None:
        """Work in another espace from now on.

        Args:
            path: Its file.
            default: Whether it also becomes the one opened when the others are away.

        Raises:
            UserError: If its file is not there or does not open; nothing changes.
        """
        from cvdesk.storage.espace import Espace

        path = path.absolute()
        opened = Espace.open(path, must_exist=path != self.usual)
        changes: dict[str, object] = {"espace": path, "association": ""}
        if default:
            changes["espace_par_defaut"] = path
        try:
            self._computer.keep_settings(**changes)
        except UserError:
            opened.close()
            raise
        self.let_go()
        self._opened = opened

    def let_go(self) -> None:
        """Close the file of the espace worked in; it opens again when it is needed."""
        espace, self._opened = self._opened, None
        if espace is not None:
            espace.close()

    @property
    def opened(self) -> Espace:
        """The espace worked in, its file opened when it is first needed.

        Raises:
            EspaceRefused: If the disk it is on is not there, or the file does not open.
        """
        from cvdesk.storage.espace import Espace

        if self._opened is None:
            # One that a person chose is never made again empty.
            self._opened = Espace.open(self.current, must_exist=self.current != self.usual)
        return self._opened

    def create(self, path: Path, name: str = "") -> Path:
        """Make an empty espace and keep it in the list; return its file.

        Raises:
            UserError: If there already is a file there, or it cannot be made.
        """
        from cvdesk.storage.espace import Espace

        if not is_file_name(path.name):
            raise UserError(
                "Ce nom ne peut pas être celui d’un fichier.",
                remedy="Donnez un nom plus simple, par exemple «\u00a0Les Mots\u00a0».",
            )
        path = path.absolute()
        if path.suffix != SUFFIX:
            path = path.with_name(f"{path.name}{SUFFIX}")
        if path.exists():
            raise UserError(
                f"«\u00a0{path.name}\u00a0» existe déjà dans «\u00a0{path.parent}\u00a0».",
                remedy="Ajoutez-le à la liste, ou choisissez un autre nom.",
            )
        Espace.open(path).close()
        self._keep(path, name)
        return path

    def add(self, path: Path, name: str = "") -> Path:
        """Keep an espace that exists (a USB key, a shared folder) in the list; return its file.

        Raises:
            UserError: If it is not an espace.
        """
        from cvdesk.storage.espace import Espace

        path = path.absolute()
        Espace.open(path, must_exist=True).close()
        self._keep(path, name)
        return path

    def rename(self, path: Path, name: str) -> None:
        """Give an espace another name; its file keeps its own.

        Raises:
            UserError: If the name is empty, or taken by another espace.
        """
        self._keep(path.absolute(), name.strip() or path.stem)

    def forget(self, path: Path) -> None:
        """Take an espace off the list; its file stays where it is.

        Raises:
            UserError: If it is the usual one, which a computer always has.
        """
        path = path.absolute()
        if path == self.usual:
            raise UserError(
                "L’espace de cet ordinateur reste dans la liste.",
                remedy="Vous pouvez le renommer, ou travailler dans un autre.",
            )
        kept = tuple(one for one in self._computer.settings.espaces if one.path != path)
        changes: dict[str, object] = {"espaces": kept}
        if path == self._computer.settings.espace_par_defaut:
            changes["espace_par_defaut"] = None
        left = path == self.current
        if left:
            changes |= {"espace": None, "association": ""}
        self._computer.keep_settings(**changes)
        if left:
            self.let_go()

    def _keep(self, path: Path, name: str) -> None:
        from cvdesk.storage.settings import NamedEspace

        name = " ".join(name.split())[:200]
        others = [one for one in self.known() if one.path != path]
        if name and name.casefold() in {one.name.casefold() for one in others}:
            raise UserError(
                f"Un autre espace s’appelle déjà «\u00a0{name}\u00a0».",
                remedy="Choisissez un nom qui les distingue.",
            )
        kept = [one for one in self._computer.settings.espaces if one.path != path]
        kept.append(NamedEspace(path=path, name=name or path.stem))
        self._computer.keep_settings(espaces=tuple(kept))

    @contextmanager
    def reading(self, path: Path) -> Iterator[Espace]:
        """Open one of the espaces beside the one worked in, for as long as it is read.

        Raises:
            EspaceRefused: If its file is not there or does not open.
        """
        from cvdesk.storage.espace import Espace

        if path == self.current:
            yield self.opened
            return
        with Espace.open(path, must_exist=path != self.usual) as espace:
            yield espace


def free_name(path: Path, moment: str) -> Path:
    """Return the name under which the file at ``path`` is kept beside what takes its place.

    Raises:
        FileNotWritten: If every such name is taken.
    """
    for number in range(1, 100):
        again = "" if number == 1 else f" ({number})"
        beside = path.with_name(f"{path.stem} avant {moment}{again}{path.suffix}")
        if not beside.exists():
            return beside
    raise not_written(path, FileExistsError())


_LONGEST_NAME = 200
"""Bytes; file systems hold 255, and the copies made beside add some."""


def is_file_name(name: str) -> bool:
    """Return whether every system takes a file of that name."""
    if not name.strip() or set(name) & set('<>:"/\\|?*') or not name.isprintable():
        return False
    return len(name.encode("utf-8", "replace")) <= _LONGEST_NAME
