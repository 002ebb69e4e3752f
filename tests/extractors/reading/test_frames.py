"""Statuses told by their parts, with a lexicon whose ideas are a few words of the test's own."""

import re
from functools import cache
from importlib import resources

import pytest

from extractors.claims import Reader
from extractors.lexicon import Lexicon, parse_lexicon
from extractors.phrases import Hit
from extractors.reading.frames import BY_ITS_PARTS, by_their_parts
from extractors.reading.marks import Passage, compile_cast
from extractors.reading.scenes import scenes
from extractors.values import Article, Band, Field
from tests.extractors.stories import small_story

STORY = small_story()
WORDS = {
    "leave": ["whisked away"],
    "front": ["soggy ditches"],
    "more": ["yet another", "yet another crop"],
    "troops": ["draft", "crop of lads"],
    "plan": ["in the making"],
    "evade": ["waved away"],
    "say": ["the sums"],
    "none": ["nowise"],
    "tell": ["utter"],
    "admit": ["owned up"],
    "sent": ["the errand"],
}


@cache
def lexicon() -> Lexicon:
    text = resources.files("extractors").joinpath("lexicons", "en.toml").read_text("utf-8")
    head, _, rest = text.partition("[concept]\n")
    concepts, _, rest = rest.partition("\n[")
    for name in re.findall(r"^(\w+) = ", concepts, re.MULTILINE):
        listed = ", ".join(f'"{word}"' for word in WORDS.get(name, []))
        concepts = re.sub(rf"^{name} = \[.*?\]$", f"{name} = [{listed}]", concepts, flags=re.MULTILINE | re.DOTALL)
    return parse_lexicon(f"{head}[concept]\n{concepts}\n[{rest}", "en.toml")


def told_by_parts(text: str, told: tuple[Hit, ...] = ()) -> list[tuple[str, str]]:
    passage = Passage(Field.TEXT, text, lexicon(), compile_cast(STORY, lexicon()))
    found = [m for scene in scenes(passage) for m in by_their_parts(scene, told)]
    return [(m.metric, text[m.start : m.end]) for m in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "The men were whisked away those soggy ditches.",
            [("withdrawn_from_front", "whisked away those soggy ditches")],
            id="in-order",
        ),
        pytest.param(
            "From the soggy ditches they were whisked away at night.",
            [("withdrawn_from_front", "soggy ditches they were whisked away")],
            id="in-any-order",
        ),
        pytest.param(
            "Yet another winter draft is in the making.",
            [("reinforcements_planned", "Yet another winter draft is in the making")],
            id="three-parts",
        ),
        pytest.param(
            "Yet another crop of lads is in the making.",
            [("reinforcements_planned", "Yet another crop of lads is in the making")],
            id="words-for-two-parts-overlap",
        ),
        pytest.param("They would nowise utter it.", [("no_comment", "nowise utter")], id="in-the-order-that-counts"),
        pytest.param("They utter it nowise.", [], id="in-the-order-that-does-not-count"),
        pytest.param("Nowise, they utter.", [], id="a-comma-where-order-counts"),
        pytest.param(
            "They owned up to the errand.", [("confirmed_deployment", "owned up to the errand")], id="owned-up"
        ),
        pytest.param("They owned up to 40 dead on the errand.", [], id="a-number-is-what-is-told"),
        pytest.param("The men were whisked away.", [], id="one-part-alone"),
        pytest.param("They were whisked away. The soggy ditches are empty.", [], id="another-sentence"),
        pytest.param("They were whisked away; the soggy ditches are empty.", [], id="behind-a-semicolon"),
        pytest.param(f"They were whisked away {'by a patient crew ' * 6}near soggy ditches.", [], id="too-far"),
    ],
)
def test_a_status_is_told_where_its_parts_are_near_each_other(text: str, found: list[tuple[str, str]]) -> None:
    assert told_by_parts(text) == found


def test_the_nearest_parts_are_the_evidence() -> None:
    text = "Whisked away by air, then whisked away the soggy ditches."
    assert told_by_parts(text) == [("withdrawn_from_front", "whisked away the soggy ditches")]


def test_a_status_that_a_phrase_told_is_not_told_again() -> None:
    told = (Hit(0, 7, "withdrawn_from_front.words"),)
    assert told_by_parts("The men were whisked away soggy ditches.", told) == []


def test_a_second_silence_is_heard_beside_the_one_that_a_phrase_told() -> None:
    text = "Moscow had no comment, Seoul waved away the sums."
    told = (Hit(text.index("no comment"), text.index(","), "no_comment.words"),)
    assert told_by_parts(text, told) == [("no_comment", "waved away the sums")]
    assert told_by_parts(text, (Hit(30, 40, "no_comment.words"),)) == []


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        pytest.param("North Korean men were whisked away soggy ditches.", ["withdrawn_from_front"], id="main-actor"),
        pytest.param("Danish men were whisked away soggy ditches.", [], id="somebody-else"),
        pytest.param("The Kremlin said it had waved away the sums.", ["no_comment"], id="a-silence-of-somebody"),
        pytest.param("The sums were waved away.", [], id="a-silence-of-nobody"),
        pytest.param(
            "The North Koreans came. The Kremlin smiled. Whisked away, the men are far from the soggy ditches.",
            ["withdrawn_from_front"],
            id="a-text-about-the-main-actor",
        ),
    ],
)
def test_what_only_its_parts_tell_is_believed_of_the_main_actor_and_doubtful(
    monkeypatch: pytest.MonkeyPatch, text: str, metrics: list[str]
) -> None:
    monkeypatch.setattr("extractors.claims.load_lexicon", lambda _language: lexicon())
    article = Article(url="", outlet="", language="en", title="", text=text)
    claims = Reader(STORY).read(article).claims
    assert [claim.metric for claim in claims] == metrics
    assert all(BY_ITS_PARTS in claim.reasons and claim.band is Band.C for claim in claims)
