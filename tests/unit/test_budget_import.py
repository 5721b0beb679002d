"""Other people's spreadsheets, understood by their words: what is sure, what is left to place."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.app.budget_import import Destination, Import, propose_import, take_import
from cvdesk.app.budget_labels import Labels, number_of, words_of
from cvdesk.app.budget_placing import NOTHING, Target, kind_of_name
from cvdesk.app.budget_reading import read_amount
from cvdesk.app.classeur import Classeur, Feuille, Valeur, cell_name
from cvdesk.app.import_words import remarks_in_words, written_in_words
from cvdesk.app.session import Session
from cvdesk.catalog.livres_load import load_livres
from cvdesk.domain.budget import budgets
from cvdesk.domain.ids import FieldId, Key, RowId
from cvdesk.domain.money import NBSP, Euros
from cvdesk.errors import UserError
from tests.support.builders import RESOURCES, SAMPLE_A, SAMPLE_B, a_form, a_sample

LIVRES = load_livres(RESOURCES / "comptes" / "livres.yaml")
GRID = a_form().budgets["projet"].grid
LABELS = Labels(GRID, LIVRES)
KEYS = {line.key for account in GRID.accounts for line in account.lines}


def sheet(*rows: tuple[str | int | float, ...], name: str = "Budget") -> Classeur:
    cells: list[tuple[Valeur, ...]] = [
        tuple(one if isinstance(one, str) else Decimal(str(one)) for one in row) for row in rows
    ]
    return Classeur("budget.xlsx", (Feuille(name, tuple(cells)),))


def proposed(classeur: Classeur, session: Session | None = None, year: int | None = None) -> Import:
    session = session or a_sample(SAMPLE_A)
    to = Destination(session.reference.form.budgets["projet"], RowId("P1"), year)
    return propose_import(session.facts, to, classeur, LIVRES)


def where(proposal: Import) -> dict[str, str | None]:
    return {
        one.label: None if one.target is None else one.target.id or one.target.kind
        for one in proposal.lines
    }


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


# --- labels ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "line"),
    [
        ("641 – Rémunération des personnels", "641"),
        ("REMUNERATIONS DU PERSONNEL", "641"),
        ("Salaires et traitements", "641"),
        ("  assurances ", "616"),
        ("Prime d'assurance", "616"),
        ("606 Achats matières et fournitures", "601"),
        ("Charges sociales", "645"),
        ("Publicité, publications", "623"),
        ("Déplacements, missions", "625"),
        ("Cotisations", "756"),
        ("7561 Cotisations sans contrepartie", "756"),
        ("7541 Dons manuels", "758"),
        ("Mécénats", "758"),
        ("870 Dons en nature", "875"),
        ("875 Bénévolat", "870"),
        ("864 Personnel bénévole", "864"),
        ("Concours publics", "73x"),
        ("79 Transfert de charges", "79x"),
        ("789 Utilisations de fonds reportés et de fonds dédiés", "78x"),
        ("Autofinancement", "insufprevisionnel"),
        ("65 – Autres charges de gestion courante", "65x"),
        ("68- Dotation aux amortissements", "68x"),
    ],
)
def test_a_label_leads_to_its_line_whatever_number_stands_before_it(label: str, line: str) -> None:
    assert LABELS.meaning(label).lines == (line,)


def test_every_label_of_the_grid_is_its_own_line_without_accents_or_in_capitals() -> None:
    for account in GRID.accounts:
        for line in account.lines:
            for said in (line.label, line.label.upper(), f"{line.number} - {line.label}"):
                found = LABELS.meaning(said, under=account.key)
                assert found.lines == (line.key,), (said, found)


def test_what_the_books_say_leads_to_lines_that_exist() -> None:
    kinds = {kind.key for account in GRID.produits for kind in account.funders}
    accounts = {account.key for account in GRID.accounts}
    for one in LIVRES.libelles:
        assert set(one.lignes) <= KEYS
        assert {one.financeur} <= kinds | {""}
        assert {one.compte} <= accounts | {""}
    told: dict[tuple[str, ...], int] = {}
    for rank, one in enumerate(LIVRES.libelles):
        for said in one.dits:
            assert told.setdefault(words_of(said), rank) == rank, said
    assert LIVRES.source.checked_on is not None


def test_a_number_alone_never_chooses_a_line() -> None:
    assert LABELS.meaning("870 Divers apports").lines == ()
    assert len(LABELS.meaning("6063 Outillage").lines) == 3
    assert LABELS.meaning("Total des charges").total
    assert LABELS.meaning("TOTAL 86").total
    assert LABELS.meaning("60 – Achats").account == "60"
    assert (number_of("6063 Outillage"), number_of("Outillage")) == ("6063", "")


@given(st.text(max_size=60))
def test_any_label_means_something_or_nothing_but_never_fails(label: str) -> None:
    found = LABELS.meaning(label)
    assert set(found.lines) <= KEYS
    kind_of_name(label)


# --- layouts --------------------------------------------------------------------------------------


def test_charges_beside_products_with_numbers_in_their_own_column() -> None:
    proposal = proposed(
        sheet(
            ("Budget prévisionnel de l’action",),
            ("N°", "Charges", 2027, "N°", "Produits", 2027),
            (60, "Achats", 1_600, 70, "Ventes", 600),
            (601, "Achats matières et fournitures", 1_150, 74, "Subventions d’exploitation", ""),
            ("60x", "Autres fournitures", 450, "", "État – Préfecture du Val-de-Marne", 8_000),
            (641, "Rémunération des personnels", 9_800, "", "Ville de Vitry", 4_000),
            ("", "Total des charges", 11_400, "", "Total des produits", 12_600),
        )
    )
    assert where(proposal) == {
        "60 Achats": "nothing",
        "601 Achats matières et fournitures": "601",
        "60x Autres fournitures": "60x",
        "641 Rémunération des personnels": "641",
        "70 Ventes": "70x",
        "État – Préfecture du Val-de-Marne": "etat",
        "Ville de Vitry": "com",
    }
    assert proposal.to_place == ()


def test_the_years_of_an_agreement_side_by_side() -> None:
    session = a_sample(SAMPLE_B)
    classeur = sheet(
        ("Libellé", "Réalisé 2025", "Budget 2027", "Budget 2028", "Budget 2029", "Total"),
        ("Loyers", 900, 1_000, 1_010, 1_020, 3_030),
        ("Assurances", 300, 400, 405, 410, 1_215),
    )
    proposal = proposed(classeur, session)
    assert proposal.amounts() == {
        key: Euros.whole(amount)
        for key, amount in (
            (session_key("613", 2027), 1_000),
            (session_key("613", 2028), 1_010), (session_key("613", 2029), 1_020),
            (session_key("616", 2027), 400), (session_key("616", 2028), 405),
            (session_key("616", 2029), 410),
        )
    }  # fmt: skip
    only = proposed(classeur, session, 2028)
    assert {key.year for key in only.amounts()} == {2028}


def session_key(line: str, year: int) -> Key:
    return Key(FieldId(f"projet_{line}"), RowId("P1"), year)


def test_lines_that_the_form_puts_together_are_added() -> None:
    proposal = proposed(
        sheet(("Produits", 2027), ("7561 Cotisations sans contrepartie", 100),
              ("7562 Cotisations avec contrepartie", 50.5), ("7541 Dons manuels", 20))
    )  # fmt: skip
    assert proposal.amounts() == {
        session_key("756", 2027): Euros(15_050),
        session_key("758", 2027): Euros.whole(20),
    }
    assert "7561" in proposal.lines[0].remark


def test_a_total_that_is_not_that_of_its_lines_is_told_and_one_without_detail_is_to_place() -> None:
    proposal = proposed(
        sheet(("Charges", 2027), ("60 Achats", 2_000), ("Autres fournitures", 450),
              ("61 Services extérieurs", 700), ("64 Charges de personnel", ""))
    )  # fmt: skip
    first, _, third = proposal.lines
    assert "450 €" in plain(first.remark)
    assert (first.target, third.target) == (NOTHING, None)
    assert third.likely == tuple(Target("line", line) for line in ("613", "615", "616", "618"))


def test_the_person_places_what_is_unknown_and_it_is_one_step_of_undo() -> None:
    session = a_sample(SAMPLE_A)
    proposal = proposed(
        sheet(("Charges", 2027), ("Autres fournitures", 500), ("Bricoles", 12),
              ("74 Subventions", ""), ("Amis du 8-Mai", 300)), session
    )  # fmt: skip
    assert [one.label for one in proposal.to_place] == ["Bricoles", "Amis du 8-Mai"]
    before = dict(session.dossier.records)
    placed = proposal.placing(1, Target("line", "647")).placing(2, Target("new", "prive"))
    assert take_import(session, placed) == 3
    [one] = budgets(session.facts, "projet")
    assert (one.line("60x"), one.line("647")) == (Euros.whole(500), Euros.whole(12))
    assert (one.funders[-1].name, one.funders[-1].kind) == ("Amis du 8-Mai", "prive")
    session.undo()
    texts = {key: record.text for key, record in session.dossier.records.items() if record.text}
    assert texts == {key: record.text for key, record in before.items() if record.text}


def test_a_funder_already_there_receives_its_amount() -> None:
    session = a_sample(SAMPLE_A)
    proposal = proposed(
        sheet(("Produits", 2027), ("74 Subventions", ""), ("CAF du Val-de-Marne", 2_500),
              ("Département", 1_000), ("Commune de Vitry-sur-Seine", 4_000)), session
    )  # fmt: skip
    caf, departement, commune = proposal.lines
    assert caf.target is not None
    assert caf.target.kind == departement.target.kind == "funder"  # type: ignore[union-attr]
    assert commune.target is None  # two lines have that name
    assert len(commune.likely) == 2


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (Decimal(-5), "négatif"),
        (Decimal(100_000_000), "dépasse"),
        (Decimal("1e30"), "dépasse"),
        (Decimal("1.234"), "deux décimales"),
        ("#REF!", "n’est pas un montant"),
        ("environ 100", "n’est pas un montant"),
        ("mille", "n’est pas un montant"),
    ],
)
def test_an_amount_that_is_none_is_told_on_its_line_and_not_taken(cell: Valeur, said: str) -> None:
    found = read_amount(cell)
    assert isinstance(found, str)
    assert said in found
    rows: tuple[tuple[Valeur, ...], ...] = (
        ("Charges", Decimal(2027)), ("Autres fournitures", cell), ("Loyers", Decimal(5)),
        ("Assurance", Decimal(6)),
    )  # fmt: skip
    proposal = proposed(Classeur("b.xlsx", (Feuille("Budget", rows),)))
    assert [one.problem for one in proposal.lines] == [True, False, False]
    assert proposal.lines[0] not in proposal.placed


@pytest.mark.parametrize("cell", ["-", "–", "néant", " "])
def test_a_dash_or_a_word_for_nothing_is_no_fault(cell: str) -> None:
    rows: tuple[tuple[Valeur, ...], ...] = (
        ("Charges", "Montant prévu"), ("Achats", "Montant prévu"), ("Autres fournitures", cell),
        ("Loyers", Decimal(5)), ("Assurance", Decimal(6)), ("Publicité", Decimal(7)),
    )  # fmt: skip
    proposal = proposed(Classeur("b.xlsx", (Feuille("Budget", rows),)), year=2027)
    assert not any(one.problem for one in proposal.lines)


@given(st.integers(0, 9_999_999_900))
def test_an_amount_is_read_to_the_cent_as_a_number_or_as_a_text(cents: int) -> None:
    assert read_amount(Decimal(repr(cents / 100))) == Euros(cents)
    assert read_amount(Euros(cents).digits) == Euros(cents)
    assert read_amount(f"{cents // 100},{cents % 100:02d} €") == Euros(cents)


def test_the_noise_of_computed_numbers_is_not_more_decimals() -> None:
    assert read_amount(Decimal(repr(0.1 + 0.2))) == Euros(30)


@pytest.mark.parametrize(
    ("classeur", "said"),
    [
        (sheet(("Bonjour",)), "ne reconnaît aucune ligne"),
        (sheet(("Charges", 2024), ("Assurances", 5)), "2024"),
        (sheet(("Charges", "A", "B"), ("Assurances", 5, 6)), "aucune année"),
        (Classeur("vide.xlsx", ()), "ne reconnaît aucune ligne"),
        (sheet(("Charges", 2027), *[("Assurances", n) for n in range(3_000)]), "écritures"),
    ],
)
def test_a_workbook_that_is_no_budget_is_refused_in_one_sentence(
    classeur: Classeur, said: str
) -> None:
    with pytest.raises(UserError, match=said):
        proposed(classeur)


def test_a_column_of_another_year_is_read_when_the_exercise_is_given() -> None:
    classeur = sheet(("Charges", "Budget 2026"), ("Assurances", 5))
    assert proposed(classeur, year=2027).amounts() == {session_key("616", 2027): Euros.whole(5)}


def test_the_sheet_that_looks_most_like_a_budget_is_read() -> None:
    budget = sheet(("Charges", 2027), ("Assurances", 5), ("Loyers", 6)).feuilles[0]
    other = Feuille("Notes", (("Réunion", Decimal(3)),))
    found = proposed(Classeur("b.xlsx", (other, budget)))
    assert found.source == "b.xlsx, Budget"


def test_a_cell_is_called_as_spreadsheets_do() -> None:
    assert [cell_name(0, column) for column in (0, 25, 26, 701, 702)] == [
        "A1", "Z1", "AA1", "ZZ1", "AAA1"
    ]  # fmt: skip


def test_lines_that_add_up_to_too_much_change_nothing() -> None:
    session = a_sample(SAMPLE_A)
    proposal = proposed(
        sheet(("P", 2027), ("7561 Cotisations sans contrepartie", 99_999_999), ("Cotisations", 1)),
        session,
    )
    before = session.dossier
    with pytest.raises(UserError, match="Rien n’a été changé"):
        take_import(session, proposal)
    assert session.dossier is before


# --- what is said before anything is written ------------------------------------------------------


def test_what_a_workbook_changes_is_told_beside_what_it_only_repeats() -> None:
    session = a_sample(SAMPLE_A)
    # 641 holds 9 800 €, 616 holds 180 €, 615 nothing.
    proposal = proposed(
        sheet(
            ("Charges", 2027),
            ("641 Rémunération des personnels", 9800),
            ("616 Assurance", 200),
            ("615 Entretien et réparation", 50),
        ),
        session,
    )
    facts = session.facts
    assert plain(written_in_words(facts, proposal)) == (
        "3 montants à écrire, dont 2 changent le budget."
    )
    said = [plain(one) for one in remarks_in_words(facts, proposal)]
    assert said == ["", "Était 180 €.", ""]
    take_import(session, proposal)
    assert plain(written_in_words(session.facts, proposal)) == (
        "3 montants à écrire, dont aucun ne change le budget."
    )


def test_what_a_line_held_follows_where_the_person_sends_the_row() -> None:
    session = a_sample(SAMPLE_A)
    proposal = proposed(sheet(("Charges", 2027), ("616 Assurance", 200), ("Bricoles", 12)), session)
    moved = proposal.placing(1, Target("line", "647"))
    assert plain(remarks_in_words(session.facts, moved)[1]).startswith("Était 300 €.")


def test_labels_merged_over_the_column_of_the_accounts_are_read() -> None:
    proposal = proposed(
        sheet(
            ("Budget de l’action", "", ""),
            ("Charges", "", 2027),
            ("60 Achats", "", 1600),
            ("601 Achats matières et fournitures", "", 1150),
            (613, "Locations", 600),
            (616, "Assurance", 180),
        )
    )
    found = where(proposal)
    assert found["601 Achats matières et fournitures"] == "601"
    assert (found["613 Locations"], found["616 Assurance"]) == ("613", "616")
    assert not any("sans libellé" in one.remark for one in proposal.lines)
