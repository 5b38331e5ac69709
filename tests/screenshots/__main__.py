"""Takes the pictures.

python -m tests.screenshots [FOLDER] [--only home,results] [--sizes phone,desk] [--modes dark] [--whole OTHER]

FOLDER is docs/screenshots by default. `--whole` also takes whole pages, for looking at every inch of them.
"""

import argparse
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from livesessions.runtime.build import ensure_built
from tests.journeys.browser import launch
from tests.journeys.server import command, environment, running
from tests.screenshots import scenes as _all_scenes  # noqa: F401  (fills the registry)
from tests.screenshots.camera import Camera, take
from tests.screenshots.demo import open_demo, stop_the_clock
from tests.screenshots.registry import SCENES, Scene

WIDTHS = {"phone": 360, "tablet": 768, "desk": 1280}
MODES = ("light", "dark")


def main() -> None:
    wanted = read_arguments()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    ensure_built()
    with TemporaryDirectory() as place:
        season = Path(place) / "season"
        season.mkdir()
        play_season(season, keep=wanted.season)
        for number, (size, mode) in enumerate(looks(wanted)):
            data = Path(place) / f"look-{number}"
            shutil.copytree(season, data)
            photograph(data, wanted, size, mode)


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("docs/screenshots"))
    parser.add_argument("--only", type=words, default=())
    parser.add_argument("--sizes", type=words, default=tuple(WIDTHS))
    parser.add_argument("--modes", type=words, default=MODES)
    parser.add_argument("--whole", type=Path, help="a folder for pictures of whole pages")
    parser.add_argument(
        "--season", type=Path, help="a folder in which to keep the demo data for the next time"
    )
    return parser.parse_args()


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split(","))


def looks(wanted: argparse.Namespace) -> Iterator[tuple[str, str]]:
    yield from ((size, mode) for size in wanted.sizes for mode in wanted.modes)


def play_season(folder: Path, keep: Path | None) -> None:
    """The demo's season as `make run` plays it, on a day that is always the same."""
    if keep and keep.exists():
        shutil.copytree(keep, folder, dirs_exist_ok=True)
        return
    stop_the_clock(folder)
    surroundings = environment(folder, 8000, clock_of(folder))
    for name in ("migrate", "seed"):
        assert command(name, surroundings, sys.stdout.fileno()).wait() == 0
    if keep:
        shutil.copytree(folder, keep)


def photograph(data: Path, wanted: argparse.Namespace, size: str, mode: str) -> None:
    with running(data, **clock_of(data)) as server, sync_playwright() as playwright:
        browser = launch(playwright)
        with open_demo(server) as demo:
            camera = Camera(browser, demo, width=WIDTHS[size], mode=mode, whole=wanted.whole)
            for scene in chosen(wanted, size):
                report(scene, size, mode, take(camera, scene, wanted.folder, f"{scene.name}-{size}-{mode}"))
        browser.close()


def clock_of(data: Path) -> dict[str, str]:
    return {"CLOCK_OFFSET_FILE": str(data / "clock"), "LOG_LEVEL": "error"}


def chosen(wanted: argparse.Namespace, size: str) -> Iterator[Scene]:
    for scene in SCENES:
        if (not wanted.only or scene.name in wanted.only) and (not scene.sizes or size in scene.sizes):
            yield scene


def report(scene: Scene, size: str, mode: str, problem: str) -> None:
    said = f"  {scene.name} {size} {mode} {problem}".rstrip()
    print(said, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
