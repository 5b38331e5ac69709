"""Packages in ready words: on sale, and what a learner has left."""

from collections.abc import Iterable
from dataclasses import dataclass

from livesessions.queries.packages import OwnPackage, PackageForSale
from livesessions.runtime.locales import money


@dataclass(frozen=True)
class PackageRow:
    """A package on sale."""

    id: int = 0
    title: str = ""
    sessions: str = ""
    each: str = ""
    price: str = ""
    saved: str = ""


@dataclass(frozen=True)
class OwnPackageRow:
    """A package somebody has."""

    reference: str = ""
    title: str = ""
    href: str = ""
    person: str = ""
    left: str = ""
    note: str = ""  # why it can't be used, or what is on its way back
    can_book: bool = False
    gives_back: str = ""  # what its learner gets for the rest; empty where nothing can go back


def package_rows(found: Iterable[PackageForSale], locale: str) -> list[PackageRow]:
    """What is on sale, in words."""
    return [
        PackageRow(
            id=each.id,
            title=each.title,
            sessions=f"{each.sessions} sessions",
            each=f"{money(each.each, each.currency, locale)} each",
            price=money(each.price, each.currency, locale),
            saved=f"You save {money(each.full - each.price, each.currency, locale)}"
            if each.full > each.price
            else "",
        )
        for each in found
    ]


def own_package_row(package: OwnPackage, href: str, locale: str) -> OwnPackageRow:
    """A package in words."""
    return OwnPackageRow(
        reference=package.reference,
        title=package.title,
        href=href,
        person=package.instructor,
        left=left_words(package, locale),
        note=_note(package, locale),
        can_book=package.left.sessions > 0 and not package.is_frozen,
        gives_back=money(package.refundable, package.currency, locale) if package.refundable else "",
    )


def left_words(package: OwnPackage, locale: str) -> str:
    """ "3 of 5 sessions left", and what remains beside them."""
    rest = package.left.rest
    words = f"{package.left.sessions} of {package.sessions} sessions left"
    return f"{words}, and {money(rest.amount, rest.currency, locale)} towards another" if rest else words


def _note(package: OwnPackage, locale: str) -> str:
    if package.is_frozen:
        return "Your bank is looking into the payment: the package waits until it has decided."
    if package.coming_back:
        return f"{money(package.coming_back, package.currency, locale)} is on its way back to you."
    return ""
