"""The people a dossier names: who represents the association, prepares the dossier, signs it."""

from __future__ import annotations

from dataclasses import dataclass

from cvdesk.documents.wording import joined
from cvdesk.domain.facts import Facts
from cvdesk.domain.ids import ROOT, RowId
from cvdesk.domain.wording import plain


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named in the dossier.

    Attributes:
        civility: « Mme », « M. », or empty.
        name: First name and family name, or empty.
        function: Or empty.
    """

    civility: str
    name: str
    function: str

    @property
    def feminine(self) -> bool:
        """Whether what is said of this person is in the feminine."""
        return self.civility == "Mme"

    @property
    def called(self) -> str:
        """Civility and name."""
        return f"{self.civility} {self.name}".strip()

    @property
    def full(self) -> str:
        """Civility, name and function: « Mme Fatoumata SYLLA-MARTIN, présidente »."""
        return ", ".join(part for part in (self.called, self.function) if part)


def person(facts: Facts, who: str, row: RowId = ROOT) -> Person:
    """Somebody, by the beginning of the fields that name them (``representant`` …)."""

    def shown(part: str) -> str:
        return facts.shown(f"{who}_{part}", row)

    name = f"{shown('prenom')} {shown('nom')}".strip()
    return Person(shown("civilite"), name, shown("fonction"))


def corepresentants(facts: Facts) -> list[Person]:
    """The other people that the statutes designate."""
    people = [person(facts, "corepresentant", row) for row in facts.rows("corepresentants")]
    return [one for one in people if one.name]


def association(facts: Facts) -> str:
    """The name of the association, and its short name after a dot."""
    name = facts.shown("nom") or "Association à nommer"
    sigle = facts.shown("sigle")
    return f"{name} · {sigle}" if sigle else name


def delegated(facts: Facts) -> bool:
    """Whether somebody who received a power signs in place of the representative."""
    return facts.value("signataire_representant") is False


_TO = {
    "etat": "à l’État",
    "region": "au conseil régional",
    "departement": "au conseil départemental",
    "commune": "à la commune ou à l’intercommunalité",
    "etablissement": "à l’établissement public",
    "autre": "à un autre financeur",
}


def sent_to(facts: Facts) -> str:
    """The authority and its service; the authority once when the service begins with its name."""
    to, service = facts.shown("destinataire"), facts.shown("destinataire_service")
    if f"{plain(service)} ".startswith(f"{plain(to)} "):
        return service
    return " – ".join(part for part in (to, service) if part)


def addressees(facts: Facts) -> str:
    """To whom the dossier is sent, as the end of a sentence: « à l’État »; empty when unknown."""
    chosen = facts.value("destinataire") or ()
    return joined([_TO[one] for one in chosen if one in _TO])
