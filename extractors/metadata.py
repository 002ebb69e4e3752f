"""What a page says of itself outside its text: JSON-LD, meta tags, headings. Knows no walls and no prose.

JSON-LD is read for articles only: other types carry the dates of the site or of a product. Work is bounded by the size
of the page; malformed JSON-LD is passed over.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser

from extractors.markup import one_line, plain_text
from extractors.stamps import read_stamp

_ARTICLE = re.compile(r"(?:^|[/:])(?:\w*Article|LiveBlogPosting|BlogPosting|Report)$")
_MAX_SCRIPTS = 40
_MAX_SCRIPT = 1_000_000
_MAX_NODES = 5_000  # a live blog lists some hundred posts of ten keys each
_MAX_AUTHORS = 20
_MAX_TITLE = 500
_SHORTEST_HEADLINE = 12  # in letters; what is left of a <title> below it is a section's name
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_SITE_MARKS = " |–—·•:-"
_SITE_TAIL = re.compile(r"^(?P<title>.+?)\s+[|–—·•-]\s+[^|–—·•]{2,60}$")
_CUT_END = ("…", "...")
_PUBLISHED = ("article:published_time", "og:article:published_time", "datePublished", "pubdate", "date")
_MODIFIED = ("article:modified_time", "og:article:modified_time", "dateModified", "og:updated_time", "lastmod")
_TIMES = "time[itemprop~=datePublished][datetime],time[pubdate][datetime],article time[datetime]"
_AUTHOR = ("author", "article:author", "byl", "dc.creator")
_LANGUAGE = ("og:locale", "content-language", "language", "dc.language", "inlanguage")
_TAG = re.compile(r"^([a-z]{2,3})(?:[-_,]|$)", re.IGNORECASE)
_COUNTRIES = {"kr": "ko", "jp": "ja", "cn": "zh", "ua": "uk"}  # where a page names its country for its language

Json = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What was found; a time is None where the page does not say it with its zone.

    `title` is the best headline, "" if there is none; `headings` are all that the page shows or names as its title;
    `canonical` is the address that the page gives for itself, as written; `is_article` that it calls itself one;
    `language` is ISO 639-1 in small letters, "" if it names none.
    """

    title: str
    headings: tuple[str, ...] = ()
    published_at: datetime | None = None
    modified_at: datetime | None = None
    authors: tuple[str, ...] = ()
    canonical: str = ""
    is_article: bool = False
    is_paid: bool = False
    is_live_blog: bool = False
    language: str = ""


def read_metadata(tree: LexborHTMLParser, *, seen_at: datetime | None = None, outlet_name: str = "") -> Metadata:
    """What the page says of itself; times later than a day after `seen_at` are taken for mistakes.

    `outlet_name` is no part of a headline, nor is the name that the page gives to its site. So a headline is the same
    whether the feed still lists the article or not: its leaving the feed is no edit.
    """
    metas = _metas(tree)
    articles = tuple(_articles(tree))
    main = articles[0] if articles else {}
    sites = tuple(filter(None, (one_line(metas.get("og:site_name", "")), outlet_name)))
    headline = _without_site(_text(main, "headline"), sites)
    headings = _headings(tree, metas, sites)
    named = (headline, *headings)
    published = (_text(main, "datePublished"), *(metas.get(key.lower(), "") for key in _PUBLISHED), _time_shown(tree))
    modified = (_text(main, "dateModified"), *(metas.get(key.lower(), "") for key in _MODIFIED))
    return Metadata(
        title=_best_title(headline, headings),
        headings=tuple(dict.fromkeys(filter(None, named))),
        published_at=_first_stamp(published, seen_at),
        modified_at=_first_stamp(modified, seen_at),
        authors=_authors(main) or _meta_authors(metas),
        canonical=_canonical(tree),
        is_article=bool(articles) or metas.get("og:type", "").strip().lower() == "article",
        is_paid=any(_is_paid(article) for article in articles),
        is_live_blog=any("LiveBlogPosting" in _types(article) for article in articles),
        language=_language(tree, main, metas),
    )


def _first_stamp(texts: Iterable[str], seen_at: datetime | None) -> datetime | None:
    return next(filter(None, (read_stamp(text, seen_at=seen_at) for text in texts)), None)


def _time_shown(tree: LexborHTMLParser) -> str:
    """The stamp behind the first time that the article shows: measured, the right day on 97 of 100 pages."""
    node = tree.css_first(_TIMES)
    return (node.attributes.get("datetime") or "").strip() if node else ""


def _best_title(headline: str, headings: tuple[str, ...]) -> str:
    """The JSON-LD headline, unless it is cut where another heading goes on; else the first heading."""
    if not headline:
        return next(filter(None, headings), "")
    stem = headline.rstrip("….").rstrip()
    if headline.endswith(_CUT_END):
        return next((heading for heading in headings if heading.startswith(stem)), headline)
    return headline


def _headings(tree: LexborHTMLParser, metas: dict[str, str], sites: tuple[str, ...]) -> tuple[str, ...]:
    """og:title, the main h1, and the <title>, each without the site's name; "" for what is not there."""
    of_page = tree.css_first("head > title") or tree.css_first("title")
    texts = [
        _without_site(plain_text(metas.get("og:title", "")), sites),
        _main_h1(tree, sites),
        _without_tail(_without_site(one_line(of_page.text()) if of_page else "", sites)),
    ]
    return tuple(text[:_MAX_TITLE] for text in texts)


def _main_h1(tree: LexborHTMLParser, sites: tuple[str, ...]) -> str:
    """The h1 of the article, or the page's only one that is not its name."""
    for query in ("article h1", "main h1", "h1"):
        found = [one_line(node.text()) for node in tree.css(query)[:5]]
        found = [text for text in found if text and text.casefold() not in {site.casefold() for site in sites}]
        if found:
            return _without_site(found[0], sites)
    return ""


def _without_site(title: str, sites: tuple[str, ...]) -> str:
    """A title without a site's name at either end, where a mark sets it off; else it is part of the headline."""
    for site in sites:
        folded, name = title.casefold(), site.casefold()
        if len(title) <= len(site):
            continue
        before, behind = title[: -len(site)].rstrip(), title[len(site) :].lstrip()
        if folded.endswith(name) and before.endswith(tuple(_SITE_MARKS.strip())):
            return before.rstrip(_SITE_MARKS)
        if folded.startswith(name) and behind.startswith(tuple(_SITE_MARKS.strip())):
            return behind.lstrip(_SITE_MARKS)
    return title


def _without_tail(title: str) -> str:
    found = _SITE_TAIL.match(title)
    if found is None or len(found["title"]) < _SHORTEST_HEADLINE:
        return title
    return found["title"]


def _metas(tree: LexborHTMLParser) -> dict[str, str]:
    """The page's meta tags by lower-case name; the first of a name counts."""
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        name = name or attributes.get("http-equiv")
        if name:
            found.setdefault(name.strip().lower(), attributes.get("content") or "")
    return found


def _language(tree: LexborHTMLParser, main: Json, metas: dict[str, str]) -> str:
    """What the html element says, else the article, else the meta tags."""
    root = tree.root.attributes if tree.root else {}
    named = (root.get("lang"), root.get("xml:lang"), _text(main, "inLanguage"), *(metas.get(key) for key in _LANGUAGE))
    tags = (_TAG.match((name or "").strip()) for name in named)
    found = next((tag[1].lower() for tag in tags if tag), "")
    return _COUNTRIES.get(found, found)


def _canonical(tree: LexborHTMLParser) -> str:
    node = tree.css_first('link[rel~="canonical"][href]')
    return (node.attributes.get("href") or "").strip() if node else ""


def _articles(tree: LexborHTMLParser) -> Iterator[Json]:
    """The JSON-LD objects that are articles, in page order."""
    left = _MAX_NODES
    for script in tree.css('script[type*="ld+json"]')[:_MAX_SCRIPTS]:
        stack: list[object] = [_parsed(script.text())]
        while stack and left > 0:
            left -= 1
            node = stack.pop()
            if isinstance(node, list):
                stack.extend(reversed(node[:left]))
            elif isinstance(node, dict):
                if any(_ARTICLE.search(kind) for kind in _types(node)):
                    yield node
                stack.extend(node.get(key) for key in ("mainEntity", "mainEntityOfPage", "@graph"))


def _parsed(source: str) -> object:
    if len(source) > _MAX_SCRIPT:
        return None
    source = source.strip().removeprefix("<!--").removesuffix("-->").strip()
    for text in (source, _TRAILING_COMMA.sub(r"\1", source)):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _types(node: Json) -> tuple[str, ...]:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return tuple(kind for kind in kinds if isinstance(kind, str))


def _text(node: Json, key: str) -> str:
    value = node.get(key)
    if isinstance(value, list) and value:
        value = value[0]
    return plain_text(value[: 10 * _MAX_TITLE])[:_MAX_TITLE] if isinstance(value, str) else ""


def _is_paid(node: Json) -> bool:
    return str(node.get("isAccessibleForFree", "")).strip().lower() in {"false", "no", "0"}


def _authors(node: Json) -> tuple[str, ...]:
    value = node.get("author")
    people = value if isinstance(value, list) else [value]
    names = (_text(person, "name") if isinstance(person, dict) else person for person in people[:_MAX_AUTHORS])
    return _names(name for name in names if isinstance(name, str))


def _meta_authors(metas: dict[str, str]) -> tuple[str, ...]:
    return _names([next((metas[key] for key in _AUTHOR if metas.get(key)), "")])


def _names(texts: Iterator[str] | list[str]) -> tuple[str, ...]:
    names = (plain_text(text)[:_MAX_TITLE] for text in texts)
    return tuple(dict.fromkeys(name for name in names if name and not name.startswith(("http:", "https:"))))
