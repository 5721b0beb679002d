"""The content of a frozen version, and its fingerprint.

The fingerprint is that of the answers, not of the PDF: a file cannot print its own hash. Who typed
an answer and when is left out, so that the same answers always have the same fingerprint. So is the
follow-up (``suivi_…``): a remark or a payment written later changes nothing of what was signed.
"""

from __future__ import annotations

import hashlib
import json

from cvdesk.domain.dossier import Dossier, Version
from cvdesk.domain.facts import Facts
from cvdesk.domain.form import FOLLOW_UP
from cvdesk.domain.ids import RowId


def frozen_content(dossier: Dossier) -> bytes:
    """Return what a version freezes: canonical JSON, UTF-8, keys sorted.

    Shape: ``{"appel", "champs": [[key, text], …], "contrat": [id, version], "formulaire": [form,
    revision], "lignes": [[row, group, parent, position], …]}``; a piece is in ``champs`` by the
    SHA-256 of its file.
    """
    gone = frozenset(row for row in dossier.rows if _removed(dossier, row))
    answers = sorted(
        (str(key), record.text)
        for key, record in dossier.records.items()
        if record.text is not None
        and not key.field.startswith(FOLLOW_UP)
        and (not key.row or (key.row in dossier.rows and key.row not in gone))
    )
    places: dict[tuple[str, str], int] = {}
    rows = []
    for row in sorted(dossier.rows.values(), key=lambda r: (r.group, r.parent, r.rank, r.id)):
        if not row.group.startswith(FOLLOW_UP) and row.id not in gone:
            place = places.get((row.group, row.parent), 0) + 1
            places[(row.group, row.parent)] = place
            rows.append((row.id, row.group, row.parent, place))
    content = {
        "appel": dossier.appel,
        "champs": answers,
        "contrat": [dossier.contrat.contrat, dossier.contrat.version],
        "formulaire": [dossier.form.form, dossier.form.revision],
        "lignes": rows,
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _removed(dossier: Dossier, row_id: str) -> bool:
    while row_id:
        row = dossier.rows.get(RowId(row_id))
        if row is None or row.removed:
            return True
        row_id = row.parent
    return False


def fingerprint(dossier: Dossier) -> str:
    """Return the SHA-256 of the frozen content: 64 hexadecimal digits, upper case."""
    return hashlib.sha256(frozen_content(dossier)).hexdigest().upper()


def current_fingerprint(facts: Facts) -> str:
    """Return the fingerprint of the answers as they stand, computed once for all who ask."""
    return facts.remember("fingerprint", lambda facts: fingerprint(facts.dossier))


def current_version(facts: Facts) -> Version | None:
    """Return the last version if the answers are still those that it froze, else None."""
    last = facts.versions[-1] if facts.versions else None
    return last if last is not None and last.fingerprint == current_fingerprint(facts) else None


def grouped_fingerprint(digest: str) -> tuple[str, ...]:
    """Return a fingerprint as the eight groups of eight that people compare."""
    return tuple(digest[start : start + 8] for start in range(0, len(digest), 8))
