"""Becoming an instructor, and the profile form afterwards."""

from typing import Annotated

import reflex as rx
from pydantic import Field
from reflex.event import EventSpec

from livesessions.queries.accounts import own_settings
from livesessions.queries.instructors import own_profile
from livesessions.runtime import routes
from livesessions.services.instructors import Profile, become_instructor, edit_profile
from livesessions.state.base import SIGNED_IN, AppState, FieldErrors, Form, event, role


class ProfileForm(Form):
    headline: Annotated[str, Field(max_length=1_000)] = ""
    bio: str = ""
    time_zone: Annotated[str, Field(max_length=64)] = ""


class ProfileState(FieldErrors, AppState):
    """One page for both: who is no instructor yet becomes one, who is one edits the profile."""

    loaded: bool = False
    teaches: bool = False
    verified: bool = True
    slug: str = ""
    headline: str = ""
    bio: str = ""
    time_zone: str = ""

    @event(SIGNED_IN, loads=True)
    async def load(self) -> None:
        """The profile as it is, or an empty one."""
        self.errors = {}
        settings, profile = await self.ask(own_settings), await self.ask(own_profile)
        self.verified, self.time_zone = settings.verified, settings.time_zone
        self.teaches = profile is not None
        self.slug = profile.slug if profile else ""
        self.headline = profile.headline if profile else ""
        self.bio = profile.bio if profile else ""
        self.loaded = True

    @event(SIGNED_IN)
    async def become(self, form: ProfileForm) -> EventSpec:
        """Makes the person an instructor and leads to their weekly hours."""
        self.errors = {}
        profile = Profile(form.headline, form.bio)
        await self.perform(become_instructor, profile, time_zone=form.time_zone)
        self.say("You are an instructor now. Next: when do you want to teach?")
        return rx.redirect(routes.DASHBOARD_SESSIONS)

    @event(role("instructor"))
    async def save(self, form: ProfileForm) -> None:
        """Changes what learners read."""
        self.errors = {}
        await self.perform(edit_profile, Profile(form.headline, form.bio))
        self.say("Your profile is saved.")
