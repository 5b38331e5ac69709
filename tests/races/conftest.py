"""Races about money need a till and a marketplace with a price, as settling does."""

from tests.jobs.conftest import gateway, market

__all__ = ["gateway", "market"]
