"""The digest holds what the warehouse holds, and escapes what came from outside."""

from datetime import timedelta

from flows.digesting import digest_page
from tests.flows.collection.newsstand import HOUR, MONDAY, Desk

EVENING = MONDAY + 10 * HOUR
DAY = timedelta(days=1)


def test_the_digest_lists_alerts_and_what_did_not_alert_with_the_reason(office: Desk) -> None:
    page = digest_page(office.watch, office.home, EVENING, DAY)
    assert page.startswith("# A desk's watch\n")
    assert "## 1 alert\n- The Courier silently raised the number killed from about 1,000 to about 1,500\n" in page
    assert "the same event has been alerted before" in page
    assert "<b>" not in page


def test_the_digest_reaches_back_as_far_as_asked(office: Desk) -> None:
    page = digest_page(office.watch, office.home, EVENING + 3 * DAY, DAY)
    assert page.rstrip().endswith("## 0 changes without an alert")
    assert "## 0 alerts" in page
