"""What is put into a built page for readers without JavaScript."""

from markupsafe import Markup

from livesessions.api.head import HeadParts, with_head

BUILT = (
    '<!DOCTYPE html><html lang="en"><head><meta charSet="utf-8"/><title>Sessions</title>'
    '<meta content="All of them" name="description"/><meta content="favicon.ico" property="og:image"/>'
    '<meta content="width=device-width" name="viewport"/></head><body><main></main></body></html>'
)


def test_the_parts_replace_what_the_build_said() -> None:
    html = with_head(BUILT, HeadParts(title="Rust", description="Lifetimes"))
    assert html.count("<title>") == 1
    assert html.count('name="description"') == 1
    assert '<meta name="description" content="Lifetimes"/>' in html


def test_without_a_title_the_build_keeps_its_own() -> None:
    assert "<title>Sessions</title>" in with_head(BUILT, HeadParts(title="", index=False))


def test_what_the_parts_do_not_speak_of_stays() -> None:
    html = with_head(BUILT, HeadParts(title="Rust"))
    assert '<meta content="width=device-width" name="viewport"/>' in html
    assert html.index('charSet="utf-8"') < html.index("<title>")


def test_values_cannot_leave_their_place() -> None:
    html = with_head(
        BUILT, HeadParts(title="</title><script>", description='"><script>', canonical='"><script>')
    )
    assert "<script>" not in html


def test_structured_data_cannot_end_its_script() -> None:
    html = with_head(BUILT, HeadParts(title="Rust", data=[{"name": "</script><script>alert(1)"}]))
    assert html.count("</script>") == 1
    assert r"\u003c/script>\u003cscript>alert(1)" in html


def test_a_readable_body_stands_where_scripts_do_not_run() -> None:
    html = with_head(BUILT, HeadParts(title="Rust", body="<h1>Rust</h1>"))
    assert "<body><noscript><h1>Rust</h1></noscript><main>" in html


def test_the_first_screen_stands_in_the_place_that_the_page_keeps_for_it() -> None:
    place = BUILT.replace("<main></main>", '<main><div data-served="" class="x"></div><p>Loading</p></main>')
    html = with_head(place, HeadParts(title="Rust", screen=Markup("<h1>Rust \\1</h1>")))
    assert '<div data-served="" class="x"><h1>Rust \\1</h1></div><p>Loading</p>' in html


def test_a_private_page_asks_not_to_be_indexed() -> None:
    assert '<meta name="robots" content="noindex"/>' in with_head(
        BUILT, HeadParts(title="Yours", index=False)
    )
    assert "robots" not in with_head(BUILT, HeadParts(title="Rust"))


def test_a_preview_card_has_what_there_is() -> None:
    html = with_head(BUILT, HeadParts(title="Rust", image="https://live.example/rust.png", kind="product"))
    assert '<meta property="og:image" content="https://live.example/rust.png"/>' in html
    assert '<meta name="twitter:card" content="summary_large_image"/>' in html
    assert '<meta property="og:image:width" content="1200"/>' in html
    assert "og:url" not in html
    assert "og:image" not in with_head(BUILT, HeadParts(title="Rust"))
