"""A power: made from a dossier, said in full sentences, joined to the dossier once signed."""

from __future__ import annotations

from dataclasses import dataclass

from cvdesk.app.session import Session
from cvdesk.domain.budget import asked_by_year
from cvdesk.domain.checks.pointers import enumerated
from cvdesk.domain.checks.signature import attestations
from cvdesk.domain.dossier import Row
from cvdesk.domain.facts import Facts
from cvdesk.domain.fieldtypes import EurosType
from cvdesk.domain.ids import ROOT, FieldId, GroupId, Key, RowId, new_ulid
from cvdesk.domain.money import Euros
from cvdesk.domain.papertypes import FileType, PieceFile

ORIGIN = FieldId("suivi_origine")
"""In the follow-up of a power: the dossier it was made for."""

_COPIED = (
    "nom", "siret", "siege_commune",
    "representant_civilite", "representant_prenom", "representant_nom", "representant_fonction",
    "signataire_civilite", "signataire_prenom", "signataire_nom", "signataire_fonction",
    "pouvoir_objet", "pouvoir_fin",
)  # fmt: skip
_RECEIVED = (
    "signataire_civilite", "signataire_prenom", "signataire_nom", "signataire_fonction",
    "pouvoir_objet", "pouvoir_fin",
)  # fmt: skip
NOT_SAID = "…"


@dataclass(frozen=True, slots=True)
class PowerPerson:
    """Who gives, or receives.

    Attributes:
        called: Civility and name.
        function: Or empty.
        feminine: Whether what is said of this person is in the feminine.
    """

    called: str
    function: str
    feminine: bool

    @property
    def full(self) -> str:
        """« Mme Fatoumata EXEMPLE, présidente »."""
        return ", ".join(part for part in (self.called, self.function) if part) or NOT_SAID


def giver(facts: Facts) -> PowerPerson:
    """Return who gives the power."""
    return _person(facts, "representant")


def receiver(facts: Facts) -> PowerPerson:
    """Return who receives it."""
    return _person(facts, "signataire")


def _person(facts: Facts, who: str) -> PowerPerson:
    parts = [facts.shown(f"{who}_{part}") for part in ("civilite", "prenom", "nom")]
    called = " ".join(part for part in parts if part)
    return PowerPerson(called, facts.shown(f"{who}_fonction"), parts[0] == "Mme")


def sentences(facts: Facts) -> tuple[str, ...]:
    """Return the power, paragraph by paragraph; what is not answered is left open."""
    gives, receives = giver(facts), receiver(facts)
    name, seat = facts.shown("nom") or NOT_SAID, facts.shown("siege_commune")
    siret = facts.shown("siret")
    where = ", ".join(
        part
        for part in (
            f"dont le siège est à {seat}" if seat else "",
            f"SIRET {siret}" if siret else "",
        )
        if part
    )
    undersigned = "Je soussignée" if gives.feminine else "Je soussigné"
    named = f"{name} ({where})" if where else name
    purpose = facts.shown("pouvoir_objet") or NOT_SAID
    first = facts.shown("pouvoir_debut") or NOT_SAID
    last = facts.shown("pouvoir_fin") or NOT_SAID
    opening = (
        f"{undersigned}, {gives.full}, qui représente d’après ses statuts l’association {named}, "
        f"donne pouvoir à {receives.full}, pour, au nom de l’association\u00a0: {purpose}."
    )
    told = [opening]
    if campaign := facts.shown("pouvoir_campagne"):
        told.append(f"Campagne\u00a0: {campaign}.")
    if amount := facts.shown("pouvoir_montant"):
        told.append(f"Dans la limite de {amount}.")
    told.append(f"Ce pouvoir vaut du {first} au {last}.")
    told.append("La personne qui le reçoit l’accepte en signant à son tour.")
    return tuple(told)


def fill_power(session: Session, dossier: Facts) -> None:
    """Fill a new power with what a dossier says: names, object, amount; one step of undo."""
    answers: dict[Key, str | None] = {}
    for name in _COPIED:
        key = Key(FieldId(name))
        if dossier.dossier.text(key) is not None:
            answers[key] = dossier.dossier.text(key)
    titles = (dossier.shown("intitule", row) for row in dossier.projects)
    quoted = [f"«\u00a0{title}\u00a0»" for title in titles if title]
    purpose = Key(FieldId("pouvoir_objet"))
    if purpose not in answers and quoted:
        answers[purpose] = (
            f"signer la demande de subvention {enumerated(quoted)} et les pièces qui l’accompagnent"
        )
    ends = dict.fromkeys((*dossier.years[:1], *dossier.years[-1:]))
    years = " à ".join(str(year) for year in ends)
    campaign = dossier.appel.titre if dossier.appel is not None else years
    if campaign:
        answers[Key(FieldId("pouvoir_campagne"))] = campaign
    asked = Euros.total(asked_by_year(dossier).values())
    if asked:
        answers[Key(FieldId("pouvoir_montant"))] = EurosType().store(asked)
    answers[Key(ORIGIN)] = dossier.dossier.id
    session.change(answers)


def join_power(session: Session, power: Facts, signed: PieceFile) -> None:
    """Join a power signed by both to the dossier it is for: one step of undo.

    The dossier says that the person who received it signs; the piece « pouvoir » is the signed PDF.
    What somebody else had declared is not declared by that person: those boxes are empty again.

    Args:
        session: The dossier.
        power: The power, whose answers are those that were signed.
        signed: The signed PDF, kept among the pieces.
    """
    facts = session.facts
    answers: dict[Key, str | None] = {
        Key(FieldId(name)): power.dossier.text(Key(FieldId(name))) for name in _RECEIVED
    }
    answers[Key(FieldId("signataire_representant"))] = "non"
    answers[Key(FieldId("pouvoir_date"))] = power.dossier.text(Key(FieldId("fait_le")))
    answers[Key(FieldId("pouvoir_deux_signatures"))] = "oui"
    if not _signs_already(facts, power):
        answers |= {Key(box.id): None for box in attestations(facts.form) if facts.value(box.id)}
    rows = [row for row in facts.rows("pieces") if facts.value("piece_nature", row) == "pouvoir"]
    added: list[Row] = []
    if not rows:
        siblings = session.dossier.rows_of(GroupId("pieces"))
        stamp = session.dossier.edited_at
        new = RowId(new_ulid(stamp.moment))
        rank = siblings[-1].rank + 1 if siblings else 1
        added = [Row(new, GroupId("pieces"), ROOT, rank, "", stamp)]
        rows = [new]
    for name, text in (
        ("nature", "pouvoir"),
        ("etat", "jointe"),
        ("date", power.dossier.text(Key(FieldId("fait_le")))),
        ("echeance", power.dossier.text(Key(FieldId("pouvoir_fin")))),
        ("fichier", FileType().store(signed)),
    ):
        answers[Key(FieldId(f"piece_{name}"), rows[0])] = text
    if facts.value("piece_etat", rows[0]) == "non_requise":
        # The note said why no power was needed.
        answers[Key(FieldId("piece_note"), rows[0])] = None
    session.change(answers, added)


def _signs_already(facts: Facts, power: Facts) -> bool:
    """Whether who received the power is the person that the dossier says signs it."""
    return facts.value("signataire_representant") is False and all(
        facts.value(name) == power.value(name) for name in ("signataire_prenom", "signataire_nom")
    )
