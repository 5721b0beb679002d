"""The arguments of a command, in French: how it is written, and what is wrong with what was typed.

argparse speaks English and offers no other way in than its words: they are told apart by pattern,
and one it does not know of is left as it is, between brackets.
"""

from __future__ import annotations

import argparse
import enum
import re
from typing import Any, NoReturn


class ExitCode(enum.IntEnum):
    """What the process says when it ends."""

    DONE = 0
    ATTENTION = 1
    REFUSED = 2


FRENCH = (
    (r"the following arguments are required: (.+)", "il manque\u00a0: {0}"),
    (r"one of the arguments (.+) is required", "il manque l’un de\u00a0: {0}"),
    (r"unrecognized arguments: (.+)", "mots inconnus\u00a0: {0}"),
    (r"argument (.+): expected (?:one|at least one) argument", "{0} attend une valeur"),
    (r"argument (.+): not allowed with argument (.+)", "{0} ne va pas avec {1}"),
    (r"argument (.+): invalid \w+ value: '(.*)'", "{0}\u00a0: «\u00a0{1}\u00a0» ne se lit pas"),
    (
        r"argument (.+): invalid choice: '(.*)' \(choose from (.+)\)",
        "{0}\u00a0: «\u00a0{1}\u00a0» n’est pas de la liste ({2})",
    ),
    (r"ambiguous option: (.+) could match (.+)", "{0} peut vouloir dire {1}"),
)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks French."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        settings["add_help"] = False  # ours is in French
        super().__init__(*args, **settings)
        self._positionals.title = "à donner"
        self.add_argument("-h", "--help", action="help", help="montrer cette aide")

    def add_argument(self, *names: Any, **settings: Any) -> argparse.Action:
        """Declare an argument; its help is plain words, where a « % » is a « % »."""
        if isinstance(said := settings.get("help"), str):
            settings["help"] = said.replace("%", "%%")
        return super().add_argument(*names, **settings)

    def format_help(self) -> str:
        """Return the help of the command.

        How it is written alone stays as argparse says it: it takes its seven first letters off.
        """
        return super().format_help().replace("usage: ", "s’écrit\u00a0: ", 1)

    def error(self, message: str) -> NoReturn:
        """Say how the command is written, and end with exit code 2."""
        usage = self.format_usage().removeprefix("usage: ").strip()
        self.exit(
            ExitCode.REFUSED,
            f"Cette commande s’écrit autrement\u00a0: {usage}\n"
            f"«\u00a0{self.prog} --help\u00a0» l’explique. ({in_french(message)})\n",
        )


def in_french(message: str) -> str:
    """Return what argparse says, in French when it is one of its usual sentences."""
    for pattern, french in FRENCH:
        if told := re.fullmatch(pattern, message):
            return french.format(*told.groups())
    return message
