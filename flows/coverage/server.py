"""Plays the made-up press over real HTTP on loopback, at a simulated time that the caller sets.

Every outlet is a host of one server, told apart by the Host header. Tags, dates, redirects, a taken-down page, a slow
outlet and a feed that fails once behave as outlets' servers do (RFC 9110, 13: If-None-Match wins over
If-Modified-Since). Answers depend on the press and the simulated time alone, apart from the failure that comes once.
"""

import asyncio
import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from types import TracebackType
from typing import Self

from aiohttp import web

from flows.coverage.articles import PressArticle
from flows.coverage.feeds import FEED_PATH, feed_changed_at, feed_page
from flows.coverage.outlets import EtagKind, Outlet
from flows.coverage.pages import article_page
from flows.coverage.press import Press, Title, article_path

_START_S = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request that was answered; `at` is simulated time, `path` without its query."""

    host: str
    path: str
    status: int
    at: datetime


class PressServer:
    """A context manager: the server runs in a thread of its own for the `with` block, on a free port of loopback.

    Set `at` to move the simulated time; `asked` is what was requested so far, in order.
    """

    def __init__(self, press: Press, *, at: datetime) -> None:
        """Take the press to play and the time to start at."""
        self.press = press
        self.at = at
        self.asked: list[Asked] = []
        self.port = 0
        self._has_failed: set[str] = set()
        self._loop = asyncio.new_event_loop()
        self._runner: web.AppRunner | None = None
        self._thread = threading.Thread(target=self._run, name="coverage-server", daemon=True)

    def __enter__(self) -> Self:
        """Start serving; `port` is known afterwards."""
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(_START_S)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop serving and close the port."""
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(_START_S)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_START_S)
        self._loop.close()

    def count(self, *, host: str | None = None, path: str | None = None, status: int | None = None) -> int:
        """Return how many requests were answered, of a host, path or status where one is named."""
        return sum(
            (host is None or one.host == host)
            and (path is None or one.path == path)
            and (status is None or one.status == status)
            for one in self.asked
        )

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()

    async def _start(self) -> None:
        app = web.Application()
        app.router.add_get("/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def _stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.Response:
        now, host = self.at, request.host.split(":")[0].lower()
        title = self.press.by_host.get(host)
        if title is None:
            response = web.Response(status=404, text="no such outlet")
        else:
            await asyncio.sleep(title.outlet.slow_s)
            response = self._response(title, request, now)
        self.asked.append(Asked(host=host, path=request.path, status=response.status, at=now))
        return response

    def _response(self, title: Title, request: web.Request, now: datetime) -> web.Response:
        if request.path == FEED_PATH:
            return self._feed(title, request, now)
        for article in title.articles:
            if request.path == article.redirect_from:
                return web.Response(status=301, headers={"Location": article_path(title.outlet, article)})
            if request.path == article_path(title.outlet, article):
                return _article(title, article, request, now)
        return web.Response(status=404, text=f"{title.outlet.name}: 404")

    def _feed(self, title: Title, request: web.Request, now: datetime) -> web.Response:
        outlet = title.outlet
        if outlet.feed_fails_at is not None and now >= outlet.feed_fails_at and outlet.id not in self._has_failed:
            self._has_failed.add(outlet.id)
            return web.Response(status=503, text="service unavailable")
        kind = "application/rss+xml" if outlet.feed == "rss" else "application/atom+xml"
        body = feed_page(title, now)
        return _conditional(request, body, f"{kind}; charset=utf-8", outlet.etag, feed_changed_at(title, now))


def _article(title: Title, article: PressArticle, request: web.Request, now: datetime) -> web.Response:
    view = article.view(now)
    if view is None:
        return web.Response(status=404, text=f"{title.outlet.name}: 404")
    if view.gone:
        return web.Response(status=410, text=f"{title.outlet.name}: 410")
    body = article_page(title, article, view, now)
    if view.revision.is_challenge:
        return web.Response(body=body, content_type="text/html", charset="utf-8", headers={"Cache-Control": "no-store"})
    return _conditional(request, body, _content_type(title.outlet), title.outlet.etag, view.modified_at)


def _content_type(outlet: Outlet) -> str:
    return f"text/html; charset={outlet.header_charset}" if outlet.header_charset else "text/html"


def _conditional(
    request: web.Request, body: bytes, content_type: str, kind: EtagKind, modified_at: datetime | None
) -> web.Response:
    """Return 304 where the caller has what would be sent, else the whole."""
    headers = {"Content-Type": content_type}
    tag = _tag(body, kind)
    if tag:
        headers["ETag"] = tag
    if modified_at is not None and kind != "weak":
        headers["Last-Modified"] = format_datetime(modified_at.replace(microsecond=0), usegmt=True)
    if _has_it(request, tag, modified_at):
        del headers["Content-Type"]
        return web.Response(status=304, headers=headers)
    return web.Response(body=body, headers=headers)


def _tag(body: bytes, kind: EtagKind) -> str:
    digest = hashlib.sha256(body).hexdigest()[:20]
    writers: dict[EtagKind, Callable[[str], str]] = {"strong": '"{}"'.format, "weak": 'W/"{}"'.format}
    return writers[kind](digest) if kind in writers else ""


def _has_it(request: web.Request, tag: str, modified_at: datetime | None) -> bool:
    asked_tags = request.headers.get("If-None-Match")
    if asked_tags is not None:
        plain = {one.strip().removeprefix("W/") for one in asked_tags.split(",")}
        return bool(tag) and (tag.removeprefix("W/") in plain or "*" in plain)
    since = request.headers.get("If-Modified-Since")
    if since is None or modified_at is None:
        return False
    try:
        return modified_at.replace(microsecond=0) <= parsedate_to_datetime(since).astimezone(UTC)
    except ValueError:
        return False
