"""Which formats and currencies a person can choose."""

from livesessions.runtime.locales import currency_choices, known_locale, locale_choices


def test_every_offered_locale_is_known_by_its_own_name() -> None:
    names = [name for name, _ in locale_choices()]
    assert [known_locale(name) for name in names] == names


def test_locales_are_listed_by_label() -> None:
    labels = [label for _, label in locale_choices()]
    assert (labels == sorted(labels), "German (Austria)" in labels) == (True, True)


def test_currencies_are_listed_with_their_names() -> None:
    assert ("EUR", "EUR · Euro") in currency_choices()
