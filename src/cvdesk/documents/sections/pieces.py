"""Rubrique 8: the slip of the pieces, each known by the beginning of its fingerprint."""

from __future__ import annotations

from collections import Counter

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from cvdesk.documents.blocks import FULL_WIDTH, Rubric
from cvdesk.documents.sections.answers import Answers
from cvdesk.documents.style import Rich
from cvdesk.documents.tables import Column, DataTable, Row
from cvdesk.documents.wording import joined, moment, short_date
from cvdesk.domain.facts import Facts
from cvdesk.domain.ids import RowId
from cvdesk.domain.money import NBSP, count, grouped
from cvdesk.domain.pieces import expected_pieces
from cvdesk.domain.pieces import pieces as own_pieces

ANCHOR = "rubrique-8"
_HERE = {"jointe", "deja_rna", "deja_remise"}
_KILO = 1000


def pieces(answers: Answers, title: str) -> list[Flowable]:
    """The table, then what is to come and how to check a file."""
    style = answers.style
    made: list[Flowable] = [
        Rubric(style.text("8"), style.text(title), style, anchor=ANCHOR, note=_note(answers))
    ]
    rows = answers.facts.rows("pieces")
    lacking = _lacking(answers) if answers.draft else []
    if not rows:
        none = answers.line(style.text("Pièces"), style.empty("Aucune"))
        return [*made, *(lacking or [none])]
    made.append(_table(answers, rows))
    coming = [
        piece_name(answers.facts, row) for row in rows if _state(answers.facts, row) == "a_venir"
    ]
    if coming:
        told = style.text(joined(coming) + ".", where="le bordereau des pièces")
        made.append(answers.line(style.text("Ce qui reste à venir"), told))
    made += lacking
    made += _advice(answers)
    return [*made, *answers.rest(("8",)), *answers.notes()]


def _note(answers: Answers) -> Rich:
    style = answers.style
    told = "Chaque fichier joint est reconnu au début de son empreinte SHA-256."
    if answers.version is None:
        return style.text(told)
    at = answers.version.at.moment.astimezone(answers.printed_at.tzinfo)
    opening = style.text(f"Version {answers.version.number}, arrêtée le ")
    return opening + moment(style, at) + style.text(f". {told}")


def _state(facts: Facts, row: RowId) -> str:
    return str(facts.value("piece_etat", row) or "")


def piece_name(facts: Facts, row: RowId) -> str:
    """A piece with its exercise: « Comptes approuvés du dernier exercice clos, 2025 »."""
    parts = []
    nature = facts.value("piece_nature", row)
    if nature is not None and nature != "autre":
        parts.append(facts.shown("piece_nature", row))
    parts.append(facts.shown("piece_libelle", row))
    named = f"{NBSP}: ".join(part for part in parts if part) or "Pièce à nommer"
    exercise = facts.shown("piece_exercice", row)
    return f"{named}, {exercise}" if exercise else named


def to_join(facts: Facts) -> list[str]:
    """The papers that are still to be put into the dossier: expected ones, announced files."""
    return [*_absent(facts), *_announced(facts)]


def _absent(facts: Facts) -> list[str]:
    named = {piece.nature for piece in own_pieces(facts)}
    return [one.label for one in expected_pieces(facts) if one.id not in named]


def _announced(facts: Facts) -> list[str]:
    return [
        piece_name(facts, piece.row)
        for piece in own_pieces(facts)
        if piece.etat == "jointe" and piece.file is None
    ]


def _lacking(answers: Answers) -> list[Flowable]:
    """What a draft lacks: papers nobody named, files of papers said to be joined."""
    style, facts = answers.style, answers.facts
    lines = (
        ("Pièces à joindre", "À joindre", _absent(facts)),
        ("Fichiers à joindre", "Dites jointes, sans leur fichier", _announced(facts)),
    )
    return [
        answers.line(
            style.text(label),
            style.warning(f"▸ {opening}{NBSP}: {joined(names)}.", where="le bordereau"),
        )
        for label, opening, names in lines
        if names
    ]


def _table(answers: Answers, rows: tuple[RowId, ...]) -> DataTable:
    style = answers.style
    lines = [Row(_cells(answers, row, rank)) for rank, row in enumerate(rows, 1)]
    lacking = len(_announced(answers.facts))
    joint = sum(_state(answers.facts, row) == "jointe" for row in rows) - lacking
    files = [answers.value("piece_fichier", row) for row in rows]
    size = sum(file.size_bytes for file in files if file is not None)
    blank: Rich = ()
    counted = count(joint, "pièce jointe", "pièces jointes")
    total = style.text(f"{counted}, {lacking} à ajouter" if lacking else counted)
    weight = style.text(size_in_words(size) if size else "")
    lines.append(Row([blank, total, blank, weight, blank, blank], "total"))
    columns = [
        Column(9 * mm),
        Column(FULL_WIDTH - 117 * mm, heads_row=True),
        Column(25 * mm),
        Column(17 * mm, number=True),
        Column(39 * mm),
        Column(27 * mm),
    ]
    heads = ("N°", "Pièce", "État", "Taille", "Date, validité", "SHA-256 (début)")
    return DataTable(columns, [style.text(head) for head in heads], lines, style, padding=2.8)


def _cells(answers: Answers, row: RowId, rank: int) -> list[Rich]:
    style = answers.style
    where = f"la pièce {rank}"
    state = answers.value("piece_etat", row)
    name = style.text(piece_name(answers.facts, row), where=where)
    label = answers.optional("piece_etat", row)
    if state == "jointe" and answers.value("piece_fichier", row) is None:
        told = style.box(checked=False) + label + style.text(", fichier à ajouter")
    elif state in _HERE:
        told = style.box(checked=True) + label
    elif state == "a_venir":
        told = style.box(checked=False) + style.strong(label)
    else:
        told, name = style.grey(label), style.grey(name)
    file = answers.value("piece_fichier", row)
    digest = file.sha256[:12].upper() if file is not None else ""
    return [
        style.strong(str(rank)),
        name,
        told,
        style.text(size_in_words(file.size_bytes) if file is not None else "–"),
        style.text(validity(answers, row), where=where),
        style.text(" ".join(digest[at : at + 4] for at in range(0, 12, 4)).strip() or "–"),
    ]


def validity(answers: Answers, row: RowId) -> str:
    """What is known of the date of a piece, and what the user says of it."""
    state = answers.value("piece_etat", row)
    parts = []
    if (day := answers.value("piece_date", row)) is not None:
        opening = {"deja_rna": "au ", "deja_remise": "remise le "}.get(state, "du ")
        parts.append(f"{opening}{short_date(day)}")
    if (day := answers.value("piece_echeance", row)) is not None:
        opening = "attendue le " if state == "a_venir" else "jusqu’au "
        parts.append(f"{opening}{short_date(day)}")
    if note := answers.value("piece_note", row):
        parts.append(note)
    answers.value("piece_exercice", row)
    return ", ".join(parts) or "–"


def size_in_words(size_bytes: int) -> str:
    """A size as people write it: « 84 ko », « 1,9 Mo »."""
    if size_bytes < _KILO * _KILO:
        return f"{grouped(max(round(size_bytes / _KILO), 1))}{NBSP}ko"
    tenths = round(size_bytes * 10 / _KILO / _KILO)
    return f"{grouped(tenths // 10)},{tenths % 10}{NBSP}Mo"


def _advice(answers: Answers) -> list[Flowable]:
    style = answers.style
    if answers.draft:
        return []
    seen = (
        "Si le certificat de signature a été créé par l’association, le lecteur de PDF dit ne pas"
        " connaître l’identité du signataire. C’est attendu\u00a0; l’important est qu’il dise aussi"
        " que le document n’a pas été modifié depuis la signature."
    )
    checked = (
        "Calculez l’empreinte SHA-256 du fichier reçu et comparez ses douze premiers caractères."
        " L’empreinte du contenu (rubrique 7) couvre ce bordereau, donc toutes les pièces."
    )
    return [
        answers.line(style.text("Ce que verra le destinataire"), style.text(seen)),
        answers.line(style.text("Vérifier une pièce"), style.text(checked)),
    ]


def states_in_words(facts: Facts) -> str:
    """How many pieces are in each state: « 7 jointes (2 fichiers à ajouter), 3 déjà remises »."""
    counted = Counter(_state(facts, row) for row in facts.rows("pieces"))
    words = {
        "jointe": ("jointe", "jointes"),
        "deja_rna": ("déjà au RNA", "déjà au RNA"),
        "deja_remise": ("déjà remise", "déjà remises"),
        "a_venir": ("à venir", "à venir"),
        "non_requise": ("non requise", "non requises"),
    }
    told = {
        state: count(counted[state], *names) for state, names in words.items() if counted[state]
    }
    if lacking := len(_announced(facts)):
        told["jointe"] += f" ({count(lacking, 'fichier', 'fichiers')} à ajouter)"
    return ", ".join(told.values())
