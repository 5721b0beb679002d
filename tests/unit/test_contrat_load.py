"""The folder of a contract is read whole or refused with everything that is wrong in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cvdesk.catalog.contrat_codec import contrat_json, decode, encode, encode_short
from cvdesk.catalog.contrat_load import ContratErrors, load_contrat
from cvdesk.domain.contrat import Contrat
from cvdesk.domain.contrat_parts import Provenance

IDENTITY = """\
id: exemple
titre: Contrat de ville d’Exemple
titre_court: Exemple
nature: contrat
debut: 2024-01-01
fin: 2030-12-31
version: "1"
statut: en_vigueur
territoire: Exemple
source: {fichier: exemple.txt, sha256: "%s", lignes: 100, statut: signé}
niveaux:
  - {nom: orientation, pluriel: orientations, champs: [contexte]}
  - {nom: objectif, pluriel: objectifs, numeros: hors_texte}
communes:
  - {nom: Exemple, insee: "01001", departement: "01", lignes: [3]}
""" % ("0" * 64)

TREE = """\
noeuds:
  - {id: O1, niveau: orientation, numero: "1", titre: Vivre ensemble, lignes: [10]}
  - {id: O1.1, parent: O1, niveau: objectif, numero: "1.1", titre: Se parler, lignes: [11]}
"""

SHEETS = """\
quartiers:
  - {id: le-bourg, nom: Le Bourg, type: QPV, communes: [Exemple], lignes: [20]}
themes:
  - {id: E, titre: Émancipation, lignes: [30]}
fiches:
  - id: bourg
    titre: Le Bourg
    echelle: quartier
    commune: Exemple
    quartiers: [le-bourg]
    lignes: [40]
    axes:
      - id: bourg:E
        titre: Émancipation pour tous
        theme: E
        lignes: [41]
        objectifs: [{id: "bourg:E.1", texte: Apprendre, lignes: [42]}]
        actions: [{id: "bourg:E.1.a", texte: Des cours, objectif: "bourg:E.1", lignes: [42]}]
        indicateurs: [{texte: Nombre d’élèves, lignes: [43]}]
"""


def folder(tmp_path: Path, identity: str = IDENTITY, **files: str) -> Path:
    where = tmp_path / "exemple"
    where.mkdir()
    (where / "contrat.yaml").write_text(identity, encoding="utf-8")
    for name, text in files.items():
        (where / f"{name}.yaml").write_text(text, encoding="utf-8")
    return where


def faults(where: Path) -> list[str]:
    with pytest.raises(ContratErrors) as caught:
        load_contrat(where)
    return [str(fault) for fault in caught.value.faults]


def test_a_whole_contract_reads(tmp_path: Path) -> None:
    contrat = load_contrat(folder(tmp_path, arbre=TREE, fiches=SHEETS))
    assert [noeud.id for noeud in contrat.noeuds] == ["O1", "O1.1"]
    assert contrat.noeud("O1.1").numero_source is Provenance.HORS_TEXTE
    assert contrat.fiche("bourg").axes[0].actions[0].objectif == "bourg:E.1"


def test_what_is_written_short_or_long_reads_back_the_same(tmp_path: Path) -> None:
    contrat = load_contrat(folder(tmp_path, arbre=TREE, fiches=SHEETS))
    assert decode(Contrat, encode(contrat)) == contrat
    assert decode(Contrat, encode_short(contrat)) == contrat


def test_the_printed_shape_names_the_levels_and_keeps_lines_as_integers(tmp_path: Path) -> None:
    printed = contrat_json(load_contrat(folder(tmp_path, arbre=TREE)))
    assert printed["niveaux"] == ["orientation", "objectif"]
    assert printed["noeuds"][0]["lignes"] == [10]
    assert printed["source"]["statut"] == "signé"


def test_faults_of_several_files_come_together(tmp_path: Path) -> None:
    where = folder(
        tmp_path,
        arbre=TREE.replace("titre: Vivre ensemble, ", ""),
        fiches=SHEETS.replace("type: QPV", "type: ZUS"),
        autre="a: [\n",
    )
    said = faults(where)
    assert said[0] == "exemple/arbre.yaml, ligne 2\u00a0: la rubrique «\u00a0titre\u00a0» manque"
    assert said[1].startswith("exemple/autre.yaml, ligne ")
    assert said[2].startswith("exemple/fiches.yaml, ligne 2\u00a0: on attend 'QPV'")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "niveau: objectif,",
            "niveau: enjeu,",
            "ligne 3\u00a0: «\u00a0enjeu\u00a0» n’est pas connu",
        ),
        ("parent: O1,", "parent: O9,", "ligne 3\u00a0: «\u00a0O9\u00a0» n’est pas connu"),
        ("id: O1.1,", "id: O1,", "ligne 3\u00a0: un autre nœud s’appelle déjà «\u00a0O1\u00a0»"),
        ("lignes: [11]", "lignes: [101]", "ligne 3\u00a0: le texte s’arrête à la ligne 100"),
        (", lignes: [11]", "", "ligne 3\u00a0: ce que dit le texte a besoin d’au moins une ligne"),
        ("lignes: [10]", "lignes: [0]", "ligne 2\u00a0: on attend un nombre d’au moins 1"),
        ("lignes: [10]", "lignes: dix", "ligne 2\u00a0: on attend une liste"),
        (
            "lignes: [11]",
            "lignes: [11], champs: {public: []}",
            "n’a pas de champ «\u00a0public\u00a0»",
        ),
        (
            "lignes: [11]",
            "lignes: [11], drapeaux: [x]",
            "«\u00a0x\u00a0» n’est pas connu (drapeau)",
        ),
    ],
)
def test_a_tree_that_does_not_hold_is_refused_at_its_line(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in TREE
    [fault] = [one for one in faults(folder(tmp_path, arbre=TREE.replace(old, new))) if said in one]
    assert fault.startswith("exemple/arbre.yaml, ligne ")


@pytest.mark.parametrize(
    ("old", "new", "remedy"),
    [
        (
            "niveau: objectif,",
            "niveau: objectiv,",
            "vouliez-vous écrire «\u00a0objectif\u00a0»\u00a0?",
        ),
        ("niveau: objectif,", "niveau: zut,", "sont écrits\u00a0: objectif, orientation"),
        ("lignes: [11]", "lignes: [11], drapeaux: [x]", "écrivez-le d’abord, ou corrigez ce nom"),
    ],
)
def test_an_unknown_name_is_told_with_what_to_write_instead(
    tmp_path: Path, old: str, new: str, remedy: str
) -> None:
    assert old in TREE
    [fault] = faults(folder(tmp_path, arbre=TREE.replace(old, new)))
    assert fault.endswith(remedy)


def test_a_node_without_a_parent_is_told_once(tmp_path: Path) -> None:
    [fault] = faults(folder(tmp_path, arbre=TREE.replace("parent: O1,", "parent: zut,")))
    assert "«\u00a0zut\u00a0» n’est pas connu (nœud)" in fault


def test_a_node_written_before_its_parent_is_told(tmp_path: Path) -> None:
    [fault] = faults(folder(tmp_path, arbre=TREE.replace("id: O1,", "id: O1, parent: O1.1,")))
    assert fault.endswith("un nœud s’écrit après celui qui le contient")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("communes: [Exemple]", "communes: [Ailleurs]", "«\u00a0Ailleurs\u00a0» n’est pas connu"),
        ("commune: Exemple", "commune: Ailleurs", "«\u00a0Ailleurs\u00a0» n’est pas connu"),
        ("quartiers: [le-bourg]", "quartiers: [x]", "«\u00a0x\u00a0» n’est pas connu (quartier)"),
        ("theme: E", "theme: Z", "«\u00a0Z\u00a0» n’est pas connu (thème ou nœud)"),
        ('objectif: "bourg:E.1"', 'objectif: "bourg:E.2"', "n’est pas un objectif de cet axe"),
        (
            'id: "bourg:E.1.a"',
            'id: "ailleurs:E.1.a"',
            "devrait commencer par «\u00a0bourg:E\u00a0»",
        ),
        ("- id: bourg:E\n", "- id: autre:E\n", "devrait s’appeler «\u00a0bourg:…\u00a0»"),
        ("lignes: [20]", "code: QN00101N, lignes: [20]", "un code et sa provenance"),
        ("lignes: [20]", "code: QN1, lignes: [20]", "n’a pas la forme attendue"),
    ],
)
def test_a_sheet_that_does_not_hold_is_refused(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in SHEETS
    where = folder(tmp_path, arbre=TREE, fiches=SHEETS.replace(old, new))
    assert any(said in one for one in faults(where))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("debut: 2024-01-01", "debut: 20240101", "on attend une date écrite AAAA-MM-JJ"),
        ("debut: 2024-01-01", "debut: 2024-02-30", "on attend une date écrite AAAA-MM-JJ"),
        ("lignes: 100", "lignes: cent", "on attend un nombre entier"),
        ("nature: contrat", "nature: pacte", "on attend 'contrat'"),
        (
            "lignes: [3]",
            "lignes: [3], hors_perimetre: vrai",
            "«\u00a0oui\u00a0» ou «\u00a0non\u00a0»",
        ),
        ('insee: "01001"', 'insee: "1001"', "«\u00a01001\u00a0» n’a pas la forme attendue"),
        ("lignes: [3]", "surnom: x, lignes: [3]", "«\u00a0surnom\u00a0» n’est pas connue ici"),
    ],
)
def test_a_value_of_another_kind_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in IDENTITY
    assert any(said in one for one in faults(folder(tmp_path, IDENTITY.replace(old, new))))


def test_a_table_of_figures_copied_from_another_quarter_must_be_marked(tmp_path: Path) -> None:
    rows = [f"{{nom: N{n}, valeur: {n}, lignes: [50]}}" for n in range(11)]
    table = "quartiers:\n" + "".join(
        f"  - {{id: {name}, nom: {name}, type: QPV, communes: [Exemple], lignes: [20], "
        f"indicateurs: [{', '.join(rows)}]}}\n"
        for name in ("un", "deux")
    )
    [fault] = faults(folder(tmp_path, quartiers=table))
    assert "ligne 3" in fault
    assert "ces chiffres sont ceux de «\u00a0un\u00a0»" in fault


def test_a_folder_without_identity_or_with_another_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "vide").mkdir()
    assert "un contrat a besoin de ce fichier" in faults(tmp_path / "vide")[0]
    where = folder(tmp_path, IDENTITY.replace("id: exemple", "id: autre"))
    assert "ce dossier devrait s’appeler «\u00a0autre\u00a0»" in faults(where)[0]
