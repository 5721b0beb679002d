"""The lines of the permanence, and the list for a spreadsheet."""

import csv
import io
from dataclasses import replace
from datetime import timedelta

from cvdesk.app.permanence import HOLDER, Followed, Place, as_csv, followed, unread, urgency
from cvdesk.domain.completeness import MISSING
from cvdesk.domain.findings import Gravity
from cvdesk.domain.ids import DossierId
from tests.support.builders import SAMPLE_B, a_sample, an_appel

PLACE = Place("/e.cvespace", "Centre", DossierId("D"))


def a_line(name: str = "annuel-vitry", **changes: str) -> Followed:
    session = a_sample(name, changes)
    return followed(session, PLACE, session.facts.today)


def test_a_line_counts_every_finding_once() -> None:
    session = a_sample(changes={"droit_commun@P1": "", "siret": "12345678901234"})
    line = followed(session, PLACE, session.facts.today)
    heavy = [one for one in session.findings if one.gravity is not Gravity.ADVICE]
    counted = line.blocking + line.unanswered + line.correct + line.questions
    assert counted == len(heavy) == len(line.missing)
    assert line.unanswered == sum(one.code == MISSING for one in heavy) == 1
    assert line.blocking >= 1


def test_the_days_left_are_told_as_people_say_them() -> None:
    session = a_sample()
    closing = an_appel().cloture
    assert closing is not None
    said = [
        followed(session, PLACE, closing - timedelta(days=days)).remaining
        for days in (14, 1, 0, -1)
    ]
    assert said == ["14 jours", "1 jour", "aujourd’hui", "clos"]
    assert followed(a_sample(appel=None), PLACE, closing).remaining == "non précisé"


def test_what_closes_first_comes_first_and_what_is_closed_or_undated_last() -> None:
    line = a_line()
    lines = [replace(line, days=days) for days in (None, -3, 12, 0)]
    assert [one.days for one in sorted(lines, key=urgency)] == [0, 12, None, -3]


def test_who_has_the_file_comes_from_the_dossier() -> None:
    assert a_line().holder == ""
    assert a_line(**{HOLDER: "Samira"}).holder == "Samira"


def test_the_list_is_read_back_as_it_was_and_runs_no_formula() -> None:
    lines = [
        replace(a_line(), association='=HYPERLINK("x")', holder="@Samira; « chef »"),
        a_line(SAMPLE_B),
        unread(PLACE, "Ce contrat n’est pas ici."),
    ]
    content = as_csv(lines)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert len({len(row) for row in rows}) == 1
    read = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert read[0]["Association"] == '\'=HYPERLINK("x")'
    assert read[0]["Chez qui"] == "'@Samira; « chef »"
    assert read[1]["Association"] == lines[1].association
    assert read[2]["État"] == "Non lu"
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
