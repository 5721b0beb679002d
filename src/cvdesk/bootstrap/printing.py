"""Which pages a dossier has: one composer for each nature of form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cvdesk.app.freeze import Printing
from cvdesk.domain.form import Nature


def _request(printing: Printing, fonts: Path) -> bytes:
    from cvdesk.documents.dossier_pdf import compose_dossier

    return compose_dossier(printing, fonts)


def _association(printing: Printing, fonts: Path) -> bytes:
    from cvdesk.documents.association_pdf import compose_record

    return compose_record(printing, fonts)


def _power(printing: Printing, fonts: Path) -> bytes:
    from cvdesk.documents.power_pdf import compose_power

    return compose_power(printing, fonts)


COMPOSERS: dict[Nature, Callable[[Printing, Path], bytes]] = {
    Nature.REQUEST: _request,
    Nature.ASSOCIATION: _association,
    Nature.POWER: _power,
}
"""From what is printed and the folder of the fonts to a finished PDF."""
