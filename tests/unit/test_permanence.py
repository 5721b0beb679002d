"""The lines of the permanence, and the list for a spreadsheet."""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta

from cvdesk.app.navigation import State
from cvdesk.app.panel import summary
from cvdesk.app.permanence import HOLDER, Followed, Place, as_csv, followed, unread, urgency
from cvdesk.app.report import Accounting, start_accounting
from cvdesk.app.session import Reference
from cvdesk.domain.completeness import MISSING
from cvdesk.domain.findings import Gravity
from cvdesk.domain.ids import DossierId, GroupId, RowId
from tests.support.builders import (
    AUTHOR,
    SAMPLE_B,
    TYPED_ON,
    a_form,
    a_sample,
    a_session,
    an_appel,
    type_in,
)

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


def test_what_is_left_is_said_in_the_words_of_the_panel_of_the_dossier() -> None:
    session = a_sample(changes={"siret": "12345678901234"})
    line = followed(session, PLACE, session.facts.today)
    shown = summary([one for one in session.findings if one.gravity is not Gravity.ADVICE])
    assert (line.blocking, line.unanswered) == (1, 0)
    assert line.left.replace("\u00a0", " ") == shown


def test_the_days_left_are_told_as_people_say_them() -> None:
    session = a_sample()
    closing = an_appel().cloture
    assert closing is not None
    said = [
        followed(session, PLACE, closing - timedelta(days=days)).remaining
        for days in (14, 1, 0, -1)
    ]
    assert said == ["14\u00a0jours", "1\u00a0jour", "aujourd’hui", "clos"]
    assert followed(a_sample(appel=None), PLACE, closing).remaining == "non précisé"


def test_what_closes_first_comes_first_and_what_is_closed_or_undated_last() -> None:
    line = a_line()
    lines = [replace(line, days=days) for days in (None, 12, -5, 0)]
    lines.append(replace(line, days=-3, closed=True))
    assert [one.days for one in sorted(lines, key=urgency)] == [-5, 0, 12, None, -3]


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


def test_a_line_says_where_the_life_of_the_dossier_stands() -> None:
    line = a_line(**{"droit_commun@P1": ""})
    assert (line.state, line.writing) == ("Brouillon", line.detail.partition(",")[0].capitalize())
    assert line.writing in {state.value for state in State}
    granted = a_line(
        suivi_signe_le="12/12/2026", suivi_depose_le="14/12/2026", suivi_decision="accorde",
        suivi_decision_le="01/04/2027",
    )  # fmt: skip
    assert (granted.state, granted.writing, granted.detail) == ("Accordé", "", "le 01/04/2027")
    assert granted.next_step == "Noter une somme reçue"


def test_after_the_deposit_the_next_day_is_no_longer_that_of_the_call() -> None:
    session = a_sample(changes={"suivi_signe_le": "04/12/2026", "suivi_depose_le": "04/12/2026"})
    type_in(session, "suivi_decision", "accorde")
    type_in(session, "suivi_decision_le", "04/12/2026")
    session.add_row(GroupId("suivi_versements"), row=RowId("S1"))
    type_in(session, "suivi_versement_montant@S1", "6 000")
    later = a_session(session.dossier, session.reference, date(2027, 7, 20))
    late = followed(later, PLACE, date(2027, 7, 20))
    assert (late.state, late.due) == ("Versé en partie", date(2027, 6, 30))
    assert (late.closed, late.remaining) == (False, "20\u00a0jours de retard")
    assert "30/06/2027" in late.about
    assert min([a_line(), late], key=urgency) is late


def test_an_account_has_its_place_with_the_day_it_is_due() -> None:
    origin = a_sample()
    form = a_form("compte-rendu")
    account = start_accounting(
        origin.facts, Accounting.REPORT, form, 2027, author=AUTHOR, clock=lambda: TYPED_ON
    )
    session = a_session(account, Reference(form, origin.facts.contrat), date(2028, 6, 1))
    line = followed(session, PLACE, date(2028, 6, 1))
    assert (line.due, line.days) == (date(2028, 6, 30), 29)
    assert line.about == "à rendre le 30/06/2028"
