"""Writing a call as one answers a dossier: the answers of a session are a call, and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cvdesk.app.appel_form import Choices, editing_form, named_by
from cvdesk.app.appel_registry import call_id
from cvdesk.app.session import Author, Clock, Reference, Session
from cvdesk.domain.appel import (
    Appel,
    Contact,
    Critere,
    DateAnnoncee,
    FinanceurAppele,
    PieceAttendue,
)
from cvdesk.domain.appel_faults import AppelFault, Place
from cvdesk.domain.dossier import ContratRef, Dossier
from cvdesk.domain.form import Form
from cvdesk.domain.ids import ROOT, DossierId, FieldId, GroupId, Key, RowId, new_ulid
from cvdesk.domain.money import Euros
from cvdesk.domain.sources import Source
from cvdesk.domain.wording import spaced

_MEGA = 1_000_000
_OPTION = re.compile(r"[a-z0-9][a-z0-9_-]{0,49}", re.ASCII)
_FIELDS: Mapping[str, str] = {
    "appel": "appel_repere", "titre": "appel_titre", "periode": "appel_periode",
    "annees": "appel_premiere_annee", "voie": "appel_voie", "source": "appel_source",
    "ouverture": "appel_ouverture", "cloture": "appel_cloture", "communes": "appel_communes",
    "quartiers": "appel_quartiers", "orientations": "appel_orientations",
    "hors_quartier": "appel_hors_quartier", "hors_quartier_phrase": "appel_hors_quartier_phrase",
    "part_qpv_min": "appel_part_qpv", "montant_min": "appel_montant_min",
    "montant_max": "appel_montant_max", "sous_le_maximum": "appel_sous_le_maximum",
    "part_publique_max": "appel_part_publique", "cvn_comptees": "appel_cvn",
    "cofinancement_local": "appel_cofinancement", "regle_periode": "appel_regle_periode",
    "taille_piece_max": "appel_taille", "formats_pieces": "appel_formats",
    "limite_titres": "appel_limite_titres", "limite_textes": "appel_limite_textes",
}  # fmt: skip
"""Where a term of the call is answered."""
_ROWS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "dates": ("appel_calendrier", {
        "quoi": "appel_date_quoi", "jour": "appel_date_jour", "phrase": "appel_date_phrase"}),
    "financeurs": ("appel_financeurs", {
        "nom": "appel_financeur_nom", "type": "appel_financeur_type",
        "departement": "appel_financeur_departement",
        "portal_label": "appel_financeur_portail", "id": "appel_financeur_repere"}),
    "pieces": ("appel_pieces_propres", {
        "label": "appel_piece_label", "condition": "appel_piece_condition",
        "help": "appel_piece_aide", "kept_at_rna": "appel_piece_rna",
        "source": "appel_piece_source", "id": "appel_piece_repere"}),
    "limites": ("appel_limites", {
        "champ": "appel_limite_champ", "nombre": "appel_limite_nombre"}),
    "conditions": ("appel_conditions", {"texte": "appel_condition"}),
    "criteres": ("appel_criteres", {
        "texte": "appel_critere_texte", "noeud": "appel_critere_noeud",
        "source": "appel_critere_source"}),
    "contacts": ("appel_contacts", {
        "nom": "appel_contact_nom", "courriel": "appel_contact_courriel",
        "telephone": "appel_contact_telephone", "note": "appel_contact_note"}),
}  # fmt: skip
"""Where the terms that repeat are answered: their list, and the field of each part."""


@dataclass(frozen=True, slots=True)
class EditorFault:
    """One thing to correct, and the question to go to.

    Attributes:
        message: A French sentence.
    """

    message: str
    key: Key | None


def editing(
    form: Form, choices: Choices, appel: Appel | None, *, author: Author, clock: Clock
) -> Session:
    """Return a session that writes a call, empty or started from another one.

    Args:
        form: The form of a call, as its file declares it.
        choices: The contract of the call, and what its lists offer.
        appel: The call to start from, or None: an empty one asks for all the national papers.
        author: Who writes.
        clock: Gives the time.
    """
    contrat = choices.contrat
    dossier = Dossier(
        id=DossierId(new_ulid(clock())),
        form=form.ref,
        contrat=ContratRef(contrat.id, contrat.version),
    )
    asked = editing_form(form, choices, named_by(appel))
    session = _session(dossier, asked, choices, author, clock)
    if appel is None:
        _say(session, "appel_pieces_nationales", ";".join(one.id for one in choices.national))
    else:
        _fill(session, appel, choices.national)
    return session


def resumed(
    form: Form, choices: Choices, dossier: Dossier, *, author: Author, clock: Clock
) -> Session:
    """Return the session of a call that was being written.

    Args:
        form: The form of a call, as its file declares it.
        choices: The contract of the call, and what its lists offer.
        dossier: The answers, as they were kept.
        author: Who writes.
        clock: Gives the time.
    """
    places = {FieldId("appel_orientations"), FieldId("appel_critere_noeud")}
    named = tuple(
        one
        for key, record in dossier.records.items()
        if key.field in places and record.text
        for one in record.text.split(";")
    )
    return _session(dossier, editing_form(form, choices, named), choices, author, clock)


def _session(
    dossier: Dossier, form: Form, choices: Choices, author: Author, clock: Clock
) -> Session:
    reference = Reference(form, choices.contrat, checks=())
    return Session(dossier, reference, author=author, clock=clock)


def _fill(session: Session, appel: Appel, national: tuple[PieceAttendue, ...]) -> None:
    source = appel.source
    for term, field in _FIELDS.items():
        if term not in {"appel", "annees", "source"}:
            _say(session, field, _typed(term, getattr(appel, term)))
    _say(session, "appel_repere", appel.id)
    _say(session, "appel_exemple", _typed("", appel.exemple))
    _say(session, "appel_premiere_annee", str(appel.annees[0]) if appel.annees else "")
    if appel.periode == "pluriannuelle":
        _say(session, "appel_derniere_annee", str(appel.annees[-1]) if appel.annees else "")
    _say(session, "appel_source", source.title)
    _say(session, "appel_source_url", source.url)
    _say(session, "appel_source_jour", _typed("", source.checked_on))
    named = [one.id for one in appel.pieces if one in national]
    _say(session, "appel_pieces_nationales", ";".join(named))
    for term, (group, fields) in _ROWS.items():
        for one in _repeated(appel, term, national):
            row = session.add_row(GroupId(group))
            for part, field in fields.items():
                _say(session, field, _typed(part, one[part]), row)


def _repeated(
    appel: Appel, term: str, national: tuple[PieceAttendue, ...]
) -> Iterator[Mapping[str, Any]]:
    if term == "limites":
        yield from ({"champ": name, "nombre": most} for name, most in appel.limites.items())
    elif term == "conditions":
        yield from ({"texte": one} for one in appel.conditions)
    else:
        for one in getattr(appel, term):
            if term != "pieces" or one not in national:
                yield {part: getattr(one, part) for part in _ROWS[term][1]}


def _typed(term: str, value: Any) -> str:
    """Return a value as a person would type it in its question."""
    if value is None or (value is False and term in {"sous_le_maximum", "kept_at_rna"}):
        return ""
    if term in {"part_publique_max", "part_qpv_min"}:
        return _plain(value * 100)
    if term == "taille_piece_max":
        return _plain(Decimal(value) / _MEGA)
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, tuple):
        return ";".join(value)
    return str(value.cents // 100 if isinstance(value, Euros) else value)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _say(session: Session, field: str, typed: str, row: RowId = ROOT) -> None:
    if typed:
        session.answer(Key(FieldId(field), row), typed)


# --- from the answers to the call -------------------------------------------------------------


def appel_of(session: Session, national: Iterable[PieceAttendue]) -> Appel:
    """Return the call that the answers make; what is not answered is left open."""
    facts = session.facts

    def value(field: str, row: RowId = ROOT) -> Any:
        found = facts.value(field, row)
        return spaced(found) if isinstance(found, str) else found

    def text(field: str, row: RowId = ROOT) -> str:
        return value(field, row) or ""

    def rows(term: str) -> Iterator[dict[str, Any]]:
        group, fields = _ROWS[term]
        for row in facts.rows(group):
            yield {part: value(field, row) for part, field in fields.items()}

    period = text("appel_periode") or "annuelle"
    named = value("appel_pieces_nationales") or ()
    title = text("appel_titre")
    size = value("appel_taille")
    return Appel(
        id=_name(text("appel_repere"), title),
        titre=title,
        contrat=session.reference.contrat.id,
        periode=period,
        annees=_years(value("appel_premiere_annee"), value("appel_derniere_annee"), period),
        exemple=bool(value("appel_exemple")),
        source=Source(text("appel_source"), text("appel_source_url"), value("appel_source_jour")),
        voie=text("appel_voie"),
        communes=value("appel_communes") or (),
        ouverture=value("appel_ouverture"),
        cloture=value("appel_cloture"),
        dates=tuple(
            DateAnnoncee(one["quoi"] or "autre", one["jour"], one["phrase"] or "")
            for one in rows("dates")
        ),
        financeurs=tuple(
            FinanceurAppele(
                _name(one["id"], one["nom"]), one["nom"] or "", one["type"] or "",
                one["departement"] or "", one["portal_label"] or "",
            )
            for one in rows("financeurs")
        ),
        orientations=value("appel_orientations") or (),
        quartiers=value("appel_quartiers") or (),
        hors_quartier=text("appel_hors_quartier"),
        hors_quartier_phrase=text("appel_hors_quartier_phrase"),
        cofinancement_local=value("appel_cofinancement"),
        part_publique_max=_share(value("appel_part_publique")),
        cvn_comptees=value("appel_cvn"),
        part_qpv_min=_share(value("appel_part_qpv")),
        montant_min=value("appel_montant_min"),
        montant_max=value("appel_montant_max"),
        sous_le_maximum=bool(value("appel_sous_le_maximum")),
        regle_periode=text("appel_regle_periode"),
        pieces=(
            *(one for one in national if one.id in named),
            *(
                PieceAttendue(
                    _name(one["id"], one["label"]), one["label"] or "",
                    one["condition"] or "toujours", one["help"] or "",
                    bool(one["kept_at_rna"]), one["source"] or "",
                )
                for one in rows("pieces")
            ),
        ),
        taille_piece_max=None if size is None else int(size * _MEGA),
        formats_pieces=value("appel_formats") or (),
        limites={
            one["champ"]: one["nombre"]
            for one in rows("limites")
            if one["champ"] and one["nombre"] is not None
        },
        limite_textes=value("appel_limite_textes"),
        limite_titres=value("appel_limite_titres"),
        conditions=tuple(one["texte"] for one in rows("conditions") if one["texte"]),
        criteres=tuple(
            Critere(one["texte"] or "", one["noeud"] or "", one["source"] or "")
            for one in rows("criteres")
        ),
        contacts=tuple(
            Contact(one["nom"] or "", one["courriel"] or "", one["telephone"] or "",
                    one["note"] or "")
            for one in rows("contacts")
        ),
    )  # fmt: skip


def _name(typed: str | None, label: str | None) -> str:
    """Return the short name typed if a file may hold it, else one made of it or of the label."""
    if typed and _OPTION.fullmatch(typed):
        return typed
    return call_id(typed or label or "")


def _years(first: int | None, last: int | None, period: str) -> tuple[int, ...]:
    if first is None:
        return ()
    end = last if period == "pluriannuelle" and last is not None else first
    return tuple(range(first, end + 1)) or (first,)


def _share(percent: Decimal | None) -> Decimal | None:
    return None if percent is None else percent / 100


# --- what is left to correct -------------------------------------------------------------------


def editor_faults(
    session: Session, faults: Callable[[Appel], tuple[AppelFault, ...]],
    national: Iterable[PieceAttendue],
) -> tuple[EditorFault, ...]:  # fmt: skip
    """Return everything to correct before the call can be saved, each with where to go.

    Args:
        session: The answers.
        faults: Holds a call against its contract.
        national: The national list of papers.
    """
    every = tuple(national)
    missing = [
        EditorFault(finding.message, finding.keys[0] if finding.keys else None)
        for finding in session.findings
    ]
    unread = [
        EditorFault(why[1], key)
        for key in _keys(session)
        if (why := session.rejected(key)) is not None
    ]
    appel = appel_of(session, every)
    before = sum(one in every for one in appel.pieces)
    told = [
        EditorFault(
            f"{one.message[:1].upper()}{one.message[1:]}.", _key_of(session, one.place, before)
        )
        for one in faults(appel)
    ]
    asked = {one.key.field for one in missing if one.key}
    needless = {FieldId("appel_premiere_annee")} & asked
    if not appel.id and FieldId("appel_titre") in asked:
        # The file takes its name from the title, which is asked for already.
        needless |= {FieldId("appel_repere")}
    kept = [one for one in told if one.key is None or one.key.field not in needless]
    return (*missing, *unread, *kept)


def _keys(session: Session) -> Iterator[Key]:
    for _, _, key in session.facts.questions():
        yield key


def _key_of(session: Session, place: Place, national: int) -> Key | None:
    """Return the question where a term of the call is answered."""
    term, *rest = place
    rank = rest[0] if rest and isinstance(rest[0], int) else None
    if term == "pieces" and rank is not None:
        if rank < national:
            return Key(FieldId("appel_pieces_nationales"))
        rank -= national
    if term in _ROWS:
        group, fields = _ROWS[str(term)]
        rows = session.facts.rows(group)
        if term == "limites" and rest:
            champ = FieldId("appel_limite_champ")
            rank = next(
                (at for at, row in enumerate(rows) if session.facts.value(champ, row) == rest[0]), 0
            )
        part = rest[1] if len(rest) > 1 else next(iter(fields))
        if rank is not None and rank < len(rows):
            return Key(FieldId(fields.get(str(part), next(iter(fields.values())))), rows[rank])
        return None
    field = _FIELDS.get(str(term))
    return None if field is None else Key(FieldId(field))
