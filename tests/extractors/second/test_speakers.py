"""Who may have said a claim, and how each stands to it."""

import pytest
from typing_extensions import override

from extractors.claims import Reader
from extractors.reading.scenes import Mention
from extractors.second.attributor import Attributor
from extractors.second.speakers import Document, Speaker, candidates
from extractors.values import Article, Claim, Story
from tests.extractors.stories import small_story

TWO = "The Pentagon said 3,000 North Korean soldiers were sent. Zelensky said the Kremlin had asked for them.\n\n"


class _Recorder(Attributor):
    def __init__(self, story: Story) -> None:
        super().__init__(story)
        self.last: list[Speaker] = []

    @override
    def voice(self, document: Document, mention: Mention, claim: Claim) -> None:
        self.last = candidates(document, mention, claim)


def speakers(text: str, language: str = "en") -> list[Speaker]:
    """Return who may have said the last claim of a text."""
    reader = Reader(small_story())
    reader.attributor = recorder = _Recorder(small_story())
    reader.read(Article(url="https://example.org/a", outlet="example", language=language, title="", text=text))
    return recorder.last


def hows(text: str) -> dict[str, str]:
    """Return how each is heard, by id."""
    return {one.key[1]: one.how for one in speakers(text)}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("About 300 soldiers were killed.", {"": "outlet"}, id="nobody-but-the-outlet"),
        pytest.param(
            "About 300 North Korean soldiers were killed.",
            {"": "outlet", "north_korea_government": "side"},
            id="a-side-is-its-government",
        ),
        pytest.param("The Pentagon said 300 were killed in Kursk.", {"pentagon": "said", "": "outlet"}, id="here"),
        pytest.param(
            f"{TWO}About 300 soldiers were killed.",
            {"": "outlet", "zelensky": "before1", "pentagon": "before2", "kremlin": "namedbefore"},
            id="before-the-last-one-first",
        ),
        pytest.param(
            "The Kremlin declined to comment.\n\nAbout 300 soldiers were killed.",
            {"": "outlet", "kremlin": "namedbefore"},
            id="who-is-silent-is-only-named",
        ),
        pytest.param(
            "About 300 soldiers were killed. The snow is deep. Zelensky said it would not melt.",
            {"": "outlet", "zelensky": "after"},
            id="behind",
        ),
        pytest.param(
            "The pact with the Kremlin holds; 300 soldiers died for it.",
            {"": "outlet", "kremlin": "apart"},
            id="only-beside-a-word-such-as-with",
        ),
    ],
)
def test_everybody_who_may_have_said_it_is_weighed(text: str, wanted: dict[str, str]) -> None:
    assert hows(text) == wanted


def test_whom_the_rules_chose_comes_first() -> None:
    first, *others = speakers(
        "The Pentagon said it. Zelensky counted 300 North Koreans killed, the Kremlin 200 killed."
    )
    assert first.how in ("said", "subject")
    assert others


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        pytest.param(f"{TWO}He put the North Korean dead at 300.", "last|he", id="a-pronoun-and-the-last-speaker"),
        pytest.param(f"{TWO}Some 300 North Koreans died.", "turn1|back1", id="how-many-sentences-ago"),
        pytest.param(f"{TWO}Some 300 North Koreans died.", "before2|loss", id="what-it-is-about"),
        pytest.param(f"{TWO}Some 300 North Koreans died.", "before1|other's", id="whose-side"),
        pytest.param(f"{TWO}Some 300 North Koreans died.", "n0|nobody_behind", id="the-outlet-and-who-is-around"),
    ],
)
def test_how_somebody_stands_to_a_claim(text: str, feature: str) -> None:
    assert feature in {f for one in speakers(text) for f in one.features}


def test_no_feature_names_a_source_or_a_language() -> None:
    ids = {source.id for source in small_story().sources}
    signs = {
        part for one in speakers(f"{TWO}Some 300 North Koreans died.") for f in one.features for part in f.split("|")
    }
    assert not signs & (ids | {"en"})
