"""`python -m tests.bench [module …]` prints `name value unit` per line and writes them to bench.json."""

import json
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from tests import bench
from tests.bench.registry import BENCHMARKS

RESULTS = Path("bench.json")


def main(wanted: list[str]) -> None:
    for module in iter_modules(bench.__path__):
        if module.name != "__main__":
            import_module(f"tests.bench.{module.name}")
    results = {}
    for name in wanted or sorted(BENCHMARKS):
        for figure in BENCHMARKS[name](1):
            sys.stdout.write(f"{figure.name:40} {figure.value:>14,.1f} {figure.unit}\n")
            sys.stdout.flush()
            results[figure.name] = {"value": figure.value, "unit": figure.unit}
    RESULTS.write_text(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
