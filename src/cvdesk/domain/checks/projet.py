"""The project: where, for whom, towards what, and how it will be judged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cvdesk.domain.appel import CIVIL_YEAR, EITHER_YEAR, SCHOOL_YEAR
from cvdesk.domain.check import Remark, check
from cvdesk.domain.checks.pointers import at, enumerated, filing_day, french
from cvdesk.domain.facts import FIRST_EXERCISE, LAST_EXERCISE, Facts
from cvdesk.domain.fieldtypes import LongTextType
from cvdesk.domain.findings import Gravity
from cvdesk.domain.form import Field, Section
from cvdesk.domain.ids import Key, RowId
from cvdesk.domain.money import grouped
from cvdesk.domain.natures import SIGNED
from cvdesk.domain.text_limits import limit_of
from cvdesk.domain.wording import seems_to_identify_someone
from cvdesk.domain.working_days import working_days_left

_DAYS_TO_SIGN = 3


@check(
    "IND-51",
    51,
    Gravity.BLOCKING,
    "Chaque objectif a un indicateur mesurable",
    source="Cerfa 12156*06, rubrique 6 : indicateurs au regard des objectifs",
    section="indicateurs",
)
def objectives_have_indicators(facts: Facts) -> Iterator[Remark]:
    """An objective needs an indicator; an indicator needs a target and a means of measure."""
    for project in facts.projects:
        indicators = facts.rows("indicateurs", project)
        measured = {facts.value("indicateur_objectif", row): row for row in indicators}
        # An indicator of no objective yet, else the list, where one is added.
        free = measured.get(None)
        where = at("indicateur_objectif", free) if free else at("indicateur_intitule", project)
        for number, row in enumerate(facts.rows("objectifs", project), 1):
            if row not in measured:
                name = facts.value("objectif_texte", row) or f"n° {number}"
                said = (
                    f"L’objectif « {name.rstrip('.')} » n’a pas encore d’indicateur. "
                    "Comment saurez-vous, à la fin, que c’est réussi ?"
                )
                yield said, (where,)
        for number, row in enumerate(indicators, 1):
            yield from _measurable(facts, row, number)


def _measurable(facts: Facts, row: RowId, number: int) -> Iterator[Remark]:
    name = facts.value("indicateur_intitule", row) or f"n° {number}"
    targets = tuple(at("indicateur_cible", row, year) for year in facts.years)
    if targets and all(facts.at(key) is None for key in targets):
        said = (
            f"L’indicateur « {name} » n’a pas encore de cible. "
            "Une estimation prudente vaut mieux qu’une case vide."
        )
        yield said, targets
    if facts.value("indicateur_mesure", row) is None:
        said = (
            f"L’indicateur « {name} » ne dit pas encore où il se mesure : registre, émargement, "
            "bilan… Où le lirez-vous ?"
        )
        yield said, (at("indicateur_mesure", row),)


@check(
    "PRJ-52",
    52,
    Gravity.CORRECT,
    "Les textes tiennent dans la place prévue",
    source="appel à projets ou portail Dauphin : nombre de caractères",
    natures=SIGNED,
)
def texts_fit(facts: Facts) -> Iterator[Remark]:
    """The call's limit, else the form's; spaces count, as they do in the portal."""
    for key, limit in facts.remember("limites", _limits):
        if len(facts.text(key) or "") > limit:
            said = (
                f"Ce texte dépasse la limite de {grouped(limit)} caractères. Gardez d’abord : pour "
                "qui, quoi, quand, avec qui."
            )
            yield said, (key,)


def _limits(facts: Facts) -> tuple[tuple[Key, int], ...]:
    """Return each question asked whose text has a limit: what is typed there changes none."""
    limits = {
        name: limit
        for name, place in facts.form.places.items()
        if (limit := limit_of(place.field, facts.appel)) is not None
    }
    return tuple((key, limits[key.field]) for key in facts.asked(lambda one, _: one.id in limits))


@check(
    "ORI-54",
    54,
    Gravity.CORRECT,
    "L’action répond à une orientation du contrat",
    source="contrat de ville ; loi 2014-173 du 21 février 2014, art. 6",
    section="orientations",
)
def action_serves_an_orientation(facts: Facts) -> Iterator[Remark]:
    """At least one place of the dossier's own contract; one that it does not have is no answer."""
    for project in facts.projects:
        rows = facts.rows("ancrages", project)
        cited = [facts.value("ancrage_noeud", row) for row in rows]
        if any(node is not None and facts.contrat.cites(node) for node in cited):
            continue
        said = (
            "Reliez l’action à au moins une orientation du contrat de ville : c’est la première "
            "chose que l’on regarde."
        )
        # Without any row yet, the project itself says whose step it is.
        yield said, tuple(at("ancrage_noeud", row) for row in rows or (project,))


@check(
    "PRJ-55",
    55,
    Gravity.BLOCKING,
    "L’action est à venir, et dans l’exercice",
    source="Cerfa 12156*06, rubrique 6 : date ou période de réalisation",
    section="deroulement",
)
def action_is_to_come(facts: Facts) -> Iterator[Remark]:
    """Not over before the filing; inside the exercises that the budgets say, or the civil years.

    A dossier is not filed before its call opens, and a call helps the exercises that it names.
    """
    yield from _outside_the_call(facts)
    filed = filing_day(facts)
    if facts.appel is not None and facts.appel.ouverture is not None:
        filed = max(filed, facts.appel.ouverture)
    for project in facts.projects:
        first, last = (at(name, project) for name in ("date_debut", "date_fin"))
        begins, ends = facts.at(first), facts.at(last)
        if ends is not None and ends < filed:
            said = (
                "L’action s’achève avant le dépôt du dossier. Une aide se demande pour une action "
                "à venir."
            )
            yield said, (last, first)
        elif begins is not None and ends is not None and ends < begins:
            said = (
                f"L’action s’achève le {french(ends)}, avant de commencer le {french(begins)}. "
                "Une des deux dates est à revoir."
            )
            yield said, (last, first)
        elif facts.years:
            yield from _inside_the_exercises(facts, project)


def _outside_the_call(facts: Facts) -> Iterator[Remark]:
    helped = facts.appel.annees if facts.appel is not None else ()
    outside = [str(year) for year in facts.years if year not in helped]
    if helped and outside:
        said = (
            f"Cet appel aide les actions de {enumerated([str(year) for year in helped])}, et la "
            f"demande porte aussi sur {enumerated(outside)}. Est-ce le bon appel, ou la bonne "
            "année ?"
        )
        yield said, (at(LAST_EXERCISE if facts.form.period == "pluriannuelle" else FIRST_EXERCISE),)


def _inside_the_exercises(facts: Facts, project: RowId) -> Iterator[Remark]:
    opens, closes, why = _bounds(facts, project)
    begins, ends = (at(name, project) for name in ("date_debut", "date_fin"))
    for key, limit, early in ((begins, opens, True), (ends, closes, False)):
        day = facts.at(key)
        if day is not None and (day < limit if early else day > limit):
            said = (
                f"L’action sort de l’exercice demandé\u00a0: {french(day)}, alors que {why} va du "
                f"{french(opens)} au {french(closes)}. Une des deux dates est à revoir."
            )
            yield said, (key,)


def _bounds(facts: Facts, project: RowId) -> tuple[date, date, str]:
    """Return the first and the last day the call, or else the budgets, let the action have."""
    first, last = facts.years[0], facts.years[-1]
    rule = facts.appel.regle_periode if facts.appel is not None else ""
    if rule == CIVIL_YEAR:
        return date(first, 1, 1), date(last, 12, 31), "l’année admise par l’appel"
    if rule == SCHOOL_YEAR:
        return date(first, 9, 1), date(last + 1, 8, 31), "l’année scolaire admise par l’appel"
    if rule == EITHER_YEAR:
        begins = facts.at(at("date_debut", project))
        school = begins is not None and begins >= date(first, 9, 1)
        end = date(last + 1, 8, 31) if school else date(last, 12, 31)
        return date(first, 1, 1), end, "la période admise par l’appel"
    opening, closing = (
        [facts.value(f"projet_exercice_{end}", project, year) for year in facts.years]
        for end in ("debut", "fin")
    )
    opens = min((day for day in opening if day), default=date(first, 1, 1))
    closes = max((day for day in closing if day), default=date(last, 12, 31))
    return opens, closes, "le budget"


@check(
    "PRJ-56",
    56,
    Gravity.ADVICE,
    "Personne n’est nommé ni reconnaissable",
    source="RGPD, minimisation ; loi 2000-321, art. 10 : dossier communicable",
    section="publics",
    natures=SIGNED,
)
def nobody_is_named(facts: Facts) -> Iterator[Remark]:
    """A guess on the free texts of a project, and classes of fewer than five people."""
    for key in facts.remember("textes libres", _free_texts):
        if facts.remember(("nommé", key), lambda facts, key=key: _names_someone(facts, key)):  # type: ignore[misc]
            said = (
                "Ce texte semble nommer une personne aidée. Le dossier peut être lu par d’autres : "
                "mieux vaut enlever son nom."
            )
            yield said, (key,)
    for project in facts.projects:
        small = tuple(
            at(field, row, year)
            for row in facts.rows("publics", project)
            for field in _COUNTED
            for year in facts.years
            if 0 < (facts.value(field, row, year) or 0) < _RECOGNISABLE
        )
        if small:
            said = (
                f"Un groupe de moins de {_RECOGNISABLE} personnes peut se reconnaître dans le "
                "dossier, que d’autres liront. Une tranche d’âge plus large suffit souvent."
            )
            yield said, small


_RECOGNISABLE = 5
_COUNTED = (
    "public_total", "public_femmes", "public_hommes",
    "public_atteint", "public_atteint_femmes", "public_atteint_hommes",
)  # fmt: skip


def _names_someone(facts: Facts, key: Key) -> bool:
    text = facts.at(key)
    if text is None or not seems_to_identify_someone(text):
        return False
    for quartier in facts.contrat.quartiers:  # some are named after people: Pierre et Marie Curie
        text = text.replace(quartier.nom, "")
    return seems_to_identify_someone(text)


def _free_texts(facts: Facts) -> tuple[Key, ...]:
    def wanted(field: Field, section: Section) -> bool:
        return section.repeats is not None and isinstance(field.type, LongTextType)

    return tuple(facts.asked(wanted))


@check(
    "PRJ-57",
    57,
    Gravity.QUESTION,
    "Il reste le temps de faire signer",
    source="appel à projets : date limite de dépôt",
    section="signature",
)
def time_is_left_to_sign(facts: Facts) -> Iterator[Remark]:
    """Fewer than three working days before the call closes.

    Silent without a closing date, and once it is noted that the dossier was filed.
    """
    closing = facts.appel.cloture if facts.appel is not None else None
    if closing is None or facts.value("suivi_depose_le") is not None:
        return
    if closing < facts.today:
        said = (
            f"Le dépôt est fermé depuis le {french(closing)}. Demandez au financeur s’il accepte "
            "encore votre dossier avant de le faire signer."
        )
        yield said, ()
    elif working_days_left(facts.today, closing, _DAYS_TO_SIGN) < _DAYS_TO_SIGN:
        said = (
            f"Le dépôt ferme le {french(closing)}. Gardez du temps pour la signature : c’est "
            "souvent elle qui prend le plus de jours."
        )
        yield said, ()
