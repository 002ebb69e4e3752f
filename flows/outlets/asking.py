"""What a watch says of how outlets are asked: `[asking]` in watch.toml. It names secrets and holds none."""

from collections.abc import Mapping
from dataclasses import dataclass

from yarl import URL

from flows.errors import ConfigError
from flows.outlets.terms import Proxy, Terms, as_host
from flows.watching.tables import Table

_MAX_CONTACT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class CookieSetting:
    """A subscriber's cookie: `env` names the variable that holds what goes to `host`, and to no other."""

    host: str
    env: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """How a watch's outlets are asked. `proxy_env` names the variable that holds the address of an HTTP proxy."""

    contact: str = ""
    opt_out: tuple[str, ...] = ()
    cookies: tuple[CookieSetting, ...] = ()
    proxy_env: str | None = None
    proxy_private: bool = False


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
        proxy_env=_variable(proxy, "url_env") if proxy else None,
        proxy_private=proxy is not None and proxy.has("private") and proxy.flag("private"),
    )
    for each in (proxy, table):
        if each is not None:
            each.end()
    return asking


def terms_of(asking: Asking, watch_id: str, environment: Mapping[str, str]) -> Terms:
    """Return the terms with their secrets.

    Raises:
        ConfigError: a variable is not set or holds what cannot be used; the value is never shown.
    """
    return Terms(
        contact=asking.contact,
        opted_out=frozenset(asking.opt_out),
        cookies={
            cookie.host: _secret(watch_id, f"asking.cookie[{at}].env", cookie.env, environment)
            for at, cookie in enumerate(asking.cookies)
        },
        proxy=_proxy(asking, watch_id, environment),
    )


def _proxy(asking: Asking, watch_id: str, environment: Mapping[str, str]) -> Proxy | None:
    if asking.proxy_env is None:
        return None
    url = _secret(watch_id, "asking.proxy.url_env", asking.proxy_env, environment)
    try:
        parts = URL(url)
        is_proxy = parts.scheme in {"http", "https"} and bool(parts.host) and parts.path in {"", "/"}
    except ValueError:
        is_proxy = False
    if not is_proxy:
        message = f"the environment variable {asking.proxy_env} holds no address such as http://proxy.example:3128"
        # `from None`: the parser's own words would repeat the value
        raise ConfigError(f"{watch_id}/watch.toml", "asking.proxy.url_env", message) from None
    return Proxy(url=url, private=asking.proxy_private)


def _secret(watch_id: str, key: str, name: str, environment: Mapping[str, str]) -> str:
    value = environment.get(name, "").strip()
    if not value or not value.isascii() or not value.isprintable():
        message = f"the environment variable {name} is not set, or holds what no header can carry"
        raise ConfigError(f"{watch_id}/watch.toml", key, message)
    return value


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
        cookie = CookieSetting(host=_host(row, "host", row.text("host")), env=_variable(row, "env"))
        if cookie.host and cookie.host in {other.host for other in found}:
            row.wrong("host", "has a cookie already")
        row.end()
        found.append(cookie)
    return tuple(found)


def _variable(table: Table, key: str) -> str:
    name = table.text(key)
    if name and not (name.isascii() and name.isidentifier() and name.isupper()):
        # The value is not repeated: it may be the secret itself, put here by mistake.
        table.wrong(key, "must be the name of an environment variable such as CLAIMWATCH_HARBOUR_COOKIE")
    return name
