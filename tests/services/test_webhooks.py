"""Letters from a gateway are kept once, whatever comes twice, and unknown ones are kept and ignored."""

from sqlmodel import func, select

from livesessions.gateways.payments import Notice
from livesessions.models import OutboxJob, PayoutAccount, WebhookEvent
from livesessions.runtime.work import GUEST, SYSTEM, View, Work, ask, perform
from livesessions.services.webhooks import receive
from tests.services.market import Market


def letter(identifier: str, reference: str | None) -> bool:
    notice = Notice(id=identifier, kind="checkout.session.completed", reference=reference)
    return perform(SYSTEM, receive, source="sandbox", notice=notice, body=b"{}")


def counts(view: View) -> tuple[int, int]:
    letters = view.db.exec(select(func.count()).select_from(WebhookEvent)).one()
    settles = view.db.exec(select(func.count()).where(OutboxJob.job == "settle")).one()
    return letters, settles


def test_a_letter_about_a_booking_promises_to_settle_it(market: Market) -> None:
    letter("evt_1", market.hold().reference)
    assert ask(GUEST, counts) == (1, 1)


def test_the_same_letter_twice_is_one(market: Market) -> None:
    reference = market.hold().reference
    assert (letter("evt_1", reference), letter("evt_1", reference)) == (True, False)
    assert ask(GUEST, counts) == (1, 1)


def test_a_letter_about_nothing_of_ours_is_kept_and_ignored(market: Market) -> None:
    letter("evt_2", "NOTOURS")
    assert ask(GUEST, counts) == (1, 0)


def own_an_account(work: Work, *, instructor_id: int) -> None:
    account = PayoutAccount(
        instructor_id=instructor_id,
        gateway="sandbox",
        external_id="acct_1",
        country="DE",
        created_at=work.now,
    )
    work.db.add(account)


def promised(view: View) -> list[dict[str, object]]:
    return list(view.db.exec(select(OutboxJob.payload).where(OutboxJob.job == "pay_out")))


def test_a_letter_about_an_instructors_account_promises_to_look_at_it(market: Market) -> None:
    perform(SYSTEM, own_an_account, instructor_id=market.teacher.user_id)
    notice = Notice(id="evt_3", kind="account.updated", account_id="acct_1")
    perform(SYSTEM, receive, source="sandbox", notice=notice, body=b"{}")
    assert ask(GUEST, promised) == [{"instructor": market.teacher.user_id, "reference": ""}]
