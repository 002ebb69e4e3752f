"""Probing a watch's sources against a newsstand on loopback: each way in which a source can be well or not."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from flows.collection import probing
from flows.collection.probing import Probe, probe_all, probe_watch
from flows.outlets.asking import Asking
from flows.outlets.client import Client
from flows.outlets.network import use_network
from flows.watching.values import AddedPage, Watch
from tests.flows.collection.newsstand import (
    CHALLENGE,
    COURIER,
    LEDGER,
    MONDAY,
    Answer,
    Desk,
    Newsstand,
    a_feed,
    open_stand,
    page_url,
    rss,
    watch_of,
)
from warehouse import connect, write
from warehouse.rows import RequestRow

ADDED = AddedPage(
    url=page_url(COURIER, "bulletin"),
    outlet=COURIER,
    outlet_name="The Courier",
    publisher=COURIER,
    language="en",
    country="GB",
)
FEED = f"http://{COURIER}.example/feed.xml"


def probe(watch: Watch, stand: Newsstand, home: Path) -> tuple[Probe, ...]:
    with use_network(stand.network()):
        return probe_watch(watch, home, lambda: MONDAY)


def probe_one(answer: Answer | None, home: Path) -> Probe:
    """Probe the one feed of a watch whose server answers so."""
    with open_stand() as stand:
        if answer is not None:
            stand.answers[FEED] = answer
        (only,) = probe(watch_of(COURIER), stand, home)
    return only


def test_a_feed_that_is_well_says_how_much_of_it_is_ours(tmp_path: Path) -> None:
    with open_stand() as stand:
        stand.feed(COURIER, "one", "two")
        (found,) = probe(watch_of(COURIER), stand, tmp_path)
    assert found == Probe(
        source=COURIER,
        url=FEED,
        state="ok",
        count_entries=2,
        count_on_story=2,
        newest=MONDAY,
        validators=("ETag",),
        robots="none",
        seconds=found.seconds,
    )
    assert 0 <= found.seconds < 30


def test_who_opted_out_is_not_asked_by_a_probe(tmp_path: Path) -> None:
    with open_stand() as stand:
        stand.feed(COURIER, "one")
        watch = replace(watch_of(COURIER), asking=Asking(opt_out=("courier.example",)))
        (found,) = probe(watch, stand, tmp_path)
    assert (found.state, "opt-out" in found.error, stand.asked) == ("blocked", True, [])


@pytest.mark.parametrize(
    ("answer", "state", "said"),
    [
        pytest.param(None, "gone", "has it moved", id="404"),
        pytest.param(Answer(status=410), "gone", "has it moved", id="410"),
        pytest.param(Answer(status=403), "blocked", "answered 403", id="403"),
        pytest.param(Answer(status=500), "unreadable", "answered 500", id="500"),
        pytest.param(Answer(body=b""), "empty", "nothing in place of the feed", id="no bytes"),
        pytest.param(Answer(body=rss(COURIER, ())), "empty", "no entry", id="no entries"),
        pytest.param(Answer(body=b"<!doctype html><html><p>Hello</p></html>"), "not_a_feed", "new feed", id="a page"),
        pytest.param(Answer(body=CHALLENGE), "blocked", "challenge", id="a challenge"),
    ],
)
def test_a_feed_that_is_not_well_says_why(answer: Answer | None, state: str, said: str, tmp_path: Path) -> None:
    found = probe_one(answer, tmp_path)
    assert (found.state, found.is_well, found.newest) == (state, False, None)
    assert said in found.error


def test_a_host_that_nobody_knows_is_unreadable_and_costs_no_other(tmp_path: Path) -> None:
    watch = watch_of(COURIER)
    watch = replace(watch, feeds=(a_feed("nowhere", url="http://nowhere.example/rss"), *watch.feeds))
    with open_stand() as stand:
        stand.feed(COURIER, "one")
        lost, well = probe(watch, stand, tmp_path)
    assert (lost.source, lost.state, lost.robots) == ("nowhere", "unreadable", "unknown")
    assert "is the network up" in lost.error
    assert well.is_well


def test_a_feed_that_robots_txt_closes_is_not_asked(tmp_path: Path) -> None:
    with open_stand() as stand:
        stand.feed(COURIER, "one")
        stand.answers[f"http://{COURIER}.example/robots.txt"] = Answer(body=b"User-agent: *\nDisallow: /\n")
        (found,) = probe(watch_of(COURIER), stand, tmp_path)
        assert stand.count(FEED) == 0
    assert (found.state, found.robots) == ("blocked", "closed")


def test_a_page_added_by_hand_is_read_as_its_article(tmp_path: Path) -> None:
    watch = replace(watch_of(), pages=(ADDED, replace(ADDED, url=page_url(COURIER, "missing"))))
    with open_stand() as stand:
        stand.article(COURIER, "bulletin", "North Korean soldiers were seen in Kursk.")
        well, gone = probe(watch, stand, tmp_path)
    assert (well.source, well.state, well.count_entries, well.count_on_story) == (ADDED.url, "ok", 1, 1)
    assert well.newest == MONDAY
    assert gone.state == "gone"


def test_each_source_is_asked_once_and_nothing_is_written(tmp_path: Path) -> None:
    with open_stand() as stand:
        stand.feed(COURIER, "one")
        stand.feed(LEDGER, "two")
        probe(watch_of(COURIER, LEDGER), stand, tmp_path / "home")
        asked = sorted(one.url for one in stand.asked if not one.url.endswith("robots.txt"))
    assert asked == sorted([FEED, f"http://{LEDGER}.example/feed.xml"])
    assert not (tmp_path / "home").exists()


def test_a_host_that_asked_an_earlier_run_to_wait_is_not_asked(tmp_path: Path) -> None:
    row = RequestRow(
        watch="desk",
        run_id="r",
        request_no=1,
        asked_at=MONDAY - timedelta(minutes=1),
        host=f"{COURIER}.example",
        url=FEED,
        kind="feed",
        outcome="blocked",
        http_status=429,
        is_conditional=False,
        count_bytes=0,
        retry_after_s=3600.0,
    )
    with connect.writer(tmp_path) as con, connect.transaction(con):
        write.add_requests(con, [row])
    connect.publish(tmp_path)
    with open_stand() as stand:
        stand.feed(COURIER, "one")
        (found,) = probe(watch_of(COURIER), stand, tmp_path)
        assert stand.count(FEED) == 0
    assert found.state == "blocked"
    assert "left alone" in found.error


def test_no_more_than_so_many_are_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probing, "AT_ONCE", 2)
    under_way, most = 0, 0
    plain = probing._Prober.feed

    async def counted(self: probing._Prober, feed: object) -> Probe:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        try:
            return await plain(self, feed)  # type: ignore[arg-type]
        finally:
            under_way -= 1

    monkeypatch.setattr(probing._Prober, "feed", counted)
    feeds = tuple(a_feed(f"f{number}", url=f"http://{COURIER}.example/{number}") for number in range(12))

    async def whole(stand: Newsstand) -> tuple[Probe, ...]:
        async with Client(stand.network(), now=lambda: MONDAY) as client:
            return await probe_all(replace(watch_of(), feeds=feeds), client)

    with open_stand() as stand:
        found = asyncio.run(whole(stand))
    assert [one.source for one in found] == [feed.id for feed in feeds]
    assert most == 2


def test_a_bug_in_the_reading_of_one_feed_is_told_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        message = "not thought of"
        raise KeyError(message)

    monkeypatch.setattr(probing, "given_by_feed", broken)
    found = probe_one(Answer(body=rss(COURIER, ("one",))), tmp_path)
    assert found.state == "unreadable"
    assert "KeyError" in found.error


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/rss", "http://10.0.0.7/rss", "http://[::1]/rss"])
def test_a_source_on_this_machine_or_in_a_private_network_is_refused(url: str, tmp_path: Path) -> None:
    watch = replace(watch_of(), feeds=(a_feed("inside", url=url),))
    (found,) = probe_watch(watch, tmp_path, lambda: MONDAY)
    assert found.state == "unreadable"
    assert "not a public address" in found.error


def test_what_a_probe_asks_is_in_the_ledger_where_there_is_one(tmp_path: Path) -> None:
    with open_stand() as stand:
        stand.feed(COURIER, "one")
        probe(watch_of(COURIER), stand, tmp_path / "new")
        assert not (tmp_path / "new").exists()
        desk = Desk(watch=watch_of(COURIER), home=tmp_path / "known", stand=stand)
        desk.collect(MONDAY)
        before = len(stand.asked)
        with use_network(stand.network()):
            probe_watch(desk.watch, desk.home, lambda: MONDAY + timedelta(hours=1))
        told = desk.rows("select r.url from requests as r join runs as n using (run_id) where n.flow = 'probe'")
        assert sorted(url for (url,) in told) == sorted(one.url for one in stand.asked[before:])
        assert told
