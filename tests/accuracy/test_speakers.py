"""The lessons of who speaks: taken from labels, learnt the same each time, and better than the rules' guess."""

import json
from dataclasses import replace
from functools import cache

from extractors.second.attributor import weights_text
from tests.accuracy.batches import HERE
from tests.accuracy.speakers import Lesson, learnt, lessons_of, measured, score, written


@cache
def lessons() -> tuple[Lesson, ...]:
    return tuple(lessons_of([HERE / "blind-6"]))


def test_most_claims_have_their_speaker_among_those_who_are_weighed() -> None:
    reachable = sum(bool(lesson.choice.right) for lesson in lessons())
    assert reachable > 0.9 * len(lessons())
    assert any(lesson.is_asked for lesson in lessons())
    assert not all(lesson.is_asked for lesson in lessons())


def test_the_same_lessons_give_the_same_weights() -> None:
    some = lessons()[:80]
    weights = written(learnt(some))
    assert weights == written(learnt(some))
    assert json.loads(weights)


def test_the_weights_in_the_repository_are_right_more_often_than_the_rules_guess() -> None:
    rules, right, mended, broken = score(lessons(), json.loads(weights_text()))
    assert right == rules + mended - broken
    assert mended > 3 * broken


def test_each_batch_is_answered_by_what_the_others_taught() -> None:
    half = [replace(lesson, batch=f"half {i % 2}") for i, lesson in enumerate(lessons())]
    head, first, second = measured(half)
    assert head.startswith("batch")
    claims, *_ = ([int(number) for number in line.split()[2:]] for line in (first, second))
    assert claims[0] == sum(lesson.batch == "half 0" for lesson in half)
    assert claims[3] == claims[2] + claims[4] - claims[5]
