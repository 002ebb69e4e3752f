"""Storing: once is enough, what is numbered stays numbered, and history can not be changed."""

import dataclasses

import duckdb
import pytest

from tests.warehouse.examples import (
    after,
    alert,
    article,
    change,
    claim,
    delivery,
    feed,
    issue,
    poll,
    reading,
    run,
    run_end,
    version,
    visit,
)
from warehouse import read, write
from warehouse.connect import transaction
from warehouse.statements import statement

COUNTED = {
    "feeds": (write.add_feeds, [feed(), feed(feed_id="quay-en")]),
    "polls": (write.add_polls, [poll(), poll(polled_at=after(1))]),
    "visits": (write.add_visits, [visit(), visit(article_id=2)]),
    "deliveries": (write.add_deliveries, [delivery(), delivery(attempt=2)]),
    "issues": (write.add_issues, [issue(), issue(url="http://harbour.example/1")]),
}


def count(con, table: str) -> int:
    return {c.table_name: c.count_rows for c in read.table_counts(con)}[table]


@pytest.mark.parametrize("table", COUNTED)
def test_same_batch_twice_adds_its_rows_once(con, table):
    add, rows = COUNTED[table]
    assert add(con, rows) == 2
    assert add(con, rows) == 0
    assert count(con, table) == 2


@pytest.mark.parametrize("table", COUNTED)
def test_row_twice_in_one_batch_is_stored_once(con, table):
    add, rows = COUNTED[table]
    assert add(con, [rows[0], rows[1], rows[0]]) == 2


@pytest.mark.parametrize("table", COUNTED)
def test_empty_batch_adds_nothing(con, table):
    add, _ = COUNTED[table]
    assert add(con, []) == 0


def test_run_and_its_end_are_stored_once(con):
    assert (write.add_run(con, run()), write.add_run(con, run())) == (1, 0)
    assert (write.add_run_end(con, run_end()), write.add_run_end(con, run_end())) == (1, 0)


def test_changed_definition_of_a_feed_is_another_row_and_changing_back_a_third(con):
    assert write.add_feeds(con, [feed()]) == 1
    assert write.add_feeds(con, [feed(url="http://harbour.example/new", first_seen_at=after(1))]) == 1
    assert write.add_feeds(con, [feed(first_seen_at=after(2))]) == 1
    assert write.add_feeds(con, [feed(first_seen_at=after(3))]) == 0


def test_articles_keep_their_ids(con):
    first = write.add_articles(con, [article(), article(url="http://harbour.example/2")])
    again = write.add_articles(con, [article(url="http://harbour.example/3"), article()])
    assert again["http://harbour.example/1"] == first["http://harbour.example/1"]
    assert len({*first.values(), *again.values()}) == 3


def test_same_url_in_two_watches_is_two_articles(con):
    (ours,) = write.add_articles(con, [article()]).values()
    (theirs,) = write.add_articles(con, [article(watch="other")]).values()
    assert ours != theirs


def test_articles_of_two_watches_in_one_batch_are_refused(con):
    with pytest.raises(ValueError, match="one watch"):
        write.add_articles(con, [article(), article(watch="other")])


def hashes(*letters: str, start: int = 0):
    return [version(content_hash=letter, seen_at=after(start + n)) for n, letter in enumerate(letters)]


@pytest.mark.parametrize(
    ("batches", "stored"),
    [
        pytest.param([hashes("a")], [["a"]], id="first text"),
        pytest.param([hashes("a", "a")], [["a"]], id="same text seen twice"),
        pytest.param([hashes("a", "b", "a")], [["a", "b", "a"]], id="back to the first text"),
        pytest.param([hashes("a"), hashes("a", start=1)], [["a"], []], id="same in a later batch"),
        pytest.param([hashes("a"), hashes("b", start=1)], [["a"], ["b"]], id="changed later"),
        pytest.param([hashes("a", "b"), hashes("a", "b")], [["a", "b"], []], id="batch repeated"),
        pytest.param([hashes("b", start=5), hashes("a")], [["b"], []], id="seen before the last"),
    ],
)
def test_text_becomes_a_version_when_it_differs_from_the_one_before(con, batches, stored):
    found = [write.add_versions(con, batch) for batch in batches]
    assert [[v.content_hash for v in rows] for rows in found] == stored
    numbers = [v.version_no for rows in found for v in rows]
    assert numbers == list(range(1, len(numbers) + 1))


def test_version_comes_back_as_it_was_stored(con):
    (stored,) = write.add_versions(
        con,
        [
            version(
                authors=("A. Writer", "B. Writer"),
                published_at=after(-1),
                raw_sha256="0" * 64,
                text="Двенадцать — 열두 명\x00十二人\n",
            )
        ],
    )
    assert stored.version_id > 0
    assert read.versions_by_id(con, [stored.version_id]) == {stored.version_id: stored}


def test_lone_surrogate_is_stored_as_a_question_mark_so_that_offsets_stay(con):
    (stored,) = write.add_versions(con, [version(text="ab\ud800cd")])
    assert read.versions_by_id(con, [stored.version_id])[stored.version_id].text == "ab?cd"


def test_instant_without_a_zone_is_refused(con):
    with pytest.raises(ValueError, match="time zone"):
        write.add_polls(con, [poll(polled_at=after(0).replace(tzinfo=None))])


def test_claims_get_ids_in_reading_order_and_keep_them(con):
    readings = [reading(version_id=1), reading(version_id=2, count_claims=0)]
    claims = [claim(quote="second"), claim(quote="first")]
    ids = write.add_readings(con, readings, claims)
    assert ids[2] == ()
    assert [read.claims_by_id(con, ids[1])[i].quote for i in ids[1]] == ["second", "first"]
    assert write.add_readings(con, readings, claims) == ids
    assert count(con, "claims") == 2


def test_new_rules_read_again_beside_the_old_claims(con):
    old = write.add_readings(con, [reading()], [claim()])
    new = write.add_readings(con, [reading(rules_version="rules-2")], [claim(rules_version="rules-2")])
    assert set(old[1]).isdisjoint(new[1])
    assert count(con, "claims") == 2


def test_claim_comes_back_as_it_was_stored(con):
    full = claim(
        published_at=after(-2),
        unit="percent",
        source_text="officials",
        via="meridian_wire",
        chain=("mayor", "officials"),
        phase="deployed",
        increment="total",
        role="soldiers",
        aggregation="cumulative",
        period="P3M",
        as_of="2026-02-28",
        place="harbour",
        is_given=True,
        reasons=("near", "title"),
        high=None,
        interval_high=None,
    )
    ids = write.add_readings(con, [reading()], [full])
    (number,) = ids[1]
    assert read.claims_by_id(con, [number])[number] == dataclasses.replace(full, claim_id=number)


def test_claim_without_its_reading_is_refused(con):
    with pytest.raises(ValueError, match="no reading"):
        write.add_readings(con, [reading()], [claim(version_id=7)])


def test_claim_whose_ends_are_swapped_is_refused(con):
    with pytest.raises(duckdb.ConstraintException):
        write.add_readings(con, [reading()], [claim(low=14.0, high=12.0)])


def test_changes_keep_their_ids_in_the_order_asked(con):
    rows = [change(after_claim_id=1), change(after_claim_id=2), change(after_claim_id=1)]
    first = write.add_changes(con, rows)
    assert first[0] == first[2] != first[1]
    assert write.add_changes(con, rows[::-1]) == first[::-1]
    assert count(con, "changes") == 2


def test_alert_is_new_only_once(con):
    assert write.add_alerts(con, [alert(), alert(alert_key="key-2")]) == {"key-1", "key-2"}
    assert write.add_alerts(con, [alert(), alert(alert_key="key-3")]) == {"key-3"}


def test_failed_transaction_stores_nothing(con):
    def store() -> None:
        with transaction(con):
            write.add_alerts(con, [alert()])
            write.add_readings(con, [reading()], [claim(start_offset=5, end_offset=5)])

    with pytest.raises(duckdb.ConstraintException):
        store()
    assert count(con, "alerts") == 0
    assert write.add_alerts(con, [alert()]) == {"key-1"}


HISTORY = [
    *(
        "alert_marks",
        "alerts",
        "archive_links",
        "articles",
        "carriers",
        "changes",
        "claims",
        "corrections",
        "deliveries",
        "digests",
        "extractions",
    ),
    *("feeds", "imports", "issues", "marks", "outbox_events", "polls", "readings", "requests", "robots"),
    *("run_ends", "runs", "versions", "visits"),
]


def test_every_table_of_ours_is_history(con):
    records = {"schema_versions", "view_sets", "append_only"}
    assert sorted({c.table_name for c in read.table_counts(con)} - records) == HISTORY


@pytest.mark.parametrize("table", HISTORY)
@pytest.mark.parametrize("change", ["delete from {}", "update {} set watch = ''", "truncate {}"])
def test_history_refuses_to_be_changed(con, table, change):
    if table in ("run_ends", "robots"):
        change = change.replace("watch", "run_id")
    with pytest.raises(duckdb.Error, match="append-only"):
        con.execute(change.format(table))


def test_every_insert_names_its_columns():
    """`select *` would store whatever order a class happens to have."""
    for table in HISTORY:
        assert "*" not in statement("writes", f"add_{table}")
