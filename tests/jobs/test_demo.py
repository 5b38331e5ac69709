"""The demo's season: all of it or nothing, and told apart from other people's data."""

from pathlib import Path

import pytest

from livesessions.__main__ import start
from livesessions.jobs.demo import HalfPlayed, fill_if_empty, logins
from livesessions.queries.demo import is_empty
from livesessions.runtime.settings import Settings
from livesessions.runtime.work import GUEST, Door, ask, open_door
from tests.people import a_person

LENA = "a learner: lena@demo.livesessions.example / demo-sessions"


class Killed(BaseException):
    """As if the process had ended there."""


@pytest.fixture
def settings(door: Door, tmp_path: Path) -> Settings:
    url = door.engine.url.render_as_string(hide_password=False)
    return Settings(data_dir=tmp_path / "data", database_url=url)


@pytest.fixture
def half_played(settings: Settings) -> Settings:
    settings.data_dir.mkdir()
    with pytest.raises(Killed):
        fill_if_empty(settings, kill_in_the_season, days=2)
    return settings


def kill_in_the_season(line: str) -> None:
    if "sessions in" in line:
        raise Killed


def silently(_line: str) -> None:
    """Nobody listens."""


def test_an_interrupted_season_is_played_again_or_refused(half_played: Settings, door: Door) -> None:
    if door.engine.dialect.name == "sqlite":
        fill_if_empty(half_played, silently, days=2)
        assert logins(half_played)[0] == LENA
    else:
        with pytest.raises(HalfPlayed, match="half of it is in the database"):
            fill_if_empty(half_played, silently, days=2)


def test_nobody_sees_half_a_season_in_a_file(half_played: Settings, door: Door) -> None:
    open_door(door)
    assert ask(GUEST, is_empty) is (door.engine.dialect.name == "sqlite")


def test_a_database_with_people_in_it_is_left_alone(settings: Settings, door: Door) -> None:
    a_person("mia@example.com")
    fill_if_empty(settings, silently, days=2)
    assert logins(settings) == []


def test_production_does_not_start_with_accounts_of_the_demo(settings: Settings) -> None:
    a_person("lena@demo.livesessions.example")
    live = settings.model_copy(update={"environment": "production"})
    with pytest.raises(SystemExit, match="demo"):
        start(live)
