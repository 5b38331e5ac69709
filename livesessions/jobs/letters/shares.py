"""The letter to an instructor whose learner's bank took a payment back, for now or for good, or gave it free."""

from collections.abc import Mapping
from typing import Any

from livesessions.jobs.letters import bookings, series
from livesessions.jobs.letters.bookings import reader_of, to
from livesessions.jobs.letters.draft import Button, Draft
from livesessions.jobs.telling import named
from livesessions.queries.stories import stories
from livesessions.runtime import routes
from livesessions.runtime.work import SYSTEM, ask

DISPUTES = {  # of what, and whose bank it is
    "dispute.open": (
        "The payment of {} is disputed",
        "{}’s bank took the money back while it looks into it. Your share waits meanwhile.",
    ),
    "dispute.won": (
        "The dispute about {} was won",
        "{}’s bank left the payment as it was. Your share is on its way again.",
    ),
    "dispute.lost": (
        "The dispute about {} was lost",
        "The bank gave the money back to {}, so nothing is earned with it.",
    ),
}
WHAT_NEXT = {
    "dispute.open": "We answer the bank with what we know of the booking, and write to you when it has decided.",
    "dispute.won": "",
    "dispute.lost": "If your share was sent already, it is deducted from what you earn next.",
}


def payment_disputed(payload: Mapping[str, Any]) -> Draft | None:
    """How the dispute stands, of one session or of all that were paid at once; nothing if it is over by now."""
    its = ask(SYSTEM, stories, event_ids=(payload.get("event", 0), *payload.get("others", ())))
    if not its or (its[0].event == "dispute.open" and not its[0].is_disputed):
        return None
    it, reader = its[0], reader_of(its[0], payload["user_id"])
    subject, words = DISPUTES[it.event]
    return Draft(
        to=to(reader),
        subject=subject.format(named(its)),
        paragraphs=(words.format(it.learner.name),),
        facts=bookings.facts(it, reader) if len(its) == 1 else series.facts(its, reader),
        button=Button("See your earnings", routes.DASHBOARD_EARNINGS),
        small_print=WHAT_NEXT[it.event],
    )


WRITERS = {"payment_disputed": payment_disputed}
