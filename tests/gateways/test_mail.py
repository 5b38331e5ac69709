"""The contract of the mail seat, over files and over a real SMTP server on loopback."""

from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from livesessions.gateways.mail import Letter, MailGateway, MailRefused
from livesessions.gateways.mail.files import MailFiles
from livesessions.gateways.mail.smtp import Encryption, SmtpMail, SmtpServer
from tests.gateways.banks import MONDAY, Clock
from tests.gateways.post_office import PostOffice

SENDER = "Live Sessions <post@live.example>"
CALENDAR = b"BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nX-NAME:Gr\xc3\xbc\xc3\x9fe\r\nEND:VCALENDAR\r\n"
LETTER = Letter(
    to="anna@example.org",
    subject="Your lesson with Jürgen — Monday",
    text="Grüße!\nSee you.\n",
    html="<p>Grüße!</p>",
    calendars=(CALENDAR,),
    message_id="<booking-7.2@live.example>",
)


@pytest.fixture
def post_office() -> Iterator[PostOffice]:
    with PostOffice() as office:
        yield office


@pytest.fixture(params=["files", "smtp"])
def seat(
    request: pytest.FixtureRequest, tmp_path: Path, clock: Clock, post_office: PostOffice
) -> tuple[MailGateway, Callable[[], list[EmailMessage]]]:
    if request.param == "files":
        return MailFiles(tmp_path, sender=SENDER, now=clock), lambda: written(tmp_path)
    server = SmtpServer(host=post_office.host, port=post_office.port, encryption=Encryption.NONE)
    return SmtpMail(server, sender=SENDER, now=clock), lambda: [
        parsed(m.content) for m in post_office.letters
    ]


Seat = tuple[MailGateway, Callable[[], list[EmailMessage]]]


def test_a_letter_arrives_with_its_headers(seat: Seat) -> None:
    gateway, arrived = seat
    gateway.send(LETTER)
    (letter,) = arrived()
    assert [letter[name] for name in ("From", "To", "Subject", "Message-ID")] == [
        SENDER,
        "anna@example.org",
        "Your lesson with Jürgen — Monday",
        "<booking-7.2@live.example>",
    ]
    assert letter["Date"].datetime == MONDAY


def test_its_words_arrive_plain_and_as_html(seat: Seat) -> None:
    gateway, arrived = seat
    gateway.send(LETTER)
    assert part(arrived()[0], "text/plain").get_content().splitlines() == ["Grüße!", "See you."]
    assert part(arrived()[0], "text/html").get_content().strip() == "<p>Grüße!</p>"


def test_its_calendar_part_repeats_the_method_of_the_invitation(seat: Seat) -> None:
    gateway, arrived = seat
    gateway.send(LETTER)
    calendar = part(arrived()[0], "text/calendar")
    assert calendar.get_param("method") == "CANCEL"
    assert calendar.get_payload(decode=True) == CALENDAR


def test_the_invitation_is_attached_as_a_file_too(seat: Seat) -> None:
    gateway, arrived = seat
    gateway.send(LETTER)
    (attached,) = arrived()[0].iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("invite.ics", CALENDAR)


def test_a_letter_may_be_words_alone(seat: Seat) -> None:
    gateway, arrived = seat
    gateway.send(Letter(to="bo@example.org", subject="Hi", text="Hi", message_id="<1@live.example>"))
    assert arrived()[0].get_content_type() == "text/plain"


def test_a_line_break_in_a_subject_makes_no_header(seat: Seat) -> None:
    gateway, arrived = seat
    gateway.send(
        Letter(to="bo@example.org", subject="A\r\nBcc: x@y.z", text="", message_id="<1@live.example>")
    )
    assert (arrived()[0]["Subject"], arrived()[0]["Bcc"]) == ("A Bcc: x@y.z", None)


@pytest.mark.parametrize(
    "address", ["", "anna", "a@b\r\nBcc: x@y.z", "a@b, c@d", "Anna <a@b>", "a b@c", "@c", "a@", "a@b@c"]
)
def test_what_is_no_address_is_refused(seat: Seat, address: str) -> None:
    gateway, arrived = seat
    with pytest.raises(MailRefused):
        gateway.send(Letter(to=address, subject="Hi", text="Hi", message_id="<1@live.example>"))
    assert arrived() == []


def written(directory: Path) -> list[EmailMessage]:
    return [parsed(path.read_bytes()) for path in sorted(directory.glob("*.eml"))]


def parsed(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def part(message: EmailMessage, kind: str) -> EmailMessage:
    return next(piece for piece in message.walk() if piece.get_content_type() == kind)
