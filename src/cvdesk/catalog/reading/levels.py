"""The words of contrats de ville: the levels of their tree, the columns of their tables.

They are those of the law and of its guides, never those of one contract.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from cvdesk.catalog.words import fold

_NOUNS = {
    "orientation": ("orientation", "orientations"),
    "axe": ("axe", "axes"),
    "pilier": ("pilier", "piliers"),
    "chapitre": ("chapitre", "chapitres"),
    "volet": ("volet", "volets"),
    "domaine": ("domaine", "domaines"),
    "thematique": ("thématique", "thématiques"),
    "theme": ("thème", "thèmes"),
    "enjeu": ("enjeu", "enjeux"),
    "defi": ("défi", "défis"),
    "ambition": ("ambition", "ambitions"),
    "priorite": ("priorité", "priorités"),
    "finalite": ("finalité", "finalités"),
    "objectif": ("objectif", "objectifs"),
    "sous objectif": ("sous-objectif", "sous-objectifs"),
    "programme": ("programme", "programmes"),
    "chantier": ("chantier", "chantiers"),
    "fiche": ("fiche", "fiches"),
    "mesure": ("mesure", "mesures"),
    "engagement": ("engagement", "engagements"),
    "action": ("action", "actions"),
}
_SECTIONS = frozenset({"article", "annexe", "partie", "titre", "section", "preambule"})
_ADJECTIVES = {
    "strategique": "stratégique",
    "operationnel": "opérationnel",
    "operationnelle": "opérationnelle",
    "thematique": "thématique",
    "prioritaire": "prioritaire",
    "specifique": "spécifique",
    "general": "général",
    "generale": "générale",
    "local": "local",
    "locale": "locale",
    "action": "action",
    "projet": "projet",
}
_TRANSVERSAL = frozenset({"transversal", "transversale", "transversaux", "transversales"})
_SINGULARS = {fold(plural): noun for noun, (_, plural) in _NOUNS.items()}
_INFINITIVE = re.compile(r"^[a-z]{2,}(?:er|ir|re)$")
_NOUNS_IN_ER = (
    "acquerir avenir atelier autre cadre cahier centre chantier chapitre contre couvre dernier "
    "desir dossier elementaire encadre entre etre foncier financier habiter horaire hier "
    "immobilier jardinier jeudi leger lettre libre litre lycee maire metier metre ministere "
    "misere mobilier montre nombre notre offre ordre oeuvre ouvre particulier particuliere "
    "plaisir pouvoir premier premiere prestataire primaire quartier registre repertoire rencontre "
    "salaire scolaire secondaire semestre social solidaire souvenir terre territoire titre "
    "trimestre universitaire volontaire votre"
)
_NOT_INFINITIVES = frozenset(_NOUNS_IN_ER.split())
"""Words that end as infinitives do, and are none."""


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a tree, in the text's own word.

    Attributes:
        noun: Its first word, folded: what makes two headings siblings.
        name: « objectif stratégique ».
        plural: « objectifs stratégiques ».
        transversal: Whether the text calls it so.
    """

    noun: str
    name: str
    plural: str
    transversal: bool = False


def level_of(words: str) -> Level | None:
    """Return the level that ``words`` name, and nothing else but it.

    >>> level_of("OBJECTIFS STRATEGIQUES").name
    'objectif stratégique'
    """
    folded = fold(words).split()
    noun, rest = _noun_of(folded)
    if not noun:
        return None
    singular, plural = _NOUNS[noun]
    transversal = bool(rest) and rest[0] in _TRANSVERSAL
    rest = rest[1:] if transversal else rest
    if rest:
        adjective = _ADJECTIVES.get(_unplural(rest[0]))
        if adjective is None or len(rest) > 1:
            return None
        singular, plural = f"{singular} {adjective}", f"{plural} {adjective}s"
    return Level(noun, singular, plural, transversal)


def _noun_of(folded: list[str]) -> tuple[str, list[str]]:
    for size in (2, 1):
        words = " ".join(folded[:size])
        noun = _SINGULARS.get(words, words)
        if noun in _NOUNS:
            return noun, folded[size:]
    return "", folded


def _unplural(word: str) -> str:
    if word.endswith("aux"):
        return f"{word[:-3]}al"
    return word.removesuffix("s")


def level_named_by(title: str) -> Level | None:
    """Return the level that the title of a section announces (« Les objectifs stratégiques »).

    Only what a numbered list may follow: nobody numbers orientations under « Les engagements ».
    """
    folded = [word for word in fold(title).split() if word not in _ARTICLES]
    for size in (3, 2, 1):
        level = level_of(" ".join(folded[:size]))
        if level is not None and folded[0] not in _NOUNS and level.noun in _LISTED:
            return level
    return None


_ARTICLES = frozenset({
    "les", "nos", "ses", "des", "liste", "principaux", "principales", "grands", "grandes",
})  # fmt: skip
_LISTED = frozenset({
    "orientation", "axe", "pilier", "domaine", "thematique", "theme",
    "enjeu", "defi", "ambition", "priorite", "finalite", "objectif",
})  # fmt: skip


def is_section(word: str) -> bool:
    """Tell whether a word numbers the parts of any legal text (« Article 3 », « Annexe 2 »)."""
    return fold(word).removesuffix("s") in _SECTIONS


def is_infinitive(title: str) -> bool:
    """Tell whether a title says what to do (« Soutenir … »), as objectives usually are.

    >>> is_infinitive("S’appuyer sur les habitants"), is_infinitive("Quartier nord")
    (True, False)
    """
    words = fold(title).split()
    if words and words[0] in {"s", "se", "ne", "mieux", "y"}:
        words = words[1:]
    return bool(words) and words[0] not in _NOT_INFINITIVES and bool(_INFINITIVE.match(words[0]))


_THIS = re.compile(
    r"\b(?:ce|cet|cette|ces|present|presente)\s+(?:[a-z]+ieme\s+|premiere?\s+|seconde?\s+)?"
    r"(" + "|".join([*_NOUNS, *_SINGULARS]) + r")(\s+[a-z]+)?\b"
)


def called_here(text: str) -> list[str]:
    """Return the names that a text gives to what it speaks of (« ce pilier », « cet objectif »)."""
    names = []
    for found in _THIS.finditer(fold(text)):
        level = level_of(found[1] + (found[2] or "")) or level_of(found[1])
        if level is not None:
            names.append(level.name)
    return names


@dataclass(frozen=True, slots=True)
class Column:
    """What a column of a table holds.

    Attributes:
        level: A level of the tree, or None.
        field: A field of the nodes or of the quarters, or empty.
    """

    level: Level | None = None
    field: str = ""


_FIELDS: Mapping[str, str] = {
    "programmation": "dispositifs", "dispositif": "dispositifs", "structure": "dispositifs",
    "outil": "dispositifs", "moyen": "dispositifs", "indicateur": "indicateurs",
    "partenaire": "partenaires", "acteur": "partenaires", "porteur": "partenaires",
    "pilote": "partenaires", "financeur": "partenaires", "public": "publics",
    "echeance": "calendrier", "calendrier": "calendrier",
    "commune": "commune", "ville": "commune", "intercommunalite": "commune",
    "qpv": "quartier", "quartier": "quartier", "code": "code",
    "population": "population", "habitant": "population",
}  # fmt: skip
_BEFORE = frozenset({
    "nom", "noms", "de", "du", "des", "le", "la", "les", "l", "d", "nombre", "liste",
    "intitule", "libelle",
})  # fmt: skip
_LONGEST_HEADER = 110


def column_of(cell: str) -> Column | None:
    """Return what the header of a column announces, or None when it is no header."""
    folded = [word for word in fold(cell).split() if word not in _BEFORE]
    if not folded or len(cell) > _LONGEST_HEADER:
        return None
    field = _FIELDS.get(_unplural(folded[0]))
    if field:
        return Column(field=field)
    for size in (2, 1):
        level = level_of(" ".join(folded[:size]))
        if level is not None:
            return Column(level=level)
    return None
