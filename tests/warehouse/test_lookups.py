"""What stands behind a permalink."""

import json

from tests.warehouse.examples import NOON, WATCH, after, alert, article, claim, reading, run, version
from warehouse import lookups, write


def stored(con):
    write.add_run(con, run())
    write.add_articles(con, [article()])
    write.add_versions(con, [version(), version(seen_at=after(1), content_hash="b", title="Water falls")])
    write.add_readings(con, [reading(), reading(version_id=2)], [claim(), claim(version_id=2)])


def test_an_article_has_its_versions_in_order_with_how_much_each_claims(con):
    stored(con)
    found = lookups.article_by_id(con, 1)
    assert found is not None
    assert (found.watch, found.url) == (WATCH, "http://harbour.example/1")
    heads = lookups.versions_of(con, 1)
    assert [(head.version_no, head.title, head.count_claims) for head in heads] == [
        (1, "Water over the quay", 1),
        (2, "Water falls", 1),
    ]


def test_an_article_that_is_not_there_is_none_and_has_no_versions(con):
    assert lookups.article_by_id(con, 7) is None
    assert lookups.versions_of(con, 7) == ()


def test_the_alerts_of_a_version_are_those_with_a_side_in_it(con):
    stored(con)
    payload = json.dumps({"before": {"version_id": 1}, "after": {"version_id": 2}})
    write.add_alerts(con, [alert(payload=payload), alert(alert_key="key-2", payload='{"before": null}')])
    assert lookups.alerts_of_versions(con, [2]) == {"key-1": "Deaths raised from 12 to 14"}
    assert lookups.alerts_of_versions(con, [3]) == {}


def test_a_watch_began_with_its_first_run(con):
    assert lookups.first_run_at(con, WATCH) is None
    write.add_run(con, run(run_id="later", started_at=after(3)))
    write.add_run(con, run())
    assert lookups.first_run_at(con, WATCH) == NOON


def test_the_watches_of_a_home_are_those_that_ran(con):
    assert lookups.watches_with_runs(con) == ()
    stored(con)
    assert lookups.watches_with_runs(con) == (WATCH,)
