"""One amount for several things, divided among them: exactly, and always in the same way."""

from collections.abc import Mapping


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
