"""How often a feed is asked and an article looked at again, by what asking brought before. Pure."""

from datetime import datetime, timedelta

from flows.watching.values import Feed
from warehouse.answers import ArticleState, FeedState
from warehouse.habits import ArticleHabit, FeedHabit
from warehouse.rows import VisitOutcome

FINEST = timedelta(minutes=15)
"""Nothing is asked more often: it is the schedule of the runs."""

QUIETEST = 3
LONGEST_POLL = timedelta(hours=3)
"""A feed that brings little is asked down to a third as often as the watch says, but every so many hours."""

ASKED_PER_NEWS = 4
"""A feed is asked so many times in the time in which it brings one entry, within its bounds."""

KNOWN_AFTER = 4
"""Of fewer good polls no habit is told."""

HARD, SOFT, TEMPORARY = 1.0, 0.5, 0.25
"""What a failure weighs: an answer that says no, a server in trouble or silent, a request to come later."""

MAX_BACKOFF = 8
"""A failing feed is asked less often, down to an eighth of its rhythm, and never dropped."""

LADDER = (
    (timedelta(hours=72), FINEST),
    (timedelta(days=5), timedelta(hours=1)),
    (timedelta(days=10), timedelta(hours=6)),
    (timedelta(days=30), timedelta(days=1)),
    (timedelta(days=365), timedelta(days=7)),
)
"""Age of an article that was never edited -> how often it is looked at; after the last rung it is left alone.

docs/benchmarks.md (Polling) says why the first rung is three days long.
"""

EDITED = (
    (timedelta(hours=48), FINEST),
    (timedelta(days=5), timedelta(hours=2)),
    (timedelta(days=30), timedelta(hours=12)),
    (timedelta(days=365), timedelta(days=7)),
)
"""The same for one that was, by the time since its last edit: the next one comes soon or takes its time."""

NO_FIGURES = 2
"""An article that claims no figure and was never edited is looked at half as often once it is no longer young."""

TOLD_BY_FEED = timedelta(hours=8)
"""One whose feed stamps its edits is looked at no more often: the feed tells of them, and is asked instead."""

ASLEEP = 4
NIGHT = timedelta(hours=6)
"""Where a newsroom sleeps, its feed and its articles are asked a quarter as often, but once in a night's length."""

AWAKE = timedelta(hours=2)
"""A newsroom that published or edited something so short a time ago does not sleep, whatever the hour."""

ABSENT = (timedelta(hours=3), timedelta(hours=12))
"""How often an article that is not there is asked for, at most and at least, until its absence is old news."""

ABSENT_FOR = timedelta(days=14)


def poll_every(
    feed: Feed,
    state: FeedState,
    habit: FeedHabit | None = None,
    *,
    has_young: bool = False,
    is_asleep: bool = False,
) -> timedelta:
    """Return after what time a feed is asked again.

    Args:
        feed: `every` is its rhythm while it brings something.
        state: where we stand with it.
        habit: what its last polls brought; None if nobody looked.
        has_young: whether it names articles that may still be edited. If it stamps edits only the night slows it then.
        is_asleep: whether its newsroom sleeps; that slows no feed that may lose entries.
    """
    slower = backoff(state, habit)
    if slower > 1 or habit is None:
        return feed.every * slower
    if habit.is_overflowing:
        return max(feed.every / 2, min(feed.every, FINEST))
    if habit.count_good < KNOWN_AFTER or (habit.tells_edits and has_young):
        every = feed.every
    else:
        every = _by_news(feed, state, habit)
    return _by_night(every) if is_asleep else every


def _by_night(every: timedelta) -> timedelta:
    return max(every, min(every * ASLEEP, NIGHT))


def _by_news(feed: Feed, state: FeedState, habit: FeedHabit) -> timedelta:
    ceiling = max(feed.every, min(feed.every * QUIETEST, LONGEST_POLL))
    wanted = (state.last_polled_at - habit.since) / (ASKED_PER_NEWS * habit.count_new) if habit.count_new else ceiling
    return min(max(wanted, feed.every), ceiling)


def backoff(state: FeedState, habit: FeedHabit | None = None) -> float:
    """Return how many times less often a failing feed is asked; 1 after a good poll and after a single failure."""
    if state.count_failed <= 1:
        return 1.0
    soft, temporary = (habit.count_soft, habit.count_temporary) if habit else (0, 0)
    weight = HARD * (state.count_failed - soft - temporary) + SOFT * soft + TEMPORARY * temporary
    return min(1.0 + weight, MAX_BACKOFF)


def revisit_every(
    state: ArticleState,
    now: datetime,
    habit: ArticleHabit | None = None,
    *,
    tells_edits: bool = False,
    is_asleep: bool = False,
) -> timedelta | None:
    """Return after what time an article is looked at again; None where it has been still for too long.

    Args:
        state: where we stand with it.
        now: the time of the run.
        habit: its past edits and figures; None if nobody looked.
        tells_edits: whether its feed stamps edits, so that those are told by the feed.
        is_asleep: whether its newsroom sleeps.
    """
    rung = next((every for limit, every in _ladder(habit) if now - still_since(state, habit) <= limit), None)
    if state.count_gone and state.gone_since_at and now - state.gone_since_at <= ABSENT_FOR:
        return min(max(rung or ABSENT[1], ABSENT[0]), ABSENT[1])
    if rung is None:
        return None
    if state.last_outcome is VisitOutcome.HELD:
        return FINEST  # half a page, perhaps: the next look decides
    every = rung * min(1 + state.count_failed, MAX_BACKOFF)
    if rung > FINEST and _claims_nothing(state, habit):
        every *= NO_FIGURES
    every = max(every, TOLD_BY_FEED if tells_edits else FINEST)
    return _by_night(every) if is_asleep else every


def _claims_nothing(state: ArticleState, habit: ArticleHabit | None) -> bool:
    """Return whether an article was read, claims no figure and was never edited."""
    return habit is not None and state.last_version_id is not None and not (habit.count_figures or habit.count_edits)


def is_young(state: ArticleState, now: datetime, habit: ArticleHabit | None = None) -> bool:
    """Return whether an article stands on the first rung of its ladder."""
    return now - still_since(state, habit) <= _ladder(habit)[0][0]


def _ladder(habit: ArticleHabit | None) -> tuple[tuple[timedelta, timedelta], ...]:
    return EDITED if habit is not None and habit.count_edits else LADDER


def is_fresh(state: ArticleState, now: datetime, habit: ArticleHabit | None = None) -> bool:
    """Return whether an article came or was edited so short a time ago that its newsroom is awake."""
    return now - still_since(state, habit) <= AWAKE


def still_since(state: ArticleState, habit: ArticleHabit | None = None) -> datetime:
    """Return since when an article stands as it is: its last edit, else its publication if that is known."""
    changed = state.last_changed_at or state.first_seen_at
    if habit is None or habit.count_edits or state.published_at is None:
        return changed
    return min(changed, state.published_at)
