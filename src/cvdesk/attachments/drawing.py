"""Opening a PDF to draw its pages; for the worker process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import pypdfium2

from cvdesk.attachments.unreadable import DamagedFile, ProtectedFile

# The library keeps its state for the whole process and says that threads take turns.
_pdfium = Lock()


@contextmanager
def open_drawing(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF to draw its pages, one thread at a time.

    Raises:
        ProtectedFile: If a password is needed.
        DamagedFile: If it cannot be drawn.
    """
    with _pdfium:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            needs_password = error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD
            raise (ProtectedFile if needs_password else DamagedFile) from error
        try:
            yield document
        except pypdfium2.PdfiumError as error:
            raise DamagedFile from error
        finally:
            document.close()
