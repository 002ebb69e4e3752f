"""The watch that follows the shipped coverage: the real story, the made-up outlets' feeds."""

from dataclasses import replace
from datetime import timedelta

from flows.coverage.feeds import FEED_PATH
from flows.coverage.outlets import Outlet
from flows.coverage.press import Press, load_press
from flows.watching.loading import Channel, ChannelKind, Expectation, Feed, Watch, load_watch

STORY = "north-korea-in-russia"
WATCH_ID = "shipped-coverage"
_EVERY = timedelta(hours=6)
_SEEN_AT = "made up for the shipped coverage"


def coverage_watch(press: Press | None = None) -> Watch:
    """Return the watch of the shipped coverage, one feed for each outlet; the feed's id is the outlet's.

    The addresses name made-up hosts: `flows.outlets.network.loopback` leads them to the server that plays them.
    """
    played = press if press is not None else load_press()
    return replace(
        load_watch(STORY),
        id=WATCH_ID,
        title="North Korean troops in Russia: a made-up week, every outlet and sentence invented",
        time_zone="UTC",
        feeds=tuple(_feed(title.outlet) for title in played.titles),
        pages=(),
        expectations=_expectations(played),
        delivery=_channels(),
    )


def _feed(outlet: Outlet) -> Feed:
    return Feed(
        id=outlet.id,
        outlet=outlet.id,
        outlet_name=outlet.name,
        publisher=outlet.publisher,
        language=outlet.language,
        country=outlet.country,
        url=f"http://{outlet.host}{FEED_PATH}",
        every=_EVERY,
        seen_at=_SEEN_AT,
        probed=True,
    )


def _expectations(press: Press) -> tuple[Expectation, ...]:
    outlets = (title.outlet for title in press.titles)
    return tuple(
        Expectation(feed=outlet.id, entries_a_day=outlet.entries_a_day) for outlet in outlets if outlet.entries_a_day
    )


def _channels() -> tuple[Channel, ...]:
    return tuple(Channel(id=kind.value, kind=kind) for kind in (ChannelKind.JSONL, ChannelKind.ATOM))
