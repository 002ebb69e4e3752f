"""One address per article: URLs joined, cleaned of tracking and written in one way. Pure text work, asks nobody."""

import re
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"""utm_\w+ | ns_\w+ | mc_[ce]id | [a-z]{1,2}clid | y?sclid | wbraid | gbraid | igshid | _ga | _gl
    | at_(?:medium|campaign|link\w*|custom\d|format|ptr_name|bbc_team) | xtor | ocid | cmpid | spm | smid | smtyp
    | traffic_source | amp""",
    re.VERBOSE | re.IGNORECASE,
)
"""Names of parameters that say where a reader came from; `id`, `p`, `no`, `idxno` and the like name the article."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
_KEPT = "%/:@!$&'()*+,;=~-._"
_SIDE_HOSTS = re.compile(r"^(?:www|m|mobile|amp)\.")


def canonical_url(url: str, base: str = "") -> str | None:
    """The URL in the form under which an article is kept, or None if it is no http or https address.

    Joined to `base`; scheme and host in lower case, default port, fragment and tracking parameters gone, the order of
    the other parameters kept, letters beyond ASCII percent-encoded.

    >>> canonical_url("HTTPS://Harbour-Post.example:443/news?id=7&utm_source=rss#top")
    'https://harbour-post.example/news?id=7'
    """
    try:
        parts = urlsplit(urljoin(base, url.strip()))
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORTS or not host or parts.username is not None or "\\" in url:
        return None
    place = f"[{host}]" if ":" in host else host
    if port is not None and port != _DEFAULT_PORTS[parts.scheme]:
        place = f"{place}:{port}"
    return urlunsplit((parts.scheme, place, _quoted(parts.path) or "/", _query(parts), ""))


def is_same_site(one: str, other: str) -> bool:
    """Whether two URLs belong to one site, its mobile and AMP hosts counted in."""
    return _site(one) == _site(other) != ""


def is_front_page(url: str) -> bool:
    """Whether a URL names a site's front page, and so no article."""
    parts = urlsplit(url)
    return parts.path.strip("/") in {"", "index.html", "index.php"} and not parts.query


def _site(url: str) -> str:
    try:
        return _SIDE_HOSTS.sub("", urlsplit(url).hostname or "")
    except ValueError:
        return ""


def _query(parts: SplitResult) -> str:
    kept = [part for part in parts.query.split("&") if part and not _is_tracking(part)]
    return _quoted("&".join(kept), also="?")


def _is_tracking(parameter: str) -> bool:
    return _TRACKING.fullmatch(parameter.partition("=")[0]) is not None


def _quoted(text: str, also: str = "") -> str:
    return quote(text, safe=_KEPT + also, errors="replace")
