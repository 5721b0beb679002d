"""PDFs with two empty signature fields, and identities, as the signing tests need them."""

import io
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
from pikepdf import Array, Dictionary, Name, String, pdfa
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
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

FIELD_POINTS = (200, 80)

_FONT = Path(__file__).parents[2] / "resources/polices/source-sans-3/SourceSans3-Regular.ttf"


@cache
def identity_files(applicant: Applicant) -> tuple[bytes, bytes]:
    """Make an identity, once a session (drawing an RSA key is slow): key file, certificate file."""
    with TemporaryDirectory() as folder:
        identities = Identities(Path(folder), clock=lambda: DRAWN)
        identity = identities.create(applicant, PASSWORD)
        return identities.key_file(identity), identities.certificate_file(identity)


def certificate_of(applicant: Applicant) -> bytes:
    return identity_files(applicant)[1]


@cache
def signer_for(applicant: Applicant, *, today: datetime = TODAY) -> Pkcs12Signer:
    return Pkcs12Signer(identity_files(applicant)[0], PASSWORD, clock=lambda: today)


@cache
def two_field_pdf(pages: int = 2) -> bytes:
    """Draw pages with an amount on each, and two empty signature fields on the last; PDF/A-2b."""
    with pikepdf.open(io.BytesIO(_drawn_pages(pages))) as pdf:
        page = pdf.pages[-1]
        fields = [_field(pdf, page, FIRST, left=72), _field(pdf, page, SECOND, left=300)]
        page.Annots = Array(fields)
        pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(fields), SigFlags=3))
        with pdf.open_metadata() as metadata:
            metadata.load_from_docinfo(pdf.docinfo)
        pdfa.prepare(pdf, "2b")
        target = io.BytesIO()
        pdf.save(target, **pdfa.resolve_save_kwargs("2b"))
        return target.getvalue()


def pdf_without_fields() -> bytes:
    return _drawn_pages(1)


def drawn_appearance(text: str) -> bytes:
    """Draw what a signature shows, at the size of the fields, its font embedded."""
    drawn = io.BytesIO()
    canvas = _canvas(drawn, FIELD_POINTS)
    canvas.setFont("Source", 9)
    canvas.drawString(6, 40, text)
    canvas.save()
    return drawn.getvalue()


def _drawn_pages(pages: int) -> bytes:
    drawn = io.BytesIO()
    canvas = _canvas(drawn, A4)
    canvas.setTitle("Dossier d’essai")
    for number in range(pages):
        canvas.setFont("Source", 11)
        canvas.drawString(72, 700, f"Page {number + 1} : montant demandé 8 500 €")
        canvas.showPage()
    canvas.save()
    with pikepdf.open(drawn) as pdf:
        del pdf.docinfo["/Trapped"]
        for page in pdf.pages:
            del page["/Trans"]
        cleaned = io.BytesIO()
        pdf.save(cleaned)
    return cleaned.getvalue()


def _canvas(target: io.BytesIO, size: tuple[float, float]) -> Canvas:
    """Start a drawing without Helvetica, which would not be embedded."""
    _register_font()
    return Canvas(
        target,
        pagesize=size,
        invariant=1,
        # A name, whatever the annotation says.
        initialFontName="Source",  # type: ignore[arg-type]
    )


@cache
def _register_font() -> None:
    pdfmetrics.registerFont(TTFont("Source", _FONT))


def _field(pdf: pikepdf.Pdf, page: pikepdf.Page, name: str, *, left: int) -> pikepdf.Object:
    width, height = FIELD_POINTS
    empty = pdf.make_stream(b"")
    empty.Type, empty.Subtype = Name.XObject, Name.Form
    empty.BBox = Array([0, 0, width, height])
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(name),
            TU=String(f"Signature : {name}"),
            F=132,
            Rect=Array([left, 300, left + width, 300 + height]),
            P=page.obj,
            AP=Dictionary(N=empty),
        )
    )
