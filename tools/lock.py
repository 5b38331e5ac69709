"""Remake the two Python locks from pyproject.toml: names, versions and hashes, no registry addresses.

python tools/lock.py [--upgrade]    what is pinned stays pinned, unless --upgrade asks for the newest
"""

import subprocess
import sys

COMPILE = "-m uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --quiet"
BARE = "--no-emit-index-url --no-emit-find-links --no-header --no-annotate"


def main(options: list[str]) -> None:
    run([*options, "--output-file", "requirements.lock"])
    # The tools must fit the app's own versions, never move them.
    also = ["--group", "dev", "--constraints", "requirements.lock"]
    run([*options, *also, "--output-file", "requirements-dev.lock"])


def run(options: list[str]) -> None:
    command = [sys.executable, *COMPILE.split(), *BARE.split(), *options]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main(sys.argv[1:])
