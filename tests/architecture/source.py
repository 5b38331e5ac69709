"""The product's own source, read for the rules that imports can't show."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "livesessions"
MIGRATIONS = PRODUCT / "models" / "migrations"


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the product by its path, migrations aside."""
    paths = (path for path in sorted(PRODUCT.rglob("*.py")) if not path.is_relative_to(MIGRATIONS))
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text()) for path in paths}


def calls(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every call as (dotted name, line): ("db.commit", 12)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield dotted(node.func), node.lineno


def dotted(node: ast.expr) -> str:
    """ "rx.event" for rx.event, rx.event(...) and the like; "?" stands for what has no name."""
    if isinstance(node, ast.Call):
        return dotted(node.func)
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def classes(tree: ast.AST) -> Iterator[ast.ClassDef]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
