"""The commands, typed wrongly or at a bad moment: one clear sentence and a failure."""

import os
import socket
import subprocess
import sys

from tests.journeys.server import ROOT


def said(*command: str, **settings: str) -> tuple[int, str]:
    done = subprocess.run(command, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True)
    return done.returncode, (done.stdout + done.stderr).splitlines()[0]


def test_a_taken_port() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        code, sentence = said(sys.executable, "-m", "livesessions", "run", PORT=str(port))
    assert (code, sentence) == (
        1,
        f"Port {port} can't be used (Address already in use): try PORT={port + 1}.",
    )


def test_a_wrong_setting() -> None:
    code, sentence = said(sys.executable, "-m", "livesessions", "run", PLATFORM_FEE_PERCENTAGE="101")
    assert (code, sentence) == (1, "PLATFORM_FEE_PERCENTAGE: Input should be less than or equal to 100")


def test_no_python() -> None:
    code, sentence = said("make", "run", "PYTHON=no-such-python", MAKELEVEL="0", MAKEFLAGS="")
    assert (code, sentence) == (2, "Python 3.11 or newer is needed, and there is no no-such-python here.")


def test_an_unknown_command() -> None:
    code, sentence = said(sys.executable, "-m", "livesessions", "dance")
    names = "run | dev | serve | build | migrate | seed | ledger export | ledger check | audit check | admin EMAIL"
    assert (code, sentence) == (1, f"Usage: python -m livesessions {names} | migration MESSAGE")
