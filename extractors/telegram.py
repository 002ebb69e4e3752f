"""Public Telegram channels as the web shows them: a channel's page as a list of posts, one post as an article. Pure.

Source: the preview at /s/<channel> and the widget of one post at /<channel>/<number>?embed=1, which need no account.
They are told by their structure, not by their host.
"""

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractors.markup import one_line
from extractors.stamps import read_stamp
from extractors.urls import canonical_url
from extractors.values import Article, FeedEntry, Issue, Page

EXTRACTOR = "telegram/1"
"""A new number here asks for one in pages.py too, by which stored pages are extracted again."""

MAX_POSTS = 100
"""The preview shows about twenty posts."""

MAX_TEXT = 20_000
"""In characters; Telegram allows 4,096 in a post."""

MAX_HEADLINE = 150
"""A first line that is no longer than this, with more behind it, is the post's headline."""

_LEAST_TEXT = 40
_MARK = b"tgme_"
_POSTS = ".tgme_widget_message[data-post]"
_SHELL = "[data-telegram-post]"
_OWN = (
    "body.widget_frame_base, .tgme_page_post"  # an outlet's article may hold a post of Telegram's, in the same markup
)
_ADDRESS = re.compile(r"(\w{3,64})/(\d{1,12})")
_PATH = re.compile(r"/(?:s/)?(\w{3,64}/\d{1,12})/?")
_HOST = "https://t.me"  # where a page came from nowhere, as a file does
_BREAK = "\u2028"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post as shown. `url` is the address of its widget; `lines` its text, never empty; `stamp` its time as written.

    `author` is who is named beside the channel: whom it was forwarded from, or who signed it; "" if nobody.
    """

    address: str
    url: str
    channel: str
    lines: tuple[str, ...]
    stamp: str
    author: str = ""

    @property
    def title(self) -> str:
        """The post's headline; the channel and the post's number where it has none."""
        if self._has_headline:
            return self.lines[0]
        return f"{self.channel}, post {self.address.partition('/')[2]}"

    @property
    def text(self) -> str:
        """The post's text without its headline, line by line as paragraphs."""
        return "\n\n".join(self.lines[1:] if self._has_headline else self.lines)

    @property
    def _has_headline(self) -> bool:
        return len(self.lines[0]) <= MAX_HEADLINE and sum(map(len, self.lines[1:])) >= _LEAST_TEXT


def read_channel(body: bytes, base: str) -> tuple[Post, ...] | None:
    """Return those posts of a channel's page that have words, in its order; None where this is no such page."""
    tree = _parsed(body)
    if tree is None or tree.css_first(_POSTS) is None:
        return None
    return _posts(tree, base)


def is_closed_channel(body: bytes) -> bool:
    """Return whether this page invites to a channel and shows none of its posts."""
    return b'class="tgme_page' in body and b"data-post=" not in body


def read_post(page: Page, *, outlet: str, language: str, entry: FeedEntry | None = None) -> Article | Issue | None:
    """Return the post that a page is for as an article; None where the page is not one of Telegram's.

    Returns:
        The article; or an Issue of kind `soft_404` (there is no such post), `empty` (a post without words, or a page
        that shows its post by a script only) or `unreadable` (a whole channel, which is a feed).
    """
    tree = _parsed(page.body)
    if tree is None:
        return None
    shown = _posts(tree, page.final_url)
    wanted = _PATH.fullmatch(urlsplit(page.final_url).path)
    if wanted is None and (page.final_url or len(shown) != 1):
        return _issue(page, "unreadable", "this is a whole channel; name its /s/ page as a feed")
    address = wanted[1] if wanted else shown[0].address
    found = next((post for post in shown if post.address.casefold() == address.casefold()), None)
    if found is None:
        return _missing(page, tree, address)
    published_at = entry.published_at if entry else None
    return Article(
        url=found.url,
        outlet=outlet,
        language=language,
        title=found.title,
        text=found.text,
        published_at=published_at or read_stamp(found.stamp, seen_at=page.fetched_at),
        authors=(found.author,) if found.author else (),
        extractor=EXTRACTOR,
        how="post",
    )


def _missing(page: Page, tree: LexborHTMLParser, address: str) -> Issue:
    if any(node.attributes.get("data-post", "") == address for node in tree.css(_POSTS)[:MAX_POSTS]):
        if tree.css_first(".tgme_widget_message_error") is None:
            return _issue(page, "empty", "this post holds no words; pictures and films are not read")
    elif tree.css_first(_SHELL) is not None:
        return _issue(page, "empty", f"this page shows its post by a script; take the address /{address}?embed=1")
    return _issue(page, "soft_404", "there is no such post in this channel (any more)")


def _parsed(body: bytes) -> LexborHTMLParser | None:
    """Return the page with its line breaks marked; None where it is not one of Telegram's own."""
    if _MARK not in body:
        return None
    tree = LexborHTMLParser(body.decode("utf-8", "replace"))
    if tree.css_first(_OWN) is None:
        return None
    for node in tree.css("br"):
        node.replace_with(_BREAK)
    return tree


def _posts(tree: LexborHTMLParser, base: str) -> tuple[Post, ...]:
    found = (_post(node, base) for node in tree.css(_POSTS)[:MAX_POSTS])
    return tuple(post for post in found if post is not None)


def _post(node: LexborNode, base: str) -> Post | None:
    """Return a post with words; a notice of the service ("channel created") has none."""
    address = node.attributes.get("data-post") or ""
    url = canonical_url(urljoin(base or _HOST, f"/{address}?embed=1"))
    lines = _lines(node)
    if _ADDRESS.fullmatch(address) is None or url is None or not lines:
        return None
    time = node.css_first(".tgme_widget_message_date time[datetime]")
    names = ("forwarded_from_name", "from_author")
    return Post(
        address=address,
        url=url,
        channel=_words(node, "owner_name") or address.partition("/")[0],
        lines=lines,
        stamp=(time.attributes.get("datetime") or "").strip() if time else "",
        author=next(filter(None, (_words(node, name) for name in names)), ""),
    )


def _lines(node: LexborNode) -> tuple[str, ...]:
    """Return the lines of a post's own text: what it answers to is quoted above it in the same markup."""
    for quoted in node.css(".tgme_widget_message_reply"):
        quoted.decompose(recursive=False)
    text = node.css_first(".tgme_widget_message_text")
    if text is None:
        return ()
    lines = map(one_line, text.text()[:MAX_TEXT].split(_BREAK))
    return tuple(line for line in lines if line)


def _words(node: LexborNode, name: str) -> str:
    found = node.css_first(f".tgme_widget_message_{name}")
    return one_line(found.text()[:MAX_HEADLINE]) if found else ""


def _issue(page: Page, kind: str, text: str) -> Issue:
    return Issue(where=page.url, kind=kind, text=text, url=page.final_url)
