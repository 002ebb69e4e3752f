"""Paragraphs taken from a parsed page by its structure alone: of posts, and where trafilatura cannot be asked.

Time grows with the number of nodes only, whatever the nodes are.
"""

import re
from collections import Counter
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractors.captions import keep_captions_that_count
from extractors.markup import one_line

_ASIDE = (
    "script,style,noscript,template,nav,aside,footer,form,button,iframe,svg,dialog,select,"
    "[role=dialog],[role=navigation],[aria-hidden=true],[hidden]"
)
_BLOCKS = "p,h2,h3,h4,li,blockquote,pre,tr"
_BORING_CLASS = re.compile(
    r"(?:^|[\s_-])(?:ads?|advert\w*|newsletter\w*|promo\w*|related|recommend\w*|read-?more|share\w*|social|cookie\w*"
    r"|consent|teaser\w*|comments?|breadcrumb\w*|tags|byline|paywall)(?:$|[\s_-])",
    re.IGNORECASE,
)
BREAK = "\n\x1e"
"""What stands for a line break inside a block: white space for every reader, and no sign that a page can send."""

_MAX_BLOCKS = 5_000
_MAX_DEPTH = 30  # levels looked upwards for a name
_LINKED = 0.6  # a block with a larger share of its letters in links is navigation


def without_asides(tree: LexborHTMLParser) -> LexborHTMLParser:
    """The same tree, changed: scripts, navigation, forms and the like taken out, line breaks made `BREAK`s.

    Of figures their tables and the captions that carry a figure are left.
    """
    for node in tree.css(_ASIDE):
        node.decompose(recursive=False)
    keep_captions_that_count(tree)
    for node in tree.css("br"):
        node.replace_with(BREAK)
    return tree


@lru_cache(maxsize=4_096)
def is_boring_name(marks: str) -> bool:
    """Whether an element's class and id say that it holds no article: an advertisement, a newsletter, related links."""
    return len(marks) > 1 and _BORING_CLASS.search(marks) is not None


def densest_paragraphs(tree: LexborHTMLParser) -> tuple[str, ...]:
    """The paragraphs of the element that holds most of the page's prose; none if there is no prose.

    The tree must have passed `without_asides`.
    """
    scores: Counter[int] = Counter()
    nodes: dict[int, LexborNode] = {}
    for node in tree.css("p")[:_MAX_BLOCKS]:
        length = len(node.text())
        parent, share = node.parent, 1.0
        for _ in range(2):
            if parent is None:
                break
            nodes[parent.mem_id] = parent
            scores[parent.mem_id] += int(share * length)
            parent, share = parent.parent, share / 2
    if not scores:
        return ()
    best, _ = scores.most_common(1)[0]
    return paragraphs_of(nodes[best])


def paragraphs_of(node: LexborNode) -> tuple[str, ...]:
    """The text blocks inside an element in page order, without those that are mostly links or beside the text."""
    blocks = node.css(_BLOCKS)[:_MAX_BLOCKS]
    outer = _holders(blocks)
    found = [one_line(block.text()) for block in blocks if block.mem_id not in outer and _is_prose(block, node)]
    return tuple(text for text in found if text)


def _holders(blocks: list[LexborNode]) -> set[int]:
    """Everything that holds one of the blocks: a list item with paragraphs in it is told by its paragraphs."""
    seen: set[int] = set()
    for block in blocks:
        node = block.parent
        while node is not None and node.mem_id not in seen:
            seen.add(node.mem_id)
            node = node.parent
    return seen


def _is_prose(block: LexborNode, root: LexborNode) -> bool:
    text = block.text().strip()
    if not text:
        return False
    linked = sum(len(link.text()) for link in block.css("a"))
    return linked <= _LINKED * len(text) and not _is_boring(block, root)


def _is_boring(block: LexborNode, root: LexborNode) -> bool:
    node: LexborNode | None = block
    for _ in range(_MAX_DEPTH):
        if node is None or node.mem_id == root.mem_id:
            return False
        marks = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
        if is_boring_name(marks):
            return True
        node = node.parent
    return False
