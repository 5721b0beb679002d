"""How long a text may be: what the call says of the field, else of such texts, else the form."""

from __future__ import annotations

from cvdesk.domain.appel import Appel
from cvdesk.domain.fieldtypes import LongTextType
from cvdesk.domain.form import Field

TITLE = "intitule"
"""The field that holds the title of an action, short in every portal."""


def limit_of(field: Field, appel: Appel | None) -> int | None:
    """Return the most characters of an answer, spaces included, or None without limit.

    The portal gives no public figure: without a call that says one, the form's own holds.
    """
    if appel is None:
        return field.limit
    if field.id in appel.limites:
        return appel.limites[field.id]
    of_kind = None
    if field.id == TITLE:
        of_kind = appel.limite_titres
    elif isinstance(field.type, LongTextType):
        of_kind = appel.limite_textes
    return field.limit if of_kind is None else of_kind
