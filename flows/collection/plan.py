"""Decides what a run asks for: which feeds and articles are due, and which entries are of the story. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from extractors.phrases import compile_phrases
from extractors.values import FeedEntry
from flows.watching.values import Feed, TopicRule
from warehouse.answers import ArticleState, FeedState
from warehouse.rows import PollOutcome

REVISITS = (
    (timedelta(days=1), timedelta(hours=1)),
    (timedelta(days=3), timedelta(hours=3)),
    (timedelta(days=7), timedelta(hours=6)),
    (timedelta(days=30), timedelta(days=1)),
)
"""Age of an article -> how often it is looked at again: most edits come within the first day."""

LATENESS = timedelta(minutes=2)
"""A scheduler is never exact: what is due within so short a time is due now."""

MAX_BACKOFF = 8
"""A failing feed is asked less often, down to an eighth of its rhythm, and never dropped."""


OUTAGE_FEEDS = 3
"""When so many feeds, all of a watch, fail at once, it is our network and not theirs: they are asked at every run."""


def is_feed_due(feed: Feed, state: FeedState | None, now: datetime) -> bool:
    """Return whether a feed is to be asked at `now`; one that was never asked is.

    A feed that calls its answer fresh for longer than our rhythm is left alone for so long.
    """
    if state is None:
        return True
    slower = min(1 + state.count_failed, MAX_BACKOFF) if state.count_failed > 1 else 1
    fresh = timedelta(seconds=0.0 if state.count_failed else state.fresh_s or 0.0)
    return now + LATENESS >= state.last_polled_at + max(feed.every * slower, fresh)


def due_feeds(feeds: Iterable[Feed], states: Mapping[str, FeedState], now: datetime) -> tuple[Feed, ...]:
    """Return the feeds that are due, in the watch's order; after an outage of our own network all of them are."""
    asked = tuple(feeds)
    if _is_outage([states.get(feed.id) for feed in asked]):
        return asked
    return tuple(feed for feed in asked if is_feed_due(feed, states.get(feed.id), now))


def _is_outage(states: Sequence[FeedState | None]) -> bool:
    return len(states) >= OUTAGE_FEEDS and all(
        state is not None and state.count_failed > 0 and state.last_outcome is PollOutcome.FAILED for state in states
    )


def is_article_due(state: ArticleState, now: datetime) -> bool:
    """Return whether an article is to be looked at again, by its age since the last change we saw.

    An article that has been still for longer than the last rung of `REVISITS` is left alone.
    """
    if state.last_visited_at is None:
        return True
    age = now - (state.last_changed_at or state.first_seen_at)
    for limit, every in REVISITS:
        if age <= limit:
            return now + LATENESS >= state.last_visited_at + every
    return False


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
