"""Finds the feeds that have gone silent or cannot be read, and those that are back."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from flows.alerts.alert import Alert
from flows.alerts.silence import LIVELY, UNREAD_POLLS, WINDOW, Standing, output, reading, silence_alert
from flows.collection.harvest import Harvest
from flows.collection.runs import Run
from flows.watching.values import Feed
from warehouse import read
from warehouse.answers import FeedState
from warehouse.connect import Connection
from warehouse.habits import feed_habits, news_since


def silences(con: Connection, run: Run, harvests: Sequence[Harvest]) -> tuple[Alert, ...]:
    """Return an alert for each feed polled in these harvests that has gone silent or is back; the polls are stored.

    None in a run of the past. A feed that was never read well has not gone silent: it was never heard.
    """
    polled = [] if run.is_past else [harvest.poll.feed for harvest in harvests if harvest.poll is not None]
    if not polled:
        return ()
    states = read.feed_states(con, run.watch.id)
    heard = [feed for feed in polled if states[feed.id].last_ok_at is not None]
    standings = [*_readings(con, run, heard, states), *_outputs(con, run, heard, states)]
    last = read.last_alerts(con, run.watch.id, [standing.series for standing in standings])
    alerts = (silence_alert(run.watch.id, standing, last.get(standing.series), run.now) for standing in standings)
    return tuple(alert for alert in alerts if alert is not None)


def _readings(con: Connection, run: Run, feeds: Sequence[Feed], states: Mapping[str, FeedState]) -> Iterator[Standing]:
    failing = {feed.id for feed in feeds if states[feed.id].count_failed >= UNREAD_POLLS}
    if failing and is_our_own([states[feed.id] for feed in run.watch.feeds if feed.id in states]):
        return
    habits = feed_habits(con, run.watch.id) if failing else {}
    for feed in feeds:
        state, habit = states[feed.id], habits.get(feed.id)
        since = (habit and habit.failing_since_at) or state.last_ok_at
        yield reading(feed, state.count_failed, since, state.last_error or "no reason given", run.now)


def is_our_own(states: Collection[FeedState]) -> bool:
    """Return whether so many feeds cannot be read that it is our network: more than half, of more than one."""
    count_failing = sum(state.count_failed > 0 for state in states)
    return len(states) > 1 and count_failing > len(states) / 2


def _outputs(con: Connection, run: Run, feeds: Sequence[Feed], states: Mapping[str, FeedState]) -> Iterator[Standing]:
    read_well = {feed.id: feed for feed in feeds if not states[feed.id].count_failed}
    expected = [one for one in run.watch.expectations if one.feed in read_well]
    if not expected:
        return
    news, lately = (news_since(con, run.watch.id, run.now - span) for span in (WINDOW, LIVELY))
    standings = [
        output(read_well[one.feed], one, news[one.feed], lately.get(one.feed, 0))
        for one in expected
        if one.feed in news  # else it was not yet read so long ago
    ]
    habits = feed_habits(con, run.watch.id) if any(standing.is_silent for standing in standings) else {}
    for standing in standings:
        if not (standing.is_silent and habits[standing.feed.id].is_overflowing):
            yield standing  # of one that overflows we may have missed the most, as after an outage of ours
