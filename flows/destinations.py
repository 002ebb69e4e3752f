"""The way to a destination that the operator names: a webhook, a model's endpoint. Guarded where the socket opens.

A destination is at a public address, whatever its name resolves to, unless the operator wrote `private = true` beside
it. No redirect is to be followed, and no proxy, netrc or cookie is used: what is sent goes where it was meant to go.
"""

import socket

import aiohttp

from flows.outlets.addresses import is_public


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


def is_refused(error: BaseException) -> bool:
    """Return whether an error of a session means that the guard refused the address."""
    causes = (error, error.__cause__, error.__context__, getattr(error, "os_error", None))
    return any(isinstance(cause, RefusedAddressError) for cause in causes)


def is_in_clear(url: str) -> bool:
    """Return whether what is sent to an address could be read on its way: fine in one's own network alone."""
    return not url.lower().startswith("https://")
