"""A name for each file of a dossier: an account does not take the place of its request."""

from __future__ import annotations

import pytest

from cvdesk.app.file_names import draft_title, paquet_file, titled_file, version_file
from cvdesk.domain.ids import Key
from tests.support.builders import REPORT_A, SAMPLE_A, a_sample


def test_a_request_and_its_account_have_names_of_their_own() -> None:
    request, account = a_sample(SAMPLE_A).facts, a_sample(REPORT_A).facts
    assert version_file(request, "signe") == "LM8M-2027-signe.pdf"
    assert version_file(account, "signe") == "LM8M-2027-compte-rendu-signe.pdf"
    assert paquet_file(request) == "LM8M-2027-dossier.cvdesk"
    assert paquet_file(account) == "LM8M-2027-compte-rendu.cvdesk"
    assert draft_title(account) == "Brouillon du compte rendu"
    assert titled_file(account, draft_title(account)) == "LM8M-2027-brouillon-du-compte-rendu.pdf"
    assert titled_file(request, "Bordereau des pièces") == "LM8M-2027-bordereau-des-pieces.pdf"


@pytest.mark.parametrize("typed", ["AC/DC", "Vivre : ensemble ?", 'Le "Club"', "a\\b"])
def test_a_name_is_one_that_every_system_accepts(typed: str) -> None:
    session = a_sample(SAMPLE_A)
    assert session.answer(Key.parse("sigle"), typed)
    assert not set(version_file(session.facts, "signe")) & set('\\/:*?"<>|')
