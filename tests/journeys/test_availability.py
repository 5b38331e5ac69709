"""From the editor to the picker in two browsers: what an instructor sets is exactly what a learner is shown."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from livesessions.runtime.work import perform
from livesessions.services.calendars import add_address
from tests.icalendars import CalendarServer, calendar, event
from tests.journeys.market import logged_in, marketplace
from tests.journeys.server import AppServer, running
from tests.journeys.test_booking import open_modal
from tests.services.market import Market

NewPage = Callable[..., Page]
HOURS = "/instructor/dashboard/sessions"
TODAY = datetime.now(UTC).date()
MONDAY = TODAY + timedelta(days=14 - TODAY.weekday())  # of the week after the next days
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + timedelta(days=days) for days in range(1, 5))


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[CalendarServer]:
    with CalendarServer() as server:
        yield server


@pytest.fixture(scope="module")
def app_server(
    built: None, tmp_path_factory: pytest.TempPathFactory, elsewhere: CalendarServer
) -> Iterator[AppServer]:
    """An app of its own, which may visit one calendar server on this machine."""
    folder = tmp_path_factory.mktemp("availability")
    with running(folder, CALENDAR_PRIVATE_HOSTS=elsewhere.host) as server:
        yield server


@pytest.fixture(scope="module")
def market(app_server: AppServer) -> Iterator[Market]:
    with marketplace(app_server, price=0) as market:
        yield market


@pytest.fixture
def editor(new_page: NewPage, app_server: AppServer, market: Market) -> Page:
    page = logged_in(new_page, app_server, market.teacher)
    page.goto(HOURS)
    expect(page.get_by_role("heading", name="Your other calendars")).to_be_visible()
    expect(page.get_by_role("tab", name="Weekly hours")).to_be_visible()
    return page


@pytest.fixture
def picker(new_page: NewPage, market: Market) -> Page:
    page = new_page(timezone_id="UTC")
    open_modal(page)
    return page


# A day of the next two weeks whose weekly hours no test changes.
SOON = TODAY + timedelta(days=4 if (TODAY + timedelta(days=4)).weekday() else 5)


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save hours").click()
    expect(page.get_by_role("button", name="Save hours")).to_have_count(0)


def day_of(picker: Page, day: date) -> Locator:
    """The day in the month, which is turned to it."""
    head = picker.locator("#picker-month")
    while (before := head.inner_text()) != f"{day:%B %Y}":
        picker.get_by_role("button", name="Next month").click()
        expect(head).not_to_have_text(before)
    return picker.get_by_role("button", name=f"{day:%A}, {day.day} {day:%B %Y}, ")


def expect_times(picker: Page, day: date, *times: str) -> None:
    button = day_of(picker, day)
    many = "1 time" if len(times) == 1 else f"{len(times)} times"
    expect(button).to_have_accessible_name(f"{day:%A}, {day.day} {day:%B %Y}, {many}")
    button.click()
    expect(picker.get_by_role("option")).to_have_text(list(times))


def set_dates(
    editor: Page, first: date, last: date | None = None, hours: tuple[str, str] | None = None
) -> None:
    tab(editor, "Dates")
    editor.get_by_role("button", name="Add days off or other hours").click()
    dialog = editor.get_by_role("dialog")
    dialog.get_by_label("First day").fill(first.isoformat())
    if last:
        dialog.get_by_label("Last day").fill(last.isoformat())
    if hours:
        dialog.get_by_text("Other hours", exact=True).click()
        dialog.get_by_label("Hours, from").fill(hours[0])
        dialog.get_by_label("Hours, until").fill(hours[1])
    dialog.get_by_role("button", name="Apply").click()
    expect(dialog).to_have_count(0)


def test_escape_gives_the_chosen_zone_back(editor: Page) -> None:
    zone = editor.get_by_label("Your time zone")
    chosen = zone.input_value()
    zone.fill("Atlantis")
    for _ in range(2):
        zone.press("Escape")
        expect(zone).to_have_value(chosen)


def test_what_is_set_in_the_editor_is_exactly_what_the_picker_shows(
    editor: Page, picker: Page, new_page: NewPage, app_server: AppServer, market: Market
) -> None:
    editor.get_by_label("Monday, from").fill("10:00")
    editor.get_by_label("Monday, until").fill("12:00")
    editor.get_by_label("Add hours on Monday").click()
    expect(editor.get_by_label("Monday, from")).to_have_count(2)
    editor.get_by_label("Monday, from").last.fill("15:00")
    editor.get_by_label("Monday, until").last.fill("16:00")
    set_dates(editor, TUESDAY, hours=("18:00", "20:00"))
    set_dates(editor, WEDNESDAY, THURSDAY)
    tab(editor, "Rules")
    editor.get_by_label("Start times every").select_option(label="30 min")
    save(editor)
    expect_times(picker, MONDAY, "10:00", "10:30", "11:00", "15:00")
    expect_times(picker, TUESDAY, "18:00", "18:30", "19:00")
    expect(day_of(picker, WEDNESDAY)).to_be_disabled()
    expect(day_of(picker, THURSDAY)).to_be_disabled()
    hold(logged_in(new_page, app_server, market.learner), TUESDAY, 0)
    expect_times(picker, TUESDAY, "19:00")


def hold(page: Page, day: date, place: int) -> None:
    """Somebody else takes a time of that day, whatever their own clock shows."""
    open_modal(page)
    day_of(page, day).click()
    page.get_by_role("option").nth(place).click()
    expect(page.get_by_label("What would you like to learn?")).to_be_visible()


def test_windows_that_overlap_are_marked_where_they_do(editor: Page) -> None:
    editor.get_by_label("Add hours on Friday").click()
    expect(editor.get_by_label("Friday, from")).to_have_count(2)
    editor.get_by_label("Friday, from").last.fill("16:00")
    expect(editor.get_by_text("Overlaps with 09:00–17:00.")).to_be_visible()
    expect(editor.get_by_label("Friday, from").last).to_have_attribute("aria-invalid", "true")
    editor.get_by_role("button", name="Discard").click()


def test_leaving_with_unsaved_changes_is_asked_about_and_they_are_kept(editor: Page) -> None:
    asked: list[str] = []
    editor.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    editor.get_by_role("switch", name="Friday").click()
    expect(editor.get_by_text("Changes not saved yet.")).to_be_visible()
    editor.reload()
    expect(editor.get_by_text("Changes not saved yet.")).to_be_visible()
    expect(editor.get_by_role("switch", name="Friday")).not_to_be_checked()
    editor.get_by_role("link", name="Offerings", exact=True).filter(visible=True).first.click()
    expect(editor.get_by_text("Your changed hours are not saved yet.").first).to_be_visible()
    editor.goto(HOURS)
    editor.get_by_role("button", name="Discard").click()
    expect(editor.get_by_role("switch", name="Friday")).to_be_checked()
    editor.reload()
    assert asked == ["beforeunload"]


def test_the_preview_follows_in_the_zone_of_ones_choice(editor: Page) -> None:
    tab(editor, "Preview")
    zone = editor.get_by_label("Seen from")
    zone.fill("kathmandu")
    editor.get_by_role("option", name="Asia / Kathmandu").click()
    seen = editor.get_by_label("Times a learner sees").get_by_role("listitem")
    expect(seen.filter(has_text=f" {SOON.day} {SOON:%b}").get_by_text("14:45")).to_be_visible()


def calendar_row(editor: Page, name: str) -> Locator:
    return editor.get_by_label("Calendars", exact=True).get_by_role("listitem").filter(has_text=name)


def meeting(day: date) -> bytes:
    return calendar(event(f"{day:%Y%m%d}T093000Z", f"{day:%Y%m%d}T150000Z", "SUMMARY:Secret meeting"))


def test_a_calendar_elsewhere_takes_its_times(editor: Page, picker: Page, elsewhere: CalendarServer) -> None:
    day_of(picker, SOON).click()
    expect(picker.get_by_role("option", name="12:00")).to_be_visible()
    editor.get_by_label("Address of the calendar").fill(elsewhere.say(meeting(SOON), "/s3cret/work.ics"))
    editor.get_by_label("Name (optional)").fill("Work")
    editor.get_by_role("button", name="Add calendar").click()
    expect(calendar_row(editor, "Work")).to_contain_text("1 busy time ahead")
    expect(picker.get_by_role("option", name="12:00")).to_have_count(0)
    tab(editor, "Why not?")
    editor.get_by_role("textbox", name="Date", exact=True).fill(SOON.isoformat())
    editor.get_by_label("Time on your clock").fill("12:00")
    editor.get_by_role("button", name="Why isn’t it offered?").click()
    expect(editor.get_by_text("in your calendar “Work”")).to_be_visible()
    assert "s3cret" not in editor.content()
    calendar_row(editor, "Work").get_by_label("Remove Work").click()
    editor.get_by_role("button", name="Remove calendar").click()
    expect(calendar_row(editor, "Work")).to_have_count(0)
    expect(picker.get_by_role("option", name="12:00")).to_be_visible()


def test_a_calendar_that_is_gone_says_so_until_it_is_there_again(
    editor: Page, market: Market, elsewhere: CalendarServer
) -> None:
    perform(market.teacher, add_address, name="Family", address=elsewhere.url("/gone.ics"))
    editor.reload()
    expect(calendar_row(editor, "Family")).to_contain_text("There is no calendar at that address")
    elsewhere.say(calendar(), "/gone.ics")
    editor.get_by_label("Look at Family now").click()
    expect(calendar_row(editor, "Family")).to_contain_text("No busy times ahead")
    editor.get_by_label("Rename Family").click()
    editor.get_by_role("dialog").get_by_label("Name").fill("Everybody")
    editor.get_by_role("button", name="Save name").click()
    expect(calendar_row(editor, "Everybody")).to_be_visible()


def test_a_file_is_uploaded_while_unsaved_hours_stay(editor: Page) -> None:
    editor.get_by_role("switch", name="Saturday").click()
    expect(editor.get_by_text("Changes not saved yet.")).to_be_visible()
    upload(editor, meeting(FRIDAY))
    expect(editor.get_by_text("The calendar is added.").first).to_be_visible()
    expect(calendar_row(editor, "office.ics")).to_contain_text("1 busy time ahead")
    expect(editor.get_by_role("switch", name="Saturday")).not_to_be_checked()
    editor.get_by_role("button", name="Discard").click()


def test_a_file_that_is_no_calendar_is_refused_in_words(editor: Page) -> None:
    upload(editor, b"<html>Please log in</html>")
    expect(editor.get_by_text("That file can’t be read as a calendar (.ics).").first).to_be_visible()


def upload(editor: Page, body: bytes) -> None:
    file = {"name": "office.ics", "mimeType": "text/calendar", "buffer": body}
    editor.get_by_label("Calendar file (.ics)").set_input_files(file)
    editor.get_by_role("button", name="Upload file").click()


def test_on_a_phone_nothing_scrolls_sideways(
    new_page: NewPage, app_server: AppServer, market: Market
) -> None:
    phone = {"viewport": {"width": 360, "height": 740}, "timezone_id": "Asia/Kathmandu"}
    editor = logged_in(lambda **_: new_page(**phone), app_server, market.teacher)
    editor.goto(HOURS)
    for name in ("Weekly hours", "Dates", "Rules", "Preview", "Why not?"):
        tab(editor, name)
        assert editor.evaluate("document.documentElement.scrollWidth") == 360
    picker = new_page(**phone)
    open_modal(picker)
    inside = (
        "[...document.querySelectorAll('[role=dialog] *')].every(e => e.getBoundingClientRect().right <= 360)"
    )
    assert picker.evaluate(inside)
