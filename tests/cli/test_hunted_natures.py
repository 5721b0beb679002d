"""What one kind of dossier is asked that only another can give: a sentence, and nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Shell

CONTRAT = ("--contrat", "gosb-2024", "--annees", "2027")
FORMS = {
    "association": ("--annees", "2027"), "pouvoir": (), "courrier": CONTRAT, "bilan": CONTRAT,
    "compte-rendu": CONTRAT,
}  # fmt: skip


@pytest.fixture
def empty(shell: Shell) -> dict[str, Path]:
    """One empty dossier of each kind that is no request."""
    found = {name: shell.folder / f"{name}.cvdesk" for name in FORMS}
    for name, path in found.items():
        assert shell("nouveau", "-o", path, "--formulaire", name, *FORMS[name]).code == 0
    return found


def test_only_a_request_is_prepared_again(shell: Shell, empty: dict[str, Path]) -> None:
    after = shell.folder / "apres.cvdesk"
    for path in empty.values():
        refused = shell("reconduire", path, "-o", after, "--annees", "2028")
        assert refused.code == 2
        assert "demande" in refused.err
        assert not after.exists()


@pytest.mark.parametrize("form", FORMS)
def test_a_request_is_prepared_again_as_a_request(shell: Shell, annuel: Path, form: str) -> None:
    after = shell.folder / "apres.cvdesk"
    refused = shell("reconduire", annuel, "-o", after, "--annees", "2028", "--formulaire", form)
    assert refused.code == 2
    assert not after.exists()


@pytest.mark.parametrize("form", ["association", "pouvoir"])
def test_what_follows_no_contract_moves_to_no_edition(
    shell: Shell, empty: dict[str, Path], form: str
) -> None:
    refused = shell("contrat-deplacer", empty[form], "--vers", "octobre 2024")
    assert refused.code == 2
    assert "ne suit aucun contrat" in refused.err.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("option", "name"),
    [
        (("--portail", "dauphin"), "copie.pdf"),
        (("--bordereau",), "bordereau.pdf"),
        (("--annexes",), "annexes.docx"),
        (("--lettres",), "lettres"),
    ],
)
def test_only_a_request_leaves_with_what_goes_beside_a_request(
    shell: Shell, empty: dict[str, Path], option: tuple[str, ...], name: str
) -> None:
    target = shell.folder / name
    for path in empty.values():
        refused = shell("exporter", path, *option, "-o", target)
        assert refused.code == 2
        assert "demande de subvention" in refused.err
        assert not target.exists()


def test_all_that_leaves_with_an_account_is_of_an_account(
    shell: Shell, empty: dict[str, Path]
) -> None:
    for name, path in empty.items():
        folder = shell.folder / f"tout-{name}"
        shell("exporter", path, "--tout", "-o", folder)
        written = {one.name[:2] for one in folder.iterdir()}
        assert {"00", "01", "08", "09"} <= written
        assert not written & {"02", "03", "04", "05"}


@pytest.mark.parametrize("form", ["pouvoir", "courrier", "bilan"])
def test_a_form_without_budget_says_so(shell: Shell, empty: dict[str, Path], form: str) -> None:
    assert "n’a pas de budget" in shell("budget", empty[form]).out
    assert shell("budget", empty[form], "--json").json["totaux"] == {}
    table = shell.folder / "budget.xlsx"
    refused = shell("exporter", empty[form], "--tableur", "-o", table)
    assert refused.code == 2
    assert "n’a pas de budget" in refused.err
    assert not table.exists()
