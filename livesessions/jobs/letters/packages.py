"""Letters about a package: to its learner when it is given back, to its instructor when a bank looks into it."""

from collections.abc import Callable, Mapping
from typing import Any

from livesessions.jobs.letters.bookings import Facts, to
from livesessions.jobs.letters.draft import Button, Draft
from livesessions.queries.package_stories import PackageStory, package_story
from livesessions.queries.stories import Person
from livesessions.runtime import routes
from livesessions.runtime.locales import money
from livesessions.runtime.work import SYSTEM, ask

DISPUTES = {
    "dispute.open": (
        "The payment of a package “{}” is disputed",
        "{}’s bank is looking into the payment of their package. Until it has decided nothing more is booked with "
        "it. What is booked takes place, and you are paid for it.",
    ),
    "dispute.won": (
        "The dispute about a package “{}” was won",
        "The payment stands, and {} can book with the package again.",
    ),
    "dispute.lost": (
        "The dispute about a package “{}” was lost",
        "The bank gave the money back to {}, and what was left of the package has ended. What is booked takes "
        "place, and you are paid for it.",
    ),
}


def about_package(
    write: Callable[[PackageStory], Draft | None],
) -> Callable[[Mapping[str, Any]], Draft | None]:
    """Makes a writer of a function from the story to a letter."""

    def writer(payload: Mapping[str, Any]) -> Draft | None:
        told = ask(SYSTEM, package_story, event_id=payload.get("event", 0))
        return write(told) if told else None

    return writer


@about_package
def package_given_back(it: PackageStory) -> Draft:
    much, title = money(it.amount, it.currency, it.learner.locale), it.title
    who = "You" if it.by == "learner" else "Live Sessions"
    return Draft(
        to=to(it.learner),
        subject=f"{much} from your package “{title}”",
        paragraphs=(
            f"{who} gave back the rest of your package “{title}”.",
            f"You get back {much}, to where you paid from. Banks take a few days to show it.",
            _what_remains(it),
        ),
        facts=(
            *_facts(it, it.learner),
            ("Given back", much),
            ("Asked for by", who),
        ),
        button=Button("See your sessions", routes.MY_SESSIONS),
    )


@about_package
def package_disputed(it: PackageStory) -> Draft | None:
    if it.event == "dispute.open" and not it.is_frozen:
        return None  # decided before the letter left
    subject, words = DISPUTES[it.event]
    return Draft(
        to=to(it.instructor),
        subject=subject.format(it.title),
        paragraphs=(words.format(it.learner.name),),
        facts=_facts(it, it.instructor),
        button=Button("See your earnings", routes.DASHBOARD_EARNINGS),
    )


def _facts(it: PackageStory, reader: Person) -> Facts:
    other = it.instructor if reader is it.learner else it.learner
    return (
        ("Package", f"{it.reference}: {it.sessions} × {it.title}"),
        ("With", other.name),
        ("Price", money(it.each * it.sessions, it.currency, reader.locale)),
        ("Booked with it", str(it.booked)),
    )


def _what_remains(it: PackageStory) -> str:
    """Of what was paid for: sessions that can still be booked, and those that are booked already."""
    left = f"{_many(it.left)} can still be booked with it." if it.left else "Nothing is left to book with it."
    return f"{left} {_many(it.booked)} booked with it stay{'s' * (it.booked == 1)}." if it.booked else left


def _many(count: int) -> str:
    return "1 session" if count == 1 else f"{count} sessions"


WRITERS = {"package_given_back": package_given_back, "package_disputed": package_disputed}
