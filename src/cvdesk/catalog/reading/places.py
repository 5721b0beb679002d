"""Communes and quarters of a text, as they are found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cvdesk.catalog.reading.draft import Guess, Leftover
from cvdesk.catalog.reading.tables import Table
from cvdesk.catalog.words import fold
from cvdesk.domain.contrat_parts import Commune, Indicateur, Provenance, Qualite, Quartier

_JOINT = r"[- ](?:[a-zà-ÿ]{1,4}[- ]|[ld][’'])*"
NAME = rf"(?:L[’']|La |Le |Les )?[A-ZÀ-Ý][\w’']+(?:{_JOINT}[A-ZÀ-Ý][\w’']+)*"
"""A proper name, as communes and quarters have."""

LONGEST_NAME = 120
_SURE = 0.9
_FAIR = 0.55
_FEWEST_COMMON = 0.45
_EMPTY_WORDS = frozenset({
    "les", "des", "sur", "aux", "qpv", "du", "de", "la", "le", "et", "l", "d",
})  # fmt: skip
_USUAL_WEIGHTS = {
    "quartier": 0.1, "quartiers": 0.1, "cite": 0.3, "residence": 0.3, "centre": 0.5, "ville": 0.3,
}  # fmt: skip


@dataclass(slots=True)
class Places:
    """The territory found so far."""

    communes: dict[str, Guess[Commune]] = field(default_factory=dict)
    quarters: list[Guess[Quartier]] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    _taken: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def commune(self, name: str, line: int, confidence: float, reason: str) -> str:
        """Note a commune, once, and return the name it goes by."""
        key = _bare(name)
        if key not in self.communes:
            piece = Commune(nom=name, insee="", departement="", lignes=(line,))
            self.communes[key] = Guess(piece, confidence, reason)
        return self.communes[key].piece.nom

    def quarter(
        self, place: tuple[str, int], communes: Sequence[str], found: tuple[float, str],
        *, kind: str = "QPV", code: str = "",
    ) -> None:  # fmt: skip
        """Note a quarter, once for each commune it may be in.

        Args:
            place: Its name and its line.
            communes: The names that :meth:`commune` returned.
            found: The confidence and the reason.
            kind: As in :class:`~cvdesk.domain.contrat_parts.Quartier`.
            code: A national code, when the text prints it.
        """
        name, line = place
        id_ = slug(name)
        if self._taken.get(id_) == tuple(communes):
            self.leftovers.append(
                Leftover(name, (line,), "Le texte liste deux fois ce nom pour les mêmes communes.")
            )
            return
        if id_ in self._taken:
            id_ = slug("-".join([*communes, name]))
        if id_ in self._taken:
            reason = "Un quartier du même nom est déjà placé dans la même commune."
            self.leftovers.append(Leftover(name, (line,), reason))
            return
        self._taken[id_] = tuple(communes)
        piece = Quartier(
            id=id_, nom=name, type=kind, communes=tuple(communes), lignes=(line,),
            code=code or None, code_provenance=Provenance.DIT if code else None,
        )  # fmt: skip
        self.quarters.append(Guess(piece, *found))

    def named_in(self, text: str) -> list[str]:
        """Return the communes that a line names, in its order."""
        folded = f" {fold(text)} "
        found = [(folded.find(f" {key} "), one.piece.nom) for key, one in self.communes.items()]
        return [name for place, name in sorted(found) if place >= 0]

    def quarter_in(self, title: str) -> int | None:
        """Return the rank of the quarter that a title is about, or None."""
        where = set(self.named_in(title))
        if not where and not title.isupper():
            return None
        said = _words(title) - {word for name in where for word in fold(name).split()}
        scores = {
            rank: _share(_words(guess.piece.nom), said)
            for rank, guess in enumerate(self.quarters)
            if not where or not where.isdisjoint(guess.piece.communes)
        }
        if len(scores) == 1 and where:
            return next(iter(scores))
        best = max(scores, key=lambda rank: scores[rank], default=None)
        return best if best is not None and scores[best] >= _FEWEST_COMMON else None

    def add_figures(self, rank: int, figures: Sequence[Indicateur]) -> None:
        """Give figures to a quarter; figures that another one has are not to be trusted."""
        for other in range(len(self.quarters)):
            known = self.quarters[other].piece
            if _values(known.indicateurs) == _values(figures):
                figures = _doubted(figures, known.nom)
                twice = _doubted(known.indicateurs, self.quarters[rank].piece.nom)
                piece = replace(known, indicateurs=tuple(twice))
                self.quarters[other] = replace(self.quarters[other], piece=piece)
        guess = self.quarters[rank]
        piece = replace(guess.piece, indicateurs=(*guess.piece.indicateurs, *figures))
        self.quarters[rank] = replace(guess, piece=piece)


def _values(figures: Sequence[Indicateur]) -> list[tuple[str, object]]:
    return [(one.nom, one.valeur) for one in figures]


def _doubted(figures: Sequence[Indicateur], other: str) -> list[Indicateur]:
    note = f"Le texte donne les mêmes chiffres à « {other} »."
    return [replace(one, qualite=Qualite.DOUTEUSE, note=note) for one in figures]


def _words(name: str) -> set[str]:
    return set(fold(name).split()) - _EMPTY_WORDS


def _share(own: set[str], said: set[str]) -> float:
    """Tell how much two names have in common, usual words counting for little."""
    common = _weight(own & said)
    if not common:
        return 0.0
    return max(common / _weight(own), common / _weight(said)) + common / 100


def _weight(words: set[str]) -> float:
    return sum(_USUAL_WEIGHTS.get(word, 1.0) for word in words)


def _bare(name: str) -> str:
    return re.sub(r"^(?:le|la|les|l) ", "", fold(name))


def slug(name: str, *, longest: int = 50) -> str:
    """Write a name as an id.

    >>> slug("L’Île-Verte (nord)")
    'l-ile-verte-nord'
    """
    plain = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "Oe"))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign)).lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:longest].strip("-") or "sans-nom"


def names_of(cell: str) -> list[str]:
    """Part names joined by commas or « et »."""
    return [name for part in re.split(r"[,;/]| et ", cell) if (name := part.strip(" -"))]


def read_quarter_table(table: Table, places: Places) -> None:
    """Take the quarters that a table lists, an empty commune being the one above."""
    where, named = table.rank_of("commune"), table.rank_of("quartier")
    coded = table.rank_of("code")
    reason = f"Ligne du tableau des quartiers (ligne {table.header.line})."
    communes: tuple[str, ...] = ()
    for row in table.rows:
        if where is not None and row.cell(where):
            communes = tuple(
                places.commune(name, row.line, _SURE, reason)
                for name in names_of(row.cell(where)[:LONGEST_NAME])
            )
        name = row.cell(named) if named is not None else ""
        if not any(sign.isalpha() for sign in name):
            continue
        if len(name) > LONGEST_NAME:
            places.leftovers.append(Leftover(name, (row.line,), "Trop long pour un nom."))
            continue
        code = re.sub(r"\W", "", row.cell(coded)) if coded is not None else ""
        places.quarter(
            (name, row.line), communes, (_SURE if communes else _FAIR, reason),
            code=code if _CODE.fullmatch(code) else "",
        )  # fmt: skip


_CODE = re.compile(r"QN(?:\d{3}|02[AB])\d{2}[MINC]|QP[0-9AB]{6}")
