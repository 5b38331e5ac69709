"""Sealing what has to be read again."""

import pytest

from livesessions.runtime.seal import Seal, SealBroken
from livesessions.runtime.settings import Settings


def test_what_is_closed_opens_again_and_reads_as_nothing() -> None:
    seal = Seal(["one"])
    closed = seal.close("https://a.example/é")
    assert (seal.open(closed), "example" in closed) == ("https://a.example/é", False)


def test_the_same_text_closes_differently_each_time() -> None:
    assert len({Seal(["one"]).close("x") for _ in range(3)}) == 3


@pytest.mark.parametrize(
    "sealed",
    ["", "x", "https://a.example/", "é", Seal(["two"]).close("x")],
    ids=["nothing", "a letter", "an address", "no ASCII", "another secret"],  # the last is new each time
)
def test_what_was_closed_otherwise_does_not_open(sealed: str) -> None:
    with pytest.raises(SealBroken):
        Seal(["one"]).open(sealed)


def test_former_secrets_open_and_say_that_they_are_former() -> None:
    before, now = Seal(["old"]), Seal(["new", "old"])
    assert (now.open(before.close("x")), now.is_former(before.close("x"))) == ("x", True)
    assert (now.is_former(now.close("x")), now.is_former("nonsense")) == (False, False)


def test_the_settings_name_the_present_secret_first() -> None:
    settings = Settings(_env_file=None, secret_key="new", former_secret_keys="old, older")
    assert settings.secrets == ("new", "old", "older")
