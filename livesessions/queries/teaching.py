"""Who may ask what only instructors are told."""

from livesessions.domain.errors import NotAllowed
from livesessions.runtime.work import View


def must_teach(view: View) -> int:
    """The id of the instructor who asks, also of one whose teaching is suspended. Errors: NotAllowed."""
    owner = view.actor.must_be_signed_in()
    if not view.actor.has_taught:
        raise NotAllowed("This is for instructors.")
    return owner
