"""The root of every "no" the product says. Each refusal is a subclass beside the function that raises it."""


class DomainError(Exception):
    """A refusal with a sentence for the person, and the form field it belongs to if there is one.

    `code` is a stable machine word for the API and the logs; `field` names the input to mark.
    """

    code = "refused"
    status = 409

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class NotAllowed(DomainError):
    """The actor may not do this to this object."""

    code = "not_allowed"
    status = 403


class NotFound(DomainError):
    """No such object, or none that this actor may know of."""

    code = "not_found"
    status = 404


class Invalid(DomainError):
    """What was typed can't be used; `field` says where."""

    code = "invalid"
    status = 422
