"""Which letters went out: the record that keeps a retried job from sending one twice."""

from livesessions.models import SentLetter
from livesessions.queries.letters import was_sent
from livesessions.runtime.work import Work


def note_sent(work: Work, *, key: str, user_id: int | None) -> None:
    """Writes down that the letter with this key left."""
    if not was_sent(work, key=key):
        letter = SentLetter(key=key, user_id=user_id, sent_at=work.now)
        work.db.add(letter)
        work.record("letter.sent", letter, after={"key": key, "user": user_id})
