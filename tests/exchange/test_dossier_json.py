"""A dossier goes into JSON and comes back the same."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.domain.dossier import Dossier
from cvdesk.errors import UserError
from cvdesk.exchange.dossier_json import (
    MAX_JSON_BYTES,
    canonical_bytes,
    dossier_content,
    dossier_schema,
    read_dossier,
)
from cvdesk.exchange.refusals import PaquetAltere, PaquetRefuse, PaquetTropRecent
from cvdesk.exchange.shape import Shape
from tests.storage.drawn_dossiers import an_empty_dossier, answered, drawn_dossiers

DOSSIER = answered(an_empty_dossier(), "nom", "Les Exemples", millis=1)


def changed(*path: str | int, to: object) -> bytes:
    """Return the JSON of a dossier with one value changed, added, or taken away (``...``)."""
    content: Any = {
        **dossier_content(DOSSIER),
        "lignes": [a_row("P1", ""), a_row("L1", "P1")],
    }
    *above, last = path
    place = content
    for step in above:
        place = place[step]
    if to is ...:
        del place[last]
    else:
        place[last] = to
    return json.dumps(content).encode()


def a_row(row: str, parent: str) -> dict[str, Any]:
    return {
        "id": row,
        "groupe": "projet",
        "parent": parent,
        "rang": 1,
        "retiree": False,
        "auteur": "Samira",
        "le": "000000000000001-00000-a1",
    }


@given(dossier=drawn_dossiers())
def test_what_is_written_is_read(dossier: Dossier) -> None:
    content = canonical_bytes(dossier)
    assert read_dossier(content) == dossier
    assert canonical_bytes(read_dossier(content)) == content


@given(dossier=drawn_dossiers())
def test_what_is_written_fits_the_published_schema(dossier: Dossier) -> None:
    assert Shape(dossier_schema()).first_fault(json.loads(canonical_bytes(dossier))) is None


@given(dossier=drawn_dossiers(), seed=st.randoms())
def test_the_order_of_typing_changes_no_byte(dossier: Dossier, seed: Any) -> None:
    keys, rows = list(dossier.records), list(dossier.rows)
    seed.shuffle(keys)
    seed.shuffle(rows)
    other = Dossier(
        dossier.id,
        dossier.form,
        dossier.contrat,
        dossier.appel,
        dossier.exemple,
        dossier.versions,
        {key: dossier.records[key] for key in keys},
        {row: dossier.rows[row] for row in rows},
    )
    assert canonical_bytes(other) == canonical_bytes(dossier)


def test_the_bytes_are_for_ever() -> None:
    """A change here is a new version of the format: old files must still read."""
    assert canonical_bytes(DOSSIER).decode() == (
        '{\n "appel": "",\n "contrat": {\n  "id": "gosb-2024",\n  "version": "2024-1"\n },\n'
        ' "exemple": false,\n "format": "cvdesk-dossier",\n "formulaire": {\n  "id": "annuel",\n'
        '  "revision": "2027-1"\n },\n "id": "D1",\n "lignes": [],\n "reponses": [\n  {\n'
        '   "auteur": "Samira",\n   "champ": "nom",\n   "le": "000000000000001-00000-a1",\n'
        '   "texte": "Les Exemples"\n  }\n ],\n "version": 1,\n "versions": []\n}\n'
    )


@given(dossier=drawn_dossiers(), data=st.data())
def test_one_byte_changed_gives_a_sentence_or_another_dossier(
    dossier: Dossier, data: st.DataObject
) -> None:
    content = bytearray(canonical_bytes(dossier))
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        read = read_dossier(bytes(content))
    except UserError:
        return
    assert read_dossier(canonical_bytes(read)) == read


@given(content=st.binary() | st.text().map(str.encode))
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(PaquetRefuse):
        read_dossier(content)


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (changed("id", to=...), "« id »"),
        (changed("id", to="../../etc"), "« id »"),
        (changed("inconnu", to=1), "« inconnu »"),
        (changed("exemple", to=0), "« exemple »"),
        (changed("version", to=True), "« version »"),
        (changed("formulaire", "id", to="../annuel"), "« formulaire.id »"),
        (changed("appel", to="a/b"), "« appel »"),
        (changed("lignes", to={}), "« lignes »"),
        (changed("lignes", 0, "rang", to=2**70), r"« lignes\[0\].rang »"),
        (changed("lignes", 0, "rang", to=True), r"« lignes\[0\].rang »"),
        (changed("reponses", 0, "champ", to="nom complet"), r"« reponses\[0\].champ »"),
        (changed("reponses", 0, "champ", to="nom\n"), r"« reponses\[0\].champ »"),
        (changed("reponses", 0, "annee", to=27), r"« reponses\[0\].annee »"),
        (changed("reponses", 0, "texte", to="a\0b"), r"« reponses\[0\].texte »"),
        (changed("reponses", 0, "texte", to="\ud800"), r"« reponses\[0\].texte »"),
        (changed("reponses", 0, "texte", to="a" * 200_001), r"« reponses\[0\].texte »"),
        (changed("reponses", 0, "le", to="hier"), r"« reponses\[0\].le »"),
        (changed("versions", to=[1]), r"« versions\[0\] »"),
    ],
)
def test_a_value_that_is_not_as_expected_is_named(content: bytes, where: str) -> None:
    with pytest.raises(PaquetAltere, match=where.replace(" ", "\u00a0")) as refusal:
        read_dossier(content)
    assert refusal.value.remedy


@pytest.mark.parametrize(
    "content",
    [
        changed("lignes", to=[a_row("A", "B"), a_row("B", "A")]),
        changed("lignes", to=[a_row("A", "A")]),
        changed("lignes", to=[a_row("A", "absent")]),
    ],
)
def test_rows_that_lead_nowhere_are_refused(content: bytes) -> None:
    with pytest.raises(PaquetAltere, match="rattachée à rien"):
        read_dossier(content)


def test_a_key_written_twice_is_refused() -> None:
    answer = dossier_content(DOSSIER)["reponses"][0]
    with pytest.raises(PaquetAltere, match="deux fois"):
        read_dossier(changed("reponses", to=[answer, answer]))
    with pytest.raises(PaquetAltere, match="deux fois"):
        read_dossier(changed("lignes", to=[a_row("A", ""), a_row("A", "")]))
    with pytest.raises(PaquetAltere):
        read_dossier(canonical_bytes(DOSSIER).replace(b"{", b'{"id": "D2",', 1))


def test_a_later_version_is_said_before_its_shape() -> None:
    content = json.dumps({"format": "cvdesk-dossier", "version": 2, "autrement": []}).encode()
    with pytest.raises(PaquetTropRecent, match="version plus récente"):
        read_dossier(content)


@pytest.mark.parametrize(
    "content", [b"[" * 100_000, b"9" * 10_000, b"NaN", b"\xff\xfe{\0}\0", bytes(MAX_JSON_BYTES + 1)]
)
def test_json_made_to_harm_is_refused(content: bytes) -> None:
    with pytest.raises(PaquetRefuse):
        read_dossier(content)


def test_a_file_saved_by_a_notepad_is_read() -> None:
    content = b"\xef\xbb\xbf" + canonical_bytes(DOSSIER).replace(b"\n", b"\r\n")
    assert read_dossier(content) == DOSSIER
