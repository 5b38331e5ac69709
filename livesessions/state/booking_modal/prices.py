"""What the held time costs: the usual price, a trial lesson, a coupon or a session of a package."""

from typing import Annotated, Literal

from pydantic import Field

from livesessions.services.pricing import use_coupon, use_list_price, use_package, use_trial
from livesessions.state.base import SIGNED_IN, AppState, FieldErrors, Form, Rate, event
from livesessions.state.booking_modal.rows import HoldRow, OfferRow

WAYS = {"regular": use_list_price, "trial": use_trial, "package": use_package}


class CouponForm(Form):
    coupon: Annotated[str, Field(max_length=40)] = ""


class Prices(FieldErrors, AppState, mixin=True):
    """The ways to pay less. Whoever mixes this in knows what is held of what."""

    offer: OfferRow = OfferRow()
    hold: HoldRow = HoldRow()
    _wants_trial: bool = False

    @event(SIGNED_IN)
    async def choose_kind(self, kind: Literal["regular", "trial", "package"]) -> None:
        """The usual session, the trial lesson or one of the package, each at its price."""
        self.errors = {}
        await self.perform(WAYS[kind], reference=self.hold.reference)
        await self._look_again()

    @event(SIGNED_IN, rate=Rate(times=10, seconds=60))
    async def apply_coupon(self, form: CouponForm) -> None:
        """Takes off what the coupon says, or says at the field why not."""
        self.errors = {}
        await self.perform(use_coupon, reference=self.hold.reference, code=form.coupon)
        await self._look_again()

    async def _take_best_way(self) -> None:
        """A trial lesson where one was asked for, else a session of the package that is paid already."""
        way = "trial" if self._wants_trial and self.offer.trial else "package" if self.offer.package else ""
        if way and self.hold.kind == "regular" and not self.hold.price_stays:
            await self.perform(WAYS[way], reference=self.hold.reference)
            await self._look_again()

    async def _look_again(self) -> None:
        """Shows what is held, and at which price."""
        raise NotImplementedError
