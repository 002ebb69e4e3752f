"""The posts of a live blog: found on its page, kept apart in its text, told from each other between versions. Pure.

A post is known by its time, else by its id, else by how it begins. In the text a line that begins with `MARK` and says
that key stands before each post, the oldest post first where all tell their time: the order on the page means nothing.
"""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractors.blocks import paragraphs_of
from extractors.stamps import read_stamp
from extractors.values import Claim, Field

MARK = "⁂ "
_MARKED = re.compile(rf"^{MARK}.*$", re.MULTILINE)
_QUERIES = (
    "[itemprop=liveBlogUpdate]",
    "[data-post-id]",
    "article article",
    "[class*=live-post],[class*=livepost],[class*=liveblog-post],[class*=live-blog-post],[class*=liveblog__post],"
    "[class*=live-entry],[class*=liveblog-entry],[class*=live-update]",
    "section[id^=post-],div[id^=post-],article[id^=post-]",
)
_FEWEST = 3
_MOST = 5_000
_MAX_DEPTH = 30  # levels looked upwards for another post
_LONGEST_ID = 60
_BEGINNING = 40  # letters of a post that tell it where nothing else does


@dataclass(frozen=True, slots=True, kw_only=True)
class _Post:
    """`at` is when it was posted, None where it does not say."""

    key: str
    at: datetime | None
    paragraphs: tuple[str, ...]


def live_paragraphs(tree: LexborHTMLParser) -> tuple[str, ...]:
    """What stands above the posts of a live blog, then the posts, each behind its mark; none if it has too few.

    The tree must have passed `without_asides`.
    """
    for query in _QUERIES:
        found = tree.css(query)[:_MOST]
        known = {node.mem_id for node in found}
        nodes = [node for node in found if known.isdisjoint(_above(node))]  # parts of a post often bear its name
        posts = [post for node in nodes if (post := _post(node))]
        if len(posts) >= _FEWEST:
            return (*_lead(nodes), *(text for post in _in_order(posts) for text in (MARK + post.key, *post.paragraphs)))
    return ()


def _post(node: LexborNode) -> _Post | None:
    paragraphs = paragraphs_of(node)
    if not paragraphs:
        return None
    time = node.css_first("time[datetime]")
    at = read_stamp(time.attributes.get("datetime")) if time else None
    name = (node.attributes.get("data-post-id") or node.attributes.get("id") or "").strip()
    key = f"{at:%Y-%m-%d %H:%M} UTC" if at else " ".join(name.split())[:_LONGEST_ID]
    return _Post(key=key or _beginning(paragraphs[0]), at=at, paragraphs=paragraphs)


def _beginning(text: str) -> str:
    letters = "".join(mark for mark in text if mark.isalpha())[:_BEGINNING]
    return hashlib.sha256(letters.casefold().encode()).hexdigest()[:8]


def _in_order(posts: Sequence[_Post]) -> list[_Post]:
    if any(post.at is None for post in posts):
        return list(posts)
    return sorted(posts, key=lambda post: post.key)


def _lead(nodes: Sequence[LexborNode]) -> tuple[str, ...]:
    """The paragraphs above the first post, in the element that holds it and the next one."""
    holders = _above(nodes[1])
    home = next((holder for mem_id, holder in _above(nodes[0]).items() if mem_id in holders), None)
    if home is None:
        return ()
    texts, first = paragraphs_of(home), paragraphs_of(nodes[0])
    return texts[: texts.index(first[0])] if first and first[0] in texts else ()


def _above(node: LexborNode) -> dict[int, LexborNode]:
    """What holds an element, innermost first, by id."""
    found: dict[int, LexborNode] = {}
    above = node.parent
    while above is not None and len(found) < _MAX_DEPTH:
        found[above.mem_id] = above
        above = above.parent
    return found


class Posts:
    """The posts of two versions of one article; an article without posts has none, and then nothing is apart."""

    def __init__(self, before: str, after: str) -> None:
        """Find the posts in two texts."""
        self._before, self._after = _keys(before), _keys(after)
        keys_before, keys_after = [key for _, key in self._before], {key for _, key in self._after}
        count_new = len(keys_after.difference(keys_before))
        left = next((n for n, key in enumerate(keys_before) if key in keys_after), 0)
        self._left = frozenset(keys_before[:left] if left <= count_new else ())

    def are_apart(self, before: Claim, after: Claim) -> bool:
        """Whether two claims stand in two different posts: then neither is the other one edited."""
        one, other = _key_at(self._before, before), _key_at(self._after, after)
        return bool(one and other) and one != other

    def has_left(self, before: Claim) -> bool:
        """Whether a claim's post is among the oldest, which newer ones pushed off the page: nobody took it back."""
        return _key_at(self._before, before) in self._left


def without_marks(text: str) -> str:
    """A text without the marks of posts and their keys."""
    return _MARKED.sub("", text)


def _keys(text: str) -> tuple[tuple[int, str], ...]:
    """The offset of each post's mark and its key, in text order."""
    found, at = [], 0
    for line in text.split("\n\n"):
        if line.startswith(MARK):
            found.append((at, line.removeprefix(MARK)))
        at += len(line) + 2
    return tuple(found)


def _key_at(keys: tuple[tuple[int, str], ...], claim: Claim) -> str:
    """The key of the post in which a claim stands, "" if it stands in none."""
    number = bisect_right(keys, claim.start, key=lambda found: found[0]) if claim.where is Field.TEXT else 0
    return keys[number - 1][1] if number else ""
