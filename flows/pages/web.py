"""The pages over HTTP, on loopback only: who may ask, which address is which page, and what is sent with it.

A page elsewhere may make a browser ask us under its own name (DNS rebinding); such a request bears that name, and is
refused. Nothing here writes, sets a cookie or follows an address that it was given.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Final, TypeVar
from urllib.parse import urlsplit

from aiohttp import web

from flows.pages.shelf import NotThereError, Shelf
from flows.report.templating import fill
from warehouse.errors import NotFound, WarehouseError

log = logging.getLogger("claimwatch.pages")

OUR_NAMES: Final = frozenset({"127.0.0.1", "localhost", "::1"})
"""Names under which a browser on this machine finds us, whatever the port: a tunnel may change it."""
READERS: Final = 2
"""Pages made at the same time; the machine has a collection to run."""
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",  # the rest of the policy is on each page, by its hashes
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
T = TypeVar("T")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Clock = Callable[[], datetime]


def application(shelf: Shelf, clock: Clock = lambda: datetime.now(UTC)) -> web.Application:
    """Return the application; `clock` gives the current instant."""
    app = web.Application(middlewares=[_guard])
    pool = ThreadPoolExecutor(max_workers=READERS, thread_name_prefix="page")
    app.on_cleanup.append(_closing(pool))
    pages = _Pages(shelf, clock, pool)
    app.add_routes(
        [
            web.get("/", pages.front),
            web.get("/report/{watch}", pages.report),
            web.get("/alert/{key}", pages.alert),
            web.get(r"/article/{id:\d{1,9}}", pages.article),
            web.get(r"/claim/{id:\d{1,15}}", pages.claim),
            web.get("/health", pages.health),
        ]
    )
    return app


class _Pages:
    """The handlers: each takes its words from the address, and lets a thread make the page."""

    def __init__(self, shelf: Shelf, clock: Clock, pool: ThreadPoolExecutor) -> None:
        self._shelf, self._clock, self._pool = shelf, clock, pool

    async def front(self, _request: web.Request) -> web.Response:
        return _page(await self._make(self._shelf.front))

    async def report(self, request: web.Request) -> web.Response:
        return _page(await self._make(self._shelf.report, request.match_info["watch"]))

    async def alert(self, request: web.Request) -> web.Response:
        return _page(await self._make(self._shelf.alert, request.match_info["key"]))

    async def article(self, request: web.Request) -> web.Response:
        before, after = (_number(request, name) for name in ("from", "to"))
        return _page(await self._make(self._shelf.article, int(request.match_info["id"]), before, after))

    async def claim(self, request: web.Request) -> web.Response:
        return _page(await self._make(self._shelf.claim, int(request.match_info["id"])))

    async def health(self, _request: web.Request) -> web.Response:
        found = await self._make(self._shelf.health)
        return web.json_response(found, status=200 if found["is_well"] else 503)

    async def _make(self, make: Callable[..., T], *words: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, lambda: make(*words, self._clock()))


@web.middleware
async def _guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer those who ask for us by our own names, and turn what goes wrong into a page that says so."""
    response: web.StreamResponse
    if not _is_ours(request.headers.get("Host", "")):
        response = _trouble(421, "This is claimwatch on this machine's own address; ask for it by that.")
    else:
        try:
            response = await handler(request)
        except NotThereError as error:
            response = _trouble(404, f"There is nothing here: {error}.")
        except NotFound:
            response = _trouble(503, "Nothing was collected in this home yet; begin with: claimwatch run.")
        except WarehouseError as error:
            response = _trouble(500, str(error))
        except web.HTTPException as error:
            response = _trouble(error.status, error.reason, error.headers.get("Allow"))
        except Exception:
            log.exception("a page could not be made", extra={"path": request.path})
            response = _trouble(500, "This page could not be made; the log says why.")
    response.headers.update(_HEADERS)
    return response


def _is_ours(host: str) -> bool:
    try:
        return urlsplit(f"//{host}").hostname in OUR_NAMES
    except ValueError:
        return False


def _number(request: web.Request, name: str) -> int | None:
    """Return a whole number of the query.

    Raises:
        NotThereError: it is something else.
    """
    text = request.query.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise NotThereError(f"{name} is no number of a version")
    return int(text)


def _page(text: str) -> web.Response:
    return web.Response(text=text, content_type="text/html", charset="utf-8")


def _trouble(status: int, words: str, allow: str | None = None) -> web.Response:
    page = fill("trouble.html.j2", title=str(status), words=words)
    headers = {"Allow": allow} if allow else None
    return web.Response(text=page, status=status, content_type="text/html", charset="utf-8", headers=headers)


def _closing(pool: ThreadPoolExecutor) -> Callable[[web.Application], Awaitable[None]]:
    async def close(_app: web.Application) -> None:
        pool.shutdown(wait=False, cancel_futures=True)

    return close
