"""Passwords are slow to check and told by nobody; secrets are random and kept as hashes."""

from concurrent.futures import wait
from threading import Event

import pytest

from livesessions.runtime import passwords
from livesessions.runtime.passwords import (
    TooBusy,
    hash_now,
    hashed,
    matches,
    new_secret,
    secret_hash,
)


async def test_the_right_password_matches_its_hash() -> None:
    assert await matches("correct horse", await hashed("correct horse"))


async def test_another_password_does_not_match() -> None:
    assert not await matches("correct house", hash_now("correct horse"))


async def test_nothing_matches_where_there_is_no_hash() -> None:
    assert not await matches("correct horse", None)


async def test_a_damaged_hash_matches_nothing() -> None:
    assert not await matches("correct horse", "$argon2id$broken")


def test_hashes_are_argon2id_with_nineteen_mebibytes_and_two_passes() -> None:
    assert hash_now("x").split("$")[1:4] == ["argon2id", "v=19", "m=19456,t=2,p=1"]


async def test_a_flood_of_log_ins_is_turned_away_instead_of_queueing_for_ever() -> None:
    slow = Event()
    waiting = [passwords._submit(slow.wait) for _ in range(passwords.AT_A_TIME + passwords.WAITING)]
    with pytest.raises(TooBusy):
        await matches("x", "a hash")
    slow.set()
    wait(waiting)
    assert not await matches("x", "a hash")


def test_a_secret_is_256_random_bits_and_its_hash_says_nothing_of_it() -> None:
    one, other = new_secret(), new_secret()
    assert (len(one.text), one.text != other.text, one.hash) == (43, True, secret_hash(one.text))


def test_two_parts_of_a_secret_can_not_be_shifted_into_each_other() -> None:
    assert secret_hash("ab", "c") != secret_hash("a", "bc")


@pytest.mark.parametrize("text", ["pässwörd ✓", " spaces count ", "x" * 200])
async def test_any_text_can_be_a_password(text: str) -> None:
    assert await matches(text, await hashed(text))
