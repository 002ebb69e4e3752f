"""Which addresses and URLs may be asked at all. Pure: looks nothing up, connects to nothing.

Source: the IANA special-purpose address registries (RFC 6890 and its updates). The networks are
listed here and not taken from `ipaddress.is_global`, whose answer for some of them differs between
releases of Python.
"""

import unicodedata
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from yarl import URL

MAX_URL_LENGTH = 4_096  # longer than any article's address seen; servers refuse beyond 8,000 anyway
_SCHEMES = ("http", "https")

_CLOSED_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT, and some clouds' metadata
        "127.0.0.0/8",
        "168.63.129.16/32",  # a cloud's wire server: looks public, answers only inside
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
_OPEN_6 = IPv6Network("2000::/3")  # the only part of IPv6 given out as global unicast
_CLOSED_6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # Teredo, ORCHID and other protocol assignments
        "2001:db8::/32",
        "2002::/16",  # 6to4: carries any IPv4 address inside
        "3fff::/20",
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether a literal address is one that anybody on the internet could reach.

    An IPv4 address inside an IPv6 one (mapped, NAT64) is judged by itself. A text that is no
    address is not public.
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        return _is_public_6(ip)
    return _is_public_4(ip)


def refusal(url: str) -> str | None:
    """Why this URL is not asked at all, or None if it may be tried.

    A host that reads as an address only after folding (full-width or circled digits) is refused,
    as are a user name in the URL and a backslash: parsers disagree on which host they name. The
    address that a host stands for is judged when it is connected to.
    """
    if len(url) > MAX_URL_LENGTH:
        return f"the address is longer than {MAX_URL_LENGTH:,} characters"
    if "\\" in url or any(mark.isspace() or unicodedata.category(mark) == "Cc" for mark in url):
        return "the address holds a backslash, a space or a control character"
    try:
        parts = URL(url)
        host = parts.raw_host
        port = parts.port
    except ValueError:
        return "the address cannot be parsed"
    if parts.scheme not in _SCHEMES:
        return f"only http and https are fetched, not {parts.scheme or 'an address without scheme'}"
    if not host or not port:
        return "the address names no host"
    if parts.raw_user is not None or parts.raw_password is not None:
        return "the address carries a user name or password"
    return _folded_host(url, host)


def _folded_host(url: str, host: str) -> str | None:
    if host.isascii() and host in url.lower():
        return None
    folded = unicodedata.normalize("NFKC", host).replace("。", ".").strip("[]")
    if all(mark.isdigit() or mark in ".:abcdefx" for mark in folded):
        return "the host is a number written in other characters"
    return None


def _is_public_4(ip: IPv4Address) -> bool:
    return not any(ip in network for network in _CLOSED_4)


def _is_public_6(ip: IPv6Address) -> bool:
    if ip.scope_id is not None:
        return False
    if ip.ipv4_mapped is not None:
        return _is_public_4(ip.ipv4_mapped)
    if ip in _NAT64:
        return _is_public_4(IPv4Address(int(ip) & 0xFFFF_FFFF))
    return ip in _OPEN_6 and not any(ip in network for network in _CLOSED_6)
