"""Who says what now: the outlets' present answers to the questions, and where one strays from its source. Pure.

A source's present figure is the newest one that at least two publishers give in its name. Where no two agree on any,
nobody can tell which is present: the outlets are only said to differ. Figures that `extractors.intervals.fits` holds
together are one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from extractors.intervals import Interval, fits
from extractors.values import Bound, Modality, Question
from flows.report.content import ClaimGloss, Matrix, OutletLine, Said
from flows.report.gloss import value_words

MAX_ANSWERS: Final = 3
"""Answers shown in one cell: a question may ask for several counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an outlet last said of one thing; `scope` tells apart what must not be compared (new ones, totals)."""

    outlet: str
    publisher: str
    language: str
    told_at: datetime
    gloss: ClaimGloss
    quote: str
    url: str | None = None
    interval: Interval | None = None
    scope: tuple[str, ...] = ()

    @property
    def bound(self) -> Bound | None:
        """How the words limit the number."""
        return self.gloss.bound

    @property
    def low(self) -> float | None:
        """The lower stated end."""
        return self.gloss.low

    @property
    def high(self) -> float | None:
        """The upper stated end."""
        return self.gloss.high

    @property
    def is_figure(self) -> bool:
        """Whether a number is counted; a status has no bound."""
        return self.gloss.bound is not None

    @property
    def series(self) -> tuple[str, ...]:
        """The answer's `Series`."""
        return (self.gloss.metric, self.gloss.subject or "", self.gloss.source or "", *self.scope)


Voiced = tuple[str, str]
"""An outlet and the language in which it speaks."""
Series = tuple[str, ...]
"""What is followed over time; answers of one series can be set against each other."""


def matrix(
    answers: Iterable[Answer], questions: Sequence[Question], outlets: Sequence[Voiced], since: datetime
) -> Matrix:
    """Return the matrix of outlets by questions; those that say nothing on any are left out.

    Args:
        answers: each outlet's last telling of each series; planned and conditional ones answer nothing.
        questions: in the order of the columns; an answer stands under the first that asks for it.
        outlets: in the order of the lines; others come last, by name.
        since: how far back the answers reach.
    """
    said = [a for a in answers if a.gloss.modality not in (Modality.PLANNED, Modality.CONDITIONAL)]
    values = _values(said)
    cells: dict[Voiced, dict[str, list[Answer]]] = defaultdict(lambda: defaultdict(list))
    for answer in said:
        question = next((q.id for q in questions if _asks(q, answer)), None)
        if question is not None:
            cells[answer.outlet, answer.language][question].append(answer)
    asked = tuple(q.id for q in questions if any(q.id in line for line in cells.values()))
    known = [voiced for voiced in dict.fromkeys(outlets) if voiced in cells]
    others = sorted(voiced for voiced in cells if voiced not in known)
    return Matrix(
        questions=asked,
        lines=tuple(
            OutletLine(
                outlet=outlet,
                language=language,
                cells=tuple(_cell(cells[outlet, language].get(question, []), values) for question in asked),
            )
            for outlet, language in (*known, *others)
        ),
        since=since,
    )


def _asks(question: Question, answer: Answer) -> bool:
    return answer.gloss.metric in question.metrics and answer.gloss.subject in question.subjects


def _cell(answers: Iterable[Answer], values: Mapping[Series, Sequence[Sequence[Answer]]]) -> tuple[Said, ...]:
    """Return the newest answer on each thing that is counted or said, the newest first."""
    newest: dict[str, Answer] = {}
    for answer in sorted(answers, key=lambda a: (a.told_at, a.gloss.source or ""), reverse=True):
        newest.setdefault(answer.gloss.metric, answer)
    return tuple(
        Said(
            told_at=answer.told_at,
            gloss=answer.gloss,
            quote=answer.quote,
            language=answer.language,
            url=answer.url,
            differs=_differs(answer, values[answer.series]),
        )
        for answer in list(newest.values())[:MAX_ANSWERS]
    )


def _differs(answer: Answer, values: Sequence[Sequence[Answer]]) -> str:
    """Return what others tell of the answer's source, where that is something else: "now 1,000", "300 elsewhere"."""
    if not answer.gloss.source:
        return ""
    confirmed = [value for value in values if _publishers(value) > 1]
    if confirmed:
        return "" if _agree(answer, confirmed[-1][0]) else f"now {_told(confirmed[-1][0])}"
    others = [value[0] for value in values if not _agree(answer, value[0])]
    return f"{_told(others[-1])} elsewhere" if others else ""


def _told(answer: Answer) -> str:
    if answer.is_figure:
        return value_words(answer.gloss)
    return "denied" if answer.gloss.modality is Modality.DENIED else "not denied"


def _values(answers: Iterable[Answer]) -> dict[Series, list[list[Answer]]]:
    """Return, per series, its values in the order in which they were first told, each with those who tell it."""
    found: dict[Series, list[list[Answer]]] = defaultdict(list)
    for answer in sorted(answers, key=lambda a: (a.told_at, a.outlet)):
        values = found[answer.series]
        value = next((v for v in values if _agree(v[0], answer)), None)
        if value is None:
            values.append([answer])
        else:
            value.append(answer)
    return found


def _publishers(group: Iterable[Answer]) -> int:
    return len({answer.publisher for answer in group})


def _agree(one: Answer, other: Answer) -> bool:
    if one.is_figure and other.is_figure:
        return fits(one, other)
    return (one.gloss.modality is Modality.DENIED) == (other.gloss.modality is Modality.DENIED)
