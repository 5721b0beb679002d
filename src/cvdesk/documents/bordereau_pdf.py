"""The slip of the pieces as a document of its own: what is joined, and how to know it again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from cvdesk.app.freeze import Printing
from cvdesk.documents.blocks import FULL_WIDTH, Para, Rubric
from cvdesk.documents.sections.answers import Answers
from cvdesk.documents.sections.paper import FingerprintGroups
from cvdesk.documents.sections.pieces import piece_name, size_in_words, validity
from cvdesk.documents.sheet import Sheet, compose_sheet
from cvdesk.documents.style import Rich, Style
from cvdesk.documents.tables import Column, DataTable, Row
from cvdesk.documents.wording import moment, short_date, years_in_words
from cvdesk.domain.appel import PieceAttendue
from cvdesk.domain.facts import Facts
from cvdesk.domain.ids import RowId
from cvdesk.domain.money import NBSP, count
from cvdesk.domain.pieces import Piece, expected_pieces
from cvdesk.domain.pieces import pieces as own_pieces

_GROUP, _LINE = 4, 16
_WIDTHS = (8 * mm, 27 * mm, 15 * mm, 31 * mm, 37 * mm)
_HEADS = ("N°", "Pièce", "État", "Taille", "Date, validité", "SHA-256")

_SEEN = (
    ("Adobe Reader",
     "La validité de la signature est inconnue.",
     "Le certificat créé par l’association n’est pas dans la liste des autorités d’Adobe."),
    ("Page de test européenne (DSS)",
     "INDETERMINATE, NO_CERTIFICATE_CHAIN_FOUND",
     "Aucune autorité ne se porte garante de l’identité\u00a0: c’est le propre de ce certificat."),
    ("pdfsig, Okular",
     "Signature valide, émetteur inconnu",
     "Le contenu est intact\u00a0; l’identité se vérifie autrement."),
)  # fmt: skip
"""What the usual checking tools say of a signature made with a certificate of one's own."""


def compose_slip(printing: Printing, fonts_folder: Path) -> bytes:
    """The slip as a finished PDF.

    Raises:
        FontsMissing: A font file is absent.
        MissingGlyph: The fonts lack a character that somebody typed.
    """
    facts, version = printing.facts, printing.version
    state = "brouillon" if version is None else f"version {version.number}"
    sheet = Sheet(
        title="Bordereau des pièces",
        kicker=f"Demande de subvention · {years_in_words(facts.years) or 'exercice à indiquer'}",
        subject="Les pièces jointes à la demande, chacune avec son empreinte",
        running=f"Bordereau des pièces · {state}",
        foot="Une pièce est la bonne si son empreinte SHA-256 est celle de ce bordereau.",
        printed_at=printing.printed_at,
        draft=version is None,
    )

    def body(style: Style) -> list[Flowable]:
        answers = Answers(facts, style, version, printing.printed_at)
        return [*_pieces(answers), *_version(answers), *_seen(style), *_checking(style)]

    return compose_sheet(facts, sheet, body, fonts_folder)


def _pieces(answers: Answers) -> list[Flowable]:
    facts, style = answers.facts, answers.style
    asked = expected_pieces(facts)
    wanted = {one.id for one in asked}
    mine: dict[str, list[Piece]] = {}
    for piece in own_pieces(facts):
        mine.setdefault(piece.nature, []).append(piece)
    lines: list[tuple[PieceAttendue | None, Piece | None]] = []
    for one in asked:
        lines += [(one, piece) for piece in mine.get(one.id, [])] or [(one, None)]
    others = [piece for piece in own_pieces(facts) if piece.nature not in wanted]
    title = "Pièces demandées par l’appel" if facts.appel else "Pièces demandées par le formulaire"
    about = facts.appel.titre if facts.appel else "Cerfa n° 12156*06, pièces à joindre"
    made: list[Flowable] = [
        Rubric(
            style.text("A"), style.text(title), style, anchor="demandees", note=style.text(about)
        ),
        _table(answers, lines, 1),
    ]  # fmt: skip
    if others:
        made += [
            Rubric(style.text("B"), style.text("Autres pièces"), style, anchor="autres"),
            _table(answers, [(None, piece) for piece in others], len(lines) + 1),
        ]
    absent = [one.label for one, piece in lines if one is not None and piece is None]
    if absent:
        told = f"▸ {count(len(absent), 'pièce demandée n’est', 'pièces demandées ne sont')}"
        told += " pas encore dans le dossier."
        made.append(Para(style.warning(told), style.smaller))
    return made


def _table(
    answers: Answers, lines: Sequence[tuple[PieceAttendue | None, Piece | None]], first: int
) -> DataTable:
    style = answers.style
    number, state, size, dated, digest = _WIDTHS
    columns = [
        Column(number),
        Column(FULL_WIDTH - sum(_WIDTHS), heads_row=True),
        Column(state),
        Column(size, number=True),
        Column(dated),
        Column(digest),
    ]
    rows = [
        Row(_absent(style, rank, asked) if piece is None else _cells(answers, rank, piece))
        for rank, (asked, piece) in enumerate(lines, first)
    ]
    return DataTable(columns, [style.text(head) for head in _HEADS], rows, style, padding=2.8)


def _absent(style: Style, rank: int, asked: PieceAttendue | None) -> list[Rich]:
    name = "" if asked is None else asked.label
    told = style.box(checked=False) + style.warning("à joindre")
    return [style.strong(str(rank)), style.text(name), told, *[style.text("–")] * 3]


def _cells(answers: Answers, rank: int, piece: Piece) -> list[Rich]:
    style = answers.style
    where = f"la pièce {rank}"
    name = style.text(piece_name(answers.facts, piece.row), where=where)
    if piece.file is not None:
        name += style.text("\n") + style.grey(piece.file.name, where=where)
    return [
        style.strong(str(rank)),
        name,
        _state(answers, piece),
        style.text(size_in_words(piece.file.size_bytes) if piece.file is not None else "–"),
        _dated(answers, piece, where),
        style.sized(digest_in_groups(piece.file.sha256), 7.5) if piece.file else style.text("–"),
    ]


def _state(answers: Answers, piece: Piece) -> Rich:
    style = answers.style
    label = answers.optional("piece_etat", piece.row) or style.empty("à préciser")
    if piece.waived:
        return style.grey(label)
    if piece.etat == "jointe" and piece.file is None:
        return style.box(checked=False) + label + style.warning(", fichier à ajouter")
    return style.box(checked=piece.provided) + label


def _dated(answers: Answers, piece: Piece, where: str) -> Rich:
    style = answers.style
    told = style.text(validity(answers, piece.row), where=where)
    ends = expired(answers.facts, piece.row)
    return told + style.warning(f"\n▸ périmée depuis le {ends}") if ends else told


def expired(facts: Facts, row: RowId) -> str:
    """The day a piece stopped being valid, if it is past on the day the dossier is looked at."""
    ends = facts.value("piece_echeance", row)
    coming = facts.value("piece_etat", row) == "a_venir"
    return "" if ends is None or coming or ends >= facts.today else short_date(ends)


def digest_in_groups(sha256: str) -> str:
    """A fingerprint as sixteen groups of four, four on each of four lines."""
    groups = [sha256[at : at + _GROUP].upper() for at in range(0, len(sha256), _GROUP)]
    per_line = _LINE // _GROUP
    lines = [groups[at : at + per_line] for at in range(0, len(groups), per_line)]
    return "\n".join(NBSP.join(line) for line in lines)


def _version(answers: Answers) -> list[Flowable]:
    style, version = answers.style, answers.version
    opening = Rubric(style.text("C"), style.text("Version du dossier"), style, anchor="version")
    if version is None:
        told = "Le dossier n’est pas figé\u00a0: il n’a pas encore d’empreinte, et peut changer."
        return [opening, Para(style.warning(told), style.answer)]
    at = version.at.moment.astimezone(answers.printed_at.tzinfo)
    told_at = style.text(f"Version {version.number}, figée le ") + moment(style, at)
    if version.signed_by:
        told_at += style.text(f", signée par {version.signed_by}", where="la signature")
    about = (
        "Empreinte du contenu, en huit groupes. Elle couvre toutes les réponses et l’empreinte de"
        " chaque pièce\u00a0: une pièce remplacée donne une autre empreinte."
    )
    kept: list[Flowable] = [
        opening,
        Para(told_at + style.text("."), style.answer),
        Para(style.text(about), style.smaller),
        FingerprintGroups(version.fingerprint, style),
    ]
    return [KeepTogether(kept)]


def _seen(style: Style) -> list[Flowable]:
    told = (
        "La signature est une signature électronique simple. Quand le certificat a été créé par"
        " l’association, les outils de contrôle disent ne pas connaître le signataire. C’est"
        " attendu. Ce qui compte est qu’ils disent aussi que le document n’a pas changé depuis"
        " la signature."
    )
    title = style.text("Ce que verra le destinataire")
    opening = Rubric(style.text("D"), title, style, anchor="vu", note=style.text(told))
    columns = [Column(38 * mm, heads_row=True), Column(52 * mm), Column(FULL_WIDTH - 90 * mm)]
    heads = ("Outil", "Ce qu’il affiche", "Pourquoi c’est normal")
    rows = [Row([style.text(cell) for cell in line]) for line in _SEEN]
    return [opening, DataTable(columns, [style.text(head) for head in heads], rows, style)]


_TO_CHECK = (
    "L’identité se vérifie de vive voix\u00a0: le signataire lit l’empreinte de son certificat,"
    " vous la comparez à celle que votre outil affiche. Un certificat d’une autorité reconnue"
    " donne le nom du signataire sans cette vérification.\n"
    "La date de la signature est celle de l’ordinateur qui a signé\u00a0: hors connexion, aucun"
    " tiers ne l’atteste.\n"
    "Pour une pièce\u00a0: calculez l’empreinte SHA-256 du fichier reçu (dans PowerShell,"
    " Get-FileHash) et comparez-la à celle du tableau."
)


def _checking(style: Style) -> list[Flowable]:
    return [
        Rubric(style.text("E"), style.text("Comment vérifier"), style, anchor="verifier"),
        *(Para(style.text(line), style.answer) for line in _TO_CHECK.split("\n")),
    ]
