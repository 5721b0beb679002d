"""What happens when CVDesk itself is wrong: it is logged, told kindly, and nothing is lost."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from cvdesk import __name__ as package
from cvdesk.errors import UserError

_log = logging.getLogger(package)


def defect_report(version: str, kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return the text to send: which lines were running, and no value of any of them.

    The message of an exception may quote an answer: its kind is told, its words are not.
    """
    places = [
        f"  {Path(frame.filename).name}, ligne {frame.lineno}, {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]
    return "\n".join(
        [
            f"CVDesk {version}, Python {platform.python_version()}",
            f"{platform.system()} {platform.release()}",
            f"Défaut : {kind.__name__}",
            "Où :",
            *places,
        ]
    )


def watch_for_defects(
    version: str,
    show: Callable[[str], None],
    refuse: Callable[[UserError], None],
) -> None:
    """Route what nothing caught: a refusal is told as such, anything else becomes a report."""

    def hook(kind: type[BaseException], value: BaseException, trace: TracebackType | None) -> None:
        if isinstance(value, KeyboardInterrupt):
            sys.__excepthook__(kind, value, trace)
        elif isinstance(value, UserError):
            refuse(value)
        else:
            report = defect_report(version, kind, trace)
            _log.error("%s", report)
            show(report)

    sys.excepthook = hook
