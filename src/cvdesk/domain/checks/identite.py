"""Who asks: the numbers, the name, the account, the mandate."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cvdesk.domain.check import Remark, check
from cvdesk.domain.checks.pointers import at, filing_day, french, person
from cvdesk.domain.facts import Facts
from cvdesk.domain.findings import Gravity
from cvdesk.domain.form import Nature
from cvdesk.domain.identifiers import (
    LOCAL_LAW,
    SIRET_LENGTH,
    bic_suits,
    departement_of_commune,
    iban_agrees,
    is_naf_2008,
    rna_has_form,
    siret_agrees,
)
from cvdesk.domain.money import grouped
from cvdesk.domain.natures import SIGNED
from cvdesk.domain.pieces import pieces
from cvdesk.domain.wording import plain
from cvdesk.domain.working_days import months_before

NAF_2025_IN_FORCE = date(2027, 1, 1)
"""Décret 2025-736 du 31 juillet 2025."""

_AVIS_MONTHS = 3

_ASKING = (Nature.REQUEST, Nature.ASSOCIATION)
"""A record says who the association is, as a request does."""
_WHO = SIGNED | {Nature.ASSOCIATION}
"""An account of a grant says it again."""

_RNA_EXPECTED = (
    "Le numéro RNA commence par W et compte dix caractères, par exemple W751234567. "
    "Vous le trouverez sur le récépissé de la préfecture."
)
_RNA_MISSING = "Il reste à remplir : le numéro RNA ou, à défaut, celui du récépissé."


@check(
    "ID-01",
    1,
    Gravity.BLOCKING,
    "Les chiffres du SIRET s’accordent",
    source="Cerfa 12156*06, rubrique 1.2 ; clé de contrôle du répertoire SIRENE",
    natures=_WHO,
)
def siret_digits_agree(facts: Facts) -> Iterator[Remark]:
    """Fourteen digits, Luhn; La Poste's establishments have another rule."""
    siret = facts.value("siret")
    if siret is None or siret_agrees(siret):
        return
    seen = "ses 14 chiffres ne s’accordent pas entre eux"
    if len(siret) != SIRET_LENGTH or not siret.isdecimal():
        seen = f"il en manque, ou il y en a trop, pour faire {SIRET_LENGTH} chiffres"
    said = (
        f"Ce numéro SIRET contient sans doute une faute de frappe : {seen}. "
        "Recopiez-le depuis votre avis de situation SIRENE."
    )
    yield said, (at("siret"),)


@check(
    "ID-02",
    2,
    Gravity.QUESTION,
    "L’avis de situation SIRENE a moins de trois mois",
    source="appels à projets : avis de situation SIRENE de moins de trois mois",
    section="pieces",
    natures=_ASKING,
)
def sirene_notice_is_recent(facts: Facts) -> Iterator[Remark]:
    """Asked of whoever gave a SIRET, unless a call is chosen whose list of papers leaves it out.

    A SIRET that cannot be right has its own finding: nothing is active under it.
    """
    siret = facts.value("siret")
    if siret is None or not siret_agrees(siret):
        return
    notices = [piece for piece in pieces(facts, "avis_sirene") if piece.provided]
    appel = facts.appel
    if not notices and appel and "avis_sirene" not in {piece.id for piece in appel.pieces}:
        return
    reference = (appel.cloture if appel is not None else None) or filing_day(facts)
    oldest = months_before(reference, _AVIS_MONTHS)
    if any(piece.dated is not None and piece.dated >= oldest for piece in notices):
        return
    said = (
        "Hors connexion, nous ne pouvons pas savoir si ce SIRET est toujours actif. Avez-vous un "
        "avis de situation de moins de trois mois ? Un établissement fermé retarde le paiement."
    )
    yield said, (*(piece.key("date") for piece in notices), at("siret"))


@check(
    "ID-04",
    4,
    Gravity.BLOCKING,
    "Le numéro RNA a la bonne forme",
    source="Cerfa 12156*06, rubrique 1.3",
    natures=_WHO,
)
def rna_has_its_form(facts: Facts) -> Iterator[Remark]:
    """Asked unless the association is on a court's register, or gives its receipt instead."""
    rna = facts.value("rna")
    if rna is not None:
        if not rna_has_form(rna):
            yield _RNA_EXPECTED, (at("rna"),)
        return
    said_not_local = facts.value("registre_tribunal") is False
    if said_not_local and facts.value("recepisse") is None and not sits_under_local_law(facts):
        yield _RNA_MISSING, (at("rna"),)


def sits_under_local_law(facts: Facts) -> bool:
    """Return whether the siège is in Moselle, Bas-Rhin or Haut-Rhin, by either of its codes."""
    codes = (facts.value("siege_code_postal"), facts.value("siege_insee"))
    return any(departement_of_commune(code) in LOCAL_LAW for code in codes if code)


@check(
    "ID-05",
    5,
    Gravity.QUESTION,
    "En Moselle et en Alsace, un registre remplace le RNA",
    source="art. 55 du code civil local",
    natures=_WHO,
)
def register_suits_the_place(facts: Facts) -> Iterator[Remark]:
    """A RNA number where there is none, or the register of a court where it does not exist."""
    local = sits_under_local_law(facts)
    located = facts.value("siege_code_postal") or facts.value("siege_insee")
    if local and facts.value("rna") is not None:
        keys = (at("rna"), at("registre_tribunal"))
    elif located and not local and facts.value("registre_tribunal"):
        keys = (at("registre_tribunal"), at("siege_code_postal"))
    else:
        return
    said = (
        "En Moselle et en Alsace, les associations ont un numéro au registre du tribunal plutôt "
        "qu’un RNA. Est-ce votre cas ?"
    )
    yield said, keys


@check(
    "ID-06",
    6,
    Gravity.BLOCKING,
    "L’IBAN se vérifie",
    source="norme ISO 13616 ; clé RIB",
    natures=_WHO,
)
def iban_checks(facts: Facts) -> Iterator[Remark]:
    """Mod 97, and the national RIB key that mod 97 alone would let pass."""
    iban = facts.value("iban")
    if iban is None or iban_agrees(iban):
        return
    said = (
        "Cet IBAN ne se vérifie pas : un chiffre a pu être inversé. "
        "Recopiez-le depuis le RIB, sans le taper de mémoire."
    )
    yield said, (at("iban"),)


@check(
    "ID-07",
    7,
    Gravity.QUESTION,
    "Le BIC est celui de la banque de l’IBAN",
    source="norme ISO 9362",
    natures=_WHO,
)
def bic_goes_with_the_iban(facts: Facts) -> Iterator[Remark]:
    """Form of the BIC, and its country; which bank it is cannot be known offline."""
    bic = facts.value("bic")
    if bic is None or bic_suits(bic, facts.value("iban")):
        return
    said = "Le BIC ne semble pas correspondre à cet IBAN. Pouvez-vous comparer avec votre RIB ?"
    yield said, (at("bic"), at("iban"))


@check(
    "ID-08",
    8,
    Gravity.CORRECT,
    "Le RIB est au nom de l’association",
    source="appels à projets : RIB au nom exact de l’association",
    natures=_WHO,
)
def account_is_in_the_name(facts: Facts) -> Iterator[Remark]:
    """Capitals, accents and punctuation do not count: banks write names without them."""
    name, holder = facts.value("nom"), facts.value("rib_titulaire")
    if name is None or holder is None or plain(name) == plain(holder):
        return
    said = (
        "Le nom inscrit sur le RIB n’est pas tout à fait celui de l’association. Le service "
        "payeur compare les deux : demandez si besoin un RIB à jour à votre banque."
    )
    yield said, (at("rib_titulaire"), at("nom"))


NAME_IN_FULL = (
    "Écrivez le nom complet de l’association, tel qu’il figure dans ses statuts ; le sigle a sa "
    "propre case."
)


@check(
    "ID-09",
    9,
    Gravity.CORRECT,
    "Le nom est écrit en entier",
    source="Cerfa 12156*06, rubrique 1.1",
    natures=_WHO,
)
def name_is_in_full(facts: Facts) -> Iterator[Remark]:
    """The name is more than the acronym."""
    name, acronym = facts.value("nom"), facts.value("sigle")
    if name is not None and acronym is not None and plain(name) == plain(acronym):
        yield NAME_IN_FULL, (at("nom"), at("sigle"))


@check(
    "ID-10",
    10,
    Gravity.CORRECT,
    "Le mandat court encore le jour de la signature",
    source="Cerfa 12156*06, rubrique 1.6 ; statuts de l’association",
    natures=_WHO,
)
def mandate_is_running(facts: Facts) -> Iterator[Remark]:
    """The representative's mandate, on the day of the signature, or today before it."""
    end = facts.value("representant_fin_mandat")
    if end is None or end >= filing_day(facts):
        return
    name = person(facts, "representant", "la personne qui représente l’association")
    said = (
        f"D’après vos notes, le mandat de {name} s’est terminé le {french(end)}. Y a-t-il eu une "
        "élection depuis ? Si oui, mettez la liste des dirigeants à jour."
    )
    yield said, (at("representant_fin_mandat"),)


@check(
    "ID-11",
    11,
    Gravity.ADVICE,
    "Le code APE est celui d’après janvier 2027",
    source="décret 2025-736 du 31 juillet 2025",
    natures=_ASKING,
)
def activity_code_is_current(facts: Facts) -> Iterator[Remark]:
    """From the day the new classification is in force; only the form of the code is known."""
    code = facts.value("code_ape")
    if facts.today < NAF_2025_IN_FORCE or (code is not None and not is_naf_2008(code)):
        return
    said = "Les codes APE ont changé le 1er janvier 2027. Vérifiez le vôtre sur l’avis SIRENE."
    yield said, (at("code_ape"),)


@check(
    "ID-155",
    155,
    Gravity.QUESTION,
    "Les adhérentes et les adhérents font le total",
    source="Cerfa 12156, rubrique 4 (édition antérieure)",
    natures=_ASKING,
)
def members_add_up(facts: Facts) -> Iterator[Remark]:
    """The whole is asked, its two parts may be; a part not answered is not compared."""
    keys = (at("adherents_femmes"), at("adherents_hommes"), at("adherents"))
    women, men, whole = (facts.at(key) for key in keys)
    if None in {women, men, whole} or women + men == whole:
        return
    said = (
        f"Les femmes et les hommes donnent {grouped(women + men)} adhérents et le total "
        f"{grouped(whole)}. Lequel des trois nombres est à revoir ?"
    )
    yield said, keys
