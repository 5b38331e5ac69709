"""What an operator may set: production starts with nothing that is missing, weak or for play."""

from typing import Any

import pytest

from livesessions.runtime.settings import WrongSettings, load_settings

PRODUCTION = {
    "_env_file": None,
    "environment": "production",
    "base_url": "https://sessions.example",
    "secret_key": "x" * 32,
    "stripe_secret_key": "sk_live_1",
    "stripe_webhook_secret": "whsec_1",
}


def test_production_starts_with_all_it_needs() -> None:
    assert load_settings(**PRODUCTION).gateway == "stripe"


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"secret_key": ""}, "SECRET_KEY"),
        ({"secret_key": "short"}, "SECRET_KEY"),
        ({"stripe_secret_key": ""}, "STRIPE_SECRET_KEY"),
        ({"stripe_webhook_secret": ""}, "STRIPE_WEBHOOK_SECRET"),
        ({"base_url": "http://sessions.example"}, "BASE_URL"),
        ({"clock_offset_file": "ahead"}, "CLOCK_OFFSET_FILE"),
        ({"partial_refund_hours": 48}, "PARTIAL_REFUND_HOURS"),
    ],
)
def test_production_does_not_start_without(wrong: dict[str, Any], named: str) -> None:
    with pytest.raises(WrongSettings, match=f"^{named}"):
        load_settings(**PRODUCTION | wrong)
