"""The guard of every connection: names are resolved by the network's rule, addresses judged when a socket opens.

With the operator's proxy the sockets lead to that alone. What a URL names is then judged before the proxy is asked for
it; the proxy resolves the name once more by itself, which is why it must not reach into a private network either.
"""

import socket

import aiohttp
from aiohttp import abc
from typing_extensions import override
from yarl import URL

from flows.outlets.network import Network
from flows.outlets.terms import Proxy


class RefusedAddressError(OSError):
    """Our guard said no; an OSError, as aiohttp expects of resolvers and sockets."""


class Guard(abc.AbstractResolver):
    """Resolves names and opens sockets for one client; one forbidden address spoils a whole answer."""

    def __init__(self, network: Network, proxy: Proxy | None = None) -> None:
        """Let through what the network lets through; with a proxy, only that proxy's addresses."""
        self._network = network
        self._proxy = proxy
        self._proxy_host = "" if proxy is None else URL(proxy.url).host or ""
        self._proxy_addresses: frozenset[tuple[str, int]] = frozenset()

    @override
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[abc.ResolveResult]:
        found = await (self._addresses(host, port) if self._proxy is None else self._addresses_of_proxy(host, port))
        return [
            abc.ResolveResult(
                hostname=host,
                host=address,
                port=to_port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address, to_port in found
        ]

    @override
    async def close(self) -> None:
        return

    async def judge(self, url: str) -> None:
        """Judge what a URL's host stands for, where a proxy will connect to it in our place.

        Raises:
            OSError: the name is not known here, or stands for an address that is not public.
        """
        if self._proxy is not None:
            if not self._proxy_addresses:  # an address in place of a name never reaches a resolver
                await self._addresses_of_proxy(self._proxy_host, URL(self._proxy.url).port or 0)
            target = URL(url)
            await self._addresses(target.host or "", target.port or 0)

    def open_socket(self, address: aiohttp.AddrInfoType) -> socket.socket:
        """Open a socket to an address that may be reached.

        Raises:
            RefusedAddressError: it may not.
        """
        family, kind, protocol, _, where = address
        to = str(where[0]), int(where[1])
        if not (self._network.may_connect(*to) if self._proxy is None else to in self._proxy_addresses):
            message = f"{to[0]} is not a public address"
            raise RefusedAddressError(message)
        return socket.socket(family=family, type=kind, proto=protocol)

    async def _addresses(self, host: str, port: int) -> tuple[tuple[str, int], ...]:
        found = await self._network.resolve(host, port)
        for address, to_port in found:
            if not self._network.may_connect(address, to_port):
                message = f"{host} stands for {address}, which is not a public address"
                raise RefusedAddressError(message)
        return found

    async def _addresses_of_proxy(self, host: str, port: int) -> tuple[tuple[str, int], ...]:
        if self._proxy is None or host != self._proxy_host:
            message = "only the proxy is connected to"
            raise RefusedAddressError(message)
        found = await self._network.resolve_proxy(host, port)
        if not self._proxy.private and not all(self._network.may_connect(*one) for one in found):
            message = "the proxy is not at a public address: write `private = true` under it if that is meant"
            raise RefusedAddressError(message)
        self._proxy_addresses = frozenset(found)
        return found
