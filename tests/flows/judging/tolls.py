"""Three outlets that tell one toll, each in its language, for tests in which one of them moves first."""

from datetime import datetime

from tests.flows.collection.newsstand import COURIER, LEDGER, MONDAY, RIVE, SEOUL, SEOUL_FR, Newsstand

OUTLETS = (COURIER, LEDGER, RIVE)


def tell(stand: Newsstand, tolls: dict[str, int], *, at: datetime = MONDAY) -> None:
    """Put an outlet's toll into its first article, dated `at`."""
    for outlet, toll in tolls.items():
        said = SEOUL_FR.format(f"{toll:,}".replace(",", " ")) if outlet == RIVE else SEOUL.format(f"{toll:,}")
        stand.article(outlet, "toll", said, at=at)


def open_tolls(stand: Newsstand, toll: int, *, at: datetime = MONDAY) -> None:
    """Let the feeds of all three name their first article, which gives one toll."""
    for outlet in OUTLETS:
        stand.feed(outlet, "toll")
    tell(stand, dict.fromkeys(OUTLETS, toll), at=at)
