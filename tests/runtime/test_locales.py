"""Formats and currencies to choose from, and times in words."""

from datetime import UTC, datetime

import pytest

from livesessions.runtime.locales import currency_choices, known_locale, locale_choices, zone_label

NOON = datetime(2026, 8, 12, 12, tzinfo=UTC)


def test_every_offered_locale_is_known_by_its_own_name() -> None:
    names = [name for name, _ in locale_choices()]
    assert [known_locale(name) for name in names] == names


def test_locales_are_listed_by_label() -> None:
    labels = [label for _, label in locale_choices()]
    assert (labels == sorted(labels), "German (Austria)" in labels) == (True, True)


def test_currencies_are_listed_with_their_names() -> None:
    assert ("EUR", "EUR · Euro") in currency_choices()


@pytest.mark.parametrize(
    ("zone", "label"),
    [
        ("Europe/Berlin", "GMT+2"),
        ("Asia/Kathmandu", "GMT+5:45"),
        ("America/New_York", "GMT−4"),
        ("UTC", "GMT"),
    ],
)
def test_a_zone_is_labelled_with_its_offset(zone: str, label: str) -> None:
    assert zone_label(NOON, zone) == label
