"""Holding what was chosen: a double click is one hold, and what ended in another tab is held anew."""

from datetime import UTC, datetime
from uuid import uuid4

from livesessions.domain.holds import HoldOver
from livesessions.services.holds import hold_slot
from livesessions.services.series import hold_series
from livesessions.state.base import AppState
from livesessions.state.terms import terms_of_today


class Holding(AppState, mixin=True):
    """One request key for each thing chosen."""

    _key: tuple[str, str] = ("", "")

    async def _take(self, starts_at: datetime) -> None:
        """A double click is one hold; a hold that ended in another tab is taken anew."""
        iso = starts_at.astimezone(UTC).isoformat()
        if self._key[0] != iso:
            self._key = (iso, uuid4().hex)
        try:
            await self._hold_under(starts_at)
        except HoldOver:
            self._key = (iso, uuid4().hex)
            await self._hold_under(starts_at)

    async def _hold_under(self, starts_at: datetime) -> None:
        await self.perform(
            hold_slot,
            offering_id=self._offering_id(),
            starts_at=starts_at,
            request_key=self._key[1],
            terms=terms_of_today(),
        )

    async def _take_all(self, starts: list[datetime]) -> None:
        """A double click is one series; one that ended in another tab is held anew."""
        dates = ",".join(start.isoformat() for start in starts)
        if self._key[0] != dates:
            self._key = (dates, uuid4().hex)
        try:
            await self._hold_all_under(starts)
        except HoldOver:
            self._key = (dates, uuid4().hex)
            await self._hold_all_under(starts)

    async def _hold_all_under(self, starts: list[datetime]) -> None:
        await self.perform(
            hold_series,
            offering_id=self._offering_id(),
            starts=starts,
            request_key=self._key[1],
            terms=terms_of_today(),
        )

    def _offering_id(self) -> int:
        """Of what. The state that mixes this in knows."""
        raise NotImplementedError
