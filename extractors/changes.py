"""What changed: between versions, between outlets, along a source's series, between sources; how two articles stand.

Comes in: articles with their readings. Goes out: changes, each with both claims, advice whether to alert, and one plain
sentence. Pure: damping over time, thresholds and who is told are the alert policy's. The rules with examples are in
docs/changes.md; the steps are in extractors/comparing/.
"""

from extractors.comparing.alignment import align
from extractors.comparing.evidence import texts_of
from extractors.comparing.outlets import WINDOW, Telling, between_outlets
from extractors.comparing.relation import SAME_TIME, relation
from extractors.comparing.series import Move, along_series, explains, new_moves
from extractors.comparing.sources import Contradiction, contradictions, new_contradictions
from extractors.comparing.verdicts import judge
from extractors.posts import Posts
from extractors.values import Article, Change, Reading

__all__ = [
    "SAME_TIME",
    "WINDOW",
    "Contradiction",
    "Move",
    "Telling",
    "along_series",
    "between_outlets",
    "between_revisions",
    "contradictions",
    "explains",
    "new_contradictions",
    "new_moves",
    "relation",
]


def between_revisions(
    before: Article, before_reading: Reading, after: Article, after_reading: Reading
) -> tuple[Change, ...]:
    """Returns one change for each real difference between the claims of two versions, in text order.

    In a live blog a post is held against itself: a new one adds, and one that newer ones pushed off the page takes
    nothing back. Empty where nothing that is claimed changed: wording, order, number format and furniture do not count.
    The versions may be in two languages; then only what no translator can mean advises an alert. With equal
    texts the differences are those of the readings (rules that changed), which is for the caller to know.
    """
    texts = texts_of(before, before_reading, after, after_reading)
    posts = Posts(before.text, after.text)
    alignment = align(before_reading.claims, after_reading.claims, posts, translated=texts.translated)
    return judge(alignment, texts, posts)
