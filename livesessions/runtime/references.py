"""Names for things that people read aloud and strangers can't guess."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0/O, no 1/I/L


def new_reference() -> str:
    """Ten characters, 49 bits: "K7QX2MPA9D"."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10))
