"""A story is data: a flood that no line of code knows of is read with the same reader."""

from pathlib import Path

from extractors.claims import Reader
from extractors.values import Article
from flows.watching.loading import load_watch

TEXT = """\
At least 14 people from Orlamouth were killed when the Orla burst its banks on Sunday night, the rescue service said. \
Its spokeswoman told the Orla Post that 23 people were still missing.

Three rescuers were injured when a bridge gave way, according to the mayor of Orlamouth. The River Authority said \
the water stood at 7.4 metres on 12 January.
"""
ARTICLE = Article(
    url="https://orla-post.example/flood",
    outlet="orla_post",
    language="en",
    title="The Orla floods the valley",
    text=TEXT,
)
STORY = load_watch(str(Path(__file__).parent / "river-flood")).story


def test_the_dead_the_missing_and_the_injured_of_a_flood_are_read() -> None:
    claims = Reader(STORY).read(ARTICLE).claims
    found = {(claim.metric, claim.low, claim.high, claim.subject) for claim in claims}
    assert found == {
        ("killed", 14, None, "residents"),
        ("missing", 23, 23, "residents"),
        ("wounded", 3, 3, "rescuers"),
    }


def test_its_sources_speak_and_count_as_the_watch_says() -> None:
    sources = {claim.metric: claim.source for claim in Reader(STORY).read(ARTICLE).claims}
    assert sources["killed"] == "rescue_service"
    assert sources["wounded"] == "valley_council", "the mayor counts as the council"


def test_its_quotes_stand_where_they_are_said_to_stand() -> None:
    claims = Reader(STORY).read(ARTICLE).claims
    assert claims
    assert all(TEXT[claim.start : claim.end] == claim.quote for claim in claims)
