"""Finding and citing the places of a contract."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cvdesk.domain.contrat import Contrat, NotInContrat
from cvdesk.domain.contrat_fiches import ActionLocale, AxeLocal, Fiche, ObjectifLocal
from cvdesk.domain.contrat_moyens import Dispositif, Erratum, Financeur
from cvdesk.domain.contrat_parts import (
    Commune,
    Correspondance,
    Drapeau,
    Noeud,
    Provenance,
    Quartier,
    SourceTexte,
)

AXIS = AxeLocal(
    id="bourg:E",
    titre="Émancipation pour tous",
    objectifs=(ObjectifLocal("bourg:E.1", "Apprendre", numero="7", lignes=(41,), notes=("N",)),),
    actions=(ActionLocale("bourg:E.1.a", "Des cours", objectif="bourg:E.1", lignes=(42,)),),
    lignes=(40,),
)
CONTRAT = Contrat(
    id="exemple",
    titre="Contrat de ville d’Exemple",
    titre_court="Exemple",
    nature="contrat",
    debut=date(2024, 1, 1),
    fin=date(2030, 12, 31),
    version="1",
    statut="en_vigueur",
    territoire="Agglomération d’Exemple",
    source=SourceTexte("exemple.txt", "0" * 64, 100, "contrat signé"),
    drapeaux=(Drapeau("fragile", "Le texte hésite."),),
    noeuds=(
        Noeud("O1", "orientation", "Vivre ensemble", numero="1", lignes=(10,)),
        Noeud(
            "O1.1",
            "objectif",
            "Se parler",
            parent="O1",
            numero="1.1",
            numero_source=Provenance.HORS_TEXTE,
            drapeaux=("fragile",),
            lignes=(11, 90),
        ),
        Noeud("O2", "orientation", "Grandir", numero="2", lignes=(12,)),
    ),
    communes=(
        Commune("Exemple", "01001", "01"),
        Commune("Voisine", "01002", "01", hors_perimetre=True),
    ),
    quartiers=(
        Quartier("bourg", "Le Bourg", "QPV", ("Exemple", "Voisine"), code="QN00101N"),
        Quartier("gare", "La Gare", "QVA", ("Exemple",)),
    ),
    fiches=(Fiche("bourg", "LE BOURG", "quartier", "Exemple", quartiers=("bourg",), axes=(AXIS,)),),
    financeurs=(Financeur("caf", "Caf", "securite_sociale"),),
    dispositifs=(Dispositif("clas", "Clas"),),
    correspondances=(
        Correspondance("bourg:E", "O1", "conseil"),
        Correspondance("O1", "O1", "conseil", contrat="autre"),
    ),
    errata=(
        Erratum("La ligne 11 hésite.", lecture="Lire « parler ».", concerne=("O1.1",)),
        Erratum("L’axe est coupé.", concerne=("bourg:E",)),
    ),
)


def test_nodes_are_found_with_what_is_above_and_below() -> None:
    assert [noeud.id for noeud in CONTRAT.enfants()] == ["O1", "O2"]
    assert [noeud.id for noeud in CONTRAT.enfants("O1")] == ["O1.1"]
    assert [noeud.id for noeud in CONTRAT.chemin("O1.1")] == ["O1"]
    assert CONTRAT.chemin("O1") == ()


def test_communes_and_quarters_are_found_by_name_or_by_code() -> None:
    assert CONTRAT.commune("01001") is CONTRAT.commune("Exemple")
    assert CONTRAT.quartier("QN00101N") is CONTRAT.quartier("bourg")
    assert [quartier.id for quartier in CONTRAT.quartiers_de("Exemple")] == ["bourg", "gare"]
    assert [(q.id, c.nom) for q, c in CONTRAT.couples()] == [
        ("bourg", "Exemple"),
        ("bourg", "Voisine"),
        ("gare", "Exemple"),
    ]


def test_a_sheet_holds_for_a_pair_and_not_for_a_quarter() -> None:
    assert [fiche.id for fiche in CONTRAT.fiches_de("Exemple")] == ["bourg"]
    assert [fiche.id for fiche in CONTRAT.fiches_de("Exemple", "bourg")] == ["bourg"]
    assert CONTRAT.fiches_de("Exemple", "gare") == ()
    assert CONTRAT.fiches_de("Voisine", "bourg") == ()


def test_other_pieces_are_found_by_id() -> None:
    assert CONTRAT.fiche("bourg").communes == ("Exemple",)
    assert CONTRAT.financeur("caf").nom == "Caf"
    assert CONTRAT.dispositif("clas").nom == "Clas"


@pytest.mark.parametrize(
    "method", ["noeud", "chemin", "commune", "quartier", "fiche", "financeur", "dispositif"]
)
def test_what_is_not_there_is_told(method: str) -> None:
    with pytest.raises(NotInContrat, match="absent"):
        getattr(CONTRAT, method)("absent")


def test_bridges_are_found_from_both_ends_but_not_across_contracts() -> None:
    assert [pont.de for pont in CONTRAT.ponts("O1")] == ["bourg:E", "O1"]
    assert [pont.vers for pont in CONTRAT.ponts("bourg:E")] == ["O1"]
    assert CONTRAT.ponts("O2") == ()


def test_a_citation_has_all_a_page_prints() -> None:
    cited = CONTRAT.citation("O1.1")
    assert (cited.titre, cited.numero, cited.chemin) == ("Se parler", "1.1", ("Vivre ensemble",))
    assert (cited.contrat, cited.version, cited.statut) == (CONTRAT.titre, "1", "contrat signé")
    assert (cited.territoire, cited.lignes) == ("Agglomération d’Exemple", (11, 90))
    assert cited.notes == (
        "Le texte hésite.",
        "Le repère 1.1 est celui de CVDesk\u00a0: le texte ne numérote pas ce niveau (objectif).",
        "La ligne 11 hésite. Lire « parler ».",
    )


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("bourg:E", ("axe local", "", AXIS.titre, ("LE BOURG",), ())),
        ("bourg:E.1", ("objectif local", "7", "Apprendre", ("LE BOURG", AXIS.titre), ("N",))),
        ("bourg:E.1.a", ("action locale", "", "Des cours", ("LE BOURG", AXIS.titre), ())),
    ],
)
def test_a_place_of_a_sheet_is_cited_with_its_commune(
    place: str, expected: tuple[str, str, str, tuple[str, ...], tuple[str, ...]]
) -> None:
    cited = CONTRAT.citation(place)
    *notes, erratum = cited.notes
    assert (cited.niveau, cited.numero, cited.titre, cited.chemin, tuple(notes)) == expected
    assert (erratum, cited.territoire) == ("L’axe est coupé.", "Exemple")
    assert CONTRAT.cites(place)


@pytest.mark.parametrize("place", ["absent", "bourg:Z", "absent:E", "bourg"])
def test_only_places_of_the_tree_and_of_sheets_are_cited(place: str) -> None:
    assert not CONTRAT.cites(place)
    with pytest.raises(NotInContrat):
        CONTRAT.citation(place)


def test_two_contracts_are_equal_when_they_say_the_same() -> None:
    assert replace(CONTRAT) == CONTRAT
    assert replace(CONTRAT, version="2") != CONTRAT
