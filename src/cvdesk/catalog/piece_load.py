"""Reading the list of papers that forms and calls name: ``resources/listes/pieces-*.yaml``."""

from __future__ import annotations

from pathlib import Path

from cvdesk.catalog.appel_schema import PieceFile, PiecesFile
from cvdesk.catalog.yamltext import read_yaml, validate
from cvdesk.domain.appel import PieceAttendue
from cvdesk.domain.wording import spaced

NATIONAL = "pieces-nationales"


def load_pieces(lists: Path, name: str = NATIONAL) -> tuple[PieceAttendue, ...]:
    """Read a list of papers.

    Raises:
        FileFaults: If it is unknown, or has mistakes.
    """
    path = lists / f"{name}.yaml"
    shape = validate(PiecesFile, read_yaml(path, name=f"listes/{path.name}"))
    return tuple(piece_of(one) for one in shape.liste)


def piece_of(shape: PieceFile) -> PieceAttendue:
    """Return a paper as the domain holds it."""
    return PieceAttendue(
        shape.id,
        spaced(shape.label),
        shape.condition,
        spaced(shape.help),
        shape.kept_at_rna,
        spaced(shape.source),
    )
