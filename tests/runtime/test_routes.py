"""Addresses: built in one place, and never leading to another site by mistake."""

import pytest

from livesessions.runtime import routes


@pytest.mark.parametrize("path", ["/", "/sessions?q=rust&page=2", "/bookings/AB%2FC#chat", "/sessions/über"])
def test_a_path_of_ours_is_kept(path: str) -> None:
    assert routes.local(path) == path


@pytest.mark.parametrize("path", ["", "sessions", "//evil.example", "https://x", "/\\x", "/\n/x", "/\x00"])
def test_anything_else_leads_home(path: str) -> None:
    assert routes.local(path) == "/"


def test_the_log_in_page_knows_where_to_go_on() -> None:
    assert routes.log_in() == "/log-in"
    assert routes.log_in(then="/room/A?x=1") == "/log-in?next=%2Froom%2FA%3Fx%3D1"
