"""The questions of a run: what is known, what is due, what is still to be read or sent."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.warehouse.examples import (
    NOON,
    RULES,
    WATCH,
    after,
    alert,
    article,
    change,
    claim,
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
from warehouse.rows import (
    Decision,
    PollOutcome,
    RequestRow,
    RobotsRow,
    RunState,
    VersionCause,
    VisitOutcome,
)

URL = "http://harbour.example/1"


def polls(con, *outcomes: PollOutcome) -> None:
    rows = [
        poll(
            polled_at=after(n),
            outcome=outcome,
            etag=f"e{n}" if outcome is PollOutcome.OK else None,
            error="no answer" if outcome is PollOutcome.FAILED else None,
        )
        for n, outcome in enumerate(outcomes)
    ]
    write.add_polls(con, rows)


OK, SAME, FAILED = PollOutcome.OK, PollOutcome.NOT_MODIFIED, PollOutcome.FAILED


@pytest.mark.parametrize(
    ("outcomes", "ok_at", "etag", "failed"),
    [
        pytest.param([OK], 0, "e0", 0, id="good"),
        pytest.param([OK, SAME], 1, "e0", 0, id="304 keeps the validator of the page"),
        pytest.param([OK, FAILED, FAILED], 0, "e0", 2, id="failing since"),
        pytest.param([FAILED, OK], 1, "e1", 0, id="recovered"),
        pytest.param([FAILED], None, None, 1, id="never good"),
    ],
)
def test_feed_state_follows_its_polls(con, outcomes, ok_at, etag, failed):
    polls(con, *outcomes)
    state = read.feed_states(con, WATCH)["harbour-en"]
    assert state.last_ok_at == (None if ok_at is None else after(ok_at))
    assert (state.etag, state.count_failed) == (etag, failed)
    assert state.last_outcome is outcomes[-1]
    assert state.last_error == ("no answer" if failed else None)


def test_validator_that_the_server_no_longer_sends_is_forgotten(con):
    write.add_polls(con, [poll(etag="old", last_modified="x"), poll(polled_at=after(1))])
    assert read.feed_states(con, WATCH)["harbour-en"].etag is None


def test_how_long_a_feed_is_fresh_is_what_its_last_good_answer_said(con):
    write.add_polls(con, [poll(fresh_s=900.0), poll(polled_at=after(1), outcome=FAILED)])
    assert read.feed_states(con, WATCH)["harbour-en"].fresh_s == 900.0
    write.add_polls(con, [poll(polled_at=after(2))])
    assert read.feed_states(con, WATCH)["harbour-en"].fresh_s is None


def test_feed_of_another_watch_is_not_told(con):
    write.add_polls(con, [poll(watch="other")])
    assert read.feed_states(con, WATCH) == {}


def test_new_article_has_neither_visit_nor_version(con):
    write.add_articles(con, [article()])
    state = read.article_states(con, WATCH)[URL]
    assert (state.last_visited_at, state.last_version_no, state.count_gone) == (None, 0, 0)


def visited(con, *outcomes: VisitOutcome):
    (number,) = write.add_articles(con, [article()]).values()
    rows = [
        visit(article_id=number, visited_at=after(n), outcome=outcome, etag=f"e{n}")
        for n, outcome in enumerate(outcomes)
    ]
    write.add_visits(con, rows)
    return read.article_states(con, WATCH)[URL]


V = VisitOutcome


@pytest.mark.parametrize(
    ("outcomes", "gone", "since", "failed", "etag"),
    [
        pytest.param([V.OK, V.UNCHANGED], 0, None, 0, "e1", id="read twice"),
        pytest.param([V.OK, V.NOT_MODIFIED], 0, None, 0, "e0", id="304"),
        pytest.param([V.OK, V.NOT_FOUND, V.GONE], 2, 1, 0, "e0", id="taken down"),
        pytest.param([V.OK, V.GONE, V.FAILED, V.GONE], 2, 1, 1, "e0", id="failure between"),
        pytest.param([V.OK, V.GONE, V.OK], 0, None, 0, "e2", id="back again"),
        pytest.param([V.FAILED, V.BLOCKED], 0, None, 2, None, id="never read"),
    ],
)
def test_article_state_follows_its_visits(con, outcomes, gone, since, failed, etag):
    state = visited(con, *outcomes)
    assert (state.count_gone, state.count_failed, state.etag) == (gone, failed, etag)
    assert state.gone_since_at == (None if since is None else after(since))
    assert state.last_outcome is outcomes[-1]


def test_article_state_knows_its_last_version_and_when_the_outlet_changed_it(con):
    (number,) = write.add_articles(con, [article()]).values()
    given = [
        version(article_id=number, published_at=NOON),
        version(article_id=number, seen_at=after(1), content_hash="b"),
        version(article_id=number, seen_at=after(2), content_hash="c", cause=VersionCause.TECHNICAL),
    ]
    stored = write.add_versions(con, given)
    state = read.article_states(con, WATCH)[URL]
    assert (state.last_version_id, state.last_version_no) == (stored[-1].version_id, 3)
    assert (state.last_content_hash, state.last_changed_at) == ("c", after(1))
    assert state.published_at == NOON


def test_article_states_are_of_recent_articles_changed_ones_and_those_asked_for(con):
    urls = [f"http://harbour.example/{n}" for n in range(4)]
    ids = write.add_articles(
        con, [article(url=url, first_seen_at=after(n - 50)) for n, url in enumerate(urls[:3])]
    ) | write.add_articles(con, [article(url=urls[3], first_seen_at=after(1))])
    write.add_versions(con, [version(article_id=ids[urls[0]], seen_at=after(2))])
    assert set(read.article_states(con, WATCH, NOON)) == {urls[0], urls[3]}
    assert set(read.article_states(con, WATCH, NOON, [urls[1]])) == {urls[0], urls[1], urls[3]}
    assert set(read.article_states(con, WATCH, read.NEVER, [urls[2], "unknown"])) == {urls[2]}
    assert set(read.article_states(con, WATCH)) == set(urls)


def two_versions(con) -> tuple[int, int]:
    """An article whose first version says 12, and whose second says 14."""
    (number,) = write.add_articles(con, [article()]).values()
    first, second = write.add_versions(
        con,
        [
            version(article_id=number),
            version(article_id=number, seen_at=after(1), content_hash="b", title="Now 14"),
        ],
    )
    ids = (first.version_id, second.version_id)
    write.add_readings(
        con,
        [reading(version_id=i) for i in ids],
        [
            claim(version_id=ids[0], article_id=number),
            claim(version_id=ids[1], article_id=number, seen_at=after(1), low=14, high=14),
        ],
    )
    return ids


def test_last_version_is_the_newest_with_its_text(con):
    _, second = two_versions(con)
    (found,) = read.last_versions(con, [1, 99]).values()
    assert (found.version_id, found.title, found.text) == (second, "Now 14", version().text)


def test_nothing_asked_nothing_answered(con):
    two_versions(con)
    assert read.last_versions(con, []) == read.versions_by_id(con, []) == {}
    assert read.claims_of_versions(con, []) == read.claims_by_id(con, []) == {}
    assert read.known_alert_keys(con, []) == frozenset()


def test_unread_versions_come_in_order_and_in_pages(con):
    first, second = two_versions(con)
    assert read.versions_unread(con, WATCH, RULES) == ()
    page = read.versions_unread(con, WATCH, "rules-2", limit=1)
    assert [(v.version.version_id, v.url, v.publisher) for v in page] == [(first, URL, "harbour-group")]
    rest = read.versions_unread(con, WATCH, "rules-2", after=first)
    assert [v.version.version_id for v in rest] == [second]


def test_tellings_are_those_of_the_newest_version(con):
    two_versions(con)
    (told,) = read.recent_tellings(con, WATCH, NOON)
    assert (told.claim.low, told.url, told.title) == (14, URL, "Now 14")
    assert read.recent_tellings(con, WATCH, after(1.5)) == ()
    (earlier,) = read.recent_tellings(con, WATCH, NOON, until=after(0.5))
    assert (earlier.claim.low, earlier.title) == (12, "Water over the quay")
    assert read.recent_tellings(con, WATCH, NOON, metrics=[told.claim.metric]) == (told,)
    assert read.recent_tellings(con, WATCH, NOON, metrics=["another"]) == ()


def test_tellings_are_as_the_newest_rules_read_them_unless_others_are_named(con):
    _, second = two_versions(con)
    new = {"rules_version": "rules-2", "version_id": second}
    write.add_readings(con, [reading(**new, read_at=after(9))], [claim(**new, low=13, high=15)])
    assert [t.claim.low for t in read.recent_tellings(con, WATCH, NOON)] == [13]
    assert [t.claim.low for t in read.recent_tellings(con, WATCH, NOON, RULES)] == [14]
    assert [c.low for c in read.claims_of_versions(con, [second])[second]] == [13]
    assert [c.low for c in read.claims_of_versions(con, [second], RULES)[second]] == [14]


def test_newest_rules_that_find_nothing_leave_no_old_claims_standing(con):
    _, second = two_versions(con)
    row = reading(rules_version="rules-2", version_id=second, read_at=after(9), count_claims=0)
    write.add_readings(con, [row], [])
    assert read.recent_tellings(con, WATCH, NOON) == ()
    assert read.claims_of_versions(con, [second]) == {second: ()}


def test_known_keys_and_events_are_told(con):
    write.add_alerts(con, [alert()])
    assert read.known_alert_keys(con, ["key-1", "key-9"]) == {"key-1"}
    assert read.known_event_keys(con, WATCH, ["event-1", "event-9"]) == {"event-1"}
    assert read.known_event_keys(con, "other", ["event-1"]) == frozenset()


def test_change_comes_with_the_words_of_both_sides(con):
    first, second = two_versions(con)
    (before,), (now,) = read.claims_of_versions(con, [first, second]).values()
    write.add_changes(
        con,
        [
            change(
                before_claim_id=before.claim_id,
                after_claim_id=now.claim_id,
                before_version_id=first,
                after_version_id=second,
            ),
            change(change="added", after_claim_id=now.claim_id, after_version_id=second),
        ],
    )
    raised, added = read.changes_since(con, WATCH)
    assert (raised.before_low, raised.after_low) == (12, 14)
    assert (raised.before_title, raised.after_title) == ("Water over the quay", "Now 14")
    assert raised.after_url == URL
    assert (added.before_claim_id, added.before_outlet, added.before_quote) == (None, None, None)


def test_changes_are_told_as_they_were_judged(con):
    waits = change(
        decision=Decision.WAITING,
        finding="first_report",
        origin="publisher",
        event_key="event-1",
        reasons=("nobody had told it",),
        notice="",
    )
    later = change(seen_at=after(2), metric="wounded")
    write.add_changes(con, [later, waits])
    told = read.changes_judged(con, WATCH)
    assert [replace(row, change_id=0) for row in told] == [waits, later]
    assert read.changes_judged(con, WATCH, after(1)) == told[1:]
    assert read.changes_judged(con, WATCH, decision=Decision.WAITING) == told[:1]
    assert read.changes_judged(con, "other") == ()


def test_change_that_waited_counts_as_alerted_once_its_event_was(con):
    write.add_changes(con, [change(decision=Decision.WAITING, event_key="event-1")])
    write.add_changes(con, [change(decision=Decision.WAITING, event_key="event-2", metric="wounded")])
    write.add_alerts(con, [alert(event_key="event-1"), alert(event_key="event-1", alert_key="key-2")])
    assert [row.decision for row in read.changes_since(con, WATCH)] == ["alerted", "waiting"]


def test_run_without_an_end_is_told_as_such(con):
    write.add_run(con, run())
    write.add_run(con, run(run_id="run-2", started_at=after(1)))
    write.add_run_end(con, run_end(state=RunState.PARTLY, counts='{"polls": 3}'))
    newest, oldest = read.run_history(con, WATCH)
    assert (newest.run_id, newest.state) == ("run-2", None)
    assert (oldest.state, oldest.counts) == (RunState.PARTLY, '{"polls": 3}')
    assert len(read.run_history(con, WATCH, limit=1)) == 1


def test_issues_are_told_since_an_instant(con):
    write.add_issues(con, [issue(), issue(found_at=after(2), kind="consent")])
    assert [i.kind for i in read.issues_since(con, WATCH)] == ["blocked", "consent"]
    assert [i.kind for i in read.issues_since(con, WATCH, after(1))] == ["consent"]


def test_timeline_has_each_figure_once_where_it_was_first_told(con):
    first, second = two_versions(con)
    point, last = read.figure_timeline(con, WATCH)
    assert [(p.low, p.version_no, p.is_latest) for p in (point, last)] == [
        (12, 1, False),
        (14, 2, True),
    ]
    assert [p.told_at for p in (point, last)] == [NOON, after(1)]
    assert first < second


def test_coverage_counts_what_an_outlet_brought(con):
    first, second = two_versions(con)
    write.add_changes(con, [change(before_version_id=first, after_version_id=second)])
    (row,) = read.coverage_by_outlet(con, WATCH)
    assert (row.count_articles, row.count_revisions, row.count_claims, row.count_changes) == (
        1,
        1,
        1,
        1,
    )
    assert (row.first_seen_at, row.last_seen_at) == (NOON, after(1))


def test_feed_health_shows_feeds_that_were_never_polled(con):
    write.add_feeds(con, [feed(), feed(feed_id="quay-en", url="http://quay.example")])
    polls(con, OK, FAILED)
    write.add_articles(con, [article()])
    polled, silent = read.feed_health(con, WATCH)
    assert (polled.count_polls, polled.count_failed, polled.count_articles) == (2, 1, 1)
    assert (silent.last_polled_at, silent.count_polls) == (None, 0)


def test_a_batch_asked_for_by_url_takes_no_query_per_article(con):
    """A thousand URLs in one question, in well under a second."""
    rows = [article(url=f"http://harbour.example/{n}") for n in range(1000)]
    write.add_articles(con, rows)
    asked = [row.url for row in rows] + ["unknown"]
    states = read.article_states(con, WATCH, NOON + timedelta(days=1), asked)
    assert len(states) == 1000


def test_drift_counts_the_numbers_without_a_place_per_run_and_language(con):
    (number,) = write.add_articles(con, [article()]).values()
    (stored,) = write.add_versions(con, [version(article_id=number)])
    place = {"version_id": stored.version_id, "article_id": number}
    write.add_readings(con, [reading(version_id=stored.version_id, count_issues=3)], [claim(**place)])
    again = {"rules_version": "later"}
    write.add_readings(
        con,
        [reading(version_id=stored.version_id, run_id="run-2", read_at=after(1), **again)],
        [claim(**place, **again), claim(**place, **again, low=7, high=7)],
    )

    later, first = read.reading_drift(con, WATCH)

    assert (later.run_id, later.count_figures, later.count_unplaced, later.share_unplaced) == ("run-2", 2, 0, 0)
    assert (first.run_id, first.count_figures, first.count_unplaced, first.share_unplaced) == ("run-1", 1, 3, 0.75)
    assert first.language == article().language
    assert len(read.reading_drift(con, WATCH, count=1)) == 1


def test_unplaced_number_is_told_once_with_its_outlet_however_often_it_was_read(con):
    write.add_articles(con, [article()])
    found = {"kind": "unplaced_number", "url": article().url, "location": article().url, "text": "'40' counts people"}
    write.add_issues(con, [issue(**found), issue(**found, run_id="run-2", found_at=after(2)), issue()])

    (number,) = read.unplaced_numbers(con, WATCH)

    assert (number.outlet, number.text, number.found_at, number.run_id) == (
        article().outlet,
        "'40' counts people",
        NOON,
        "run-1",
    )


def test_politeness_tells_per_host_and_day_what_was_asked(con):
    common = {"watch": WATCH, "run_id": "run-1", "host": "harbour.example", "kind": "page"}
    asked = [
        RequestRow(
            **common, request_no=1, asked_at=NOON, url="http://harbour.example/1", outcome="ok", count_bytes=900
        ),
        RequestRow(
            **common,
            request_no=2,
            asked_at=after(1),
            url="http://harbour.example/1",
            outcome="not_modified",
            http_status=304,
            is_conditional=True,
        ),
        RequestRow(
            **common,
            request_no=3,
            asked_at=after(24),
            url="http://harbour.example/2",
            outcome="blocked",
            http_status=429,
        ),
    ]
    assert (write.add_requests(con, asked), write.add_requests(con, asked)) == (3, 0)
    old, new = (
        RobotsRow(origin="https://harbour.example", fetched_at=at, run_id="run-1", http_status=status)
        for at, status in ((NOON, 503), (after(1), 200))
    )
    assert (write.add_robots(con, [old, new]), write.add_robots(con, [old])) == (2, 0)
    told = con.execute(
        "select count_requests, count_conditional, count_not_modified, count_refused, count_bytes, robots_status "
        "from politeness order by day"
    ).fetchall()
    assert told == [(2, 1, 1, 0, 900, 200), (1, 0, 0, 1, 0, 200)]
    assert read.robots_since(con, after(1)) == (new,)


def test_a_host_that_asked_to_be_left_alone_rests_until_then(con):
    common = {"watch": WATCH, "run_id": "run-1", "url": "http://a.example/1", "kind": "feed", "outcome": "blocked"}
    rows = [
        RequestRow(**common, request_no=1, host="a.example", asked_at=NOON, retry_after_s=7200.0),
        RequestRow(**common, request_no=2, host="a.example", asked_at=after(1), retry_after_s=60.0),
        RequestRow(**common, request_no=3, host="b.example", asked_at=NOON, retry_after_s=60.0),
        RequestRow(**{**common, "outcome": "ok"}, request_no=4, host="c.example", asked_at=NOON, retry_after_s=9e4),
    ]
    write.add_requests(con, rows)
    assert read.resting_hosts(con, after(1)) == {"a.example": after(2)}
    assert read.resting_hosts(con, after(2)) == {}
