"""The settings are kept as they were chosen, and hold no secret."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvdesk.storage.settings import (
    FILE_NAME,
    MOST_RECENT,
    Settings,
    SettingsRefused,
    load_settings,
    save_settings,
)
from tests.storage.poor_disks import read_only

authors = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=200)
paths = st.from_regex(r"/[a-zé ]{1,20}(/[a-z]{1,8})?", fullmatch=True).map(Path)


@given(
    settings=st.builds(
        Settings,
        author=authors,
        espace=st.none() | paths,
        recent=st.lists(paths, max_size=4).map(tuple),
        last_folder=st.just("") | paths.map(str),
        theme=st.sampled_from(["systeme", "clair", "sombre"]),
        text_size=st.integers(80, 200),
    )
)
def test_what_is_saved_is_loaded(
    tmp_path_factory: pytest.TempPathFactory, settings: Settings
) -> None:
    folder = tmp_path_factory.mktemp("reglages")
    save_settings(folder, settings)
    assert load_settings(folder) == settings


def test_the_computer_is_named_once(tmp_path: Path) -> None:
    folder = tmp_path / "nouveau" / "reglages"
    first = load_settings(folder)
    assert load_settings(folder) == first
    assert load_settings(tmp_path / "autre").node != first.node


def test_a_computer_where_nothing_can_be_kept_still_has_settings(tmp_path: Path) -> None:
    with read_only(tmp_path):
        assert load_settings(tmp_path / "reglages").author == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"version": 1, "theme": "rose"}',
        b'{"mot_de_passe": "x"}',
        b"\xff",
        b"[" * 99999,
    ],
)
def test_settings_that_do_not_read_are_said_and_left(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(SettingsRefused, match="ne se lisent plus") as refusal:
        load_settings(tmp_path)
    assert refusal.value.remedy
    assert (tmp_path / FILE_NAME).read_bytes() == content


def test_the_settings_of_a_later_version_are_refused(tmp_path: Path) -> None:
    content = json.dumps({"version": 2, "nouveau": True})
    (tmp_path / FILE_NAME).write_text(content, encoding="utf-8")
    with pytest.raises(SettingsRefused, match="version plus récente"):
        load_settings(tmp_path)


def test_the_files_opened_last_come_first_and_once() -> None:
    settings = Settings()
    for number in [*range(MOST_RECENT + 3), 5]:
        settings = settings.with_recent(Path(f"/dossier{number}.cvdesk"))
    assert len(settings.recent) == MOST_RECENT
    assert settings.recent[:2] == (Path("/dossier5.cvdesk"), Path("/dossier14.cvdesk"))
