"""Opening a PDF to read or change its objects; for the worker process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pikepdf

from cvdesk.attachments.unreadable import DamagedFile, ProtectedFile

# What the library raises on files with bytes changed at random: seen, not guessed.
_UNREADABLE = (pikepdf.PdfError, TypeError)


@contextmanager
def open_pdf(content: bytes) -> Iterator[pikepdf.Pdf]:
    """Open a PDF to read or change its objects.

    Raises:
        ProtectedFile: If a password is needed.
        DamagedFile: If it is not a PDF, or has no page left.
    """
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            if not pdf.pages:
                raise DamagedFile
            yield pdf
    except pikepdf.PasswordError as error:
        raise ProtectedFile from error
    except _UNREADABLE as error:
        raise DamagedFile from error
