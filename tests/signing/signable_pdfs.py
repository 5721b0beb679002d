"""PDFs with two empty signature fields, and identities, as the signing tests need them."""

import io
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from cvdesk.signing.identity import Applicant, Identities
from cvdesk.signing.pkcs12 import Pkcs12Signer

FIRST = "SignatureRepresentant"
SECOND = "SignatureMandataire"
PASSWORD = "quatre mots sans lien éà"
PRESIDENT = Applicant(
    holder="Étienne ROBILLARD-N’GUESSAN",
    function="Président",
    organisation="Association Les Cœurs d’Orly",
    email="presidence@coeurs-orly.example",
)
TREASURER = Applicant(holder="Inès ÇELIK", function="Trésorière")
DRAWN = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
"""When the identities below were made."""
TODAY = datetime(2026, 11, 21, 14, 5, tzinfo=UTC)

_FONT = Path(__file__).parents[2] / "resources" / "polices"


@cache
def identity_files(applicant: Applicant) -> tuple[bytes, bytes]:
    """Make an identity, once a session (drawing an RSA key is slow): key file, certificate file."""
    with TemporaryDirectory() as folder:
        identities = Identities(Path(folder), clock=lambda: DRAWN)
        identity = identities.create(applicant, PASSWORD)
        return identities.key_file(identity), identities.certificate_file(identity)


def certificate_of(applicant: Applicant) -> bytes:
    return identity_files(applicant)[1]


def signer_for(applicant: Applicant, *, today: datetime = TODAY) -> Pkcs12Signer:
    return Pkcs12Signer(identity_files(applicant)[0], PASSWORD, clock=lambda: today)


@cache
def two_field_pdf(pages: int = 2) -> bytes:
    """Draw pages with an amount on each, and two empty signature fields on the last one."""
    drawn = io.BytesIO()
    canvas = Canvas(drawn, pagesize=A4, invariant=1)
    for number in range(pages):
        canvas.drawString(72, 700, f"Page {number + 1} : montant demandé 8 500 euros")
        canvas.showPage()
    canvas.save()
    with pikepdf.open(drawn) as pdf:
        page = pdf.pages[-1]
        fields = [
            _field(pdf, page, FIRST, (72, 300, 272, 380)),
            _field(pdf, page, SECOND, (300, 300, 500, 380)),
        ]
        page.Annots = Array(fields)
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(fields), SigFlags=3))
        return _saved(pdf)


def _field(
    pdf: pikepdf.Pdf, page: pikepdf.Page, name: str, box: tuple[int, int, int, int]
) -> pikepdf.Object:
    left, bottom, right, top = box
    empty = pdf.make_stream(b"")
    empty.Type, empty.Subtype = Name.XObject, Name.Form
    empty.BBox = Array([0, 0, right - left, top - bottom])
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(name),
            TU=String(f"Signature : {name}"),
            F=132,
            Rect=Array(list(box)),
            P=page.obj,
            AP=Dictionary(N=empty),
        )
    )


def _saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    target = io.BytesIO()
    pdf.save(target, deterministic_id=True, **options)  # type: ignore[arg-type]
    return target.getvalue()
