"""The one HTTP client for outlets: guarded, polite, bounded.

Every URL, also each step of a redirect, is judged before it is asked (`addresses.refusal`), every
answer of the resolver before it is used, and every address once more when the socket is opened:
literal addresses never reach a resolver. Bodies are counted after decompression while they come
in. No cookies are kept and no netrc is read; a proxy or a subscriber's cookie is used only where
the operator's terms name one.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from types import TracebackType
from typing import Literal, Self

import aiohttp
from yarl import URL

from extractors.values import Page
from flows.outlets.addresses import refusal
from flows.outlets.answers import (
    PERMANENT_REDIRECTS,
    REDIRECTS,
    clean_header,
    encoding_fault,
    outcome_of,
    retry_after_s,
    validator,
)
from flows.outlets.fetched import Fault, Fetched, Outcome
from flows.outlets.freshness import fresh_s
from flows.outlets.guard import Guard
from flows.outlets.ledger import Asked
from flows.outlets.manners import Manners
from flows.outlets.network import Network, current_network, user_agent
from flows.outlets.pace import Pace
from flows.outlets.robots import MAX_BYTES as ROBOTS_BYTES
from flows.outlets.robots import RobotsCopy
from flows.outlets.terms import Terms
from flows.outlets.troubles import TROUBLES, fault_of, words_for

Kind = Literal["feed", "page", "robots"]

_ACCEPT: dict[Kind, str] = {
    "feed": "application/atom+xml, application/rss+xml, application/feed+json, */*;q=0.5",
    "page": "text/html, application/xhtml+xml, */*;q=0.5",
    "robots": "text/plain, */*;q=0.5",
}
_CHUNK = 65_536
_VALIDATORS = frozenset({"If-None-Match", "If-Modified-Since"})
_SILENT = frozenset({Fault.CONNECTION, Fault.TIMEOUT})
_RETRIED = frozenset({Fault.CONNECTION, Fault.SERVER, Fault.STATUS})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Redirect:
    to: str
    http_status: int


class _Budget:
    """The time that one get may still take; waiting for our own turn is not counted."""

    def __init__(self, total_s: float) -> None:
        self.left_s = total_s

    @asynccontextmanager
    async def spend(self) -> AsyncIterator[None]:
        clock = asyncio.get_running_loop().time
        start = clock()
        try:
            async with asyncio.timeout(self.left_s):
                yield
        finally:
            self.left_s -= clock() - start


class Client:
    """Asks outlets for feeds and pages within one network; an async context manager, one a run.

    `ledger` holds every request that went out, in the order of their ends.
    Pace is kept per client: two clients at once do not know of each other's requests.
    """

    def __init__(
        self,
        network: Network | None = None,
        *,
        now: Callable[[], datetime],
        robots: Iterable[RobotsCopy] = (),
        resting: Mapping[str, datetime] | None = None,
        terms: Terms | None = None,
        spreads: bool = False,
    ) -> None:
        """Take what earlier runs stored of hosts: copies of `robots`, and until when those `resting` be left alone.

        `terms` are the operator's. A client that `spreads` asks each host first at a moment of its own, so that many
        watches whose runs start with the clock do not ask it all at once.
        """
        self._network = network or current_network.get()
        self._now = now
        self._terms = terms or Terms()
        self._guard = Guard(self._network, self._terms.proxy)
        self._pace = Pace(self._network, spreads=spreads)
        self._resting = dict(resting or {})
        self.ledger: list[Asked] = []
        self._manners = Manners(robots, ask=self._robots_txt, slow=self._slow, now=now)
        self._session: aiohttp.ClientSession | None = None

    @property
    def robots_seen(self) -> tuple[RobotsCopy, ...]:
        """The copies of robots.txt that this client fetched, to be stored."""
        return tuple(self._manners.seen)

    async def __aenter__(self) -> Self:
        network = self._network
        for host, until in self._resting.items():
            self._pace.rest(host, (until - self._now()).total_seconds())
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                resolver=self._guard,
                socket_factory=self._guard.open_socket,
                use_dns_cache=False,
                limit=0,  # the pace keeps count
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None, connect=network.connect_s, sock_read=network.silence_s),
            headers={
                "User-Agent": user_agent(self._terms.contact),
                "Accept-Encoding": "gzip, deflate",
            },
            trust_env=False,
            proxy=self._terms.proxy.url if self._terms.proxy else None,
            max_line_size=network.header_bytes,
            max_field_size=network.header_bytes,
            max_headers=network.headers,
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        kind: Kind = "page",
    ) -> Fetched:
        """Ask for one URL, following redirects; at most one more try where that may help.

        Args:
            url: http or https; a fragment is not sent.
            etag: what the last answer said, sent back as it was.
            last_modified: the same.
            kind: decides the size cap and what we say that we accept.

        Returns:
            How it ended. Never raises for a fault of the network or of the server.
        """
        headers = _headers(kind, etag, last_modified)
        budget = _Budget(self._network.total_s)
        fetched = await self._follow(url, kind, headers, budget)
        for _ in range(self._network.retries):
            pause_s = self._pause_before_retry(fetched)
            if pause_s is None or pause_s >= budget.left_s:
                break
            async with budget.spend():
                await asyncio.sleep(pause_s)
            fetched = await self._follow(url, kind, headers, budget)
        self._mind_retry_after(fetched)
        return _with_validators(fetched, etag, last_modified)

    async def _follow(self, url: str, kind: Kind, headers: dict[str, str], budget: _Budget) -> Fetched:
        current, is_permanent = url, True
        hops: tuple[str, ...] = ()
        for step in range(self._network.redirects + 1):
            reason = refusal(current)
            if reason is not None:
                return _failed(url, Fault.REFUSED, _on_the_way(step, current) + reason)
            hops = (*hops, current)
            closed = await self._closed(url, current, kind)
            if closed is not None:
                return closed
            host = URL(current).host or ""
            async with self._pace.turn(host):
                away = self._away(url, host)  # asked when our turn has come: others may have tried meanwhile
                if away is not None:
                    return away
                got = await self._exchange(url, hops, kind, headers, budget)
            self._write_down(current, kind, headers, got)
            if isinstance(got, Fetched):
                return replace(got, moved_to=current if step and is_permanent else None)
            current, is_permanent = got.to, is_permanent and got.http_status in PERMANENT_REDIRECTS
        return _failed(
            url,
            Fault.REDIRECTS,
            f"more than {self._network.redirects} redirects; last to {current}",
        )

    async def _closed(self, url: str, current: str, kind: Kind) -> Fetched | None:
        """Return how a request ends that the opt-out list or the host's robots.txt closes; None if it may go out."""
        never = self._terms.refusal(current)
        if never is not None:
            return Fetched(url=url, outcome=Outcome.BLOCKED, fault=Fault.OPT_OUT, error=never)
        if kind == "robots" or not self._network.minds_robots:
            return None
        reason = await self._manners.refusal(current)
        if isinstance(reason, Fetched):
            return replace(reason, url=url)
        return None if reason is None else Fetched(url=url, outcome=Outcome.BLOCKED, fault=Fault.ROBOTS, error=reason)

    def _away(self, url: str, host: str) -> Fetched | None:
        """Return how a request ends to a host that is left alone; None if it may be asked."""
        resting_s = self._pace.resting_s(host)
        if resting_s > 0:
            return _resting(url, host, resting_s)
        if self._pace.is_silent(host):
            text = f"{host} did not answer {self._network.silences} times in a row and is left alone for this run"
            return _failed(url, Fault.TIMEOUT, text)
        return None

    async def _robots_txt(self, url: str) -> Fetched:
        return await self._follow(url, "robots", _headers("robots", None, None), _Budget(self._network.total_s))

    def _slow(self, url: str, delay_s: float) -> None:
        self._pace.slow(URL(url).host or "", delay_s)

    def _write_down(self, url: str, kind: Kind, headers: dict[str, str], got: Fetched | _Redirect) -> None:
        fetched = got if isinstance(got, Fetched) else None
        self._pace.heard(URL(url).host or "", answered=fetched is None or fetched.fault not in _SILENT)
        self.ledger.append(
            Asked(
                asked_at=self._now(),
                host=URL(url).host or "",
                url=url,
                kind=kind,
                outcome=str(fetched.outcome) if fetched else "redirect",
                http_status=got.http_status,
                is_conditional=not _VALIDATORS.isdisjoint(headers),
                count_bytes=len(fetched.page.body) if fetched and fetched.page else 0,
                retry_after_s=fetched.retry_after_s if fetched else None,
            )
        )

    async def _exchange(
        self, url: str, hops: tuple[str, ...], kind: Kind, headers: dict[str, str], budget: _Budget
    ) -> Fetched | _Redirect:
        if self._session is None:
            message = "a Client is used inside `async with Client(...) as client`"
            raise RuntimeError(message)
        current = hops[-1]
        try:
            async with budget.spend():
                await self._guard.judge(current)
                sent = headers | self._cookie(hops, kind)
                async with self._session.get(URL(current), headers=sent, allow_redirects=False) as response:
                    return await self._read(url, current, kind, response)
        except TimeoutError:
            host = URL(current).host
            return _failed(url, Fault.TIMEOUT, f"{host} did not answer in time")
        except TROUBLES as error:
            fault = fault_of(error)
            return _failed(url, fault, words_for(fault, URL(current).host or "", error))

    def _cookie(self, hops: tuple[str, ...], kind: Kind) -> dict[str, str]:
        cookie = self._terms.cookie(hops, in_clear=self._network.secrets_in_clear) if kind != "robots" else None
        return {} if cookie is None else {"Cookie": cookie}

    async def _read(self, url: str, current: str, kind: Kind, response: aiohttp.ClientResponse) -> Fetched | _Redirect:
        headers = response.headers
        location = headers.get("Location")
        if response.status in REDIRECTS and location:
            target = URL(current).join(URL(location.strip()))
            return _Redirect(to=str(target), http_status=response.status)
        asked_if_changed = any(name in response.request_info.headers for name in _VALIDATORS)
        outcome, fault = outcome_of(response.status, headers, asked_if_changed=asked_if_changed)
        answer = Fetched(
            url=url,
            outcome=outcome,
            fault=fault,
            http_status=response.status,
            etag=validator(headers.get("ETag")),
            last_modified=validator(headers.get("Last-Modified")),
            error="" if fault is None else f"{URL(current).host} answered {response.status}",
            retry_after_s=retry_after_s(headers.get("Retry-After"), self._now(), self._network.retry_after_cap_s),
            fresh_s=fresh_s(headers, self._now()),
        )
        return await self._with_body(answer, current, kind, response) if outcome is Outcome.OK else answer

    async def _with_body(self, answer: Fetched, current: str, kind: Kind, response: aiohttp.ClientResponse) -> Fetched:
        reason = encoding_fault(response.headers.getall("Content-Encoding", []))
        if reason is not None:
            return replace(answer, outcome=Outcome.FAILED, fault=Fault.ENCODING, error=reason)
        caps = {"feed": self._network.feed_bytes, "page": self._network.page_bytes, "robots": ROBOTS_BYTES}
        cap = caps[kind]
        body = await _body(response, cap)
        if body is None:
            return replace(answer, outcome=Outcome.TOO_LARGE, error=f"the {kind} is larger than {cap:,} bytes")
        page = Page(
            url=answer.url,
            final_url=current.partition("#")[0],
            status=response.status,
            content_type=clean_header(response.headers.get("Content-Type")),
            body=body,
            fetched_at=self._now(),
            etag=answer.etag,
            last_modified=answer.last_modified,
        )
        return replace(answer, page=page)

    def _pause_before_retry(self, fetched: Fetched) -> float | None:
        """Seconds to wait before another try; None if there shall be none."""
        if fetched.fault not in _RETRIED:
            return None
        if fetched.retry_after_s is not None:
            return fetched.retry_after_s if fetched.retry_after_s <= self._network.patience_s else None
        if self._pace.is_silent(URL(fetched.url).host or ""):
            return None
        if fetched.fault is Fault.STATUS:
            return None
        return self._network.retry_pause_s * random.uniform(0.5, 1.5)  # noqa: S311  jitter, no secret

    def _mind_retry_after(self, fetched: Fetched) -> None:
        if fetched.retry_after_s and fetched.fault in {Fault.SERVER, Fault.STATUS}:
            self._pace.rest(URL(fetched.url).host or "", fetched.retry_after_s)


async def _body(response: aiohttp.ClientResponse, cap: int) -> bytes | None:
    """The body after decompression, or None as soon as it proves larger than the cap."""
    announced = response.content_length
    if announced is not None and announced > cap:
        return None
    chunks: list[bytes] = []
    size = 0
    async for chunk in response.content.iter_chunked(_CHUNK):
        size += len(chunk)
        if size > cap:
            return None
        chunks.append(chunk)
    return b"".join(chunks)


def _headers(kind: Kind, etag: str | None, last_modified: str | None) -> dict[str, str]:
    headers = {"Accept": _ACCEPT[kind]}
    if validator(etag) is not None and etag is not None:
        headers["If-None-Match"] = etag
    if validator(last_modified) is not None and last_modified is not None:
        headers["If-Modified-Since"] = last_modified
    return headers


def _with_validators(fetched: Fetched, etag: str | None, last_modified: str | None) -> Fetched:
    """A 304 need not repeat its validators: those that were sent stay good."""
    if fetched.outcome is not Outcome.NOT_MODIFIED:
        return fetched
    return replace(fetched, etag=fetched.etag or etag, last_modified=fetched.last_modified or last_modified)


def _failed(url: str, fault: Fault, text: str) -> Fetched:
    return Fetched(url=url, outcome=Outcome.FAILED, fault=fault, error=text)


def _resting(url: str, host: str, seconds: float) -> Fetched:
    text = f"{host} asked to be left alone for another {seconds:.0f} s"
    return Fetched(url=url, outcome=Outcome.BLOCKED, fault=Fault.WAIT, error=text, retry_after_s=seconds)


def _on_the_way(step: int, current: str) -> str:
    return f"redirected to {current[:200]}: " if step else ""
