"""The colours of the window: one table for each theme, the only place where a colour is written.

Each pair of text and background measures at least 4.5:1 (WCAG 2), each border and shape at least
3:1; a test computes it. A named tuple, quicker to make than a dataclass: the first window waits.
"""

from __future__ import annotations

from typing import NamedTuple


class Tokens(NamedTuple):
    """One theme.

    Attributes:
        name: Also the folder of the drawings that style sheets load.
        sunk: Tracks and disabled controls.
        on: Text on ``accent``.
        soft: Selection, with ``soft_t`` as its text.
        line: Decoration only: it carries no meaning.
        fix, todo, ask, fro: Inks of the states, each with its background (``_s``).
        mark: Background of a match, with ``mark_t`` as its text.
        public: Public funders in the chart, strongest first.
    """

    name: str
    bg: str
    surface: str
    sunk: str
    text: str
    text2: str
    accent: str
    on: str
    accent_h: str
    soft: str
    soft_t: str
    field: str
    line: str
    fix: str
    fix_s: str
    todo: str
    todo_s: str
    ask: str
    ask_s: str
    fro: str
    fro_s: str
    mark: str
    mark_t: str
    public: tuple[str, ...]
    private: str
    own: str


LIGHT = Tokens(
    name="clair",
    bg="#F4F2ED", surface="#FFFFFF", sunk="#EAE7DF", text="#1D2321", text2="#555B57",
    accent="#0B6258", on="#FFFFFF", accent_h="#084C44", soft="#DDEEEA", soft_t="#084C44",
    field="#7C776C", line="#D8D3C7", fix="#963510", fix_s="#FBEBE3", todo="#6F4C00",
    todo_s="#FAF0D7", ask="#574793", ask_s="#EEEBF8", fro="#3A4F63", fro_s="#E6ECF1",
    mark="#FBE7A8", mark_t="#1D2321",
    public=("#0B6258", "#3B8579", "#6BA79C", "#9CC7BF", "#C6DFDA"),
    private="#5C6F82", own="#8C8474",
)  # fmt: skip

DARK = Tokens(
    name="sombre",
    bg="#161A19", surface="#1F2523", sunk="#111514", text="#ECEFEB", text2="#B4BDB8",
    accent="#74D2C1", on="#06231F", accent_h="#9AE3D5", soft="#1E3F39", soft_t="#B9EDE3",
    field="#87928D", line="#38403D", fix="#FFB391", fix_s="#3D261B", todo="#F0C66E",
    todo_s="#37301A", ask="#C9BDF7", ask_s="#2D2942", fro="#AFC4D7", fro_s="#24303A",
    mark="#5A4A12", mark_t="#FFF4CF",
    public=("#74D2C1", "#58AD9F", "#418A7E", "#2F6B61", "#245048"),
    private="#93A8BC", own="#B3AA97",
)  # fmt: skip

HIGH_CONTRAST = Tokens(
    name="contraste",
    bg="#000000", surface="#000000", sunk="#000000", text="#FFFFFF", text2="#FFFFFF",
    accent="#FFE14D", on="#000000", accent_h="#FFF3B0", soft="#1A1A1A", soft_t="#FFFFFF",
    field="#FFFFFF", line="#FFFFFF", fix="#FFB27A", fix_s="#000000", todo="#FFE14D",
    todo_s="#000000", ask="#D6C8FF", ask_s="#000000", fro="#BFE0FF", fro_s="#000000",
    mark="#FFE14D", mark_t="#000000",
    public=("#FFE14D", "#FFE14D", "#FFE14D", "#FFE14D", "#FFE14D"),
    private="#BFE0FF", own="#FFFFFF",
)  # fmt: skip

THEMES = {tokens.name: tokens for tokens in (LIGHT, DARK, HIGH_CONTRAST)}
