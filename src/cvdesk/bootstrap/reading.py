"""Drafting a contract from its text or its PDF, and checking the sources of a contract."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cvdesk.app.whole_file import not_read
from cvdesk.errors import UserError

if TYPE_CHECKING:
    from cvdesk.catalog.reading.draft import Draft
    from cvdesk.catalog.reading.texts import ReadText

_PDF_MARK = b"%PDF-"
_MARK_WITHIN = 1024
_MAX_PDF_BYTES = 200 * 1024 * 1024
_MOST_PAGES = 2000
_THUMBNAIL_PX = 16
"""Pages are drawn beside their text: as small as can be, nobody looks at them."""


@dataclass(frozen=True, slots=True)
class SourceFault:
    """Something to correct in the sources of a contract.

    Attributes:
        message: French, without capital nor full stop.
    """

    file: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class ContratDraft:
    """A draft, and all that can be said of it without opening its files.

    Attributes:
        json: In the shape of ``cvdesk contrat``.
        files: Text of each file, by name.
        summary: Short French sentences.
        has_tree: Whether any title was placed.
    """

    json: dict[str, Any]
    files: dict[str, str]
    summary: tuple[str, ...]
    has_tree: bool


def draft_of(path: Path, name: str, today: date) -> ContratDraft:
    """Read a contract's text, or its PDF, and prepare the draft.

    Args:
        path: A text file or a PDF.
        name: The name of the folder the draft is meant for: a contract bears it.
        today: Decides whether the term is over.

    Raises:
        UserError: If the file cannot be read as the text of a contract.
    """
    from cvdesk.catalog.reading.read import read_contrat
    from cvdesk.catalog.reading.report import draft_json, report, summary
    from cvdesk.catalog.reading.sources import contrat_id, source_files

    text = _text(path)
    draft: Draft = read_contrat(text)
    id_ = contrat_id(name)
    files = {**source_files(draft, id_, today), "rapport.md": report(draft, id_, today)}
    if text.extracted:
        files[text.source.fichier] = "\n".join(text.lines)
    json = draft_json(draft, id_, today)
    return ContratDraft(json, files, summary(draft), has_tree=bool(draft.nodes))


def _text(path: Path) -> ReadText:
    from cvdesk.catalog.reading.texts import refuse_size, text_of_bytes, text_of_pages

    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            is_pdf = _PDF_MARK in file.read(_MARK_WITHIN)
            if is_pdf and size > _MAX_PDF_BYTES:
                raise UserError(
                    f"« {path.name} » dépasse {_MAX_PDF_BYTES // 1024**2} Mo.",
                    remedy="Donnez le PDF du contrat sans ses annexes, ou son texte seul.",
                )
            if not is_pdf:
                refuse_size(size, path.name)
            file.seek(0)
            content = file.read()
    except OSError as error:
        raise not_read(path, error) from error
    return (
        text_of_pages(_pages(content, path.name), path.name)
        if is_pdf
        else text_of_bytes(content, path.name)
    )


def _pages(pdf: bytes, name: str) -> list[str]:
    from cvdesk.attachments.pages import open_pdf_pages
    from cvdesk.attachments.refusals import PieceProtegee, PieceRefusee

    try:
        pages = open_pdf_pages(pdf, name, width_px=_THUMBNAIL_PX, count=_MOST_PAGES)
    except PieceProtegee as error:
        raise UserError(
            f"« {name} » est protégé par un mot de passe.",
            remedy="Enregistrez-le sans mot de passe, puis recommencez.",
        ) from error
    except PieceRefusee as error:
        raise UserError(
            f"« {name} » ne s’ouvre pas : le fichier est abîmé, ou trop long à ouvrir.",
            remedy="Récupérez le PDF une nouvelle fois, ou donnez le texte seul.",
        ) from error
    return [page.text for page in pages]


def refuse_full(folder: Path) -> None:
    """Refuse a folder that holds something: a draft never overwrites somebody's work.

    Raises:
        UserError: If it does, or if it cannot be looked into.
    """
    try:
        full = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as error:
        raise UserError(
            f"{folder} ne peut pas être ouvert.", remedy="Choisissez un autre dossier."
        ) from error
    if full:
        raise UserError(
            f"{folder} existe déjà et n’est pas vide.",
            remedy="Choisissez un nouveau dossier : un brouillon n’écrase jamais un travail.",
        )


def write_draft(draft: ContratDraft, folder: Path) -> None:
    """Write a draft in a folder that is new or empty.

    Raises:
        UserError: If the folder holds something, or cannot be written.
    """
    refuse_full(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in draft.files.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UserError(
            f"Le brouillon ne peut pas être écrit dans {folder}.",
            remedy="Choisissez un autre emplacement, où vous avez le droit d’écrire.",
        ) from error


def source_faults(folder: Path) -> tuple[SourceFault, ...]:
    """Return all that is to be corrected in the sources of a contract.

    Raises:
        UserError: If there is no such folder.
    """
    from cvdesk.catalog.contrat_load import ContratErrors, load_contrat

    if not folder.is_dir():
        raise UserError(
            f"Il n’y a pas de dossier {folder}.",
            remedy="Donnez le dossier qui contient le fichier contrat.yaml.",
        )
    try:
        load_contrat(folder.resolve())
    except ContratErrors as error:
        return tuple(SourceFault(one.file, one.line, one.message) for one in error.faults)
    return ()
