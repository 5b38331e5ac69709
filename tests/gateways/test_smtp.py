"""What only SMTP does: encryption, passwords, a server's no, and a server's silence."""

import pytest

from livesessions.gateways.mail import Letter, MailRefused, MailUnavailable
from livesessions.gateways.mail.smtp import Encryption, SmtpMail, SmtpServer
from tests.gateways.banks import Clock
from tests.gateways.post_office import PostOffice, trust

LETTER = Letter(to="anna@example.org", subject="Hi", text="Hi", message_id="<1@live.example>")


def mail(office: PostOffice, encryption: Encryption = Encryption.NONE, **changes: object) -> SmtpMail:
    options: dict[str, object] = {"host": "localhost", "port": office.port, "encryption": encryption}
    server = SmtpServer(**(options | {"trust": trust(), "timeout_seconds": 5} | changes))  # type: ignore[arg-type]
    return SmtpMail(server, sender="Live Sessions <post@live.example>", now=Clock())


def test_the_envelope_names_sender_and_recipient() -> None:
    with PostOffice() as office:
        mail(office).send(LETTER)
    assert [(m.sender, m.recipients) for m in office.letters] == [("post@live.example", ["anna@example.org"])]


@pytest.mark.parametrize("encryption", [Encryption.STARTTLS, Encryption.TLS])
def test_a_letter_travels_encrypted(encryption: Encryption) -> None:
    with PostOffice(tls=encryption.value) as office:
        mail(office, encryption).send(LETTER)
    assert len(office.letters) == 1


def test_a_server_without_encryption_gets_nothing_when_it_is_demanded() -> None:
    with PostOffice() as office, pytest.raises(MailUnavailable):
        mail(office, Encryption.STARTTLS).send(LETTER)
    assert office.letters == []


def test_a_server_nobody_vouches_for_gets_nothing() -> None:
    with PostOffice(tls="starttls") as office, pytest.raises(MailUnavailable):
        mail(office, Encryption.STARTTLS, trust=None).send(LETTER)
    assert office.letters == []


def test_the_right_password_opens() -> None:
    with PostOffice(tls="starttls", password="right") as office:
        mail(office, Encryption.STARTTLS, username="app", password="right").send(LETTER)
    assert len(office.letters) == 1


def test_a_wrong_password_keeps_the_letter_for_later() -> None:
    with PostOffice(tls="starttls", password="right") as office, pytest.raises(MailUnavailable):
        mail(office, Encryption.STARTTLS, username="app", password="wrong").send(LETTER)
    assert office.letters == []


@pytest.mark.parametrize("step", ["RCPT", "DATA"])
@pytest.mark.parametrize(("answer", "no"), [("550 No", MailRefused), ("451 Later", MailUnavailable)])
def test_five_hundred_is_for_ever_and_four_hundred_for_now(
    step: str, answer: str, no: type[Exception]
) -> None:
    with PostOffice(rules={step: answer}) as office, pytest.raises(no):
        mail(office).send(LETTER)
    assert office.letters == []


def test_a_silent_server_is_left_after_the_timeout() -> None:
    with PostOffice(silent=True) as office, pytest.raises(MailUnavailable):
        mail(office, timeout_seconds=0.2).send(LETTER)


def test_a_closed_server_keeps_the_letter_for_later() -> None:
    with PostOffice() as office:
        port = office.port
    with pytest.raises(MailUnavailable):
        mail(office, port=port).send(LETTER)


def test_a_password_never_shows_in_a_log() -> None:
    assert "secret" not in repr(SmtpServer(host="h", password="secret"))
