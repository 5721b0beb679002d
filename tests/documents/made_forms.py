"""Forms made for the tests: the official one could not be obtained.

Names, tooltips and labels are plausible ones; each form shows one way in which such files are made.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfgen.canvas import Canvas

MULTILINE, READ_ONLY, COMB = "multiline", "readOnly", "comb"


@dataclass(frozen=True, slots=True)
class Made:
    """One box to make."""

    name: str
    kind: str = "text"
    tooltip: str = ""
    label: str = ""
    above: str = ""
    flags: str = ""
    most: int | None = None
    value: str = ""
    options: tuple[str, ...] = ()


def a_form(boxes: Sequence[Made]) -> bytes:
    """A form of one page, boxes one under the other."""
    output = io.BytesIO()
    canvas = Canvas(output, invariant=1)
    canvas.drawString(40, 825, "Formulaire fait pour un essai")
    form = canvas.acroForm
    y = 800
    for one in boxes:
        if one.label:
            canvas.drawString(40, y + 4, one.label)
        if one.above:
            canvas.drawString(240, y + 22, one.above)
        if one.kind == "text":
            form.textfield(
                name=one.name, tooltip=one.tooltip or None, x=240, y=y, width=300, height=18,
                fieldFlags=one.flags, value=one.value,
                maxlen=one.most,  # type: ignore[arg-type]
            )  # fmt: skip
        elif one.kind == "tick":
            form.checkbox(name=one.name, tooltip=one.tooltip or None, x=240, y=y, size=14)
        else:
            for rank, option in enumerate(one.options):
                form.radio(
                    name=one.name, tooltip=one.tooltip or None, value=option, selected=False,
                    x=240 + 40 * rank, y=y, size=14,
                )  # fmt: skip
        y -= 34
    canvas.save()
    return output.getvalue()


def changed(content: bytes, change: object) -> bytes:
    """The same file, something of it changed."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert callable(change)
        change(pdf)
        output = io.BytesIO()
        pdf.save(output)
        return output.getvalue()


def encrypted(content: bytes, user: str) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        output = io.BytesIO()
        pdf.save(output, encryption=pikepdf.Encryption(owner="proprio", user=user))
        return output.getvalue()


def without_form(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.AcroForm
    del pdf.pages[0].Annots


def xfa_only(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].Annots
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp/>"))


def xfa_beside(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")


def signed_already(pdf: pikepdf.Pdf) -> None:
    field = pdf.make_indirect(
        Dictionary(FT=Name.Sig, T=String("Signature1"), V=Dictionary(Type=Name.Sig))
    )
    pdf.Root.AcroForm.Fields.append(field)


def looping(pdf: pikepdf.Pdf) -> None:
    field = pdf.make_indirect(Dictionary(T=String("boucle")))
    field.Kids = Array([field])
    pdf.Root.AcroForm.Fields.append(field)


def values(content: bytes) -> dict[str, str]:
    """What every field of a file holds."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found = {}
        for field in pdf.acroform.fields:
            found[field.fully_qualified_name] = field.value_as_string or str(field.value or "")
        return found
