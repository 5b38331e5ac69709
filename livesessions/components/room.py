"""The room: its door, its people, its time."""

from typing import Any

import reflex as rx
from reflex.event import no_args_event_spec

from livesessions.components import kit
from livesessions.components.kit.values import Child
from livesessions.services.rooms import HEARTBEAT_SECONDS
from livesessions.state.room import PersonRow, RoomState

_SOURCE = rx.asset("room.js", shared=True)
_TIMER = rx.asset("room_timer.js", shared=True)

# For mypy their vars are values; here they are Vars.
state: Any = RoomState
room: Any = RoomState.room
hour: Any = RoomState.hour


class RoomPart(rx.Component):
    """What ticks in the browser; see room.js."""

    library = f"$/public/{_SOURCE}"


class Ticking(RoomPart):
    tag = "Ticking"
    now: rx.Var[str]
    until: rx.Var[str]
    since: rx.Var[str]


class Passing(RoomPart):
    tag = "Passing"
    now: rx.Var[str]
    start: rx.Var[str]
    end: rx.Var[str]
    label: rx.Var[str]


class Mark(RoomPart):
    tag = "Mark"
    now: rx.Var[str]
    at: rx.Var[str]

    @classmethod
    def get_event_triggers(cls) -> dict[str, Any]:
        return {**super().get_event_triggers(), "on_due": no_args_event_spec}


class Heartbeat(RoomPart):
    tag = "Heartbeat"
    seconds: rx.Var[int]
    timer: rx.Var[str]

    @classmethod
    def get_event_triggers(cls) -> dict[str, Any]:
        return {
            **super().get_event_triggers(),
            "on_beat": no_args_event_spec,
            "on_gone": no_args_event_spec,
        }


def room_view() -> rx.Component:
    """What stands under the title: the door or the hour at the left, the people at the right."""
    main = rx.match(
        hour.phase,
        ("early", _early()),
        ("door", _door()),
        ("inside", _inside()),
        _after(),
    )
    return rx.el.div(
        kit.stack(main, _materials(), class_name="gap-6"),
        kit.stack(_people(), _checklist()),
        Mark.create(now=hour.now, at=hour.mark, on_due=RoomState.refresh),
        class_name="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]",
    )


def _early() -> rx.Component:
    return kit.card(
        _big("The doors open in", Ticking.create(now=hour.now, until=room.opens_at)),
        rx.el.p(
            "From ",
            room.opens,
            " you can come in. This page opens the door by itself.",
            class_name="text-soft",
        ),
        class_name=_CENTRED,
    )


def _door() -> rx.Component:
    begins = _big("The session starts in", Ticking.create(now=hour.now, until=room.starts_at))
    running = _big("The session has been running for", Ticking.create(now=hour.now, since=room.starts_at))
    over = _big("The session is over", "Time is up")
    enter = kit.button("Enter the room", size="lg", icon="log-in", on_click=RoomState.enter)
    again = kit.button("Enter once more", variant="ghost", icon="log-in", on_click=RoomState.enter)
    return kit.card(
        rx.cond(hour.is_over, over, rx.cond(hour.has_begun, running, begins)),
        rx.cond(hour.is_over, rx.fragment(_finishing(), again), rx.fragment(enter, _finishing())),
        rx.el.p("The others see that you are here.", class_name="text-sm text-mute"),
        class_name=_CENTRED,
    )


def _inside() -> rx.Component:
    begins = _big("Starts in", Ticking.create(now=hour.now, until=room.starts_at))
    left = _big("Time left", Ticking.create(now=hour.now, until=room.ends_at))
    over = _big("Time is up", Ticking.create(now=hour.now, since=room.ends_at), "over")
    passed = rx.el.p(
        Ticking.create(now=hour.now, since=room.starts_at),
        " of ",
        room.lasts,
        class_name="text-sm text-mute tabular-nums",
    )
    bar = Passing.create(
        now=hour.now,
        start=room.starts_at,
        end=room.ends_at,
        label="Time passed",
        class_name="h-2 w-full max-w-sm appearance-none overflow-hidden rounded-full bg-line "
        "[&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent",
    )
    return kit.card(
        kit.badge("You are in the room", tone="success", icon="circle-check"),
        rx.cond(hour.is_over, over, rx.cond(hour.has_begun, rx.fragment(left, bar, passed), begins)),
        rx.cond(hour.can_give_up, _giving_up(), rx.fragment()),
        rx.cond(hour.may_leave, _leaving(), rx.fragment()),
        rx.el.p("The room closes at ", room.closes, ".", class_name="text-sm text-mute"),
        _finishing(),
        kit.button("Leave the room", variant="secondary", icon="log-out", on_click=RoomState.leave),
        Heartbeat.create(
            seconds=HEARTBEAT_SECONDS,
            timer=_TIMER,
            on_beat=RoomState.beat(room.reference),
            on_gone=RoomState.slip_out(room.reference),
            key=room.reference,
        ),
        class_name=_CENTRED,
    )


def _giving_up() -> rx.Component:
    """The instructor did not come: wait on, or go with everything back."""
    words = rx.el.p(
        "You can go on waiting: if nobody comes, it ends by itself and everything comes back to you. Or end it "
        "now. ",
        room.back,
    )
    ways = rx.el.div(
        kit.button("End it and book another time", icon="calendar-plus", on_click=RoomState.give_up(True)),
        kit.button("End it", variant="secondary", on_click=RoomState.give_up(False)),
        class_name="mt-3 flex flex-wrap gap-3",
    )
    title = f"{room.instructor} has not come"
    return rx.el.div(kit.alert(words, ways, title=title, tone="warning"), class_name=_TOLD)


def _leaving() -> rx.Component:
    words = (
        "You waited long enough and may leave. The session counts as missed, and you are paid by the policy."
    )
    return rx.el.div(kit.alert(words, title="Nobody has come", tone="info"), class_name=_TOLD)


def _after() -> rx.Component:
    return kit.card(
        kit.empty("The room is closed", "The session is over. Thank you for coming.", icon="lock"),
        _finishing(),
        class_name=_CENTRED,
    )


def _finishing() -> rx.Component:
    """What is left to do: the instructor's word, the learner's review."""
    mark = kit.button("Mark as completed", icon="check", on_click=RoomState.mark_completed)
    review = kit.button_link("Write a review", href=f"{room.booking}#review", icon="star")
    done = kit.badge("Completed", tone="success", icon="check")
    return rx.fragment(
        rx.cond(hour.is_finished, done, rx.fragment()),
        rx.cond(hour.can_finish, mark, rx.fragment()),
        rx.cond(hour.can_review, review, rx.fragment()),
    )


def _people() -> rx.Component:
    return kit.card(
        kit.stack(
            rx.el.h2("In this session", class_name="text-subheading"),
            rx.el.ul(rx.foreach(state.people, _person), class_name="flex flex-col gap-4"),
            rx.el.p(state.said, aria_live="polite", class_name="min-h-5 text-sm text-soft"),
        )
    )


def _person(person: PersonRow) -> rx.Component:
    here = kit.badge("Here", tone="success", icon="circle-check")
    away = kit.badge("Not here")
    you = rx.cond(person.is_you, " (you)", "")
    words = rx.el.div(
        rx.el.p(person.name, you, class_name="font-medium break-words"),
        rx.el.p(person.part, class_name="text-sm text-mute"),
        rx.cond(person.topic != "", rx.el.p("Topic: ", person.topic, class_name="text-sm text-soft"), ""),
        class_name="min-w-0 grow",
    )
    return rx.el.li(
        kit.avatar(person.name, size="sm"),
        words,
        rx.cond(person.is_here, here, away),
        key=person.key,
        class_name="flex items-start gap-3",
    )


def _checklist() -> rx.Component:
    """What to have at hand, until the session is over."""
    points = (
        "A quiet place and a stable connection",
        "Headphones with a microphone",
        "Something to write with",
    )
    lines = [
        rx.el.li(
            kit.icon("check", size=18, class_name="mt-0.5 text-success"), point, class_name="flex gap-2.5"
        )
        for point in points
    ]
    shown = kit.card(
        kit.stack(
            rx.el.h2("What you need", class_name="text-subheading"),
            rx.el.ul(*lines, class_name="flex flex-col gap-2 text-soft"),
        )
    )
    return rx.cond((hour.phase == "early") | (hour.phase == "door"), shown, rx.fragment())


def _materials() -> rx.Component:
    shown = kit.card(
        kit.stack(
            rx.el.h2("Materials", class_name="text-subheading"),
            rx.el.p(room.materials, class_name="max-w-prose break-words whitespace-pre-line text-soft"),
        )
    )
    return rx.cond(room.materials != "", shown, rx.fragment())


def _big(label: str, figure: Child, unit: str = "") -> rx.Component:
    return rx.el.div(
        rx.el.p(label, class_name="text-soft"),
        rx.el.p(figure, f" {unit}" if unit else "", class_name="text-display tabular-nums"),
    )


_TOLD = "w-full text-left"
_CENTRED = "flex flex-col items-center gap-5 py-10 text-center"
