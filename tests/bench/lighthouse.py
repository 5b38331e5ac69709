"""Lighthouse's marks for the pages that strangers meet first, on a phone as it imagines one.

The middle of a few runs counts. `lcp` is reckoned from the bytes and the chains of requests that were seen, and is
much the same on every machine; `blocked` is work of this processor, and grows with whatever else it does. What it
had to give, `machine`, is 1,500 to 2,000 on an idle desktop.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from livesessions.runtime.build import ROOT, ensure_built, tool_environment
from tests.bench.registry import Figure, benchmark
from tests.journeys.browser import NAMES
from tests.journeys.server import running
from tests.journeys.town import found_town

HERE = ROOT / "tools" / "lighthouse"
PAGES = {"home": "/", "results": "/sessions", "offering": "/sessions/rust"}
MARKS = {
    "performance": "performance",
    "accessibility": "accessibility",
    "best-practices": "best_practices",
    "seo": "seo",
}
METRICS = {
    "first-contentful-paint": ("fcp", "ms"),
    "largest-contentful-paint": ("lcp", "ms"),
    "total-blocking-time": ("blocked", "ms"),
}
SHIFT = "cumulative-layout-shift"
OPTIONS = ["--quiet", "--output=json", "--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage"]
RUNS = 3


@benchmark
def lighthouse(_share: float) -> Iterator[Figure]:
    ensure_built()
    program = fetched()
    with TemporaryDirectory() as folder, running(Path(folder)) as server:
        found_town(server)
        for name, path in PAGES.items():
            if found := middle_of(program, server.base_url + path):
                yield from figures(name, found)


def fetched() -> Path:
    """The program, in the version of the lock beside it."""
    lock = HERE / "package-lock.json"
    stamp = HERE / "node_modules" / ".package-lock.json"
    if not stamp.exists() or stamp.stat().st_mtime < lock.stat().st_mtime:
        quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--silent"]
        subprocess.run(["npm", "ci", *quiet], cwd=HERE, env=tool_environment(), check=True)
    return HERE / "node_modules" / "lighthouse" / "cli" / "index.js"


def middle_of(program: Path, address: str) -> dict[str, Any] | None:
    """The report of middling performance; on a busy machine a run may end without one, and all of them may."""
    answers = [run(program, address) for _ in range(RUNS)]
    reports = [json.loads(each.stdout) for each in answers if each.returncode == 0]
    if not reports:
        sys.stderr.write(f"lighthouse says nothing about {address}: {answers[-1].stderr[-2000:]}\n")
    reports.sort(key=lambda each: each["categories"]["performance"]["score"] or 0)
    return reports[len(reports) // 2] if reports else None


def run(program: Path, address: str) -> subprocess.CompletedProcess[str]:
    chrome = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    environment = tool_environment() | ({"CHROME_PATH": chrome} if chrome else {})
    command = ["node", str(program), address, *OPTIONS]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


def figures(name: str, found: dict[str, Any]) -> Iterator[Figure]:
    for key, word in MARKS.items():
        yield Figure(f"lighthouse.{name}.{word}", found["categories"][key]["score"] * 100, "points")
    for key, (word, unit) in METRICS.items():
        yield Figure(f"lighthouse.{name}.{word}", found["audits"][key]["numericValue"], unit)
    yield Figure(f"lighthouse.{name}.machine", found["environment"]["benchmarkIndex"], "points")
    yield Figure(f"lighthouse.{name}.shift", found["audits"][SHIFT]["numericValue"] * 1000, "thousandths")
