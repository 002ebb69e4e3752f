"""robots.txt: what its rules allow, what holds where it cannot be read, and that the client minds it."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from flows.outlets.client import Client
from flows.outlets.fetched import Fault, Fetched, Outcome
from flows.outlets.network import loopback
from flows.outlets.robots import FRESH, KEPT, MAX_DELAY_S, Robots, RobotsCopy, holding_copy, origin_of, speaking_copy
from tests.flows.outlets.server import HOSTS, Played, answer, playing

NOW = datetime(2024, 11, 4, 9, 0, tzinfo=UTC)
SITE = "http://harbour-post.example"
CLOSED = "User-agent: *\nDisallow: /\n"


def copy(body: str = "", *, status: int | None = 200, age: timedelta = timedelta(0)) -> RobotsCopy:
    return RobotsCopy(origin=SITE, fetched_at=NOW - age, status=status, body=body)


@pytest.mark.parametrize(
    ("found", "path", "is_open"),
    [
        pytest.param(copy(), "/news", True, id="empty"),
        pytest.param(copy("User-agent: *\nDisallow: /admin"), "/news", True, id="not-this-path"),
        pytest.param(copy("User-agent: *\nDisallow: /news"), "/news/7", False, id="this-path"),
        pytest.param(copy("User-agent: *\nDisallow: /news\nAllow: /news/7"), "/news/7", True, id="longer-allow"),
        pytest.param(copy("User-agent: claimwatch\nDisallow: /\n\nUser-agent: *\nDisallow:"), "/news", False, id="us"),
        pytest.param(copy("User-agent: other\nDisallow: /"), "/news", True, id="somebody-else"),
        pytest.param(copy("User-agent: *\nDisallow: /*?print="), "/news?print=1", False, id="wildcard"),
        pytest.param(copy("<html>not found</html>"), "/news", True, id="a-page"),
        pytest.param(copy(CLOSED, status=404), "/news", True, id="no-file"),
        pytest.param(copy(CLOSED, status=403), "/news", True, id="no-file-for-us"),
        pytest.param(copy(status=503), "/news", False, id="server-in-trouble"),
        pytest.param(copy(status=429), "/news", False, id="too-many-requests"),
    ],
)
def test_a_copy_says_which_addresses_are_open(found: RobotsCopy, path: str, is_open: bool) -> None:
    assert (Robots(found).refusal(SITE + path) is None) == is_open


@pytest.mark.parametrize(
    ("body", "delay_s"),
    [
        ("User-agent: *\nCrawl-delay: 10", 10.0),
        ("User-agent: *\nCrawl-delay: 0.5", 0.5),
        ("User-agent: *\nCrawl-delay: 86400", MAX_DELAY_S),
        ("User-agent: *\nCrawl-delay: -4", 0.0),
        ("User-agent: *\nCrawl-delay: soon", 0.0),
        ("User-agent: *\nDisallow:", 0.0),
    ],
)
def test_a_crawl_delay_is_kept_within_reason(body: str, delay_s: float) -> None:
    assert Robots(copy(body)).delay_s == delay_s


@pytest.mark.parametrize(
    ("copies", "speaks"),
    [
        pytest.param((), False, id="never-asked"),
        pytest.param((copy(CLOSED, age=FRESH / 2),), True, id="fresh"),
        pytest.param((copy(CLOSED, age=FRESH),), False, id="a-day-old"),
        pytest.param((copy(status=503),), False, id="no-answer"),
        pytest.param((copy(CLOSED, age=FRESH / 2), copy(status=503)), False, id="no-answer-after-one"),
    ],
)
def test_a_fresh_answer_spares_the_host_another_request(copies: Sequence[RobotsCopy], speaks: bool) -> None:
    assert (speaking_copy(tuple(copies), NOW) is not None) == speaks


def test_where_a_host_cannot_answer_its_last_answer_holds_for_a_month() -> None:
    trouble, recent, old = copy(status=500), copy(CLOSED, age=KEPT / 2), copy("", age=KEPT)
    assert holding_copy(trouble, (old, recent)) is recent
    assert holding_copy(trouble, (old,)) is trouble
    assert holding_copy(copy("", status=404), (recent,)).status == 404


@pytest.mark.parametrize(
    ("url", "origin"),
    [(f"{SITE}/a?b#c", SITE), ("HTTPS://Le-Quai.example:8443/x", "https://le-quai.example:8443")],
)
def test_one_file_belongs_to_scheme_host_and_port(url: str, origin: str) -> None:
    assert origin_of(url) == origin


def ask(
    robots: bytes, *urls: str, known: Sequence[RobotsCopy] = ()
) -> tuple[list[Fetched], Played, tuple[RobotsCopy, ...]]:
    async def whole() -> tuple[list[Fetched], Played, tuple[RobotsCopy, ...]]:
        async with playing() as played:
            played.robots = robots
            network = loopback(played.port, HOSTS)
            async with Client(network, now=lambda: NOW, robots=known) as client:
                fetched = await asyncio.gather(*(client.get(url) for url in urls))
                return list(fetched), played, client.robots_seen

    return asyncio.run(whole())


def test_what_a_host_closes_is_not_asked_and_said() -> None:
    (page, admin), played, seen = ask(
        answer("200 OK", b"User-agent: *\nDisallow: /gone"), f"{SITE}/page", f"{SITE}/gone"
    )
    assert page.outcome is Outcome.OK
    assert (admin.outcome, admin.fault) == (Outcome.BLOCKED, Fault.ROBOTS)
    assert "robots.txt" in admin.error
    assert [request.path for request in played.seen] == ["/page"]
    assert [(found.origin, found.status, found.fetched_at) for found in seen] == [(SITE, 200, NOW)]


def test_a_host_is_asked_for_its_file_once() -> None:
    _, played, _ = ask(answer("404 Not Found"), *(f"{SITE}/page?{number}" for number in range(5)), f"{SITE}/page")
    assert len(played.robots_seen) == 1


def test_a_fresh_copy_of_an_earlier_run_is_believed() -> None:
    (page,), played, seen = ask(answer("200 OK"), f"{SITE}/page", known=[copy(CLOSED, age=FRESH / 2)])
    assert (page.fault, played.robots_seen, played.seen, seen) == (Fault.ROBOTS, [], [], ())


def test_a_redirect_to_another_host_minds_that_host_too() -> None:
    (page,), played, seen = ask(answer("200 OK", b"User-agent: *\nDisallow: /page"), f"{SITE}/other-host")
    assert page.fault is Fault.ROBOTS
    assert [request.path for request in played.seen] == ["/other-host"]
    assert {found.origin for found in seen} == {SITE, "http://le-quai.example"}


def test_a_server_in_trouble_is_left_alone_until_it_can_answer() -> None:
    (page,), played, _ = ask(answer("503 Service Unavailable"), f"{SITE}/page")
    assert (page.fault, played.seen) == (Fault.ROBOTS, [])
    (page,), _, _ = ask(answer("503 Service Unavailable"), f"{SITE}/page", known=[copy(age=FRESH * 2)])
    assert page.outcome is Outcome.OK


def test_a_host_that_does_not_answer_at_all_is_told_as_such() -> None:
    (page,), _, seen = ask(b"", "http://nobody.example/page")
    assert (page.outcome, page.fault, page.url) == (Outcome.FAILED, Fault.DNS, "http://nobody.example/page")
    assert seen == ()


def test_a_crawl_delay_spaces_the_requests() -> None:
    async def whole() -> float:
        async with playing() as played:
            played.robots = answer("200 OK", b"User-agent: *\nCrawl-delay: 0.2")
            async with Client(replace(loopback(played.port, HOSTS)), now=lambda: NOW) as client:
                started = asyncio.get_running_loop().time()
                for number in range(3):
                    await client.get(f"{SITE}/page?{number}")
                return asyncio.get_running_loop().time() - started

    assert asyncio.run(whole()) >= 0.35
