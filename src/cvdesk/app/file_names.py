"""How the files of a dossier are called when a person is asked where to put them.

A request, its account and its power belong to the same association and often to the same year: the
name says which of them a file holds, so that one does not take the place of the other.
"""

from __future__ import annotations

import re

from cvdesk.domain.facts import Facts
from cvdesk.domain.form import Nature
from cvdesk.domain.natures import AFTERWARDS
from cvdesk.domain.wording import plain

_DRAFTS = {
    Nature.REQUEST: "Brouillon du dossier",
    Nature.ASSOCIATION: "Brouillon de la fiche",
    Nature.REPORT: "Brouillon du compte rendu",
    Nature.REVIEW: "Brouillon du bilan",
    Nature.LETTER: "Brouillon de la lettre",
    Nature.POWER: "Brouillon du pouvoir",
}
_KINDS = {
    Nature.REQUEST: "dossier",
    Nature.ASSOCIATION: "fiche",
    Nature.REPORT: "compte-rendu",
    Nature.REVIEW: "bilan",
    Nature.LETTER: "lettre",
    Nature.POWER: "pouvoir",
}
_REFUSED = re.compile(r'[\\/:*?"<>|]+')
"""What no file name may hold on one system or another."""


def draft_title(facts: Facts) -> str:
    """Return what the draft of a dossier is called: « Brouillon du compte rendu »."""
    return _DRAFTS[facts.form.nature]


def titled_file(facts: Facts, title: str) -> str:
    """Return a name for the PDF that a title names: ``LM8M-2027-brouillon-du-dossier.pdf``."""
    return _file(facts, re.sub(r"[^a-z0-9]+", "-", plain(title)).strip("-"))


def version_file(facts: Facts, what: str) -> str:
    """Return a name for a version of a dossier: ``LM8M-2027-compte-rendu-signe.pdf``."""
    nature = facts.form.nature
    return _file(facts, f"{_KINDS[nature]}-{what}" if nature in AFTERWARDS else what)


def paquet_file(facts: Facts) -> str:
    """Return a name for a dossier that is sent: ``LM8M-2027-compte-rendu.cvdesk``."""
    return _file(facts, _KINDS[facts.form.nature], "cvdesk")


def _file(facts: Facts, what: str, kind: str = "pdf") -> str:
    short = facts.shown("sigle") or facts.shown("nom") or "dossier"
    year = f"-{facts.years[0]}" if facts.years else ""
    return _REFUSED.sub("-", f"{short}{year}-{what}.{kind}")
