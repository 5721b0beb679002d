"""What a search among contracts gives back."""

from __future__ import annotations

from dataclasses import dataclass

from cvdesk.domain.contrat_parts import Quartier


@dataclass(frozen=True, slots=True)
class ContratConnu:
    """A contract of the catalogue, in short.

    Attributes:
        debut: First day of its term, ``AAAA-MM-JJ``.
        fin: Last day of its term, ``AAAA-MM-JJ``.
        communes: Names, those outside its territory left out.
        quartiers: How many quarters it lists.
        noeuds: How many nodes its tree has.
    """

    id: str
    titre: str
    titre_court: str
    nature: str
    debut: str
    fin: str
    statut: str
    version: str
    communes: tuple[str, ...]
    departements: tuple[str, ...]
    quartiers: int
    noeuds: int


@dataclass(frozen=True, slots=True)
class ContratEcarte:
    """A contract that was installed and cannot be used any more.

    Attributes:
        dossier: Name of the folder it stands in.
        pourquoi: What is wrong in it, one sentence for each place.
    """

    dossier: str
    pourquoi: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trouvaille:
    """A place of a contract that answers some words.

    Attributes:
        contrat: Id of the contract.
        version: Its edition.
        noeud: Id of the place, which :meth:`Contrat.citation` understands.
        niveau: What it is, in the text's own word.
        titre: The exact title.
        extrait: The sentence that matched best, in the text's words.
        score: From 0 to 1, comparable within one search.
        lignes: Lines of the text.
    """

    contrat: str
    version: str
    noeud: str
    niveau: str
    titre: str
    extrait: str
    score: float
    lignes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class QuartierTrouve:
    """A quarter that answers a name, an old name or a code.

    Attributes:
        contrat: Id of the contract.
        version: Its edition.
        nom_reconnu: The name, alias or code that matched.
        score: From 0 to 1, comparable within one search.
    """

    contrat: str
    version: str
    quartier: Quartier
    nom_reconnu: str
    score: float
