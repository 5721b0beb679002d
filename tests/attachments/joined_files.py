"""Files that people join: photos, scans, PDFs, whole, damaged or made to harm."""

import io

import pikepdf
from PIL import Image, ImageDraw

ORIENTATION, GPS, MODEL = 0x0112, 0x8825, 0x0110


def a_picture(width: int = 300, height: int = 200, mode: str = "RGB") -> Image.Image:
    """A light picture with a red corner at the top left."""
    image = Image.new(mode, (width, height), "white")
    ImageDraw.Draw(image).rectangle(
        (0, 0, width // 4, height // 4), fill="red" if mode.startswith("RGB") else 0
    )
    return image


def noise(width: int, height: int) -> Image.Image:
    """A picture that no compression makes much lighter, like a photo."""
    return Image.effect_noise((width, height), 80).convert("RGB")


def encoded(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def a_photo(width: int = 300, height: int = 200, orientation: int = 1) -> bytes:
    """A photo as a telephone makes it: turned, with its place and model inside."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[MODEL] = "Telephone X"
    exif.get_ifd(GPS)[2] = (48.0, 44.0, 30.0)
    return encoded(a_picture(width, height), exif=exif)


def a_scan(image: Image.Image, pages: int = 1) -> bytes:
    """A PDF whose pages are pictures."""
    jpeg = encoded(image, quality=95)
    with pikepdf.new() as pdf:
        for _ in range(pages):
            page = pdf.add_blank_page()
            picture = pdf.make_stream(
                jpeg,
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Image,
                Width=image.width,
                Height=image.height,
                ColorSpace=pikepdf.Name.DeviceRGB,
                BitsPerComponent=8,
                Filter=pikepdf.Name.DCTDecode,
            )
            name = page.add_resource(picture, pikepdf.Name.XObject)
            page.contents_add(f"q 500 0 0 700 50 50 cm {name} Do Q".encode())
        return as_bytes(pdf)


def a_pdf(*texts: str) -> bytes:
    """A PDF with one line of text on each page."""
    with pikepdf.new() as pdf:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
        for text in texts:
            page = pdf.add_blank_page(page_size=(595, 842))
            name = page.add_resource(font, pikepdf.Name.Font)
            shown = text.encode("cp1252").hex()
            page.contents_add(f"BT {name} 24 Tf 72 700 Td <{shown}> Tj ET".encode())
        return as_bytes(pdf)


def a_protected_pdf(user: str, owner: str = "owner") -> bytes:
    with pikepdf.open(io.BytesIO(a_pdf("secret"))) as pdf:
        return as_bytes(pdf, encryption=pikepdf.Encryption(user=user, owner=owner))


def an_armed_pdf() -> bytes:
    """A PDF that runs a script, starts a program, calls a site and holds a program."""
    with pikepdf.open(io.BytesIO(a_pdf("Relevé d’identité bancaire"))) as pdf:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('armed')")
        pdf.Root.OpenAction = script
        pdf.Root.Names = pikepdf.Dictionary(
            JavaScript=pikepdf.Dictionary(Names=[pikepdf.String("a"), script])
        )
        pdf.attachments["evil.exe"] = b"MZ armed"
        launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="armed.exe")
        site = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://armed.invalid/")
        pdf.pages[0].obj.AA = pikepdf.Dictionary(O=launch)
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 99, 99], A=site
        )
        pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(link)])
        return as_bytes(pdf)


def a_pdf_that_never_ends(depth: int = 40) -> bytes:
    """A page that draws a form twice, which draws a form twice, and so on: 2 to the ``depth``."""
    with pikepdf.open(io.BytesIO(a_pdf("x"))) as pdf:
        inner = pdf.make_stream(
            b"0 0 600 800 re f", Subtype=pikepdf.Name.Form, BBox=[0, 0, 600, 800]
        )
        for _ in range(depth):
            inner = pdf.make_stream(
                b"/X Do " * 20,
                Subtype=pikepdf.Name.Form,
                BBox=[0, 0, 600, 800],
                Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner)),
            )
        page = pdf.pages[0]
        name = page.add_resource(inner, pikepdf.Name.XObject)
        page.contents_add(f"{name} Do".encode())
        return as_bytes(pdf)


def as_bytes(pdf: pikepdf.Pdf, encryption: pikepdf.Encryption | None = None) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer, encryption=encryption)
    return buffer.getvalue()
