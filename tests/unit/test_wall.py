"""Whose a dossier is: by SIRET, else by name."""

from hypothesis import given
from hypothesis import strategies as st

from cvdesk.app.wall import UNNAMED, Belonging, associations, walls
from cvdesk.domain.ids import DossierId

A, B = "11111111111111", "22222222222222"


def some(*found: tuple[str, str]) -> list[Belonging]:
    return [Belonging(DossierId(f"D{rank}"), *one) for rank, one in enumerate(found)]


def names(*found: tuple[str, str]) -> list[str]:
    return [one.name for one in walls(some(*found)).values()]


def test_one_siret_is_one_association_whose_latest_name_is_shown() -> None:
    assert names((A, "Le nouveau nom"), (A, "L’ancien nom"), (A, "")) == ["Le nouveau nom"] * 3


def test_a_name_joins_the_only_siret_that_has_it_accents_forgiven() -> None:
    known = walls(some((A, "Les Éclats"), ("", "les  eclats"), (B, "Autres")))
    keys = [one.key for one in known.values()]
    assert keys[0] == keys[1] != keys[2]


def test_a_name_that_two_sirets_share_stays_apart_from_both() -> None:
    known = walls(some((A, "Les Mots"), (B, "Les Mots"), ("", "Les Mots")))
    assert len({one.key for one in known.values()}) == 3


def test_what_has_no_name_yet_stands_together_and_is_told_so() -> None:
    assert names(("", ""), ("", ""), (A, "")) == [UNNAMED, UNNAMED, f"SIRET {A}"]


@given(st.lists(st.tuples(st.sampled_from(["", A, B]), st.sampled_from(["", "x", "y", "Z"]))))
def test_two_sirets_are_never_on_the_same_side_of_the_wall(found: list[tuple[str, str]]) -> None:
    known = walls(some(*found))
    assert len(known) == len(found)
    sides: dict[str, set[str]] = {}
    for one in some(*found):
        if one.siret:
            sides.setdefault(known[one.dossier].key, set()).add(one.siret)
    assert all(len(sirets) == 1 for sirets in sides.values())
    every = associations(known.values())
    assert len({one.key for one in every}) == len(every)
