"""Beginning a dossier: what a short conversation learns, one question after another.

Nothing is required but the contract, which a dossier never changes: it is chosen by a person, never
for them. Whoever does not know the rest yet goes on, and answers later in the dossier itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cvdesk.app.session import Session
from cvdesk.domain.appel import Appel
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.contrat_parts import Quartier
from cvdesk.domain.ids import FieldId, GroupId, Key, RowId
from cvdesk.domain.voie import Question, Voie, by_default, proposed
from cvdesk.domain.wording import plain
from cvdesk.errors import UserError

_PLACES, _ANCHORS = GroupId("territoires"), GroupId("ancrages")
_PRIORITY = "QPV"


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is known before the first question of the form.

    Attributes:
        contrat: Id of the contract, or empty until it is chosen.
        association: Id of the record of the association, or empty.
        commune: Its exact name in the contract, or empty.
        quartier: Id of the quarter in the contract, or empty.
        besoin: The need in the person's own words, or empty.
        orientations: Places of the contract to cite, the main one first.
        reponses: Answers to the small questions about the path, by question.
        voie: Id of the path, or empty.
        appel: Id of the call, or empty.
        years: The exercises, when no call gives them.
    """

    contrat: str
    association: str = ""
    commune: str = ""
    quartier: str = ""
    besoin: str = ""
    orientations: tuple[str, ...] = ()
    reponses: Mapping[str, str] = field(default_factory=dict)
    voie: str = ""
    appel: str = ""
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CommuneChoice:
    """A commune of the contracts in force.

    Attributes:
        contrat: Id of the contract it belongs to.
        label: Its name, and the contract when several have it.
    """

    contrat: str
    nom: str
    departement: str
    label: str


def communes(contrats: Iterable[Contrat]) -> tuple[CommuneChoice, ...]:
    """Return the communes a person may choose, by name; those of the contracts in force first."""
    every = [
        (contrat, commune)
        for contrat in contrats
        for commune in contrat.communes
        if not commune.hors_perimetre
    ]
    current = {commune.nom for contrat, commune in every if contrat.statut == "en_vigueur"}
    kept = [
        (contrat, commune)
        for contrat, commune in every
        if contrat.statut == "en_vigueur" or commune.nom not in current
    ]
    times = [commune.nom for _, commune in kept]
    found = [
        CommuneChoice(
            contrat.id,
            commune.nom,
            commune.departement,
            commune.nom
            if times.count(commune.nom) == 1 and contrat.statut == "en_vigueur"
            else f"{commune.nom} ({contrat.titre_court}{_over(contrat)})",
        )
        for contrat, commune in kept
    ]
    return tuple(sorted(found, key=lambda one: (plain(one.nom), one.contrat)))


def _over(contrat: Contrat) -> str:
    return "" if contrat.statut == "en_vigueur" else ", échu"


def departement_of(contrat: Contrat, commune: str) -> str:
    """Return the code of the département of a commune, or an empty text."""
    return next((one.departement for one in contrat.communes if one.nom == commune), "")


def follows(contrat: Contrat, commune: str) -> str:
    """Return what a commune brings with it: the contract, the département, who may pay there."""
    if not contrat.id:
        return "Contrat de ville non précisé pour l’instant."
    departement = departement_of(contrat, commune)
    said = f"{contrat.titre}, jusqu’au {contrat.fin:%d/%m/%Y}."
    if not departement:
        return said
    bound = [
        one.nom
        for one in contrat.financeurs
        if departement in one.perimetre.departements and not one.perimetre.communes
    ]
    said += f" Département\u00a0: {departement}."
    if bound:
        said += f" Financeurs propres à ce département\u00a0: {', '.join(bound)}."
    return said


def answers_of_place(quartier: Quartier | None) -> dict[str, str]:
    """Return what choosing a quarter already answers of the small questions."""
    if quartier is None:
        return {}
    return {"lieu": "qpv" if quartier.type == _PRIORITY else "hors"}


def calls_of(
    appels: Sequence[Appel], contrat: str, voie: Voie | None, commune: str = ""
) -> tuple[Appel, ...]:
    """Return the calls that serve a path in a commune, those that close first at the top."""
    found = [
        one
        for one in appels
        if one.contrat == contrat
        and (voie is None or (one.voie or by_default(one.periode)) == voie.id)
        and (not commune or not one.communes or commune in one.communes)
    ]
    return tuple(sorted(found, key=lambda one: (one.cloture is None, one.cloture, one.id)))


def perhaps(
    paths: Sequence[Voie], questions: Iterable[Question], answers: Mapping[str, str]
) -> tuple[str, ...]:
    """Return which paths would be proposed instead if the questions still open were answered."""
    asked = {one.id: f"«\u00a0{one.texte}\u00a0»" for one in questions}
    best = proposed(paths, answers)
    found = []
    for voie in paths:
        waits = " et ".join(asked[one] for one in voie.waits_for(answers))
        if waits and best is not None and voie.rang < best.rang:
            found.append(f"Peut-être «\u00a0{voie.titre}\u00a0»\u00a0? Répondez à {waits}.")
    return tuple(found)


def form_of(voie: Voie, known: Iterable[str]) -> str:
    """Return the form a path asks for, or the one that stands in for it on this computer."""
    forms = set(known)
    return voie.formulaire if voie.formulaire in forms or not voie.repli else voie.repli


def at_hand(voie: Voie | None, appel: Appel | None) -> tuple[str, ...]:
    """Return what to have within reach: what the path asks, then the papers of the call."""
    found = dict.fromkeys(() if voie is None else voie.a_prevoir)
    for piece in () if appel is None else appel.pieces:
        if piece.condition == "toujours" and not any(_same(piece.label, one) for one in found):
            found[piece.label] = None
    return tuple(found)


def _same(one: str, other: str) -> bool:
    return plain(one) == plain(other) or plain(one) in plain(other) or plain(other) in plain(one)


def named_place(contrat: Contrat, commune: str, quartier: str) -> tuple[str, str]:
    """Return the exact name of a commune and the id of a quarter, from what a person wrote.

    Args:
        contrat: The contract.
        commune: A name or an alias, or empty.
        quartier: A name, an alias, a code or an id, or empty.

    Raises:
        UserError: If the contract has neither, or the quarter is in another commune.
    """
    name = ""
    if commune:
        known = [
            one
            for one in contrat.communes
            if plain(commune) in {plain(each) for each in (one.nom, *one.alias)}
        ]
        if not known:
            raise UserError(
                f"«\u00a0{commune}\u00a0» n’est pas une commune de ce contrat.",
                remedy=f"Communes\u00a0: {', '.join(one.nom for one in contrat.communes)}.",
            )
        name = known[0].nom
    if not quartier:
        return name, ""
    found = [one for one in contrat.quartiers if plain(quartier) in _names(one)]
    found = [one for one in found if not name or name in one.communes]
    if len(found) != 1:
        offered = contrat.quartiers_de(name) if name else contrat.quartiers
        raise UserError(
            f"«\u00a0{quartier}\u00a0» ne désigne pas un quartier de ce contrat"
            f"{f' à {name}' if name else ''}.",
            remedy=f"Quartiers\u00a0: {', '.join(one.nom for one in offered) or 'aucun'}.",
        )
    if not name and len(found[0].communes) == 1:
        name = found[0].communes[0]
    return name, found[0].id


def _names(quartier: Quartier) -> set[str]:
    aliases = [one.texte for one in quartier.alias]
    return {plain(one) for one in (quartier.id, quartier.nom, quartier.code or "", *aliases)} - {""}


def begin(session: Session, beginning: Beginning) -> None:
    """Write in an empty dossier what the conversation learned; all of it can be undone.

    Raises:
        UserError: If the contract has no such orientation.
    """
    contrat = session.reference.contrat
    for place in beginning.orientations:
        if not contrat.cites(place):
            raise UserError(
                f"Ce contrat n’a pas d’orientation «\u00a0{place}\u00a0».",
                remedy="La commande «\u00a0chercher\u00a0» en donne les repères.",
            )
    form = session.reference.form
    projects = session.facts.rows("projet")
    project = projects[0] if projects else None
    if project is not None:
        if _PLACES in form.groups and (beginning.quartier or beginning.commune):
            _place(session, project, beginning)
        if _ANCHORS in form.groups:
            _cite(session, project, beginning.orientations)
        need = Key(FieldId("besoin"), project)
        if beginning.besoin and session.dossier.text(need) is None:
            _say(session, need, beginning.besoin)
    aim = {"action": "projet", "annee": "fonctionnement"}.get(beginning.reponses.get("objet", ""))
    if beginning.voie == "fonctionnement":
        aim = "fonctionnement"
    if aim:
        _say(session, Key(FieldId("demande_objet")), aim)
    if session.reference.appel is not None:  # a call of a contract is what the portal means by it
        _say(session, Key(FieldId("politique_ville")), "oui")
    _address(session, departement_of(contrat, beginning.commune))


def _place(session: Session, project: RowId, beginning: Beginning) -> None:
    contrat = session.reference.contrat
    quartier = contrat.quartier(beginning.quartier) if beginning.quartier else None
    row = session.add_row(_PLACES, project)
    if quartier is not None and quartier.code:
        _say(session, Key(FieldId("territoire_quartier"), row), quartier.code)
    if beginning.commune:
        _say(session, Key(FieldId("territoire_commune"), row), beginning.commune)


def _cite(session: Session, project: RowId, places: tuple[str, ...]) -> None:
    for rank, place in enumerate(places):
        row = session.add_row(_ANCHORS, project)
        _say(session, Key(FieldId("ancrage_noeud"), row), place)
        role = "principale" if rank == 0 else "secondaire"
        _say(session, Key(FieldId("ancrage_role"), row), role)


def _address(session: Session, departement: str) -> None:
    """Address the dossier to the State's office of the call, when only one can be meant."""
    appel = session.reference.appel
    offices = [
        one
        for one in (() if appel is None else appel.financeurs)
        if one.type == "etat" and (not departement or one.departement in {"", departement})
    ]
    if len(offices) == 1:
        _say(session, Key(FieldId("destinataire")), "etat")
        _say(session, Key(FieldId("destinataire_service")), offices[0].nom)
        if offices[0].portal_label:
            _say(session, Key(FieldId("financeur_portail")), offices[0].portal_label)


def _say(session: Session, key: Key, typed: str) -> None:
    """Answer a question if this form asks it: a shorter form asks fewer."""
    if session.reference.form.field(key.field) is not None:
        session.answer(key, typed)
