"""Becoming an instructor, and the profile."""

from dataclasses import replace

import pytest

from livesessions.domain.errors import Invalid, NotAllowed
from livesessions.queries.instructors import OwnProfile, own_profile
from livesessions.runtime.work import GUEST, Door, ask, perform
from livesessions.services.instructors import (
    AlreadyInstructor,
    NotVerified,
    become_instructor,
    edit_profile,
)
from tests.people import PROFILE, a_person, again, an_instructor

BERLIN = "Europe/Berlin"


def test_a_verified_person_becomes_an_instructor(door: Door) -> None:
    person = a_person(name="Ivo Lang")
    assert perform(person.actor, become_instructor, PROFILE, time_zone=BERLIN) == "ivo-lang"
    assert again(person).viewer.roles == {"learner", "instructor"}


def test_an_unverified_person_does_not(door: Door) -> None:
    with pytest.raises(NotVerified):
        perform(a_person(verified=False).actor, become_instructor, PROFILE, time_zone=BERLIN)


def test_guests_do_not(door: Door) -> None:
    with pytest.raises(NotAllowed):
        perform(GUEST, become_instructor, PROFILE, time_zone=BERLIN)


def test_nobody_becomes_an_instructor_twice(door: Door) -> None:
    with pytest.raises(AlreadyInstructor):
        perform(an_instructor().actor, become_instructor, PROFILE, time_zone=BERLIN)


def test_namesakes_get_different_pages(door: Door) -> None:
    people = [a_person(f"ivo{n}@example.com", name="Ivo Lang") for n in range(3)]
    slugs = [perform(person.actor, become_instructor, PROFILE, time_zone=BERLIN) for person in people]
    assert slugs == ["ivo-lang", "ivo-lang-2", "ivo-lang-3"]


def test_a_name_without_latin_letters_is_an_instructor_too(door: Door) -> None:
    person = a_person(name="李小龍")
    assert perform(person.actor, become_instructor, PROFILE, time_zone=BERLIN) == "instructor"


def test_the_profile_can_be_read_and_changed(door: Door) -> None:
    person = an_instructor()
    perform(person.actor, edit_profile, replace(PROFILE, headline="Go  for\nbeginners"))
    assert ask(person.actor, own_profile) == OwnProfile("ivo-lang", "Go for beginners", PROFILE.bio)


def test_learners_have_no_profile(door: Door) -> None:
    person = a_person()
    assert ask(person.actor, own_profile) is None
    with pytest.raises(NotAllowed):
        perform(person.actor, edit_profile, PROFILE)


@pytest.mark.parametrize(
    ("field", "text"),
    [("headline", " "), ("headline", "x" * 121), ("bio", "x" * 4001)],
)
def test_a_profile_that_cannot_be_used_is_refused_at_its_field(door: Door, field: str, text: str) -> None:
    person = an_instructor()
    with pytest.raises(Invalid) as no:
        perform(person.actor, edit_profile, replace(PROFILE, **{field: text}))
    assert no.value.field == field


def test_a_time_zone_nobody_knows_is_refused(door: Door) -> None:
    with pytest.raises(Invalid) as no:
        perform(a_person().actor, become_instructor, PROFILE, time_zone="Mars/Olympus")
    assert no.value.field == "time_zone"
