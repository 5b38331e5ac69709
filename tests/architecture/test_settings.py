"""The operator finds every setting, and no other, in .env.example."""

import re
from pathlib import Path

import pytest

from livesessions.runtime.settings import Settings, load_settings
from tests.architecture.source import ROOT, modules


def test_every_setting_is_documented_and_every_documented_one_exists() -> None:
    documented = re.findall(r"^#([A-Z][A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert sorted(documented) == sorted(name.upper() for name in Settings.model_fields)


def test_the_product_names_no_place_on_a_developers_machine() -> None:
    places = re.compile(r"[\"'\s](/(home|root|Users|tmp|opt|work)/)")
    texts = {path: (ROOT / path).read_text() for path in modules()}
    assert [path for path, text in texts.items() if places.search(text)] == []


def test_the_documented_defaults_are_the_real_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lines = (ROOT / ".env.example").read_text().splitlines()
    Path(".env").write_text("\n".join(line[1:] for line in lines if re.match(r"#[A-Z]", line)))
    assert load_settings() == load_settings(_env_file=None)
