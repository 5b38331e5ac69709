"""The cookies we know a browser by.

Over https their names begin with `__Host-`: no subdomain and no plain http answer can plant them.
"""

from dataclasses import dataclass

ZONE = "zone"


@dataclass(frozen=True, slots=True)
class Cookies:
    """The names: `login` is the person's (set at log-in), `visitor` the browser's (set with the first page).

    `zone` is what the browser's script says its time zone is: a wish, no secret.
    """

    secure: bool

    @property
    def login(self) -> str:
        return f"{self._prefix}login"

    @property
    def visitor(self) -> str:
        return f"{self._prefix}visitor"

    @property
    def _prefix(self) -> str:
        return "__Host-" if self.secure else ""


def read_cookies(header: str) -> dict[str, str]:
    """A Cookie header's values by name; of two with one name the first, the more specific (RFC 6265 §5.4)."""
    found: dict[str, str] = {}
    for pair in header.split(";"):
        name, equals, value = pair.strip().partition("=")
        if equals:
            found.setdefault(name, value.strip('"'))
    return found
