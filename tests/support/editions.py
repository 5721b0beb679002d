"""Two editions of one small contract, to see what changed between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from cvdesk.domain.contrat import Contrat
from cvdesk.domain.contrat_parts import AxeTransversal, Correspondance, Noeud
from tests.support.builders import a_contrat

PRINCIPLES = {axe.id: axe.titre for axe in a_contrat().axes_transversaux}
TREE = {noeud.id: noeud.titre for noeud in a_contrat().noeuds}
"""What the worked dossiers cite, by id."""


def an_edition(
    version: str = "2",
    tree: Mapping[str, str] | None = None,
    *,
    principles: Mapping[str, str] | None = None,
    became: Iterable[tuple[str, str]] = (),
    **changes: Any,
) -> Contrat:
    """Return an edition of the contract of the examples.

    Args:
        version: Its name.
        tree: Titles by id; what stands before the last point of an id is the node above.
        principles: Titles of the transversal principles, by id.
        became: Pairs (old id, new id) that this edition declares.
        changes: Any other field of the contract.
    """
    titles = TREE if tree is None else tree
    nodes = (
        Noeud(
            name,
            "objectif stratégique" if "." in name else "orientation",
            title,
            parent=name.rpartition(".")[0] if name.rpartition(".")[0] in titles else None,
        )
        for name, title in titles.items()
    )
    axes = (PRINCIPLES if principles is None else principles).items()
    base = a_contrat()
    return replace(
        base,
        version=version,
        noeuds=tuple(nodes),
        axes_transversaux=tuple(AxeTransversal(name, title) for name, title in axes),
        correspondances=tuple(
            Correspondance(new, old, "officielle", contrat=base.id) for old, new in became
        ),
        **changes,
    )
