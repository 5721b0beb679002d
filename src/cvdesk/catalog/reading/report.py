"""What a draft says of itself: to a machine as JSON, to a person as a page to follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from cvdesk.catalog.contrat_codec import encode
from cvdesk.catalog.contrat_schema import COLLECTIONS
from cvdesk.catalog.reading.draft import DOUBTFUL, Draft, Guess
from cvdesk.catalog.reading.sources import identity_values
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.contrat_parts import Provenance

_MOST_SHOWN = 60


def draft_json(draft: Draft, id_: str, today: date) -> dict[str, Any]:
    """Write a draft in the shape of ``cvdesk contrat``.

    Each piece has its ``confiance`` and its ``raison`` beside its lines; ``non_places`` tells what
    found no place. What the text does not say of the contract itself is null.
    """
    said = identity_values(draft, id_, today)
    content: dict[str, Any] = {one.name: said.get(one.name) for one in fields(Contrat) if one.init}
    content |= {name: [] for name in (*COLLECTIONS, "porteurs", "departements", "notes")}
    content |= {
        "periode_source": said.get("periode_source", Provenance.DEDUIT.value),
        "source": encode(draft.source),
        "niveaux": [level.nom for level in draft.levels],
        "noeuds": [noeud | {"numero": noeud["numero"] or None} for noeud in _rated(draft.nodes)],
        "axes_transversaux": _rated(draft.principles),
        "themes": _rated(draft.themes),
        "correspondances": _rated(draft.bridges),
        "communes": _rated(draft.communes),
        "quartiers": [
            quartier | {"alias": [], "alias_sources": []} for quartier in _rated(draft.quarters)
        ],
        "fiches": _rated(draft.sheets),
        "non_places": [
            {"texte": one.text, "lignes": list(one.lines), "raison": one.reason}
            for one in draft.leftovers
        ],
        "remarques": list(draft.remarks),
    }
    return content


def _rated(guesses: Sequence[Guess[Any]]) -> list[dict[str, Any]]:
    return [
        encode(one.piece) | {"confiance": one.confidence, "raison": one.reason} for one in guesses
    ]


def summary(draft: Draft) -> tuple[str, ...]:
    """Tell in short what was found, in French."""
    counted = [
        *(
            (sum(one.piece.niveau == level.nom for one in draft.nodes), level.nom, level.pluriel)
            for level in draft.levels
        ),
        (len(draft.principles), "axe transversal", "axes transversaux"),
        (len(draft.communes), "commune", "communes"),
        (len(draft.quarters), "quartier", "quartiers"),
        (
            len(draft.sheets),
            "fiche de commune ou de quartier",
            "fiches de communes ou de quartiers",
        ),
    ]
    found = [f"{n} {many if n > 1 else one}" for n, one, many in counted if n]
    doubts = len(doubtful(draft))
    left = len(draft.leftovers)
    return (
        "Trouvé : " + (", ".join(found) if found else "rien qui ressemble à un arbre") + ".",
        f"À vérifier d’abord : {doubts}. Sans place : {left}.",
    )


def doubtful(draft: Draft) -> list[Guess[Any]]:
    """Return the guesses to look at first, the least sure before."""
    everything: tuple[Guess[Any], ...] = (
        *draft.nodes, *draft.principles, *draft.themes, *draft.bridges, *draft.communes,
        *draft.quarters, *draft.sheets,
    )  # fmt: skip
    weak = [one for one in everything if one.confidence < DOUBTFUL]
    return sorted(weak, key=lambda one: (one.confidence, one.piece.lignes))


def report(draft: Draft, id_: str, today: date) -> str:
    """Write ``rapport.md``: what was found, what to check, what to complete, what is left."""
    return "\n".join(_report(draft, identity_values(draft, id_, today))) + "\n"


def _report(draft: Draft, said: dict[str, Any]) -> Iterator[str]:
    yield f"# Brouillon lu dans {draft.source.fichier}"
    yield ""
    yield from summary(draft)
    yield ""
    yield "Les lignes sont celles du texte, comptées aux retours à la ligne."
    yield "La confiance, de 0 à 1, sert à trier : ce n’est pas une probabilité mesurée."
    yield from _section("Remarques", draft.remarks)
    yield from _section("À compléter, le texte ne le dit pas", _missing(draft, said))
    weak = doubtful(draft)
    yield from _section("À vérifier d’abord", (_told(one) for one in weak))
    yield from _section(
        "Sans place",
        (f"{_places(one.lines)} : « {one.text} ». {one.reason}" for one in draft.leftovers),
    )
    yield from _section("Tout ce qui a été placé dans l’arbre", (_told(one) for one in draft.nodes))


def _section(title: str, items: Iterable[str]) -> Iterator[str]:
    told = list(items)
    if told:
        yield ""
        yield f"## {title}"
        yield ""
        yield from (f"- {item}" for item in told)


def _missing(draft: Draft, said: dict[str, Any]) -> Iterator[str]:
    required = ("titre", "titre_court", "debut", "fin", "statut", "territoire")
    for name in required:
        if name not in said:
            yield f"`contrat.yaml` : la rubrique `{name}`."
    yield "`contrat.yaml` : `porteurs`, `departements` et `version`, s’ils sont connus."
    if draft.nodes:
        yield "`arbre.yaml` : un `titre_court` pour chaque titre, tel qu’il s’affichera en liste."
    if draft.communes:
        yield (
            "`territoire.yaml` : le code `insee` et le `departement` de chaque commune "
            "(référence extérieure, à citer)."
        )
    if any(one.piece.code is None for one in draft.quarters):
        yield "`territoire.yaml` : le code national de chaque quartier (`hors_texte`)."
    yield "Financeurs, dispositifs, règles, instances, calendrier : ils ne sont pas lus."


def _told(guess: Guess[Any]) -> str:
    piece = guess.piece
    words = getattr(piece, "titre", "") or getattr(piece, "nom", "")
    words = words or f"{piece.de} → {piece.vers}"
    shown = words if len(words) <= 2 * _MOST_SHOWN else f"{words[: 2 * _MOST_SHOWN]}…"
    name = getattr(piece, "id", "")
    figure = f"{guess.confidence:.2f}".replace(".", ",")
    what = f"`{name}` « {shown} »" if name else f"« {shown} »"
    return f"{_places(piece.lignes)} : {what}, confiance {figure}. {guess.reason}"


def _places(lines: Sequence[int]) -> str:
    return f"ligne {lines[0]}" if lines else "sans ligne"
