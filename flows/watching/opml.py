"""Lists of feeds as other readers exchange them: a watch's feeds as OPML, and an OPML file as tables for `feeds.toml`.

Source: OPML 2.0, section on subscription lists. A list says neither publisher nor country: who takes one in adds them.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from lxml import etree

from flows.errors import FlowError
from flows.watching.values import Feed

MAX_OUTLINES = 10_000
_NOT_ID = re.compile(r"[^a-z0-9]+")
_LANGUAGE = re.compile(r"[a-z]{2}")
_TABLE = """[[feed]]
id = {id}
outlet = {outlet}
outlet_name = {name}
publisher = {outlet}
language = {language}
country = {country}{hint}
url = {url}
every = "1h"
seen_at = {seen_at}
probed = {probed}
"""
_NOWHERE = "XX"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A feed of an OPML list; `language` is empty where the list does not say it."""

    name: str
    url: str
    language: str


def opml_of(title: str, feeds: Iterable[Feed]) -> str:
    """Return the feeds as an OPML 2.0 subscription list, grouped by language."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    for language, group in groupby(sorted(feeds, key=lambda feed: feed.language), key=lambda feed: feed.language):
        folder = etree.SubElement(body, "outline", text=language)
        for feed in group:
            etree.SubElement(
                folder, "outline", type="rss", text=feed.outlet_name, xmlUrl=feed.url, language=feed.language
            )
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return written.decode()


def read_opml(body: bytes) -> tuple[Outline, ...]:
    """Return the feeds of an OPML list in its order, each address once.

    Raises:
        FlowError: these bytes are no OPML, or list no feed.
    """
    root = _root(body)
    if root is None or etree.QName(root).localname.lower() != "opml":
        message = "this is no OPML list; export the feeds of your reader as OPML and name that file"
        raise FlowError(message)
    found: dict[str, Outline] = {}
    for element in list(root.iter("outline"))[:MAX_OUTLINES]:
        url = (element.get("xmlUrl") or "").strip()
        if url.startswith(("http://", "https://")):
            name = " ".join((element.get("title") or element.get("text") or url).split())
            language = (element.get("language") or "").strip().lower()[:2]
            found.setdefault(url, Outline(name=name, url=url, language=language))
    if not found:
        message = "the OPML list names no feed: no outline has an xmlUrl that is http or https"
        raise FlowError(message)
    return tuple(found.values())


def _root(body: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        return etree.fromstring(body, parser)
    except etree.XMLSyntaxError:
        return None


def tables_of(
    outlines: Iterable[Outline], *, language: str, seen_at: str, country: str = _NOWHERE, probed: Iterable[str] = ()
) -> Iterator[str]:
    """Yield a `[[feed]]` table for each outline; `language` stands in where the list says none.

    `probed` holds the addresses that were asked and gave what they should.
    """
    taken: set[str] = set()
    asked = frozenset(probed)
    hint = "                    # ISO 3166-1, where the outlet works: fill it in" if country == _NOWHERE else ""
    for outline in outlines:
        known = outline.language if _LANGUAGE.fullmatch(outline.language) else language
        id_ = _free_id(outline, taken)
        taken.add(id_)
        yield _TABLE.format(
            id=_quoted(id_),
            outlet=_quoted(id_.replace("-", "_")),
            name=_quoted(outline.name),
            language=_quoted(known),
            country=_quoted(country),
            hint=hint,
            url=_quoted(outline.url),
            seen_at=_quoted(seen_at),
            probed="true" if outline.url in asked else "false",
        )


def _free_id(outline: Outline, taken: set[str]) -> str:
    folded = unicodedata.normalize("NFKD", outline.name).encode("ascii", "ignore").decode().lower()
    base = _NOT_ID.sub("-", folded).strip("-")[:40].strip("-") or "feed"
    return next(
        id_ for number in range(1, len(taken) + 2) if (id_ := base if number == 1 else f"{base}-{number}") not in taken
    )


def _quoted(text: str) -> str:
    """Return a TOML basic string: JSON's escapes are TOML's."""
    return json.dumps(text, ensure_ascii=False)
