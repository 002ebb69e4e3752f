"""Lessons for the attributor: who says each labelled claim of the batches, and who else may have said it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from typing_extensions import override

from extractors.claims import Reader
from extractors.reading.scenes import Mention
from extractors.second.attributor import CLEARLY, Attributor
from extractors.second.linear import Choice, Weights, learn, score_of
from extractors.second.speakers import Document, Speaker, candidates, is_placed
from extractors.values import Claim, Field, Story
from flows.watching.known import find_watch
from tests.accuracy.batches import HERE, Labelled, load_batch
from tests.accuracy.scoring import is_figure, is_open, is_status, matched, same_source

ROUNDS = 4
_WATCH = "north-korea-in-russia"
_FIRST = 0  # the place of whom the rules chose


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One labelled claim: who may have said it and which of them did; `is_asked`: whether the rules only guess."""

    batch: str
    choice: Choice
    is_asked: bool


class _Recorder(Attributor):
    """Changes no claim and keeps who may have said each."""

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        self.kept: dict[tuple[object, ...], list[Speaker]] = {}
        self.guessed: set[tuple[object, ...]] = set()

    @override
    def voice(self, document: Document, mention: Mention, claim: Claim) -> None:
        place, found = _place_of(claim), candidates(document, mention, claim)
        self.kept[place] = found
        if not document.names_its_speaker(mention, claim) and not is_placed(found[_FIRST]):
            self.guessed.add(place)


def lessons_of(folders: Iterable[Path] = ()) -> list[Lesson]:
    """Return the lessons of batches, of all that are seen by default: one of each language in turn."""
    story = find_watch(_WATCH).story
    reader = Reader(story)
    same_as = {s.id: s.same_as or s.id for s in story.sources}
    lessons: list[Lesson] = []
    for folder in sorted(folders or HERE.glob("blind-*")):
        articles = sorted(load_batch(folder).articles, key=lambda one: one.id[2:])
        for one in articles:
            lessons += _of_article(one, folder.name, reader, same_as)
    return lessons


def _of_article(one: Labelled, batch: str, reader: Reader, same_as: Mapping[str, str]) -> Iterator[Lesson]:
    reader.attributor = recorder = _Recorder(reader.story)
    told = [c for c in reader.read(one.article).claims if c.where is Field.TEXT]
    for claim, label in [*matched(told, one.labels, is_figure), *matched(told, one.labels, is_status)]:
        found = recorder.kept.get(_place_of(claim), [])
        right = frozenset(i for i, who in enumerate(found) if same_source(_said_by(claim, who), label, same_as))
        if found and not is_open(label):
            choice = Choice(candidates=tuple(who.features for who in found), right=right)
            yield Lesson(batch=batch, choice=choice, is_asked=_place_of(claim) in recorder.guessed)


def _place_of(claim: Claim) -> tuple[object, ...]:
    return claim.start, claim.end, claim.metric, claim.low, claim.high


def _said_by(claim: Claim, who: Speaker) -> Claim:
    kind, value = who.key
    return replace(claim, source=value if kind == "source" else None, source_text=value if kind == "text" else None)


def learnt(lessons: Sequence[Lesson]) -> Weights:
    """Return the weights that lessons teach; those of which no candidate is right teach nothing."""
    choices = [lesson.choice for lesson in lessons if 0 < len(lesson.choice.right) < len(lesson.choice.candidates)]
    return learn(choices, rounds=ROUNDS)


def written(weights: Weights) -> str:
    """Return the weights as the text of their file."""
    return json.dumps(dict(weights), indent=0, sort_keys=True, ensure_ascii=True) + "\n"


def measured(lessons: Sequence[Lesson]) -> Iterator[str]:
    """Yield for each batch how many of its claims the rules and the learnt weights give to the right speaker.

    The weights are learnt from the other batches.
    """
    yield "batch     claims  asked  rules  learnt  mended  broken"
    for batch in sorted({lesson.batch for lesson in lessons}):
        weights = learnt([lesson for lesson in lessons if lesson.batch != batch])
        own = [lesson for lesson in lessons if lesson.batch == batch]
        rules, right, mended, broken = score(own, weights)
        asked = sum(lesson.is_asked for lesson in own)
        yield f"{batch:9} {len(own):6} {asked:6} {rules:6} {right:7} {mended:7} {broken:7}"


def score(lessons: Sequence[Lesson], weights: Weights) -> tuple[int, int, int, int]:
    """Return how often the rules are right, how often with what was learnt, and what that mended and broke."""
    before = [_FIRST in lesson.choice.right for lesson in lessons]
    after = [_answer(lesson, weights) in lesson.choice.right for lesson in lessons]
    mended = sum(new > old for old, new in zip(before, after, strict=True))
    broken = sum(new < old for old, new in zip(before, after, strict=True))
    return sum(before), sum(after), mended, broken


def _answer(lesson: Lesson, weights: Weights) -> int:
    if not lesson.is_asked:
        return _FIRST
    scores = [score_of(features, weights) for features in lesson.choice.candidates]
    best = scores.index(max(scores))
    return best if scores[best] - scores[_FIRST] > CLEARLY else _FIRST
