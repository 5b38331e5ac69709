"""The commands of `python -m livesessions`, listed when none is named."""

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import watchfiles

from livesessions.domain.errors import NotFound
from livesessions.jobs import demo, operator
from livesessions.runtime import database
from livesessions.runtime.build import BuildFailed, ensure_built
from livesessions.runtime.clock import system_clock
from livesessions.runtime.seal import Seal, use_seal
from livesessions.runtime.serve import PortTaken, serve, want_port
from livesessions.runtime.settings import Settings, WrongSettings, load_settings
from livesessions.runtime.work import SYSTEM, Door, open_door, perform
from livesessions.services.catalogue import stock_shelves


def main() -> None:
    match sys.argv[1:]:
        case [str() as name] if name in COMMANDS:
            command = COMMANDS[name]
        case ["ledger", "export" | "check" as what]:
            command = export_ledger if what == "export" else check_ledger
        case ["migration", message]:
            command = partial(draft_migration, message)
        case ["audit", "check"]:
            command = check_audit
        case ["admin", email]:
            command = partial(make_admin, email)
        case _:
            sys.exit(f"Usage: python -m livesessions {' | '.join((*COMMANDS, *OTHERS))}")
    try:
        command(load_settings())
    except (BuildFailed, PortTaken, WrongSettings, demo.HalfPlayed, NotFound) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


def run(settings: Settings) -> None:
    """Everything a fresh clone needs, then serve. What did not change is not done again."""
    want_port(str(settings.bind_address), settings.port)
    migrate(settings)
    seed_if_empty(settings)
    build(settings)
    start(settings)


def dev(settings: Settings) -> None:
    """`run`, ended and begun again whenever a source file was saved."""
    want_port(str(settings.bind_address), settings.port)
    command = f"{sys.executable} -m livesessions run"
    watchfiles.run_process("livesessions", "assets", target=command, target_type="command", sigint_timeout=5)


def build(_settings: Settings) -> None:
    say("Building the front end if it changed (half a minute the first time)")
    say("  built" if ensure_built() else "  unchanged")


def serve_built(settings: Settings) -> None:
    """Serve what `build` left, on PORT, with whatever is in the database."""
    want_port(str(settings.bind_address), settings.port)
    migrate(settings)
    start(settings)


def start(settings: Settings) -> None:
    if settings.environment == "production" and demo.logins(settings):
        sys.exit("This database has the demo's accounts, whose password is public: production needs another.")
    if "base_url" not in settings.model_fields_set:
        os.environ["BASE_URL"] = f"http://localhost:{settings.port}"
    serve(str(settings.bind_address), settings.port, when_ready=lambda: welcome(settings))


def migrate(settings: Settings) -> None:
    say("Bringing the database up to date")
    Path(settings.data_dir).mkdir(parents=True, exist_ok=True)
    engine = database.make_engine(settings.database)
    database.migrate(engine, seal=use_seal(Seal(settings.secrets)))
    open_door(Door(engine, system_clock))
    perform(SYSTEM, stock_shelves)
    engine.dispose()


def seed_if_empty(settings: Settings) -> None:
    """Fill an empty database with demo data; never in production."""
    if settings.demo and settings.environment != "production":
        demo.fill_if_empty(settings, say)


def export_ledger(settings: Settings) -> None:
    """Every balance and movement, as JSON."""
    open_door(Door(database.make_engine(settings.database), system_clock))
    say(operator.export_ledger())


def check_ledger(settings: Settings) -> None:
    """Replays the ledger; fails where something does not add up."""
    _check(settings, operator.check_ledger)


def check_audit(settings: Settings) -> None:
    """Follows the audit trail; fails where an event was altered, removed or added."""
    _check(settings, operator.check_audit)


def _check(settings: Settings, look: Callable[[], tuple[str, bool]]) -> None:
    open_door(Door(database.make_engine(settings.database), system_clock))
    words, is_sound = look()
    say(words)
    if not is_sound:
        sys.exit(1)


def draft_migration(message: str, _settings: Settings) -> None:
    """A file for what the models have and the migrations have not."""
    say(f"Read it over: {database.draft_migration(message)}")


def make_admin(email: str, settings: Settings) -> None:
    """Gives a person the run of the marketplace."""
    open_door(Door(database.make_engine(settings.database), system_clock))
    say(operator.appoint(email))


def welcome(settings: Settings) -> None:
    say(f"\n  Live Sessions: http://localhost:{settings.port}\n")
    for line in demo.logins(settings):
        say(f"  Log in as {line}")


def say(sentence: str) -> None:
    print(sentence, flush=True)  # noqa: T201  (the voice of the command line)


COMMANDS: dict[str, Callable[[Settings], None]] = {
    "run": run,
    "dev": dev,
    "serve": serve_built,
    "build": build,
    "migrate": migrate,
    "seed": seed_if_empty,
}
OTHERS = ("ledger export", "ledger check", "audit check", "admin EMAIL", "migration MESSAGE")

if __name__ == "__main__":
    main()
