"""A contract travels as one signed file: packed, shown, installed; a dossier moves when asked."""

from __future__ import annotations

import io
import json
import os
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cvdesk.bootstrap import Cvdesk, Paths, assemble
from cvdesk.exchange.pack import manifest, pack_bytes, read_pack
from cvdesk.signing.detached import sign_detached
from tests.cli.conftest import Outcome, Shell
from tests.signing.foreign_signatures import issue
from tests.signing.signable_pdfs import PASSWORD
from tests.support.contrats import CONTRATS, ROOT

IDENTITY = """\
id: gosb-2024
titre: Contrat de ville d’Exemple
titre_court: Exemple
nature: contrat
debut: 2024-01-01
fin: 2030-12-31
version: "%s"
statut: en_vigueur
territoire: Exemple
source: {fichier: exemple.txt, sha256: "%s", lignes: 100, statut: signé}
axes_transversaux:
  - {id: T1, titre: Participation, lignes: [4]}
  - {id: T2, titre: Égalité, lignes: [5]}
communes:
  - {nom: Vitry-sur-Seine, insee: "94081", departement: "94", lignes: [3]}
"""
LEVELS = """\
niveaux:
  - {nom: orientation, pluriel: orientations}
  - {nom: objectif, pluriel: objectifs}
"""
TREE = {
    "O4": "Renforcer la maîtrise de la langue",
    "O4.1": "Lutter contre l’illettrisme",
    "O4.3": "Renforcer l’accès au numérique",
}
FIRST = "octobre 2024"
SECOND = "avenant du 2 mars 2027"

# Valid whatever the day these tests run: the command line follows the computer's clock.
PRESIDENT, TREASURER = (
    issue(name, starts=datetime(2000, 1, 1, tzinfo=UTC), lasts=timedelta(days=36_500))
    for name in ("Étienne ROBILLARD-N’GUESSAN", "Inès ÇELIK")
)


def sources(
    folder: Path, version: str, tree: Mapping[str, str], became: tuple[tuple[str, str], ...] = ()
) -> Path:
    """Write the sources of an edition in a folder named after the contract."""
    where = folder / "gosb-2024"
    where.mkdir(parents=True)
    (where / "contrat.yaml").write_text(IDENTITY % (version, "0" * 64) + LEVELS, "utf-8")
    lines = ["noeuds:"]
    for id_, title in tree.items():
        above = f", parent: {id_.partition('.')[0]}" if "." in id_ else ""
        level = "objectif" if "." in id_ else "orientation"
        lines.append(
            f"  - {{id: {id_}{above}, niveau: {level}, titre: {title}, lignes: [{len(lines) + 9}]}}"
        )
    if became:
        lines.append("correspondances:")
    lines += [
        f"  - {{de: {new}, vers: {old}, nature: officielle, contrat: gosb-2024, lignes: [50]}}"
        for old, new in became
    ]
    (where / "arbre.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    return where


@pytest.fixture
def small(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shell]:
    """A computer whose CVDesk ships one small contract, so that compiling takes no time."""
    resources = shell.folder / "livre"
    resources.mkdir()
    for name in ("listes", "polices", "exemples"):
        (resources / name).symlink_to(ROOT / "resources" / name)
    sources(resources / "contrats", FIRST, TREE)
    of_this_computer = Paths.of_this_computer()
    paths = replace(of_this_computer, resources=resources, cache=shell.folder / "cache")
    monkeypatch.setattr(Paths, "of_this_computer", lambda: paths)
    assemble.cache_clear()
    yield shell
    assemble.cache_clear()


@pytest.fixture
def president(small: Shell) -> str:
    """An identity of this computer."""
    folder = assemble().paths.settings / "identites"
    folder.mkdir(parents=True)
    (folder / "president.p12").write_bytes(PRESIDENT.p12())
    (folder / "president.crt").write_bytes(PRESIDENT.pem)
    return "president"


def packed(shell: Shell, where: Path, identity: str = "president", name: str = "recu") -> Path:
    target = shell.folder / f"{name}.cvcontrat"
    reading, writing = os.pipe()
    os.write(writing, PASSWORD.encode())
    os.close(writing)
    done = shell("contrat-empaqueter", where, "-o", target, "--identite", identity,
                 "--secret-fd", reading)  # fmt: skip
    os.close(reading)
    assert (done.code, done.err) == (0, ""), done.err
    assert done.out == f"Empaqueté et signé dans {target}\n"
    return target


def signed_elsewhere(
    shell: Shell, files: Mapping[str, bytes], version: str = SECOND, id_: str = "gosb-2024"
) -> Path:
    """Write a pack as someone else would, whatever its sources are worth."""
    app = assemble()
    signed = manifest(id_, version, files, app.clock())
    signature = sign_detached(signed, TREASURER.p12(), PASSWORD, app.clock())
    target = shell.folder / "ailleurs.cvcontrat"
    target.write_bytes(pack_bytes(signed, signature, files))
    return target


def files_of(where: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in where.iterdir()}


def told(outcome: Outcome) -> str:
    return (outcome.out + outcome.err).replace("\u00a0", " ").replace("’", "'")


def fresh() -> Cvdesk:
    """Start CVDesk again on the same computer."""
    assemble.cache_clear()
    return assemble()


def installed() -> list[str]:
    return [one.version for one in fresh().catalogue.contrats()]


def unchanged(small: Shell, refused: Outcome) -> None:
    """Nothing of a refused pack stays, and what was refused is said with what to do."""
    assert refused.code == 2
    assert refused.out == ""
    assert "Traceback" not in refused.err
    assert installed() == [FIRST]
    folder = assemble().paths.data / "contrats"
    assert not folder.exists() or list(folder.iterdir()) == []


# From the author to a computer.


def test_a_pack_is_shown_before_it_is_installed_and_the_two_editions_stay(
    small: Shell, president: str
) -> None:
    tree = {**TREE, "O4.1": "Lire à tout âge", "O8": "Mieux se nourrir"}
    del tree["O4.3"]
    pack = packed(small, sources(small.folder / "a", SECOND, tree))

    shown = small("contrat-installer", pack)
    assert shown.code == 0
    said = told(shown)
    assert "édition « avenant du 2 mars 2027 »" in said
    assert "Intact ? Oui." in said
    assert "Signé par ? Étienne ROBILLARD-N'GUESSAN, le " in said
    assert "Connu ? Oui." in said
    assert "Ce qui change depuis l'édition « octobre 2024 » :" in said
    assert "Nouveau titre : objectif O4.1, « Lutter contre l'illettrisme » devient" in said
    assert "Ajout : orientation O8, « Mieux se nourrir »." in said
    assert "Retrait : objectif O4.3, « Renforcer l'accès au numérique »." in said
    assert "Rien n'est installé. Ajoutez --oui" in said
    assert installed() == [FIRST]

    done = small("contrat-installer", pack, "--oui")
    assert done.code == 0
    assert "Installée." in told(done)
    assert sorted(installed()) == [SECOND, FIRST]
    app = fresh()
    assert app.contrat("gosb-2024").version == SECOND
    assert app.contrat("gosb-2024", FIRST).noeud("O4.3").titre == TREE["O4.3"]
    assert {one.version for one in app.chercher("nourrir")} == {SECOND}
    assert "édition « octobre 2024 »" in told(small("contrats"))

    again = small("contrat-installer", pack, "--oui")
    assert "déjà sur cet ordinateur" in told(again)
    assert len(list((app.paths.data / "contrats").iterdir())) == 1


def test_the_machine_shape_says_the_same(small: Shell, president: str) -> None:
    pack = packed(small, sources(small.folder / "a", SECOND, {**TREE, "O8": "Manger"}))
    shown = small("contrat-installer", pack, "--json").json
    assert shown["contrat"]["version"] == SECOND
    assert shown["signature"]["identite_connue"]
    assert shown["signature"]["meme_signataire"] is None
    assert (shown["compare_a"], shown["deja"], shown["installe"]) == (FIRST, False, False)
    [change] = shown["changements"]
    assert (change["nature"], change["apres"]) == ("ajout", ["O8"])
    done = small("contrat-installer", pack, "--oui", "--json").json
    assert done["installe"]
    assert small("contrat-installer", pack, "--json").json["deja"]
    assert sorted(installed()) == [SECOND, FIRST]


def test_a_contract_never_seen_is_installed_and_searched(small: Shell, president: str) -> None:
    where = small.folder / "villiers-2015"
    shutil.copytree(CONTRATS / "villiers-2015", where)
    pack = packed(small, where)
    assert "Ce contrat est nouveau sur cet ordinateur." in told(small("contrat-installer", pack))
    assert small("contrat-installer", pack, "--oui").code == 0
    assert {one.id for one in fresh().catalogue.contrats()} == {"gosb-2024", "villiers-2015"}
    assert small("chercher", "emploi", "--contrat", "villiers-2015", "--json").json


class Terminal(io.StringIO):
    """A person at a keyboard, who types what it holds."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("typed", "there"), [("oui\n", True), ("\n", False), ("non\n", False)])
def test_at_a_keyboard_the_person_is_asked(
    small: Shell, president: str, monkeypatch: pytest.MonkeyPatch, *, typed: str, there: bool
) -> None:
    pack = packed(small, sources(small.folder / "a", SECOND, TREE))
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    assert "Installer cette édition ? [oui/non]" in told(small("contrat-installer", pack))
    assert (SECOND in installed()) is there


# Who answers for it.


def test_a_stranger_s_pack_says_so_until_their_certificate_is_known(small: Shell) -> None:
    where = sources(small.folder / "a", SECOND, TREE)
    pack = signed_elsewhere(small, files_of(where))
    unknown = small("contrat-installer", pack)
    assert unknown.code == 0
    assert "Signé par ? Inès ÇELIK, le " in told(unknown)
    assert "Connu ? Non, pas encore" in told(unknown)
    certificate = small.folder / "ines.crt"
    certificate.write_bytes(TREASURER.pem)
    known = small("contrat-installer", pack, "--confiance", certificate)
    assert "Connu ? Oui." in told(known)
    assert "déjà installée" not in told(known)


def test_the_same_or_another_certificate_than_before_is_remarked(
    small: Shell, president: str
) -> None:
    small("contrat-installer", packed(small, sources(small.folder / "a", SECOND, TREE)), "--oui")
    third = sources(small.folder / "b", "avenant 2", TREE)
    same = small("contrat-installer", packed(small, third, name="meme"))
    assert "C'est le certificat qui a signé une édition déjà installée ici." in told(same)
    other = small("contrat-installer", signed_elsewhere(small, files_of(third), "avenant 2"))
    assert "Ce n'est pas le certificat des éditions déjà installées ici" in told(other)


# What is refused, with its place and what to do; the catalogue untouched.


def test_an_altered_byte_is_refused(small: Shell, president: str) -> None:
    pack = packed(small, sources(small.folder / "a", SECOND, TREE))
    whole = pack.read_bytes()
    pack.write_bytes(whole.replace(b"illettrisme", b"illettrizme"))
    refused = small("contrat-installer", pack, "--oui")
    assert "a changé depuis son écriture" in told(refused)
    unchanged(small, refused)


def test_sources_changed_under_the_signature_are_refused(small: Shell, president: str) -> None:
    """The seal, the fingerprints and the manifest are made again: only the signature tells."""
    pack = packed(small, sources(small.folder / "a", SECOND, TREE))
    read = read_pack(pack.read_bytes(), "a")
    files = {
        name: content.replace(b"illettrisme", b"illettrizme")
        for name, content in read.files.items()
    }
    forged = manifest(read.contrat, read.version, files, read.made_at)
    pack.write_bytes(pack_bytes(forged, read.signature, files))
    refused = small("contrat-installer", pack, "--oui")
    assert "La signature n'est pas celle de ce contenu" in told(refused)
    unchanged(small, refused)


def test_a_signature_of_someone_else_under_a_known_name_is_refused(
    small: Shell, president: str
) -> None:
    pack = packed(small, sources(small.folder / "a", SECOND, TREE))
    read = read_pack(pack.read_bytes(), "a")
    forger = sign_detached(read.signed, issue("Inès ÇELIK").p12(), PASSWORD, read.made_at)
    swapped = forger.split(b"-----BEGIN CERT")[0] + PRESIDENT.pem
    pack.write_bytes(pack_bytes(read.signed, swapped, read.files))
    refused = small("contrat-installer", pack, "--oui")
    assert "quelqu'un d'autre l'a signé" in told(refused)
    unchanged(small, refused)


def test_a_path_that_climbs_out_writes_nothing(small: Shell, president: str) -> None:
    pack = packed(small, sources(small.folder / "a", SECOND, TREE))
    with zipfile.ZipFile(pack, "a") as opened:
        opened.writestr("contrat/../../../mal.yaml", b"x")
    refused = small("contrat-installer", pack, "--oui")
    assert "un paquet ne contient jamais" in told(refused) or "a changé" in told(refused)
    unchanged(small, refused)
    assert list(small.folder.rglob("mal.yaml")) == []


BOMB = b"a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a]\nnoeuds: [*b,*b,*b,*b,*b]\n"


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (BOMB, "arbre.yaml, ligne 1 : les ancres"),
        (b"noeuds: " + b"[" * 100_000, "arbre.yaml, ligne 1 : plus de 40 niveaux"),
        (b"noeuds:\n  - {id: O4, niveau: axe, titre: X, lignes: [900]}\n",
         "arbre.yaml, ligne 2 : « axe » n'est pas connu (niveau)"),
        (b"noeuds:\n  - {id: O4, niveau: orientation}\n", "ligne 2 : la rubrique « titre » manque"),
        (b"\xff\xfe", "arbre.yaml, ligne 1 : ce fichier n'est pas en UTF-8"),
        (b"python: !!python/object/apply:os.system [ls]\n", "ligne 1 : les types"),
    ],
    ids=["bomb", "depth", "reference", "shape", "encoding", "tag"],
)  # fmt: skip
def test_a_contract_with_faults_is_refused_with_their_places(
    small: Shell, content: bytes, place: str
) -> None:
    files = files_of(sources(small.folder / "a", SECOND, TREE)) | {"arbre.yaml": content}
    refused = small("contrat-installer", signed_elsewhere(small, files), "--oui")
    assert place in told(refused)
    assert "Rien n'a été installé. Envoyez ces lignes à son auteur." in told(refused)
    unchanged(small, refused)


def test_a_great_many_faults_are_counted(small: Shell) -> None:
    files = files_of(sources(small.folder / "a", SECOND, TREE))
    files["arbre.yaml"] = b"noeuds:\n" + b"  - {id: 1}\n" * 100
    refused = small("contrat-installer", signed_elsewhere(small, files), "--oui")
    assert "et 170 autres." in told(refused)
    assert refused.err.count("\n") < 40


def test_a_pack_that_announces_another_contract_is_refused(small: Shell) -> None:
    files = files_of(sources(small.folder / "a", SECOND, TREE))
    refused = small("contrat-installer", signed_elsewhere(small, files, "autre"), "--oui")
    assert "annonce « gosb-2024, autre » et contient « gosb-2024, avenant" in told(refused)
    unchanged(small, refused)
    other = small("contrat-installer", signed_elsewhere(small, files, id_="voisin"), "--oui")
    assert "ce dossier devrait s'appeler « gosb-2024 »" in told(other)


def test_another_content_under_the_name_of_an_edition_is_refused(
    small: Shell, president: str
) -> None:
    """Dossiers follow editions by name: what a name means never changes under them."""
    refused = small(
        "contrat-installer",
        packed(small, sources(small.folder / "a", FIRST, {"O4": "Autre chose"})),
        "--oui",
    )
    assert "est déjà sur cet ordinateur, avec un autre contenu" in told(refused)
    unchanged(small, refused)


def test_what_is_not_a_pack_and_what_is_not_there_are_refused(small: Shell) -> None:
    picture = small.folder / "photo.png"
    picture.write_bytes(b"\x89PNG")
    for path in (picture, small.folder / "absent.cvcontrat", small.folder):
        unchanged(small, small("contrat-installer", path, "--oui"))


def test_a_disk_that_refuses_leaves_the_catalogue_as_it_was(small: Shell, president: str) -> None:
    pack = packed(small, sources(small.folder / "a", SECOND, TREE))
    data = assemble().paths.data
    data.mkdir(parents=True, exist_ok=True)
    (data / "contrats").write_bytes(b"a file where a folder should be")
    refused = small("contrat-installer", pack, "--oui")
    assert refused.code == 2
    assert "n'a pas" in told(refused)
    assert installed() == [FIRST]


def test_faulty_sources_and_names_that_cannot_travel_are_not_packed(
    small: Shell, president: str
) -> None:
    where = sources(small.folder / "a", SECOND, TREE)
    target = small.folder / "x.cvcontrat"
    command = ("contrat-empaqueter", where, "-o", target, "--identite", president)

    def refused(*more: object) -> str:
        reading, writing = os.pipe()
        os.write(writing, PASSWORD.encode())
        os.close(writing)
        done = small(*command, *more, "--secret-fd", reading)
        os.close(reading)
        assert done.code == 2
        assert not target.exists()
        return told(done)

    (where / "Été.yaml").write_text("regles: []\n", "utf-8")
    assert "« Été.yaml » ne peut pas voyager" in refused()
    (where / "Été.yaml").unlink()
    (where / "regles.yaml").write_text("regles: non\n", "utf-8")
    assert "gosb-2024/regles.yaml, ligne 1" in refused()
    shutil.rmtree(where)
    assert "un contrat a besoin de ce fichier" in refused()


# An installed contract that cannot be read any more.


def test_cvdesk_starts_without_an_installed_contract_that_broke_and_says_so(
    small: Shell, president: str
) -> None:
    pack = packed(small, sources(small.folder / "a", SECOND, TREE))
    small("contrat-installer", pack, "--oui")
    [folder] = (fresh().paths.data / "contrats").iterdir()
    (folder / "arbre.yaml").write_bytes(b"\x00\x01")
    assert installed() == [FIRST]
    listed = small("contrats")
    assert listed.code == 0
    assert f"{folder.name} ne peut plus être utilisé, installez-le de nouveau" in told(listed)
    assert [one["version"] for one in small("contrats", "--json").json] == [FIRST]

    done = small("contrat-installer", pack, "--oui")
    assert "Installée." in told(done)
    assert sorted(installed()) == [SECOND, FIRST]
    assert fresh().contrats_ecartes() == ()


def test_a_folder_whose_signature_is_gone_is_still_compared(small: Shell, president: str) -> None:
    small("contrat-installer", packed(small, sources(small.folder / "a", SECOND, TREE)), "--oui")
    [folder] = (assemble().paths.data / "contrats").iterdir()
    (folder / "signature.pem").write_bytes(b"")
    third = packed(small, sources(small.folder / "b", "avenant 2", TREE), name="c")
    assert small("contrat-installer", third, "--json").json["signature"]["meme_signataire"] is None


# Moving a dossier.


@pytest.fixture
def dossier(small: Shell) -> Path:
    """The worked dossier of Vitry: its orientations are O4, O4.1, O4.3."""
    return small.dossier("annuel-vitry")


def install(shell: Shell, tree: Mapping[str, str], *became: tuple[str, str]) -> None:
    where = sources(shell.folder / "nouveau", SECOND, tree, became)
    pack = packed(shell, where, name="nouveau")
    assert shell("contrat-installer", pack, "--oui").code == 0


def sentences_of(shell: Shell, path: Path) -> dict[str, str]:
    return {
        f"{one['id']}@{one['ligne']}": one["texte"]
        for one in shell("champs", path, "--json").json
        if one["id"] in {"ancrage_noeud", "ancrage_phrase", "transversale_reponse"}
    }


def test_installing_an_edition_moves_no_dossier(
    small: Shell, president: str, dossier: Path
) -> None:
    before = dossier.read_bytes()
    install(small, {"O4": "Autre chose"})
    assert dossier.read_bytes() == before
    assert small("champs", dossier, "--json").code == 0
    app = fresh()
    session = app.session(app.read_paquet(dossier).dossier)
    assert session.reference.contrat.version == FIRST


def test_a_dossier_moves_when_asked_and_keeps_every_sentence(
    small: Shell, president: str, dossier: Path
) -> None:
    tree = {"O4": TREE["O4"], "O5": "Apprendre", "O5.1": TREE["O4.1"]}
    install(small, tree, ("O4.1", "O5.1"))
    before, sentences = dossier.read_bytes(), sentences_of(small, dossier)

    plan = small("contrat-deplacer", dossier, "--vers", SECOND)
    said = told(plan)
    assert plan.code == 1  # O4.3 is gone: someone has to look
    assert "De l'édition « octobre 2024 » vers « avenant du 2 mars 2027 »" in said
    assert "ancrage_noeud@N1  Gardée : orientation O4" in said
    assert "ancrage_noeud@N2  Renommée : objectif O4.1" in said
    assert "ancrage_noeud@N3  Retirée : objectif O4.3" in said
    assert "Rien n'a bougé." in said
    assert dossier.read_bytes() == before

    target = small.folder / "deplace.cvdesk"
    done = small("contrat-deplacer", dossier, "--vers", "avenant", "--oui", "-o", target)
    assert done.code == 1
    assert dossier.read_bytes() == before
    after = sentences_of(small, target)
    assert after == sentences | {"ancrage_noeud@N2": "O5.1"}
    app = fresh()
    assert app.read_paquet(target).dossier.contrat.version == SECOND
    missing = small("controler", target, "--json").json["constats"]
    [orphan] = [one for one in missing if "ancrage_noeud@N3" in one["champs"]]
    assert "Votre phrase est gardée." in orphan["phrase"]


def test_a_shared_orientation_waits_for_a_choice(
    small: Shell, president: str, dossier: Path
) -> None:
    install(small, {**TREE, "O8": "Le numérique pour tous"}, ("O4", "O4"), ("O4", "O8"))
    command = ("contrat-deplacer", dossier, "--vers", SECOND)
    plan = small(*command, "--json")
    assert plan.code == 1
    sorts = {one["champ"]: (one["sort"], one["apres"]) for one in plan.json["ancrages"]}
    assert sorts["ancrage_noeud@N1"] == ("a_choisir", ["O4", "O8"])
    assert not plan.json["deplace"]

    before = dossier.read_bytes()
    refused = small(*command, "--oui")
    assert refused.code == 2
    assert "Il reste à choisir pour ancrage_noeud@N1 : O4, O8." in told(refused)
    for wrong in ("ancrage_noeud@N1", "@=O8", "ancrage_noeud@N1="):
        assert small(*command, "--oui", "--choisir", wrong).code == 2
    assert dossier.read_bytes() == before

    choice = ("--choisir", "ancrage_noeud@N1=O8")
    assert small(*command, *choice).code == 0
    done = small(*command, *choice, "--oui", "--json")
    assert done.code == 0
    assert done.json["deplace"]
    assert sentences_of(small, dossier)["ancrage_noeud@N1"] == "O8"


def test_an_edition_that_is_not_here_is_told_with_those_that_are(
    small: Shell, dossier: Path
) -> None:
    refused = small("contrat-deplacer", dossier, "--vers", "avenant", "--oui")
    assert refused.code == 2
    assert "Éditions connues : octobre 2024." in told(refused)
    same = small("contrat-deplacer", dossier, "--vers", FIRST)
    assert same.code == 2
    assert "suit déjà l'édition" in told(same)


def test_the_manifest_of_an_installed_edition_stays_with_it(small: Shell, president: str) -> None:
    """Who answered for it may be checked again, years later."""
    small("contrat-installer", packed(small, sources(small.folder / "a", SECOND, TREE)), "--oui")
    [folder] = (assemble().paths.data / "contrats").iterdir()
    assert folder.name.startswith("gosb-2024@")
    listed = json.loads((folder / "manifest.json").read_bytes())["fichiers"]
    assert set(listed) == {"contrat/contrat.yaml", "contrat/arbre.yaml"}
    assert (folder / "signature.pem").read_bytes().startswith(b"-----BEGIN CVDESK SIGNATURE")
