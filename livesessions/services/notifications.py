"""The lines under people's bells."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import col, func, select, update

from livesessions.models import AuditEvent, Notification
from livesessions.runtime.work import Work

# What one person's doings may send to one other: a learner with four weekly series of twelve stays below.
DAY = timedelta(days=1)
MOST_LETTERS = 60
LOOKED_AT = 500  # of the newest lines of a person who hears from many


@dataclass(frozen=True, slots=True)
class News:
    """What one person is told of one event; `letter` names the letter that goes with it, if any.

    `others` are told with it in the same words. The first stands for them all: it is what is told once.
    """

    user_id: int
    event_id: int
    others: tuple[int, ...]
    title: str
    body: str = ""
    path: str = ""
    letter: str = ""


def notify(work: Work, *, news: News) -> None:
    """Puts a line under the bell and promises the letter; a second time nothing happens.

    Beyond `MOST_LETTERS` about what one person did in a day, the bell alone rings.
    """
    same = select(Notification.id).where(
        Notification.user_id == news.user_id, Notification.audit_event_id == news.event_id
    )
    if work.db.exec(same).first():
        return
    line = Notification(
        user_id=news.user_id,
        audit_event_id=news.event_id,
        title=news.title[:160],
        body=news.body[:400],
        path=news.path,
        created_at=work.now,
    )
    work.db.add(line)
    work.record("notification.made", line, topics=[bell(news.user_id)])
    if news.letter and not _has_written_enough(work, news):
        payload = {"letter": news.letter, "event": news.event_id, "user_id": news.user_id}
        with_others = {"others": list(news.others)} if news.others else {}
        key = f"letter:{news.letter}:{news.event_id}:{news.user_id}"
        work.later("send_letter", payload | with_others, key=key)


def _has_written_enough(work: Work, news: News) -> bool:
    """Whether the person behind the event has caused as many letters to this one as a day bears."""
    actor = work.db.get_one(AuditEvent, news.event_id).actor_id
    if actor is None:
        return False
    newest = (
        select(Notification.audit_event_id)
        .where(Notification.user_id == news.user_id, Notification.created_at > work.now - DAY)
        .order_by(col(Notification.id).desc())
        .limit(LOOKED_AT)
        .subquery()
    )
    theirs = (
        select(func.count())
        .select_from(newest)
        .join(AuditEvent, col(AuditEvent.id) == newest.c.audit_event_id)
        .where(AuditEvent.actor_id == actor)
    )
    return work.db.exec(theirs).one() > MOST_LETTERS


def mark_all_read(work: Work) -> None:
    """The actor has seen everything under their bell."""
    user_id = work.actor.must_be_signed_in()
    unread = update(Notification).where(
        col(Notification.user_id) == user_id, col(Notification.read_at).is_(None)
    )
    work.db.exec(unread.values(read_at=work.now))


def bell(user_id: int) -> str:
    """The name under which a person's open pages wait for news."""
    return f"bell:{user_id}"
