"""What someone may do to a signed PDF, each as bytes → bytes.

Updates are made with pyHanko's incremental writer, because they must leave the signed bytes alone:
that is what makes them dangerous.
"""

import io
import re
from collections.abc import Callable

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests.signing.signable_pdfs import FIRST


def signed_ranges(pdf: bytes) -> list[tuple[int, int, int, int]]:
    """Read the byte ranges of the signatures, in the order of the file."""
    found = re.findall(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]", pdf)
    return [(int(a), int(b), int(c), int(d)) for a, b, c, d in found]


def with_byte_changed(pdf: bytes, position: int, value: int | None = None) -> bytes:
    changed = bytearray(pdf)
    changed[position] = changed[position] ^ 0x01 if value is None else value
    return bytes(changed)


def page_content_replaced(pdf: bytes) -> bytes:
    def forge(writer: IncrementalPdfFileWriter) -> None:
        page = writer.root["/Pages"]["/Kids"][0]
        drawing = generic.StreamObject(stream_data=b"0 0 200 200 re f")
        page["/Contents"] = writer.add_object(drawing)
        writer.update_container(page)

    return _updated(pdf, forge)


def annotation_added(pdf: bytes) -> bytes:
    def forge(writer: IncrementalPdfFileWriter) -> None:
        page = writer.root["/Pages"]["/Kids"][0]
        note = _dictionary(
            Type=generic.pdf_name("/Annot"),
            Subtype=generic.pdf_name("/FreeText"),
            Contents=generic.pdf_string("85 000 €"),
            Rect=_numbers(60, 690, 300, 720),
        )
        page["/Annots"] = generic.ArrayObject([writer.add_object(note)])
        writer.update_container(page)

    return _updated(pdf, forge)


def appearance_replaced(pdf: bytes) -> bytes:
    def forge(writer: IncrementalPdfFileWriter) -> None:
        for reference in writer.root["/AcroForm"]["/Fields"]:
            field = reference.get_object()
            if field["/T"] != FIRST:
                continue
            drawing = generic.StreamObject(stream_data=b"0 0 200 80 re f")
            drawing["/Type"] = generic.pdf_name("/XObject")
            drawing["/Subtype"] = generic.pdf_name("/Form")
            drawing["/BBox"] = _numbers(0, 0, 200, 80)
            field["/AP"] = _dictionary(N=writer.add_object(drawing))
            writer.mark_update(reference)

    return _updated(pdf, forge)


def page_removed(pdf: bytes) -> bytes:
    def forge(writer: IncrementalPdfFileWriter) -> None:
        pages = writer.root["/Pages"]
        del pages["/Kids"][0]
        pages["/Count"] = _numbers(len(pages["/Kids"]))[0]
        writer.update_container(pages)

    return _updated(pdf, forge)


def signatures_unlisted(pdf: bytes) -> bytes:
    def forge(writer: IncrementalPdfFileWriter) -> None:
        form = writer.root["/AcroForm"]
        form["/Fields"] = generic.ArrayObject()
        writer.update_container(form)

    return _updated(pdf, forge)


def signature_withdrawn(pdf: bytes) -> bytes:
    """Empty the fields again by an update."""

    def forge(writer: IncrementalPdfFileWriter) -> None:
        for reference in writer.root["/AcroForm"]["/Fields"]:
            reference.get_object().pop("/V", None)
            writer.mark_update(reference)

    return _updated(pdf, forge)


def form_made_circular(pdf: bytes) -> bytes:
    def forge(writer: IncrementalPdfFileWriter) -> None:
        reference = writer.root["/AcroForm"]["/Fields"].raw_get(0)
        reference.get_object()["/Kids"] = generic.ArrayObject([reference])
        writer.mark_update(reference)

    return _updated(pdf, forge)


def rewritten_whole(pdf: bytes) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(target)
    return target.getvalue()


def signature_emptied(pdf: bytes) -> bytes:
    """Overwrite the last signature with zeros, length kept."""
    _, length, resume, _ = signed_ranges(pdf)[-1]
    return pdf[: length + 1] + b"0" * (resume - length - 2) + pdf[resume - 1 :]


def byte_range_emptied(pdf: bytes) -> bytes:
    """Make the last signature cover nothing, length kept."""
    last = list(re.finditer(rb"/ByteRange\s*\[[^\]]*\]", pdf))[-1]
    nothing = b"/ByteRange [0 0 0 0]".ljust(len(last[0]))
    return pdf[: last.start()] + nothing + pdf[last.end() :]


def signature_transplanted(pdf: bytes, donor: bytes) -> bytes:
    """Put the signature of another file in place of this one's."""
    _, length, resume, _ = signed_ranges(pdf)[-1]
    _, donor_length, donor_resume, _ = signed_ranges(donor)[-1]
    graft = donor[donor_length + 1 : donor_resume - 1]
    room = resume - length - 2
    return pdf[: length + 1] + graft[:room].ljust(room, b"0") + pdf[resume - 1 :]


def comment_appended(pdf: bytes) -> bytes:
    return pdf + b"% une remarque\n"


def second_end_appended(pdf: bytes) -> bytes:
    """Append what reads as the same end of file again."""
    start = pdf.rindex(b"startxref")
    return pdf + b"\n% une remarque\n" + pdf[start:]


def cut_to_first_signature(pdf: bytes) -> bytes:
    _, _, resume, rest = signed_ranges(pdf)[0]
    return pdf[: resume + rest]


def encrypted(pdf: bytes, *, user: str, owner: str = "proprio") -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(target, encryption=pikepdf.Encryption(user=user, owner=owner))
    return target.getvalue()


def _dictionary(**entries: generic.PdfObject) -> generic.DictionaryObject:
    named = {generic.pdf_name(f"/{key}"): value for key, value in entries.items()}
    return generic.DictionaryObject(named)  # type: ignore[no-untyped-call]


def _numbers(*values: int) -> generic.ArrayObject:
    return generic.ArrayObject(
        generic.NumberObject(value)  # type: ignore[no-untyped-call]
        for value in values
    )


def _updated(pdf: bytes, forge: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    forge(writer)
    output = io.BytesIO()
    writer.write(output)  # type: ignore[no-untyped-call]
    return output.getvalue()


ATTACKS: dict[str, Callable[[bytes], bytes]] = {
    "a byte of a page changed": lambda pdf: with_byte_changed(pdf, pdf.index(b"stream") + 12),
    "page content replaced by an update": page_content_replaced,
    "annotation added over an amount": annotation_added,
    "appearance of the signature replaced": appearance_replaced,
    "page removed by an update": page_removed,
    "signatures unlisted by an update": signatures_unlisted,
    "signatures taken out of their fields": signature_withdrawn,
    "rewritten whole by a tool": rewritten_whole,
    "signature overwritten with zeros": signature_emptied,
    "byte range emptied": byte_range_emptied,
    "comment appended": comment_appended,
    "same end appended again": second_end_appended,
    "last byte cut": lambda pdf: pdf[:-1],
    "cut in the middle": lambda pdf: pdf[: len(pdf) // 2],
}
