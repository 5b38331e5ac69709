"""Which letters went out."""

from sqlmodel import select

from livesessions.models import SentLetter
from livesessions.runtime.work import View


def was_sent(view: View, *, key: str) -> bool:
    """Whether the letter with this key left already."""
    return view.db.exec(select(SentLetter.id).where(SentLetter.key == key)).first() is not None
