"""Hostile clients at the gate, through Reflex's real pipeline."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

import pytest
import reflex as rx
from pydantic import Field, SecretStr
from structlog.testing import capture_logs

from livesessions.domain.errors import Invalid
from livesessions.runtime.limits import MemoryLimits, Rate
from livesessions.state.base import INSIDE, PUBLIC, SIGNED_IN, AppState, FieldErrors, Form, event, role
from livesessions.state.gate.caller import caller
from livesessions.state.gate.keeper import refuse_undeclared
from tests.state.pipeline import Client, House, serving

ME = "visitor=v1; login=c1"


class Note(Form):
    email: Annotated[str, Field(min_length=3)]
    seats: int = 1


class Entry(Form):
    password: SecretStr = SecretStr("")


class DeskState(FieldErrors, AppState):
    desk_count: int = 0
    secret: str = ""
    seen_by: int = 0
    _private: str = "never leaves"

    @event(PUBLIC)
    async def add(self, amount: int, note: str = "") -> None:
        self.desk_count += amount

    @event(SIGNED_IN)
    async def keep(self, text: str) -> None:
        self.secret = text
        self.seen_by = caller().actor.user_id or 0

    @event(role("instructor"))
    async def teach(self) -> None:
        self.desk_count = 100

    @event(SIGNED_IN, loads=True)
    async def load(self) -> None:
        if not self._resumed:
            self.desk_count = 42

    @event(PUBLIC)
    async def write(self, form: Note) -> None:
        self.desk_count = form.seats

    @event(PUBLIC)
    async def enter(self, form: Entry) -> None:
        self.desk_count = 1

    @event(PUBLIC, rate=Rate(times=2, seconds=600))
    async def shout(self) -> None:
        self.desk_count += 1

    @event(PUBLIC)
    async def break_down(self, password: str) -> None:
        raise RuntimeError(f"the pipe burst over {password}")

    @event(PUBLIC, loads=True)
    async def open_badly(self) -> None:
        raise RuntimeError("the shelf is gone")

    @event(PUBLIC, loads=True)
    async def open_halfway(self) -> AsyncIterator[None]:
        yield
        raise RuntimeError("the shelf is gone")

    @event(PUBLIC)
    async def refuse(self) -> None:
        raise Invalid("Not like this.", field="email")

    @event(INSIDE)
    async def reward(self) -> None:
        self.desk_count = 1000

    @event(PUBLIC)
    async def work(self) -> rx.event.EventSpec:
        return DeskState.reward()

    async def undeclared(self) -> None:
        self.desk_count = 666


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with serving() as house:
        house.app.add_page(lambda: rx.el.p("desk"), route="/desk", on_load=DeskState.load)
        house.app.add_page(lambda: rx.el.p("home"), route="/")
        yield house


@pytest.fixture
async def guest(house: House) -> Client:
    client = await house.connect()
    await client.open()
    return client


@pytest.fixture
async def mina(house: House) -> Client:
    house.log_in("c1")
    client = await house.connect(cookie=ME)
    await client.open()
    return client


async def test_a_declared_event_runs(guest: Client) -> None:
    await guest.send(DeskState.add, amount=2)
    assert guest.vars()["desk_count"] == 2


async def test_an_event_without_a_policy_is_refused(guest: Client) -> None:
    await guest.send(DeskState.undeclared)
    assert guest.vars()["desk_count"] == 0


@pytest.mark.parametrize("name", ["setvar", "set_count"])
async def test_variables_can_not_be_set_from_outside(guest: Client, name: str) -> None:
    await guest.send(f"{DeskState.get_full_name()}.{name}", var_name="desk_count", value=5)
    assert guest.vars()["desk_count"] == 0


async def test_an_inner_event_is_refused_to_browsers(guest: Client) -> None:
    await guest.send(DeskState.reward)
    assert guest.vars()["desk_count"] == 0


async def test_an_inner_event_runs_when_our_own_handler_sends_it(guest: Client) -> None:
    await guest.send(DeskState.work)
    assert guest.vars()["desk_count"] == 1000


@pytest.mark.parametrize("amount", ["abc", None, {"a": 1}, [1], True, 1.5, float("inf"), 10**30])
async def test_what_is_no_number_is_refused(guest: Client, amount: object) -> None:
    await guest.send(DeskState.add, amount=amount)
    assert (guest.vars()["desk_count"], list(guest.vars()["errors"])) == (0, ["amount"])


async def test_keys_that_nobody_asked_for_are_refused(guest: Client) -> None:
    await guest.send(DeskState.add, amount=1, admin=True)
    assert guest.vars()["desk_count"] == 0


async def test_text_without_end_is_refused(guest: Client) -> None:
    await guest.send(DeskState.add, amount=1, note="x" * 10_001)
    assert guest.vars()["desk_count"] == 0


async def test_a_form_arrives_as_its_own_type(guest: Client) -> None:
    await guest.send(DeskState.write, form={"__reflex_form_data__": [["email", "a@b.c"], ["seats", "3"]]})
    assert guest.vars()["desk_count"] == 3


async def test_a_form_that_can_not_be_used_marks_its_fields(guest: Client) -> None:
    await guest.send(DeskState.write, form={"__reflex_form_data__": [["email", " "], ["seats", "many"]]})
    assert guest.vars()["errors"] == {"email": "Please fill this in.", "seats": "A whole number, please."}


async def test_a_form_that_is_sent_again_loses_its_marks(guest: Client) -> None:
    await guest.send(DeskState.write, form={})
    await guest.send(DeskState.write, form={"email": "a@b.c"})
    assert guest.vars()["errors"] == {}


def test_a_state_with_an_undeclared_event_stops_the_start() -> None:
    with pytest.raises(TypeError, match=r"without a policy: \S+desk_state.undeclared$"):
        refuse_undeclared("tests.state.test_gate")


def test_our_own_states_declare_all_their_events() -> None:
    refuse_undeclared()


async def test_a_refusal_of_the_house_marks_its_field(guest: Client) -> None:
    await guest.send(DeskState.refuse)
    assert guest.vars()["errors"] == {"email": "Not like this."}


async def test_a_guest_is_led_to_the_log_in_page(guest: Client) -> None:
    await guest.send(DeskState.keep, text="for mina alone")
    assert [each["path"] for each in guest.sent("_redirect")] == ["/log-in?next=%2F"]


async def test_a_person_acts_as_themselves(mina: Client) -> None:
    await mina.send(DeskState.keep, text="for mina alone")
    assert (mina.vars()["secret"], mina.vars()["seen_by"]) == ("for mina alone", 7)


async def test_a_role_that_is_missing_is_refused(mina: Client) -> None:
    await mina.send(DeskState.teach)
    assert (mina.vars()["desk_count"], mina.vars()["notice"].text) == (0, "You may not do this.")


async def test_a_page_for_people_loads_for_a_person(house: House, mina: Client) -> None:
    await mina.open("/desk")
    assert (mina.vars()["desk_count"], mina.vars()["is_hydrated"]) == (42, True)


async def test_a_page_that_has_its_line_again_goes_on_where_it_was(mina: Client) -> None:
    await mina.open("/desk")
    await mina.send(DeskState.add, amount=1)
    await mina.come_back()
    assert mina.vars()["desk_count"] == 43


async def test_a_page_that_is_opened_again_begins_anew(mina: Client) -> None:
    await mina.open("/desk")
    await mina.send(DeskState.add, amount=1)
    await mina.open("/desk")
    assert mina.vars()["desk_count"] == 42


async def test_a_line_that_comes_back_on_another_page_loads_it_anew(house: House, mina: Client) -> None:
    await mina.send(DeskState.add, amount=1)
    house.paths[mina.token] = ("/desk", {})
    await mina.come_back()
    assert mina.vars()["desk_count"] == 42


async def test_a_page_for_people_sends_a_guest_to_the_log_in_page(guest: Client) -> None:
    await guest.open("/desk")
    assert [each["path"] for each in guest.sent("_redirect")] == ["/log-in?next=%2Fdesk"]


async def test_a_log_out_elsewhere_counts_at_the_next_event(house: House, mina: Client) -> None:
    await mina.send(DeskState.keep, text="for mina alone")
    del house.logins["c1"]
    await mina.send(DeskState.add, amount=1)
    assert (mina.vars()["secret"], mina.vars()["desk_count"], mina.vars()["viewer"].signed_in) == (
        "",
        0,
        False,
    )


async def test_after_a_log_out_the_page_goes_on_as_a_guest(house: House, mina: Client) -> None:
    del house.logins["c1"]
    await mina.send(DeskState.add, amount=1)
    await mina.send(DeskState.add, amount=1)
    assert mina.vars()["desk_count"] == 1


async def test_a_copied_token_with_another_cookie_gets_a_blank_tree(house: House, mina: Client) -> None:
    await mina.send(DeskState.keep, text="for mina alone")
    await mina.leave()
    thief = await house.connect("tab", cookie="visitor=v2")
    await thief.send(DeskState.add, amount=1)
    await thief.open()
    assert (thief.vars().get("secret"), "for mina alone" in thief.wire()) == ("", False)


async def test_a_copied_token_of_a_guest_gets_a_blank_tree(house: House, guest: Client) -> None:
    await guest.send(DeskState.add, amount=5)
    await guest.leave()
    thief = await house.connect("tab", cookie="visitor=v2")
    await thief.open()
    assert thief.vars()["desk_count"] == 0


async def test_the_same_browser_finds_its_tree_again(house: House, guest: Client) -> None:
    await guest.send(DeskState.add, amount=5)
    await guest.leave()
    again = await house.connect("tab")
    await again.open()
    assert again.vars()["desk_count"] == 5


async def test_a_browser_without_cookies_has_its_tree_for_one_connection(house: House) -> None:
    first = await house.connect("bare", cookie="")
    await first.open()
    await first.send(DeskState.add, amount=5)
    await first.leave()
    second = await house.connect("bare", cookie="")
    await second.open()
    assert second.vars()["desk_count"] == 0


async def test_another_person_on_the_same_computer_gets_a_blank_tree(house: House, mina: Client) -> None:
    await mina.send(DeskState.keep, text="for mina alone")
    await mina.leave()
    house.log_in("c2", user_id=8, name="Noor")
    noor = await house.connect("tab", cookie="visitor=v1; login=c2")
    await noor.open()
    assert (noor.vars()["secret"], noor.vars()["viewer"].name) == ("", "Noor")


async def test_nothing_private_is_in_what_a_browser_gets(mina: Client) -> None:
    await mina.send(DeskState.keep, text="for mina alone")
    await mina.open()
    told = mina.wire()
    assert [word for word in ("never leaves", "_bound_to", "login=c1", "login:1") if word in told] == []


async def test_a_secret_beyond_all_limits_is_called_too_long(guest: Client) -> None:
    await guest.send(DeskState.enter, form={"password": "x" * 12_000})
    assert guest.vars()["errors"] == {"password": "This is too long."}


async def test_a_broken_handler_gives_the_person_a_number(guest: Client) -> None:
    with capture_logs() as told:
        await guest.send(DeskState.break_down, password="hunter2")
    notice = guest.vars()["notice"]
    assert [(line["event"], line["reference"]) for line in told] == [("handler_failed", notice.reference)]


async def test_a_broken_handler_shows_nothing_of_its_inside(guest: Client) -> None:
    with capture_logs():
        await guest.send(DeskState.break_down, password="hunter2")
    assert (guest.vars()["notice"].kind, "pipe" in guest.wire()) == ("error", False)


@pytest.mark.parametrize("load", [DeskState.open_badly, DeskState.open_halfway])
async def test_a_page_that_breaks_while_it_loads_says_so_instead_of_loading_for_ever(
    house: House, load: Any
) -> None:
    guest = await house.connect(str(load))  # a client hears only a few apologies in a row
    await guest.open()
    with capture_logs() as told:
        await guest.send(load)
    assert (guest.vars()["problem"], guest.vars()["notice"].reference) == (500, told[0]["reference"])


async def test_an_event_that_nobody_knows_is_logged_without_cookies(
    mina: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with capture_logs() as lines:
        await mina.send("reflex___state____state.give_me_all", card="4242")
    told = f"{lines} {caplog.text}"
    assert ("give_me_all" in told, "c1" in told, "4242" in told) == (True, False, False)


@pytest.mark.parametrize("junk", ["{}", 5, None, {"name": 3}, {"name": "x", "payload": [1]}])
async def test_what_is_no_event_is_logged_without_its_content(
    house: House, guest: Client, junk: object, caplog: pytest.LogCaptureFixture
) -> None:
    await house.namespace.on_event(guest.sid, junk)
    assert caplog.text == ""


async def test_a_handlers_own_rate_is_kept(guest: Client) -> None:
    for _ in range(4):
        await guest.send(DeskState.shout)
    assert (guest.vars()["desk_count"], guest.vars()["notice"].kind) == (2, "error")


async def test_a_flood_is_dropped() -> None:
    async with serving(lambda: House(MemoryLimits(clock=lambda: 0.0))) as house:
        guest = await house.connect()
        await guest.open()
        for _ in range(320):
            await guest.send(DeskState.add, amount=1)
        assert guest.vars()["desk_count"] == 299


async def test_only_stored_variables_come_from_the_browser(guest: Client) -> None:
    name = f"{DeskState.get_full_name()}.count_rx_state_"
    await guest.send("reflex___state____state.hydrate_and_load", vars={name: "9", "no.such.state.x": "1"})
    assert guest.vars()["desk_count"] == 0


async def test_a_zone_is_believed_only_if_it_is_one(house: House) -> None:
    for token, zone in (("a", "Europe%2FBerlin"), ("b", "../../etc")):
        client = await house.connect(token, cookie=f"visitor={token}; zone={zone}")
        await client.open()
    assert [c.vars()["viewer"].zone for c in house.clients.values()] == ["Europe/Berlin", "UTC"]
