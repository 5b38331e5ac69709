"""People: sign up, log in and out, answer mailed links, settings."""

from livesessions.queries.accounts import DeadLink
from livesessions.services.accounts.admins import make_admin
from livesessions.services.accounts.links import (
    ask_for_new_password,
    ask_to_verify,
    make_link,
    reset_password,
    verify_email,
)
from livesessions.services.accounts.logins import (
    LOGIN_LASTS,
    DeadTicket,
    Entrance,
    NotToday,
    WrongPassword,
    enter,
    leave,
    leave_everywhere,
    start_login,
)
from livesessions.services.accounts.people import (
    NewAccount,
    Preferences,
    change_password,
    change_settings,
    sign_up,
)

__all__ = [
    "LOGIN_LASTS",
    "DeadLink",
    "DeadTicket",
    "Entrance",
    "NewAccount",
    "NotToday",
    "Preferences",
    "WrongPassword",
    "ask_for_new_password",
    "ask_to_verify",
    "change_password",
    "change_settings",
    "enter",
    "leave",
    "leave_everywhere",
    "make_admin",
    "make_link",
    "reset_password",
    "sign_up",
    "start_login",
    "verify_email",
]
