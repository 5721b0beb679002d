"""The text of a letter, as data: its paragraphs, with places for what the dossier says."""

from __future__ import annotations

import re
from dataclasses import dataclass

PLACE = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Paragraphe:
    """One paragraph.

    Attributes:
        si: The values without which it is not written.
    """

    texte: str
    si: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ModeleLettre:
    """A letter to a funder.

    Attributes:
        pour: The kinds of funder it is for; every other one when empty.
    """

    id: str
    titre: str
    objet: str
    salutation: str
    paragraphes: tuple[Paragraphe, ...]
    politesse: str
    pour: tuple[str, ...] = ()

    @property
    def places(self) -> frozenset[str]:
        """Every value that the text names."""
        texts = [self.objet, self.salutation, self.politesse]
        for one in self.paragraphes:
            texts += [one.texte, *(f"{{{name}}}" for name in one.si)]
        return frozenset(name for text in texts for name in PLACE.findall(text))
