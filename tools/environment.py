"""Make .venv hold exactly what a lock file says. Standard library only: it runs before anything is installed.

python3 tools/environment.py requirements.lock

Does nothing when nothing changed. Ends with one sentence, and status 1, when it can't do its work. The
syntax stays that of older Pythons, so that even they can say which Python is needed.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PIP = "-m pip install --require-hashes --no-deps --no-input --progress-bar off --disable-pip-version-check -r"


class CannotGoOnError(Exception):
    """The sentence that tells a person what is missing."""


def main(lock: str) -> None:
    want_new_python()
    want_venv()
    want_packages(ROOT / lock)


def want_new_python() -> None:
    """Go on under a newer Python of this machine if the one that was called is too old."""
    if sys.version_info >= OLDEST:
        return
    for name in NEWER:
        path = shutil.which(name)
        if path and works(path, "pass"):
            os.execv(path, [path, *sys.argv])  # noqa: S606  (a Python of this machine, our own arguments)
    version = ".".join(str(part) for part in sys.version_info[:3])
    raise CannotGoOnError(
        f"Python 3.11 or newer is needed, python3 is {version} (name another: make PYTHON=python3.12 run)."
    )


def want_venv() -> None:
    if PYTHON.exists() and works(str(PYTHON), "import sys, pip; assert sys.version_info >= (3, 11)"):
        return
    say("Making the virtual environment in .venv")
    make = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    done = subprocess.run(make, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode == 0:
        return
    shutil.rmtree(str(VENV), ignore_errors=True)
    said = done.stdout.decode(errors="replace").strip()
    if "ensurepip" in said:
        raise CannotGoOnError(
            f"{sys.executable} can't make virtual environments: python3-venv (Debian) is missing."
        )
    raise CannotGoOnError(f"The virtual environment could not be made: {said}")


def want_packages(lock: Path) -> None:
    """Install the locked packages, hashes checked, unless this very lock was installed last time."""
    stamp = VENV / f"{lock.name}.installed"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    count = sum("==" in line for line in lock.read_text().splitlines())
    say(f"Installing {count} locked Python packages (about a minute the first time)")
    install([str(PYTHON), *PIP.split(), str(lock)])
    stamp.write_text(digest)


def install(command: list) -> None:
    """Run pip, show a count of what it has got so far, keep its whole story for the day it fails."""
    story = []
    got = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as pip:
        for raw in pip.stdout:
            story.append(raw.decode(errors="replace").rstrip())
            got += story[-1].startswith("Collecting ")
            if story[-1].startswith("Collecting ") and got % 20 == 0:
                say(f"  {got} fetched")
            if story[-1].startswith("Installing collected"):
                say("  all fetched, unpacking")
    if pip.returncode:
        say("\n".join(story[-15:]))
        raise CannotGoOnError("pip could not install the locked packages; its last words are above.")


def works(python: str, probe: str) -> bool:
    return subprocess.call([python, "-c", probe], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


def say(sentence: str) -> None:
    print(sentence, flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except CannotGoOnError as why:
        sys.exit(str(why))
