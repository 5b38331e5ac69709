"""Buttons, fields, dialogs, empty states, the page frame. I know no State.

Parts take a str or a Var where they take words; handlers are arguments; other attributes pass through.
`hint`, `error`, `intro`, `tag`, … may be empty: then nothing shows.

The frame
    page_frame(*parts, nav=[NavItem("Explore", "/sessions", "compass")], bar=NAV, search=…, bell=…,
        account=menu(…), banner=test_mode_banner(), crumbs=[("Home", "/"), ("Rust", "/sessions/rust")],
        width="page|prose|form|bleed")
    wrap(*parts)                                         the page's margins, in a "bleed" page
    page_title("My sessions", intro="…", action=button(…))     the one h1
    section("Upcoming", *parts, intro="…", action=link(…))     an h2 and what belongs to it
    card(*parts)  stack(*parts)  row(*parts)  grid(*cards, min_width="17rem")

To press
    button("Book", variant="primary|secondary|soft|ghost|danger", size="sm|md|lg", icon="calendar", wide=True,
        loading=S.busy, disabled=…, on_click=S.book)     type="submit" inside forms
    button_link("Log in", href="/login")  icon_button("x", label="Close", on_click=…)
    link("Terms", href="/terms")  anchor(card(…), href="/x")   external=True for HTTP routes and other sites
    menu(menu_button(name), menu_link("Settings", href="/settings", icon="settings"), menu_line(),
        menu_action("Log out", icon="log-out", on_select=S.leave))

To fill in
    form(*fields, form_actions(button("Log in", type="submit")), action="/auth/login", next_url="/x")   posts
    event_form(*fields, form_actions(…), on_submit=S.save)     the handler gets {name: value}
    text_field("E-mail", name="email", type="email", hint="…", error=S.errors["email"], required=True, icon="mail")
    text_area("Message", name="message", optional=True)  date_field("Day", name="day", min="2030-01-01")
    time_field("From", name="from")  search_box(name="q", label="What do you want to learn?", value=…)
    select("Language", [("en", "English")], name="language")
    combobox("Zone", ZONES, name="zone", value=…, on_change=…)
    checkbox("I agree", name="terms")  switch("Public", name="public", checked=S.public, on_change=S.set_public)
    radio_cards("Kind", [Choice("group", "In a group", "Cheaper", "users")], name="kind", chosen="group")
    rating_input("Your rating", name="stars")
    field("Label", rx.el.input(**control_attrs("x", error=…)), name="x", error=…)

Over the page
    dialog(*parts, title="Book", trigger=button("Book"), footer=row(closes(button("Close"))), size="sm|md|lg")
        or open=S.is_open, on_open_change=S.set_open     drawer(…) takes the same and comes from the side
    popover(icon_button("bell", label="News"), *parts, label="News")  tooltip(icon_button(…), "Copies the link")
    tabs([Tab("up", "Upcoming", part, badge("2"))], label="My sessions")    value=…, on_value_change=… control it

To say
    badge("Pending", tone="neutral|accent|success|warning|danger", icon="clock")  count_dot(S.unread)
    alert("Try another card.", title="Not paid", tone="info|success|warning|danger", action=button(…))
    banner("…", tone="info", icon="info")  test_mode_banner()
    empty("No sessions yet", "Find one you like.", icon="calendar", action=button_link(…))
    error_block("That did not work", "…", reference="7F3K")  success_block("You are booked", "…")
    loading(skeleton("h-8 w-40"), skeleton())  card_skeleton()    rx.toast.success("Saved") comes up by itself
    served_or(loading(…))                                the first screen that the server wrote into the page

To show
    offering_card(title=…, href=…, instructor=…, amount="€ 45", duration="60 min", domain=…, slug=…, stars=4.9,
        reviews="128", next_slot="Today 18:00", tag="Group", cover_src="", avatar_src="")
    avatar(name, src="", size="xs|sm|md|lg|xl")  cover(slug, domain, src="", eager=True)  icon("star", size=20)
    price("€ 45", per="per person", was="€ 60", size="sm|md|lg")
    time("Thu 14 March, 18:00", iso=…, other="13:00 in Lima")
    rating(4.4, reviews="128", compact=True)  countdown("2030-01-01T10:00:00Z", on_done=S.refresh)
    stat("Earned", "€ 1,240", detail="…", icon="wallet")
    table(["Who", "Share"], rows, lambda row: (…), caption="…", numeric=[1])
    pagination("1–20 of 31", before=None, after={"on_click": S.next})
    stepper(["Slot", "Topic", "Pay"], S.step)  step_place(…, step="Topic")
    timeline([Moment("Booked", "Mon 09:12", "…", "calendar-plus")])
    file_list([("Slides.pdf", "1.2 MB", "/files/1")])  cover_svg(seed, domain)  avatar_svg(name)  data_url(svg)

The app
    rx.App(theme=None, stylesheets=kit.STYLESHEETS, head_components=kit.head_components(),
        toaster=kit.toast_region(), extra_app_wraps=kit.app_wraps())

Colours: canvas surface raised sunken line line-strong ink soft mute accent accent-text accent-tint accent-line
star, and success warning danger with their -tint. Type: text-display -title -heading -subheading -base -sm -xs.
Shape: rounded-tag -control -card -sheet -full, shadow-card -lift -overlay, min-h-tap (44 px), px-gutter,
max-w-page -prose.
"""

from .alert import alert, banner, test_mode_banner
from .art import avatar_svg, cover_svg, data_url
from .badge import badge, count_dot
from .blocks import card_skeleton, empty, error_block, loading, skeleton, success_block
from .button import Size, Variant, button, button_link, button_look, icon_button
from .card import card, grid, page_title, row, section, stack, stat
from .choices import Choice, checkbox, radio_cards, switch
from .combobox import combobox
from .countdown import countdown
from .dialog import closes, dialog, drawer
from .field import control_attrs, control_id, field
from .files import file_list
from .footer import footer
from .form import event_form, form, form_actions
from .header import NavItem, bottom_bar, brand, color_mode_toggle, header
from .icon import icon
from .inputs import date_field, search_box, select, text_area, text_field, time_field
from .link import anchor, link
from .look import STYLESHEETS, app_wraps, head_components
from .menu import menu, menu_action, menu_button, menu_line, menu_link
from .money import price, time
from .offering_card import offering_card
from .page_frame import breadcrumbs, page_frame, wrap
from .pictures import avatar, avatar_url, cover, cover_url
from .popover import popover, tooltip
from .progress import Moment, step_place, stepper, timeline
from .rating import rating, rating_input
from .served import served_or
from .table import pagination, table
from .tabs import Tab, tabs
from .toast import offline_banner, toast_region

__all__ = [
    "STYLESHEETS",
    "Choice",
    "Moment",
    "NavItem",
    "Size",
    "Tab",
    "Variant",
    "alert",
    "anchor",
    "app_wraps",
    "avatar",
    "avatar_svg",
    "avatar_url",
    "badge",
    "banner",
    "bottom_bar",
    "brand",
    "breadcrumbs",
    "button",
    "button_link",
    "button_look",
    "card",
    "card_skeleton",
    "checkbox",
    "closes",
    "color_mode_toggle",
    "combobox",
    "control_attrs",
    "control_id",
    "count_dot",
    "countdown",
    "cover",
    "cover_svg",
    "cover_url",
    "data_url",
    "date_field",
    "dialog",
    "drawer",
    "empty",
    "error_block",
    "event_form",
    "field",
    "file_list",
    "footer",
    "form",
    "form_actions",
    "grid",
    "head_components",
    "header",
    "icon",
    "icon_button",
    "link",
    "loading",
    "menu",
    "menu_action",
    "menu_button",
    "menu_line",
    "menu_link",
    "offering_card",
    "offline_banner",
    "page_frame",
    "page_title",
    "pagination",
    "popover",
    "price",
    "radio_cards",
    "rating",
    "rating_input",
    "row",
    "search_box",
    "section",
    "select",
    "served_or",
    "skeleton",
    "stack",
    "stat",
    "step_place",
    "stepper",
    "success_block",
    "switch",
    "table",
    "tabs",
    "test_mode_banner",
    "text_area",
    "text_field",
    "time",
    "time_field",
    "timeline",
    "toast_region",
    "tooltip",
    "wrap",
]
