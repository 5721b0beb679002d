"""What is said before a dossier is erased for good."""

from cvdesk.app.erasure import erasure
from cvdesk.app.review import add_remark
from tests.support.builders import a_sample


def test_it_says_what_goes_and_what_cannot_be_reached() -> None:
    session = a_sample()
    add_remark(session, None, "À revoir.")
    told = erasure(session.facts, 3)
    goes, _, stays = told.more.partition("Ce que CVDesk ne peut pas effacer")
    assert "Langue, numérique" in told.question
    for word in ("historique", "3\u00a0pièces", "1\u00a0remarque"):
        assert word in goes
    for word in ("paquets", "sauvegardes", "copies de sécurité", "portail"):
        assert word in stays
    assert "pièce" not in erasure(a_sample().facts, 0).more
