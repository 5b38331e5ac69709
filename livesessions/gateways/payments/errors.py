"""What a payment gateway can answer instead of yes: each says what is known of the effect, and what next."""

from livesessions.domain.errors import DomainError

EXPIRY = "expiry_out_of_range"  # the reason when a page would stay open too short or too long


class GatewayError(DomainError):
    """Something between us and the payment gateway; `reason` is the gateway's code, for operators."""

    code = "payment_gateway"
    status = 502

    def __init__(self, message: str, *, reason: str = "") -> None:
        super().__init__(message)
        self.reason = reason or self.code


class Declined(GatewayError):
    """The learner's bank said no. Nothing moved; another card may work."""

    code = "payment_declined"
    status = 402


class GatewayTimeout(GatewayError):
    """No answer: the effect is unknown. Look it up, then repeat under the *same* key."""

    code = "payment_gateway_timeout"
    status = 504


class GatewayFault(GatewayTimeout):
    """The gateway broke (5xx): the effect is unknown, and the same key gets this answer again for 24 h.

    Look it up; if the effect is not there, the next try needs a new generation of the key.
    """

    code = "payment_gateway_fault"


class GatewayBusy(GatewayError):
    """Too many requests, or the same key is being worked on. Nothing happened: wait, then the same key."""

    code = "payment_gateway_busy"
    status = 503


class GatewayRefused(GatewayError):
    """A definite no: the state out there is not what we thought. Look up, decide anew, new generation."""

    code = "payment_gateway_refused"
    status = 409


class ParameterBug(GatewayError):
    """We asked wrongly (bad parameter, reused key, bad API key): tell the operator, never loop."""

    code = "payment_gateway_bug"
    status = 500


class BadSignature(GatewayError):
    """A webhook that no secret of ours signed, or an old one sent again."""

    code = "bad_signature"
    status = 400
