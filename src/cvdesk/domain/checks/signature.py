"""Who signs, with which power, and what is declared on the honour."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from cvdesk.domain.check import Remark, check
from cvdesk.domain.checks.pointers import at, enumerated, filing_day, french, person
from cvdesk.domain.choicetypes import TickType
from cvdesk.domain.facts import Facts
from cvdesk.domain.findings import Gravity
from cvdesk.domain.form import FOLLOW_UP, Field, Form
from cvdesk.domain.frozen import current_fingerprint
from cvdesk.domain.ids import Key
from cvdesk.domain.money import Euros
from cvdesk.domain.natures import SIGNED
from cvdesk.domain.pieces import Piece, pieces
from cvdesk.domain.public_money import AID_ABOVE
from cvdesk.domain.vie import is_signed

_REPRESENTATIVE = "la personne désignée par les statuts"
_SIGNATORY = "la personne qui signe"


def _powers(facts: Facts) -> list[Piece]:
    return [piece for piece in pieces(facts, "pouvoir") if piece.provided]


@check(
    "SIG-12",
    12,
    Gravity.BLOCKING,
    "Qui signe en a le pouvoir",
    source="décret 2016-1971 du 28 décembre 2016 ; Cerfa 12156*06, rubrique 7",
    section="pieces",
    natures=SIGNED,
)
def signatory_has_a_power(facts: Facts) -> Iterator[Remark]:
    """The person named by the statutes signs, or gave a written power that is joined."""
    if facts.value("signataire_representant") is not False or _powers(facts):
        return
    name = person(facts, "signataire", _SIGNATORY)
    representative = person(facts, "representant", _REPRESENTATIVE)
    said = (
        f"{name[:1].upper()}{name[1:]} n’est pas la personne désignée par les statuts pour "
        f"représenter l’association. Joignez un pouvoir, ou faites signer {representative}."
    )
    listed = tuple(piece.key("etat") for piece in pieces(facts, "pouvoir"))
    yield said, (*listed, at("signataire_representant"))


@check(
    "SIG-13",
    13,
    Gravity.BLOCKING,
    "Le pouvoir est complet",
    source="décret 2016-1971 du 28 décembre 2016 ; Cerfa 12156*06, rubrique 7",
    section="signature",
    natures=SIGNED,
)
def power_is_complete(facts: Facts) -> Iterator[Remark]:
    """Both signatures, an object, a period that covers the day of the signature."""
    if facts.value("signataire_representant") is not False or not _powers(facts):
        return
    lacking: dict[str, Key] = {}
    if facts.value("pouvoir_deux_signatures") is False:
        lacking["l’une des deux signatures"] = at("pouvoir_deux_signatures")
    if facts.value("pouvoir_objet") is None:
        lacking["son objet"] = at("pouvoir_objet")
    first, last, day = facts.value("pouvoir_date"), facts.value("pouvoir_fin"), filing_day(facts)
    if last is None:
        lacking["sa durée"] = at("pouvoir_fin")
    elif last < day:
        lacking[f"une durée qui aille jusqu’au {french(day)}"] = at("pouvoir_fin")
    if first is not None and first > day:
        lacking[f"une date qui ne soit pas après le {french(day)}"] = at("pouvoir_date")
    if not lacking:
        return
    representative = person(facts, "representant", _REPRESENTATIVE)
    said = (
        f"Le pouvoir doit porter deux signatures : celle de {representative} et celle de "
        f"{person(facts, 'signataire', _SIGNATORY)}. Il manque {enumerated(list(lacking))}."
    )
    yield said, tuple(lacking.values())


@check(
    "SIG-14",
    14,
    Gravity.BLOCKING,
    "Ce qui est signé n’a pas changé",
    source="portail Dauphin : tout changement est attesté de nouveau",
    section="signature",
    natures=SIGNED,
)
def signed_answers_are_unchanged(facts: Facts) -> Iterator[Remark]:
    """The answers are those of the last version signed; typing one back silences it.

    A version signed by hand in its turn does too.
    """
    signed = [version for version in facts.versions if version.signed_by]
    if not signed or signed[-1].fingerprint == current_fingerprint(facts) or is_signed(facts):
        return
    last = signed[-1]
    said = (
        f"Le dossier a été modifié après la signature de {last.signed_by}. Pour rester honnête "
        "envers le financeur, il faut le faire relire et signer de nouveau."
    )
    records = facts.dossier.records.items()
    yield (
        said,
        tuple(
            key
            for key, record in records
            if record.at > last.at and not key.field.startswith(FOLLOW_UP)
        ),
    )


@check(
    "ATT-15",
    15,
    Gravity.BLOCKING,
    "Toutes les déclarations sont cochées",
    source="Cerfa 12156*06, rubrique 7",
    section="signature",
    natures=SIGNED,
)
def attestations_are_ticked(facts: Facts) -> Iterator[Remark]:
    """Only the person who signs ticks them; the check counts what is left."""
    left = tuple(
        Key(field.id)
        for field in attestations(facts.form)
        if facts.holds(field.visible_if) and facts.at(Key(field.id)) is not True
    )
    if not left:
        return
    declarations = "1 déclaration" if len(left) == 1 else f"{len(left)} déclarations"
    said = (
        f"Il reste {declarations} que seule la personne qui signe peut cocher. "
        "Prenez le temps de les lire ensemble."
    )
    yield said, left


def attestations(form: Form) -> Iterator[Field]:
    """Yield the boxes that only the person who signs may tick."""
    for section in form.sections:
        for item in section.items:
            if isinstance(item, Field) and item.signatory_only and isinstance(item.type, TickType):
                yield item


@check(
    "ATT-16",
    16,
    Gravity.CORRECT,
    "Les membres connaissent le contrat d’engagement républicain",
    source="décret 2021-1947 du 31 décembre 2021",
)
def members_are_informed(facts: Facts) -> Iterator[Remark]:
    """The association subscribes, and tells its members."""
    if facts.value("engagement_membres") is False:
        said = (
            "En signant, l’association s’engage à informer ses membres du contrat d’engagement "
            "républicain, par affichage ou sur son site. Est-ce fait ?"
        )
        yield said, (at("engagement_membres"),)


@check(
    "ATT-17",
    17,
    Gravity.CORRECT,
    "La case des aides publiques va avec les trois montants",
    source="Cerfa 12156*06, rubrique 7 ; décret 2016-1971",
)
def aid_box_suits_the_amounts(facts: Facts) -> Iterator[Remark]:
    """Public aid of three exercises, on either side of 500 000 €."""
    amounts = tuple(at(field) for field in ("aides_n2", "aides_n1", "aides_n0"))
    ticked, known = facts.value("aides_seuil"), [facts.at(key) for key in amounts]
    if ticked is None or None in known:
        return
    total = Euros.total(known)
    if (total > AID_ABOVE) != (ticked == "superieur"):
        said = (
            f"La somme des aides publiques des trois années est de {total}. La case cochée ne "
            "correspond pas."
        )
        yield said, (at("aides_seuil"), *amounts)


@check(
    "SIG-18",
    18,
    Gravity.QUESTION,
    "La date de signature est plausible",
    source="Cerfa 12156*06, rubrique 7 : « fait le »",
    section="signature",
    natures=SIGNED,
)
def signing_day_is_likely(facts: Facts) -> Iterator[Remark]:
    """Not in the future, not before the last change, and the clock not before this form existed.

    A missing place or date is told with the other questions that have no answer.
    """
    signed, written_for = facts.value("fait_le"), facts.form.source.checked_on
    clock_is_late = written_for is not None and facts.today < written_for
    # Stamps are in UTC and the signature in local time: a day of difference says nothing.
    if clock_is_late or (
        signed is not None
        and (signed > facts.today or signed < facts.edited_at.moment.date() - timedelta(days=1))
    ):
        said = (
            f"La date de signature ({french(signed or facts.today)}) surprend. L’horloge de cet "
            "ordinateur est-elle à l’heure ?"
        )
        yield said, (at("fait_le"),)
