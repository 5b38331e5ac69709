"""Parts drawn as HTML by the server."""

import pytest
import reflex as rx

from livesessions.components import kit
from livesessions.components.drawn import NotDrawnError, drawn, said
from livesessions.components.offering_cards import drawn_cards
from livesessions.state.cards import CardRow
from livesessions.state.home import HomeState
from livesessions.state.offering.rows import PlaceRow


def test_a_part_becomes_the_html_that_the_browser_would_make_of_it() -> None:
    part = rx.el.p("Now ", rx.fragment(rx.el.b("live")), class_name="a b", id="x", aria_hidden="true")
    assert drawn(part) == '<p aria-hidden="true" class="a b" id="x">Now <b>live</b></p>'


def test_words_cannot_leave_their_place() -> None:
    part = kit.anchor("</a><script>", title='"><script>', href="#x", external=True)
    assert "<script>" not in drawn(part)


def test_the_frameworks_own_marks_are_words_when_somebody_writes_them() -> None:
    row = said(PlaceRow(name="<reflex.Var>1</reflex.Var> & <b>", href="/x"))
    assert drawn(kit.anchor(row.name, href=row.href)) == (
        '<a href="/x">&lt;reflex.Var&gt;1&lt;/reflex.Var&gt; &amp; &lt;b&gt;</a>'
    )


def test_zero_is_a_value() -> None:
    assert drawn(rx.el.p(tab_index=0, hidden=True, aria_busy=False)) == '<p hidden="" tabIndex="0"></p>'


def test_a_link_inside_the_app_is_a_link() -> None:
    assert drawn(kit.anchor("Rust", href="/sessions/rust")) == '<a href="/sessions/rust">Rust</a>'


def test_a_picture_has_its_size_and_its_place_in_the_queue() -> None:
    first = drawn(kit.cover(src="/x.svg", eager=True))
    assert 'fetchpriority="high" height="400" src="/x.svg" width="640">' in first
    assert 'loading="lazy"' in drawn(kit.cover(src="/x.svg"))


def test_a_style_stays_a_style() -> None:
    assert ' style="grid-template-columns: repeat(' in drawn(kit.grid("x"))


def test_what_only_a_browser_knows_is_not_drawn() -> None:
    for part in (
        rx.el.p(HomeState.market),
        rx.cond(HomeState.is_ready, rx.el.p(), rx.el.b()),
        kit.countdown("2030-01-01"),
    ):
        with pytest.raises(NotDrawnError):
            drawn(part)


def test_a_card_tells_no_time_to_somebody_whose_clock_is_unknown() -> None:
    cards = drawn_cards(
        [CardRow(title="Rust & <you>", slug="rust", cover="/x.svg", next_slot="Today, 18:00")]
    )
    assert "Rust &amp; &lt;you&gt;</a>" in cards
    assert "18:00" not in cards


def test_only_the_first_card_is_waited_for() -> None:
    cards = drawn_cards([CardRow(slug=each, cover=f"/{each}.svg") for each in "abc"])
    assert (cards.count("<article"), cards.count('fetchpriority="high"')) == (3, 1)
    assert drawn_cards([]) == ""
