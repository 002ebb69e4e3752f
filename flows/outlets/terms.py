"""What the operator of a watch says of how outlets are asked: contact, hosts never asked, cookies, a proxy. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from tomllib import loads
from types import MappingProxyType

from yarl import URL

OPT_OUT_FILE = "opt_out.toml"
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)+")
_MAX_HOST = 253


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """The operator's HTTP proxy. `private`: it may be at an address that is not public. The URL may hold a password."""

    url: str = field(repr=False)
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The terms of one client. `cookies`: host -> the Cookie header that goes to this host alone, a secret."""

    contact: str = ""
    opted_out: frozenset[str] = frozenset()
    cookies: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    proxy: Proxy | None = None

    def refusal(self, url: str) -> str | None:
        """Return why a URL's host is never asked, None if it may be; an entry stands for its subdomains too."""
        host = host_of(url)
        parents = {host.split(".", level)[-1] for level in range(host.count(".") + 1)}
        named = parents & (self.opted_out | shipped_opt_out())
        return f"{min(named)} has asked not to be read: it is on the opt-out list" if named else None

    def cookie(self, hops: tuple[str, ...], *, in_clear: bool = False) -> str | None:
        """Return the cookie for the last of a get's hops, None where it is to go without.

        It goes only over https (or where `in_clear` says that tests play the network), and not once another host has
        had a word in where we are sent.
        """
        hosts = {host_of(hop) for hop in hops}
        if len(hosts) != 1 or not (in_clear or URL(hops[-1]).scheme == "https"):
            return None
        return self.cookies.get(hosts.pop())


def host_of(url: str) -> str:
    """Return a URL's host as it is compared: lower case, ASCII, without a last point."""
    return (URL(url).raw_host or "").rstrip(".").lower()


def as_host(written: str) -> str | None:
    """Return a host that a person wrote down as it is compared, None if it is no host by itself."""
    if set(written) & set("/?#@:\\%[] \t\n"):
        return None
    try:
        host = host_of(f"http://{written}")
    except ValueError:
        return None
    return host if len(host) <= _MAX_HOST and _HOST.fullmatch(host) else None


@cache
def shipped_opt_out() -> frozenset[str]:
    """Return the hosts of publishers that have asked this program's makers never to be read."""
    written = loads((files("flows.outlets") / OPT_OUT_FILE).read_text("utf-8"))
    return frozenset(host for host in map(as_host, written["hosts"]) if host)
