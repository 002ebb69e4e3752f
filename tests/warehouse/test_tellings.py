"""Who told what first, and which figures alerts say to have moved."""

import json

import pytest

from tests.warehouse.examples import NOON, WATCH, after, alert, article, claim, reading, version
from warehouse import read, write
from warehouse.rows import VersionCause
from warehouse.tellings import first_tellings, moves_since, watched_since


def put(con, url: str, *, publisher: str = "harbour-group", is_baseline: bool = False, **given) -> int:
    """Put a version of an article with one claim; return the version's id."""
    (article_id,) = write.add_articles(con, [article(url=url, publisher=publisher, is_baseline=is_baseline)]).values()
    row = version(**{"article_id": article_id, "content_hash": json.dumps(given, default=str), **given})
    (stored,) = write.add_versions(con, [row])
    told = claim(version_id=stored.version_id, article_id=article_id, publisher=publisher, seen_at=stored.seen_at)
    write.add_readings(con, [reading(version_id=stored.version_id)], [told])
    return stored.version_id


@pytest.mark.parametrize(
    ("given", "told_at"),
    [
        pytest.param({"seen_at": after(5)}, after(5), id="seen"),
        pytest.param({"seen_at": after(5), "published_at": after(1)}, after(1), id="published before it was seen"),
        pytest.param({"seen_at": after(5), "published_at": after(9)}, after(5), id="a date in the future"),
        pytest.param({"seen_at": after(5), "is_baseline": True}, read.EVER, id="there when we began to look"),
    ],
)
def test_a_first_telling_is_as_old_as_it_may_be(con, given, told_at):
    version_id = put(con, "http://harbour.example/1", **given)
    (first,) = first_tellings(con, WATCH, ["killed"])
    assert (first.told_at, first.version_id, first.publisher) == (told_at, version_id, "harbour-group")


def test_an_edit_is_told_when_it_was_seen_and_our_own_doing_when_the_article_was(con):
    url = "http://harbour.example/1"
    write.add_versions(con, [version(article_id=write.add_articles(con, [article(url=url)])[url])])
    put(con, url, seen_at=after(6), published_at=NOON)
    assert [one.told_at for one in first_tellings(con, WATCH, ["killed"])] == [after(6)]
    put(con, "http://harbour.example/2", publisher="quay", seen_at=after(7))
    put(con, "http://harbour.example/2", publisher="quay", seen_at=after(9), cause=VersionCause.TECHNICAL)
    assert [one.told_at for one in first_tellings(con, WATCH, ["killed"])] == [NOON, after(6)]


def test_each_publisher_has_its_first_and_other_metrics_and_watches_are_not_asked(con):
    first, _ = (
        put(con, "http://harbour.example/1", seen_at=after(3)),
        put(con, "http://harbour.example/2", seen_at=after(4)),
    )
    other = put(con, "http://quay.example/1", publisher="quay", seen_at=after(5))
    assert [one.version_id for one in first_tellings(con, WATCH, ["killed", "wounded"])] == [first, other]
    assert first_tellings(con, WATCH, ["wounded"]) == first_tellings(con, "other", ["killed"]) == ()


def test_the_texts_of_a_watch_go_back_to_the_first(con):
    assert watched_since(con, WATCH) is None
    put(con, "http://harbour.example/1", seen_at=after(3))
    put(con, "http://harbour.example/2", seen_at=after(2))
    assert watched_since(con, WATCH) == after(2)


def side(claim_id: int | None) -> dict[str, object]:
    return {"claim_id": claim_id, "url": f"http://harbour.example/{claim_id}", "title": "Water"}


@pytest.mark.parametrize(
    ("given", "across", "sides", "moved"),
    [
        pytest.param({"kind": "raised", "finding": "silent_edit"}, "revisions", (1, 2), True, id="an edit"),
        pytest.param({"kind": "raised"}, "revisions", (1, 2), True, id="an edit from before there were findings"),
        pytest.param({"kind": "lowered", "finding": "supersession"}, "series", (1, 2), True, id="the source itself"),
        pytest.param({"kind": "raised", "finding": "misquotation"}, "outlets", (1, 2), False, id="outlets differ"),
        pytest.param({"kind": "raised", "finding": "contradiction"}, "sources", (1, 2), False, id="sources differ"),
        pytest.param({"kind": "hedged", "finding": "silent_edit"}, "revisions", (1, 2), False, id="no figure moved"),
        pytest.param({"kind": "raised", "finding": "silent_edit"}, "revisions", (None, 2), False, id="not stored"),
        pytest.param({"kind": "takedown", "finding": "takedown"}, "visits", (None, None), False, id="no claim at all"),
        pytest.param({"kind": "raised", "raised_at": after(-1)}, "revisions", (1, 2), False, id="before"),
    ],
)
def test_a_move_is_what_an_alert_says_of_a_figure(con, given, across, sides, moved):
    before, later = sides
    payload = json.dumps({"across": across, "before": before and side(before), "after": later and side(later)})
    write.add_alerts(con, [alert(payload=payload, **given)])
    found = moves_since(con, WATCH, NOON)
    assert [(one.before_claim_id, one.after_claim_id, one.url) for one in found] == (
        [(1, 2, "http://harbour.example/2")] if moved else []
    )


def test_the_newest_alert_of_a_series_is_told(con):
    rows = [
        alert(alert_key="a", series="silence/harbour", kind="silence"),
        alert(alert_key="b", series="silence/harbour", kind="resumed", raised_at=after(1)),
        alert(alert_key="c", series="silence/quay", kind="silence"),
    ]
    write.add_alerts(con, rows)
    found = read.last_alerts(con, WATCH, ["silence/harbour", "silence/none"])
    assert {series: row.alert_key for series, row in found.items()} == {"silence/harbour": "b"}
    assert read.last_alerts(con, WATCH, []) == {}
