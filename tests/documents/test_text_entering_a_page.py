import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.documents.blocks import Para, set_line
from cvdesk.documents.characters import MissingGlyph
from cvdesk.documents.finish import finish
from cvdesk.documents.fonts import FontsMissing, register_fonts
from cvdesk.documents.pages import compose
from cvdesk.documents.style import Style, plain
from cvdesk.documents.xmp import Metadata
from cvdesk.errors import UserError
from tests.documents.conftest import FONTS
from tests.documents.tagged_pdf import opened, told_by

STYLE = Style.load(FONTS)
PRINTABLE = st.text(st.sampled_from(sorted(map(chr, STYLE.drawable))))


def printed(content: bytes) -> str:
    return " ".join(told_by("pdftotext", "-layout", "-", "-", given=content).split())


def test_markup_that_was_typed_is_printed_as_typed(style: Style, metadata: Metadata) -> None:
    typed = '<b>gras</b> &eacute; <img src="file:///etc/passwd"/> <para> & < >'
    composed = compose(lambda _: [Para(style.text(typed), style.answer)])

    assert printed(finish(composed, metadata)) == typed


def test_a_letter_whose_accent_the_font_has_apart_is_drawn_with_it() -> None:
    assert plain(STYLE.text("K\u030c")) == "K\u030c"
    assert plain(STYLE.text("e\u0301")) == "é"


@given(PRINTABLE)
def test_text_that_the_font_has_passes_and_stays_itself(raw: str) -> None:
    kept = plain(STYLE.text(raw))

    assert all(ord(character) in STYLE.drawable or character in " \n" for character in kept)
    assert kept == plain(STYLE.text(kept))


@given(st.text())
def test_any_text_is_either_printable_or_refused_by_name(raw: str) -> None:
    refused = ""
    kept = ""
    try:
        kept = plain(STYLE.text(raw))
    except MissingGlyph as refusal:
        refused = refusal.character

    assert all(ord(character) in STYLE.drawable for character in kept)
    assert refused in unicodedata.normalize("NFC", raw)
    assert not refused or ord(refused) not in STYLE.drawable


def test_a_character_without_a_glyph_is_refused_with_its_place(style: Style) -> None:
    with pytest.raises(MissingGlyph) as refusal:
        style.text("Atelier cuisine 🍲", where="la réponse 6.4 Description")

    assert isinstance(refusal.value, UserError)
    assert "🍲" in refusal.value.what
    assert "U+1F372" in refusal.value.what
    assert "la réponse 6.4 Description" in refusal.value.what
    assert refusal.value.remedy == "Remplacez-le par une lettre, un mot ou un signe courant."


def test_every_sign_the_dossier_prints_has_a_glyph(style: Style) -> None:
    signs = "œŒæÆ€«»’‘“”–—…•·→☐☑▸≤≥✓°²³½×−àâäéèêëîïôöùûüÿç\u00a0\u2011"

    assert plain(style.text(signs)) == signs


def test_the_thin_no_break_space_becomes_a_plain_no_break_space(style: Style) -> None:
    assert plain(style.text("12\u202f500\u202f€")) == "12\u00a0500\u00a0€"


def test_accents_typed_apart_are_joined(style: Style) -> None:
    assert plain(style.text("e\u0301te\u0301")) == "été"


def test_what_has_no_shape_is_left_out(style: Style) -> None:
    assert plain(style.text("\ufeffco\u00adopé\u200bration\u200f ☑\ufe0f\x07")) == "coopération ☑"


def test_line_ends_of_every_system_are_line_breaks(style: Style) -> None:
    assert [run.text for run in style.text("a\r\nb\rc\x0bd")] == [
        "a",
        "\n",
        "b",
        "\n",
        "c",
        "\n",
        "d",
    ]


def test_blank_lines_part_paragraphs(style: Style) -> None:
    paragraphs = style.paragraphs("  Un.\r\n\r\n \nDeux.\nTrois.\n\n")

    assert [plain(rich).strip() for rich in paragraphs] == ["Un.", "Deux.", "Trois."]


def test_an_empty_answer_has_no_paragraph(style: Style) -> None:
    assert style.paragraphs(" \n \n") == []


def test_variations_keep_what_was_there(style: Style) -> None:
    rich = style.strong(style.italic("vite"))

    assert (rich[0].strong, rich[0].italic) == (True, True)


def test_a_header_cannot_bypass_the_check(style: Style, metadata: Metadata) -> None:
    rich = style.text("Les Mots du 8-Mai") + style.italic(" (suite)")
    composed = compose(
        lambda _: [Para(style.text("Corps"), style.answer)],
        header=lambda canvas, _page, _total: set_line(
            canvas, rich, style.furniture, 300, 800, align="centre"
        ),
    )

    assert "Les Mots du 8-Mai (suite)" in printed(finish(composed, metadata))


def test_lines_are_read_with_a_space_between_them(style: Style, metadata: Metadata) -> None:
    typed = "mot " * 60
    composed = compose(lambda _: [Para(style.text(typed), style.answer)])
    with opened(finish(composed, metadata)) as pdf:
        content = pdf.pages[0].Contents.read_bytes()

    assert b"(mot mot" in content
    assert content.count(b" ) Tj") == content.count(b"Tj") - 1


def test_fonts_that_are_not_there_are_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(FontsMissing, match=r"SourceSans3-Regular\.ttf"):
        register_fonts(tmp_path)


def test_a_file_that_is_no_font_is_told_by_name(tmp_path: Path) -> None:
    (tmp_path / "SourceSans3-Regular.ttf").write_bytes(b"not a font")

    with pytest.raises(FontsMissing, match=r"SourceSans3-Regular\.ttf"):
        register_fonts(tmp_path)
