"""Finds the feeds that have gone silent or cannot be read, and those that are back."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import timedelta

from flows.alerts.alert import Alert
from flows.alerts.silence import LIVELY, WINDOW, Standing, output, reading, silence_alert
from flows.collection.harvest import Harvest
from flows.collection.runs import Run
from flows.watching.values import Feed
from warehouse import read
from warehouse.connect import Connection
from warehouse.habits import FeedReads, feed_habits, feed_reads, news_since

REMEMBERED = timedelta(days=30)
"""How far back it is looked for a feed's last good poll."""


def silences(con: Connection, run: Run, harvests: Sequence[Harvest]) -> tuple[Alert, ...]:
    """Return an alert for each feed polled in these harvests that has gone silent or is back; the polls are stored.

    None in a run of the past. A feed that was never read well has not gone silent: it was never heard.
    """
    polled = [] if run.is_past else [harvest.poll.feed for harvest in harvests if harvest.poll is not None]
    if not polled:
        return ()
    reads = feed_reads(con, run.watch.id, run.now - REMEMBERED)
    heard = [feed for feed in polled if reads[feed.id].last_ok_at is not None]
    standings = [*_readings(run, heard, reads), *_outputs(con, run, heard, reads)]
    last = read.last_alerts(con, run.watch.id, [standing.series for standing in standings])
    alerts = (silence_alert(run.watch.id, standing, last.get(standing.series), run.now) for standing in standings)
    return tuple(alert for alert in alerts if alert is not None)


def _readings(run: Run, feeds: Sequence[Feed], reads: Mapping[str, FeedReads]) -> Iterator[Standing]:
    if is_our_own([reads[feed.id] for feed in run.watch.feeds if feed.id in reads]):
        return
    for feed in feeds:
        one = reads[feed.id]
        yield reading(feed, one.count_failed, one.failing_since_at, one.last_error or "no reason given", run.now)


def is_our_own(reads: Collection[FeedReads]) -> bool:
    """Return whether so many feeds cannot be read that it is our network: more than half, of more than one."""
    count_failing = sum(one.count_failed > 0 for one in reads)
    return len(reads) > 1 and count_failing > len(reads) / 2


def _outputs(con: Connection, run: Run, feeds: Sequence[Feed], reads: Mapping[str, FeedReads]) -> Iterator[Standing]:
    read_well = {feed.id: feed for feed in feeds if not reads[feed.id].count_failed}
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
