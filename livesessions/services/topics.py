"""What a session will be about, in its instructor's words. Every version is kept."""

from livesessions.domain.bookings import NotNow, Status
from livesessions.domain.errors import Invalid, NotAllowed
from livesessions.domain.topics import LONGEST_TOPIC
from livesessions.runtime.work import Work
from livesessions.services.bookings import add_version, must_be_flexible, short, taught_booking
from livesessions.services.life import newest_topic
from livesessions.services.taking import topics_of


def set_topic(work: Work, *, reference: str, topic: str, goal: str = "") -> None:
    """Writes a new version; what was final stays final. Nothing happens where nothing is new.

    Errors: NotFound, NotNow once it is over, NotAllowed for a topic that is the offering's own and for
    admins, who do not teach it, Invalid.
    """
    booking, live_session = taught_booking(work, reference)
    if live_session.instructor_id != work.actor.user_id:
        raise NotAllowed("Its instructor sets the topic, in their own words.")
    if booking.status not in (Status.PENDING, Status.ACCEPTED):
        raise NotNow("The topic can't be changed any more.")
    must_be_flexible(work, live_session)
    words, newest = short(topic, "topic", LONGEST_TOPIC), newest_topic(work, booking)
    if not words:
        raise Invalid("What will the session be about?", field="topic")
    if newest and (words, goal.strip()) == (newest.topic, newest.goal):
        return
    version = add_version(work, booking, words, goal, newest.level if newest else "")
    version.is_final = bool(newest and newest.is_final)
    work.record("booking.topic_set", booking, after={"topic": words}, topics=topics_of(booking, live_session))
