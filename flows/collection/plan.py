"""Decides what a run asks for: which feeds and articles are due, and which entries are of the story. Pure."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from extractors.phrases import compile_phrases
from extractors.values import FeedEntry
from flows.collection.nights import is_night
from flows.collection.rhythm import is_fresh, is_young, poll_every, revisit_every
from flows.watching.values import AddedPage, Feed, TopicRule
from warehouse.answers import ArticleState, FeedState
from warehouse.habits import ArticleHabit, FeedHabit
from warehouse.rows import PollOutcome

LATENESS = timedelta(minutes=2)
"""A scheduler is never exact: what is due within so short a time is due now."""

HOST_BUDGET = 12
"""So many articles of a host are looked at again in one run, the most overdue first; the others wait for the next."""

OUTAGE_FEEDS = 3
"""When so many feeds, all of a watch, fail at once, it is our network and not theirs: they are asked at every run."""


def is_feed_due(
    feed: Feed,
    state: FeedState | None,
    now: datetime,
    habit: FeedHabit | None = None,
    *,
    has_young: bool = False,
    is_asleep: bool = False,
) -> bool:
    """Return whether a feed is to be asked at `now`; one that was never asked is.

    A feed that calls its answer fresh for longer than our rhythm is left alone for so long.
    """
    if state is None:
        return True
    fresh = timedelta(seconds=0.0 if state.count_failed else state.fresh_s or 0.0)
    every = poll_every(feed, state, habit, has_young=has_young, is_asleep=is_asleep)
    return now + LATENESS >= state.last_polled_at + max(every, fresh)


def due_feeds(
    feeds: Iterable[Feed],
    states: Mapping[str, FeedState],
    now: datetime,
    habits: Mapping[str, FeedHabit] | None = None,
    *,
    young: Collection[str] = (),
    asleep: Collection[str] = (),
) -> tuple[Feed, ...]:
    """Return the feeds that are due, in the watch's order; after an outage of our own network all of them are.

    Args:
        feeds: those of the watch.
        states: feed id -> where we stand with it.
        now: the time of the run.
        habits: feed id -> what its last polls brought.
        young: the ids of the feeds that name young articles (`feeds_with_young`).
        asleep: the outlets whose newsrooms sleep (`asleep_outlets`).
    """
    asked, known = tuple(feeds), habits or {}
    if _is_outage([states.get(feed.id) for feed in asked]):
        return asked
    return tuple(
        feed
        for feed in asked
        if is_feed_due(
            feed,
            states.get(feed.id),
            now,
            known.get(feed.id),
            has_young=feed.id in young,
            is_asleep=feed.outlet in asleep,
        )
    )


def _is_outage(states: Sequence[FeedState | None]) -> bool:
    return len(states) >= OUTAGE_FEEDS and all(
        state is not None and state.count_failed > 0 and state.last_outcome is PollOutcome.FAILED for state in states
    )


def feeds_with_young(
    articles: Iterable[ArticleState], now: datetime, habits: Mapping[str, ArticleHabit] | None = None
) -> frozenset[str]:
    """Return the ids of the feeds that named an article that is young."""
    known = habits or {}
    return frozenset(
        state.feed_id for state in articles if state.feed_id is not None and is_young(state, now, known.get(state.url))
    )


def asleep_outlets(
    sources: Iterable[Feed | AddedPage],
    articles: Iterable[ArticleState],
    now: datetime,
    habits: Mapping[str, ArticleHabit] | None = None,
) -> frozenset[str]:
    """Return the outlets in whose country it is night and of which nothing came or was edited in the last hours."""
    known = habits or {}
    by_country: defaultdict[str, set[str]] = defaultdict(set)
    for source in sources:
        by_country[source.country].add(source.outlet)
    at_night = {outlet for country, outlets in by_country.items() if is_night(country, now) for outlet in outlets}
    awake = {state.outlet for state in articles if is_fresh(state, now, known.get(state.url))}
    return frozenset(at_night - awake)


def due_articles(
    articles: Iterable[ArticleState],
    now: datetime,
    habits: Mapping[str, ArticleHabit] | None = None,
    feed_habits: Mapping[str, FeedHabit] | None = None,
    *,
    asleep: Collection[str] = (),
) -> tuple[ArticleState, ...]:
    """Return the articles to look at again, whoever named them and whether or not they still stand in a feed.

    No host has more than `HOST_BUDGET` of them, the most overdue; the order is that of `articles`. In the outlets that
    are `asleep` fewer are due.
    """
    telling = {feed_id for feed_id, habit in (feed_habits or {}).items() if habit.tells_edits}
    known = habits or {}

    def overdue(state: ArticleState) -> float:
        """Return how many of its own intervals an article has waited: from 1 on it is due, 0 where left alone."""
        if state.last_visited_at is None:
            return float("inf")
        habit, tells_edits = known.get(state.url), state.feed_id in telling
        every = revisit_every(state, now, habit, tells_edits=tells_edits, is_asleep=state.outlet in asleep)
        return 0.0 if every is None else (now + LATENESS - state.last_visited_at) / every

    return _within_budget([(waited, state) for state in articles if (waited := overdue(state)) >= 1.0])


def _within_budget(due: Sequence[tuple[float, ArticleState]]) -> tuple[ArticleState, ...]:
    """Return of each host the articles that have waited longest, in their order."""
    asked: Counter[str] = Counter()
    chosen = set()
    for _, state in sorted(due, key=lambda one: -one[0]):
        host = urlsplit(state.url).hostname or ""
        asked[host] += 1
        if asked[host] <= HOST_BUDGET:
            chosen.add(state.url)
    return tuple(state for _, state in due if state.url in chosen)


class Topic:
    """Tells the story's entries from all others, by the watch's terms per language."""

    def __init__(self, rules: Mapping[str, TopicRule]) -> None:
        """Compile the rules once for a run."""
        self._rules = {
            language: (
                tuple(compile_phrases(group, language) for group in rule.all_of),
                compile_phrases(rule.none_of, language) if rule.none_of else None,
            )
            for language, rule in rules.items()
        }

    def is_ours(self, entry: FeedEntry, language: str) -> bool:
        """Return whether title and summary hold a term of each group and none that is ruled out.

        A language without a rule takes everything: who gives no terms wants the whole feed.
        """
        if language not in self._rules:
            return True
        text = f"{entry.title}\n{entry.summary}"
        groups, excluded = self._rules[language]
        if excluded is not None and excluded.search(text):
            return False
        return all(group.search(text) for group in groups)
