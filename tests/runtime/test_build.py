"""When the front end is built again, and when not."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from livesessions.runtime.build import fingerprint, tool_environment


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("livesessions/pages", "livesessions/__pycache__", "assets/external", "reflex.lock"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "livesessions/pages/home.py").write_text("home = 1")
    (tmp_path / "rxconfig.py").write_text("config = 1")
    (tmp_path / "requirements.lock").write_text("reflex==0.10.1")
    return tmp_path


@pytest.mark.parametrize(
    "change",
    [
        lambda tree: (tree / "livesessions/pages/home.py").write_text("home = 2"),
        lambda tree: (tree / "livesessions/pages/home.py").rename(tree / "livesessions/pages/start.py"),
        lambda tree: (tree / "assets/icon.svg").write_text("<svg/>"),
        lambda tree: (tree / "requirements.lock").write_text("reflex==0.10.2"),
        lambda tree: (tree / "reflex.lock/package-lock.json").write_text("{}"),
        lambda tree: (tree / "rxconfig.py").unlink(),
    ],
)
def test_what_the_front_end_is_made_from_counts(tree: Path, change: Callable[[Path], object]) -> None:
    before = fingerprint(tree)
    change(tree)
    assert fingerprint(tree) != before


def test_what_tools_leave_behind_does_not_count(tree: Path) -> None:
    before = fingerprint(tree)
    (tree / "livesessions/__pycache__/home.pyc").write_bytes(b"1")
    (tree / "assets/external/link.js").write_text("1")
    (tree / "README.md").write_text("1")
    assert fingerprint(tree) == before


def test_a_moment_alone_changes_nothing(tree: Path) -> None:
    before = fingerprint(tree)
    (tree / "livesessions/pages/home.py").touch()
    assert fingerprint(tree) == before


def test_the_tools_find_the_node_of_the_environment_first() -> None:
    where = subprocess.run(["which", "node"], env=tool_environment(), capture_output=True, text=True)
    assert where.stdout.strip() == str(Path(sys.executable).parent / "node")


def test_a_registry_that_is_named_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NPM_CONFIG_REGISTRY", "https://packages.example/npm")
    assert tool_environment()["NPM_CONFIG_REGISTRY"] == "https://packages.example/npm"
