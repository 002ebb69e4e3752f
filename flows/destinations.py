"""The way to a destination that the operator names: a webhook, a model's endpoint. Guarded where the socket opens.

A destination is at a public address, whatever its name resolves to, unless the operator wrote `private = true` beside
it. No redirect is to be followed, and no proxy, netrc or cookie is used: what is sent goes where it was meant to go.
"""

import asyncio
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field

import aiohttp

from flows.outlets.addresses import is_public
from flows.outlets.network import user_agent

TOTAL_S = 15.0
CONNECT_S = 10.0


class RefusedAddressError(OSError):
    """Our guard said no; an OSError, as aiohttp expects of sockets."""


def session(*, private: bool, total_s: float, connect_s: float) -> aiohttp.ClientSession:
    """Return a session that opens sockets to public addresses only, or to any if the destination is `private`."""

    def open_socket(address: aiohttp.AddrInfoType) -> socket.socket:
        family, kind, protocol, _, where = address
        if not private and not is_public(str(where[0])):
            raise RefusedAddressError
        return socket.socket(family=family, type=kind, proto=protocol)

    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(socket_factory=open_socket),
        timeout=aiohttp.ClientTimeout(total=total_s, connect=connect_s),
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,  # no answer is asked for compressed, so a small one cannot grow
        trust_env=False,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What a destination answered; `status` is None where nobody did, and then `error` says why."""

    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    error: str = ""


def send(
    url: str, *, name: str, private: bool, body: bytes | None = None, headers: Mapping[str, str] | None = None
) -> str | None:
    """Post `body`, or ask with GET where there is none; return None if it was taken (2xx), else why not.

    The reason calls the destination by its `name` and never shows its address: that is a secret.
    """
    answer = ask(url, name=name, private=private, body=body, headers=headers)
    if answer.status is None:
        return answer.error
    return None if 200 <= answer.status < 300 else f"the {name} answered {answer.status}"


def ask(
    url: str,
    *,
    name: str,
    private: bool,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    total_s: float = TOTAL_S,
) -> Answered:
    """Post `body`, or ask with GET where there is none; return status and headers, or why there is no answer."""
    return asyncio.run(_ask(url, name, body, headers or {}, private=private, total_s=total_s))


async def _ask(
    url: str, name: str, body: bytes | None, headers: Mapping[str, str], *, private: bool, total_s: float
) -> Answered:
    method = "GET" if body is None else "POST"
    ours = {"Accept-Encoding": "identity", "User-Agent": user_agent()}
    try:
        async with (
            session(private=private, total_s=total_s, connect_s=CONNECT_S) as way,
            way.request(method, url, data=body, headers={**ours, **headers}, allow_redirects=False) as answer,
        ):
            return Answered(status=answer.status, headers=answer.headers.copy())
    except TimeoutError:
        return Answered(error=f"the {name} did not answer within {total_s:.0f} s")
    except (aiohttp.ClientError, OSError, ValueError) as error:
        if is_refused(error):
            said = f"the {name}'s host is not a public address: write `private = true` beside it if that is meant"
            return Answered(error=said)
        return Answered(error=f"the {name} could not be reached ({type(error).__name__})")


def is_refused(error: BaseException) -> bool:
    """Return whether an error of a session means that the guard refused the address."""
    causes = (error, error.__cause__, error.__context__, getattr(error, "os_error", None))
    return any(isinstance(cause, RefusedAddressError) for cause in causes)


def is_in_clear(url: str) -> bool:
    """Return whether what is sent to an address could be read on its way: fine in one's own network alone."""
    return not url.lower().startswith("https://")
