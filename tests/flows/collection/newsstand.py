"""A press that a test writes as it goes: outlets on loopback whose feeds, pages and faults are set by hand.

Where the shipped coverage plays a fixed week, this one answers what the test has just put there.
"""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from hashlib import sha256
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from flows.alerts.outbox import Deliveries
from flows.collection.here import collect_here
from flows.collection.runs import Run, new_run, watch_folder
from flows.collection.store import Stored
from flows.outlets.network import Network, loopback, use_network
from flows.records import Record
from flows.watching.known import find_watch
from flows.watching.values import Channel, ChannelKind, Feed, Watch
from warehouse import connect, read

MONDAY = datetime(2025, 1, 27, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
COURIER, LEDGER, RIVE = "courier", "ledger", "la-rive"
LANGUAGES = {COURIER: "en", LEDGER: "en", RIVE: "fr"}
STORY = "north-korea-in-russia"

SEOUL = "South Korea's National Intelligence Service said that about {} North Korean soldiers had been killed in Kursk."
SEOUL_FR = (
    "Environ {} soldats nord-coréens ont été tués dans la région de Koursk, a déclaré le Service national de "
    "renseignement sud-coréen."
)
FILLER = (
    "Reporters who reached the border villages described empty streets and shuttered shops. Residents spoke of nights "
    "without sleep, of windows taped against the blast, and of neighbours who had left for the south with whatever "
    "fitted into a car. Nobody could say when the roads would be open again, or who would repair the bridge."
)
FILLER_FR = (
    "Dans les villages proches de la frontière, les rues sont vides et les volets clos. Les habitants racontent des "
    "nuits sans sommeil, des vitres couvertes de ruban adhésif et des voisins partis vers le sud avec le peu qui "
    "tenait dans une voiture. Personne ne sait quand la route sera rouverte ni qui réparera le pont."
)
CHALLENGE = (
    b"<html><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1>"
    b'<p>Enable JavaScript and cookies to continue</p><script src="/cdn-cgi/challenge-platform/x.js"></script></body>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a URL answers. A page with a tag answers 304 to who names it."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    tag: str = ""
    location: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request that came in, and how it was answered."""

    url: str
    status: int


class Newsstand(ThreadingHTTPServer):
    """The server: `answers` by URL, everything else is 404; `asked` is what came in."""

    daemon_threads = True
    block_on_close = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: dict[str, Answer] = {}
        self.asked: list[Asked] = []

    def network(self) -> Network:
        """The network that leads to the outlets, and nowhere else."""
        return loopback(self.server_port, [host_of(outlet) for outlet in LANGUAGES])

    def feed(self, outlet: str, *slugs: str) -> None:
        """Put an outlet's feed, which names these articles."""
        self.answers[feed_url(outlet)] = tagged(rss(outlet, slugs), "application/rss+xml")

    def article(self, outlet: str, slug: str, said: str, *, title: str = "", at: datetime = MONDAY) -> None:
        """Put an article whose second paragraph is `said`."""
        self.answers[page_url(outlet, slug)] = tagged(page(outlet, slug, said, title, at))

    def fault(self, url: str, status: int, body: bytes = b"") -> None:
        """Put an answer that is no page."""
        self.answers[url] = Answer(body=body, status=status)

    def count(self, url: str, status: int | None = None) -> int:
        """Return how often a URL was asked for, and answered so."""
        return sum(one.url == url and status in (None, one.status) for one in self.asked)


class _Handler(BaseHTTPRequestHandler):
    server: Newsstand

    def do_GET(self) -> None:
        url = f"http://{self.headers['Host'].split(':')[0]}{self.path}"
        answer = self.server.answers.get(url, Answer(status=404))
        if answer.tag and self.headers["If-None-Match"] == answer.tag:
            answer = replace(answer, status=304, body=b"")
        self.server.asked.append(Asked(url=url, status=answer.status))
        self.send_response(answer.status)
        if answer.tag:
            self.send_header("ETag", answer.tag)
        if answer.location:
            self.send_header("Location", answer.location)
        if answer.status != 304:
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:
        """Be quiet."""


@contextmanager
def open_stand() -> Iterator[Newsstand]:
    """A newsstand for the length of the block."""
    with Newsstand() as stand:
        thread = threading.Thread(target=stand.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield stand
        finally:
            stand.shutdown()
            thread.join()


def host_of(outlet: str) -> str:
    return f"{outlet}.example"


def feed_url(outlet: str) -> str:
    return f"http://{host_of(outlet)}/feed.xml"


def page_url(outlet: str, slug: str) -> str:
    return f"http://{host_of(outlet)}/{slug}"


def tagged(body: bytes, kind: str = "text/html; charset=utf-8") -> Answer:
    return Answer(body=body, kind=kind, tag=f'"{sha256(body).hexdigest()[:12]}"')


def rss(outlet: str, slugs: tuple[str, ...]) -> bytes:
    """Return a feed whose entries are of the story."""
    title = "Soldats nord-coréens en Russie" if outlet == RIVE else "North Korean soldiers in Russia"
    items = "".join(
        f"<item><title>{title}: {slug}</title><link>{page_url(outlet, slug)}</link><guid>{slug}</guid>"
        f"<pubDate>{format_datetime(MONDAY)}</pubDate><description>{title}, Kursk.</description></item>"
        for slug in slugs
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{outlet}</title>'
        f"<link>http://{host_of(outlet)}/</link><description>News</description>{items}</channel></rss>"
    ).encode()


def page(outlet: str, slug: str, said: str, title: str, at: datetime) -> bytes:
    filler = FILLER_FR if outlet == RIVE else FILLER
    headline = title or (
        "Ce que l'on sait du front de Koursk" if outlet == RIVE else "What is known of the Kursk front"
    )
    return (
        f'<!doctype html><html lang="{LANGUAGES[outlet]}"><head><meta charset="utf-8"><title>{escape(headline)}</title>'
        f'<meta property="article:published_time" content="{at.isoformat()}">'
        f'<meta property="og:title" content="{escape(headline)}"></head><body><nav><a href="/">Home</a></nav><article>'
        f"<h1>{escape(headline)}</h1><p>{escape(filler)}</p><p>{escape(said)}</p></article></body></html>"
    ).encode()


def watch_of(*outlets: str, channels: tuple[ChannelKind, ...] = (ChannelKind.JSONL,)) -> Watch:
    """Return the shipped story, watched in these outlets once an hour."""
    return replace(
        _story(),
        id="desk",
        title="A desk's watch",
        feeds=tuple(a_feed(outlet) for outlet in outlets),
        pages=(),
        expectations=(),
        delivery=tuple(Channel(id=kind.value, kind=kind) for kind in channels),
    )


@cache
def _story() -> Watch:
    return find_watch(STORY)  # half a second


def a_feed(outlet: str, **more: str) -> Feed:
    given = {
        "id": outlet,
        "outlet": outlet,
        "outlet_name": f"The {outlet.title()}",
        "publisher": outlet,
        "language": LANGUAGES.get(outlet, "en"),
        "url": feed_url(outlet),
    } | more
    return Feed(country="GB", every=HOUR, seen_at="made up for a test", probed=True, **given)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How one run ended."""

    run: Run
    stored: Stored
    deliveries: Deliveries

    @property
    def counts(self) -> Mapping[str, int]:
        return self.stored.counts

    @property
    def told(self) -> list[tuple[str, str]]:
        """Kind and reporting level of each alert of the run."""
        return [(alert.kind, alert.across) for alert in self.stored.alerts]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A watch with its home, and the newsstand that it reads."""

    watch: Watch
    home: Path
    stand: Newsstand = field(repr=False)

    def collect(self, at: datetime, **more: object) -> Ended:
        """Run one collection at a time that the test names."""
        run = new_run(self.watch, self.home, at)
        with use_network(self.stand.network()):
            stored, deliveries = collect_here(run, finished_at=lambda: at, **more)  # type: ignore[arg-type]
        return Ended(run=run, stored=stored, deliveries=deliveries)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """Ask the read copy."""
        with connect.reader(self.home) as con:
            return con.execute(sql).fetchall()

    def alerts(self) -> list[Record]:
        """Return the payloads of all stored alerts."""
        with connect.reader(self.home) as con:
            return [json.loads(row.payload) for row in read.alerts_since(con, self.watch.id)]

    def sent(self) -> list[str]:
        """Return the lines of the JSON lines channel."""
        path = watch_folder(self.home, self.watch.id) / "alerts.jsonl"
        return path.read_text("utf-8").splitlines() if path.exists() else []
