"""One collection from beginning to end, in this process: plan, gather, store, deliver. No Prefect here.

`flows.collect` calls the same steps as Prefect tasks; `claimwatch run` without a Prefect API calls `collect_here`.
"""

import asyncio
import os
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TextIO

from extractors.claims import Reader
from extractors.urls import canonical_url
from flows.alerts.channels import check_secrets
from flows.alerts.outbox import Deliveries, deliver
from flows.collection.gather import Gatherer
from flows.collection.harvest import Harvest
from flows.collection.kept import paragraphs_of
from flows.collection.plan import Topic, asleep_outlets, due_articles, due_feeds, feeds_with_young
from flows.collection.reread import reread_here
from flows.collection.runs import Run
from flows.collection.store import Stored, finish_run, store_asked, store_harvests
from flows.errors import ConfigError
from flows.keepers import Secrets
from flows.operating.heartbeat import beat, check_heartbeat
from flows.outlets.asking import terms_of
from flows.outlets.client import Client
from flows.outlets.network import current_network
from flows.outlets.robots import KEPT, RobotsCopy
from flows.outlets.terms import Terms
from flows.proof.links import keep_elsewhere
from flows.proposals.proposer import proposer_of
from flows.proposals.settings import key_of
from flows.translate import robots_copy
from flows.watching.values import AddedPage, Feed
from warehouse import connect, read
from warehouse.answers import ArticleState, FeedState
from warehouse.habits import ArticleHabit, article_habits, feed_habits

NO_FEED = ""

Progress = Callable[[int, int], None]
"""Called with how many feeds are done and how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is due, and what the warehouse knew when the run began.

    `due` are the articles to look at again, by the feed that named them; those of feeds that are not asked now, or that
    the watch no longer has, stand under `NO_FEED`. `known` are the paragraphs that they had last, by URL.
    """

    feeds: tuple[Feed, ...]
    feed_states: dict[str, FeedState]
    articles: dict[str, ArticleState]
    robots: tuple[RobotsCopy, ...] = ()
    resting: Mapping[str, datetime] = field(default_factory=dict)
    due: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    habits: Mapping[str, ArticleHabit] = field(default_factory=dict)
    known: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    terms: Terms = field(default_factory=Terms)


def plan_run(run: Run, only: Collection[str] = (), blocks: Mapping[str, str] | None = None) -> Plan:
    """Return what is due; feeds named in `only` are asked whether due or not, and no others.

    Raises:
        ConfigError: `only` names a feed that the watch has not, or a secret that the watch names is not set.
    """
    secrets = Secrets(environment=os.environ, blocks=blocks)
    check_secrets(run.watch, secrets)
    check_heartbeat(run.watch, secrets)
    terms = terms_of(run.watch.asking, run.watch.id, os.environ, blocks)
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
        habits, of_feeds = article_habits(con, run.watch.id), feed_habits(con, run.watch.id)
        asleep = asleep_outlets((*run.watch.feeds, *run.watch.pages), articles.values(), run.now, habits)
        due = due_articles(articles.values(), run.now, habits, of_feeds, asleep=asleep)
        known = _known(con, due)
    named = tuple(feed for feed in run.watch.feeds if feed.id in only)
    young = feeds_with_young(articles.values(), run.now, habits)
    feeds = named or due_feeds(run.watch.feeds, feed_states, run.now, of_feeds, young=young, asleep=asleep)
    return Plan(
        feeds=feeds,
        feed_states=feed_states,
        articles=articles,
        robots=robots,
        resting=resting,
        due=_by_feed(due, feeds, is_named=bool(named)),
        habits=habits,
        terms=terms,
        known=known,
    )


def _known(con: connect.Connection, due: Iterable[ArticleState]) -> dict[str, tuple[str, ...]]:
    """Return URL -> the paragraphs of its last version, for the due articles that have one."""
    urls = {state.article_id: state.url for state in due}
    return {urls[number]: paragraphs_of(version.text) for number, version in read.last_versions(con, urls).items()}


def _by_feed(due: Iterable[ArticleState], feeds: Sequence[Feed], *, is_named: bool) -> dict[str, tuple[str, ...]]:
    """Return feed id -> its articles that are due; where feeds were named, those of no other feed."""
    asked = {feed.id for feed in feeds}
    found: dict[str, tuple[str, ...]] = {}
    for state in due:
        feed_id = state.feed_id if state.feed_id in asked else NO_FEED
        if not (is_named and feed_id == NO_FEED and state.feed_id is not None):
            found[feed_id] = (*found.get(feed_id, ()), state.url)
    return found


def client_for(run: Run, plan: Plan) -> Client:
    """Return the client of a run, which knows what hosts said to earlier ones."""
    return Client(
        current_network.get(),
        now=lambda: run.now,
        robots=plan.robots,
        resting=plan.resting,
        terms=plan.terms,
        spreads=True,
    )


def gatherer_for(run: Run, plan: Plan, client: Client, reader: Reader) -> Gatherer:
    """Return the gatherer of a run."""
    return Gatherer(
        client=client,
        reader=reader,
        topic=Topic(run.watch.topic),
        articles=plan.articles,
        now=run.now,
        proposer=proposer_of(run.watch, run.home, reader, os.environ),
        due=plan.due,
        habits=plan.habits,
        known=plan.known,
    )


def hand_pages(run: Run, plan: Plan) -> dict[str, Feed | AddedPage]:
    """Return what no feed of this run brings along, canonical URL -> who is known to have named it.

    That are the pages of the watch's files that were never seen, the due ones among those added by hand, and the due
    articles of feeds that are not asked now or that the watch no longer has: what left its feed is still looked at.
    """
    feeds = {feed.id: feed for feed in run.watch.feeds}
    by_hand = {canonical_url(page.url) or page.url: page for page in run.watch.pages}
    found: dict[str, Feed | AddedPage] = {url: page for url, page in by_hand.items() if url not in plan.articles}
    for url in plan.due.get(NO_FEED, ()):
        state = plan.articles[url]
        found[url] = by_hand.get(url) or feeds.get(state.feed_id or "") or _added(state)
    return found


def _added(state: ArticleState) -> AddedPage:
    return AddedPage(
        url=state.url,
        outlet=state.outlet,
        outlet_name=state.outlet,
        publisher=state.publisher,
        language=state.language,
        country="",
    )


async def gather_here(run: Run, plan: Plan, reader: Reader, progress: Progress) -> tuple[Harvest, ...]:
    """Return the harvests of all due feeds and of the pages that are due beside them."""
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
    beat(run, stored.state, Secrets(environment=os.environ))
    return stored, deliveries


def deliver_run(run: Run, *, stream: TextIO | None = None, blocks: Mapping[str, str] | None = None) -> Deliveries:
    """Send what is pending on every channel of the watch, then have a public archive keep the pages of new alerts.

    `blocks` are the Prefect Secrets at hand, name -> value.
    """
    secrets = Secrets(environment=os.environ, blocks=blocks)
    sent = deliver(
        run.watch, run.home, run.now, stream=stream or sys.stderr, secrets=secrets, clock=lambda: datetime.now(UTC)
    )
    keep_elsewhere(run, run.watch.archive)
    return sent
