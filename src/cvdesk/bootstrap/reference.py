"""The data that dossiers are read against: forms, calls, contracts, examples."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cvdesk.app.new_dossier import Example
from cvdesk.bootstrap.appels import RegistreAppels
from cvdesk.bootstrap.paths import Paths
from cvdesk.domain.appel import Appel
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.form import Form, FormRef
from cvdesk.domain.recherche import QuartierTrouve, Trouvaille
from cvdesk.errors import UserError

if TYPE_CHECKING:
    from cvdesk.catalog.catalogue import Catalogue
    from cvdesk.catalog.form_load import FormLoader


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class ReferenceData:
    """What ships with CVDesk, and what was installed beside it."""

    paths: Paths
    clock: Callable[[], datetime] = field(default=_now)

    @cached_property
    def _forms(self) -> FormLoader:
        from cvdesk.catalog.form_load import FormLoader

        return FormLoader(self.paths.forms, self.paths.resources / "listes")

    @cached_property
    def _loaded(self) -> dict[FormRef, Form]:
        return {}

    def form_refs(self) -> tuple[FormRef, ...]:
        """Return every form shipped."""
        return self._forms.refs()

    def form(self, ref: FormRef) -> Form:
        """Return one form, read once.

        Raises:
            FileFaults: If it is unknown, or its files have mistakes.
        """
        if ref not in self._loaded:
            self._loaded[ref] = self._forms.load(ref)
        return self._loaded[ref]

    def form_named(self, name: str) -> Form:
        """Return a form by ``nom/révision``, or the latest revision of ``nom``.

        Raises:
            UserError: If there is none of that name.
        """
        wanted, _, revision = name.partition("/")
        found = [
            ref for ref in self.form_refs() if ref.form == wanted and revision in {"", ref.revision}
        ]
        if not found:
            known = ", ".join(sorted({ref.form for ref in self.form_refs()}))
            raise UserError(
                f"Il n’y a pas de formulaire «\u00a0{name}\u00a0».",
                remedy=f"Formulaires connus\u00a0: {known}.",
            )
        return self.form(found[-1])

    @cached_property
    def catalogue(self) -> Catalogue:
        """The contracts shipped and installed, compiled on first use.

        Raises:
            UserError: If the computer has no place for the compiled file.
        """
        from cvdesk.catalog.ready import open_catalogue

        try:
            return open_catalogue(
                (self.paths.resources / "contrats",),
                self.paths.resources / "listes" / "besoins.yaml",
                self.paths.cache,
                installed=self.paths.data / "contrats",
            )
        except OSError as error:
            raise UserError(
                f"Les contrats ne peuvent pas être préparés dans {self.paths.cache}.",
                remedy="Vérifiez qu’il reste de la place et que vous avez le droit d’y écrire.",
            ) from error

    def contrat(self, contrat_id: str, version: str = "") -> Contrat:
        """Return one edition of a contract, the latest by default.

        Raises:
            ContratUnknown: If it is not in the catalogue.
        """
        return self.catalogue.contrat(contrat_id, version)

    @staticmethod
    def as_json(value: Any) -> Any:
        """Return a piece of a contract as JSON values."""
        from cvdesk.catalog.contrat_codec import encode

        return encode(value)

    @staticmethod
    def contrat_json(contrat: Contrat) -> dict[str, Any]:
        """Return the machine shape of a contract."""
        from cvdesk.catalog.contrat_codec import contrat_json

        return contrat_json(contrat)

    def chercher(
        self, texte: str, *, contrat: str = "", version: str = "", commune: str = "",
        limit: int = 20,
    ) -> tuple[Trouvaille, ...]:  # fmt: skip
        """Return the orientations and objectives that answer some words, best first.

        The current edition of each contract is looked in, unless ``version`` says another one.

        Raises:
            UserError: If the contract or the commune is unknown.
        """
        from cvdesk.catalog.search import chercher

        return chercher(
            self.catalogue, texte, contrat=contrat, version=version, commune=commune, limit=limit
        )

    def quartiers(
        self, texte: str = "", *, commune: str = "", contrat: str = ""
    ) -> tuple[QuartierTrouve, ...]:
        """Return the quarters known by a name, an old name or a code, best first.

        Raises:
            UserError: If the contract or the commune is unknown.
        """
        from cvdesk.catalog.search_quartiers import quartiers

        return quartiers(self.catalogue, texte, commune=commune, contrat=contrat)

    @cached_property
    def registre_appels(self) -> RegistreAppels:
        """The calls shipped and installed."""
        return RegistreAppels(
            self.paths,
            self._contrat_or_none,
            lambda: map(self.form, self.form_refs()),
            self.clock,
        )

    def _contrat_or_none(self, contrat_id: str) -> Contrat | None:
        known = {one.id for one in self.catalogue.contrats()}
        return self.contrat(contrat_id) if contrat_id in known else None

    def appels(self) -> tuple[Appel, ...]:
        """Return every call offered."""
        return tuple(one.appel for one in self.registre_appels.connus())

    def appel(self, appel_id: str) -> Appel:
        """Return one call.

        Raises:
            UserError: If it is unknown, or its file has mistakes.
        """
        return self.registre_appels.appel(appel_id)

    def examples(self) -> tuple[Example, ...]:
        """Return the worked dossiers shipped."""
        from cvdesk.catalog.example_load import load_example

        folder = self.paths.resources / "exemples"
        return tuple(load_example(path) for path in sorted(folder.glob("*.yaml")))
