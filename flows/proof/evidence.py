"""What an alert rests on, gathered from the warehouse and the raw pages: both versions, their pages, every look."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from flows.errors import FlowError
from flows.judging.marking import find_alert
from flows.records import Record, instant
from warehouse import connect, people, raw, read
from warehouse.answers import VersionText
from warehouse.archive import KeptVisit, kept_visits
from warehouse.errors import NotFound
from warehouse.people import AlertStanding


class NoProofError(FlowError):
    """There is no such alert, or nothing of it that could be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One side of an alert: `side` is before or after; `page` is the raw page, None where it is not kept any more.

    `claim` is the claim's record as the alert holds it, None for a page that went away.
    """

    side: str
    version: VersionText
    outlet_name: str
    claim: Record | None
    page: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """An alert as it was stored, its sides, every look at the articles concerned, and what people said since."""

    alert: Record
    exhibits: tuple[Exhibit, ...]
    visits: tuple[KeptVisit, ...]
    standing: AlertStanding


def evidence_of(home: Path, watch: str, key: str) -> Evidence:
    """Gather what the alert whose key begins with `key` rests on.

    Raises:
        NoProofError: it rests on no article.
        flows.errors.FlowError: no alert of the watch, or more than one, has that key.
        warehouse.errors.NotFound: nothing was collected yet.
        warehouse.errors.Corrupt: a kept page is not what it was.
    """
    with connect.reader(home) as con:
        row = find_alert(con, key, watch)
        alert: Record = json.loads(row.payload)
        standing = people.alert_standings(con, watch, row.raised_at)[row.alert_key]
        sides = {side: told for side in ("before", "after") if isinstance(told := alert.get(side), dict)}
        texts = read.version_texts(con, [_version_id(told) for told in sides.values()])
        articles = {text.version.article_id for text in texts.values()}
        visits = tuple(kept_visits(con, watch, articles=articles)) if articles else ()
    if not texts:
        raise NoProofError(
            f"Alert {alert['key']} ({alert['headline']}) rests on no article: there is nothing to prove."
        )
    exhibits = tuple(_exhibit(home, side, told, texts[_version_id(told)]) for side, told in sides.items())
    return Evidence(alert=alert, exhibits=exhibits, visits=visits, standing=standing)


def exhibit_record(exhibit: Exhibit) -> Record:
    """Return an exhibit as it stands in a manifest: the text in full, and the hashes of text and page."""
    version = exhibit.version.version
    return {
        "side": exhibit.side,
        "version_id": version.version_id,
        "version_no": version.version_no,
        "url": exhibit.version.url,
        "outlet": version.outlet,
        "outlet_name": exhibit.outlet_name,
        "publisher": exhibit.version.publisher,
        "language": version.language,
        "title": version.title,
        "text": version.text,
        "text_sha256": text_sha256(version.title, version.text),
        "seen_at": instant(version.seen_at),
        "published_at": instant(version.published_at),
        "modified_at": instant(version.modified_at),
        "extractor": version.extractor,
        "page_sha256": version.raw_sha256,
        "page_bytes": None if exhibit.page is None else len(exhibit.page),
        "content_type": version.content_type,
        "claim": exhibit.claim,
    }


def text_sha256(title: str, text: str) -> str:
    """Return the SHA-256 of a title and a text, an empty line between them, in UTF-8."""
    return sha256(f"{title}\n\n{text}".encode()).hexdigest()


def _version_id(told: Mapping[str, object]) -> int:
    return int(str(told["version_id"]))


def _exhibit(home: Path, side: str, told: Mapping[str, object], text: VersionText) -> Exhibit:
    claim = told.get("claim")
    page = None
    if text.version.raw_sha256 is not None:
        try:
            page = raw.read_page(home, text.version.raw_sha256)
        except NotFound:
            page = None  # it was cleaned away: its hash is still part of the proof
    return Exhibit(
        side=side,
        version=text,
        outlet_name=str(told.get("outlet_name") or told["outlet"]),
        claim=claim if isinstance(claim, dict) else None,
        page=page,
    )
