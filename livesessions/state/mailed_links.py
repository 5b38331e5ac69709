"""The pages before and behind the links in letters: a new password, a verified address."""

from dataclasses import replace
from typing import Literal

from pydantic import SecretStr

from livesessions.domain import accounts as rules
from livesessions.models import TokenPurpose
from livesessions.queries.accounts import check_link
from livesessions.runtime.passwords import hashed
from livesessions.services.accounts import DeadLink, ask_for_new_password, reset_password, verify_email
from livesessions.state.accounts import Entrance, Password, Text
from livesessions.state.base import PUBLIC, AppState, Form, event
from livesessions.state.gate.caller import caller
from livesessions.state.tries import FORMS, LETTERS, mark, spend


class Address(Form):
    email: Text = ""


class NewPassword(Form):
    password: Password = SecretStr("")


class ForgotPasswordState(Entrance, AppState):
    """The page that sends a link to a new password."""

    @event(PUBLIC, loads=True)
    async def load(self) -> None:
        """An empty form."""
        self._begin("")

    @event(PUBLIC, rate=FORMS)
    async def send_link(self, form: Address) -> None:
        """The same answer for known and unknown addresses."""
        self.errors = rules.email_problems(form.email)
        if self.errors:
            return
        email = rules.normalise_email(form.email)
        spend(f"reset:{mark(email)}", LETTERS)
        await self.perform(ask_for_new_password, email=email)
        self.sent_to = email


class ResetPasswordState(Entrance, AppState):
    """The page behind that link."""

    dead: str = ""  # why the link opens nothing
    ready: bool = False
    _secret: str = ""

    @event(PUBLIC, loads=True)
    async def load(self) -> None:
        """Says at once, and not after typing, that a link is too old."""
        self._begin("")
        self.ready, self.dead, self._secret = False, "", self.option("token", "")
        await self._open()

    @event(PUBLIC, rate=FORMS)
    async def choose(self, form: NewPassword) -> None:
        """Sets the password; every login ends and this browser begins a new one."""
        password = form.password.get_secret_value()
        self.errors = rules.password_problems(password)
        if self.errors:
            return
        try:
            self.ticket = await self.perform(
                reset_password,
                secret=self._secret,
                password_hash=await hashed(password),
                visitor=caller().visitor,
            )
        except DeadLink as no:
            self.dead = no.message

    async def _open(self) -> None:
        try:
            await self.ask(check_link, secret=self._secret, purpose=TokenPurpose.RESET_PASSWORD)
        except DeadLink as no:
            self.dead = no.message
        else:
            self.ready = True


class VerifyEmailState(AppState):
    """The page behind the link in the first letter."""

    outcome: Literal["", "verified", "dead"] = ""
    dead: str = ""

    @event(PUBLIC, loads=True)
    async def load(self) -> None:
        """Verifies the address; loading it twice does no harm."""
        self.outcome, self.dead = "", ""
        try:
            user_id = await self.perform(verify_email, secret=self.option("token", ""))
        except DeadLink as no:
            self.outcome, self.dead = "dead", no.message
            return
        self.outcome = "verified"
        if caller().actor.user_id == user_id:
            self.viewer = replace(self.viewer, must_verify=False)
