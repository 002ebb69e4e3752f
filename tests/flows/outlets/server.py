"""A raw loopback server for the client's tests: each path is one way in which a server can behave.

Written on sockets and not on a web framework, because most of what is shown here no framework would send.
"""

import asyncio
import gzip
import re
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

HOSTS = ("harbour-post.example", "le-quai.example")
PAGE = b"<html><body><p>The ferry came in late.</p></body></html>"
ETAG = '"v1-ferry"'
LAST_MODIFIED = "Mon, 04 Nov 2024 08:00:00 GMT"

Writer = asyncio.StreamWriter
_PROXIED = re.compile(r"^http://[^/]*")
"""A proxy is asked for a whole address where a server is asked for a path."""


@dataclass(slots=True)
class Request:
    """One request as it came in: its path, and its headers with lower-case names."""

    path: str
    headers: dict[str, str]


@dataclass(slots=True)
class Played:
    """The running server: its port, its answer for robots.txt, and every request that it has seen, those apart."""

    port: int
    robots: bytes = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    seen: list[Request] = field(default_factory=list)
    robots_seen: list[Request] = field(default_factory=list)

    def asked(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(request.path == path for request in self.seen)


def answer(status: str, body: bytes = b"", *headers: str) -> bytes:
    """A whole response."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape") + body


def to(location: str, status: str = "302 Found") -> bytes:
    """A redirect."""
    return answer(status, b"", f"Location: {location}")


def bomb(layers: int, size: int = 60_000_000) -> bytes:
    """Zeros, compressed `layers` times."""
    body = bytes(size)
    for _ in range(layers):
        body = gzip.compress(body)
    return body


FIXED: dict[str, bytes] = {
    "/page": answer("200 OK", PAGE, "Content-Type: text/html; charset=utf-8"),
    "/cookie": answer("200 OK", PAGE, "Set-Cookie: reader=1; Path=/"),
    "/feed-as-html": answer("200 OK", PAGE, "Content-Type: application/rss+xml"),
    "/gzip": answer("200 OK", gzip.compress(PAGE), "Content-Encoding: gzip"),
    "/deflate": answer("200 OK", zlib.compress(PAGE), "Content-Encoding: deflate"),
    "/brotli": answer("200 OK", b"\x0b\x02\x80", "Content-Encoding: br"),
    "/not-gzip": answer("200 OK", PAGE, "Content-Encoding: gzip"),
    "/gone": answer("410 Gone"),
    "/missing": answer("404 Not Found"),
    "/forbidden": answer("403 Forbidden"),
    "/login": answer("401 Unauthorized"),
    "/law": answer("451 Unavailable For Legal Reasons"),
    "/too-many": answer("429 Too Many Requests", b"", "Retry-After: 90"),
    "/challenge": answer("503 Service Unavailable", PAGE, "cf-mitigated: challenge"),
    "/teapot": answer("418 I am a teapot"),
    "/nothing": answer("204 No Content"),
    "/always-503": answer("503 Service Unavailable", b"", "Retry-After: 120"),
    "/always-500": answer("500 Internal Server Error"),
    "/unasked-304": answer("304 Not Modified"),
    "/announced-large": b"HTTP/1.1 200 OK\r\nContent-Length: 99000000\r\n\r\n",
    "/cut-short": b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\nConnection: close\r\n\r\nonly this",
    "/no-http": b"220 mail.example ready\r\n",
    "/long-header": answer("200 OK", PAGE, "X-Long: " + "x" * 40_000),
    "/many-headers": answer("200 OK", PAGE, *(f"X-{number}: 1" for number in range(500))),
    "/odd-etag": answer("200 OK", PAGE, 'ETag: "\udcff\udcfe"', "Content-Type: text/\udcffhtml"),
    "/moved": to("/page", "301 Moved Permanently"),
    "/found": to("/page"),
    "/moved-then-found": to("/found", "308 Permanent Redirect"),
    "/other-host": to("http://le-quai.example/page"),
    "/loop": to("/loop"),
    "/to-private": to("http://10.0.0.7/admin"),
    "/to-loopback": to("http://127.0.0.1:1/admin"),
    "/to-loopback-6": to("http://[::1]/admin"),
    "/to-mapped": to("http://[::ffff:127.0.0.1]/admin"),
    "/to-file": to("file:///etc/hostname"),
    "/to-userinfo": to("http://harbour-post.example@127.0.0.1/"),
    "/to-nonsense": to("http://["),
    "/to-nowhere": answer("302 Found"),
    "harbour-post.example:443": answer("403 Forbidden"),  # a proxy that makes no tunnel
}


async def _validated(writer: Writer, request: Request, _: Played) -> None:
    known = request.headers.get("if-none-match"), request.headers.get("if-modified-since")
    if ETAG in known or LAST_MODIFIED in known:
        writer.write(b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n")
        return
    writer.write(answer("200 OK", PAGE, f"ETag: {ETAG}", f"Last-Modified: {LAST_MODIFIED}"))


async def _then_well(writer: Writer, request: Request, played: Played) -> None:
    first = played.asked(request.path) == 1
    retry = "Retry-After: 0"
    writer.write(answer("503 Service Unavailable", b"", retry) if first else FIXED["/page"])


async def _reset_once(writer: Writer, request: Request, played: Played) -> None:
    if played.asked(request.path) == 1:
        writer.transport.abort()
        return
    writer.write(FIXED["/page"])


async def _endless(writer: Writer, _: Request, __: Played) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n")
    while True:
        writer.write(b"<p>more</p>" * 5_000)
        await writer.drain()


async def _drip(writer: Writer, _: Request, __: Played) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.02)


async def _silent(_: Writer, __: Request, ___: Played) -> None:
    await asyncio.sleep(60)


async def _bomb(writer: Writer, _: Request, __: Played) -> None:
    writer.write(answer("200 OK", bomb(1), "Content-Encoding: gzip"))


async def _stacked(writer: Writer, _: Request, __: Played) -> None:
    writer.write(answer("200 OK", bomb(2), "Content-Encoding: gzip, gzip"))


async def _stacked_in_two_headers(writer: Writer, _: Request, __: Played) -> None:
    both = ("Content-Encoding: gzip", "Content-Encoding: gzip")
    writer.write(answer("200 OK", bomb(2), *both))


BEHAVIOURS: dict[str, Callable[[Writer, Request, Played], Awaitable[None]]] = {
    "/validated": _validated,
    "/503-then-well": _then_well,
    "/reset-once": _reset_once,
    "/endless": _endless,
    "/drip": _drip,
    "/silent": _silent,
    "/bomb": _bomb,
    "/stacked": _stacked,
    "/stacked-twice": _stacked_in_two_headers,
}


@asynccontextmanager
async def playing() -> AsyncIterator[Played]:
    """The server on a free loopback port, for the length of the block."""
    played = Played(port=0)
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: Writer) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            request = await _request(reader)
            path = _PROXIED.sub("", request.path)
            (played.robots_seen if request.path == "/robots.txt" else played.seen).append(request)
            if request.path == "/robots.txt":
                writer.write(played.robots)
            elif path in FIXED:
                writer.write(FIXED[path])
            else:
                await BEHAVIOURS[path](writer, request, played)
            await writer.drain()
        except (ConnectionError, asyncio.CancelledError, asyncio.IncompleteReadError):
            pass  # the client has hung up, or the test is over
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    played.port = server.sockets[0].getsockname()[1]
    try:
        yield played
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _request(reader: asyncio.StreamReader) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    path = head[0].split(" ")[1]
    headers = dict(line.split(": ", 1) for line in head[1:] if ": " in line)
    return Request(path=path, headers={name.lower(): value for name, value in headers.items()})
