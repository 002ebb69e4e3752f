"""Pages as they come again: what publishers change around an article, inside it, and in it. Pure, on parsed HTML.

Each function changes a tree in place and says whether there was anything to change. `paragraphs` are the elements of
the article's own paragraphs, found by their known text; whatever holds none of them and lies in none is outside.
"""

# ruff: noqa: ARG001  all kinds are called alike

import random
import re
from collections.abc import Callable, Sequence
from functools import wraps

from selectolax.lexbor import LexborHTMLParser, LexborNode

Paragraphs = Sequence[LexborNode]
Kind = Callable[[LexborHTMLParser, Paragraphs, random.Random], bool]

_WORDS = (
    *("ice", "bridge", "council", "harbour", "vote", "strike", "winter", "price", "school"),
    *("river", "match", "storm", "report", "night", "train", "mayor"),
)
_FEWEST_LINKS = 3
_TITLE = 20  # letters that a link has at least if it names an article
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\b[^\W\d_]{4,}\b")
_BORDERS = re.compile(r">(?=<(?:div|p|section|ul|li|article|header|footer|aside|nav|main|h[1-6])\b)")


def paragraphs_in(tree: LexborHTMLParser, known: Sequence[str]) -> list[LexborNode]:
    """Return the p elements whose text is one of the known paragraphs, each once."""
    keys = {_key(text) for text in known if len(_key(text)) > _TITLE}
    found = {key: node for node in tree.css("p") if (key := _key(node.text())) in keys}
    return list(found.values())


def _key(text: str) -> str:
    return "".join(text.split())


def _outside(tree: LexborHTMLParser, paragraphs: Paragraphs, query: str) -> list[LexborNode]:
    """Return the elements that hold no paragraph of the article and stand in no holder of most of them."""
    home = _home(paragraphs)
    above = {node.mem_id for paragraph in paragraphs for node in _above(paragraph)}
    found = [node for node in tree.css(query) if node.mem_id not in above]
    return [node for node in found if home is None or all(up.mem_id != home.mem_id for up in _above(node))]


def _above(node: LexborNode) -> list[LexborNode]:
    found = []
    up: LexborNode | None = node
    while up is not None:
        found.append(up)
        up = up.parent
    return found


def _home(paragraphs: Paragraphs) -> LexborNode | None:
    """Return the deepest element that holds all paragraphs."""
    if not paragraphs:
        return None
    common = set.intersection(*({node.mem_id for node in _above(paragraph)} for paragraph in paragraphs))
    return next((node for node in _above(paragraphs[0])[1:] if node.mem_id in common), None)


def _made(markup: str) -> LexborNode:
    tree = LexborHTMLParser(f"<body>{markup}</body>")
    node = tree.body.child if tree.body else None
    if node is None:
        message = f"no element in {markup!r}"
        raise ValueError(message)
    return node


def _title(chance: random.Random) -> str:
    return " ".join(chance.sample(_WORDS, 7)).capitalize()


def _teasers(chance: random.Random, count: int) -> str:
    cards = (
        f'<article class="card"><a href="/n/{number}"><h3>{_title(chance)}</h3></a><p>{_title(chance)}, '
        f"{_title(chance).lower()} and {_title(chance).lower()}, the council said.</p></article>"
        for number in range(count)
    )
    return f'<section class="more">{"".join(cards)}</section>'


def _first(tree: LexborHTMLParser, markup: str) -> bool:
    child = tree.body.child if tree.body else None
    if child is None:
        return False
    child.insert_before(_made(markup))
    return True


def _behind_article(paragraphs: Paragraphs, markup: str) -> bool:
    home = _home(paragraphs)
    if home is None or home.tag in ("body", "html"):
        return False
    home.insert_after(_made(markup))
    return True


def _lists(tree: LexborHTMLParser, paragraphs: Paragraphs) -> list[LexborNode]:
    lists = _outside(tree, paragraphs, "ul,ol")
    return [node for node in lists if len(_items(node)) >= _FEWEST_LINKS and node.css_first("li a") is not None]


def _items(node: LexborNode) -> list[LexborNode]:
    return [item for item in node.iter() if item.tag == "li"]


def reorder(tree: LexborHTMLParser, paragraphs: Paragraphs, chance: random.Random) -> bool:
    """Related links in another order."""
    lists = _lists(tree, paragraphs)
    for one in lists:
        last = _items(one)[-1]
        markup = last.html or ""
        first = one.child
        last.decompose(recursive=False)
        if first is not None and first.mem_id != last.mem_id:
            first.insert_before(_made(f"<ul>{markup}</ul>").child or _made("<li>"))
    return bool(lists)


def other_titles(tree: LexborHTMLParser, paragraphs: Paragraphs, chance: random.Random) -> bool:
    """Related links to other articles."""
    links = [node for node in _outside(tree, paragraphs, "a") if len(node.text(deep=False).strip()) > _TITLE]
    for node in links:
        node.inner_html = _title(chance)
    return bool(links)


def minutes_ago(tree: LexborHTMLParser, paragraphs: Paragraphs, chance: random.Random) -> bool:
    """Each related link with its age."""
    items = [node for one in _lists(tree, paragraphs) for node in _items(one)]
    for node in items:
        node.inner_html = f"{node.inner_html or ''}<span>{chance.randrange(2, 59)} minutes ago</span>"
    return bool(items)


def comments(tree: LexborHTMLParser, paragraphs: Paragraphs, chance: random.Random) -> bool:
    """A number of comments under the headline."""
    heading = tree.css_first("h1")
    if heading is None:
        return False
    heading.insert_after(_made(f'<div class="meta"><span>{chance.randrange(2, 900)} comments</span></div>'))
    return True


def sidebar_ad(tree: LexborHTMLParser, paragraphs: Paragraphs, chance: random.Random) -> bool:
    """An advertisement beside the article."""
    return _behind_article(
        paragraphs, f'<div class="ad-slot"><p>Advertisement: {_title(chance)}, only today.</p></div>'
    )


_CONSENT = (
    "<p>We and our 840 partners store and read information on your device, such as cookies, to show you advertisements"
    " and to measure what you read. You may change your mind at any time.</p><button>Agree</button>"
)


def cookie_banner(tree: LexborHTMLParser, paragraphs: Paragraphs, chance: random.Random) -> bool:
    """A cookie banner that says so."""
    return _first(tree, f'<div class="cookie-banner">{_CONSENT}</div>')


def anonymous_banner(tree: LexborHTMLParser, paragraphs: Paragraphs, chance: random.Random) -> bool:
    """A cookie banner without a telling name."""
    return _first(tree, f'<div class="x{chance.randrange(999)}"><div>{_CONSENT}</div></div>')


def nonces(tree: LexborHTMLParser, paragraphs: Paragraphs, chance: random.Random) -> bool:
    """New nonces of scripts."""
    scripts = tree.css("script")
    for node in scripts:
        node.attrs["nonce"] = str(chance.random())
    return bool(scripts)


def class_hashes(tree: LexborHTMLParser, paragraphs: Paragraphs, chance: random.Random) -> bool:
    """All class names with another hash at their end, as after a new build of the site."""
    suffix = f"_{chance.randrange(16**5):05x}"
    for node in tree.css("[class]"):
        node.attrs["class"] = " ".join(f"{name}{suffix}" for name in (node.attributes.get("class") or "").split())
    return True


def more_teasers(tree: LexborHTMLParser, paragraphs: Paragraphs, chance: random.Random) -> bool:
    """Forty more teasers behind the article."""
    return _behind_article(paragraphs, _teasers(chance, 40))


def fewer_teasers(tree: LexborHTMLParser, paragraphs: Paragraphs, chance: random.Random) -> bool:
    """Half of the related links gone."""
    items = [node for one in _lists(tree, paragraphs) for node in _items(one)][::2]
    for node in items:
        node.decompose(recursive=False)
    return bool(items)


def ticker(tree: LexborHTMLParser, paragraphs: Paragraphs, chance: random.Random) -> bool:
    """A ticker above everything."""
    return _first(tree, f'<div class="ticker"><p>+++ {_title(chance)} +++ {_title(chance)} +++</p></div>')


def _between(paragraphs: Paragraphs, markup: str) -> bool:
    if len(paragraphs) < _FEWEST_LINKS:
        return False
    paragraphs[len(paragraphs) // 2].insert_before(_made(markup))
    return True


def inner_ad(tree: LexborHTMLParser, paragraphs: Paragraphs, chance: random.Random) -> bool:
    """An advertisement between two paragraphs."""
    return _between(paragraphs, f'<div class="ad-slot"><span>Advertisement</span> {_title(chance)}</div>')


def read_more(tree: LexborHTMLParser, paragraphs: Paragraphs, chance: random.Random) -> bool:
    """A line that links to another article."""
    return _between(paragraphs, f'<p class="read-more">Read also: <a href="/n/1">{_title(chance)}</a></p>')


def newsletter(tree: LexborHTMLParser, paragraphs: Paragraphs, chance: random.Random) -> bool:
    """A box for a newsletter."""
    text = f"<h4>Our letter</h4><p>{_title(chance)}: every Friday in your inbox, free of charge.</p>"
    return _between(paragraphs, f'<div class="newsletter-box">{text}</div>')


def stamp(tree: LexborHTMLParser, paragraphs: Paragraphs, chance: random.Random) -> bool:
    """A line that says when the page was changed."""
    return _between(
        paragraphs, f'<p class="timestamp">Updated {chance.randrange(10, 24)}:{chance.randrange(10, 60)}</p>'
    )


def _edited(node: LexborNode, before: str, after: str) -> bool:
    """Replace the first sight of a text in the text nodes of an element."""
    for part in node.traverse(include_text=True):
        text = part.text_content or "" if part.tag == "-text" else ""
        if before in text:
            part.replace_with(text.replace(before, after, 1))
            return True
    return False


def digit(tree: LexborHTMLParser, paragraphs: Paragraphs, chance: random.Random) -> bool:
    """One digit of the article edited."""
    nodes = [node for node in paragraphs if _DIGIT.search(node.text())]
    if not nodes:
        return False
    node = chance.choice(nodes)
    found = _DIGIT.findall(node.text())[0]
    return _edited(node, found, str((int(found) + 1) % 10))


def word(tree: LexborHTMLParser, paragraphs: Paragraphs, chance: random.Random) -> bool:
    """One word edited."""
    nodes = [node for node in paragraphs if _WORD.search(node.text())]
    if not nodes:
        return False
    node = chance.choice(nodes)
    found = _WORD.findall(node.text())
    return _edited(node, chance.choice(found), "Korrigiertes")


def added(tree: LexborHTMLParser, paragraphs: Paragraphs, chance: random.Random) -> bool:
    """A paragraph more."""
    node = chance.choice(paragraphs) if paragraphs else None
    if node is None:
        return False
    node.insert_after(_made(f"<p>{_title(chance)}, a spokeswoman said, and {_title(chance).lower()} on Monday.</p>"))
    return True


def removed(tree: LexborHTMLParser, paragraphs: Paragraphs, chance: random.Random) -> bool:
    """A paragraph less."""
    if len(paragraphs) < _FEWEST_LINKS:
        return False
    chance.choice(paragraphs).decompose(recursive=False)
    return True


def anonymous(kind: Kind) -> Kind:
    """Return a kind whose inserted elements bear no telling name."""

    @wraps(kind)
    def changed(tree: LexborHTMLParser, paragraphs: Paragraphs, chance: random.Random) -> bool:
        before = {node.mem_id for node in tree.css("*")}
        if not kind(tree, paragraphs, chance):
            return False
        for node in tree.css("[class]"):
            if node.mem_id not in before:
                node.attrs["class"] = f"x{chance.randrange(999)}"
        return True

    return changed


def indented(tree: LexborHTMLParser, paragraphs: Paragraphs, chance: random.Random) -> bool:
    """White space between the blocks, which `perturbed` sets."""
    return True


INSIDE: tuple[Kind, ...] = (inner_ad, read_more, newsletter, stamp)
OUTSIDE: tuple[Kind, ...] = (
    *(reorder, other_titles, minutes_ago, comments, sidebar_ad, cookie_banner, anonymous_banner),
    *(nonces, class_hashes, more_teasers, fewer_teasers, ticker, indented),
)
KINDS: dict[str, tuple[Kind, ...]] = {
    "outside": OUTSIDE,
    "inside": INSIDE,
    "anonymous": tuple(anonymous(kind) for kind in INSIDE),
    "edit": (digit, word, added, removed),
}


def perturbed(source: str, known: Sequence[str], kind: Kind, chance: random.Random) -> str | None:
    """Return the page as it comes again, or None where it holds nothing that this kind changes."""
    tree = LexborHTMLParser(source)
    if not kind(tree, paragraphs_in(tree, known), chance) or tree.html is None:
        return None
    return _BORDERS.sub(">\n    ", tree.html) if kind is indented else tree.html
