"""What changed from one edition of a contract to another, told in plain French."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.domain.contrat import Contrat
from cvdesk.domain.contrat_difference import Nature, difference
from cvdesk.domain.contrat_fiches import AxeLocal, EngagementCommune, Fiche, ObjectifLocal
from cvdesk.domain.contrat_moyens import Chiffre, Echeance, Engagement, Financeur, Regle
from cvdesk.domain.contrat_parts import (
    Correspondance,
    Enonce,
    Force,
    Indicateur,
    Noeud,
    Quartier,
)
from cvdesk.domain.contrat_succession import Basis, succession
from cvdesk.domain.money import NBSP
from tests.support.contrats import SHIPPED, load_shipped
from tests.support.editions import TREE, an_edition

IDS = [f"O{n}" for n in range(1, 6)] + [f"O{n}.{m}" for n in range(1, 4) for m in range(1, 4)]
WORDS = ("Langue", "Français", "Santé", "Emploi des jeunes", "Sport", "Lutter contre l’isolement")
trees = st.dictionaries(st.sampled_from(IDS), st.sampled_from(WORDS), max_size=12)


@st.composite
def two_editions(draw: st.DrawFn) -> tuple[Contrat, Contrat, list[tuple[str, str]]]:
    old, new = draw(trees), draw(trees)
    pairs = [(a, b) for a in old for b in new]
    said = draw(st.lists(st.sampled_from(pairs), max_size=4, unique=True)) if pairs else []
    return an_edition("1", old), an_edition("2", new, became=said), said


def phrases(avant: Contrat, apres: Contrat) -> list[str]:
    """Return what is said, with plain spaces."""
    return [
        one.phrase.replace(NBSP, " ").replace("’", "'")
        for one in difference(avant, apres).changements
    ]


@given(two_editions())
def test_every_place_has_a_fate(editions: tuple[Contrat, Contrat, list[tuple[str, str]]]) -> None:
    old, new, said = editions
    found = succession(old, new)
    assert set(found.vers) == set(found.avant)
    assert {one for ids in found.vers.values() for one in ids} <= set(found.apres)
    assert {id_ for id_, ids in found.vers.items() if ids} == set(found.par)
    assert set(found.depuis) == set(found.apres)
    for before, after in said:
        assert after in found.vers[before]
        assert before in found.depuis[after]


@given(two_editions())
def test_every_place_added_or_removed_is_told(
    editions: tuple[Contrat, Contrat, list[tuple[str, str]]],
) -> None:
    old, new, _ = editions
    found = difference(old, new)
    added = [id_ for id_, origins in found.lieux.depuis.items() if not origins]
    removed = [id_ for id_, successors in found.lieux.vers.items() if not successors]
    told = [one for one in found.changements if one.nature in {Nature.AJOUT, Nature.RETRAIT}]
    assert sorted(id_ for one in told for id_ in one.apres) == sorted(added)
    assert sorted(id_ for one in told for id_ in one.avant) == sorted(removed)


@given(trees)
def test_an_edition_does_not_differ_from_itself(tree: dict[str, str]) -> None:
    edition = an_edition("1", tree)
    found = difference(edition, edition)
    assert found.changements == ()
    assert found.phrases == ("Les deux éditions disent la même chose.",)
    assert all(ids == (id_,) for id_, ids in found.lieux.vers.items())


@given(trees)
def test_numbering_everything_anew_loses_nothing(tree: dict[str, str]) -> None:
    """Ids shifted by the author: titles still lead to their place when each is the only one."""
    old = {id_: f"{title} {id_.replace('.', 'x')}" for id_, title in tree.items()}
    flat = {f"N{rank}": title for rank, title in enumerate(old.values())}
    found = succession(an_edition("1", old), an_edition("2", flat))
    for before, after in zip(old, flat, strict=True):
        if "." not in before:  # the same level in both
            assert found.vers[before] == (after,)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_contract_does_not_differ_from_itself(name: str) -> None:
    assert difference(load_shipped(name), load_shipped(name)).changements == ()


def test_a_node_added_and_a_node_removed_are_told() -> None:
    tree = {k: v for k, v in TREE.items() if k != "O4.3"} | {"O8": "Mieux se nourrir"}
    assert phrases(an_edition("1"), an_edition("2", tree)) == [
        "Ajout : orientation O8, « Mieux se nourrir ».",
        (
            "Retrait : objectif stratégique O4.3, « Renforcer l'accompagnement dans l'accès au "
            "numérique »."
        ),
    ]


def test_a_new_title_under_the_same_id_is_the_same_place() -> None:
    new = an_edition("2", TREE | {"O4.1": "Apprendre à lire à tout âge"})
    found = difference(an_edition("1"), new)
    assert found.lieux.vers["O4.1"] == ("O4.1",)
    assert found.lieux.par["O4.1"] is Basis.IDENTIFIANT
    assert phrases(an_edition("1"), new) == [
        (
            "Nouveau titre : objectif stratégique O4.1, « Lutter contre l'illettrisme » devient "
            "« Apprendre à lire à tout âge »."
        )
    ]


def test_a_new_id_under_the_same_title_is_the_same_place() -> None:
    tree = {k: v for k, v in TREE.items() if k != "O4.1"} | {"O4.7": TREE["O4.1"]}
    found = difference(an_edition("1"), an_edition("2", tree))
    assert found.lieux.vers["O4.1"] == ("O4.7",)
    assert phrases(an_edition("1"), an_edition("2", tree)) == [
        "Nouveau repère : objectif stratégique O4.1 puis O4.7, « Lutter contre l'illettrisme »."
    ]


def test_a_place_found_by_its_title_is_to_be_looked_at() -> None:
    tree = {k: v for k, v in TREE.items() if k != "O4.1"}
    tree |= {"O4.7": "Lutter contre l’illettrisme des adultes"}
    found = difference(an_edition("1"), an_edition("2", tree))
    assert found.lieux.par["O4.1"] is Basis.TITRE
    [said] = phrases(an_edition("1"), an_edition("2", tree))
    assert said.endswith("Rapprochement fait d'après les titres.")


def test_two_nodes_declared_as_one_are_gathered() -> None:
    tree = {k: v for k, v in TREE.items() if k not in {"O4.1", "O4.3"}}
    tree |= {"O4.2": "Lire, écrire, cliquer"}
    new = an_edition("2", tree, became=[("O4.1", "O4.2"), ("O4.3", "O4.2")])
    assert phrases(an_edition("1"), new) == [
        (
            "Réunion : « Lutter contre l'illettrisme » (O4.1) et « Renforcer l'accompagnement dans "
            "l'accès au numérique » (O4.3) deviennent objectif stratégique O4.2, "
            "« Lire, écrire, cliquer »."
        )
    ]


def test_a_node_that_stays_may_take_in_another() -> None:
    tree = {k: v for k, v in TREE.items() if k != "O4.3"}
    new = an_edition("2", tree, became=[("O4.3", "O4.1")])
    assert succession(an_edition("1"), new).depuis["O4.1"] == ("O4.1", "O4.3")


def test_a_node_declared_as_two_is_shared_out() -> None:
    tree = TREE | {"O8": "Vaincre la fracture numérique"}
    new = an_edition("2", tree, became=[("O4", "O8")])
    found = difference(an_edition("1"), new)
    assert found.lieux.vers["O4"] == ("O4", "O8")
    [said] = phrases(an_edition("1"), new)
    assert said.startswith("Partage : orientation O4, « renforcer la maîtrise")
    assert said.endswith("» (O4) et « Vaincre la fracture numérique » (O8).")


def test_a_node_that_goes_under_another_has_moved() -> None:
    old, new = an_edition("1"), an_edition("2")
    moved = tuple(
        replace(noeud, parent="O1") if noeud.id == "O4.1" else noeud for noeud in new.noeuds
    )
    assert phrases(old, replace(new, noeuds=moved)) == [
        (
            "Déplacement : objectif stratégique O4.1, « Lutter contre l'illettrisme » passe sous "
            "« œuvrer pour l'émancipation et la réussite éducative des jeunes »."
        )
    ]
    top = tuple(replace(one, parent=None) if one.id == "O4.1" else one for one in new.noeuds)
    assert phrases(old, replace(new, noeuds=top))[0].endswith("passe au premier rang.")


def test_what_stands_under_a_title_and_its_number_are_told() -> None:
    node = Noeud("O1", "orientation", "Langue", champs={"contexte": (Enonce("Un sur deux"),)})
    changed = replace(node, numero="1", champs={"contexte": (Enonce("Un sur trois"),)})
    old, new = (replace(an_edition("1", {}), noeuds=(one,)) for one in (node, changed))
    assert phrases(old, new) == [
        "Nouveau numéro : orientation O1, « Langue », sans numéro devient « 1 ».",
        "Contenu : orientation O1, « Langue », 1 passage de plus et 1 passage de moins.",
    ]


def test_ids_of_another_contract_prove_nothing() -> None:
    """O1 exists in most contracts; only bridges and titles lead from one to another."""
    other = replace(an_edition("1", {"O1": "Sport", "O2": "Santé"}), id="voisin")
    here = an_edition("1", {"O1": "Emploi", "O2": "Se soigner"})
    bridge = Correspondance("O2", "O2", "conseil", contrat="gosb-2024")
    found = succession(replace(other, correspondances=(bridge,)), here)
    assert found.vers == {"O1": (), "O2": ("O2",), "T1": ("T1",), "T2": ("T2",)}
    back = succession(here, replace(other, correspondances=(bridge,)))
    assert back.vers["O1"] == ()
    assert back.vers["O2"] == ("O2",)


def a_sheet(*texts: str, id_: str = "orly", said: str = "") -> Fiche:
    objectives = tuple(ObjectifLocal(f"{id_}:E.{n}", text) for n, text in enumerate(texts, 1))
    axis = AxeLocal(f"{id_}:E", "Émancipation", objectifs=objectives)
    promises = (EngagementCommune(said),) if said else ()
    return Fiche(id_, id_.capitalize(), "commune", "Orly", axes=(axis,), engagements=promises)


def test_a_sheet_that_comes_or_goes_is_told_once() -> None:
    old = an_edition("1", {}, fiches=(a_sheet("Aider les parents", "Lire"),))
    assert phrases(an_edition("1", {}), old) == ["Ajout : fiche « Orly » (Orly)."]
    assert phrases(old, an_edition("1", {})) == ["Retrait : fiche « Orly » (Orly)."]


def test_an_objective_that_changes_rank_in_its_sheet_is_followed_by_its_words() -> None:
    """Ids of sheets are often ranks: the sentence of a dossier must not change objective."""
    old = an_edition("1", {}, fiches=(a_sheet("Aider les parents", "Ouvrir le gymnase"),))
    new = an_edition(
        "2", {}, fiches=(a_sheet("Planter des arbres", "Aider les parents", "Ouvrir le gymnase"),)
    )
    found = succession(old, new)
    assert found.vers["orly:E.1"] == ("orly:E.2",)
    assert found.vers["orly:E.2"] == ("orly:E.3",)
    assert found.depuis["orly:E.1"] == ()


def test_the_same_words_in_another_sheet_are_not_the_same_objective() -> None:
    old = an_edition("1", {}, fiches=(a_sheet("Aider les parents"),))
    new = an_edition("2", {}, fiches=(a_sheet("Aider les parents", id_="thiais"),))
    assert succession(old, new).vers["orly:E.1"] == ()


def test_what_a_sheet_says_beside_its_axes_is_told() -> None:
    old, new = (an_edition("1", {}, fiches=(a_sheet(said=one),)) for one in ("", "Un parc"))
    assert phrases(old, new) == ["Contenu : fiche « Orly », hors de ses axes."]


def test_quarters_are_followed_by_their_code_and_their_former_code() -> None:
    old = Quartier("les-lilas", "Les Lilas", "QPV", ("Orly",), code="QP094031")
    new = Quartier("lilas", "Les Lilas", "QPV", ("Orly", "Thiais"), code="QN09428M",
                   codes_anciens=("QP094031",))  # fmt: skip
    gone = Quartier("le-port", "Le Port", "QVA", ("Orly",))
    come = Quartier("la-gare", "La Gare", "QPV", ("Thiais",))
    before, after = (
        an_edition("1", {}, quartiers=those) for those in ((old, gone), (new, come))
    )  # fmt: skip
    assert phrases(before, after) == [
        "QPV « Les Lilas » (Orly, Thiais) : code, « QP094031 » devient « QN09428M ».",
        "QPV « Les Lilas » (Orly, Thiais) : communes, « Orly » devient « Orly, Thiais ».",
        "Ajout : QPV « La Gare » (Thiais).",
        "Retrait : QVA « Le Port » (Orly).",
    ]


def test_figures_and_limits_of_a_quarter_are_told() -> None:
    one = Quartier("est", "Est", "QPV", ("Orly",))
    two = replace(
        one, indicateurs=(Indicateur("Population", Decimal(900)),), adresses=(Enonce("Rue A"),)
    )
    said = phrases(*(an_edition("1", {}, quartiers=(each,)) for each in (one, two)))
    assert said == [
        "QPV « Est » (Orly) : ses chiffres changent.",
        "QPV « Est » (Orly) : ses limites changent.",
    ]


def test_funders_rules_and_dates_are_told() -> None:
    caf = Financeur("caf", "Caf", "securite_sociale", roles=("signataire",))
    rule = Regle("cpo", "La moitié des crédits est pluriannuelle.", Force.CIBLE, Decimal(50), "%")
    old = an_edition("1", {}, financeurs=(caf,), regles=(rule,), fin=date(2030, 12, 31),
                     echeances=(Echeance("Bilan"),))  # fmt: skip
    new = an_edition(
        "2", {}, fin=date(2031, 12, 31), statut="remplace",
        financeurs=(replace(caf, roles=("signataire", "engage"), engagements=(Engagement("x"),)),
                    Financeur("region", "Région", "collectivite")),
        regles=(replace(rule, valeur=Decimal(60)),),
        echeances=(Echeance("Bilan", date=date(2027, 6, 30)), Echeance("Appel", quand="en mai")),
    )  # fmt: skip
    assert phrases(old, new) == [
        "Fin, « 31/12/2030 » devient « 31/12/2031 ».",
        "État, « en vigueur » devient « remplacé ».",
        "financeur « Caf » : rôles, « signataire » devient « signataire, engage ».",
        "financeur « Caf » : nombre d'engagements, « 0 » devient « 1 ».",
        "Ajout : financeur « Région ».",
        "règle « La moitié des crédits est pluriannuelle. » : valeur, « 50 % » devient « 60 % ».",
        "échéance « Bilan » : date, « non précisée » devient « 30/06/2027 ».",
        "Ajout : échéance « Appel ».",
    ]


def test_a_detail_that_has_no_words_of_its_own_is_still_told() -> None:
    caf = Financeur("caf", "Caf", "securite_sociale")
    old = an_edition("1", {}, financeurs=(caf,))
    new = an_edition(
        "2", {}, financeurs=(replace(caf, notes=("À vérifier.",)),),
        chiffres=(Chiffre(Indicateur("Population", Decimal(9))),), notes=("Lu deux fois.",),
    )  # fmt: skip
    assert phrases(old, new) == [
        "financeur « Caf » : le détail change.",
        "Notes de lecture : 1 de plus ou réécrits, 0 de moins ou réécrits.",
        "Chiffres clés : 1 de plus ou réécrits, 0 de moins ou réécrits.",
    ]


def test_two_pieces_that_have_no_id_are_told_apart() -> None:
    twice = (Echeance("Bilan", quand="en mai"), Echeance("Bilan", quand="en juin"))
    old, new = (an_edition("1", {}, echeances=those) for those in (twice, twice[:1]))
    assert phrases(old, new) == ["Retrait : échéance « Bilan »."]


def test_the_changes_come_under_their_headings() -> None:
    new = an_edition("2", TREE | {"O8": "Santé"}, fin=date(2031, 12, 31))
    said = [one.replace(NBSP, " ") for one in difference(an_edition("1"), new).phrases]
    assert said == [
        "Orientations et objectifs :",
        "  Ajout : orientation O8, « Santé ».",
        "Le contrat :",
        "  Fin, « 31/12/2030 » devient « 31/12/2031 ».",
    ]
