"""What people are told about a package: given back, disputed, won, lost."""

from collections.abc import Callable, Iterable

from livesessions.jobs.telling import Telling
from livesessions.queries.package_stories import PackageStory
from livesessions.runtime import routes
from livesessions.runtime.locales import money

Words = tuple[str, str]  # the line, and what stands under it


def _both(it: PackageStory, learner: Words, instructor: Words) -> Iterable[Telling]:
    yield Telling(it.learner, *learner, routes.MY_SESSIONS)
    yield Telling(it.instructor, *instructor, routes.DASHBOARD_EARNINGS)


def _asked_back(it: PackageStory) -> Iterable[Telling]:
    who = "You gave back" if it.by == "learner" else "We gave back"
    return _both(
        it,
        (
            f"{who} the rest of your package “{it.title}”",
            f"You get back {money(it.amount, it.currency, it.learner.locale)}.",
        ),
        (
            f"{it.learner.name} will not use the rest of a package",
            f"The sessions of “{it.title}” that were not booked are given back.",
        ),
    )


def _disputed(it: PackageStory) -> Iterable[Telling]:
    return _both(
        it,
        (
            f"Your package “{it.title}” waits",
            "Your bank is looking into its payment. Sessions that are booked take place.",
        ),
        (
            f"The payment of a package “{it.title}” is disputed",
            f"Until {it.learner.name}’s bank has decided nothing more is booked with it. What is booked is paid.",
        ),
    )


def _won(it: PackageStory) -> Iterable[Telling]:
    return _both(
        it,
        (f"Your package “{it.title}” can be used again", "Its payment stands."),
        (
            f"The dispute about a package “{it.title}” was won",
            f"{it.learner.name} can book with it again.",
        ),
    )


def _lost(it: PackageStory) -> Iterable[Telling]:
    return _both(
        it,
        (
            f"Your package “{it.title}” has ended",
            "Your bank gave you its payment back. Sessions that are booked take place.",
        ),
        (
            f"The dispute about a package “{it.title}” was lost",
            "What was left of it has ended. What is booked is paid.",
        ),
    )


TELLERS: dict[str, Callable[[PackageStory], Iterable[Telling]]] = {
    "package.asked_back": _asked_back,
    "dispute.open": _disputed,
    "dispute.won": _won,
    "dispute.lost": _lost,
}
