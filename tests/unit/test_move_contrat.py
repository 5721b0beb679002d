"""A dossier moves from one edition of its contract to another, and back, without losing a word."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.app.move_contrat import Fate, MoveRefused, move, plan_move
from cvdesk.app.session import Changes, Session
from cvdesk.domain.completeness import MISSING
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.contrat_succession import places
from cvdesk.domain.dossier import ContratRef, Dossier
from cvdesk.domain.ids import GroupId, Key, RowId
from cvdesk.domain.money import NBSP
from cvdesk.storage.espace import Espace
from tests.support.builders import SAMPLE_A, SAMPLE_B, a_sample, a_session, phrase
from tests.support.editions import PRINCIPLES, TREE, an_edition

IDS = [*TREE, "O5", "O8", "O8.1"]
WORDS = (*TREE.values(), "Langue", "Santé", "Emploi des jeunes")
N1, N2, N3 = (Key.parse(f"ancrage_noeud@N{n}") for n in (1, 2, 3))
X2 = Key.parse("transversale_noeud@X2")


@st.composite
def editions(draw: st.DrawFn) -> Contrat:
    tree = draw(st.dictionaries(st.sampled_from(IDS), st.sampled_from(WORDS), max_size=9))
    kept = draw(st.sets(st.sampled_from([*PRINCIPLES])))
    pairs = [(old, new) for old in TREE for new in tree]
    said = draw(st.lists(st.sampled_from(pairs), max_size=5, unique=True)) if pairs else []
    principles = {id_: title for id_, title in PRINCIPLES.items() if id_ in kept}
    return an_edition("2", tree, principles=principles, became=said)


def texts(dossier: Dossier, *, cited: bool) -> dict[Key, str]:
    """Return the answers: those that name a place of the contract, or all the others."""
    named = {"ancrage_noeud", "transversale_noeud"}
    return {
        key: record.text
        for key, record in dossier.records.items()
        if record.text is not None and (key.field in named) == cited
    }


def without(*ids: str, more: Mapping[str, str] | None = None) -> dict[str, str]:
    return {id_: title for id_, title in TREE.items() if id_ not in ids} | dict(more or {})


def said(session: Session, contrat: Contrat, key: Key) -> str:
    [anchor] = [one for one in plan_move(session, contrat).anchors if one.key == key]
    return anchor.phrase.replace(NBSP, " ").replace("’", "'")


def fates(session: Session, contrat: Contrat) -> dict[str, Fate]:
    return {str(one.key): one.fate for one in plan_move(session, contrat).anchors}


@given(st.sampled_from([SAMPLE_A, SAMPLE_B]), editions())
def test_no_word_is_lost_and_undoing_gives_everything_back(name: str, new: Contrat) -> None:
    session = a_sample(name)
    before, reference = session.dossier, session.reference
    plan = plan_move(session, new)
    assert session.dossier is before
    assert {one.key for one in plan.anchors} == set(texts(before, cited=True))

    move(session, new, {one.key: one.apres[-1] for one in plan.to_choose})

    assert session.dossier.contrat == ContratRef(new.id, "2")
    assert session.reference.contrat is new
    assert session.facts.contrat is new
    assert texts(session.dossier, cited=False) == texts(before, cited=False)
    assert session.dossier.rows == before.rows
    for key, id_ in texts(session.dossier, cited=True).items():
        assert id_ in places(new) or id_ == before.text(key)

    moved = session.dossier
    session.undo()
    assert session.dossier.contrat == before.contrat
    assert session.reference.contrat is reference.contrat
    assert {k: r.text for k, r in session.dossier.records.items()} == {
        k: r.text for k, r in before.records.items()
    }
    session.redo()
    assert session.dossier.contrat == moved.contrat
    assert session.reference.contrat is new
    assert texts(session.dossier, cited=True) == texts(moved, cited=True)


@given(editions())
def test_a_place_that_is_not_there_is_to_be_chosen_again(new: Contrat) -> None:
    """Whatever the edition, no anchor silently says something else, and none is forgotten."""
    session = a_sample()
    plan = plan_move(session, new)
    move(session, new, {one.key: one.apres[0] for one in plan.to_choose})
    orphans = {one.key for one in plan.anchors if one.fate is Fate.ORPHELIN}
    asked = {key for one in session.findings if one.code == MISSING for key in one.keys}
    assert orphans == asked


def test_an_edition_that_changes_nothing_keeps_every_anchor() -> None:
    session, new = a_sample(), an_edition("2")
    assert set(fates(session, new).values()) == {Fate.GARDE}
    assert plan_move(session, new).orphans == ()
    assert said(session, new, N2) == (
        "Gardée : objectif stratégique O4.1, « Lutter contre l'illettrisme »."
    )
    records = session.dossier.records
    move(session, new)
    assert session.dossier.records == records


def test_a_renamed_place_is_followed_under_its_new_id() -> None:
    session = a_sample()
    new = an_edition("2", without("O4.1", more={"O4.7": TREE["O4.1"]}))
    assert fates(session, new)[str(N2)] is Fate.RENOMME
    assert said(session, new, N2) == (
        "Renommée : objectif stratégique O4.1, « Lutter contre l'illettrisme » devient "
        "objectif stratégique O4.7, « Lutter contre l'illettrisme »."
    )
    move(session, new)
    assert session.dossier.text(N2) == "O4.7"


def test_a_place_followed_by_its_title_alone_is_to_be_looked_at() -> None:
    session = a_sample()
    new = an_edition("2", without("O4.1", more={"O4.7": TREE["O4.1"] + " des adultes"}))
    assert said(session, new, N2).endswith("d'après les titres, à vérifier.")


def test_a_new_title_keeps_the_answer() -> None:
    session = a_sample()
    new = an_edition(
        "2", TREE | {"O4.1": "Lire à tout âge"}, principles=PRINCIPLES | {"T2": "Égal"}
    )
    assert fates(session, new)[str(N2)] is Fate.RENOMME
    assert fates(session, new)[str(X2)] is Fate.RENOMME
    before = session.dossier.records
    move(session, new)
    assert session.dossier.records == before


def test_merged_places_keep_both_sentences() -> None:
    session = a_sample()
    new = an_edition(
        "2", without("O4.1", "O4.3", more={"O4.2": "Lire, écrire, cliquer"}),
        became=[("O4.1", "O4.2"), ("O4.3", "O4.2")],
    )  # fmt: skip
    assert fates(session, new)[str(N2)] is Fate.REUNI
    assert said(session, new, N2).startswith(
        "Réunie : « Lutter contre l'illettrisme », « Renforcer"
    )
    sentences = [session.facts.value("ancrage_phrase", RowId(row)) for row in ("N2", "N3")]
    plan = move(session, new)
    assert [session.dossier.text(key) for key in (N2, N3)] == ["O4.2", "O4.2"]
    assert sentences == [
        session.facts.value("ancrage_phrase", RowId(row)) for row in ("N2", "N3")
    ]  # fmt: skip
    [note] = plan.notes
    assert note.startswith("Deux lignes diront O4.2 (ancrage_noeud@N2 et ancrage_noeud@N3)")


def test_a_split_place_waits_for_its_owner() -> None:
    session = a_sample()
    new = an_edition("2", TREE | {"O8": "Vaincre la fracture"}, became=[("O4", "O4"), ("O4", "O8")])
    plan = plan_move(session, new)
    [anchor] = plan.to_choose
    assert (anchor.key, anchor.apres) == (N1, ("O4", "O8"))
    assert said(session, new, N1).endswith("ou orientation O8, « Vaincre la fracture ».")
    before = session.dossier
    for choices in ({}, {N1: ""}, {N1: "O1"}):
        with pytest.raises(MoveRefused, match="Il reste à choisir pour ancrage_noeud@N1"):
            move(session, new, choices)
    assert session.dossier is before
    move(session, new, {N1: "O8"})
    assert session.dossier.text(N1) == "O8"


def test_a_choice_where_nothing_is_to_be_chosen_is_refused() -> None:
    session = a_sample()
    for key in (N2, Key.parse("nom")):
        with pytest.raises(MoveRefused, match="rien à choisir"):
            move(session, an_edition("2"), {key: "O1"})
    assert session.dossier.contrat.version == "1"


def test_a_removed_place_leaves_its_row_its_sentence_and_a_finding() -> None:
    session = a_sample()
    new = an_edition("2", without("O4.3"))
    assert fates(session, new)[str(N3)] is Fate.ORPHELIN
    assert "La ligne et sa phrase restent" in said(session, new, N3)
    sentence = session.facts.value("ancrage_phrase", RowId("N3"))
    move(session, new)
    assert session.dossier.text(N3) == "O4.3"
    assert session.facts.value("ancrage_phrase", RowId("N3")) == sentence
    [finding] = [one for one in session.findings if N3 in one.keys]
    assert phrase(finding) == (
        "« O4.3 » n'est pas dans l'édition « 2 » du contrat de ville. Choisissez de nouveau : "
        "orientation 3. Votre phrase est gardée."
    )


def test_a_removed_place_whose_id_now_means_another_is_never_quoted_for_it() -> None:
    """O4.3 goes, O4.1 takes its number: the sentence about computers is not about reading."""
    session = a_sample()
    new = an_edition("2", without("O4.1", "O4.3", more={"O4.3": TREE["O4.1"]}))
    move(session, new)
    assert session.dossier.text(N2) == "O4.3"
    assert session.dossier.text(N3) is None
    assert session.facts.value("ancrage_phrase", RowId("N3")) is not None
    session.undo()
    assert [session.dossier.text(key) for key in (N2, N3)] == ["O4.1", "O4.3"]


def test_a_place_the_dossier_cited_by_mistake_is_left_or_found() -> None:
    session = a_sample(changes={str(N3): "O8"})
    assert fates(session, an_edition("2"))[str(N3)] is Fate.INCONNU
    there = an_edition("2", TREE | {"O8": "Santé"})
    assert fates(session, there)[str(N3)] is Fate.GARDE
    assert said(session, there, N3).startswith("Trouvée : orientation O8, « Santé »")


def test_rows_removed_by_their_owner_are_left_alone() -> None:
    session = a_sample(without=["N3"])
    new = an_edition("2", without("O4.3", "O4.1", more={"O4.7": TREE["O4.1"]}))
    assert str(N3) not in fates(session, new)
    move(session, new)
    assert session.dossier.text(N3) == "O4.3"


def test_a_quarter_that_has_a_new_code_is_followed_and_one_that_left_is_told() -> None:
    session, base = a_sample(), an_edition("2")
    place = next(key for key in session.dossier.records if key.field == "territoire_quartier")
    assert session.dossier.text(place) == "QN09412M"
    coded = tuple(
        replace(one, code="QN09499M", codes_anciens=("QN09412M",)) if "paris" in one.id else one
        for one in base.quartiers
    )
    assert said(session, replace(base, quartiers=coded), place) == (
        "Nouveau code : quartier « Commune de Paris – 8 mai 1945 », QN09412M devient QN09499M."
    )
    move(session, replace(base, quartiers=coded))
    assert session.dossier.text(place) == "QN09499M"
    session.undo()
    gone = replace(base, quartiers=base.quartiers[1:])
    assert fates(session, gone)[str(place)] is Fate.ORPHELIN
    move(session, gone)
    assert session.dossier.text(place) == "QN09412M"


def test_a_quarter_of_elsewhere_is_not_the_business_of_an_edition() -> None:
    session = a_sample(changes={"siege_quartier": "QN07501M"})
    assert "siege_quartier" not in fates(session, an_edition("2"))


def test_a_frozen_version_stays_what_it_is() -> None:
    session = a_sample()
    version = session.freeze()
    plan = move(session, an_edition("2"))
    assert session.dossier.versions == (version,)
    assert plan.notes[0].startswith(f"La version figée n°{NBSP}1 reste ce qu’elle est")
    again = plan_move(session, an_edition("3", statut="remplace"))
    assert [one.replace(NBSP, " ") for one in again.notes] == [
        "L’édition « 3 » n’est pas en vigueur."
    ]


def test_another_contract_or_the_same_edition_is_refused() -> None:
    session = a_sample()
    with pytest.raises(MoveRefused, match="pas à celui-ci"):
        plan_move(session, replace(an_edition("2"), id="voisin"))
    with pytest.raises(MoveRefused, match="suit déjà l’édition"):
        plan_move(session, an_edition("1"))


def test_screens_are_told_and_what_follows_is_judged_by_the_new_edition() -> None:
    session = a_sample()
    heard: list[Changes] = []
    session.subscribe(heard.append)
    move(session, an_edition("2", without("O4.3")))
    assert heard == [Changes(everything=True)]
    session.answer(N3, "O1")
    assert not [one for one in session.findings if one.code == MISSING]
    session.undo()
    assert session.reference.contrat.version == "2"
    session.undo()
    assert session.reference.contrat.version == "1"


def test_a_moved_dossier_is_kept_by_its_espace(tmp_path: Path) -> None:
    session = a_sample()
    with_old, new = session.dossier, an_edition("2", without("O4.1", more={"O4.7": TREE["O4.1"]}))
    espace = Espace.open(tmp_path / "e.cvespace")
    espace.save(with_old)
    move(session, new)
    espace.save(session.dossier)
    read = espace.get(session.dossier.id)
    espace.close()
    assert read == session.dossier
    again = a_session(read, replace(session.reference, contrat=new))
    assert again.facts.value("ancrage_noeud", RowId("N2")) == "O4.7"


def test_every_project_is_followed() -> None:
    session = a_sample()
    other = session.add_row(GroupId("projet"))
    row = session.add_row(GroupId("ancrages"), other)
    key = Key(N1.field, row)
    session.answer(key, "O4.1")
    move(session, an_edition("2", without("O4.1", more={"O4.7": TREE["O4.1"]})))
    assert session.dossier.text(key) == "O4.7"
