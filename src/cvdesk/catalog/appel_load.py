"""Reading the calls: ``forms/appels/*.yaml``, and any call file a user received."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from cvdesk.catalog.form_load import source_of
from cvdesk.catalog.form_schema import AppelFile, FunderFile, PieceFile
from cvdesk.catalog.yamltext import read_yaml, validate
from cvdesk.domain.appel import Appel, FinanceurAppele, PieceAttendue
from cvdesk.domain.money import Euros


def load_appel(path: Path) -> Appel:
    """Read one call.

    Raises:
        FileFaults: If the file has mistakes, all told at once, each with its line.
    """
    shape = validate(AppelFile, read_yaml(path))
    return Appel(
        id=shape.appel,
        titre=shape.titre,
        contrat=shape.contrat,
        periode=shape.periode,
        annees=tuple(shape.annees),
        exemple=shape.exemple,
        source=source_of(shape.source),
        ouverture=shape.ouverture,
        cloture=shape.cloture,
        financeurs=tuple(_funder(one) for one in shape.financeurs),
        part_publique_max=_fraction(shape.part_publique_max),
        cvn_comptees=shape.cvn_comptees,
        part_qpv_min=_fraction(shape.part_qpv_min),
        montant_min=None if shape.montant_min is None else Euros.whole(shape.montant_min),
        pieces=tuple(_piece(one) for one in shape.pieces),
        limites=dict(shape.limites),
        contact=shape.contact,
    )


def _fraction(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _funder(shape: FunderFile) -> FinanceurAppele:
    return FinanceurAppele(shape.id, shape.nom, shape.type, shape.departement, shape.portal_label)


def _piece(shape: PieceFile) -> PieceAttendue:
    return PieceAttendue(
        shape.id, shape.label, shape.condition, shape.help, shape.kept_at_rna, shape.source
    )
