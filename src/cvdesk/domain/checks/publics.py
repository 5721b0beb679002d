"""Where the action takes place and for whom: quarters, ages, sexes."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from cvdesk.domain.check import Remark, check
from cvdesk.domain.checks.pointers import at, enumerated, percentage
from cvdesk.domain.contrat_parts import Quartier
from cvdesk.domain.facts import Facts
from cvdesk.domain.findings import Gravity
from cvdesk.domain.identifiers import departement_of_quartier, is_old_quartier
from cvdesk.domain.ids import Key, RowId
from cvdesk.domain.wording import plain

_CODES = "décret 2023-1314 du 28 décembre 2023"


@check(
    "PRJ-47",
    47,
    Gravity.CORRECT,
    "Les quartiers sont ceux du contrat",
    source=f"{_CODES}, corrigé par le décret 2024-806",
    section="quartiers",
)
def quarters_are_of_the_contract(facts: Facts) -> Iterator[Remark]:
    """A code of 2015, one that cannot be read, or one that the contract's list leaves out."""
    known = {quartier.code for quartier in facts.contrat.quartiers if quartier.code}
    for project in facts.projects:
        for row in facts.rows("territoires", project):
            code = facts.value("territoire_quartier", row)
            if code is None or (code in known and not is_old_quartier(code)):
                continue
            keys = (at("territoire_quartier", row),)
            if is_old_quartier(code):
                said = (
                    f"{code} est un code d’avant 2024. Le quartier s’appelle peut-être maintenant "
                    f"{_successors(facts, code, row)} : choisissez le bon."
                )
                yield said, keys
            elif departement_of_quartier(code) is None:
                said = (
                    f"{code} ne se lit pas comme un code de quartier : QN, cinq chiffres, une "
                    "lettre, par exemple QN09412M. Choisissez le quartier dans la liste."
                )
                yield said, keys
            elif known:
                said = (
                    f"{code} n’est pas dans la liste de ce contrat de ville. Est-ce le bon "
                    "quartier, ou le bon contrat ?"
                )
                yield said, keys


def _town(name: str) -> str:
    """Return the name of a commune as it is compared: no article, no code, no département."""
    words = [word for word in plain(name).split() if not word.isdigit()]
    return " ".join(words[1:] if words[:1] in (["le"], ["la"], ["les"], ["l"]) else words)


def _successors(facts: Facts, code: str, row: RowId) -> str:
    """Return the quarters a code of 2015 may have become: by the contract, else by the commune.

    An old code is never translated silently: several quarters may come of one.
    """
    quartiers = facts.contrat.quartiers
    commune = facts.value("territoire_commune", row)
    found = [one for one in quartiers if code in one.codes_anciens]
    found = found or [one for one in quartiers if commune in one.communes]
    return enumerated([_named(one) for one in found], "ou") if found else "autrement"


def _named(quartier: Quartier) -> str:
    return f"« {quartier.nom} » ({quartier.code})" if quartier.code else f"« {quartier.nom} »"


@check(
    "PRJ-154",
    154,
    Gravity.QUESTION,
    "La commune est celle du quartier",
    source=f"contrat de ville\u00a0; {_CODES}",
    section="quartiers",
)
def commune_is_of_the_quarter(facts: Facts) -> Iterator[Remark]:
    """A quarter shared by two communes is in both; a commune beside them is asked about."""
    known = {quartier.code: quartier for quartier in facts.contrat.quartiers if quartier.code}
    names = {commune.insee: commune.nom for commune in facts.contrat.communes}
    for project in facts.projects:
        for row in facts.rows("territoires", project):
            quartier = known.get(facts.value("territoire_quartier", row))
            commune = facts.value("territoire_commune", row)
            if quartier is None or commune is None:
                continue
            if _town(names.get(commune, commune)) not in map(_town, quartier.communes):
                communes = enumerated(list(quartier.communes), "et")
                word = "communes" if len(quartier.communes) > 1 else "commune"
                said = (
                    f"{_named(quartier)} a pour {word} {communes}, et vous indiquez {commune}. "
                    "Laquelle est la bonne\u00a0?"
                )
                yield said, (at("territoire_commune", row), at("territoire_quartier", row))


@check(
    "PRJ-48",
    48,
    Gravity.QUESTION,
    "L’action se tient dans un quartier prioritaire",
    source="loi 2014-173 du 21 février 2014 ; contrat de ville",
    section="quartiers",
)
def a_quarter_is_named(facts: Facts) -> Iterator[Remark]:
    """No quarter and no explanation: outside the quarters an action may be helped, if argued.

    A call that has its own rule for such actions says it itself.
    """
    ruled = facts.appel is not None and facts.appel.hors_quartier
    for project in () if ruled else facts.projects:
        rows = facts.rows("territoires", project)
        named = any(facts.value("territoire_quartier", row) for row in rows)
        if named or facts.value("hors_quartier_motif", project) is not None:
            continue
        said = (
            "Aucun quartier prioritaire n’est indiqué. Quelques actions hors quartier peuvent être "
            "aidées, si le besoin est démontré : voulez-vous l’expliquer ?"
        )
        yield said, (at("hors_quartier_motif", project),)


@check(
    "PRJ-49",
    49,
    Gravity.CORRECT,
    "Les nombres de personnes s’additionnent",
    source="Cerfa 12156*06, rubrique 6 : bénéficiaires",
    section="publics",
)
def people_add_up(facts: Facts) -> Iterator[Remark]:
    """Ages, sexes and places of living, each year; a part not answered is not compared."""
    for project in facts.projects:
        for year in facts.years:
            yield from _people_of(facts, project, year)


def _people_of(facts: Facts, project: RowId, year: int) -> Iterator[Remark]:
    when = f" en {year}" if len(facts.years) > 1 else ""
    bands, places = facts.rows("publics", project), facts.rows("territoires", project)
    total = at("benef_total", project, year)
    for who, parts, whole in (
        ("Les tranches d’âge donnent", [at("public_total", b, year) for b in bands], total),
        ("Les femmes et les hommes donnent", _both(project, year, "femmes", "hommes"), total),
        (
            "Les habitants des quartiers prioritaires et d’ailleurs donnent",
            _both(project, year, "qpv", "hors_qpv"),
            total,
        ),
        (
            "Les quartiers, ligne par ligne, donnent",
            [at("territoire_beneficiaires", place, year) for place in places],
            at("benef_qpv", project, year),
        ),
        (
            "Les femmes, tranche par tranche, donnent",
            [at("public_femmes", band, year) for band in bands],
            at("benef_femmes", project, year),
        ),
        (
            "Les hommes, tranche par tranche, donnent",
            [at("public_hommes", band, year) for band in bands],
            at("benef_hommes", project, year),
        ),
    ):
        found, expected = [facts.at(key) for key in parts], facts.at(whole)
        if parts and expected is not None and None not in found and sum(found) != expected:
            said = (
                f"{who}{when} {sum(found)} personnes et le total {expected}. Ajustons l’un des "
                "deux."
            )
            yield said, (*parts, whole)


def _both(project: RowId, year: int, one: str, other: str) -> list[Key]:
    return [at(f"benef_{name}", project, year) for name in (one, other)]


@check(
    "PRJ-50",
    50,
    Gravity.CORRECT,
    "Assez de personnes habitent un quartier prioritaire",
    source="appel à projets : part minimale d’habitants des quartiers prioritaires",
    section="publics",
)
def enough_people_live_there(facts: Facts) -> Iterator[Remark]:
    """Silent as long as no call gives a least share."""
    if facts.appel is None or facts.appel.part_qpv_min is None:
        return
    least = Fraction(facts.appel.part_qpv_min)
    for project in facts.projects:
        for year in facts.years:
            keys = tuple(at(name, project, year) for name in ("benef_qpv", "benef_total"))
            living, everyone = (facts.at(key) for key in keys)
            if living is None or not everyone or Fraction(living, everyone) >= least:
                continue
            when = f" en {year}" if len(facts.years) > 1 else ""
            said = (
                f"{percentage(Fraction(living, everyone))} % des personnes habitent un quartier "
                f"prioritaire{when} ; cet appel en attend {percentage(least)} %. Qu’allez-vous "
                "faire pour en toucher davantage ?"
            )
            yield said, keys
