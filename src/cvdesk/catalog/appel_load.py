"""Reading the calls: ``forms/appels/*.yaml``, and any call file a user received."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from cvdesk.catalog.appel_schema import (
    AnnouncedFile,
    AppelFile,
    ContactFile,
    CriterionFile,
    FunderFile,
)
from cvdesk.catalog.form_load import source_of
from cvdesk.catalog.piece_load import load_pieces, piece_of
from cvdesk.catalog.yamltext import (
    MOST_FAULTS,
    Fault,
    FileFaults,
    YamlText,
    decode_yaml,
    read_yaml,
    validate,
)
from cvdesk.domain.appel import (
    Appel,
    Contact,
    Critere,
    DateAnnoncee,
    FinanceurAppele,
    PieceAttendue,
)
from cvdesk.domain.appel_faults import Known, appel_faults
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.money import Euros
from cvdesk.domain.sources import Source
from cvdesk.domain.wording import spaced


class AppelLoader:
    """Reads calls, with the national list of papers they name.

    Args:
        lists: The folder of the closed lists (``resources/listes``).
    """

    def __init__(self, lists: Path) -> None:
        self._lists = lists
        self._national: Mapping[str, PieceAttendue] | None = None

    @property
    def national(self) -> Mapping[str, PieceAttendue]:
        """The national list, by id; read once."""
        if self._national is None:
            self._national = {one.id: one for one in load_pieces(self._lists)}
        return self._national

    def load(self, path: Path) -> Appel:
        """Read one call, whose contract need not be there.

        Raises:
            FileFaults: If the file has mistakes, all told at once, each with its line.
        """
        return self._appel(read_yaml(path))

    def load_content(self, content: bytes, name: str) -> Appel:
        """Read one call from what its file holds; ``name`` is that file in the messages.

        Raises:
            FileFaults: If it has mistakes, all told at once, each with its line.
        """
        return self._appel(decode_yaml(content, name=name))

    def check(
        self, content: bytes, name: str, known: Known, contrat_of: Callable[[str], Contrat | None]
    ) -> Appel:
        """Read one call and hold it against what it names.

        Args:
            content: What its file holds.
            name: That file, in the messages.
            known: What a call may name.
            contrat_of: Gives a contract by its id, or None when it is not on this computer.

        Raises:
            FileFaults: With everything there is to correct, each with its line.
        """
        text = decode_yaml(content, name=name)
        appel = self._appel(text)
        faults = appel_faults(appel, contrat_of(appel.contrat), known)
        if faults:
            raise FileFaults(self._fault(text, one.place, one.message) for one in faults)
        return appel

    def _fault(self, text: YamlText, place: tuple[str | int, ...], message: str) -> Fault:
        """Say a fault at its line; the national papers stand in a list of their own."""
        if place[:1] == ("pieces",) and len(place) > 1 and isinstance(place[1], int):
            named = text.content.get("pieces_nationales")
            before = len(self.national if named is None else named)
            rank = place[1] - before
            place = ("pieces", rank) if rank >= 0 else ("pieces_nationales", place[1])
        return text.fault(place, message)

    def _appel(self, text: YamlText) -> Appel:
        shape = validate(AppelFile, text)
        named = shape.pieces_nationales
        ranks = [rank for rank, one in enumerate(named or ()) if one not in self.national]
        if named and ranks:
            names = ", ".join(self.national)
            raise FileFaults(
                text.fault(
                    ("pieces_nationales", rank),
                    f"«\u00a0{named[rank]}\u00a0» n’est pas une pièce de la liste nationale"
                    f"\u00a0: {names}",
                )
                for rank in ranks[:MOST_FAULTS]
            )
        of_the_nation = self.national.values() if named is None else map(self.national.get, named)
        source = source_of(shape.source)
        return Appel(
            id=shape.appel,
            titre=spaced(shape.titre),
            contrat=shape.contrat,
            periode=shape.periode,
            annees=tuple(shape.annees),
            exemple=shape.exemple,
            source=Source(spaced(source.title), source.url, source.checked_on),
            voie=shape.voie,
            communes=tuple(shape.communes),
            ouverture=shape.ouverture,
            cloture=shape.cloture,
            dates=tuple(_announced(one) for one in shape.dates),
            financeurs=tuple(_funder(one) for one in shape.financeurs),
            orientations=tuple(shape.orientations),
            quartiers=tuple(shape.quartiers),
            hors_quartier=shape.hors_quartier,
            hors_quartier_phrase=spaced(shape.hors_quartier_phrase),
            cofinancement_local=shape.cofinancement_local,
            part_publique_max=_fraction(shape.part_publique_max),
            cvn_comptees=shape.cvn_comptees,
            part_qpv_min=_fraction(shape.part_qpv_min),
            montant_min=_euros(shape.montant_min),
            montant_max=_euros(shape.montant_max),
            sous_le_maximum=shape.sous_le_maximum,
            regle_periode=shape.regle_periode,
            pieces=(
                *(one for one in of_the_nation if one is not None),
                *(piece_of(one) for one in shape.pieces),
            ),
            taille_piece_max=shape.taille_piece_max,
            formats_pieces=tuple(shape.formats_pieces),
            limites=dict(shape.limites),
            limite_textes=shape.limite_textes,
            limite_titres=shape.limite_titres,
            conditions=tuple(map(spaced, shape.conditions)),
            criteres=tuple(criteria_of(shape.criteres)),
            contacts=tuple(_contact(one) for one in shape.contacts),
        )


def criteria_of(shapes: list[CriterionFile]) -> Iterator[Critere]:
    """Yield criteria as the domain holds them."""
    for one in shapes:
        yield Critere(spaced(one.texte), one.noeud, spaced(one.source))


def _fraction(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _euros(amount: int | None) -> Euros | None:
    return None if amount is None else Euros.whole(amount)


def _announced(shape: AnnouncedFile) -> DateAnnoncee:
    return DateAnnoncee(shape.quoi, shape.jour, spaced(shape.phrase))


def _funder(shape: FunderFile) -> FinanceurAppele:
    return FinanceurAppele(
        shape.id, spaced(shape.nom), shape.type, shape.departement, shape.portal_label
    )


def _contact(shape: ContactFile) -> Contact:
    return Contact(spaced(shape.nom), shape.courriel, shape.telephone, spaced(shape.note))
