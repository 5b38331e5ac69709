"""What import contracts can't see: who commits, who looks at the clock, what a browser may call."""

import ast
from collections.abc import Iterator

from tests.architecture.source import calls, classes, dotted, modules

CLOCKS = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns")
ENDS_OF_TRANSACTIONS = ("commit", "rollback")
# A public method of a State is an endpoint for anybody unless it says what it is.
# Plain `rx.event` is not enough: the gate refuses events without a policy.
DOORS = {"event", "plain", "rx.var", "overload"}


def test_only_the_runtime_ends_transactions() -> None:
    found = [
        f"{path}:{line}"
        for path, tree in modules().items()
        for name, line in calls(tree)
        if name.rpartition(".")[2] in ENDS_OF_TRANSACTIONS and "." in name
    ]
    assert [place for place in found if not place.startswith("livesessions/runtime/")] == []


def test_one_place_looks_at_the_clock() -> None:
    found = {
        f"{path}:{line}"
        for path, tree in modules().items()
        for name, line in calls(tree)
        if name.endswith(CLOCKS)
    }
    assert {place for place in found if not place.startswith("livesessions/runtime/clock.py")} == set()


def test_every_public_method_of_a_state_says_what_it_is() -> None:
    unmarked = [
        f"{path}: {state.name}.{method.name}"
        for path, tree in modules().items()
        for state in classes(tree)
        if is_state(state)
        for method in methods(state)
        if not method.name.startswith("_")
        and not DOORS & {dotted(decorator) for decorator in method.decorator_list}
    ]
    assert unmarked == []


def test_the_name_session_never_stands_alone() -> None:
    alone = [
        f"{path}: {name}" for path, tree in modules().items() for name in names(tree) if name == "session"
    ]
    assert alone == []


def test_no_page_brings_in_radix_themes() -> None:
    themes = [path for path, tree in modules().items() for name, _ in calls(tree) if "radix" in name]
    assert themes == []


def is_state(node: ast.ClassDef) -> bool:
    return any(dotted(base).endswith(("State", "FieldErrors")) for base in node.bases)


def methods(node: ast.ClassDef) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    yield from (item for item in node.body if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef))


def names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            yield node.arg
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
