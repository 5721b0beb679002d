"""Say what is wrong in a form, by file and line: ``poe form forms/annuel/2027-1``."""

import sys
from pathlib import Path

from cvdesk.catalog.form_load import FormLoader
from cvdesk.domain.form import FormRef
from cvdesk.errors import UserError
from tests.support.release_form import LISTS


def faults_of(revision: Path) -> str:
    """Return what keeps a form from being read, or an empty text when nothing does."""
    try:
        FormLoader(revision.parents[1], LISTS).load(FormRef(revision.parent.name, revision.name))
    except UserError as error:
        return str(error)
    return ""


if __name__ == "__main__":
    reports = {argument: faults_of(Path(argument).resolve()) for argument in sys.argv[1:]}
    for name, report in reports.items():
        sys.stdout.write(f"{report or f'{name} : rien à corriger.'}\n")
    sys.exit(any(reports.values()))
