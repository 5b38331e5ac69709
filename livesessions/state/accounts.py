"""Signing up and logging in.

A handler that lets somebody in ends with a ticket, which the page posts to /auth/enter (`components/accounts.py`).
"""

from typing import Annotated, Literal

import reflex as rx
from pydantic import Field, SecretStr
from reflex.event import EventSpec

from livesessions.domain import accounts as rules
from livesessions.queries.accounts import credentials
from livesessions.runtime import routes
from livesessions.runtime.passwords import hashed, matches
from livesessions.services.accounts import (
    NewAccount,
    WrongPassword,
    ask_to_verify,
    sign_up,
    start_login,
)
from livesessions.state.base import PUBLIC, SIGNED_IN, AppState, FieldErrors, Form, Rate, event
from livesessions.state.gate.caller import caller
from livesessions.state.tries import FORMS, LETTERS, mark, spend

Password = Annotated[SecretStr, Field(max_length=rules.LONGEST_PASSWORD)]
Text = Annotated[str, Field(max_length=300)]

# Tries at one account's password: from one address, or one browser that has been in it; and from anywhere else.
GUESSES_HERE = Rate(times=10, seconds=900)
GUESSES = Rate(times=100, seconds=3600)

PROBLEMS = {
    "dead_ticket": "That took too long, or was done already. Please log in again.",
    "suspended": "This account is suspended. Please write to us.",
}


class LogIn(Form):
    email: Text
    password: Password


class SignUp(Form):
    name: Text = ""
    email: Text = ""
    password: Password = SecretStr("")
    terms: Literal["on"] | None = None


class Entrance(FieldErrors, mixin=True):
    """For states whose form ends with a login: the ticket, and where to go on."""

    ticket: str = ""
    onward: str = ""
    other_way: str = ""  # from logging in to signing up, or back, with the same place to go on to
    sent_to: str = ""  # the address a letter went to, which is then what the page shows

    def _begin(self, onward: str) -> None:
        self.ticket = self.sent_to = ""
        self.errors = {}
        self.onward = routes.local(onward)


class LogInState(Entrance, AppState):
    """The log-in page."""

    explained: str = ""

    @event(PUBLIC, loads=True)
    async def load(self) -> EventSpec | None:
        """Explains what led here; who is logged in goes on at once."""
        self._begin(self.option("next", ""))
        self.other_way = routes.sign_up(then=self.onward)
        self.explained = PROBLEMS.get(self.option("problem", ""), "")
        return rx.redirect(self.onward) if caller().viewer else None

    @event(PUBLIC, rate=FORMS)
    async def log_in(self, form: LogIn) -> None:
        """A ticket for the right address and password; one answer for everything else."""
        self.errors, self.explained = {}, ""
        email = rules.normalise_email(form.email)
        known = await self.ask(credentials, email=email, visitor=caller().visitor)
        _count_guess(email, is_known=known is not None and known.knows_browser)
        stored = known.password_hash if known else None
        if not await matches(form.password.get_secret_value(), stored) or known is None:
            raise WrongPassword("This e-mail address and password don’t belong together.", field="password")
        self.ticket = await self.perform(
            start_login,
            user_id=known.user_id,
            matched_hash=known.password_hash,
            visitor=caller().visitor,
        )


class SignUpState(Entrance, AppState):
    """The sign-up page."""

    @event(PUBLIC, loads=True)
    async def load(self) -> EventSpec | None:
        """An empty form; who is logged in goes on at once."""
        self._begin(self.option("next", ""))
        self.other_way = routes.log_in(then=self.onward)
        return rx.redirect(self.onward) if caller().viewer else None

    @event(PUBLIC, rate=FORMS)
    async def sign_up(self, form: SignUp) -> None:
        """A new account and a ticket; for an address that has an account, a letter to its owner."""
        password = form.password.get_secret_value()
        self.errors = rules.sign_up_problems(form.name, form.email, password) | _terms_problem(form)
        if self.errors:
            return
        email = rules.normalise_email(form.email)
        spend(f"sign-up:{mark(email)}", LETTERS)
        account = NewAccount(form.name, email, await hashed(password), time_zone=self.viewer.zone)
        ticket = await self.perform(sign_up, account, visitor=caller().visitor)
        self.ticket = ticket or ""
        self.sent_to = "" if ticket else email


class AccountState(AppState):
    """What every page can do for the person who is logged in."""

    letter_sent: bool = False

    @event(SIGNED_IN, rate=LETTERS)
    async def send_verification(self) -> None:
        """One more letter with the link that verifies the address."""
        await self.perform(ask_to_verify)
        self.letter_sent = True


def _count_guess(email: str, *, is_known: bool) -> None:
    """Raises TooOften. A browser that was let in before counts alone: nobody else's guesses lock it out."""
    if is_known:
        return spend(f"log-in:{mark(email)}:{mark(caller().visitor)}", GUESSES_HERE)
    spend(f"log-in:{mark(email)}:{caller().address}", GUESSES_HERE)
    return spend(f"log-in:{mark(email)}", GUESSES)


def _terms_problem(form: SignUp) -> dict[str, str]:
    return {} if form.terms else {"terms": "Please agree to the terms to go on."}
