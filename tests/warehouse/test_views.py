"""The analysts' views: each says what a row is, works on an empty warehouse, and answers its question."""

import re
from pathlib import Path

import pytest

from tests.warehouse.examples import (
    NOON,
    WATCH,
    after,
    alert,
    article,
    claim,
    delivery,
    reading,
    version,
)
from warehouse import write
from warehouse.describe import as_markdown, relations
from warehouse.rows import DeliveryState
from warehouse.statements import folder_files

VIEWS = {f.name.split("_", 1)[1]: f.text for f in folder_files("views")}
DOCS = Path(__file__).parents[2] / "docs" / "sql.md"


def test_analysts_have_the_views_they_were_promised():
    assert set(VIEWS) >= {
        "latest_claims",
        "claim_history",
        "outlet_disagreements",
        "article_revisions",
        "alerts_log",
        "coverage_by_outlet",
        "figure_timeline",
        "feed_health",
        "what_changed",
    }


@pytest.mark.parametrize("view", VIEWS)
def test_view_opens_with_what_a_row_is_and_runs_on_an_empty_warehouse(con, view):
    assert VIEWS[view].startswith("-- One row per ")
    assert f"create or replace view {view} as" in VIEWS[view]
    assert con.execute(f"from {view}").fetchall() == []


def test_every_table_and_view_says_what_a_row_is(con):
    silent = [r.name for r in relations(con) if not re.match(r"One row per \S", r.comment)]
    assert silent == []


def test_every_view_names_its_columns():
    """A star would let a view change with its table."""
    starred = [n for n, text in VIEWS.items() if re.search(r"(?:\bselect|\bdistinct|\ball|,|\.)\s*\*", text)]
    assert starred == []


def test_every_instant_column_ends_in_at_or_until(con):
    for relation in relations(con):
        for column in relation.columns:
            if "TIME ZONE" in column.type:
                assert column.name.endswith(("_at", "_until")), f"{relation.name}.{column.name}"


def test_documentation_shows_the_tables_and_views_as_they_are(con):
    """Written by `python -m warehouse.describe docs/sql.md`; run it again after a change."""
    assert as_markdown(relations(con)) in DOCS.read_text(encoding="utf-8")


EXAMPLES = re.findall(r"```sql\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("sql", EXAMPLES, ids=range(len(EXAMPLES)))
def test_example_of_the_documentation_runs(con, sql):
    assert con.execute(sql).fetchall() == []


def test_documentation_has_examples():
    assert len(EXAMPLES) >= 5


def told(con, outlet: str, low: float | None, high: float | None, **given) -> None:
    """An article of `outlet` whose only claim is this interval."""
    url = f"http://{outlet}.example/{low}-{high}-{given.get('seen_at', NOON):%H%M}"
    (number,) = write.add_articles(con, [article(url=url, outlet=outlet)]).values()
    seen_at = given.pop("seen_at", NOON)
    (stored,) = write.add_versions(con, [version(article_id=number, outlet=outlet, seen_at=seen_at)])
    place = {"version_id": stored.version_id, "article_id": number, "outlet": outlet}
    said = {"low": low, "high": high, "interval_low": low, "interval_high": high}
    write.add_readings(
        con,
        [reading(version_id=stored.version_id)],
        [claim(**{**place, **said, "seen_at": seen_at, **given})],
    )


def disagreements(con) -> list[tuple[str, str, float, float]]:
    return con.execute(
        "select lowest_outlet, highest_outlet, lowest_high, highest_low from outlet_disagreements"
    ).fetchall()


def test_outlets_that_can_not_both_be_right_disagree(con):
    told(con, "harbour", 12, 12)
    told(con, "quay", 20, 25)
    assert disagreements(con) == [("harbour", "quay", 12, 20)]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"low": 10, "high": 14}, id="intervals overlap"),
        pytest.param({"low": 10, "high": None}, id="open end"),
        pytest.param({"low": 20, "high": 20, "subject": "rescuers"}, id="another side"),
        pytest.param({"low": 20, "high": 20, "period": "P1D"}, id="another period"),
        pytest.param({"low": 20, "high": 20, "modality": "denied"}, id="denied"),
        pytest.param({"low": 20, "high": 20, "band": "C"}, id="no confidence"),
        pytest.param({"low": 20, "high": 20, "is_given": True}, id="only referred to"),
    ],
)
def test_outlets_that_may_both_be_right_do_not_disagree(con, other):
    told(con, "harbour", 12, 12)
    told(con, "quay", **other)
    assert disagreements(con) == []


def test_outlet_is_taken_at_its_newest_word(con):
    told(con, "harbour", 12, 12)
    told(con, "quay", 20, 20)
    told(con, "quay", 12, 12, seen_at=after(3))
    assert disagreements(con) == []


def test_revision_shows_the_text_before_and_after(con):
    (number,) = write.add_articles(con, [article()]).values()
    write.add_versions(
        con,
        [
            version(article_id=number, text="12 died"),
            version(article_id=number, text="14 died", content_hash="b", seen_at=after(1)),
        ],
    )
    found = con.execute(
        "select before_text, after_text, is_title_changed, version_no from article_revisions"
    ).fetchall()
    assert found == [("12 died", "14 died", False, 2)]


def test_alerts_log_tells_who_has_had_it(con):
    write.add_alerts(con, [alert(), alert(alert_key="key-2")])
    rows = [
        delivery(state=DeliveryState.FAILED),
        delivery(attempt=2, tried_at=after(1)),
        delivery(channel="jsonl"),
    ]
    write.add_deliveries(con, rows)
    found = con.execute(
        "select alert_key, sent_by, count_failed from alerts_log where watch = ? order by 1",
        [WATCH],
    ).fetchall()
    assert found == [("key-1", ["jsonl", "webhook"], 1), ("key-2", [], 0)]
