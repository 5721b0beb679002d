"""One window at a time on the espaces of this computer: two would save one over the other."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLockFile, QSysInfo

from cvdesk.errors import UserError


class AlreadyOpen(UserError):
    """Another window of CVDesk works on the same espaces."""


def only_window(folder: Path) -> QLockFile:
    """Return the lock of the espaces in ``folder``: as long as it lives, no other window opens.

    What a computer that stopped left behind does not count: its process is gone. A folder where
    nothing can be written is left to the espace to tell.

    Raises:
        AlreadyOpen: If another window has it.
        FileNotWritten: If nobody can tell whether one has: on a full disk, what a stopped computer
            left behind cannot be cleared.
    """
    lock = QLockFile(str(folder / "fenetre.verrou"))
    lock.setStaleLockTime(0)  # milliseconds; never too old as long as its process lives
    if not lock.tryLock(0) and lock.error() is QLockFile.LockError.LockFailedError:
        _, computer, _ = lock.getLockInfo()
        # A computer that was renamed, or a folder that comes from another: nobody is there.
        elsewhere = computer != QSysInfo.machineHostName() and lock.removeStaleLockFile()
        if not (elsewhere and lock.tryLock(0)):
            _write_there(folder)
            raise AlreadyOpen(
                "CVDesk est déjà ouvert sur cet ordinateur.",
                remedy="Reprenez sa fenêtre\u00a0: deux fenêtres s’écriraient l’une sur l’autre.",
            )
    return lock


def _write_there(folder: Path) -> None:
    from cvdesk.app.whole_file import write_whole  # noqa: PLC0415 - after first paint

    trial = folder / "fenetre.essai"
    write_whole(trial, b"essai")
    trial.unlink(missing_ok=True)
