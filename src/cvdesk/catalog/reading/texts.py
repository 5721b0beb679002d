"""From the bytes of a file to numbered lines, or a sentence that says why not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from cvdesk.domain.contrat_parts import SourceTexte
from cvdesk.errors import UserError

MAX_BYTES = 6 * 1024 * 1024
"""Size above which a text is refused; the longest contract seen has one megabyte."""

STATUS = "texte lu par CVDesk, à vérifier par une personne"

_FEWEST_LETTERS = 200
"""Letters below which the pages of a PDF are taken for pictures."""


class TextRefused(UserError):
    """The file is no text that a contract can be read from."""


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text, ready to be read.

    Attributes:
        lines: The first one is line 1 of the contract. No line break is left in them.
        source: How the contract will cite it.
        remarks: What a person must know of it, in French.
        extracted: Whether these lines exist nowhere but here: the draft must keep them.
    """

    lines: tuple[str, ...]
    source: SourceTexte
    remarks: tuple[str, ...] = ()
    extracted: bool = False


def refuse_size(size_bytes: int, name: str) -> None:
    """Refuse a file too large to be a contract, before it is read.

    Raises:
        TextRefused: If it is.
    """
    if size_bytes > MAX_BYTES:
        raise TextRefused(
            f"« {name} » dépasse {MAX_BYTES // 1024**2} Mo : le texte d’un contrat n’est "
            "jamais si long.",
            remedy="Donnez le texte seul, ou le PDF du contrat sans ses annexes.",
        )


def text_of_bytes(content: bytes, name: str) -> ReadText:
    """Read a text file.

    Args:
        content: The file.
        name: The file as the user knows it.

    Raises:
        TextRefused: If it is too large, empty, or no text.
    """
    refuse_size(len(content), name)
    if b"\x00" in content:
        raise TextRefused(
            f"« {name} » n’est pas un fichier texte.",
            remedy="Donnez un texte (.txt) ou un PDF ; depuis un traitement de texte, "
            "enregistrez en « Texte brut, UTF-8 ».",
        )
    remarks: tuple[str, ...] = ()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
        remark = (
            "Le fichier n’est pas en UTF-8 : il a été lu comme un texte Windows. "
            "Des accents ou des guillemets peuvent être faux."
        )
        remarks = (remark,)
    return _numbered(text, content, name, remarks, extracted=False)


def text_of_pages(pages: Iterable[str], name: str) -> ReadText:
    """Take the text of a PDF, page after page.

    Args:
        pages: The text of each page.
        name: The PDF as the user knows it; the text will be kept under its name with ``.txt``.

    Raises:
        TextRefused: If the pages are pictures.
    """
    taken = [page.replace("\r\n", "\n").replace("\r", "\n") for page in pages]
    text = "\n\n".join(taken)
    if sum(sign.isalpha() for sign in text) < _FEWEST_LETTERS:
        raise TextRefused(
            f"« {name} » ne contient pas de texte : ses pages sont des images.",
            remedy="Passez-le d’abord par une reconnaissance de caractères (OCR), puis donnez le "
            "PDF ou le texte obtenu.",
        )
    refuse_size(len(text), name)
    stem = name[:-4] if name.lower().endswith(".pdf") else name
    remark = (
        f"Les lignes sont celles de « {stem}.txt », le texte tiré du PDF et gardé à côté du "
        "brouillon. Un PDF perd les colonnes de ses tableaux."
    )
    kept = _one_break(text)
    return _numbered(kept, kept.encode(), f"{stem}.txt", (remark,), extracted=True)


def _numbered(
    text: str, content: bytes, name: str, remarks: tuple[str, ...], *, extracted: bool
) -> ReadText:
    if not text.strip():
        raise TextRefused(f"« {name} » est vide.", remedy="Donnez le texte du contrat, ou son PDF.")
    lines = tuple(_one_break(text).split("\n"))
    source = SourceTexte(
        fichier=name,
        sha256=hashlib.sha256(content).hexdigest(),
        lignes=len(lines),
        statut=STATUS,
    )
    return ReadText(lines, source, remarks, extracted)


def _one_break(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
