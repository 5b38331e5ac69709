"""What people are told about a package: given back, disputed, won, lost."""

from collections.abc import Callable, Iterable

from livesessions.jobs.telling import Telling
from livesessions.queries.package_stories import PackageStory
from livesessions.runtime import routes
from livesessions.runtime.locales import money


def _asked_back(it: PackageStory) -> Iterable[Telling]:
    much = money(it.amount, it.currency, it.learner.locale)
    who = "You gave back the rest of" if it.by == "learner" else "We gave back the rest of"
    yield Telling(it.learner, f"{who} your package “{it.title}”", f"You get back {much}.", routes.RECEIPTS)
    yield Telling(
        it.instructor,
        f"{it.learner.name} will not use the rest of a package",
        f"The sessions of “{it.title}” that were not booked are given back.",
        routes.DASHBOARD_EARNINGS,
    )


def _disputed(it: PackageStory) -> Iterable[Telling]:
    yield Telling(
        it.learner,
        f"Your package “{it.title}” waits",
        "Your bank is looking into its payment. Sessions that are booked take place.",
        routes.MY_SESSIONS,
    )
    yield Telling(
        it.instructor,
        f"The payment of a package “{it.title}” is disputed",
        f"Until {it.learner.name}’s bank has decided nothing more is booked with it. What is booked is paid.",
        routes.DASHBOARD_EARNINGS,
    )


def _won(it: PackageStory) -> Iterable[Telling]:
    yield Telling(
        it.learner, f"Your package “{it.title}” can be used again", "Its payment stands.", routes.MY_SESSIONS
    )
    yield Telling(
        it.instructor,
        f"The dispute about a package “{it.title}” was won",
        f"{it.learner.name} can book with it again.",
        routes.DASHBOARD_EARNINGS,
    )


def _lost(it: PackageStory) -> Iterable[Telling]:
    yield Telling(
        it.learner,
        f"Your package “{it.title}” has ended",
        "Your bank gave you its payment back. Sessions that are booked take place.",
        routes.MY_SESSIONS,
    )
    yield Telling(
        it.instructor,
        f"The dispute about a package “{it.title}” was lost",
        "What was left of it has ended. What was booked is paid to you.",
        routes.DASHBOARD_EARNINGS,
    )


TELLERS: dict[str, Callable[[PackageStory], Iterable[Telling]]] = {
    "package.asked_back": _asked_back,
    "dispute.open": _disputed,
    "dispute.won": _won,
    "dispute.lost": _lost,
}
