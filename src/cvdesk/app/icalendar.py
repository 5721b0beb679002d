"""Reminders as a calendar file that any agenda opens (RFC 5545), written by hand: it is short.

Implementation notes:
    Lines end in CR LF and are folded at 75 octets (section 3.1); commas, semicolons, backslashes
    and line ends of a text are escaped (3.3.11); a day without hour is ``VALUE=DATE`` (3.3.4). The
    same reminder keeps its UID from one export to the next, so an agenda updates it instead of
    doubling it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from cvdesk.domain.ids import DossierId
from cvdesk.domain.rappels import Reminder

_OCTETS = 75
_WARNED_DAYS = 7


def calendar_file(
    dossier: DossierId, title: str, reminders: Iterable[Reminder], written_at: datetime
) -> bytes:
    """Return the calendar of a dossier's reminders.

    Args:
        dossier: The dossier, for the UIDs.
        title: What the dossier is called, in each entry.
        reminders: What to remember.
        written_at: Aware; the moment of the export.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//CVDesk//Echeances//FR",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    stamp = _utc(written_at)
    for one in reminders:
        lines += _event(dossier, title, one, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _utc(moment: datetime) -> str:
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError(f"not an aware moment: {moment}")
    return f"{moment - offset:%Y%m%dT%H%M%SZ}"


def _event(dossier: DossierId, title: str, one: Reminder, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{dossier}-{one.id}@cvdesk".replace(" ", "-")
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{one.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(one.sentence)}"
    why = f"{title}\n{one.why}\nSource\u00a0: {one.source}."
    yield f"DESCRIPTION:{_text(why)}"
    yield "TRANSP:TRANSPARENT"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_text(one.sentence)}"
    yield f"TRIGGER:-P{_WARNED_DAYS}D"
    yield "END:VALARM"
    yield "END:VEVENT"


def _text(text: str) -> str:
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    return "".join(one for one in text if one.isprintable() or one == "\u00a0")


def _folded(line: str) -> Iterator[str]:
    """Cut a line at 75 octets, never inside a character; what follows begins with a space."""
    start, room = "", _OCTETS
    for character in line:
        size = len(character.encode())
        if size > room:
            yield start
            start, room = " ", _OCTETS - 1
        start += character
        room -= size
    yield start
