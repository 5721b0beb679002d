"""``cvdesk formulaires``: the forms known."""

from __future__ import annotations

import argparse
from typing import IO

from cvdesk.bootstrap import Cvdesk
from cvdesk.cli.output import add_json, print_json
from cvdesk.cli.parser import ExitCode


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_json(parser)


def run(app: Cvdesk, args: argparse.Namespace, out: IO[str]) -> ExitCode:
    """Print the forms.

    Raises:
        UserError: If a form file has mistakes.
    """
    rows = [
        {"id": str(ref), "titre": form.title, "periode": form.period, "source": form.source.title}
        for ref in app.form_refs()
        for form in (app.form(ref),)
    ]
    if args.json:
        print_json(rows, out)
        return ExitCode.DONE
    for row in rows:
        print(f"{row['id']}\t{row['titre']}", file=out)
    return ExitCode.DONE
