"""A file is looked at, drawn, cleaned and made lighter; a bad one is refused in one sentence."""

import io
import time
from collections.abc import Callable

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cvdesk.attachments.apart import Answer, ask_apart, pack, unpack
from cvdesk.attachments.inspect import Inspection, inspect, inspect_here
from cvdesk.attachments.kinds import Kind, kept_name, kind_of
from cvdesk.attachments.normalise import LONGEST_PX, as_pdf, as_pdf_here
from cvdesk.attachments.pages import draw_pages, open_pdf_pages
from cvdesk.attachments.pictures import read_image
from cvdesk.attachments.refusals import (
    PieceAbimee,
    PieceProtegee,
    PieceRefusee,
    PieceTropLourde,
)
from cvdesk.attachments.shrink import shrink, shrink_here
from cvdesk.attachments.thumbnail import thumbnail, thumbnail_here
from cvdesk.attachments.unreadable import DamagedFile, ProtectedFile
from cvdesk.domain.papertypes import FileType, PieceFile
from tests.attachments.joined_files import (
    ORIENTATION,
    a_pdf,
    a_pdf_that_never_ends,
    a_photo,
    a_picture,
    a_protected_pdf,
    a_scan,
    an_armed_pdf,
    encoded,
    noise,
)

NOT_ONE_PIXEL = b"\x89PNG\r\n\x1a\n" + bytes(30)


def drawn(pdf: bytes, page: int = 0) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        image: Image.Image = document[page].render(scale=0.5).to_pil()
        return image.copy()


def is_red(image: Image.Image, x: float, y: float) -> bool:
    """Tell whether the point at that part of the width and height is red."""
    point = (int(x * (image.width - 1)), int(y * (image.height - 1)))
    red, green, *_ = image.convert("RGB").getpixel(point)  # type: ignore[misc]
    return bool(red > 2 * green)


def pictures_of(page: pikepdf.Page) -> list[Image.Image]:
    """The pictures that a page draws."""
    streams = [one for one in page.get_images().values() if isinstance(one, pikepdf.Stream)]
    return [pikepdf.PdfImage(one).as_pil_image() for one in streams]


# --- kinds ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", Kind.EMPTY),
        (a_pdf("a"), Kind.PDF),
        (b"\r\n\r\n" + a_pdf("a"), Kind.PDF),
        (encoded(a_picture()), Kind.JPEG),
        (encoded(a_picture(), "PNG"), Kind.PNG),
        (encoded(a_picture(), "TIFF"), Kind.TIFF),
        (encoded(a_picture(), "WEBP"), Kind.WEBP),
        (b"\0\0\0\x18ftypheic" + bytes(40), Kind.HEIC),
        (b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml", Kind.OFFICE),
        (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.text", Kind.OFFICE),
        (b"PK\x03\x04" + bytes(26) + b"setup.exe", Kind.OTHER),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), Kind.OFFICE),
        (b"MZ\x90\0", Kind.OTHER),
        (encoded(a_picture(), "GIF"), Kind.OTHER),
    ],
)
def test_a_file_is_known_by_its_bytes(content: bytes, kind: Kind) -> None:
    assert kind_of(content) is kind


@pytest.mark.parametrize("content", [b"", b"MZ", b"\0\0\0\x18ftypheic", b"{\\rtf1 texte}"])
def test_a_file_that_is_not_taken_says_how_to_make_one_that_is(content: bytes) -> None:
    with pytest.raises(PieceRefusee, match=r"rib\.pdf") as refusal:
        inspect(content, "rib.pdf")
    assert refusal.value.remedy


@given(name=st.text())
def test_a_kept_name_fits_the_answer(name: str) -> None:
    file = PieceFile("0" * 64, 1, kept_name(name))
    field = FileType()
    assert field.restore(field.store(file)) == file
    assert kept_name(kept_name(name)) == kept_name(name)


def test_a_long_name_keeps_its_extension() -> None:
    assert kept_name("é" * 300 + ".pdf").endswith(".pdf")
    assert kept_name("a/b\\c.pdf") == "a-b-c.pdf"


# --- looking -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (a_pdf("un", "deux", "trois"), (Kind.PDF, 3, False)),
        (a_protected_pdf(user=""), (Kind.PDF, 1, False)),
        (a_photo(), (Kind.JPEG, 1, False)),
        (encoded(a_picture(mode="RGBA"), "PNG"), (Kind.PNG, 1, False)),
        (
            encoded(a_picture(), "TIFF", save_all=True, append_images=[a_picture()]),
            (Kind.TIFF, 2, False),
        ),
    ],
)
def test_a_good_file_tells_its_kind_and_pages(
    content: bytes, expected: tuple[Kind, int, bool]
) -> None:
    kind, pages, signed = expected
    assert inspect(content, "a") == Inspection(kind, len(content), pages, signed)


def test_a_signed_pdf_is_told() -> None:
    with pikepdf.open(io.BytesIO(a_pdf("attestation"))) as pdf:
        field = pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="Signature", V=pikepdf.Dictionary())
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[pdf.make_indirect(field)])
        buffer = io.BytesIO()
        pdf.save(buffer)
    assert inspect_here(buffer.getvalue()).facts == {"pages": 1, "signed": True}


def test_a_protected_file_says_what_to_do() -> None:
    with pytest.raises(PieceProtegee, match="un mot de passe le protège") as refusal:
        inspect(a_protected_pdf(user="x"), "comptes.pdf")
    assert "numériser de" in refusal.value.remedy


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7 nothing more",
        a_pdf("a" * 50)[:300],
        a_scan(noise(200, 200))[:-2000],
        a_photo()[:200],
        NOT_ONE_PIXEL,
        b"II*\0" + bytes(50),
    ],
)
def test_a_damaged_file_says_what_to_do(content: bytes) -> None:
    with pytest.raises(PieceAbimee, match=r"comptes\.pdf") as refusal:
        inspect(content, "comptes.pdf")
    assert "numériser de nouveau" in refusal.value.remedy


def test_a_pdf_without_a_page_is_damaged() -> None:
    with pytest.raises(DamagedFile):
        inspect_here(a_pdf())


SOUND = (a_pdf("texte"), a_photo(40, 30))
"""Made once: a PDF made again has another identifier, and another length now and then."""


@given(data=st.data())
def test_no_byte_changed_takes_more_than_a_refusal(data: st.DataObject) -> None:
    """Every work, on a file with a few bytes changed: an answer or a refusal."""
    content = bytearray(data.draw(st.sampled_from(SOUND)))
    for _ in range(3):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    works: list[Callable[[bytes], Answer]] = [
        inspect_here,
        lambda one: as_pdf_here(one, quarter_turns=1),
        lambda one: thumbnail_here(one, longest_px=32),
        lambda one: shrink_here(one, at_most_bytes=10),
    ]
    for work in works:
        try:
            assert unpack(pack(work(bytes(content)))) is not None
        except (DamagedFile, ProtectedFile):
            continue


# --- apart ---------------------------------------------------------------------------------------


def test_a_file_that_takes_too_long_is_given_up() -> None:
    started = time.monotonic()
    with pytest.raises(PieceRefusee, match="trop de temps"):
        ask_apart("pages", a_pdf_that_never_ends(), "sans fin.pdf", seconds=1.5,
                  width_px=500, first=1, count=1)  # fmt: skip
    assert time.monotonic() - started < 10


def test_a_file_that_takes_all_the_memory_is_refused() -> None:
    """A picture of 100 000 by 100 000 points in a file of a few bytes."""
    with pytest.raises(PieceAbimee):
        ask_apart("pages", a_pdf("x"), "grand.pdf", width_px=100_000, first=1, count=1)


def test_an_enormous_picture_is_refused_before_it_is_unpacked() -> None:
    content = encoded(Image.new("1", (20_000, 20_000)), "PNG")
    assert len(content) < 100_000
    with pytest.raises(PieceAbimee):
        inspect(content, "bombe.png")


def test_a_process_that_cannot_start_is_a_defect_not_a_bad_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("cvdesk.attachments.apart._WORKER", "cvdesk.not_installed")
    with pytest.raises(RuntimeError, match="not_installed"):
        inspect(a_pdf("x"), "a.pdf")


@given(facts=st.dictionaries(st.text(), st.integers() | st.text()), blobs=st.lists(st.binary()))
def test_what_a_process_says_is_read(facts: dict[str, int | str], blobs: list[bytes]) -> None:
    assert unpack(pack(Answer(facts, blobs))) == Answer(facts, blobs)


@given(content=st.binary())
def test_what_a_process_babbles_is_not(content: bytes) -> None:
    assert unpack(content) is None


# --- drawing -------------------------------------------------------------------------------------


def test_the_pages_of_a_pdf_are_drawn_with_their_text() -> None:
    pdf = a_pdf("Dossier été", "Deuxième page")
    pages = draw_pages(pdf, width_px=333)
    assert [(one.number, one.width_px, one.text) for one in pages] == [
        (1, 333, "Dossier été"),
        (2, 333, "Deuxième page"),
    ]
    first = pages[0]
    image = Image.frombytes("RGBX", (first.width_px, first.height_px), first.pixels)
    black_and_white = image.convert("1", dither=Image.Dither.NONE).getcolors() or []
    assert sorted(colour for _, colour in black_and_white) == [0, 255]
    assert open_pdf_pages(pdf, "a.pdf", width_px=333) == pages


def test_a_protected_pdf_is_not_drawn() -> None:
    with pytest.raises(PieceProtegee):
        open_pdf_pages(a_protected_pdf(user="x"), "comptes.pdf")


def test_some_pages_are_drawn_when_some_are_asked() -> None:
    pdf = a_pdf("un", "deux", "trois")
    assert [one.text for one in draw_pages(pdf, first=2, count=1)] == ["deux"]
    assert [one.text for one in draw_pages(pdf, first=3)] == ["trois"]
    assert draw_pages(pdf, first=4) == ()


def test_red_is_red_in_a_drawn_page() -> None:
    [page] = draw_pages(a_scan(Image.new("RGB", (50, 50), "red")), width_px=100)
    image = Image.frombytes("RGBX", (page.width_px, page.height_px), page.pixels)
    assert is_red(image, 0.5, 0.5)


@pytest.mark.parametrize(
    "content", [a_photo(900, 300), a_pdf("a"), encoded(a_picture(20, 10, "L"), "PNG")]
)
def test_a_thumbnail_is_a_small_png(content: bytes) -> None:
    with Image.open(io.BytesIO(thumbnail(content, "a", longest_px=64))) as image:
        assert image.format == "PNG"
        assert max(image.size) <= 64


# --- cleaning ------------------------------------------------------------------------------------


def test_a_photo_becomes_an_upright_page_that_tells_nothing_else() -> None:
    pdf = as_pdf(a_photo(orientation=6), "photo.jpg")  # 6: turned to the right to be upright
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) == 1
        width, height = (float(side) for side in opened.pages[0].mediabox[2:])
        assert (round(width), round(height)) == (595, 842)
    for told in (b"Telephone", b"Exif", b"GPS"):
        assert told not in pdf
    page = drawn(pdf)
    assert is_red(page, 0.9, 0.08)  # the corner that was at the top left
    assert not is_red(page, 0.1, 0.08)


def test_a_page_is_turned_as_asked() -> None:
    photo = a_photo(200, 300)
    assert is_red(drawn(as_pdf(photo, "a.jpg")), 0.1, 0.08)
    turned = drawn(as_pdf(photo, "a.jpg", quarter_turns=1))
    assert turned.width > turned.height
    assert is_red(turned, 0.92, 0.1)


def test_a_large_photo_becomes_a_light_page() -> None:
    photo = encoded(noise(3000, 2000), quality=95)
    pdf = as_pdf_here(photo, quarter_turns=0).blobs[0]
    assert len(pdf) < len(photo) / 2
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert pictures_of(opened.pages[0])[0].size[0] == LONGEST_PX


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_a_picture_is_upright_whatever_its_kind(kind: str) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    image = read_image(encoded(a_picture(300, 200), kind, exif=exif), longest_px=150)
    assert image.size == (100, 150)
    assert is_red(image, 0.95, 0.05)


def test_a_transparent_picture_is_laid_on_white() -> None:
    image = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    assert read_image(encoded(image, "PNG"), longest_px=20).getpixel((5, 5)) == (255, 255, 255)


def test_each_page_of_a_fax_becomes_a_page() -> None:
    pages = [a_picture(100, 140), a_picture(140, 100), a_picture(100, 140)]
    fax = encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    with pikepdf.open(io.BytesIO(as_pdf_here(fax, quarter_turns=0).blobs[0])) as pdf:
        assert [page.mediabox[2] > page.mediabox[3] for page in pdf.pages] == [False, True, False]


def test_an_armed_pdf_is_disarmed_and_still_says_what_it_said() -> None:
    armed = an_armed_pdf()
    assert b"MZ armed" in decoded(armed)
    safe = as_pdf(armed, "rib.pdf")
    for weapon in (b"JavaScript", b"armed", b"Launch", b"MZ armed"):
        assert weapon not in decoded(safe)
    assert draw_pages(safe)[0].text == "Relevé d’identité bancaire"


def decoded(pdf: bytes) -> bytes:
    """Every object of a PDF, uncompressed."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        parts = []
        for one in opened.objects:
            parts.append(one.unparse())
            if isinstance(one, pikepdf.Stream):
                parts.append(one.read_bytes())
        return b"\n".join(parts)


def test_the_protection_against_changes_is_left_behind() -> None:
    with pikepdf.open(io.BytesIO(as_pdf(a_protected_pdf(user=""), "a.pdf"))) as pdf:
        assert not pdf.is_encrypted


def test_the_same_file_gives_the_same_pdf() -> None:
    for content in (a_photo(), a_pdf("a")):
        first, second = (as_pdf_here(content, quarter_turns=0).blobs[0] for _ in range(2))
        assert first == second


# --- making lighter ------------------------------------------------------------------------------


def test_a_light_pdf_is_left_as_it_is() -> None:
    pdf = a_pdf("a")
    assert shrink(pdf, "a.pdf", at_most_bytes=len(pdf)) == pdf


def test_a_heavy_scan_goes_under_the_limit_and_keeps_its_pages() -> None:
    heavy = a_scan(noise(2600, 1800), pages=2)
    light = shrink(heavy, "scan.pdf", at_most_bytes=1_500_000)
    assert len(light) <= 1_500_000 < len(heavy)
    with pikepdf.open(io.BytesIO(light)) as pdf:
        assert len(pdf.pages) == 2
        for page in pdf.pages:
            assert pictures_of(page)[0].size[0] >= 1170


def test_a_heavy_photo_becomes_a_page_under_the_limit() -> None:
    heavy = encoded(noise(2400, 1800), quality=95)
    light = shrink(heavy, "photo.jpg", at_most_bytes=800_000)
    assert kind_of(light) is Kind.PDF
    assert len(light) <= 800_000 < len(heavy)


def test_a_file_that_cannot_be_light_enough_says_how_light_it_gets() -> None:
    with pytest.raises(PieceTropLourde, match=r"pèse encore 0,[1-9]") as refusal:
        shrink(encoded(noise(1500, 1500)), "plan.jpg", at_most_bytes=20_000)
    assert "150 points" in refusal.value.remedy


def test_a_drawing_in_black_and_white_is_not_blurred() -> None:
    image = Image.new("1", (1000, 1000))
    scan = io.BytesIO()
    image.save(scan, "PDF")
    heavy = scan.getvalue()
    assert kind_of(heavy) is Kind.PDF
    light = shrink_here(heavy, at_most_bytes=10).blobs[0]
    with pikepdf.open(io.BytesIO(light)) as pdf:
        assert pictures_of(pdf.pages[0])[0].mode == "1"
