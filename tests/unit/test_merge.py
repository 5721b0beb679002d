"""Two copies made one: the laws, then who had seen what."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.app.merge import (
    Head,
    NotTheSameDossier,
    Side,
    differences,
    merge,
    with_choices,
)
from cvdesk.domain.dossier import ContratRef, Dossier, Row, Version
from cvdesk.domain.form import FormRef
from cvdesk.domain.ids import ROOT, DossierId, FieldId, GroupId, Key, RowId
from cvdesk.domain.stamp import NEVER, Stamp

NAME, TOWN, GOAL = (Key(FieldId(name)) for name in ("nom", "commune", "objet"))
KEYS = (NAME, TOWN, GOAL)
SAMIRA, LUCIEN = "s1", "l1"
LINE = RowId("L1")


def a_dossier(dossier_id: str = "D") -> Dossier:
    return Dossier(DossierId(dossier_id), FormRef("annuel", "2027-1"), ContratRef("gosb", "1"))


class Hand:
    """A person at a computer: every edit comes after all those seen."""

    def __init__(self, node: str, clock: int = 0) -> None:
        self.node, self.clock = node, clock

    def at(self, dossier: Dossier) -> Stamp:
        known = dossier.latest
        self.clock = max(self.clock, known.millis) + 1
        return Stamp(self.clock, 0, self.node)

    def writes(self, dossier: Dossier, key: Key, text: str | None) -> Dossier:
        return dossier.answered(key, text, self.node, self.at(dossier))

    def adds(self, dossier: Dossier, row: RowId, *, removed: bool = False) -> Dossier:
        at = self.at(dossier)
        return dossier.with_row(Row(row, GroupId("lignes"), ROOT, 1, self.node, at, removed))


ACTS = ("écrit", "efface", "ajoute", "retire", "dans la ligne", "fige", "fusionne")
edits = st.lists(
    st.tuples(
        st.sampled_from(range(3)),
        st.sampled_from(
            ["écrit", "efface", "ajoute", "retire", "dans la ligne", "fige", "fusionne"]
        ),
        st.sampled_from(KEYS),
        st.sampled_from("abc"),
    ),
    max_size=24,
)


@st.composite
def copies(draw: st.DrawFn) -> tuple[Dossier, Dossier, Dossier]:
    """Three copies of one dossier that went from hand to hand, sometimes merged."""
    hands = [Hand(f"n{rank}", draw(st.integers(0, 5))) for rank in range(3)]
    held = [a_dossier()] * 3
    for who, what, key, text in draw(edits):
        mine, hand = held[who], hands[who]
        match what:
            case "écrit":
                held[who] = hand.writes(mine, key, text)
            case "efface":
                held[who] = hand.writes(mine, key, None)
            case "ajoute" if LINE not in mine.rows:
                held[who] = hand.adds(mine, LINE)
            case "retire" if LINE in mine.rows:
                held[who] = hand.adds(mine, LINE, removed=True)
            case "dans la ligne" if LINE in mine.rows and not mine.rows[LINE].removed:
                held[who] = hand.writes(mine, Key(key.field, LINE), text)
            case "fige":
                version = Version(len(mine.versions) + 1, text * 64, hand.at(mine))
                held[who] = mine.with_version(version)
            case "fusionne":
                held[who] = merge(mine, held[(who + 1) % 3]).dossier
    return held[0], held[1], held[2]


@given(copies())
def test_the_order_of_the_copies_does_not_matter(three: tuple[Dossier, ...]) -> None:
    one, other, _ = three
    there, back = merge(one, other), merge(other, one)
    assert there.dossier == back.dossier
    assert {(d.place, d.conflict) for d in there.differences} == {
        (d.place, d.conflict) for d in back.differences
    }
    assert set(there.set_aside) == set(back.set_aside)


@given(copies())
def test_merging_again_changes_nothing(three: tuple[Dossier, ...]) -> None:
    one, other, _ = three
    merged = merge(one, other).dossier
    assert merge(one, one).dossier == one
    assert merge(one, one).differences == ()
    for again in (one, other, merged):
        assert merge(merged, again).dossier == merged


@given(copies())
def test_answers_come_out_the_same_in_whatever_order_three_copies_meet(
    three: tuple[Dossier, ...],
) -> None:
    one, other, third = three
    left = merge(merge(one, other).dossier, third).dossier
    right = merge(one, merge(other, third).dossier).dossier
    assert left.records == right.records
    assert left.versions == right.versions


@given(copies())
def test_every_answer_of_either_copy_is_in_the_dossier_or_handed_back(
    three: tuple[Dossier, ...],
) -> None:
    one, other, _ = three
    merged = merge(one, other)
    for copy in (one, other):
        for key, record in copy.records.items():
            assert merged.dossier.records[key] == record or (key, record) in merged.set_aside
        assert copy.rows.keys() <= merged.dossier.rows.keys()
        assert {v.fingerprint for v in copy.versions} <= {
            v.fingerprint for v in merged.dossier.versions
        }


@given(copies())
def test_an_answer_is_left_out_unnamed_only_by_one_written_after_seeing_it(
    three: tuple[Dossier, ...],
) -> None:
    """What is silently replaced was seen: its computer's stamp is in the copy that replaces it."""
    one, other, _ = three
    for found in differences(one, other):
        if not isinstance(found.place, Key) or found.conflict:
            continue
        lost, copy = found.of(found.kept.other), one if found.kept is Side.HERE else other
        if lost is None:
            continue
        at = getattr(lost, "at", NEVER)
        seen = [r.at for r in copy.records.values()] + [r.at for r in copy.rows.values()]
        seen += [v.at for v in copy.versions]
        assert any(stamp.node == at.node and stamp >= at for stamp in seen)


def test_a_later_answer_that_saw_the_other_is_no_conflict() -> None:
    hand = Hand(SAMIRA)
    start = hand.writes(hand.writes(a_dossier(), NAME, "Les Ex"), TOWN, "Orly")
    sent = Hand(LUCIEN, 50).writes(start, NAME, "Les Exemples")
    [found] = differences(start, sent)
    assert (found.kept, found.conflict) == (Side.THERE, False)


def test_two_answers_that_crossed_are_named_and_the_later_is_kept() -> None:
    start = Hand(SAMIRA).writes(a_dossier(), NAME, "Les Ex")
    hers = Hand(SAMIRA, 10).writes(start, NAME, "Les Exemples")
    his = Hand(LUCIEN, 50).writes(start, NAME, "Les Examples")
    merged = merge(hers, his)
    [found] = merged.conflicts
    assert (found.place, found.kept) == (NAME, Side.THERE)
    assert merged.dossier.text(NAME) == "Les Examples"
    assert merged.set_aside == ((NAME, hers.records[NAME]),)


def test_with_the_base_only_what_both_changed_is_a_conflict() -> None:
    hand = Hand(SAMIRA)
    base = hand.writes(hand.writes(a_dossier(), NAME, "Un"), TOWN, "Orly")
    one = hand.writes(hand.writes(base, NAME, "Deux"), GOAL, "x")
    other = hand.writes(base, TOWN, "Vitry")
    merged = merge(one, other, base)
    assert merged.conflicts == ()
    assert [merged.dossier.text(key) for key in KEYS] == ["Deux", "Vitry", "x"]
    crossed = merge(one, hand.writes(base, NAME, "Trois"), base)
    assert [found.place for found in crossed.conflicts] == [NAME]


def test_two_copies_written_on_one_computer_are_never_settled_in_silence() -> None:
    hand = Hand(SAMIRA)
    base = hand.writes(a_dossier(), NAME, "Un")
    one, other = hand.writes(base, NAME, "Deux"), hand.writes(base, NAME, "Trois")
    assert [found.place for found in merge(one, other).conflicts] == [NAME]


def test_the_history_of_the_espace_tells_an_old_copy_from_a_crossed_one() -> None:
    hand = Hand(SAMIRA)
    sent = hand.writes(a_dossier(), NAME, "Un")
    here = hand.writes(sent, NAME, "Deux")
    assert merge(here, sent).conflicts
    known = merge(here, sent, past={NAME: (sent.records[NAME],)})
    assert known.conflicts == ()
    assert known.dossier == here


def test_a_row_removed_by_someone_who_had_not_seen_what_is_in_it_stays_and_is_named() -> None:
    base = Hand(SAMIRA).adds(a_dossier(), LINE)
    written = Hand(SAMIRA, 5).writes(base, Key(GOAL.field, LINE), "Nouveau")
    removed = Hand(LUCIEN, 50).adds(base, LINE, removed=True)
    merged = merge(written, removed)
    assert not merged.dossier.rows[LINE].removed
    assert [found.place for found in merged.conflicts] == [LINE]
    seen = Hand(LUCIEN, 50).adds(written, LINE, removed=True)
    assert merge(written, seen).dossier.rows[LINE].removed


def test_what_a_person_prefers_is_an_edit_of_theirs_that_wins_everywhere() -> None:
    start = Hand(SAMIRA).adds(Hand(SAMIRA).writes(a_dossier(), NAME, "Un"), LINE)
    hers = Hand(SAMIRA, 10).writes(start, NAME, "Deux")
    his = Hand(LUCIEN, 50).adds(Hand(LUCIEN, 50).writes(start, NAME, "Trois"), LINE, removed=True)
    merged = merge(hers, his)
    at = merged.dossier.edited_at.next(merged.dossier.edited_at.moment, SAMIRA)
    chosen = with_choices(merged, {NAME: Side.HERE, LINE: Side.HERE}, "Samira", at)
    assert chosen.text(NAME) == "Deux"
    assert not chosen.rows[LINE].removed
    assert chosen.records[NAME].author == "Samira"
    assert merge(chosen, his).dossier == chosen


def test_another_edition_of_the_contract_or_another_call_is_told() -> None:
    one = replace(a_dossier(), appel="a")
    other = Hand(LUCIEN).writes(replace(a_dossier(), contrat=ContratRef("gosb", "2")), NAME, "x")
    merged = merge(one, other)
    assert {found.place for found in merged.conflicts} == {Head.CONTRAT, Head.APPEL}
    assert (merged.dossier.contrat.version, merged.dossier.appel) == ("2", "")


def test_a_signature_on_one_side_is_kept_and_two_second_versions_are_named() -> None:
    one = a_dossier().with_version(Version(1, "A" * 64, Stamp(1, 0, SAMIRA)))
    signed = replace(
        one, versions=(replace(one.versions[0], signed_by="Aïcha", signed_sha256="f"),)
    )
    assert merge(one, signed).dossier == merge(signed, one).dossier == signed
    timed = replace(signed, versions=(replace(signed.versions[0], signed_at=Stamp(3, 0, SAMIRA)),))
    assert merge(timed, signed).dossier == merge(signed, timed).dossier == timed
    other = a_dossier().with_version(Version(1, "B" * 64, Stamp(2, 0, LUCIEN)))
    merged = merge(signed, other)
    assert len(merged.dossier.versions) == 2
    assert [found.place for found in merged.conflicts] == [Head.VERSIONS]


def test_two_dossiers_or_two_revisions_are_refused() -> None:
    with pytest.raises(NotTheSameDossier, match="copies du même"):
        merge(a_dossier(), a_dossier("E"))
    with pytest.raises(NotTheSameDossier, match="révision"):
        merge(a_dossier(), replace(a_dossier(), form=FormRef("annuel", "2028-1")))
