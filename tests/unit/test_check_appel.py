"""What files must be like, when the call says so; the sentences of the checks of the call."""

from __future__ import annotations

from typing import Any

from cvdesk.app.session import Session
from cvdesk.domain.appel import Appel
from cvdesk.domain.ids import Key
from cvdesk.domain.money import Euros
from tests.support.builders import a_sample, an_appel, codes, only, phrase

FILE = "0" * 64


def with_a_file(name: str, size: int, **terms: Any) -> Session:
    session = a_sample(appel=an_appel(**terms))
    row = session.facts.rows("pieces")[0]
    assert session.answer(Key.parse(f"piece_fichier@{row}"), f"{FILE} {size} {name}")
    return session


def test_a_file_larger_than_the_call_admits_is_told() -> None:
    fits = with_a_file("statuts.pdf", 2_000_000, taille_piece_max=2_000_000)
    assert "PIE-29" not in codes(fits)
    larger = with_a_file("statuts.pdf", 2_000_001, taille_piece_max=2_000_000)
    assert "cet appel s'arrête à 2,0 Mo" in phrase(only(larger, "PIE-29"))


def test_a_format_that_the_call_admits_is_no_fault() -> None:
    admitted = with_a_file("rib.jpeg", 9, formats_pieces=("pdf", "jpg"))
    assert "PIE-29" not in codes(admitted)
    other = with_a_file("rib.odt", 9, formats_pieces=("pdf", "jpg"))
    assert "PDF ou JPG" in phrase(only(other, "PIE-29"))


def test_without_a_word_of_the_call_the_portal_wants_pdf() -> None:
    assert "n'est pas un PDF" in phrase(only(with_a_file("rib.jpg", 9), "PIE-29"))


def test_the_sentence_says_both_amounts() -> None:
    session = a_sample(appel=an_appel(montant_max=Euros.whole(5_000)))
    assert phrase(only(session, "APP-161")).startswith(
        "Vous demandez 8 000 €, et cet appel s'arrête à 5 000 €."
    )


def test_a_dossier_whose_call_is_not_here_says_so_and_the_others_stay_silent() -> None:
    session = a_sample(appel=None)
    assert "n'est pas sur cet ordinateur" in phrase(only(session, "APP-160"))
    assert {code for code in codes(session) if code.startswith("APP")} == {"APP-160"}
    assert "APP-160" not in codes(a_sample())


def test_papers_that_the_call_leaves_out_of_the_national_list_miss_nobody() -> None:
    few = tuple(one for one in an_appel().pieces if one.id in {"rib", "pouvoir"})
    rows = a_sample().facts.rows("pieces")

    def missing(appel: Appel) -> set[str]:
        return {c for c in codes(a_sample(without=rows, appel=appel)) if c.startswith("PIE")}

    assert {"PIE-20", "PIE-21", "PIE-22", "PIE-23", "PIE-26"} <= missing(an_appel())
    # The bank details, which it does ask for; the account of the last grant, which the law asks.
    assert missing(an_appel(pieces=few)) == {"PIE-22", "PIE-27", "PIE-28"}
