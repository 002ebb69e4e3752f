"""The one HTTP client for outlets: guarded, polite, bounded. The only file here that imports aiohttp.

Signatures first; see `Client.get`.
"""

from collections.abc import Callable
from datetime import datetime
from types import TracebackType
from typing import Literal, Self

from flows.outlets.fetched import Fetched
from flows.outlets.network import Network, current_network

Kind = Literal["feed", "page"]


class Client:
    """Asks outlets for feeds and pages within one network. Use as an async context manager, one per run."""

    def __init__(self, network: Network | None = None, *, now: Callable[[], datetime]) -> None:
        self._network = network or current_network.get()
        self._now = now

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return

    async def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        kind: Kind = "page",
    ) -> Fetched:
        """Ask for one URL, following redirects. Never raises for a fault of the network."""
        raise NotImplementedError
