"""Alerts as an Atom feed (RFC 4287), for those who follow the watch in a feed reader. Pure text in, text out.

An entry's id comes from the watch and the alert's key alone, so a reader that has seen it does not show it again, and
one that drops repeats by id sees each alert once. Content is XHTML built as a tree: text from outside is never markup.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from flows.report.content import ReportAlert, Side
from flows.report.gloss import gloss_line
from flows.report.languages import language_tag
from flows.report.safety import clean, web_link
from flows.report.sides import marked, side_labels
from flows.report.words import Piece

_ATOM = "http://www.w3.org/2005/Atom"
_XHTML = "http://www.w3.org/1999/xhtml"
_XML = "http://www.w3.org/XML/1998/namespace"

ET.register_namespace("", _ATOM)
ET.register_namespace("xhtml", _XHTML)


def atom_feed(
    alerts: Iterable[ReportAlert], *, watch: str, title: str, updated_at: datetime, home: str | None = None
) -> str:
    """Return the feed as XML text to be stored in UTF-8, newest alert first.

    Args:
        alerts: what to list; the caller decides how many.
        watch: the watch's id; with an alert's key it makes the entry's id.
        title: the feed's title.
        updated_at: used as the feed's time when there is no alert; the newest alert's time otherwise.
        home: address of the report's page, if it has one on the web; entries link to the article that they speak of.
    """
    newest_first = sorted(alerts, key=lambda alert: (alert.made_at, alert.key), reverse=True)
    root = ET.Element(f"{{{_ATOM}}}feed")
    _add(root, "id", stable_id(watch))
    _add(root, "title", title)
    _add(root, "updated", _instant(newest_first[0].made_at if newest_first else updated_at))
    author = _add(root, "author")
    _add(author, "name", "claimwatch")
    link = web_link(home)
    if link:
        _add(root, "link").attrib.update(rel="alternate", type="text/html", href=clean(link))
    for alert in newest_first:
        root.append(_entry(alert, watch))
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def stable_id(watch: str, key: str = "") -> str:
    """Return the id of the watch's feed, or of the alert with that key: the same today and in a year."""
    name = f"claimwatch/{watch}/{key}".encode("utf-8", "replace").decode()
    return uuid5(NAMESPACE_URL, name).urn


def _entry(alert: ReportAlert, watch: str) -> ET.Element:
    entry = ET.Element(f"{{{_ATOM}}}entry")
    _add(entry, "id", stable_id(watch, alert.key))
    _add(entry, "title", alert.headline)
    _add(entry, "updated", _instant(alert.made_at))
    for term in filter(None, (alert.finding, alert.kind, alert.question, f"key:{alert.key}")):
        _add(entry, "category").set("term", clean(term))
    side = alert.after or alert.before
    link = web_link(side.url) if side else None
    if link:
        _add(entry, "link").attrib.update(rel="alternate", href=clean(link))
    _add(entry, "summary", alert.why)
    content = _add(entry, "content")
    content.set("type", "xhtml")
    content.append(_body(alert))
    return entry


def _body(alert: ReportAlert) -> ET.Element:
    body = ET.Element(f"{{{_XHTML}}}div")
    labels = side_labels(alert)
    for label, side, pieces, mark in zip(
        labels.words, (alert.before, alert.after), marked(alert), ("del", "ins"), strict=True
    ):
        if side:
            _side(body, label, side, pieces, mark)
    if alert.notice:
        _html(body, "p", f"The outlet says of it: {alert.notice}")
    for reason in alert.reasons or (alert.why,):
        _html(body, "p", reason)
    return body


def _side(body: ET.Element, label: str, side: Side, pieces: tuple[Piece, ...], mark: str) -> None:
    _html(body, "p", f"{label}: {side.outlet}, seen {_instant(side.seen_at)}")
    quote = _html(body, "blockquote")
    quote.set(f"{{{_XML}}}lang", language_tag(side.language))
    words = _html(quote, "p")
    for piece in pieces:
        _html(words, mark if piece.is_changed else "span", piece.text)
    if side.gloss:
        _html(body, "p", gloss_line(side.gloss))


def _add(parent: ET.Element, name: str, text: str = "") -> ET.Element:
    return _child(parent, f"{{{_ATOM}}}{name}", text)


def _html(parent: ET.Element, name: str, text: str = "") -> ET.Element:
    return _child(parent, f"{{{_XHTML}}}{name}", text)


def _child(parent: ET.Element, name: str, text: str) -> ET.Element:
    child = ET.SubElement(parent, name)
    child.text = clean(text) or None
    return child


def _instant(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
