"""Ways to pay that are kept for later: what is known of one, and what it is charged."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class SavedMethod:
    """A way to pay that a page with `save` has kept, and whose it is."""

    id: str
    owner_id: str


@dataclass(frozen=True, kw_only=True)
class ChargeRequest:
    """What a saved method is charged while nobody is there to prove who they are."""

    reference: str
    amount: int
    currency: str
    method: SavedMethod
