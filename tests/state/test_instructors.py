"""Becoming an instructor, as the page does it."""

from reflex.event import Event

from livesessions.queries.instructors import own_profile
from livesessions.runtime.work import Door, ask
from livesessions.state.instructors import ProfileForm, ProfileState
from tests.people import PROFILE, Person, a_person, again, an_instructor
from tests.state.screens import screen, seen_by

FORM = ProfileForm(headline="Rust, gently", bio="Ten years of it.", time_zone="Asia/Kolkata")


async def shown(person: Person) -> ProfileState:
    state = await screen(ProfileState)
    with seen_by(person):
        await state.load()
    return state


async def test_a_learner_sees_an_empty_form_in_their_own_zone(door: Door) -> None:
    state = await shown(a_person())
    assert (state.teaches, state.verified, state.headline, state.time_zone) == (
        False,
        True,
        "",
        "Europe/Berlin",
    )


async def test_becoming_one_leads_to_the_weekly_hours(door: Door) -> None:
    person = a_person()
    state = await shown(person)
    with seen_by(person):
        (sent,) = Event.from_event_type(await state.become(FORM))
    assert sent.payload["path"] == "/instructor/dashboard/sessions"
    assert again(person).viewer.roles == {"learner", "instructor"}


async def test_an_unverified_person_is_told_what_is_missing(door: Door) -> None:
    person = a_person(verified=False)
    state = await shown(person)
    with seen_by(person):
        await state.become(FORM)
    assert (state.verified, state.notice.text[:45]) == (
        False,
        "Please confirm your e-mail address first: lea",
    )


async def test_an_empty_headline_is_told_at_its_field(door: Door) -> None:
    person = a_person()
    state = await shown(person)
    with seen_by(person):
        await state.become(ProfileForm(time_zone="Asia/Kolkata"))
    assert state.errors == {"headline": "Say in a few words what you teach."}


async def test_an_instructor_edits_the_profile(door: Door) -> None:
    person = an_instructor()
    state = await shown(person)
    assert (state.teaches, state.headline) == (True, PROFILE.headline)
    with seen_by(person):
        await state.save(FORM)
    assert ask(person.actor, own_profile).headline == "Rust, gently"
