"""The forms, calls and lists that ship: they read, they agree, and mistakes are told by line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cvdesk.catalog.appel_load import AppelLoader
from cvdesk.catalog.example_load import load_example
from cvdesk.catalog.form_load import FormLoader
from cvdesk.catalog.yamltext import FileFaults
from cvdesk.domain.appel_faults import Known
from cvdesk.domain.form import Form, FormRef, Nature, Yearly
from cvdesk.domain.grid import Grid
from cvdesk.domain.ids import FieldId
from cvdesk.domain.natures import AFTERWARDS
from tests.support.builders import LOADER, a_contrat, every_form

ROOT = Path(__file__).parents[2]
LISTS = ROOT / "resources" / "listes"
FORMS = every_form()
APPEL_LOADER = AppelLoader(LISTS)
NAMED = {form.ref.form: form for form in FORMS}
WITH_BUDGET = [form for form in FORMS if form.budgets]
APPELS = sorted((ROOT / "forms" / "appels").glob("*.yaml"))
EXAMPLES = sorted((ROOT / "resources" / "exemples").glob("*.yaml"))


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    """A copy of the forms that a test may spoil."""
    return Path(shutil.copytree(ROOT / "forms", tmp_path / "forms"))


def spoil(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def faults(forms: Path, ref: FormRef) -> list[tuple[str, int, str]]:
    with pytest.raises(FileFaults) as refused:
        FormLoader(forms, LISTS).load(ref)
    return [(fault.file, fault.line, fault.message) for fault in refused.value.faults]


ANNUEL, CPO = FormRef("annuel", "2027-1"), FormRef("cpo", "2027-1")


def test_requests_and_what_follows_them_ship() -> None:
    assert {"annuel", "cpo", "compte-rendu", "bilan", "courrier"} <= NAMED.keys()


AFTER = [form for form in FORMS if form.nature in AFTERWARDS]


@pytest.mark.parametrize("form", AFTER, ids=lambda form: str(form.ref))
def test_what_follows_a_request_explains_each_question_in_three_depths(form: Form) -> None:
    shared = {field for other in (NAMED["annuel"], NAMED["cpo"]) for field in other.places}
    own = [
        place.field
        for place in form.places.values()
        if (place.field.id not in shared and place.field.type.name != "euros") or place.group
    ]
    bare = [
        field.id
        for field in own
        if field.id not in shared and not (field.help and field.more and field.source)
    ]
    assert bare == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.ref))
def test_a_field_has_the_same_type_and_years_in_every_form_that_asks_it(form: Form) -> None:
    for field_id, place in form.places.items():
        for other in FORMS:
            twin = other.field(field_id)
            if twin is not None:
                mine = (place.field.type, place.field.yearly, place.field.masked)
                assert mine == (twin.type, twin.yearly, twin.masked), field_id


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.ref))
def test_every_question_has_a_help_line_that_fits_the_screen(form: Form) -> None:
    asked = [place.field for place in form.places.values() if place.budget is None]
    assert [field.id for field in asked if not 0 < len(field.help) <= 140] == []


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.ref))
def test_every_printed_number_belongs_to_a_rubrique_of_the_form(form: Form) -> None:
    rubriques = {number for number, _ in form.rubriques}
    numbered = [place.field.number for place in form.places.values() if place.field.number]
    assert {number.partition(".")[0] for number in numbered} <= rubriques


def test_a_field_has_the_same_type_and_years_in_both_forms() -> None:
    annual, agreement = NAMED["annuel"], NAMED["cpo"]
    shared = annual.places.keys() & agreement.places.keys()
    assert len(shared) > 200
    for field_id in shared:
        one, other = annual.places[field_id].field, agreement.places[field_id].field
        assert (one.type, one.yearly) == (other.type, other.yearly), field_id


@pytest.mark.parametrize("form", WITH_BUDGET, ids=lambda form: str(form.ref))
def test_the_grid_has_every_line_of_the_official_budget(form: Form) -> None:
    keys = {line.key for account in _grid(form).accounts for line in account.lines}
    assert {"601", "604", "60x", "613", "622", "62x", "641", "645", "647", "65x", "68x"} <= keys
    assert {"chgfixe", "fraisfin", "autchgindirect", "excedprevisionnel"} <= keys
    assert {"70x", "73x", "756", "758", "750", "78x", "79x", "insufprevisionnel"} <= keys
    assert {"860", "861", "862", "864", "870", "871", "875"} <= keys
    kinds = [line.key for account in _grid(form).produits for line in account.funders]
    assert kinds == [
        "etat", "region", "dep", "epci", "com", "orgasoc", "fe", "asp", "etabpub", "prive"
    ]  # fmt: skip


def test_an_agreement_has_one_project_budget_for_each_year_and_one_association_budget() -> None:
    budgets = NAMED["cpo"].budgets
    assert (budgets["projet"].yearly, budgets["asso"].yearly) == (Yearly.EACH, Yearly.FIRST)


@pytest.mark.parametrize("path", APPELS, ids=lambda path: path.stem)
def test_a_call_sits_where_its_name_says_and_says_when_it_is_fictitious(path: Path) -> None:
    appel = APPEL_LOADER.load(path)
    assert appel.id == path.stem
    assert appel.exemple == ("fictif" in appel.source.title.lower())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_answers_a_call_and_a_form_that_ship(path: Path) -> None:
    example = load_example(path)
    assert example.id == path.stem
    assert "fictive" in example.answers.typed["nom"]
    ref = FormRef(*example.form.split("/"))
    assert ref in LOADER.refs()
    asks = LOADER.load(ref).nature is Nature.REQUEST
    assert bool(example.appel) == asks
    assert not asks or (ROOT / "forms" / "appels" / f"{example.appel}.yaml").is_file()


def test_a_word_the_form_does_not_know_is_told_with_its_line(forms: Path) -> None:
    section = forms / "commun" / "2027-1" / "besoin.yaml"
    spoil(section, "minutes: 15", "minute: 15")
    [(file, line, message)] = faults(forms, ANNUEL)
    assert (file, line) == ("commun/2027-1/besoin.yaml", 3)
    assert "minute" in message


def test_an_unknown_type_is_told_with_the_types_that_exist(forms: Path) -> None:
    spoil(forms / "commun" / "2027-1" / "besoin.yaml", "type: texte,", "type: roman,")
    [(_, line, message)] = faults(forms, ANNUEL)
    assert line == 6
    assert "texte_long" in message


def test_the_mistakes_of_all_sections_are_told_at_once(forms: Path) -> None:
    spoil(forms / "commun" / "2027-1" / "besoin.yaml", "minutes: 15", "minutes: beaucoup")
    spoil(forms / "commun" / "2027-1" / "publics.yaml", "minutes: 10", "minutes: -1")
    assert len(faults(forms, ANNUEL)) == 2


def test_a_field_declared_twice_is_refused(forms: Path) -> None:
    spoil(forms / "commun" / "2027-1" / "besoin.yaml", "id: droit_commun", "id: intitule")
    [(_, _, message)] = faults(forms, ANNUEL)
    assert "intitule" in message


def test_a_condition_on_a_field_that_does_not_exist_is_refused(forms: Path) -> None:
    spoil(
        forms / "commun" / "2027-1" / "demande.yaml",
        "{field: demande_frequence, equals",
        "{field: frequence, equals",
    )
    [(_, _, message)] = faults(forms, ANNUEL)
    assert "frequence" in message


def test_a_condition_has_one_operator(forms: Path) -> None:
    spoil(
        forms / "commun" / "2027-1" / "demande.yaml",
        "equals: renouvellement}",
        "equals: renouvellement, contains: x}",
    )
    [(_, _, message)] = faults(forms, ANNUEL)
    assert "un seul opérateur" in message


def test_what_nobody_has_to_answer_needs_no_excuse(forms: Path) -> None:
    spoil(
        forms / "commun" / "2027-1" / "quartiers.yaml",
        "type: quartier, required: true, excused_if",
        "type: quartier, excused_if",
    )
    [(_, _, message)] = faults(forms, ANNUEL)
    assert "dispense d’une réponse demandée" in message


def test_an_unknown_form_names_those_that_exist() -> None:
    with pytest.raises(FileFaults, match="annuel/2027-1"):
        LOADER.load(FormRef("annuel", "1999"))


def test_a_call_that_closes_before_it_opens_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "appel.yaml"
    shutil.copy(APPELS[0], path)
    spoil(path, "cloture: 2026-12-18", "cloture: 2026-10-01")
    with pytest.raises(FileFaults, match="se ferme avant de s’ouvrir"):
        APPEL_LOADER.check(
            path.read_bytes(), path.name, Known(kinds=frozenset({"etat"})), lambda _: a_contrat()
        )


def test_a_call_with_a_date_that_is_none_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "appel.yaml"
    shutil.copy(APPELS[0], path)
    spoil(path, "cloture: 2026-12-18", "cloture: 2026-02-30")
    with pytest.raises(FileFaults) as refused:
        APPEL_LOADER.load(path)
    [fault] = refused.value.faults
    assert fault.line == 11


def _grid(form: Form) -> Grid:
    return next(iter(form.budgets.values())).grid


def test_an_answer_key_of_the_file_format_is_never_lost() -> None:
    """These ids are in people's files: a form may add fields, never rename one."""
    for field_id in ("nom", "siret", "intitule", "projet_641", "asso_641", "montant_sollicite"):
        assert NAMED["annuel"].field(FieldId(field_id)) is not None


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.ref))
def test_the_follow_up_is_asked_beside_the_steps(form: Form) -> None:
    beside = {section.id for section in form.follow_up}
    assert {"suivi_constats", "suivi_remarques", "suivi_vie"} <= beside
    if form.nature is Nature.REQUEST:
        assert "suivi_portail" in beside
    # What is counted otherwise is noted wherever the form has a budget.
    counted = form.nature in {Nature.REQUEST, Nature.ASSOCIATION} and bool(form.budgets)
    assert ("suivi_budget" in beside) == counted
    assert not beside & {section.id for section in form.sections}


def test_a_follow_up_that_a_signature_would_cover_is_refused(forms: Path) -> None:
    spoil(forms / "commun/2027-1/suivi_vie.yaml", "id: suivi_depose_le", "id: depose_le")
    [(_, _, message)] = faults(forms, ANNUEL)
    assert "doit commencer par" in message


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_a_civility_is_asked_by_its_name(form: Form) -> None:
    """« Mme ou M. » does not answer « Qui signera ? »."""
    for place in form.places.values():
        if place.field.id.endswith("_civilite"):
            assert "civilité" in place.field.label.lower(), place.field.id
