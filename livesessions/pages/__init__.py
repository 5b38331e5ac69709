"""One file per URL: layout, title, on_load. I know where on the screen."""

from livesessions.pages import (
    become_instructor,
    forgot_password,
    kit,
    log_in,
    reset_password,
    settings,
    sign_up,
    verify_email,
)
from livesessions.pages.routes import Page

PAGES: tuple[Page, ...] = (
    sign_up.PAGE,
    log_in.PAGE,
    forgot_password.PAGE,
    reset_password.PAGE,
    verify_email.PAGE,
    settings.PAGE,
    become_instructor.PAGE,
    kit.PAGE,
)
