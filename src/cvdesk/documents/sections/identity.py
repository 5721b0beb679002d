"""Rubrique 1: who asks."""

from __future__ import annotations

from reportlab.platypus import Flowable

from cvdesk.documents.blocks import Para, Rubric
from cvdesk.documents.sections.answers import Answers
from cvdesk.documents.sections.people import person
from cvdesk.documents.style import Rich
from cvdesk.documents.wording import joined_rich, long_date
from cvdesk.domain.ids import ROOT
from cvdesk.domain.money import NBSP

ANCHOR = "rubrique-1"
_NUMBERS = ("1.1", "1.2", "1.3", "1.4", "1.5", "1.5.1", "1.6", "1.7", "1.8")


def identity(answers: Answers, title: str) -> list[Flowable]:
    """The association, its seat, its people, its account."""
    style = answers.style
    flowables: list[Flowable] = [
        Rubric(style.text("1"), style.text(title), style, anchor=ANCHOR),
        _name(answers),
        answers.answer("site_web"),
        _siret(answers),
        *_registers(answers),
        _seat(answers),
    ]
    if answers.value("gestion_differente"):
        flowables.append(_address(answers, "gestion", "1.5.1 Adresse de gestion"))
    flowables += [_representative(answers), *_others(answers), _contact(answers), _account(answers)]
    flowables += answers.rest(_NUMBERS)
    return [*flowables, *answers.notes()]


def _name(answers: Answers) -> Flowable:
    style = answers.style
    name = style.strong(answers.rich("nom"))
    if sigle := answers.optional("sigle"):
        name += style.text(", sigle ") + sigle
    return answers.line(answers.heading("1.1", "Nom, sigle"), name, ("nom", ROOT, None))


def _siret(answers: Answers) -> Flowable:
    style = answers.style
    told = answers.rich("siret")
    if code := answers.optional("code_ape"):
        told += style.grey(f" (siège{NBSP}; APE{NBSP}") + style.grey(code) + style.grey(")")
    return answers.line(answers.label("siret"), told, ("siret", ROOT, None))


def _registers(answers: Answers) -> list[Flowable]:
    style = answers.style
    local = answers.value("registre_tribunal")
    made: list[Flowable] = []
    if local is not True:
        told = answers.rich("rna")
        receipt = answers.optional("recepisse")
        if receipt:
            told = style.text("récépissé ") + receipt
        published = answers.value("date_jo")
        if published is not None:
            told += style.grey(" (parution au Journal officiel le ")
            told += style.grey(long_date(style, published)) + style.grey(")")
        made.append(answers.line(answers.label("rna"), told))
    label = answers.label("registre_tribunal")
    if local is True:
        parts = [
            style.text("registre du ") + answers.rich("registre_nom"),
            style.text("inscription du ") + answers.rich("registre_date"),
            style.text("volume ") + answers.rich("registre_volume"),
            style.text("folio ") + answers.rich("registre_folio"),
        ]
        keys = [(f"registre_{part}", ROOT, None) for part in ("date", "volume", "folio", "nom")]
        made.append(answers.line(label, joined_rich(style, parts), *keys))
    elif local is False:
        absent = f"Sans objet{NBSP}: association inscrite au registre national."
        made.append(answers.line(label, style.empty(absent)))
    else:
        made.append(answers.answer("registre_tribunal"))
    return made


def _seat(answers: Answers) -> Flowable:
    style = answers.style
    told = _where(answers, "siege")
    if insee := answers.optional("siege_insee"):
        told += style.grey(f" (INSEE{NBSP}") + style.grey(insee) + style.grey(")")
    quarter = answers.value("siege_quartier")
    if quarter is not None:
        told += style.text(f", dans le quartier prioritaire {quarter}")
    keys = [(f"siege_{part}", ROOT, None) for part in ("voie", "code_postal", "commune")]
    return answers.line(answers.label("siege_voie"), told, *keys)


def _address(answers: Answers, which: str, label: str) -> Flowable:
    keys = [(f"{which}_{part}", ROOT, None) for part in ("voie", "code_postal", "commune")]
    return answers.line(answers.style.text(label), _where(answers, which), *keys)


def _where(answers: Answers, which: str) -> Rich:
    style = answers.style
    street = answers.rich(f"{which}_voie")
    town = answers.rich(f"{which}_code_postal") + style.text(NBSP)
    told = street + style.text(", ") + town + answers.rich(f"{which}_commune")
    if delegated := answers.optional(f"{which}_commune_deleguee"):
        told += style.text(f" (commune déléguée{NBSP}: ") + delegated + style.text(")")
    return told


def _representative(answers: Answers) -> Flowable:
    style = answers.style
    who = person(answers.facts, "representant")
    title = "Représentante légale" if who.feminine else "Représentant légal"
    told = _named(answers, "representant")
    elected = answers.value("representant_election")
    if elected is not None:
        told += style.text(", élue le " if who.feminine else ", élu le ")
        told += long_date(style, elected)
    until = answers.value("representant_fin_mandat")
    if until is not None:
        told += style.text(", mandat jusqu’au ") + long_date(style, until)
    return _with_reach(answers, f"1.6 {title}", told, "representant")


def _named(answers: Answers, who: str) -> Rich:
    """Civility, name and function, each marked when a draft lacks it."""
    style = answers.style
    told: Rich = ()
    for part in ("civilite", "prenom", "nom"):
        if piece := answers.optional(f"{who}_{part}"):
            told += (style.text(NBSP if part == "prenom" else " ") if told else ()) + piece
    if function := answers.optional(f"{who}_fonction"):
        told += style.text(", ") + function
    return told or style.empty("Non renseigné")


def _with_reach(answers: Answers, label: str, told: Rich, who: str) -> Flowable:
    style = answers.style
    parts = [answers.optional(f"{who}_{part}") for part in ("telephone", "courriel")]
    reach = joined_rich(style, [part for part in parts if part], " · ")
    body: list[Flowable] = [Para(told, style.answer)]
    body[0].spaceAfter = 0
    if reach:
        body.append(Para(reach, style.answer))
    required = ("prenom", "nom", "fonction", "telephone", "courriel")
    keys = [(f"{who}_{part}", ROOT, None) for part in required]
    return answers.labelled(style.text(label), body, *keys)


def _others(answers: Answers) -> list[Flowable]:
    style = answers.style
    rows = answers.facts.rows("corepresentants")
    body: list[Flowable] = []
    for row in rows:
        civility = answers.optional("corepresentant_civilite", row)
        told = civility + style.text(NBSP) if civility else ()
        told += answers.rich("corepresentant_prenom", row)
        told += style.text(" ") + answers.rich("corepresentant_nom", row)
        told += style.text(", ") + answers.rich("corepresentant_fonction", row)
        body.append(Para(told, style.answer))
        reach = [
            answers.optional(f"corepresentant_{part}", row) for part in ("telephone", "courriel")
        ]
        if any(reach):
            body.append(
                Para(joined_rich(style, [one for one in reach if one], " · "), style.answer)
            )
    label = answers.heading("1.6", "Autres représentants")
    keys = [
        (f"corepresentant_{part}", row, None)
        for row in rows
        for part in ("prenom", "nom", "fonction")
    ]
    return [answers.labelled(label, body, *keys)] if body else []


def _contact(answers: Answers) -> Flowable:
    style = answers.style
    different = answers.value("contact_different")
    label = answers.label("contact_different")
    if different is None:
        return answers.answer("contact_different")
    if different is False:
        same = f"La même personne{NBSP}: {person(answers.facts, 'representant').called}"
        return answers.line(label, style.text(same, where="la rubrique 1.7"))
    text = "1.7 Personne chargée de la demande"
    return _with_reach(answers, text, _named(answers, "contact"), "contact")


def _account(answers: Answers) -> Flowable:
    style = answers.style
    told = answers.inside("iban")
    if bic := answers.optional("bic"):
        told += style.text(f", BIC{NBSP}") + bic
    told += style.text(f", au nom de «{NBSP}") + answers.inside("rib_titulaire")
    told += style.text(f"{NBSP}»")
    if bank := answers.optional("rib_banque"):
        told += style.text(", ") + bank
    keys = [("iban", ROOT, None), ("rib_titulaire", ROOT, None)]
    return answers.line(answers.label("iban"), told, *keys)
