"""What axe-core says against a page as it stands."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Colours on their way from one to another would be judged as they are at that moment.
STILL = "*, ::before, ::after { transition: none !important; animation: none !important }"
RUN = """async tags => {
    const found = await axe.run({runOnly: tags, resultTypes: ["violations"]})
    const why = node => [...node.any, ...node.all, ...node.none].map(check => check.message).join("; ")
    return found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html} (${why(node)})`))
}"""

# A style element is what a page's policy forbids.
WEAR = """css => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    document.adoptedStyleSheets.push(sheet)
}"""


def objections(page: Page) -> list[str]:
    """One line for each element that breaks a rule."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
        page.evaluate(WEAR, STILL)
    return page.evaluate(RUN, TAGS)
