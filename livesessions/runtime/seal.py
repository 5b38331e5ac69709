"""Secrets that have to be read again, such as the address of somebody's calendar: sealed where they are stored.

    use_seal(Seal(settings.secrets))
    row.address = the_seal().close("https://…")        # in a use case
    fetch(the_seal().open(row.address))                # in a job, at the last moment

Fernet (AES and an HMAC) under keys derived from SECRET_KEY by HKDF (RFC 5869). The first secret seals, all of
them open: whoever changes SECRET_KEY names the old one in FORMER_SECRET_KEYS until everything is sealed anew.
"""

from base64 import urlsafe_b64encode
from collections.abc import Iterable

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PURPOSE = b"livesessions: secrets that are read again"


class SealBroken(Exception):
    """None of the secrets opens this: it was sealed under another one, or altered."""


class Seal:
    """Closes with the first of the secrets, opens with any."""

    def __init__(self, secrets: Iterable[str]) -> None:
        keys = [Fernet(_key(secret)) for secret in secrets]
        self._present, self._all = keys[0], MultiFernet(keys)

    def close(self, text: str) -> str:
        """The text for nobody's eyes, another one each time."""
        return self._present.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """The text again. Errors: SealBroken."""
        try:
            return self._all.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise SealBroken from None

    def is_former(self, sealed: str) -> bool:
        """Whether it opens, and not with the present secret: time to seal it anew."""
        return not _opens(self._present, sealed) and _opens(self._all, sealed)


def _opens(key: Fernet | MultiFernet, sealed: str) -> bool:
    try:
        key.decrypt(sealed.encode())
    except InvalidToken:
        return False
    return True


def _key(secret: str) -> bytes:
    derived = HKDF(SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return urlsafe_b64encode(derived)


_seal: list[Seal] = []


def use_seal(seal: Seal) -> Seal:
    """Makes `seal` the one that secrets are closed and opened with."""
    _seal[:] = [seal]
    return seal


def the_seal() -> Seal:
    """The seal in use; an error before the composition root has said which."""
    if not _seal:
        raise RuntimeError("there is no seal: the composition root brings it at start")
    return _seal[0]
