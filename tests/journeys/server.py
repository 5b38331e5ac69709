"""The built app, started by the command people use, on a free port with a database of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[2]
SECRET_KEY = "a secret of the journeys"
PATIENCE = 180  # seconds for a start on a busy machine


@dataclass(frozen=True, slots=True)
class AppServer:
    """A running app: its address, its folder of data and letters, its process, what it said."""

    base_url: str
    data_dir: Path
    process: subprocess.Popen[bytes]
    log: Path

    def stop(self) -> int:
        """Ask it to end as an operator does; gives its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=20)


@contextmanager
def running(folder: Path, **settings: str) -> Iterator[AppServer]:
    """The app with its data in `folder` and these extra settings, stopped at the end."""
    port = free_port()
    log = folder / "server.log"
    surroundings = environment(folder, port, settings)
    with log.open("wb") as output:
        assert command("migrate", surroundings, output).wait() == 0, log.read_text()
        process = command("serve", surroundings, output)
    server = AppServer(f"http://localhost:{port}", folder, process, log)
    try:
        wait_for(server)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=20)


def command(name: str, settings: Mapping[str, str], output: object) -> subprocess.Popen[bytes]:
    arguments = [sys.executable, "-m", "livesessions", name]
    return subprocess.Popen(arguments, cwd=ROOT, env=settings, stdout=output, stderr=subprocess.STDOUT)


def environment(folder: Path, port: int, settings: Mapping[str, str]) -> dict[str, str]:
    own = {
        "PORT": str(port),
        "DATA_DIR": str(folder),
        "DATABASE_URL": "",
        "REDIS_URL": "",
        "SECRET_KEY": SECRET_KEY,
        "STRIPE_SECRET_KEY": "",
    }
    return os.environ | own | {"BASE_URL": f"http://localhost:{port}"} | settings


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(server: AppServer) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            return httpx.get(f"{server.base_url}/ping").raise_for_status() and None
        except httpx.HTTPError:
            time.sleep(0.1)
    raise AssertionError(f"The app did not start:\n{server.log.read_text()}")
