"""One transaction: all of it or nothing, with its audit row, its promise and its bell."""

from collections.abc import Iterable

import pytest
from sqlmodel import col, select

from livesessions.domain.audit import first_broken
from livesessions.domain.errors import NotAllowed
from livesessions.models import AuditEvent, Domain, OutboxJob
from livesessions.runtime.work import GUEST, SYSTEM, Door, View, Work, ask, perform


class Bell:
    def __init__(self) -> None:
        self.rung: list[str] = []

    def publish(self, topics: Iterable[str]) -> None:
        self.rung.extend(topics)


def add_domain(work: Work, *, name: str = "Music") -> int:
    domain = Domain(slug=name.lower(), name=name)
    work.db.add(domain)
    work.record("domain.added", domain, after={"name": name}, topics=["domains"])
    work.later("print_sign", {"name": name}, key=f"sign:{name}")
    work.db.flush()
    return domain.id


def add_and_refuse(work: Work) -> None:
    add_domain(work)
    raise NotAllowed("Not today.")


def domains(view: View) -> list[str]:
    return list(view.db.exec(select(Domain.name)))


def events(view: View) -> list[AuditEvent]:
    return list(view.db.exec(select(AuditEvent)))


def jobs(view: View) -> list[str]:
    return [job.job for job in view.db.exec(select(OutboxJob))]


def test_a_use_case_that_succeeds_is_kept(door: Door) -> None:
    perform(SYSTEM, add_domain)
    assert ask(GUEST, domains) == ["Music"]


def test_a_refusal_leaves_nothing_behind(door: Door) -> None:
    with pytest.raises(NotAllowed):
        perform(SYSTEM, add_and_refuse)
    assert (ask(GUEST, domains), ask(GUEST, events), ask(GUEST, jobs)) == ([], [], [])


def test_the_audit_row_says_who_did_what_to_what(door: Door) -> None:
    number = perform(SYSTEM, add_domain)
    (event,) = ask(GUEST, events)
    assert (event.actor_kind, event.event, event.subject_kind, event.subject_id) == (
        "system",
        "domain.added",
        "domain",
        str(number),
    )


def test_audit_rows_of_one_subject_are_chained_by_hash(door: Door) -> None:
    for name in ("Music", "Maths", "Yoga"):
        perform(SYSTEM, add_domain, name=name)
    for chain in {event.chain for event in ask(GUEST, events)}:
        rows = [event for event in ask(GUEST, events) if event.chain == chain]
        assert first_broken((row.previous_hash, row.hash, row.facts()) for row in rows) is None


def test_a_promise_with_a_key_is_made_once(door: Door) -> None:
    def promise(work: Work) -> None:
        work.later("ring", key="one")

    perform(SYSTEM, promise)
    perform(SYSTEM, promise)
    assert ask(GUEST, jobs) == ["ring"]


def test_an_announced_event_is_promised_to_its_readers(door: Door) -> None:
    door.announced = frozenset({"domain.added"})
    perform(SYSTEM, add_domain)
    assert sorted(ask(GUEST, jobs)) == ["announce", "print_sign"]


def test_what_happened_together_is_announced_at_once(door: Door) -> None:
    door.announced = frozenset({"domain.added", "domain.named"})

    def add(work: Work) -> None:
        for slug, event in (("a", "added"), ("b", "added"), ("c", "named")):
            domain = Domain(slug=slug, name=slug)
            work.db.add(domain)
            work.record(f"domain.{event}", domain, together="both" if event == "added" else None)

    perform(SYSTEM, add)
    assert ask(GUEST, announced) == [{"event": 1, "others": [2]}, {"event": 3, "others": []}]


def announced(view: View) -> list[dict[str, object]]:
    promised = select(OutboxJob.payload).where(OutboxJob.job == "announce").order_by(col(OutboxJob.id))
    return list(view.db.exec(promised))


def test_topics_ring_after_the_commit(door: Door) -> None:
    door.ring = bell = Bell()
    number = perform(SYSTEM, add_domain)
    assert bell.rung == [f"domain:{number}", "domains", "outbox"]


def test_what_a_query_writes_is_thrown_away(door: Door) -> None:
    ask(GUEST, lambda view: view.db.add(Domain(slug="x", name="X")))
    assert ask(GUEST, domains) == []
