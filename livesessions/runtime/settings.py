"""What the operator can set, by the names the operator knows. A wrong value stops the start with its name."""

from decimal import Decimal
from functools import cached_property
from ipaddress import IPv4Address
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AnyHttpUrl, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

SHORTEST_SECRET = 32
Percentage = Annotated[Decimal, Field(ge=0, le=100, decimal_places=2)]
Hours = Annotated[int, Field(ge=0, le=24 * 30)]
Minutes = Annotated[int, Field(ge=5, le=24 * 60)]


class WrongSettings(Exception):
    """One or more settings can't be used; the message has a line for each."""


class Settings(BaseSettings):
    """Every setting, its default and what is allowed. `.env.example` documents them in words."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True)

    environment: Literal["development", "production"] = "development"
    base_url: AnyHttpUrl = AnyHttpUrl("http://localhost:8000")
    port: int = Field(default=8000, ge=1, le=65535)
    bind_address: IPv4Address = IPv4Address("0.0.0.0")  # noqa: S104  (a container's port is reached from outside)
    data_dir: Path = Path("var")
    database_url: str = ""
    redis_url: str = ""
    secret_key: SecretStr = SecretStr("")
    former_secret_keys: Annotated[tuple[SecretStr, ...], NoDecode] = ()
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    trusted_proxy_hops: int = Field(default=0, ge=0, le=10)
    pages_per_address: int = Field(default=600, ge=10, le=100_000)

    stripe_publishable_key: str = ""
    stripe_secret_key: SecretStr = SecretStr("")
    stripe_webhook_secret: SecretStr = SecretStr("")
    stripe_webhook_secrets: Annotated[tuple[SecretStr, ...], NoDecode] = ()
    stripe_api_base: str = ""
    sandbox_webhooks: Literal["", "normal", "delayed", "failing", "doubled", "lost"] = ""
    sandbox_answers: Literal["", "normal", "slow", "unsure", "down"] = ""

    platform_fee_percentage: Percentage = Decimal(10)
    min_session_duration: Minutes = 30
    max_session_duration: Minutes = 240
    free_cancellation_hours: Hours = 24
    partial_refund_hours: Hours = 12
    no_refund_hours: Hours = 12
    answer_within_hours: Annotated[int, Field(ge=1, le=24 * 30)] = 24
    authorisation_hours: Hours = 24 * 7

    smtp_url: str = ""  # smtp://user:password@host:587; empty: letters are written to files
    mail_from: str = "Live Sessions <hello@livesessions.example>"
    calendar_private_hosts: Annotated[tuple[str, ...], NoDecode] = ()  # "host" or "host:port"
    demo: bool = True
    clock_offset_file: Path | None = None  # development only: seconds to travel ahead, read at every look

    @field_validator("former_secret_keys", "stripe_webhook_secrets", "calendar_private_hosts", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return (
            [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value
        )

    @model_validator(mode="after")
    def _make_sense_together(self) -> Self:
        if self.min_session_duration > self.max_session_duration:
            raise ValueError("MIN_SESSION_DURATION must not be above MAX_SESSION_DURATION")
        if max(self.partial_refund_hours, self.no_refund_hours) > self.free_cancellation_hours:
            raise ValueError(
                "PARTIAL_REFUND_HOURS and NO_REFUND_HOURS must not be above FREE_CANCELLATION_HOURS"
            )
        return self

    @model_validator(mode="after")
    def _fit_for_production(self) -> Self:
        if self.environment != "production":
            return self
        if len(self.secret_key.get_secret_value()) < SHORTEST_SECRET:
            raise ValueError(f"SECRET_KEY must have at least {SHORTEST_SECRET} characters in production")
        if self.clock_offset_file:
            raise ValueError("CLOCK_OFFSET_FILE is for development: production lives in the present")
        if not self.stripe_secret_key.get_secret_value():
            raise ValueError("STRIPE_SECRET_KEY must be set in production: the sandbox takes no real money")
        if not self.webhook_secrets:
            raise ValueError("STRIPE_WEBHOOK_SECRET must be set in production: else no payment is heard of")
        if self.base_url.scheme != "https":
            raise ValueError("BASE_URL must begin with https:// in production: log-ins travel with it")
        return self

    @cached_property
    def database(self) -> str:
        """The database's URL: DATABASE_URL, or a SQLite file in DATA_DIR."""
        return self.database_url or f"sqlite:///{self.data_dir / 'livesessions.db'}"

    @cached_property
    def origin(self) -> str:
        """The public address without a closing slash, as browsers name it in Origin."""
        return str(self.base_url).rstrip("/")

    @cached_property
    def gateway(self) -> str:
        """Which payment gateway takes the money: "stripe" where there is a key, else "sandbox"."""
        return "stripe" if self.stripe_secret_key.get_secret_value() else "sandbox"

    @cached_property
    def webhook_secrets(self) -> tuple[str, ...]:
        """Every secret a webhook may be signed with. The sandbox has one of its own: its letters are hints."""
        several = [self.stripe_webhook_secret, *self.stripe_webhook_secrets]
        given = tuple(secret.get_secret_value() for secret in several if secret.get_secret_value())
        return given or (("whsec_sandbox",) if self.gateway == "sandbox" else ())

    @cached_property
    def secrets(self) -> tuple[str, ...]:
        """What secrets are sealed with: SECRET_KEY first, then those it has replaced."""
        return tuple(each.get_secret_value() for each in (self.secret_key, *self.former_secret_keys))

    @cached_property
    def fee_basis_points(self) -> int:
        """The platform's fee in hundredths of a percent."""
        return int(self.platform_fee_percentage * 100)


def load_settings(**overrides: object) -> Settings:
    """Reads the environment and `.env`; raises WrongSettings naming each wrong one and what is allowed."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        raise WrongSettings("\n".join(_line(problem) for problem in error.errors())) from None


def _line(problem: object) -> str:
    assert isinstance(problem, dict)
    name = ".".join(str(part) for part in problem["loc"]).upper()
    message = str(problem["msg"]).removeprefix("Value error, ")
    return f"{name}: {message}" if name else message
