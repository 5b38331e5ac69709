"""Formats and currencies to choose from, and times in words."""

from datetime import UTC, datetime

import pytest

from livesessions.runtime.locales import (
    currency_choices,
    known_locale,
    locale_choices,
    moment,
    money,
    weekday_names,
    zone_label,
)

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


@pytest.mark.parametrize(
    ("locale", "said", "amount"),
    [
        ("en_GB", "Wed 12 Aug, 14:00", "€1,234.50"),
        ("en_US", "Wed, Aug 12, 2:00\u202fPM", "€1,234.50"),
        ("de_DE", "Wed, 12 Aug, 14:00", "1.234,50\xa0€"),
        ("ja_JP", "Wed, 12 Aug, 14:00", "1,234.50\xa0€"),
        ("ar_EG", "Wed, 12 Aug, 2:00\u202fpm", "€1,234.50"),
        ("no such place", "Wed 12 Aug, 14:00", "€1,234.50"),
    ],
)
def test_every_region_reads_english_with_its_own_signs(locale: str, said: str, amount: str) -> None:
    assert (moment(NOON, "Europe/Berlin", locale), money(123450, "EUR", locale)) == (said, amount)


def test_no_offered_locale_brings_words_of_another_language() -> None:
    assert {weekday_names(name)[0] for name, _ in locale_choices()} == {"Monday"}
