"""One collection from beginning to end, in this process: plan, gather, store, deliver. No Prefect here.

`flows.collect` calls the same steps as Prefect tasks; `claimwatch run` without a Prefect API calls `collect_here`.
"""

import asyncio
import os
import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TextIO

from extractors.claims import Reader
from flows.alerts.channels import check_secrets
from flows.alerts.outbox import Deliveries, deliver
from flows.collection.gather import Gatherer
from flows.collection.harvest import Harvest
from flows.collection.plan import Topic, due_feeds
from flows.collection.reread import reread_here
from flows.collection.runs import Run
from flows.collection.store import Stored, finish_run, store_asked, store_harvests
from flows.errors import ConfigError
from flows.outlets.client import Client
from flows.outlets.network import current_network
from flows.outlets.robots import KEPT, RobotsCopy
from flows.proposals.proposer import proposer_of
from flows.proposals.settings import key_of
from flows.translate import robots_copy
from flows.watching.values import AddedPage, Feed
from warehouse import connect, read
from warehouse.answers import ArticleState, FeedState

Progress = Callable[[int, int], None]
"""Called with how many feeds are done and how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is due, and what the warehouse knew when the run began."""

    feeds: tuple[Feed, ...]
    feed_states: dict[str, FeedState]
    articles: dict[str, ArticleState]
    robots: tuple[RobotsCopy, ...] = ()
    resting: Mapping[str, datetime] = field(default_factory=dict)


def plan_run(run: Run, only: Collection[str] = ()) -> Plan:
    """Return what is due; feeds named in `only` are asked whether due or not, and no others.

    Raises:
        ConfigError: `only` names a feed that the watch has not, or the secret of a channel or of the model is not set.
    """
    check_secrets(run.watch, os.environ)
    if run.watch.model is not None:
        key_of(run.watch.model, run.watch.id, os.environ)
    unknown = set(only) - {feed.id for feed in run.watch.feeds}
    if unknown:
        raise ConfigError(f"{run.watch.id}/feeds.toml", "feed", f"has no feed {', '.join(sorted(unknown))}")
    with connect.writer(run.home) as con:
        feed_states = read.feed_states(con, run.watch.id)
        articles = read.article_states(con, run.watch.id)
        robots = tuple(robots_copy(row) for row in read.robots_since(con, run.now - KEPT))
        resting = read.resting_hosts(con, run.now)
    named = tuple(feed for feed in run.watch.feeds if feed.id in only)
    feeds = named or due_feeds(run.watch.feeds, feed_states, run.now)
    return Plan(feeds=feeds, feed_states=feed_states, articles=articles, robots=robots, resting=resting)


def client_for(run: Run, plan: Plan) -> Client:
    """Return the client of a run, which knows what hosts said to earlier ones."""
    return Client(current_network.get(), now=lambda: run.now, robots=plan.robots, resting=plan.resting)


def gatherer_for(run: Run, plan: Plan, client: Client, reader: Reader) -> Gatherer:
    """Return the gatherer of a run."""
    return Gatherer(
        client=client,
        reader=reader,
        topic=Topic(run.watch.topic),
        articles=plan.articles,
        now=run.now,
        proposer=proposer_of(run.watch, run.home, reader, os.environ),
    )


def hand_pages(run: Run, plan: Plan) -> tuple[AddedPage, ...]:
    """Return the pages that are in no feed: those of the watch's files and those added with `claimwatch add`."""
    added = (
        AddedPage(
            url=state.url,
            outlet=state.outlet,
            outlet_name=state.outlet,
            publisher=state.publisher,
            language=state.language,
            country="",
        )
        for state in plan.articles.values()
        if state.feed_id is None
    )
    by_url = {page.url: page for page in (*added, *run.watch.pages)}
    return tuple(by_url.values())


async def gather_here(run: Run, plan: Plan, reader: Reader, progress: Progress) -> tuple[Harvest, ...]:
    """Return the harvests of all due feeds and of the pages added by hand."""
    done = 0
    async with client_for(run, plan) as client:
        gatherer = gatherer_for(run, plan, client, reader)

        async def one(feed: Feed) -> Harvest:
            nonlocal done
            harvest = await gatherer.feed(feed, plan.feed_states.get(feed.id))
            done += 1
            progress(done, len(plan.feeds))
            return harvest

        harvests = await asyncio.gather(*(one(feed) for feed in plan.feeds))
        by_hand = await gatherer.pages(hand_pages(run, plan))
    store_asked(run, client)
    return (*harvests, by_hand)


def collect_here(
    run: Run,
    *,
    finished_at: Callable[[], datetime],
    only: Collection[str] = (),
    progress: Progress = lambda _done, _all: None,
    stream: TextIO | None = None,
) -> tuple[Stored, Deliveries]:
    """Run one whole collection in this process; return what was stored and what was sent.

    Raises:
        warehouse.errors.Busy: another run writes and did not finish within the wait.
        ConfigError: the watch cannot be used as written.
    """
    reader = Reader(run.watch.story)
    plan = plan_run(run, only)
    reread_here(run)  # after an upgrade of the rules: only readings by the same rules are held against each other
    harvests = asyncio.run(gather_here(run, plan, reader, progress))
    stored = store_harvests(run, harvests, reader)
    deliveries = deliver_run(run, stream=stream)
    finish_run(run, stored, finished_at())
    return stored, deliveries


def deliver_run(run: Run, *, stream: TextIO | None = None) -> Deliveries:
    """Send what is pending on every channel of the watch."""
    return deliver(run.watch, run.home, run.now, stream=stream or sys.stderr, environment=os.environ)
