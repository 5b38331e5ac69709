"""The names of languages, by the reader's locale (Babel)."""

from babel import Locale, UnknownLocaleError

from livesessions.runtime.locales import FALLBACK, english


def language_name(code: str, locale: str = FALLBACK) -> str:
    """ "German" for de; what Babel doesn't know stays its code."""
    try:
        name = Locale.parse(code, sep="-").get_display_name(english(locale))
    except (UnknownLocaleError, ValueError):
        return code
    return name[:1].upper() + name[1:] if name else code
