"""Rubrique 7: what is declared, what is asked, and who signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from cvdesk.documents.blocks import Para, Rubric
from cvdesk.documents.figures import SignatureFrame
from cvdesk.documents.panels import Look, Panel
from cvdesk.documents.sections.answers import Answers, Asked, masked
from cvdesk.documents.sections.paper import PaperBlock
from cvdesk.documents.sections.people import (
    Person,
    corepresentants,
    delegated,
    person,
)
from cvdesk.documents.splitting import Column
from cvdesk.documents.stacks import SideBySide, items
from cvdesk.documents.style import TINT, Rich
from cvdesk.documents.wording import joined_rich, long_date, shortened
from cvdesk.domain.ids import ROOT
from cvdesk.domain.money import NBSP, Euros

ANCHOR = "rubrique-7"
REPRESENTATIVE = "SignatureRepresentant"
DELEGATE = "SignatureMandataire"

FRAME_WIDTH, FRAME_HEIGHT = 81 * mm, 35 * mm
_GAP = 8 * mm
_LONGEST_NAME = 160
"""Characters above a frame."""

_DECLARED = ("attest_obligations", "attest_engagement", "attest_sincerite", "attest_charte")
_PAID = "attest_compte"
_NUMBERS = ("7.1", "7.2", "7.3", "7.4", "7.5")


def attestations(answers: Answers, title: str) -> list[Flowable]:
    """The declarations, the request, the power, the frames, the block for paper."""
    style = answers.style
    note = "À cocher et à signer par la personne qui engage l’association, et par elle seule."
    made: list[Flowable] = [
        Rubric(style.text("7"), style.text(title), style, anchor=ANCHOR, note=style.text(note)),
        declaration(answers, _ticks(answers), ("aides_seuil", ROOT, None)),
        _request(answers),
        power(answers),
    ]
    return [*made, *answers.rest(_NUMBERS), *signing(answers), *answers.notes()]


_THAT_IT = ", déclare que l’association"


def declaration(
    answers: Answers, ticks: Sequence[Flowable], *lacking: Asked, that: str = _THAT_IT
) -> Flowable:
    """Who declares, and what: « Je soussignée … déclare que l’association : ».

    Args:
        answers: The dossier.
        ticks: The declarations.
        lacking: Other questions that a draft marks here when they are not answered.
        that: What stands between the person and the declarations.
    """
    style = answers.style
    facts = answers.facts
    legal = person(facts, "representant")
    signer = person(facts, "signataire") if delegated(facts) else legal
    told = style.strong(signer.called or "La personne qui signe", where="la rubrique 7")
    if signer.function:
        told += style.text(f", {signer.function}", where="la rubrique 7")
    if delegated(facts):
        told += style.text(f", ayant reçu pouvoir de {legal.full}", where="la rubrique 7")
    else:
        told += style.text(", représentante légale" if legal.feminine else ", représentant légal")
    told += style.text(" de l’association ") + style.strong(facts.shown("nom") or "…")
    told += style.text(f"{that}{NBSP}:")
    for name in ("civilite", "prenom", "nom", "fonction"):
        answers.value(f"signataire_{name}")
    answers.value("signataire_representant")
    label = "Je soussignée" if signer.feminine else "Je soussigné"
    keys = [("signataire_representant", ROOT, None), *lacking]
    keys += [(f"signataire_{part}", ROOT, None) for part in ("prenom", "nom", "fonction")]
    return answers.labelled(style.text(label), [Para(told, style.answer), *ticks], *keys)


def _ticks(answers: Answers) -> list[Flowable]:
    """The declarations in the form's order; a box is ticked only if the signatory ticked it."""
    style = answers.style
    entries: list[list[Flowable]] = []
    markers: list[Rich] = []
    for field_id in _DECLARED:
        found = answers.field(field_id)
        if found is not None:
            entries.append([Para(style.text(f"{found.title}{NBSP};"), style.answer)])
            markers.append(style.box(checked=answers.value(field_id) is True)[:1])
    entries.append([Para(_received(answers), style.answer)])
    markers.append(style.text("–"))
    entries.append([Para(_informed(answers), style.answer)])
    markers.append(style.text("–"))
    found = answers.field(_PAID)
    if found is not None:
        iban = answers.value("iban")
        account = f" ({masked(iban)})" if iban is not None else ""
        entries.append([Para(style.text(f"{found.title}{account}."), style.answer)])
        markers.append(style.box(checked=answers.value(_PAID) is True)[:1])
    return items(entries, markers, style, indent=20)


def _received(answers: Answers) -> Rich:
    """The pair about 500 000 €, and the sum that decides it."""
    style = answers.style
    amounts = [answers.value(name) for name in ("aides_n2", "aides_n1", "aides_n0")]
    known = [amount for amount in amounts if amount is not None]
    last = answers.value("aides_annee")
    years = "" if last is None else f" ({last - 2} à {last})"
    opening = (
        f"a reçu {Euros.total(known)} d’aides publiques" if known else "a reçu des aides publiques"
    )
    told = style.text(f"{opening} sur trois exercices{years}, soit un total{NBSP}: ")
    return told + answers.choices("aides_seuil") + style.text(f"{NBSP};")


def _informed(answers: Answers) -> Rich:
    style = answers.style
    told = style.text(f"a informé ses membres de ce contrat d’engagement{NBSP}: ")
    return told + answers.choices("engagement_membres") + style.text(f"{NBSP};")


def _request(answers: Answers) -> Flowable:
    style = answers.style
    years = answers.facts.years
    amounts = [(year, answers.value("montant_sollicite", ROOT, year)) for year in years]
    known = [amount for _, amount in amounts if amount is not None]
    answers.value("montant_total")
    keys: list[Asked] = [("montant_sollicite", ROOT, year) for year in years]
    keys.append(("montant_total", ROOT, None))
    label = style.text("Demande")
    if not known:
        nothing = answers.nothing("montant_sollicite", ROOT, years[0] if years else None)
        return answers.line(label, nothing, *keys)
    told = style.text("L’association sollicite une subvention de ")
    told += style.sized(style.strong(str(Euros.total(known))), 13)
    if len(years) == 1:
        told += style.text(" au titre de l’exercice ") + style.strong(str(years[0]))
    else:
        parts = [
            style.strong(str(amount)) + style.text(f" au titre de{NBSP}{year}")
            if amount is not None
            else answers.nothing("montant_sollicite", ROOT, year, short=True)
            for year, amount in amounts
        ]
        told += style.text(f"{NBSP}: ") + joined_rich(style, parts)
    look = Look(tint=TINT, padding=6, left=8)
    return answers.labelled(
        label, [Panel([Para(told + style.text("."), style.answer)], look)], *keys
    )


def power(answers: Answers) -> Flowable:
    """The power of who signs in place of the representative, or why there is none."""
    style = answers.style
    label = style.text("Pouvoir")
    if answers.value("signataire_representant") is None:
        return answers.answer("signataire_representant")
    if not delegated(answers.facts):
        legal = person(answers.facts, "representant")
        who = (
            "la représentante légale signe elle-même"
            if legal.feminine
            else ("le représentant légal signe lui-même")
        )
        return answers.line(label, style.empty(f"Sans objet{NBSP}: {who}."))
    day, until = answers.value("pouvoir_date"), answers.value("pouvoir_fin")
    told = style.text("Pouvoir du ")
    told += answers.nothing("pouvoir_date") if day is None else long_date(style, day)
    if answers.value("pouvoir_deux_signatures"):
        told += style.text(", portant les deux signatures")
    told += style.text(f", pour «{NBSP}") + answers.rich("pouvoir_objet") + style.text(f"{NBSP}»")
    told += style.text(", valable jusqu’au ")
    told += answers.nothing("pouvoir_fin") if until is None else long_date(style, until)
    parts = ("date", "objet", "fin", "deux_signatures")
    keys = [(f"pouvoir_{part}", ROOT, None) for part in parts]
    return answers.line(label, told + style.text("."), *keys)


@dataclass(frozen=True, slots=True)
class _Seat:
    """A place to sign: who, why, and the field; no field when nobody signs there.

    Attributes:
        note: The line below the name.
        reason: Why nobody signs.
    """

    title: str
    person: Person | None
    note: Rich
    field: str = ""
    reason: str = ""


def _seats(answers: Answers) -> tuple[_Seat, _Seat]:
    style = answers.style
    facts = answers.facts
    legal = person(facts, "representant")
    titled = "Représentante légale" if legal.feminine else "Représentant légal"
    done = _done(answers)
    if delegated(facts):
        gave = "elle a signé le pouvoir joint" if legal.feminine else "il a signé le pouvoir joint"
        return (
            _Seat("Mandataire, par pouvoir", person(facts, "signataire"), done, DELEGATE),
            _Seat(titled, legal, style.text(f"Facultatif{NBSP}: {gave}"), REPRESENTATIVE),
        )
    first = _Seat(titled, legal, done, REPRESENTATIVE)
    others = corepresentants(facts)
    if others:
        return first, _Seat("Autre représentant légal", others[0], done, DELEGATE)
    reason = "Cadre laissé vide : aucun pouvoir n’est joint et une seule personne signe."
    none = style.text("Sans objet dans ce dossier")
    title = "Seconde signature (mandataire, co-représentant)"
    return first, _Seat(title, None, none, reason=reason.replace(" :", f"{NBSP}:"))


def _done(answers: Answers) -> Rich:
    """« Fait à Vitry-sur-Seine, le 11 décembre 2026 »."""
    style = answers.style
    place, day = answers.value("fait_a"), answers.value("fait_le")
    told = style.text(f"Fait à{NBSP}")
    told += style.text(shortened(place, _LONGEST_NAME) if place else "…………………")
    told += style.text(", le ")
    return told + (long_date(style, day) if day is not None else style.text("…………………"))


def signing(answers: Answers) -> list[Flowable]:
    """The frames and the block for paper; in a draft, what will stand there."""
    style = answers.style
    penal = (
        "Toute fausse déclaration est passible des peines prévues aux articles 441-6 et 441-7 du"
        " code pénal."
    )
    if answers.version is None:
        told = "Les cadres de signature et l’empreinte paraîtront quand le dossier sera figé."
        line = answers.line(style.text("Signature"), style.empty(told))
        return [_place(answers), line, Para(style.text(penal), style.note)]
    left, right = _frames(answers, _seats(answers))
    following = answers.version.number + 1
    changed = (
        f"{penal} Une modification du contenu après la signature ouvre une version {following},"
        " à signer de nouveau."
    )
    return [
        KeepTogether(
            [
                SideBySide(left, right, _GAP),
                PaperBlock(answers, answers.version),
                Para(style.text(changed), style.note),
            ]
        )
    ]


def _place(answers: Answers) -> Flowable:
    keys = [("fait_a", ROOT, None), ("fait_le", ROOT, None)]
    return answers.line(answers.style.text("Fait"), _done(answers)[1:], *keys)


def _frames(answers: Answers, seats: tuple[_Seat, _Seat]) -> list[Flowable]:
    """Both frames on one level, each below the name of the person."""
    style = answers.style
    heads = []
    for seat in seats:
        head: list[Flowable] = [Para(style.text(seat.title), style.label, "H3")]
        if seat.person is not None:
            name = shortened(seat.person.full, _LONGEST_NAME)
            named = style.text(name, where="la rubrique 7")
            head.append(Para(named, style.smaller))
        heads.append([*head, Para(seat.note, style.smaller)])
    heights = [sum(part.wrap(FRAME_WIDTH, 0)[1] for part in head) for head in heads]
    made: list[Flowable] = []
    for seat, head, height in zip(seats, heads, heights, strict=True):
        inside = seat.reason or "Signature électronique ou manuscrite dans ce cadre"
        who = f"Signature de {seat.person.full}" if seat.person is not None else ""
        caption = Para(style.empty(inside), style.note)
        frame = SignatureFrame(seat.field, who, FRAME_WIDTH, FRAME_HEIGHT, caption)
        frame.spaceBefore = 6 + max(heights) - height
        made.append(Column([*head, frame]))
    return made
