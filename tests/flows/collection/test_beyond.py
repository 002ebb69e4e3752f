"""What is no ordinary feed and page goes the whole way: a Telegram channel and its posts, a bulletin as PDF."""

from dataclasses import replace

from flows.watching.values import AddedPage
from tests.extractors.pdfs import pdf
from tests.extractors.test_telegram import ERROR, post, sent
from tests.flows.collection.conftest import MakeDesk
from tests.flows.collection.newsstand import COURIER, HOUR, MONDAY, SEOUL, Newsstand, a_feed, page_url, tagged

CHANNEL = f"http://{COURIER}.example/s/north_staff"
POST = f"http://{COURIER}.example/north_staff/8?embed=1"
BULLETIN = page_url(COURIER, "bulletin.pdf")


def said(count: str) -> str:
    return post(8, f"Evening report<br>{SEOUL.format(count)}", at=MONDAY.isoformat())


def test_a_post_that_is_edited_gives_an_alert_and_one_taken_down_is_no_page(desk: MakeDesk, stand: Newsstand) -> None:
    office = desk(COURIER)
    office = replace(office, watch=replace(office.watch, feeds=(a_feed(COURIER, url=CHANNEL),)))
    stand.answers[CHANNEL] = tagged(sent(said("1,000")).body)
    stand.answers[POST] = tagged(sent(said("1,000")).body)
    first = office.collect(MONDAY)
    assert (first.counts["versions"], first.counts["alerts"]) == (1, 0)
    assert office.rows("select url, title, extractor from versions join articles using (article_id)") == [
        (POST, "Evening report", "telegram/1")
    ]
    stand.answers[POST] = tagged(sent(said("1,500")).body)
    assert office.collect(MONDAY + 2 * HOUR).told == [("raised", "revisions")]
    stand.answers[POST] = tagged(sent(ERROR).body)
    office.collect(MONDAY + 4 * HOUR)
    assert office.rows("select outcome from visits order by visited_at")[-1] == ("soft_404",)
    assert office.rows("select count(*) from versions") == [(2,)]


def bulletin(count: str) -> bytes:
    return pdf(("Daily bulletin of the staff", SEOUL.format(count), "All bridges are open."))


def test_a_bulletin_added_by_hand_is_watched_and_a_scan_in_its_place_is_no_revision(
    desk: MakeDesk, stand: Newsstand
) -> None:
    page = AddedPage(
        url=BULLETIN, outlet=COURIER, outlet_name="The Courier", publisher=COURIER, language="en", country="GB"
    )
    office = desk()
    office = replace(office, watch=replace(office.watch, pages=(page,)))
    stand.answers[BULLETIN] = tagged(bulletin("1,000"), "application/pdf")
    assert office.collect(MONDAY).counts["versions"] == 1
    stand.answers[BULLETIN] = tagged(bulletin("1,500"), "application/pdf")
    assert office.collect(MONDAY + 2 * HOUR).told == [("raised", "revisions")]
    stand.answers[BULLETIN] = tagged(pdf(()), "application/pdf")
    office.collect(MONDAY + 4 * HOUR)
    assert office.rows("select outcome from visits order by visited_at")[-1] == ("unreadable",)
    assert office.rows("select count(*) from versions") == [(2,)]
    assert "no text" in str(office.rows("select text from issues where kind = 'unreadable'"))
