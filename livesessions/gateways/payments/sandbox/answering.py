"""How the sandbox answers when it is asked: at once, slowly, without saying whether it did it, or not at all."""

import time
from enum import StrEnum

from livesessions.gateways.payments.errors import GatewayTimeout
from livesessions.gateways.payments.sandbox.desk import Desk

SLOW_SECONDS = 3.0
SILENCE = "The payment service does not answer at the moment. Please try again."


class AnswerMode(StrEnum):
    """What a developer can switch on to see that a call may take long, get lost, or never arrive."""

    NORMAL = "normal"
    SLOW = "slow"
    UNSURE = "unsure"  # every other call is carried out, and its answer is lost
    DOWN = "down"


def mode(desk: Desk) -> AnswerMode:
    return AnswerMode(desk.switch("answers", AnswerMode.NORMAL))


def before(chosen: AnswerMode) -> None:
    """On the way there. Raises `GatewayTimeout` where the call never arrives."""
    if chosen is AnswerMode.SLOW:
        time.sleep(SLOW_SECONDS)
    if chosen is AnswerMode.DOWN:
        raise GatewayTimeout(SILENCE)


def is_lost(desk: Desk) -> bool:
    """Whether the answer to this call gets lost on its way back: that of every other one."""
    if mode(desk) is not AnswerMode.UNSURE:
        return False
    count = int(desk.switch("calls", "0")) + 1
    desk.db.execute("REPLACE INTO switches VALUES ('calls', ?)", (str(count),))
    return count % 2 == 1
