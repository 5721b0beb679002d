"""Reading what stands beside the tree: quarters, funders, schemes, rules, bodies, dates, slips."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from cvdesk.app import explorer_small as small
from cvdesk.app.explorer import FORCES, NATURES
from cvdesk.app.explorer_items import (
    LINKS,
    UNITS,
    Item,
    Reading,
    fact,
    figure,
    item,
    named_places,
    number,
    parts_of,
    places,
    slips,
    unsaid,
    variants,
)
from cvdesk.app.explorer_territory import perimeter_words, term
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.contrat_moyens import Dispositif, Echeance, Financeur, Regle
from cvdesk.domain.contrat_parts import Commune, Force, Provenance, Quartier
from cvdesk.domain.money import NBSP, grouped

ROLES: Mapping[str, str] = {
    "pilote": "pilote",
    "signataire": "signataire",
    "engage": "s’engage",
    "contributeur": "contributeur",
    "operateur": "opérateur",
    "financeur": "financeur",
    "cite": "seulement cité",
}
KINDS: Mapping[str, str] = {
    "QPV": "quartier prioritaire (QPV)",
    "QVA": "quartier en veille active (QVA)",
    "QIC": "quartier d’intérêt communautaire (QIC)",
    "poche": "poche de pauvreté",
    "sorti": "quartier sorti de la géographie prioritaire",
}
SCHEME_STATES: Mapping[str, str] = {
    "en_vigueur": "en vigueur, dit le texte",
    "annonce": "annoncé",
    "experimental": "expérimental",
    "echu": "échu",
}


def read(contrat: Contrat, place: str, kind: str, name: str, today: date) -> Reading:
    """Return what a piece of a contract says.

    Args:
        contrat: The contract.
        place: The id of the branch.
        kind: What stands before its slash.
        name: What stands after.
        today: The day it is read.

    Raises:
        NotInContrat: If the contract has no such piece.
    """
    makers: Mapping[str, Callable[[], Reading]] = {
        "contrat": lambda: _presentation(contrat, place, today),
        "commune": lambda: _commune(contrat, place, name),
        "quartier": lambda: _quartier(contrat, contrat.quartier(name)),
        "financeur": lambda: _funder(contrat, contrat.financeur(name)),
        "dispositif": lambda: _scheme(contrat, contrat.dispositif(name)),
        "echeance": lambda: _date(contrat.echeances[int(name)], place, today),
        "regle": lambda: _rule(contrat, next(one for one in contrat.regles if one.id == name)),
    }
    if kind in makers:
        return makers[kind]()
    return small.read(contrat, place, kind, name)


def _presentation(contrat: Contrat, place: str, today: date) -> Reading:
    now = term(contrat, today)
    source = contrat.source
    links = [
        item(one.titre, one.lignes, one.source, label=LINKS.get(one.lien, one.lien), note=one.note)
        for one in contrat.liens
    ]
    return Reading(
        place, contrat.nature, contrat.titre,
        alert=now.sentence if now.over else "",
        parts=parts_of(
            ("Terme", [item(now.dates, mark=contrat.periode_source, note=now.sentence)]),
            ("Texte lu ici", [
                item(source.statut, label="Ce que c’est"),
                fact("Date", source.date),
                item(contrat.version, label="Version"),
                item(f"{grouped(source.lignes)} lignes", label="Longueur"),
            ]),
            ("Territoire", [
                item(contrat.territoire),
                item(", ".join(contrat.departements), label="Départements"),
            ]),
            ("Portent le contrat", [item(one) for one in contrat.porteurs] or [unsaid()]),
            ("Textes liés", links),
            ("Remarques", [item(note) for note in contrat.notes]),
            ("Autres sources", [
                item(one.titre, mark=Provenance.HORS_TEXTE,
                     note=f"Lu le {one.consulte_le:%d/%m/%Y}." if one.consulte_le else "")
                for one in contrat.references
            ]),
        ),
    )  # fmt: skip


def _commune(contrat: Contrat, place: str, name: str) -> Reading:
    quartiers = [one for one in contrat.quartiers if name == " et ".join(one.communes)]
    quartiers = quartiers or list(contrat.quartiers_de(name))
    known = [one for one in contrat.communes if one.nom in {name, *name.split(" et ")}]
    single = known[0] if len(known) == 1 else None
    return Reading(
        place, "commune" if single is not None else "communes", name,
        lignes=single.lignes if single is not None else (),
        mark=single.source if single is not None else None,
        parts=parts_of(
            *(((one.nom if single is None else "Repères"), _landmarks(one)) for one in known),
            ("Quartiers", [item(one.nom, place=f"quartier/{one.id}") for one in quartiers]),
            ("Fiches", [
                item(one.titre, place=f"fiche/{one.id}") for one in contrat.fiches_de(name)
            ]),
            ("Organismes nommés pour ce territoire", [
                item(one.nom, place=f"financeur/{one.id}") for one in contrat.financeurs
                if not {one_.nom for one_ in known}.isdisjoint(one.perimetre.communes)
            ]),
            ("Remarques", [item(note) for one in known for note in one.notes]),
        ),
    )  # fmt: skip


def _landmarks(commune: Commune) -> list[Item]:
    found = [
        item(commune.departement, label="Département"),
        item(commune.insee, label="Code Insee", mark=Provenance.HORS_TEXTE),
    ]
    if commune.secteur:
        found.append(item(commune.secteur, label="Secteur"))
    if commune.alias:
        found.append(item(", ".join(commune.alias), label="Aussi écrit"))
    if commune.hors_perimetre:
        found.append(item("Hors du territoire du contrat : un quartier y déborde."))
    return found


def _quartier(contrat: Contrat, one: Quartier) -> Reading:
    references = {ref.id: ref.titre for ref in contrat.references}
    code = unsaid("Code national")
    if one.code:
        code = item(one.code, mark=one.code_provenance, label="Code national",
                    note=references.get(one.code_reference, ""))  # fmt: skip
    former = ", ".join(one.codes_anciens)
    landmarks = [
        item(KINDS.get(one.type, one.type), label="Nature"),
        item(", ".join(one.communes), label="Commune"),
        code,
        *([item(former, label="Anciens codes")] if former else []),
        *([item(one.secteur, label="Secteur")] if one.secteur else []),
        *([item(", ".join(one.evenements), label="Ce qui a changé")] if one.evenements else []),
        *([item(one.rattachement, label="Contrat de rattachement")] if one.rattachement else []),
    ]
    sheets = [fiche for fiche in contrat.fiches if one.id in fiche.quartiers]
    return Reading(
        f"quartier/{one.id}", KINDS.get(one.type, one.type), one.nom, quoted=True,
        path=(", ".join(one.communes),), lignes=one.lignes, mark=one.source,
        parts=parts_of(
            ("Repères", landmarks),
            ("Autres noms", variants(one.alias)),
            ("Fiches", [item(fiche.titre, place=f"fiche/{fiche.id}") for fiche in sheets]),
            ("Limites", [
                item(said.texte, said.lignes, said.source, label=said.nature, quoted=said.exact)
                for said in one.adresses
            ] or [unsaid()]),
            ("Chiffres", [figure(each) for each in one.indicateurs]),
            ("Remarques", [item(note) for note in one.notes]),
            *slips(contrat, one.id),
        ),
    )  # fmt: skip


def _served(contrat: Contrat, one: Financeur | Dispositif) -> list[Item]:
    """Return the départements and communes served, one by one, or that the text is silent."""
    perimetre = one.perimetre
    if not perimeter_words(contrat, perimetre):
        return [unsaid("Départements et communes")]
    communes = [
        item(commune, place=f"commune/{commune}", label="Commune") for commune in perimetre.communes
    ]
    communes += [
        item(quartier.nom, place=f"quartier/{quartier.id}", label="Quartier")
        for quartier in contrat.quartiers
        if quartier.id in perimetre.quartiers
    ]
    codes = [item(code, label="Département") for code in perimetre.departements]
    said = [item(perimetre.texte)] if perimetre.texte else []
    if perimetre.types:
        said.append(item(", ".join(perimetre.types), label="Nature de quartiers"))
    return [*said, *(codes or [unsaid("Département")]), *(communes or [unsaid("Commune")])]


def _funder(contrat: Contrat, one: Financeur) -> Reading:
    schemes = [each for each in contrat.dispositifs if one.id in each.financeurs]
    roles = ", ".join(ROLES.get(role, role) for role in one.roles)
    return Reading(
        f"financeur/{one.id}", NATURES.get(one.nature, one.nature), one.nom, quoted=True,
        lignes=one.lignes, mark=one.source,
        parts=parts_of(
            ("Territoire servi", _served(contrat, one)),
            ("Place dans le contrat", [fact("Rôles", roles)]),
            ("Autres noms", [item(name) for name in one.alias]),
            ("Remplace", [item(name) for name in one.succede_a]),
            ("Engagements", _commitments(contrat, one) or [unsaid()]),
            ("Dispositifs", [
                item(each.nom, each.lignes, each.source, place=f"dispositif/{each.id}")
                for each in schemes
            ]),
            ("Remarques", [item(note) for note in one.notes]),
            *slips(contrat, one.id),
        ),
    )  # fmt: skip


def _commitments(contrat: Contrat, one: Financeur) -> list[Item]:
    named = places(contrat)
    found = []
    for said in one.engagements:
        served, where = named.get(said.noeud, ("", ""))
        scheme, _ = named.get(said.dispositif, (said.dispositif, ""))
        note = " ".join(filter(None, (scheme and f"Dispositif : {scheme}.", said.condition)))
        found.append(
            item(said.texte, said.lignes, said.source, quoted=said.exact, label=served,
                 place=where, note=note)
        )  # fmt: skip
    return found


def _scheme(contrat: Contrat, one: Dispositif) -> Reading:
    names = {funder.id: funder.nom for funder in contrat.financeurs}
    ceiling = "" if one.plafond is None else f"{number(one.plafond)}{NBSP}€"
    state = SCHEME_STATES.get(one.statut, one.statut)
    return Reading(
        f"dispositif/{one.id}", "dispositif", one.nom,
        lignes=one.lignes, mark=one.source,
        alert="Le texte le dit échu." if one.statut == "echu" else "",
        parts=parts_of(
            ("Qui paie", [
                item(names.get(each, each), place=f"financeur/{each}" if each in names else "")
                for each in one.financeurs
            ] or [unsaid()]),
            ("Territoire servi", _served(contrat, one)),
            ("Conditions", [
                fact("Bénéficiaires", one.beneficiaires),
                fact("Ce qu’il finance", ", ".join(one.natures)),
                fact("Plafond", ceiling),
                fact("Périodicité", one.periodicite),
                fact("Validité", ", ".join(filter(None, (state, one.validite)))),
                *([item(one.programme, label="Programme")] if one.programme else []),
                *(item(said) for said in one.conditions),
                *(item(said, label="Ne s’ajoute pas à") for said in one.exclusions),
            ]),
            ("Orientations servies", named_places(contrat, one.noeuds)),
            ("Autres noms", [item(name) for name in one.alias]),
            ("Remarques", [item(note) for note in one.notes]),
            *slips(contrat, one.id),
        ),
    )  # fmt: skip


def _rule(contrat: Contrat, one: Regle) -> Reading:
    value = (
        "" if one.valeur is None else f"{number(one.valeur)}{NBSP}{UNITS.get(one.unite, one.unite)}"
    )
    scheme = [each for each in contrat.dispositifs if each.id == one.dispositif]
    former = one.etat == "ancien"
    return Reading(
        f"regle/{one.id}", _FORCE[one.force], one.enonce, lignes=one.lignes, mark=one.source,
        alert="Règle d’un contrat précédent, que le texte cite encore." if former else "",
        parts=parts_of(
            ("Portée", [fact("Où elle vaut", one.portee)]),
            ("Chiffre", [
                item(value.strip(), label=one.base and f"Part de : {one.base}")
            ] if value else []),
            ("Dispositif", [item(each.nom, place=f"dispositif/{each.id}") for each in scheme]),
            ("Remarques", [item(one.note)] if one.note else []),
            *slips(contrat, one.id),
        ),
    )  # fmt: skip


_FORCE: Mapping[Force, str] = {
    force: f"règle ({name.removesuffix('s').lower()})" for force, name in FORCES.items()
}


def _date(one: Echeance, place: str, today: date) -> Reading:
    past = one.date is not None and one.date < today
    day = "" if one.date is None else f"{one.date:%d/%m/%Y}"
    return Reading(
        place, "échéance", one.quoi, lignes=one.lignes, mark=one.source,
        alert=f"Cette date est passée : {day}." if past else "",
        parts=parts_of(
            ("Quand", [fact("Jour", day), fact("Dans les mots du texte", one.quand)]),
            ("Où", [item(one.commune, label="Commune")] if one.commune else []),
            ("Remarques", [item(one.note)] if one.note else []),
        ),
    )  # fmt: skip
