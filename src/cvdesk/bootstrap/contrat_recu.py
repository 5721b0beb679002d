"""A pack that was looked at, and what is said of it before anything moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cvdesk.domain.contrat import Contrat
from cvdesk.domain.contrat_difference import Difference
from cvdesk.domain.money import count

if TYPE_CHECKING:
    from cvdesk.signing.detached import DetachedReport


@dataclass(frozen=True, slots=True)
class ContratRecu:
    """A pack that was looked at; nothing of it is installed yet.

    Attributes:
        signature: Who signed it, and whether they are known.
        meme_signataire: Whether the same certificate signed an edition installed here before; None
            when none was.
        compare_a: The edition it is compared with: the current one here, or None without any.
        difference: What changes from it.
        deja: Whether this very edition is here already.
    """

    contrat: Contrat
    signature: DetachedReport
    meme_signataire: bool | None
    compare_a: Contrat | None
    difference: Difference | None
    deja: bool
    files: Mapping[str, bytes] = field(repr=False)

    @property
    def title(self) -> str:
        """Which contract, in which edition."""
        contrat = self.contrat
        return f"{contrat.titre}, édition «\u00a0{contrat.version}\u00a0» ({contrat.source.statut})"

    @property
    def content(self) -> str:
        """Its term, and how much it holds."""
        contrat = self.contrat
        return (
            f"Du {contrat.debut:%d/%m/%Y} au {contrat.fin:%d/%m/%Y}\u00a0: "
            f"{count(len(contrat.noeuds), 'place', 'places')} dans l’arbre, "
            f"{count(len(contrat.quartiers), 'quartier', 'quartiers')}, "
            f"{count(len(contrat.fiches), 'fiche', 'fiches')}, "
            f"{count(len(contrat.financeurs), 'financeur', 'financeurs')}, "
            f"{count(len(contrat.regles), 'règle', 'règles')}"
        )

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        """The three questions about the signature, and their answers."""
        return (
            ("Intact\u00a0?", "Oui. Pas un octet n’a changé depuis la signature."),
            ("Signé par\u00a0?", self.signature.signer_answer),
            ("Connu\u00a0?", self.signature.trust_answer),
        )

    @property
    def remarks(self) -> tuple[str, ...]:
        """What surprises in the signature, beside those that came before."""
        if self.meme_signataire is None:
            return self.signature.remarks
        same = (
            "C’est le certificat qui a signé une édition déjà installée ici."
            if self.meme_signataire
            else "Ce n’est pas le certificat des éditions déjà installées ici\u00a0: vérifiez."
        )
        return (*self.signature.remarks, same)

    @property
    def changes(self) -> tuple[str, tuple[str, ...]]:
        """What changes here, as a heading and the sentences below it."""
        if self.deja:
            return ("Cette édition est déjà sur cet ordinateur\u00a0: il n’y a rien à faire.", ())
        if self.difference is None:
            return ("Ce contrat est nouveau sur cet ordinateur.", ())
        before = self.difference.avant
        return (
            f"Ce qui change depuis l’édition «\u00a0{before}\u00a0»\u00a0:",
            self.difference.phrases,
        )
