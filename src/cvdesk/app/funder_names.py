"""Funders to propose while a name is typed: those of the call, then those of the contract."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from cvdesk.app.session import Session
from cvdesk.domain.appel import FinanceurAppele
from cvdesk.domain.checks.financement import departements_of_action
from cvdesk.domain.contrat import NotInContrat
from cvdesk.domain.contrat_moyens import Financeur
from cvdesk.domain.contrat_parts import Commune
from cvdesk.domain.facts import Facts
from cvdesk.domain.form import Budget
from cvdesk.domain.ids import ROOT, Key, RowId
from cvdesk.domain.wording import plain

MOST = 12


@dataclass(frozen=True, slots=True)
class FunderProposal:
    """A funder that may be asked.

    Attributes:
        kind: The line of account 74 it belongs to, or empty when nothing says it.
        departement: Its département, or empty.
        why: Where it comes from, and whom it serves.
        serves: Whether it serves the place of the action, as far as the contract says.
        addressed: Whether the dossier is addressed to it: the money it gives is what is asked.
    """

    name: str
    kind: str
    departement: str
    why: str
    serves: bool
    words: str
    addressed: bool = False


_KINDS = {
    "etat": "etat",
    "operateur": "etabpub",
    "chambre": "etabpub",
    "securite_sociale": "orgasoc",
    "bailleur": "prive",
    "entreprise": "prive",
    "europe": "fe",
}
_COLLECTIVITES = (
    ("dep", ("departement", "conseil departemental")),
    ("region", ("region", "conseil regional")),
    ("com", ("commune", "ville", "mairie")),
    ("epci", ("ept", "etablissement public territorial", "metropole", "communaute", "grand")),
)


def funders_for(facts: Facts, project: RowId, typed: str = "") -> tuple[FunderProposal, ...]:
    """Return the funders whose name answers ``typed``; those that serve the place first."""
    project = project or next(iter(facts.projects), ROOT)  # the association's own budget
    known = facts.remember(f"financeurs_proposes@{project}", lambda _: tuple(_all(facts, project)))
    wanted = plain(typed).split()
    found = [one for one in known if all(_begins(word, one.words) for word in wanted)]
    return tuple(found[:MOST] if wanted else found)


def funder_named(facts: Facts, project: RowId, name: str) -> FunderProposal | None:
    """Return the funder that has exactly this name, or None."""
    wanted = plain(name)
    return next((one for one in funders_for(facts, project) if plain(one.name) == wanted), None)


def add_funder(session: Session, budget: Budget, project: RowId, name: str) -> RowId:
    """Add a funder, with what is known of it: one step of undo. Return its row."""
    found = funder_named(session.facts, project, name)
    added: list[RowId] = []

    def edit(apart: Session) -> None:
        row = apart.add_row(budget.funders.id, project)
        added.append(row)
        words = {"nom": name}
        if found is not None:
            words |= {"type": found.kind, "departement": found.departement}
            if found.addressed:
                words |= {"sollicite": "oui", "statut": "demande"}
        for field, typed in words.items():
            apart.answer(Key(budget.funder_field(field), row), typed)

    session.together(edit)
    return added[0]


def _begins(word: str, words: str) -> bool:
    return any(one.startswith(word) for one in words.split())


def _all(facts: Facts, project: RowId) -> Iterator[FunderProposal]:
    seen: set[str] = set()
    every = [*_of_the_call(facts), *_communes(facts, project), *_of_the_contract(facts, project)]
    for one in sorted(every, key=lambda one: not one.serves):  # stable: the call stays first
        if plain(one.name) not in seen:
            seen.add(plain(one.name))
            yield one


def _of_the_call(facts: Facts) -> Iterator[FunderProposal]:
    every = facts.appel.financeurs if facts.appel is not None else ()
    for one in every:
        addressed = _is_addressed(facts, one, alone=len(every) == 1)
        label = f", {one.portal_label} dans le portail" if one.portal_label else ""
        yield FunderProposal(
            one.nom,
            one.type,
            one.departement,
            f"financeur de l’appel{label}"
            + (", celui à qui ce dossier s’adresse" if addressed else ""),
            serves=True,
            words=plain(f"{one.nom} {one.portal_label}"),
            addressed=addressed,
        )


def _is_addressed(facts: Facts, one: FinanceurAppele, *, alone: bool) -> bool:
    """Tell whether the dossier names this funder, or names none when the call has no other."""
    portal, service = facts.value("financeur_portail"), facts.value("destinataire_service")
    if not portal and not service:
        kinds = facts.value("destinataire")
        return alone and (not kinds or one.type in kinds)
    return bool(portal and portal == one.portal_label) or plain(service or "") == plain(one.nom)


def _communes(facts: Facts, project: RowId) -> Iterator[FunderProposal]:
    """The communes where the action takes place pay under their own name."""
    for commune in _communes_of_action(facts, project):
        name = f"Commune {_of(commune.nom)}"
        yield FunderProposal(
            name,
            "com",
            commune.departement,
            "commune de l’action",
            serves=True,
            words=plain(f"{name} ville mairie"),
        )


def _communes_of_action(facts: Facts, project: RowId) -> Iterator[Commune]:
    for row in facts.rows("territoires", project):
        named = facts.value("territoire_commune", row)
        if named is not None:
            with suppress(NotInContrat):
                yield facts.contrat.commune(named)


def _of(name: str) -> str:
    return f"d’{name}" if plain(name)[:1] in "aeiouy" else f"de {name}"


def _of_the_contract(facts: Facts, project: RowId) -> Iterator[FunderProposal]:
    places = set(departements_of_action(facts, project))
    communes = {
        facts.value("territoire_commune", row) for row in facts.rows("territoires", project)
    }
    called = facts.appel.financeurs if facts.appel is not None else ()
    for one in facts.contrat.financeurs:
        kind = _kind(one)
        if kind is None:
            continue
        perimetre = one.perimetre
        in_place = not perimetre.departements or bool(places & set(perimetre.departements))
        in_commune = not perimetre.communes or bool(communes & set(perimetre.communes))
        where = perimetre.texte or ", ".join((*perimetre.departements, *perimetre.communes))
        departement = perimetre.departements[0] if len(perimetre.departements) == 1 else ""
        # « État » beside the office of the State that the call names.
        vague = any(plain(each.nom).startswith(f"{plain(one.nom)} ") for each in called)
        yield FunderProposal(
            one.nom,
            kind,
            departement,
            "cité par le contrat de ville"
            + (f"\u00a0: {where}" if where else "")
            + (", sans dire quel service" if vague else ""),
            serves=in_place and in_commune,
            words=plain(" ".join((one.nom, *one.alias, departement))),
        )


def _kind(one: Financeur) -> str | None:
    """Return the line of account 74, empty when unsure, None for what is no payer."""
    if one.nature in {"groupe", "association"}:
        return None
    if one.nature == "collectivite":
        name = plain(one.nom)
        for kind, starts in _COLLECTIVITES:
            if any(name.startswith(start) for start in starts):
                return kind
        return ""
    return _KINDS.get(one.nature, "")
