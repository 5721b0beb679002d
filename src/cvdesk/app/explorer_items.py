"""What a reading of a contract is made of, and how it is quoted elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from cvdesk.app.explorer_territory import NOT_SAID, Term
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.contrat_parts import Indicateur, Provenance, Qualite, Variante
from cvdesk.domain.money import NBSP, grouped

MARKS: Mapping[Provenance, str] = {
    Provenance.DIT: "dit par le texte",
    Provenance.DEDUIT: "déduit",
    Provenance.HORS_TEXTE: "hors du texte",
}


LINKS: Mapping[str, str] = {
    "remplace": "Remplace",
    "remplace_par": "Remplacé par",
    "complete": "Complète",
    "partie_de": "Fait partie de",
    "couvre": "Couvre",
}
UNITS: Mapping[str, str] = {"EUR": "€"}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing said.

    Attributes:
        mark: Who says so; None for a plain pointer.
        label: What it is, before the text.
        quoted: Whether these are the exact words of the text.
        place: Where it leads in the same contract, or empty.
        silent: Whether it says that the text says nothing.
    """

    text: str
    lignes: tuple[int, ...] = ()
    mark: Provenance | None = None
    label: str = ""
    note: str = ""
    quoted: bool = False
    place: str = ""
    silent: bool = False

    @property
    def origin(self) -> str:
        """Lines and mark, as written under the text; empty for a plain pointer."""
        return origin(self.lignes, self.mark)


@dataclass(frozen=True, slots=True)
class Part:
    """Things said under one heading."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A place, whole.

    Attributes:
        place: Its id.
        kind: What it is, in the text's own word.
        title: The exact title when ``quoted``, else ours.
        path: The exact titles above, from the top.
        alert: What must be seen first (a term that is over).
    """

    place: str
    kind: str
    title: str
    quoted: bool = False
    path: tuple[str, ...] = ()
    lignes: tuple[int, ...] = ()
    mark: Provenance | None = None
    alert: str = ""
    parts: tuple[Part, ...] = ()

    @property
    def origin(self) -> str:
        """Lines and mark."""
        return origin(self.lignes, self.mark)

    @property
    def text(self) -> str:
        """Everything said, to search in."""
        said = [self.kind, self.title]
        for part in self.parts:
            for one in part.items:
                said += [] if one.silent else [one.label, one.text, one.note]
        return " ".join(said)


def item(  # noqa: PLR0913 - what one may say of a thing said
    text: str,
    lignes: tuple[int, ...] = (),
    mark: Provenance | None = None,
    *,
    label: str = "",
    note: str = "",
    quoted: bool = False,
    place: str = "",
) -> Item:
    """Return one thing said."""
    return Item(text, lignes, mark, label, note, quoted, place)


def parts_of(*parts: tuple[str, Iterable[Item]]) -> tuple[Part, ...]:
    """Return the parts that have something to say."""
    made = (Part(heading, tuple(items)) for heading, items in parts)
    return tuple(part for part in made if part.items)


def unsaid(label: str = "") -> Item:
    """Return that the text says nothing of it."""
    return Item(NOT_SAID, label=label, silent=True)


def fact(label: str, value: str) -> Item:
    """Return a fact with its name, said or not."""
    return item(value, label=label) if value else unsaid(label)


def variants(variantes: Iterable[Variante]) -> list[Item]:
    """Return the other wordings, with where they are found."""
    return [item(one.texte, one.lignes, one.source, label=one.ou, quoted=True) for one in variantes]


def slips(contrat: Contrat, *ids: str) -> tuple[tuple[str, list[Item]], ...]:
    """Return what the text gets wrong, and what it leaves out, about some places."""
    about = set(ids)
    return (
        ("Anomalies du texte", [
            item(one.texte, one.lignes, one.source, note=_reading(one.lecture))
            for one in contrat.errata if not about.isdisjoint(one.concerne)
        ]),
        ("Ce que le texte ne dit pas", [
            item(one.texte, (), one.source, note=_elsewhere(one.ou))
            for one in contrat.lacunes if not about.isdisjoint(one.concerne)
        ]),
    )  # fmt: skip


def _reading(lecture: str) -> str:
    return f"Lecture retenue{NBSP}: {lecture}" if lecture else ""


def _elsewhere(ou: str) -> str:
    return f"À chercher dans{NBSP}: {ou}." if ou else ""


def number(value: Decimal) -> str:
    """Return a number as in French, with a decimal comma."""
    whole = int(value)
    decimals = f"{abs(value - whole):f}".partition(".")[2].rstrip("0")
    sign = "-" if value < 0 else ""
    return sign + grouped(abs(whole)) + (f",{decimals}" if decimals else "")


def figure(one: Indicateur) -> Item:
    """Return a figure with what is needed to use it honestly."""
    value = NOT_SAID
    if one.valeur is not None:
        unit = UNITS.get(one.unite, one.unite)
        unit = f"€{one.unite.removeprefix('EUR')}" if one.unite.startswith("EUR") else unit
        value = f"{number(one.valeur)}{NBSP}{unit}".strip()
    notes = (
        one.annee and f"Année{NBSP}: {one.annee}.",
        one.perimetre and f"Périmètre{NBSP}: {one.perimetre}.",
        one.comparaison and f"À comparer{NBSP}: {one.comparaison}.",
        one.imprime and f"Imprimé{NBSP}: «{NBSP}{one.imprime}{NBSP}».",
        one.qualite is Qualite.DOUTEUSE and "Chiffre douteux, à ne pas reprendre seul.",
        one.note,
    )
    return Item(
        value, one.lignes, one.source, label=one.nom, silent=one.valeur is None,
        note=" ".join(str(note) for note in notes if note),
    )  # fmt: skip


def places(contrat: Contrat) -> Mapping[str, tuple[str, str]]:
    """Return, by the id that the contract's own pointers use, the name and the place there."""
    names = {one.id: (one.titre, one.id) for one in contrat.noeuds}
    names |= {one.id: (one.titre, f"principe/{one.id}") for one in contrat.axes_transversaux}
    names |= {one.id: (one.nom, f"quartier/{one.id}") for one in contrat.quartiers}
    names |= {one.id: (one.nom, f"financeur/{one.id}") for one in contrat.financeurs}
    names |= {one.id: (one.nom, f"dispositif/{one.id}") for one in contrat.dispositifs}
    names |= {one.id: (one.nom, f"instance/{one.id}") for one in contrat.instances}
    names |= {one.id: (one.enonce, f"regle/{one.id}") for one in contrat.regles}
    names |= {one.id: (one.titre, f"action/{one.id}") for one in contrat.actions}
    return names | {one.id: (one.titre, f"fiche/{one.id}") for one in contrat.fiches}


def named_places(contrat: Contrat, ids: Iterable[str]) -> list[Item]:
    """Return the places that have these ids, by name, each leading there."""
    named = places(contrat)
    found = (named.get(one, (one, "")) for one in ids)
    return [item(name, place=place) for name, place in found]


def serving(contrat: Contrat, id_: str) -> tuple[tuple[str, list[Item]], ...]:
    """Return who promises something for an orientation or a principle, and the schemes for it."""
    return (
        ("Qui s’engage ici", [
            item(one.texte, one.lignes, one.source, label=funder.nom, quoted=one.exact,
                 place=f"financeur/{funder.id}", note=one.condition)
            for funder in contrat.financeurs
            for one in funder.engagements
            if one.noeud == id_
        ]),
        ("Dispositifs", [
            item(one.nom, one.lignes, one.source, place=f"dispositif/{one.id}")
            for one in contrat.dispositifs if id_ in one.noeuds
        ]),
    )  # fmt: skip


def lines_words(lignes: tuple[int, ...]) -> str:
    """Return « ligne 4 » or « lignes 4, 8 et 9 »; empty without line."""
    if not lignes:
        return ""
    *first, last = (str(line) for line in lignes)
    return f"lignes {', '.join(first)} et {last}" if first else f"ligne {last}"


def origin(lignes: tuple[int, ...], mark: Provenance | None) -> str:
    """Return lines and mark in words."""
    if mark is None:
        return lines_words(lignes)
    where = lines_words(lignes) or ("sans ligne" if mark is Provenance.DIT else "")
    return " · ".join(filter(None, (where, MARKS[mark])))


def quotation(contrat: Contrat, reading: Reading, term: Term) -> str:
    """Return a place as text to paste elsewhere: title, path, contract, edition, lines, mark."""
    title = f"«\u00a0{reading.title}\u00a0»" if reading.quoted else reading.title
    kind = f"{reading.kind[:1].upper()}{reading.kind[1:]}"
    edition = f"{contrat.titre}, version {contrat.version}"
    above = " / ".join(reading.path)
    return "\n".join(filter(None, (title, kind, above, f"{edition} ({term.said})", reading.origin)))
