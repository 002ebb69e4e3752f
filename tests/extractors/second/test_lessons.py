"""The weights in the repository are what training gives, and they hold for a language that was not taught."""

from functools import cache
from importlib import resources

import pytest

from extractors.second.lessons import Lesson, accuracy, all_lessons, train, written


@cache
def lessons() -> list[Lesson]:
    return all_lessons()


def test_training_reproduces_the_weights_byte_for_byte() -> None:
    kept = resources.files("extractors.second").joinpath("weights.json").read_text("utf-8")
    assert written(train(lessons())) == kept, "the lexicons or sentences changed: run scripts/train_second_reader"


@pytest.mark.parametrize("language", ["fr", "ko", "uk"])
def test_a_language_is_read_by_what_the_others_taught(language: str) -> None:
    weights = train([lesson for lesson in lessons() if lesson.language != language])
    own = [lesson for lesson in lessons() if lesson.language == language]
    for task in ("metric", "mood"):
        right, possible, count = accuracy(own, task, weights[task])
        assert possible > 0.8 * count
        assert right > 0.85 * possible
        assert right > accuracy(own, task, {})[0]


def test_the_languages_take_turns() -> None:
    first = {lesson.language for lesson in lessons()[:30]}
    assert first == {lesson.language for lesson in lessons()}
