"""What people are told about a package: given back, disputed, won, lost."""

from collections.abc import Callable, Iterable

from livesessions.jobs.letters import packages
from livesessions.jobs.telling import Telling
from livesessions.queries.package_stories import PackageStory
from livesessions.runtime import routes
from livesessions.runtime.locales import money

DISPUTES = {  # the learner's line, and what stands under it; the instructor's are those of their letter
    "dispute.open": (
        "Your package “{}” waits",
        "Your bank is looking into its payment. Sessions that are booked take place.",
    ),
    "dispute.won": ("Your package “{}” can be used again", "Its payment stands."),
    "dispute.lost": (
        "Your package “{}” has ended",
        "Your bank gave you its payment back. Sessions that are booked take place.",
    ),
}


def _asked_back(it: PackageStory) -> Iterable[Telling]:
    who = "You gave back" if it.by == "learner" else "We gave back"
    yield Telling(
        it.learner,
        f"{who} the rest of your package “{it.title}”",
        f"You get back {money(it.amount, it.currency, it.learner.locale)}.",
        routes.MY_SESSIONS,
        "package_given_back",
    )
    yield Telling(
        it.instructor,
        f"{it.learner.name} will not use the rest of a package",
        f"The sessions of “{it.title}” that were not booked are given back.",
        routes.DASHBOARD_EARNINGS,
    )


def _disputed(it: PackageStory) -> Iterable[Telling]:
    title, body = DISPUTES[it.event]
    yield Telling(it.learner, title.format(it.title), body, routes.MY_SESSIONS)
    subject, words = packages.DISPUTES[it.event]
    yield Telling(
        it.instructor,
        subject.format(it.title),
        words.format(it.learner.name),
        routes.DASHBOARD_EARNINGS,
        "package_disputed",
    )


TELLERS: dict[str, Callable[[PackageStory], Iterable[Telling]]] = {
    "package.asked_back": _asked_back,
    **dict.fromkeys(DISPUTES, _disputed),
}
