"""One line per fact, as JSON in production and readable in development. Secrets never get here."""

import logging
import re
import sys

import structlog
from structlog.typing import EventDict, WrappedLogger

# What PostgreSQL adds to a refusal: the row's values, until the next part of the error (which may be quoted).
_DETAIL = re.compile(r"(?<=DETAIL:  ).*?(?=(?:\\n|\n)(?:\[SQL|CONTEXT|HINT|\\n|\n)|$)", re.DOTALL)


def set_up_logging(level: str, *, as_json: bool) -> None:
    """Sends structlog and the standard library's loggers to standard error in one form."""
    renderer = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _without_values,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
    )
    logging.basicConfig(level=level.upper(), format="%(levelname)s %(name)s %(message)s", stream=sys.stderr)
    logging.getLogger("httpx").setLevel(logging.WARNING)


def without_values(error: str) -> str:
    """The words of an error without the values of rows: those are people's."""
    return _DETAIL.sub("…", error)


def _without_values(_logger: WrappedLogger, _method: str, fact: EventDict) -> EventDict:
    if "exception" in fact:
        fact["exception"] = without_values(fact["exception"])
    return fact


def logger(name: str) -> structlog.stdlib.BoundLogger:
    """A logger for one module."""
    made: structlog.stdlib.BoundLogger = structlog.get_logger(module=name)
    return made
