"""One payment for several things: its amounts divided among them exactly, and what each part is called."""

from collections.abc import Mapping

BETWEEN = "/"


def divide(whole: int, weights: Mapping[str, int]) -> dict[str, int]:
    """`whole` minor units by weight; what rounding leaves goes to the largest remainders, then by name."""
    total = sum(weights.values())
    if not total:
        return dict.fromkeys(weights, 0)
    parts = {name: whole * weight // total for name, weight in weights.items()}
    by_remainder = sorted(weights, key=lambda name: (-(whole * weights[name] % total), name))
    for name in by_remainder[: whole - sum(parts.values())]:
        parts[name] += 1
    return parts


def gateway_name(external_id: str) -> str:
    """The gateway's own name of what is called differently for each part."""
    return external_id.partition(BETWEEN)[0]


def part_name(external_id: str, name: str) -> str:
    """What the books call one part of what has a single name at the gateway."""
    return f"{external_id}{BETWEEN}{name}"
