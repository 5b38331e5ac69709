"""Why a calendar could not be taken over. The text is for its owner and never holds the address."""


class CalendarTrouble(Exception):
    """Something is wrong with somebody's calendar; nothing of it was taken over."""

    code = "trouble"

    @property
    def message(self) -> str:
        return str(self)


class AddressRefused(CalendarTrouble):
    """The address leads somewhere we don't go."""


class CalendarUnreachable(CalendarTrouble):
    """Nobody answered, or not with a calendar."""


class CalendarTooLarge(CalendarTrouble):
    """More than anybody's calendar has: bytes, events, or times it takes to read."""

    code = "too-large"


class CalendarUnreadable(CalendarTrouble):
    """What came is no calendar, or a broken one."""

    code = "unreadable"
