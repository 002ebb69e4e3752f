"""The labelled sentences: their format, what is refused, and what ships."""

import pytest

from extractors.errors import LexiconError
from extractors.lexicon import languages
from extractors.second.sentences import NOWHERE, PER_FRAME, load_sentences, parse_sentences, taught_languages
from extractors.texts import Span
from extractors.values import Modality

FILL = """
[fill]
a = ["300", "about 600"]
said = ["she said", "he said", "they said"]
"""
FRAME = """
[[frame]]
text = "{a} soldiers died, {said}."
numbers = { a = "killed" }
mood = "hedged"
"""


def test_a_frame_gives_a_sentence_for_each_turn_of_its_fillings_with_the_number_at_its_place() -> None:
    found = parse_sentences(FILL + FRAME, "en")
    assert len(found) == len({s.text for s in found}) == PER_FRAME
    assert found[0].text == "300 soldiers died, she said."
    assert found[0].numbers == {Span(0, 3): "killed"}
    assert found[0].moods == {Span(0, 3): Modality.HEDGED}
    for sentence in found:
        (place,) = sentence.numbers
        assert sentence.text[place.start : place.end] in ("300", "about 600")


def test_a_frame_that_says_what_another_said_is_counted_once() -> None:
    assert len(parse_sentences(FILL + FRAME + FRAME, "en")) == PER_FRAME


def test_a_status_has_its_mood_nowhere() -> None:
    (sentence,) = parse_sentences('[[frame]]\ntext = "They may have left."\nstatus = "not_seen"\nmood = "hedged"', "en")
    assert sentence.moods == {NOWHERE: Modality.HEDGED}
    assert sentence.status == "not_seen"


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        pytest.param('text = "{b} died."\nmood = "hedged"', "slot 'b'", id="a-slot-without-fillings"),
        pytest.param('text = "{a} died."\nnumbers = {a = "dead"}\nmood = "hedged"', "metrics", id="an-unknown-metric"),
        pytest.param('text = "They died."\nnumbers = {a = "killed"}\nmood = "hedged"', "slots", id="a-number-nowhere"),
        pytest.param('text = "{a} died."\nnumbers = {a = "killed"}', "mood", id="no-mood"),
        pytest.param('text = "{a} died."\nnumbers = {a = "killed"}\nmood = "sure"', "mood", id="an-unknown-mood"),
        pytest.param(
            'text = "{a} died."\nnumbers = {a = "killed"}\nmood = {said = "hedged"}', "mood", id="a-mood-of-no-number"
        ),
        pytest.param('text = "Gone."\nstatus = "gone"\nmood = "hedged"', "status", id="an-unknown-status"),
        pytest.param('text = "Gone."\nnote = "x"', "text", id="an-unknown-key"),
    ],
)
def test_a_frame_that_breaks_the_format_is_refused_by_name(frame: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message) as caught:
        parse_sentences(f"{FILL}\n[[frame]]\n{frame}", "en")
    assert caught.value.file == "sentences/en.toml"
    assert caught.value.key == "frame[0]"


def test_what_is_no_toml_is_refused() -> None:
    with pytest.raises(LexiconError, match="not TOML"):
        parse_sentences("frame = ", "en")


def test_the_nine_languages_are_taught_and_none_without_a_lexicon() -> None:
    assert {"de", "en", "es", "fr", "ja", "ko", "ru", "uk", "zh"} <= set(taught_languages()) <= set(languages())


@pytest.mark.parametrize("language", taught_languages())
def test_a_language_is_taught_by_many_sentences_that_label_numbers_and_moods_of_every_kind(language: str) -> None:
    sentences = load_sentences(language)
    assert len(sentences) >= 200
    metrics = {metric for s in sentences for metric in s.numbers.values()}
    assert {"killed", "wounded", "casualties", "captured", "sent", "reinforcements", "none"} <= metrics
    assert {mood for s in sentences for mood in s.moods.values()} == set(Modality)


def test_there_are_at_least_fifteen_hundred_sentences() -> None:
    assert len({s.text for language in taught_languages() for s in load_sentences(language)}) >= 1500
