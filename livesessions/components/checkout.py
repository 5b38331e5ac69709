"""Going to the gateway's page as soon as there is one to go to."""

from typing import Any

import reflex as rx

from livesessions.components import kit

# The page is another server's, or a route that React's router doesn't know: only the browser itself gets there.
# Once: coming back by the browser's button shows this page again, with the same address still in it.
_GO_ONCE = """(() => {
  const link = document.getElementById("to-checkout")
  if (sessionStorage.getItem("to-checkout") === link.dataset.once) return
  sessionStorage.setItem("to-checkout", link.dataset.once)
  location.assign(link.href)
})()"""


def to_checkout(leaving: Any, words: str = "To the payment page") -> rx.Component:
    """Follows `Paying.leaving`; the link stays for those whom the browser kept here."""
    onward = kit.link(
        words,
        href=leaving.url,
        external=True,
        id="to-checkout",
        key=leaving.once,
        custom_attrs={"data-once": leaving.once},
        on_mount=rx.run_script(_GO_ONCE),
    )
    return rx.cond(leaving.url != "", rx.el.p(onward, role="status"), rx.fragment())
