"""Turns the labelled sentences into lessons for the second reader, and measures what it has learnt.

The sentences are read with the lexicons and the names of `names.toml`, so that a lexicon that changes may change
the weights: scripts/train_second_reader writes them anew.
"""

import json
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources

from extractors.lexicon import load_lexicon
from extractors.reading.counted import Sort
from extractors.reading.marks import Cast, Passage, compile_cast
from extractors.reading.scenes import Quantity, Scene, scenes
from extractors.reading.statuses import SPOKEN, statuses
from extractors.second.features import NONE, Candidate, candidates, family, mood_features
from extractors.second.linear import Choice, Weights, best_of, learn
from extractors.second.reader import MOODS, mood_candidates
from extractors.second.sentences import NOWHERE, Sentence, load_sentences, taught_languages
from extractors.texts import Span
from extractors.values import Actor, Field, Kind, Modality, Story

_ROUNDS = 8
_COUNTED = frozenset({Sort.PERSON, Sort.PARTITIVE, Sort.NOTHING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One thing to learn. `choice` is None where the lexicon has no word for the right answer: that is an error too.

    `task` is "metric" or "mood".
    """

    language: str
    task: str
    choice: Choice | None


def lessons_of(language: str) -> list[Lesson]:
    """Return the lessons of a language in the order of its sentences."""
    cast = compile_cast(_story(), load_lexicon(language))
    return [lesson for sentence in load_sentences(language) for lesson in _of_sentence(sentence, cast)]


def all_lessons() -> list[Lesson]:
    """Return the lessons of all languages, one of each language in turn, so that none is learnt last."""
    lists = [lessons_of(language) for language in taught_languages()]
    order = [
        (i / len(lessons), place, lesson) for place, lessons in enumerate(lists) for i, lesson in enumerate(lessons)
    ]
    return [lesson for _, _, lesson in sorted(order, key=lambda one: one[:2])]


def train(lessons: Sequence[Lesson]) -> dict[str, dict[str, float]]:
    """Return the weights of each task."""
    return {task: learn(_choices(lessons, task), rounds=_ROUNDS) for task in ("metric", "mood")}


def written(weights: dict[str, dict[str, float]]) -> str:
    """Return the weights as the text of weights.json, always in the same order."""
    return json.dumps(weights, indent=1, sort_keys=True, ensure_ascii=True) + "\n"


def accuracy(lessons: Iterable[Lesson], task: str, weights: Weights) -> tuple[int, int, int]:
    """Return how many lessons of a task are answered rightly, how many can be, and how many there are."""
    right = possible = count = 0
    for lesson in lessons:
        if lesson.task != task:
            continue
        count += 1
        if lesson.choice is not None:
            possible += 1
            right += best_of(lesson.choice.candidates, weights) in lesson.choice.right
    return right, possible, count


def _choices(lessons: Iterable[Lesson], task: str) -> list[Choice]:
    return [lesson.choice for lesson in lessons if lesson.task == task and lesson.choice is not None]


def _story() -> Story:
    raw = tomllib.loads(resources.files("extractors.second").joinpath("names.toml").read_text("utf-8"))
    actors = tuple(Actor(id=id_, names={k: tuple(v) for k, v in names.items()}) for id_, names in raw.items())
    return Story(id="lessons", main_actor=actors[0].id, actors=actors)


def _of_sentence(sentence: Sentence, cast: Cast) -> list[Lesson]:
    passage = Passage(Field.TEXT, sentence.text, load_lexicon(sentence.language), cast)
    found = scenes(passage)
    lessons = []
    for place, metric in sentence.numbers.items():
        scene, quantity = _at(place, found)
        if quantity is None and metric == NONE:
            continue
        lessons.append(_lesson(sentence, "metric", _metric_choice(scene, quantity, metric)))
        if metric != NONE and quantity is not None:
            about = mood_features(scene, _anchor(quantity), Kind.FIGURE, metric, polarity=True)
            lessons.append(_lesson(sentence, "mood", _mood_choice(about, sentence.moods[place])))
    if sentence.status is not None and sentence.status not in SPOKEN:
        lessons += _of_status(sentence, found)
    return lessons


def _lesson(sentence: Sentence, task: str, choice: Choice | None) -> Lesson:
    return Lesson(language=sentence.language, task=task, choice=choice)


def _anchor(quantity: Quantity) -> Span:
    return Span(quantity.start, quantity.end)


def _at(place: Span, found: Sequence[Scene]) -> tuple[Scene, Quantity | None]:
    """Return the number that stands at a slot, with its sentence."""
    scene = next((s for s in found if s.span.start <= place.start < s.span.end), found[0])
    for quantity in scene.quantities:
        number = quantity.number
        if number.core_start < place.end and place.start < number.core_end and quantity.counted.sort in _COUNTED:
            return scene, quantity
    return scene, None


def _metric_choice(scene: Scene, quantity: Quantity | None, metric: str) -> Choice | None:
    if quantity is None:
        return None
    offered = candidates(scene, quantity)
    right = frozenset(i for i, one in enumerate(offered) if _answers(one, metric))
    if not right:
        return None
    return Choice(candidates=tuple(one.features for one in offered), right=right)


def _answers(one: Candidate, metric: str) -> bool:
    return family(one.metric) == family(metric)


def _mood_choice(features: Iterable[str], mood: Modality) -> Choice:
    return Choice(candidates=mood_candidates(features), right=frozenset({MOODS.index(mood)}))


def _of_status(sentence: Sentence, found: Sequence[Scene]) -> list[Lesson]:
    for scene in found:
        for mention in statuses(scene, (), is_ours=True):
            if mention.metric == sentence.status:
                about = mood_features(scene, mention.anchor, Kind.STATUS, mention.metric, polarity=mention.polarity)
                return [_lesson(sentence, "mood", _mood_choice(about, sentence.moods[NOWHERE]))]
    return [_lesson(sentence, "mood", None)]
