"""The seal on a letter, held against the library that invented it."""

import json
from datetime import timedelta

import pytest
import stripe

from livesessions.gateways.payments.errors import BadSignature
from livesessions.gateways.payments.webhooks import check_signature, read_notice, sign
from tests.gateways.banks import MONDAY

SECRET = "whsec_one"
BODY = json.dumps(
    {"id": "evt_1", "type": "charge.refunded", "data": {"object": {"id": "ch_1", "object": "charge"}}}
).encode()


def test_the_library_reads_our_seal() -> None:
    header = sign(BODY, SECRET, MONDAY)
    assert stripe.WebhookSignature.verify_header(BODY.decode(), header, SECRET, tolerance=None)


def test_we_read_the_librarys_seal() -> None:
    header = stripe.WebhookSignature.generate_signature_header(
        BODY.decode(), SECRET, timestamp=int(MONDAY.timestamp())
    )
    assert read_notice(BODY, header, [SECRET], MONDAY).id == "evt_1"


def test_any_of_several_secrets_may_fit() -> None:
    header = sign(BODY, SECRET, MONDAY)
    assert read_notice(BODY, header, ["whsec_new", SECRET], MONDAY).kind == "charge.refunded"


@pytest.mark.parametrize("secrets", [[], [""], ["  "], ["whsec_other"]])
def test_no_secret_an_empty_one_or_another_never_fits(secrets: list[str]) -> None:
    header = sign(BODY, secrets[0] if secrets else "", MONDAY)
    with pytest.raises(BadSignature):
        check_signature(
            BODY, header if secrets != ["whsec_other"] else sign(BODY, SECRET, MONDAY), secrets, MONDAY
        )


@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_letter_older_or_newer_than_five_minutes_is_refused(minutes: int) -> None:
    header = sign(BODY, SECRET, MONDAY)
    with pytest.raises(BadSignature) as no:
        check_signature(BODY, header, [SECRET], MONDAY + timedelta(minutes=minutes))
    assert no.value.reason == "stale"


def test_one_changed_byte_breaks_the_seal() -> None:
    header = sign(BODY, SECRET, MONDAY)
    with pytest.raises(BadSignature) as no:
        check_signature(BODY + b" ", header, [SECRET], MONDAY)
    assert no.value.reason == "forged"


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "v1=abc",
        "t=,v1=abc",
        "t=1,t=2,v1=abc",
        "t=²,v1=abc",
        "t=1",
        "t=-1,v1=x",
        "t=1,v1=é",
        "=,=,t",
    ],
)
def test_a_header_that_is_no_seal_is_refused(header: str | None) -> None:
    with pytest.raises(BadSignature):
        check_signature(BODY, header, [SECRET], MONDAY)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"nonsense", b"{}", b'{"id":1,"type":"a","data":null}', b"\xff"]
)
def test_a_sealed_letter_that_is_no_event_is_refused(body: bytes) -> None:
    with pytest.raises(BadSignature):
        read_notice(body, sign(body, SECRET, MONDAY), [SECRET], MONDAY)


def test_ids_are_read_bare_or_expanded() -> None:
    thing = {"id": "re_1", "object": "refund", "payment_intent": {"id": "pi_1"}, "metadata": None}
    body = json.dumps({"id": "evt_2", "type": "refund.updated", "data": {"object": thing}}).encode()
    assert read_notice(body, sign(body, SECRET, MONDAY), [SECRET], MONDAY).payment_id == "pi_1"
