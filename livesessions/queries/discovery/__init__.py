"""Finding an offering: the search with its facets, the home page's lists, everything public for a sitemap."""

from livesessions.queries.discovery.candidates import Candidate, NamedSlug, is_public, load_candidates
from livesessions.queries.discovery.everything import PublicPages, PublicSlug, public_pages
from livesessions.queries.discovery.home import Home, ShelfCount, Voice, home_page, shelves
from livesessions.queries.discovery.search import PAGE_SIZE, Found, Shown, find_offerings
from livesessions.queries.discovery.times import FreeTimes

__all__ = [
    "PAGE_SIZE",
    "Candidate",
    "Found",
    "FreeTimes",
    "Home",
    "NamedSlug",
    "PublicPages",
    "PublicSlug",
    "ShelfCount",
    "Shown",
    "Voice",
    "find_offerings",
    "home_page",
    "is_public",
    "load_candidates",
    "public_pages",
    "shelves",
]
