"""What the second reader looks at."""

import pytest

from extractors.lexicon import load_lexicon
from extractors.reading.marks import Passage, compile_cast
from extractors.reading.scenes import Scene, scenes
from extractors.second.features import NONE, candidates, family, mood_features
from extractors.texts import Span
from extractors.values import Field, Kind
from tests.extractors.stories import small_story


def scene(text: str, language: str = "en") -> Scene:
    lexicon = load_lexicon(language)
    (found,) = scenes(Passage(Field.TEXT, text, lexicon, compile_cast(small_story(), lexicon)))
    return found


@pytest.mark.parametrize("metric", ["sent", "present", "front", "reinforcements", "troops_deployed", "workers_sent"])
def test_all_troops_are_one_family(metric: str) -> None:
    assert family(metric) == "troops"


def test_a_loss_is_its_own_family() -> None:
    assert family("killed") == "killed"


def test_a_number_may_be_about_each_trigger_or_about_people_with_no_word_or_about_nothing() -> None:
    one = scene("Some 300 soldiers were killed and 700 were wounded.")
    assert [c.metric for c in candidates(one, one.quantities[0])] == ["killed", "wounded", "sent", NONE]


def test_only_the_nearest_triggers_on_each_side_are_weighed() -> None:
    many = scene(
        "Some killed here, others captured there, " * 8 + "300 soldiers, " + "some killed here, others captured, " * 8
    )
    assert len(many.triggers) > 12
    assert len(candidates(many, many.quantities[0])) <= 12


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        pytest.param("The blast killed 300 soldiers.", "kind:Lwevent", id="the-word-stands-before"),
        pytest.param("In all 300 soldiers were killed.", "kind:Rwevent", id="the-word-stands-behind"),
        pytest.param("Of the 300 soldiers many were killed.", "cue:base:killed:R", id="a-total-known-before"),
        pytest.param("In May 300 soldiers, 20 officers and 4 generals were killed.", "numbers:Rw2", id="rivals"),
    ],
)
def test_how_a_number_stands_to_its_word(text: str, feature: str) -> None:
    one = scene(text)
    assert feature in candidates(one, one.quantities[0])[0].features


def test_a_trigger_that_another_number_counts_is_known_to_be_its_own() -> None:
    one = scene("There were 300 soldiers, of whom 20 were killed.")
    first, second = (candidates(one, q)[-3].features for q in one.quantities)
    assert any(f.startswith("owned:") for f in first)
    assert not any(f.startswith("owned:") for f in second)


def test_no_feature_names_a_language() -> None:
    same = ("Killed: 300 soldiers.", "en"), ("Tués: 300 soldats.", "fr")
    english, french = (scene(text, language) for text, language in same)
    assert [c.features for c in candidates(english, english.quantities[0])] == [
        c.features for c in candidates(french, french.quantities[0])
    ]


def test_a_modal_word_is_seen_on_its_side_and_not_inside_the_mention() -> None:
    one = scene("They may have lost 300 soldiers.")
    number = one.quantities[0]
    outside = set(mood_features(one, Span(number.start, number.end), Kind.FIGURE, "casualties", polarity=True))
    inside = set(mood_features(one, one.span, Kind.FIGURE, "casualties", polarity=True))
    assert "modality.hedged:L" in outside
    assert not any(f.startswith("modality.hedged") for f in inside)
