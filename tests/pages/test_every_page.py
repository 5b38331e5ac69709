"""Every page can be built, which says within a second what a build of the front end says within a minute."""

import pytest
import reflex as rx

from livesessions.pages import all_pages
from livesessions.pages.routes import Page


@pytest.mark.parametrize("page", all_pages(), ids=lambda page: page.route)
def test_it_can_be_built(page: Page) -> None:
    built = page.build()
    assert isinstance(built, rx.Component)
    assert built.render()
