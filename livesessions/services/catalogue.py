"""The shelves of the marketplace."""

from sqlmodel import select

from livesessions.models import Domain
from livesessions.runtime.work import Work

DOMAINS = {
    "programming": "Programming",
    "languages": "Languages",
    "music": "Music",
    "science": "Maths & Science",
    "design": "Design",
    "business": "Business",
    "wellbeing": "Health & Movement",
    "cooking": "Cooking",
    "photo": "Photography & Film",
    "writing": "Writing",
}


def stock_shelves(work: Work) -> dict[str, int]:
    """Puts up every shelf that is not there yet; the id of each by its slug."""
    shelves = {domain.slug: domain for domain in work.db.exec(select(Domain))}
    for position, (slug, name) in enumerate(DOMAINS.items()):
        if slug not in shelves:
            shelves[slug] = Domain(slug=slug, name=name, position=position)
            work.db.add(shelves[slug])
            work.record("domain.added", shelves[slug], after={"name": name})
    work.db.flush()
    return {slug: domain.id for slug, domain in shelves.items()}
