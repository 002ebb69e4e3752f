"""Values survive the way into the warehouse and back, in every field."""

from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extractors.values import Aggregation, Article, Band, Bound, Claim, Field, Kind, Modality, Page, Reading
from flows.collection.harvest import Visit
from flows.translate import article_of, claim_of, claim_row, reading_row, version_row, visit_row
from tests.builders import figure, status
from tests.flows.collection.newsstand import COURIER, a_feed
from warehouse import connect, read, write
from warehouse.answers import VersionText
from warehouse.rows import ArticleRow, VisitOutcome

NOW = datetime(2025, 1, 28, 10, tzinfo=UTC)
URL = "http://courier.example/toll"
ARTICLE = Article(
    url=URL,
    outlet=COURIER,
    language="en",
    title="A toll",
    text="More than 1,000 fell in three months, Zvezda quoted the ministry as saying.",
    published_at=datetime(2025, 1, 27, tzinfo=UTC),
    modified_at=NOW,
    authors=("A. Reporter", "B. Writer"),
    extractor="trafilatura 2/1",
)
FULL = Claim(
    kind=Kind.FIGURE,
    metric="killed",
    quote="More than 1,000 fell",
    where=Field.TEXT,
    start=0,
    end=20,
    sentence=ARTICLE.text,
    low=1000.0,
    high=None,
    bound=Bound.MORE_THAN,
    interval=(1000.0, None),
    unit="persons",
    subject="north_korea",
    modality=Modality.HEDGED,
    source="uk_mod",
    source_text="the ministry",
    via="zvezda",
    chain=("uk_mod", "zvezda"),
    phase="present",
    increment="total",
    role="engineers",
    aggregation=Aggregation.PERIOD,
    period="P3M",
    as_of="2025-01-27",
    place="kursk",
    is_given=True,
    band=Band.B,
    reasons=("a pronoun", "far from its trigger"),
)
VISIT = Visit(
    url=URL,
    origin=a_feed(COURIER),
    visited_at=NOW,
    outcome=VisitOutcome.OK,
    is_first=True,
    http_status=200,
    etag='"a"',
    last_modified="Tue, 28 Jan 2025 09:00:00 GMT",
    body_sha256="0" * 64,
    page=Page(url=URL, final_url=URL, status=200, content_type="text/html", body=b"x", fetched_at=NOW),
    article=ARTICLE,
    content_hash="hash",
)


def test_the_full_claim_leaves_no_field_at_its_default() -> None:
    least = Claim(kind=Kind.FIGURE, metric="", quote="", where=Field.TEXT, start=0, end=0)
    optional = [field.name for field in fields(Claim) if field.name not in ("kind", "where", "start", "high")]
    assert [name for name in optional if getattr(FULL, name) == getattr(least, name)] == []


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param(FULL, id="every field"),
        pytest.param(figure("killed", 1_000, quote="1,000"), id="a plain figure"),
        pytest.param(figure("killed", None, None, bound=Bound.VAGUE, vague="hundreds", quote="hundreds"), id="vague"),
        pytest.param(replace(FULL, low=None, high=8_000.0, bound=Bound.AT_MOST, interval=(None, 8_000.0)), id="up to"),
        pytest.param(status("withdrawn_from_front", quote="withdrawn"), id="a status"),
    ],
)
def test_a_claim_comes_back_as_it_was_stored(tmp_path: Path, claim: Claim) -> None:
    reading = Reading(claims=(claim,), rules_version="r1")
    with connect.writer(tmp_path) as con, connect.transaction(con):
        article_id = write.add_articles(con, [_article_row()])[URL]
        (version,) = write.add_versions(con, [version_row("desk", "run", article_id, VISIT, "h1")])
        rows = [claim_row(claim, version, "courier-family", "r1")]
        write.add_readings(con, [reading_row("desk", "run", version.version_id, reading, NOW)], rows)
        (back,) = read.claims_of_versions(con, [version.version_id])[version.version_id]
    assert claim_of(back) == claim
    assert (back.outlet, back.publisher, back.published_at) == (COURIER, "courier-family", ARTICLE.published_at)


def test_an_article_comes_back_as_it_was_read(tmp_path: Path) -> None:
    with connect.writer(tmp_path) as con, connect.transaction(con):
        article_id = write.add_articles(con, [_article_row()])[URL]
        write.add_versions(con, [version_row("desk", "run", article_id, VISIT, "h1")])
        stored = read.last_versions(con, [article_id])[article_id]
    text = VersionText(version=stored, url=URL, publisher=COURIER, is_baseline=False)
    assert article_of(text) == ARTICLE
    assert (stored.raw_sha256, stored.seen_at, stored.content_hash) == ("0" * 64, NOW, "hash")


def test_a_visit_keeps_what_the_next_request_needs() -> None:
    row = visit_row("desk", "run", 7, VISIT)
    assert (row.article_id, row.etag, row.last_modified) == (7, '"a"', "Tue, 28 Jan 2025 09:00:00 GMT")


def test_a_visit_without_a_text_has_no_version() -> None:
    with pytest.raises(ValueError, match="brought no text"):
        version_row("desk", "run", 7, replace(VISIT, article=None), "h1")


def _article_row() -> ArticleRow:
    return ArticleRow(
        watch="desk", url=URL, outlet=COURIER, publisher=COURIER, language="en", first_seen_at=NOW, feed_id=COURIER
    )
