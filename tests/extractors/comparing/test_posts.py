"""Two versions of a live blog: a post is held against itself."""

from collections.abc import Sequence

import pytest

from extractors.changes import between_revisions
from extractors.claims import Reader
from extractors.posts import MARK
from extractors.values import Article
from tests.extractors.stories import small_story

READER = Reader(small_story())
ONE = ("08:05", "Ukraine's General Staff said that about 3,000 North Korean soldiers had been killed.")
TWO = ("12:40", "Ukraine's General Staff said that about 4,000 North Korean soldiers had been killed.")
QUIET = tuple(
    (f"{hour}:00", f"Nothing was heard from the front at {hour} o'clock, our reporters say.") for hour in (13, 14)
)
Said = tuple[str, str]


def blog(posts: Sequence[Said]) -> Article:
    text = "\n\n".join(line for at, words in posts for line in (f"{MARK}2025-01-27 {at} UTC", words))
    return Article(url="https://a.example/live", outlet="a", language="en", title="The day as it comes", text=text)


def changes(before: Sequence[Said], after: Sequence[Said]) -> list[tuple[str, float | None, float | None]]:
    old, new = blog(before), blog(after)
    found = between_revisions(old, READER.read(old), new, READER.read(new))
    ends = [(c.change.value, c.before, c.after) for c in found]
    return [(kind, one.low if one else None, other.low if other else None) for kind, one, other in ends]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        pytest.param((ONE, *QUIET), (ONE, *QUIET, ("17:00", TWO[1])), [("added", None, 4000)], id="a new post"),
        pytest.param((ONE, *QUIET), ((ONE[0], TWO[1]), *QUIET), [("raised", 3000, 4000)], id="a post is edited"),
        pytest.param(
            (ONE, TWO),
            ((ONE[0], ONE[1].replace("3,000", "3,900")), TWO),
            [("raised", 3000, 3900)],
            id="one of two alike is edited",
        ),
        pytest.param((*QUIET, ONE), (*QUIET, TWO), [("removed", 3000, None), ("added", None, 4000)], id="another post"),
        pytest.param((ONE, *QUIET), (*QUIET, ("17:00", "All is quiet.")), [], id="pushed off the page"),
        pytest.param((ONE, *QUIET), QUIET, [("removed", 3000, None)], id="taken out"),
    ],
)
def test_a_post_is_held_against_itself(
    before: Sequence[Said], after: Sequence[Said], found: list[tuple[str, float | None, float | None]]
) -> None:
    assert changes(before, after) == found
