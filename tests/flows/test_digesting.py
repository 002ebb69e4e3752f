"""The digest holds what the warehouse holds, and escapes what came from outside."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from shutil import copytree

from flows.digesting import digest_page
from flows.judging.marking import withdraw_claim
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


def test_the_digest_says_which_alerts_were_found_to_be_misread_since(office: Desk, tmp_path: Path) -> None:
    desk = replace(office, home=tmp_path / "home")
    copytree(office.home, desk.home)
    ((number,),) = desk.rows("select (payload ->> '$.after.claim_id')::bigint from alerts")
    withdraw_claim(desk.watch, desk.home, int(str(number)), by="Ada", note="", now=EVENING + 2 * DAY)
    page = digest_page(desk.watch, desk.home, EVENING + 3 * DAY, DAY + HOUR)
    said = "## 1 alert found to be misread\n- a claim was withdrawn: The Courier silently raised the number killed"
    assert said in page
    assert "misread" not in digest_page(desk.watch, desk.home, EVENING + 5 * DAY, DAY)
