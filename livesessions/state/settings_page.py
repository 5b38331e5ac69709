"""The settings of the person who is logged in."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, SecretStr

from livesessions.domain import accounts as rules
from livesessions.queries.accounts import own_credentials, own_settings
from livesessions.runtime.passwords import hashed, matches
from livesessions.services.accounts import Preferences, WrongPassword, change_password, change_settings
from livesessions.state.base import SIGNED_IN, AppState, FieldErrors, Form, Rate, event
from livesessions.state.gate.caller import caller

GUESSES = Rate(times=10, seconds=900)


@dataclass(frozen=True)
class SettingsRow:
    """What the page shows."""

    name: str = ""
    email: str = ""
    verified: bool = True
    time_zone: str = ""
    locale: str = ""
    currency: str = ""


class Wishes(Form):
    name: Annotated[str, Field(max_length=300)] = ""
    time_zone: Annotated[str, Field(max_length=64)]
    locale: Annotated[str, Field(max_length=16)]
    currency: Annotated[str, Field(max_length=3)]


class PasswordChange(Form):
    present: Annotated[SecretStr, Field(max_length=rules.LONGEST_PASSWORD)]
    password: Annotated[SecretStr, Field(max_length=rules.LONGEST_PASSWORD)]


class SettingsState(FieldErrors, AppState):
    """The settings page: two forms, saved apart."""

    row: SettingsRow = SettingsRow()
    loaded: bool = False
    passwords_changed: int = 0  # the password form begins anew with each

    @event(SIGNED_IN, loads=True)
    async def load(self) -> None:
        """What is stored now."""
        self.errors = {}
        await self._show()
        self.loaded = True

    @event(SIGNED_IN)
    async def save(self, form: Wishes) -> None:
        """Name, time zone, formats, currency."""
        self.errors = {}
        await self.perform(change_settings, Preferences(**form.model_dump()))
        await self._show()
        self.say("Your settings are saved.")

    @event(SIGNED_IN, rate=GUESSES)
    async def change_password(self, form: PasswordChange) -> None:
        """A new password for who knows the present one; other browsers are logged out."""
        viewer = caller().viewer
        wanted = form.password.get_secret_value()
        self.errors = rules.password_problems(wanted, self.row.email, self.row.name)
        if self.errors or viewer is None:
            return
        stored = await self.ask(own_credentials)
        if not await matches(form.present.get_secret_value(), stored.password_hash):
            raise WrongPassword("This is not your present password.", field="present")
        await self.perform(
            change_password,
            matched_hash=stored.password_hash,
            new_hash=await hashed(wanted),
            keep_login=viewer.login_id,
        )
        self.passwords_changed += 1
        self.say("Your password is changed. All other browsers were logged out.")

    async def _show(self) -> None:
        mine = await self.ask(own_settings)
        self.row = SettingsRow(
            name=mine.name,
            email=mine.email,
            verified=mine.verified,
            time_zone=mine.time_zone,
            locale=mine.locale,
            currency=mine.currency,
        )
