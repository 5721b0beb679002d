"""What a dossier is called at the top of a screen and on its card."""

from __future__ import annotations

from dataclasses import dataclass

from cvdesk.domain.budget import is_functioning
from cvdesk.domain.dossier import Dossier
from cvdesk.domain.facts import Facts
from cvdesk.domain.fieldtypes import DateType
from cvdesk.domain.form import Nature
from cvdesk.domain.frozen import current_version
from cvdesk.domain.ids import FieldId, Key
from cvdesk.domain.natures import AFTERWARDS
from cvdesk.domain.vie import signing_day


@dataclass(frozen=True, slots=True)
class Heading:
    """The names of a dossier.

    Attributes:
        title: The title of its first project.
        association: Who asks.
        kind: What it is, for which years, to whom.
    """

    title: str
    association: str
    kind: str

    @property
    def line(self) -> str:
        """Association and kind on one line."""
        kind = self.kind
        if not kind[:2].isupper():  # « CPO » stays as it is
            kind = f"{kind[:1].lower()}{kind[1:]}"
        return f"{self.association} · {kind}"


def heading(facts: Facts) -> Heading:
    """Return the names of a dossier, kind words standing for what is not answered yet."""
    if facts.form.nature in _TITLES:
        return _of_no_project(facts)
    titles = [facts.shown("intitule", row) for row in facts.projects]
    return Heading(
        title=next((title for title in titles if title), "Dossier sans titre pour l’instant"),
        association=facts.shown("nom") or "Association à nommer",
        kind=" · ".join(part for part in (_kind(facts), _recipient(facts)) if part),
    )


def version_line(facts: Facts) -> str:
    """Return how far the last version is, in words; empty before the first one.

    A power says itself who has signed it, and who has not yet.
    """
    if not facts.dossier.versions or facts.form.nature is Nature.POWER:
        return ""
    last, signed = facts.dossier.versions[-1], signing_day(facts)
    frozen_on = last.at.moment.astimezone().date()
    done = "signée" if last.signed_by else "signée à la main"
    said = f"figée le {_day(frozen_on)}" if signed is None else f"{done} le {_day(signed)}"
    if current_version(facts) is None:
        return f"Modifié depuis la version {last.number}, {said}"
    waiting = ", pas encore signée" if signed is None else ""
    return f"Version {last.number}, {said}{waiting}"


_day = DateType().show


def name_of(dossier: Dossier) -> str:
    """Return what a dossier that cannot be read against its form is called, or an empty text."""
    titles = {
        str(key): record.text
        for key, record in dossier.records.items()
        if key.field == "intitule" and record.text
    }
    return titles[min(titles)] if titles else dossier.text(Key(FieldId("nom"))) or ""


_TITLES = {Nature.ASSOCIATION: "nom", Nature.POWER: "pouvoir_objet"}
"""What names a dossier that has no project."""


def _of_no_project(facts: Facts) -> Heading:
    form = facts.form
    untitled = "Association à nommer" if form.nature is Nature.ASSOCIATION else "Pouvoir à remplir"
    title = facts.shown(_TITLES[form.nature]) or untitled
    return Heading(
        title=f"{title[:1].upper()}{title[1:]}",
        association=facts.shown("nom") or "Association à nommer",
        kind=form.title,
    )


def _kind(facts: Facts) -> str:
    years = facts.years
    if facts.form.nature in AFTERWARDS:
        return " ".join([facts.form.title, *map(str, years)])
    if facts.form.period == "pluriannuelle":
        return f"CPO {years[0]}–{years[-1]}" if years else "CPO"
    if facts.form.year_of:
        return f"Année {years[0]} de la convention" if years else "Année d’une convention"
    if is_functioning(facts.form):
        return f"Fonctionnement {years[0]}" if years else "Fonctionnement"
    return f"Dossier annuel {years[0]}" if years else "Dossier annuel"


def _recipient(facts: Facts) -> str:
    named = [funder.nom for funder in facts.appel.financeurs] if facts.appel is not None else []
    return named[0] if named else facts.shown("destinataire")
