"""What a watch says of how outlets are asked: `[asking]` in watch.toml. It names secrets and holds none."""

from collections.abc import Mapping
from dataclasses import dataclass

from yarl import URL

from flows.errors import ConfigError
from flows.keepers import Keeper, Secrets, read_keeper, shown
from flows.outlets.terms import Proxy, Terms, as_host
from flows.watching.tables import Table

_MAX_CONTACT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class CookieSetting:
    """A subscriber's cookie, which goes to `host` and to no other."""

    host: str
    kept: Keeper


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """How a watch's outlets are asked. `proxy` says who keeps the address of an HTTP proxy."""

    contact: str = ""
    opt_out: tuple[str, ...] = ()
    cookies: tuple[CookieSetting, ...] = ()
    proxy: Keeper | None = None
    proxy_private: bool = False

    @property
    def blocks(self) -> tuple[str, ...]:
        """The names of the Prefect Secret blocks that are needed, each once."""
        kept = (*(cookie.kept for cookie in self.cookies), *filter(None, (self.proxy,)))
        return tuple(dict.fromkeys(keeper.name for keeper in kept if keeper.is_block))


def read_asking(head: Table) -> Asking:
    """Return what watch.toml says, the defaults where it says nothing; problems are written down in the table."""
    if not head.has("asking"):
        return Asking()
    table = head.table("asking")
    proxy = table.table("proxy") if table.has("proxy") else None
    asking = Asking(
        contact=_contact(table),
        opt_out=_hosts(table),
        cookies=_cookies(table),
        proxy=read_keeper(proxy, env="url_env", block="secret") if proxy else None,
        proxy_private=proxy is not None and proxy.has("private") and proxy.flag("private"),
    )
    for each in (proxy, table):
        if each is not None:
            each.end()
    return asking


def terms_of(
    asking: Asking, watch_id: str, environment: Mapping[str, str], blocks: Mapping[str, str] | None = None
) -> Terms:
    """Return the terms with their secrets.

    Args:
        asking: what the watch says.
        watch_id: for messages.
        environment: variable -> value.
        blocks: name of a Prefect Secret -> value; None outside Prefect.

    Raises:
        ConfigError: a secret is not there or holds what cannot be used; the value is never shown.
    """
    file, kept = f"{watch_id}/watch.toml", Secrets(environment=environment, blocks=blocks)
    return Terms(
        contact=asking.contact,
        opted_out=frozenset(asking.opt_out),
        cookies={
            cookie.host: kept.value(cookie.kept, file, f"asking.cookie[{at}]")
            for at, cookie in enumerate(asking.cookies)
        },
        proxy=None if asking.proxy is None else _proxy(asking.proxy, kept, file, private=asking.proxy_private),
    )


def _proxy(keeper: Keeper, kept: Secrets, file: str, *, private: bool) -> Proxy:
    url, parts = kept.value(keeper, file, "asking.proxy"), URL()
    try:
        parts = URL(url)
        is_proxy = parts.scheme in {"http", "https"} and bool(parts.host) and parts.path in {"", "/"}
    except ValueError:
        is_proxy = False
    if not is_proxy:
        message = f"{shown(keeper)} holds no address such as https://proxy.example:3128"
        raise ConfigError(file, "asking.proxy", message)
    if parts.scheme == "http" and not private:
        message = f"{shown(keeper)} must hold an https address, or `private = true` says that it is in your own network"
        raise ConfigError(file, "asking.proxy", message)
    return Proxy(url=url, private=private)


def _contact(table: Table) -> str:
    contact = table.optional_text("contact") or ""
    is_plain = contact.isascii() and contact.isprintable() and not set(contact) & set(' ()<>"\\;')
    if contact and not (is_plain and len(contact) <= _MAX_CONTACT and ("@" in contact or "://" in contact)):
        table.wrong("contact", "must be an e-mail address or a web address that a publisher can write to")
    return contact


def _hosts(table: Table) -> tuple[str, ...]:
    if not table.has("opt_out"):
        return ()
    return tuple(_host(table, f"opt_out[{at}]", host) for at, host in enumerate(table.texts("opt_out")))


def _host(table: Table, key: str, written: str) -> str:
    host = as_host(written)
    if written and host is None:
        table.wrong(key, f"{written!r} is no host such as harbour-post.example")
    return host or ""


def _cookies(table: Table) -> tuple[CookieSetting, ...]:
    found: list[CookieSetting] = []
    for row in table.tables("cookie") if table.has("cookie") else ():
        cookie = CookieSetting(
            host=_host(row, "host", row.text("host")), kept=read_keeper(row, env="env", block="secret")
        )
        if cookie.host and cookie.host in {other.host for other in found}:
            row.wrong("host", "has a cookie already")
        row.end()
        found.append(cookie)
    return tuple(found)
