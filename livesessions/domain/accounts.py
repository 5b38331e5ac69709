"""Names, addresses and passwords as people type them: cleaned, and told all at once what is wrong."""

import re
import unicodedata
from itertools import pairwise

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200  # hashing time grows with it
LONGEST_EMAIL = 254  # RFC 5321
LONGEST_NAME = 80

_LOCAL = r"(?!\.)(?!.*\.\.)[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}(?<!\.)"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_EMAIL = re.compile(rf"{_LOCAL}@(?:{_LABEL}\.)+(?=[a-z])(?!.$){_LABEL}")

# The most used passwords of ten characters and more, and what people make of short ones to get there.
_MOST_USED = """
1234567890 0123456789 9876543210 12345678910 1234567891 123456789a a123456789 1111111111 0000000000 1q2w3e4r5t
1qaz2wsx3edc q1w2e3r4t5 qwertyuiop qwerty12345 qwerty123456 qwertyqwerty asdfghjkl1 asdfghjkl123 1234qwerasdf
qazwsxedcrfv abcdefghij abcd123456 abc1234567 abcdef1234 password12 password123 password1234 password12345
passwordpassword passw0rd123 p@ssw0rd123 p@ssword123 letmein123 letmein1234 welcome123 welcome1234 iloveyou12
iloveyou123 iloveyou1234 administrator changeme123 superman123 football123 baseball123 princess123 sunshine123
michael123 charlie123 dragon12345 monkey12345 trustno1trustno1 unknown123 internet123 computer123 liverpool1
manchester basketball 1234554321 1122334455 livesessions livesession1 correcthorsebatterystaple
"""
_COMMON = frozenset(_MOST_USED.split())


def normalise_email(text: str) -> str:
    """The one form an address is stored and looked up in: trimmed, lower case, its domain in ASCII (IDNA).

    Domains don't know upper case, and no provider people use tells addresses apart by it.
    """
    address = unicodedata.normalize("NFKC", text).strip().lower()
    local, at, domain = address.rpartition("@")
    try:
        return local + at + domain.encode("idna").decode("ascii")
    except UnicodeError:
        return address


def clean_name(text: str) -> str:
    """The name with single spaces, as it will be shown."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def sign_up_problems(name: str, email: str, password: str) -> dict[str, str]:
    """Field (`name`, `email`, `password`) → what is wrong with it; empty if an account can be made."""
    return name_problems(name) | email_problems(email) | password_problems(password, email, name)


def name_problems(name: str) -> dict[str, str]:
    """A name is up to 80 characters with at least one letter, and no address or link."""
    cleaned = clean_name(name)
    if not cleaned:
        return {"name": "Tell us your name."}
    if len(cleaned) > LONGEST_NAME:
        return {"name": f"Please keep your name under {LONGEST_NAME} characters."}
    if not any(character.isalpha() for character in cleaned):
        return {"name": "A name has at least one letter."}
    # Names appear in letters and on pages: links and marks that reorder text are how spam gets there.
    if re.search(r"[@<>/]|www\.", cleaned.lower()) or _has_hidden(cleaned):
        return {"name": "Please write your name without links or special signs."}
    if re.search(r"\w\.\w{2}", cleaned):  # mail programs make a link of it
        return {"name": "Please put a space after a full stop."}
    return {}


def email_problems(email: str) -> dict[str, str]:
    """Whether it looks like an address; only a letter to it proves that it is one."""
    address = normalise_email(email)
    if not address:
        return {"email": "Tell us your e-mail address."}
    if len(address) > LONGEST_EMAIL or _EMAIL.fullmatch(address) is None:
        return {"email": "That doesn't look like an e-mail address, such as ada@example.org."}
    return {}


def password_problems(password: str, email: str = "", name: str = "") -> dict[str, str]:
    """At least 10 characters and hard to guess; no rules about kinds of characters (NIST SP 800-63B)."""
    if len(password) < SHORTEST_PASSWORD:
        return {"password": f"Use at least {SHORTEST_PASSWORD} characters. A few words in a row are fine."}
    if len(password) > LONGEST_PASSWORD:
        return {"password": f"Please keep it under {LONGEST_PASSWORD} characters."}
    if _is_personal(password, email, name):
        return {"password": "Don't use your name or e-mail address as your password."}
    if _is_common(password):
        return {"password": "This password is among the first that people guess. Choose another one."}
    return {}


def _has_hidden(text: str) -> bool:
    # Cc, Cf, Co, Cs: controls, text direction, private signs. Joiners (Cf) are spelling in some scripts.
    return any(unicodedata.category(c)[0] == "C" and c not in "\u200c\u200d" for c in text)


def _is_personal(password: str, email: str, name: str) -> bool:
    address = normalise_email(email)
    own = {address, address.partition("@")[0], _letters(address), _letters(clean_name(name))}
    return bool({password.strip().lower(), _letters(password)} & (own - {""}))


def _letters(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())


def _is_common(password: str) -> bool:
    lower = password.strip().lower()
    return lower in _COMMON or lower.rstrip("!.?*#") in _COMMON or len(set(lower)) < 4 or _is_run(lower)


def _is_run(text: str) -> bool:
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    return steps in ({1}, {-1})
