"""A port that is taken is said before anything else is done."""

import socket
from collections.abc import Iterator

import pytest

from livesessions.runtime.serve import PortTaken, want_port


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_taken_port_is_named_with_a_way_out(taken: int) -> None:
    with pytest.raises(PortTaken) as refusal:
        want_port("127.0.0.1", taken)
    assert str(refusal.value) == f"Port {taken} can't be used (Address already in use): try PORT={taken + 1}."


def test_a_port_that_is_free_stays_free() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    want_port("127.0.0.1", port)
    want_port("127.0.0.1", port)
