"""A feed that says how long its answer holds is not asked within."""

from tests.flows.collection.conftest import MakeDesk
from tests.flows.collection.newsstand import COURIER, HOUR, LEDGER, MONDAY, Newsstand, feed_url, rss, tagged


def test_a_ttl_longer_than_our_rhythm_is_kept_also_after_a_304(desk: MakeDesk, stand: Newsstand) -> None:
    body = rss(COURIER, ("toll",)).replace(b"<item>", b"<ttl>90</ttl><item>", 1)
    stand.answers[feed_url(COURIER)] = tagged(body, "application/rss+xml")
    stand.feed(LEDGER, "toll")
    office = desk(COURIER, LEDGER)
    for hours in range(4):
        office.collect(MONDAY + hours * HOUR)
    assert stand.count(feed_url(LEDGER)) == 4
    assert [stand.count(feed_url(COURIER), status) for status in (200, 304)] == [1, 1]
    assert office.rows("select distinct fresh_s from polls where feed_id = 'courier'") == [(5_400.0,)]
