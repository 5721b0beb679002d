"""Dossiers drawn by Hypothesis: every shape that the domain allows."""

import string

from hypothesis import strategies as st

from cvdesk.domain.dossier import ContratRef, Dossier, Record, Row, Version
from cvdesk.domain.form import FormRef
from cvdesk.domain.ids import ROOT, DossierId, FieldId, GroupId, Key, RowId
from cvdesk.domain.stamp import Stamp

_ROW_CHARACTERS = string.ascii_letters + string.digits + "_-"

stamps = st.builds(
    Stamp,
    st.integers(0, 10**15 - 1),
    st.integers(0, 10**5 - 1),
    st.text(string.ascii_letters + string.digits, min_size=1, max_size=26),
)
texts = st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n\t"))
# A text of one alphabet is drawn at once; from a regular expression, character by character.
field_ids = st.builds(
    str.__add__,
    st.sampled_from(string.ascii_lowercase),
    st.text(string.ascii_lowercase + string.digits + "_", max_size=20),
).map(FieldId)
row_ids = st.text(_ROW_CHARACTERS, min_size=1, max_size=40).map(RowId)
names = st.builds(
    str.__add__,
    st.sampled_from(string.ascii_letters + string.digits),
    st.text(string.ascii_letters + string.digits + "._-", max_size=30),
)
records = st.builds(Record, st.none() | texts, texts.map(lambda t: t[:200]), stamps)
_frozen = (
    st.integers(1, 1000),
    st.text("0123456789ABCDEFabcdef", min_size=64, max_size=64),
    stamps,
)
_signed = st.text("0123456789abcdef", min_size=64, max_size=64)
versions = st.builds(Version, *_frozen) | st.builds(
    Version, *_frozen, texts.map(lambda t: t[:200]), _signed, st.none() | stamps
)


@st.composite
def drawn_dossiers(draw: st.DrawFn, dossier_id: str | None = None) -> Dossier:
    rows: dict[RowId, Row] = {}
    for row_id in draw(st.lists(row_ids, unique=True, max_size=6)):
        parent = draw(st.sampled_from([ROOT, *rows]))
        rank = draw(st.integers(-(2**31) + 1, 2**31 - 1))
        group = GroupId(draw(field_ids))
        author, at, removed = draw(texts)[:200], draw(stamps), draw(st.booleans())
        rows[row_id] = Row(row_id, group, parent, rank, author, at, removed)
    keys = st.builds(
        Key, field_ids, st.sampled_from([ROOT, *rows]), st.none() | st.integers(1000, 9999)
    )
    return Dossier(
        id=DossierId(dossier_id or draw(row_ids)),
        form=FormRef(draw(names), draw(names)),
        contrat=ContratRef(draw(names), draw(names)),
        appel=draw(st.just("") | names),
        exemple=draw(st.booleans()),
        versions=tuple(draw(st.lists(versions, max_size=3))),
        records=draw(st.dictionaries(keys, records, max_size=12)),
        rows=rows,
    )


def answered(dossier: Dossier, field: str, text: str | None, *, millis: int) -> Dossier:
    """Return ``dossier`` with one answer at the root, typed ``millis`` after 1970."""
    return dossier.answered(Key(FieldId(field)), text, "Samira", Stamp(millis, 0, "a1"))


def an_empty_dossier(dossier_id: str = "D1") -> Dossier:
    return Dossier(
        DossierId(dossier_id), FormRef("annuel", "2027-1"), ContratRef("gosb-2024", "2024-1")
    )
