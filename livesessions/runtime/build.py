"""The front end: built by Reflex and npm when its inputs changed, and only then."""

import fcntl
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / ".web"
BUILT = WEB / "build" / "client"
ROUTES = WEB / "routes.json"
INPUTS = ("livesessions", "assets", "rxconfig.py", "reflex.lock", "requirements.lock")
# Inside the folder Reflex empties before it builds: an interrupted build leaves no stamp behind.
STAMP = WEB / "build" / "inputs.sha256"


class BuildFailed(Exception):
    """The front end could not be built; the tool's own words are in the message."""


def ensure_built() -> bool:
    """Build unless the last build had the same inputs. True if it had to; raises BuildFailed.

    Two processes that ask at once build once.
    """
    with _alone():
        wanted = fingerprint()
        if STAMP.exists() and STAMP.read_text() == wanted:
            return False
        with _unshuffled(ROOT / "reflex.lock" / "package.json"):
            _export()
        STAMP.write_text(fingerprint())
        return True


def fingerprint(root: Path = ROOT) -> str:
    """A digest of every file the front end is made from, by name and content."""
    digest = hashlib.sha256()
    for path in _inputs(root):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root)}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _inputs(root: Path) -> Iterator[Path]:
    made_by_tools = root / "assets" / "external"
    for name in INPUTS:
        top = root / name
        found = sorted(top.rglob("*")) if top.is_dir() else [top]
        yield from (
            path
            for path in found
            if path.is_file() and "__pycache__" not in path.parts and not path.is_relative_to(made_by_tools)
        )


def _export() -> None:
    command = [sys.executable, "-m", "reflex", "export", "--frontend-only", "--no-zip"]
    # A person sees Reflex's own progress bars; a log gets its words only if it fails.
    out = None if sys.stdout.isatty() else subprocess.PIPE
    done = subprocess.run(
        command, cwd=ROOT, env=tool_environment(), stdout=out, stderr=out and subprocess.STDOUT, text=True
    )
    if done.returncode:
        raise BuildFailed(f"The front end could not be built. {(done.stdout or '')[-4000:]}".rstrip())


@contextmanager
def _unshuffled(path: Path) -> Iterator[None]:
    """Leaves the JSON file as it was if it says the same afterwards: npm shuffles what it doesn't change."""
    before = path.read_text()
    yield
    if json.loads(path.read_text()) == json.loads(before):
        path.write_text(before)


def tool_environment() -> dict[str, str]:
    """This environment, with the virtual environment's node first, as Reflex and npm need it.

    The package registry is the one npm is configured for (without it Reflex goes and measures mirrors), and
    npm keeps its address out of the lock.
    """
    tools = str(Path(sys.executable).parent)
    path = f"{tools}{os.pathsep}{os.environ.get('PATH', '')}"
    environment = os.environ | {"PATH": path, "NPM_CONFIG_OMIT_LOCKFILE_REGISTRY_RESOLVED": "true"}
    if "NPM_CONFIG_REGISTRY" not in environment:
        npm = subprocess.run(
            [f"{tools}/npm", "config", "get", "registry"], env=environment, capture_output=True, text=True
        )
        environment["NPM_CONFIG_REGISTRY"] = npm.stdout.strip()
    return environment


@contextmanager
def _alone() -> Iterator[None]:
    # A file that Reflex leaves alone: on a first build it makes its own folder anew, with everything in it.
    with (ROOT / "rxconfig.py").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
