"""What a lock says: names, versions, hashes. Where packages come from is each machine's own affair."""

import json
import re

import pytest

from tests.architecture.source import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock")
JAVASCRIPT = ROOT / "reflex.lock" / "package-lock.json"


@pytest.mark.parametrize("name", LOCKS)
def test_a_python_lock_names_no_registry(name: str) -> None:
    assert "://" not in (ROOT / name).read_text()


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_python_package_has_a_hash(name: str) -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / name).read_text().strip())
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_tools_are_locked_to_the_apps_own_versions() -> None:
    app, tools = (set(re.findall(r"^\S+==\S+", (ROOT / name).read_text(), re.MULTILINE)) for name in LOCKS)
    assert app - tools == set()


def test_the_javascript_lock_names_no_registry_and_hashes_everything() -> None:
    packages = json.loads(JAVASCRIPT.read_text())["packages"]
    del packages[""]
    assert [name for name, entry in packages.items() if "resolved" in entry or "integrity" not in entry] == []
