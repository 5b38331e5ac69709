"""The list of an instructor's offerings."""

from dataclasses import dataclass

from livesessions.domain.offerings import OfferingStatus, ScheduleMode, SessionType
from livesessions.queries.offerings import OfferingSummary, my_offerings
from livesessions.runtime import routes
from livesessions.runtime.locales import length, price
from livesessions.state.base import AppState, event, role
from livesessions.state.gate.caller import caller

TEACHES = role("instructor")


@dataclass(frozen=True)
class OfferingRow:
    """One offering, ready to be read."""

    id: int = 0
    title: str = ""
    edit_url: str = ""
    public_url: str = ""
    cover_seed: str = ""
    domain: str = ""
    domain_slug: str = ""
    facts: str = ""
    price: str = ""
    booked: str = ""


class OfferingsState(AppState):
    """All of them, by where they are in their life."""

    is_ready: bool = False
    published: list[OfferingRow] = []
    drafts: list[OfferingRow] = []
    archived: list[OfferingRow] = []

    @event(TEACHES, loads=True)
    async def load(self) -> None:
        """Fills the page, and again whenever something in the instructor's calendar changes."""
        found = await self.ask(my_offerings)
        viewer = caller().viewer
        locale = viewer.locale if viewer else "en_GB"
        rows = [(each.status, offering_row(each, locale)) for each in found]
        self.published = [row for status, row in rows if status == OfferingStatus.ACTIVE]
        self.drafts = [row for status, row in rows if status == OfferingStatus.DRAFT]
        self.archived = [row for status, row in rows if status == OfferingStatus.ARCHIVED]
        self.is_ready = True
        if viewer:
            self.watch(f"calendar:{viewer.user_id}", OfferingsState.load)


def offering_row(offering: OfferingSummary, locale: str) -> OfferingRow:
    """The summary in words."""
    return OfferingRow(
        id=offering.id,
        title=offering.title,
        edit_url=routes.dashboard_offering(offering.id),
        public_url=routes.offering(offering.slug),
        cover_seed=offering.slug,
        domain=offering.domain,
        domain_slug=offering.domain_slug,
        facts=_facts(offering),
        price=price(offering.price, offering.currency, locale),
        booked=_booked(offering.places),
    )


def _facts(offering: OfferingSummary) -> str:
    is_group = offering.session_type == SessionType.GROUP
    who = f"Group of up to {offering.capacity}" if is_group else "One to one"
    on_dates = offering.schedule_mode == ScheduleMode.FIXED_DATES
    return " · ".join([who, length(offering.duration_minutes), *(["on dates"] if on_dates else [])])


def _booked(places: int) -> str:
    if not places:
        return "Nothing booked yet"
    return "1 booking to come" if places == 1 else f"{places} bookings to come"
