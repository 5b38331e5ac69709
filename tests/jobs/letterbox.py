"""Where letters end in tests."""

from collections.abc import Mapping
from typing import Any

from livesessions.gateways.mail import Letter


class Letters:
    """A mail gateway that keeps what it is given."""

    def __init__(self) -> None:
        self.sent: list[Letter] = []

    def send(self, letter: Letter) -> None:
        self.sent.append(letter)

    def calendars(self) -> Mapping[str, Any]:
        return {letter.to: letter.calendars[0] for letter in self.sent if letter.calendars}
