"""One port, one worker process, a clean end."""

import http.client
import multiprocessing
import os
import socket
import threading
import time
from collections.abc import Callable

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

APP = "livesessions.livesessions:app"
EVERYWHERE = "0.0.0.0"  # noqa: S104
STOP_WITHIN = 8  # seconds a request in the middle of its work may delay the end; containers get ten


class PortTaken(Exception):
    """Another program listens on the port we were asked to use."""


def want_port(host: str, port: int) -> None:
    """Raise PortTaken, in a sentence for the person, if the port can't be bound now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(f"Port {port} can't be used ({error.strerror}): try PORT={port + 1}.") from error


def serve(host: str, port: int, *, when_ready: Callable[[], None]) -> None:
    """Serve the built app until SIGTERM or SIGINT; `when_ready` is called once it answers."""
    # The build is there already: Reflex must only load the app, not compile it again.
    os.environ |= {"__REFLEX_SKIP_COMPILE": "1", "REFLEX_ENV_MODE": "prod"}
    # A forked worker would inherit locks that the thread below may hold at that moment.
    multiprocessing.set_start_method("spawn", force=True)
    threading.Thread(target=_announce, args=(host, port, when_ready), daemon=True).start()
    Server(
        APP,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        factory=True,
        log_level=LogLevels.warning,
        workers_kill_timeout=STOP_WITHIN,
    ).serve()


def _announce(host: str, port: int, when_ready: Callable[[], None]) -> None:
    while not _answers(host, port):
        time.sleep(0.1)
    when_ready()


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1" if host == EVERYWHERE else host, port, timeout=5)
    try:
        connection.request("GET", "/ping")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
