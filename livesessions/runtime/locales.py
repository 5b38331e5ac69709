"""Money and time in words (Babel). Amounts are minor units, instants aware UTC.

The app speaks English, so its dates do too: a locale chooses the English of its region, with the order of day
and month, the clock and the signs in numbers that people are used to there.
"""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache

from babel import Locale, UnknownLocaleError, localedata
from babel.dates import (
    format_date,
    format_interval,
    format_skeleton,
    format_time,
    format_timedelta,
    get_day_names,
)
from babel.numbers import format_currency, get_currency_name

from livesessions.domain.money import CURRENCIES, minor_digits
from livesessions.domain.times import local, wall_time

FALLBACK = "en_GB"
_OFFERED = """
ar_EG bg_BG bn_BD cs_CZ da_DK de_AT de_CH de_DE el_GR en_AU en_CA en_GB en_IE en_IN en_NZ en_US en_ZA es_AR
es_ES es_MX et_EE fi_FI fr_BE fr_CA fr_CH fr_FR he_IL hi_IN hr_HR hu_HU id_ID it_IT ja_JP ko_KR lt_LT lv_LV
ms_MY nb_NO nl_BE nl_NL pl_PL pt_BR pt_PT ro_RO sk_SK sl_SI sr_Latn_RS sv_SE sw_KE ta_IN th_TH tr_TR uk_UA
ur_PK vi_VN
"""


def known_locale(name: str) -> str:
    """`name` if Babel knows it, else British English."""
    try:
        return str(Locale.parse(name.replace("-", "_")))
    except (UnknownLocaleError, ValueError, TypeError):
        return FALLBACK


@cache
def english(locale: str) -> str:
    """The English of a locale's region: "en_DE" for "de_DE", "en_150" (Europe's, with 24 hours) for "ja_JP"."""
    theirs = Locale.parse(known_locale(locale))
    if theirs.language == "en":
        return str(theirs)
    if localedata.exists(regional := f"en_{theirs.territory}"):
        return regional
    return "en_150" if "H" in theirs.time_formats["short"].pattern else "en_001"


def money(amount: int, currency: str, locale: str = FALLBACK) -> str:
    """ "€30.00" for 3000 EUR, "¥500" for 500 JPY; whole units lose their zeros nowhere."""
    value = Decimal(amount).scaleb(-minor_digits(currency))
    return format_currency(value, currency, locale=english(locale), currency_digits=True)


def price(amount: int, currency: str, locale: str = FALLBACK) -> str:
    """Like `money`, but nothing costs "Free"."""
    return money(amount, currency, locale) if amount else "Free"


def day(instant: datetime, zone: str, locale: str = FALLBACK) -> str:
    """ "Fri 14 Aug" in `zone`."""
    return format_skeleton("MMMEd", local(instant, zone), locale=english(locale))


def long_day(instant: datetime | date, zone: str = "UTC", locale: str = FALLBACK) -> str:
    """ "Friday, 14 August 2026" in `zone`; a bare date stays itself."""
    shown = local(instant, zone) if isinstance(instant, datetime) else instant
    return format_date(shown, format="full", locale=english(locale))


def clock_time(instant: datetime, zone: str, locale: str = FALLBACK) -> str:
    """ "14:00" in `zone`."""
    return format_time(local(instant, zone), format="short", locale=english(locale))


def moment(instant: datetime, zone: str, locale: str = FALLBACK) -> str:
    """ "Fri 14 Aug, 14:00" in `zone`."""
    return f"{day(instant, zone, locale)}, {clock_time(instant, zone, locale)}"


def month_name(month: date, locale: str = FALLBACK) -> str:
    """ "Aug 2026"."""
    return format_skeleton("yMMM", month, locale=english(locale))


def full_month(month: date, locale: str = FALLBACK) -> str:
    """ "August 2026"."""
    return format_skeleton("yMMMM", month, locale=english(locale))


def date_range(first: date, last: date, locale: str = FALLBACK) -> str:
    """ "10–16 Aug 2026": both days, with what they share said once."""
    return format_interval(first, last, "yMMMd", locale=english(locale))


def short_weekday(day: date, locale: str = FALLBACK) -> str:
    """ "Fri"."""
    return format_skeleton("E", day, locale=english(locale))


def weekday_names(locale: str = FALLBACK) -> tuple[str, ...]:
    """Monday to Sunday."""
    names = get_day_names("wide", "stand-alone", locale=english(locale))
    return tuple(names[day] for day in range(7))


def hour_name(hour: int, locale: str = FALLBACK) -> str:
    """ "14:00" or "2:00 PM": a full hour of the wall clock."""
    return format_time(time(hour), format="short", locale=english(locale))


def zone_label(instant: datetime, zone: str, locale: str = FALLBACK) -> str:
    """ "GMT+2" for Berlin in summer: the offset that holds at `instant`."""
    minutes = wall_time(instant, zone).offset
    hours, rest = divmod(abs(minutes), 60)
    if not minutes:
        return "GMT"
    return f"GMT{'+' if minutes > 0 else '−'}{hours}{f':{rest:02}' if rest else ''}"


def ago(past: datetime, now: datetime, locale: str = FALLBACK) -> str:
    """ "3 minutes ago"."""
    return format_timedelta(past - now, add_direction=True, locale=english(locale))


def length(minutes: int) -> str:
    """ "45 min", "1 h", "1 h 30"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02}" if rest else f"{hours} h"


def whole_minutes(span: timedelta) -> int:
    """The minutes in `span`, rounded down."""
    return int(span.total_seconds() // 60)


def locale_choices() -> list[tuple[str, str]]:
    """(name, label) of the languages and regions whose formats can be chosen, by label."""
    labels = {name: Locale.parse(name).get_display_name("en") or name for name in _OFFERED.split()}
    return sorted(labels.items(), key=lambda each: each[1])


def currency_choices() -> list[tuple[str, str]]:
    """(code, label) of the currencies that prices can be shown in, by code."""
    return [(code, f"{code} · {get_currency_name(code, locale='en')}") for code in sorted(CURRENCIES)]
