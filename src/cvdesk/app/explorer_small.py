"""Reading the smaller pieces: linked texts, figures, acronyms, principles, bodies, slips."""

from __future__ import annotations

from cvdesk.app.explorer_items import (
    LINKS,
    Reading,
    fact,
    figure,
    item,
    named_places,
    parts_of,
    serving,
    slips,
    unsaid,
    variants,
)
from cvdesk.domain.contrat import Contrat, NotInContrat


def read(contrat: Contrat, place: str, kind: str, name: str) -> Reading:
    """Return what a small piece of a contract says.

    Raises:
        NotInContrat: If the contract has no such piece.
    """
    makers = {
        "lien": _link,
        "theme": _theme,
        "chiffre": _figure,
        "sigle": _acronym,
        "principe": _principle,
        "action": _action,
        "instance": _body,
        "erratum": _slip,
        "lacune": _gap,
    }
    if kind not in makers:
        raise NotInContrat(place)
    return makers[kind](contrat, place, name)


def _link(contrat: Contrat, place: str, name: str) -> Reading:
    one = contrat.liens[int(name)]
    return Reading(
        place, "texte lié", one.titre, lignes=one.lignes, mark=one.source,
        parts=parts_of(
            ("Ce lien", [item(LINKS.get(one.lien, one.lien))]),
            ("Dans CVDesk", [fact("Contrat", one.contrat)] if one.contrat else []),
            ("Remarques", [item(one.note)] if one.note else []),
        ),
    )  # fmt: skip


def _theme(contrat: Contrat, place: str, name: str) -> Reading:
    one = next(one for one in contrat.themes if one.id == name)
    return Reading(
        place, "thème", one.titre, quoted=True, lignes=one.lignes, mark=one.source,
        parts=parts_of(("Autres formulations", variants(one.variantes))),
    )  # fmt: skip


def _figure(contrat: Contrat, place: str, name: str) -> Reading:
    one = contrat.chiffres[int(name)]
    said = one.indicateur
    return Reading(
        place, "chiffre", said.nom, lignes=said.lignes, mark=said.source,
        parts=parts_of(
            ("Valeur", [figure(said)]),
            ("Sous", named_places(contrat, (one.noeud,) if one.noeud else ())),
        ),
    )  # fmt: skip


def _acronym(contrat: Contrat, place: str, name: str) -> Reading:
    one = next(one for one in contrat.sigles if one.sigle == name)
    return Reading(
        place, "sigle", one.sigle, parts=parts_of(("Sens", variants(one.sens) or [unsaid()]))
    )


def _principle(contrat: Contrat, place: str, name: str) -> Reading:
    one = next(one for one in contrat.axes_transversaux if one.id == name)
    return Reading(
        place, "principe transversal", one.titre, quoted=True, lignes=one.lignes, mark=one.source,
        parts=parts_of(
            ("Ce qu’il demande", [item(one.texte) if one.texte else unsaid()]),
            ("Où il vaut", [item(one.portee or "tout le contrat")]),
            ("À quoi il sert", [item(role) for role in one.roles] or [unsaid()]),
            ("Autres formulations", variants(one.variantes)),
            *serving(contrat, one.id),
            ("Remarques", [item(note) for note in one.notes]),
            *slips(contrat, one.id),
        ),
    )  # fmt: skip


def _action(contrat: Contrat, place: str, name: str) -> Reading:
    one = next(one for one in contrat.actions if one.id == name)
    above = [other for other in contrat.actions if other.id == one.parent]
    return Reading(
        place, f"action {one.numero}".strip(), one.titre, quoted=True,
        path=tuple(other.titre for other in above), lignes=one.lignes, mark=one.source,
        parts=parts_of(
            ("Repères", [
                fact("Porteur", one.porteur), fact("Année", str(one.annee or "")),
            ]),
            ("Orientations servies", named_places(contrat, one.noeuds) or [unsaid()]),
            ("Partie de", [item(other.titre, place=f"action/{other.id}") for other in above]),
            ("Remarques", [item(one.note)] if one.note else []),
            *slips(contrat, one.id),
        ),
    )  # fmt: skip


def _body(contrat: Contrat, place: str, name: str) -> Reading:
    one = next(one for one in contrat.instances if one.id == name)
    return Reading(
        place, "instance", one.nom, lignes=one.lignes, mark=one.source,
        parts=parts_of(
            ("Ce qu’elle fait", [fact("Rôle", one.role), fact("Fréquence", one.frequence)]),
            ("Qui y siège", [fact("", one.composition)]),
            ("Autres noms", [item(other) for other in one.alias]),
            ("Remarques", [item(one.note)] if one.note else []),
            *slips(contrat, one.id),
        ),
    )  # fmt: skip


def _slip(contrat: Contrat, place: str, name: str) -> Reading:
    one = contrat.errata[int(name)]
    return Reading(
        place, "anomalie du texte", one.texte, lignes=one.lignes, mark=one.source,
        parts=parts_of(
            ("Lecture retenue", [item(one.lecture) if one.lecture else item("Aucune.")]),
            ("Ce que cela touche", named_places(contrat, one.concerne)),
        ),
    )  # fmt: skip


def _gap(contrat: Contrat, place: str, name: str) -> Reading:
    one = contrat.lacunes[int(name)]
    return Reading(
        place, "ce que le texte ne dit pas", one.texte, mark=one.source,
        parts=parts_of(
            ("Où chercher", [item(one.ou) if one.ou else unsaid()]),
            ("Ce que cela touche", named_places(contrat, one.concerne)),
        ),
    )  # fmt: skip
