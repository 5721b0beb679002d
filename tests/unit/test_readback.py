"""The page that the person who signs reads aloud."""

from cvdesk.app.readback import readback
from tests.support.builders import SAMPLE_A, a_reference, a_sample, a_session, nothing_yet


def budget_line(**answers: str) -> str:
    changes = {f"projet_{name}.2027@P1": typed for name, typed in answers.items()}
    return dict(readback(a_sample(SAMPLE_A, changes).facts).lines)["Budget"]


def test_a_dossier_where_nothing_is_asked_yet_does_not_say_that_it_asks_nothing() -> None:
    page = readback(a_session(nothing_yet(), a_reference()).facts)
    assert page.amount == "non précisé"
    assert page.to_whom == "non précisé pour l’instant"


def test_a_balanced_budget_says_its_total_and_the_share_that_is_asked() -> None:
    assert "équilibrés, la demande en représente 38,10\u00a0%." in budget_line()


def test_a_budget_not_balanced_yet_says_both_totals_and_no_share() -> None:
    """A share of which total? And of nothing, it would be a dash in the middle of a sentence."""
    said = budget_line(**{"604": "1"})
    assert "de charges et 21\u00a0000\u00a0€ de produits, à équilibrer." in said
    assert "représente" not in said
