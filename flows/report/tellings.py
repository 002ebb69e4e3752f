"""The tellings of a figure, gathered for a reader: repeated ones as one, grouped by the source that they name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flows.report.content import FigurePoint
from flows.report.gloss import gloss_line, source_words, value_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One outlet's figure of one source: `point` is when it was first told, `last_at` when last, `count` how often."""

    point: FigurePoint
    last_at: datetime
    count: int

    @property
    def value(self) -> float | None:
        """The figure as a point: the middle of what is said, the named end of a bound, None without a number."""
        ends = [end for end in (self.point.gloss.low, self.point.gloss.high) if end is not None]
        if not ends:
            ends = [end for end in self.point.interval or () if end is not None]
        return sum(ends) / len(ends) if ends else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """A figure that outlets now give for one source; `tellings` has one per outlet, the newest first."""

    figure: str
    tellings: tuple[Telling, ...]

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that give it."""
        return tuple(telling.point.outlet for telling in self.tellings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A source and all that is told in its name, in time order; `name` is "" for the outlets' own voice."""

    name: str
    tellings: tuple[Telling, ...]

    @property
    def stands(self) -> tuple["Stand", ...]:
        """What is said in its name now: each outlet's last figure, equal ones together, the newest first."""
        last = {telling.point.outlet: telling for telling in self.tellings}
        groups: dict[str, list[Telling]] = {}
        for telling in sorted(last.values(), key=lambda t: t.point.told_at, reverse=True):
            groups.setdefault(said(telling), []).append(telling)
        return tuple(Stand(figure=figure, tellings=tuple(g)) for figure, g in groups.items())


def gather(points: Iterable[FigurePoint]) -> tuple[Telling, ...]:
    """Return the points in time order, an outlet's repetitions of the same words of ours as one telling.

    A figure that goes away and comes back (10, 12, 10) is three tellings: only repetitions in a row are joined.
    """
    done: list[Telling] = []
    running: dict[tuple[str, str], int] = {}
    for point in sorted(points, key=lambda p: (p.told_at, p.outlet)):
        line = (point.outlet, source_words(point.gloss))
        at = running.get(line)
        if at is not None and gloss_line(done[at].point.gloss) == gloss_line(point.gloss):
            known = done[at]
            done[at] = Telling(point=known.point, last_at=point.told_at, count=known.count + 1)
        else:
            running[line] = len(done)
            done.append(Telling(point=point, last_at=point.told_at, count=1))
    return tuple(done)


def voices(tellings: Iterable[Telling]) -> tuple[Voice, ...]:
    """Return the sources, those told most first; the outlets' own voice comes last."""
    groups: dict[str, list[Telling]] = {}
    for telling in tellings:
        groups.setdefault(telling.point.gloss.source or "", []).append(telling)
    found = [Voice(name=name, tellings=tuple(group)) for name, group in groups.items()]
    return tuple(sorted(found, key=lambda v: (v.name == "", -len(v.tellings), v.name)))


def said(telling: Telling) -> str:
    """Return the figure as it is said; a modality that is not plain assertion is named."""
    gloss = telling.point.gloss
    number = value_words(gloss)
    return number if gloss.modality == "asserted" else f"{number} ({gloss.modality})"
