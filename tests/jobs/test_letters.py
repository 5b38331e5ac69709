"""Letters: written when they are sent, once, and only if there is still something to say."""

import re
from dataclasses import replace

import pytest
from sqlmodel import select

from livesessions.gateways.mail import Letter, MailRefused, MailUnavailable
from livesessions.jobs.letters import WRITERS, Button, Draft, PostRoom
from livesessions.jobs.letters.draft import as_html, as_text
from livesessions.models import SentLetter, TokenPurpose
from livesessions.queries.accounts import Recipient, check_link
from livesessions.runtime.work import GUEST, Door, View, ask, perform
from livesessions.services.accounts import verify_email
from tests.people import a_person, again, suspend

ORIGIN = "https://sessions.example"
MIA = Recipient(1, "mia@example.com", "Mia <b>", True, "UTC", "en_GB")
DRAFT = Draft(to=MIA, subject="Hi & bye", paragraphs=("One < two.",), button=Button("Go", "/go?a=1&b=2"))


class Box:
    """A post office that keeps what it gets."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.answers: list[Exception] = []

    def send(self, letter: Letter) -> None:
        if self.answers:
            raise self.answers.pop()
        self.letters.append(letter)


@pytest.fixture
def box() -> Box:
    return Box()


@pytest.fixture
def post(box: Box, door: Door) -> PostRoom:
    return PostRoom(box, origin=ORIGIN, sender="Us <hello@sessions.example>")


def secret_in(letter: Letter) -> str:
    return re.search(r"token=([\w-]+)", letter.text)[1]


def sent_keys(view: View) -> list[str]:
    return list(view.db.exec(select(SentLetter.key)))


def test_the_letter_that_verifies_an_address_holds_a_link_that_works(post: PostRoom, box: Box) -> None:
    person = a_person(verified=False)
    post.send_letter({"letter": "verify_email", "user_id": person.id}, key="1")
    assert f"{ORIGIN}/verify-email?token=" in box.letters[0].text
    perform(GUEST, verify_email, secret=secret_in(box.letters[0]))
    assert again(person).viewer.verified


def test_the_letter_about_a_new_password_holds_a_link_that_works(post: PostRoom, box: Box) -> None:
    a_person()
    post.send_letter({"letter": "reset_password", "email": "mia@example.com"}, key="1")
    assert f"{ORIGIN}/reset-password?token=" in box.letters[0].text
    ask(GUEST, check_link, secret=secret_in(box.letters[0]), purpose=TokenPurpose.RESET_PASSWORD)


@pytest.mark.parametrize("letter", ["reset_password", "account_exists"])
def test_an_unknown_address_gets_no_letter(post: PostRoom, box: Box, letter: str) -> None:
    post.send_letter({"letter": letter, "email": "nobody@example.com"}, key="1")
    assert box.letters == []


def test_a_suspended_person_gets_no_letter(post: PostRoom, box: Box) -> None:
    suspend(a_person())
    post.send_letter({"letter": "reset_password", "email": "mia@example.com"}, key="1")
    assert box.letters == []


def test_an_address_that_is_verified_by_now_is_left_in_peace(post: PostRoom, box: Box) -> None:
    post.send_letter({"letter": "verify_email", "user_id": a_person().id}, key="1")
    assert box.letters == []


@pytest.mark.parametrize("letter", ["reset_password", "account_exists", "password_changed"])
def test_each_letter_goes_to_its_person_with_a_subject(post: PostRoom, box: Box, letter: str) -> None:
    post.send_letter({"letter": letter, "user_id": a_person().id}, key="1")
    assert (box.letters[0].to, len(box.letters[0].subject) > 10) == ("mia@example.com", True)


def test_a_letter_is_sent_once_per_key(post: PostRoom, box: Box) -> None:
    payload = {"letter": "password_changed", "user_id": a_person().id}
    for key in ("1", "1", "2"):
        post.send_letter(payload, key=key)
    assert len({letter.message_id for letter in box.letters}) == len(box.letters) == 2


def test_a_closed_post_office_leaves_the_letter_to_be_tried_again(post: PostRoom, box: Box) -> None:
    payload = {"letter": "password_changed", "user_id": a_person().id}
    box.answers = [MailUnavailable("closed")]
    with pytest.raises(MailUnavailable):
        post.send_letter(payload, key="1")
    post.send_letter(payload, key="1")
    assert len(box.letters) == 1


def test_a_letter_refused_for_ever_is_not_tried_again(post: PostRoom, box: Box) -> None:
    box.answers = [MailRefused("no such person")]
    post.send(replace(DRAFT, to=replace(MIA, user_id=a_person().id)), key="one")
    assert (box.letters, ask(GUEST, sent_keys)) == ([], ["one"])


def test_the_message_id_is_ours(post: PostRoom, box: Box) -> None:
    post.send(replace(DRAFT, to=replace(MIA, user_id=a_person().id)), key="one")
    assert re.fullmatch(r"<[0-9a-f]{32}@sessions\.example>", box.letters[0].message_id)


def test_words_of_people_are_escaped_in_html_and_plain_in_text() -> None:
    html, text = as_html(DRAFT, ORIGIN), as_text(DRAFT, ORIGIN)
    assert ("Mia &lt;b&gt;" in html, "<b>" in html, "One &lt; two." in html) == (True, False, True)
    assert text.startswith("Hello Mia <b>,\n\nOne < two.\n\nGo:\nhttps://sessions.example/go?a=1&b=2\n")


def test_facts_stand_in_both_forms() -> None:
    draft = replace(DRAFT, facts=(("When", "Friday"),))
    assert "When: Friday" in as_text(draft, ORIGIN)
    assert ">Friday</td>" in as_html(draft, ORIGIN)


def test_every_writer_has_nothing_to_say_to_nobody(door: Door) -> None:
    assert [writer({"user_id": 404}) for writer in WRITERS.values()] == [None] * len(WRITERS)
