"""/settings"""

import reflex as rx

from livesessions.components import kit
from livesessions.components.accounts import password_field, zone_field
from livesessions.components.site import site
from livesessions.pages.routes import Page
from livesessions.runtime import routes
from livesessions.runtime.locales import currency_choices, locale_choices
from livesessions.state.accounts import AccountState
from livesessions.state.settings_page import SettingsState as State


def settings() -> rx.Component:
    return site(
        kit.page_title("Settings"),
        rx.cond(State.loaded, _sections(), kit.loading()),
        width="prose",
    )


def _sections() -> rx.Component:
    return kit.stack(_about_you(), _address(), _password(), _logins(), class_name="gap-10")


def _about_you() -> rx.Component:
    row = State.row
    form = kit.event_form(
        kit.text_field(
            "Name", name="name", default_value=row.name, auto_complete="name", error=State.errors["name"]
        ),
        zone_field(row.time_zone, error=State.errors["time_zone"], hint="All times are shown in this zone."),
        kit.combobox(
            "Dates and numbers like in",
            locale_choices(),
            name="locale",
            default_value=row.locale,
            error=State.errors["locale"],
        ),
        kit.combobox(
            "Currency",
            currency_choices(),
            name="currency",
            default_value=row.currency,
            hint="What you pay stays in the currency of each instructor.",
            error=State.errors["currency"],
        ),
        kit.form_actions(kit.button("Save", type="submit")),
        on_submit=State.save,
    )
    return kit.section("About you", kit.card(form))


def _address() -> rx.Component:
    sent = rx.el.p("We sent you another letter.", role="status", class_name="text-soft")
    again = kit.button(
        "Send the link again", variant="secondary", size="sm", on_click=AccountState.send_verification
    )
    badge = rx.cond(
        State.row.verified,
        kit.badge("Confirmed", tone="success", icon="circle-check"),
        kit.badge("Not confirmed yet", tone="warning", icon="mail"),
    )
    return kit.section(
        "E-mail address",
        kit.card(
            kit.row(rx.el.p(State.row.email, class_name="min-w-0 font-semibold break-all"), badge),
            rx.cond(
                State.row.verified,
                rx.fragment(),
                rx.el.div(rx.cond(AccountState.letter_sent, sent, again), class_name="mt-4"),
            ),
        ),
    )


def _password() -> rx.Component:
    form = kit.event_form(
        password_field("Present password", name="present", error=State.errors["present"]),
        password_field("New password", error=State.errors["password"], new=True),
        kit.form_actions(kit.button("Change password", type="submit")),
        on_submit=State.change_password,
        key=f"password-{State.passwords_changed}",
    )
    return kit.section("Password", kit.card(form), intro="All other browsers are logged out by it.")


def _logins() -> rx.Component:
    everywhere = kit.form(
        rx.el.input(type="hidden", name="everywhere", value="1", read_only=True),
        kit.form_actions(kit.button("Log out everywhere", type="submit", variant="danger", icon="log-out")),
        action=routes.LEAVE,
    )
    return kit.section(
        "Logins",
        kit.card(everywhere),
        intro="A lost phone, a computer of somebody else: end all logins at once.",
    )


PAGE = Page(route=routes.SETTINGS, title="Settings · Live Sessions", build=settings, on_load=[State.load])
