"""Buttons, fields, dialogs, empty states, the page frame. I know no State.

Every part takes a str or a Var where it takes words; handlers come in as arguments; other attributes pass
through.

    frame   page_frame(*content, nav=[NavItem("Explore", "/sessions", "compass")], bar=NAV, account=menu,
                banner=…,
                crumbs=[("Home", "/"), ("Rust", "/x")], width="page|prose|form|bleed")   wrap(*parts) in a
                "bleed" page
            page_title("My sessions", intro="…", action=button(…))   the one h1
            section("Upcoming", *parts, intro="…", action=link(…))   an h2 and what belongs to it
            card(*parts)  stack(*parts)  row(*parts)  grid(*cards, min_width="17rem")  stat("Earned", "€
                120", icon="wallet")
    act   button("Book", variant="primary|secondary|soft|ghost|danger", size="sm|md|lg", icon="calendar",
                loading=State.busy, on_click=State.book)   type="submit" in forms
            button_link("Log in", href="/login")  icon_button("x", label="Close", on_click=…)
            link("Terms", href="/terms")  anchor(card(…), href="/x")   external=True for HTTP routes and
                other sites
    ask   form(text_field("E-mail", name="email", type="email", error=State.errors["email"]),
                form_actions(button("Log in", type="submit")), action="/auth/login", next_url="/sessions")
            event_form(…, on_submit=State.save)
            text_field · text_area · date_field · time_field ("Label", name="x", hint="…", error="…",
                required=True)
            select("Language", [("en", "English")], name="language")   options may be a Var
            checkbox("I agree", name="terms")  switch("Public", name="public", checked=…, on_change=…)
            radio_cards("Kind", [Choice("individual", "One to one", "Just the two of you", "user")],
                name="kind")
            search_box(name="q", label="What do you want to learn?", value=…, on_change=…)
            field("Label", own_control(**control_attrs("x", error=…)), name="x", error=…)
    over   dialog(*parts, title="Book", trigger=button("Book"), footer=row(…), size="sm|md|lg")
                or open=State.is_open, on_open_change=State.set_open   drawer(…) the same, from the side
            closes(button("Cancel"))   closes what it stands in
    say   badge("Pending", tone="neutral|accent|success|warning|danger", icon="clock")
                count_dot(State.unread)
            alert("Your card was declined.", title="Not paid", tone="info|success|warning|danger", action=…)
            banner("…", tone="info")  test_mode_banner()
            empty("No sessions yet", "Find one you like.", icon="calendar", action=button_link(…))
            error_block(text="…", reference="A1B2")  success_block("Booked", "…")
            loading() or loading(skeleton("h-8 w-40"))  card_skeleton()
    show   icon("star", size=20)  avatar(name, size="xs|sm|md|lg|xl")  cover(slug, domain)  or src=…
    app   rx.App(theme=None, stylesheets=kit.STYLESHEETS, head_components=kit.head_components())

Colours: canvas surface raised sunken line line-strong ink soft mute accent accent-text accent-tint success
warning danger
(each with -tint) star. Type: text-display text-title text-heading text-subheading text-base text-sm
text-xs. Shape: rounded-tag
rounded-control rounded-card rounded-sheet; shadow-card shadow-lift shadow-overlay; min-h-tap is 44 px.
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
from .field import control_attrs, field
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
from .progress import Moment, stepper, timeline
from .rating import rating, rating_input
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
    "skeleton",
    "stack",
    "stat",
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
