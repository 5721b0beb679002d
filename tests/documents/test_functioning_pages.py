"""The pages of a functioning request: the association's budget once, who pays under it."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from cvdesk.app.freeze import Printing
from cvdesk.documents.dossier_pdf import compose_dossier
from tests.support.builders import TYPED_ON
from tests.support.functioning import a_functioning

FONTS = Path(__file__).parents[2] / "resources" / "polices"


def pages() -> list[str]:
    session = a_functioning()
    version = session.freeze()
    content = compose_dossier(Printing(session.facts, version, TYPED_ON, b"{}"), FONTS)
    with pypdfium2.PdfDocument(content) as document:
        return [
            " ".join(document[number].get_textpage().get_text_range().split())
            for number in range(len(document))
        ]


def test_the_budget_is_printed_once_and_cited_where_the_project_has_its_own() -> None:
    told = pages()
    grids = [page for page in told if "TOTAL DES CHARGES" in page]
    assert len(grids) == 1
    [cited] = [page for page in told if "Pour le fonctionnement global" in page]
    assert "Qui paie quoi" in cited
    assert "du total des produits de l’association" in cited
    assert "du projet" not in cited


def test_the_cover_tells_the_budget_of_the_association() -> None:
    cover = pages()[0]
    assert "coût total de l’association" in cover
    assert "Un lieu d’accueil et d’apprentissage" in cover
    assert any("Le projet associatif" in page for page in pages())
