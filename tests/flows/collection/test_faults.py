"""A page, a feed or a text that brings a bug of ours to light costs itself and nothing else."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from extractors import claims
from extractors.claims import Reader
from extractors.pages import read_article
from extractors.values import Article, Issue, Page, Reading
from flows.collection import gather
from flows.collection.faults import attempt, bug_text
from flows.collection.reread import reread_here
from flows.collection.runs import new_run
from flows.judging import revisions
from tests.flows.collection.conftest import MakeDesk
from tests.flows.collection.newsstand import (
    COURIER,
    FILLER,
    HOUR,
    LEDGER,
    MONDAY,
    RIVE,
    SEOUL,
    SEOUL_FR,
    Answer,
    Newsstand,
    page_url,
)

NO_SUCH_PAGE = (
    b"<html><head><title>Page not found</title></head><body><h1>Page not found</h1>"
    b"<p>The page that you are looking for does not exist.</p></body></html>"
)
POISON = "A dispatch that our rules choke on."


@pytest.fixture
def choke(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Make the reader raise on every text that holds POISON."""
    read = Reader.read

    def choking(reader: Reader, article: Article) -> Reading:
        if POISON in article.text:
            message = "no such sentence"
            raise IndexError(message)
        return read(reader, article)

    return lambda: monkeypatch.setattr(Reader, "read", choking)


def test_an_article_that_breaks_the_reader_is_an_issue_and_the_others_are_read(
    desk: MakeDesk, stand: Newsstand, choke: Callable[[], None]
) -> None:
    choke()
    stand.feed(COURIER, "bad", "good")
    stand.article(COURIER, "bad", f"{POISON} {SEOUL.format('1,000')}")
    stand.article(COURIER, "good", SEOUL.format("1,000"))
    office = desk(COURIER)
    ended = office.collect(MONDAY)
    assert (ended.counts["versions"], ended.counts["issues"]) == (1, 1)
    ((where, text),) = office.rows("select location, text from issues")
    assert where == page_url(COURIER, "bad")
    assert "IndexError: no such sentence" in str(text)
    assert "test_faults.py" in str(text)
    office.collect(MONDAY + 2 * HOUR)
    assert stand.count(page_url(COURIER, "bad"), 200) == 2


def test_a_feed_that_breaks_its_parser_is_a_feed_in_trouble(
    desk: MakeDesk, stand: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    parse = gather.read_feed
    monkeypatch.setattr(
        gather, "read_feed", lambda page, feed: parse(page, feed) if feed == LEDGER else parse(page, feed, 0)
    )
    for outlet in (COURIER, LEDGER):
        stand.feed(outlet, "toll")
        stand.article(outlet, "toll", SEOUL.format("1,000"))
    office = desk(COURIER, LEDGER)
    ended = office.collect(MONDAY)
    assert [line.feed_id for line in ended.stored.failed] == [COURIER]
    assert ended.counts["versions"] == 1
    assert office.rows("select location, kind from issues") == [(COURIER, "bug")]


def test_a_stored_text_that_new_rules_choke_on_does_not_block_its_next_version(
    desk: MakeDesk, stand: Newsstand, choke: Callable[[], None]
) -> None:
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", f"{POISON} {SEOUL.format('1,000')}")
    office = desk(COURIER)
    office.collect(MONDAY)
    choke()
    stand.article(COURIER, "toll", SEOUL.format("1,500"))
    ended = office.collect(MONDAY + 2 * HOUR)
    assert (ended.counts["versions"], ended.counts["changes"], ended.counts["issues"]) == (1, 0, 1)


def test_a_text_that_new_rules_choke_on_is_left_for_the_next_reread(
    desk: MakeDesk, stand: Newsstand, choke: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    stand.feed(COURIER, "bad", "good")
    stand.article(COURIER, "bad", f"{POISON} {SEOUL.format('1,000')}")
    stand.article(COURIER, "good", SEOUL.format("1,000"))
    office = desk(COURIER)
    with monkeypatch.context() as patch:
        patch.setattr(claims, "RULES", "rules of yesterday")
        office.collect(MONDAY)
    choke()
    for hours in (1, 2):
        counts = reread_here(new_run(office.watch, office.home, MONDAY + hours * HOUR, flow="reread"))
        assert (counts["versions"], counts["issues"]) == (2 - hours, 1)


def test_a_comparison_that_fails_loses_no_text(
    desk: MakeDesk, stand: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    office = desk(COURIER)
    office.collect(MONDAY)
    monkeypatch.setattr(revisions, "between_revisions", lambda *_articles: 1 / 0)
    stand.article(COURIER, "toll", SEOUL.format("1,500"))
    ended = office.collect(MONDAY + 2 * HOUR)
    assert (ended.counts["versions"], ended.counts["changes"]) == (1, 0)
    assert "ZeroDivisionError" in str(office.rows("select text from issues where kind = 'bug'"))


def test_an_article_that_the_baseline_could_not_fetch_is_of_the_baseline_when_it_is_read(
    desk: MakeDesk, stand: Newsstand
) -> None:
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    stand.feed(LEDGER, "losses")
    stand.fault(page_url(LEDGER, "losses"), 503)
    office = desk(COURIER, LEDGER)
    office.collect(MONDAY)
    stand.article(LEDGER, "losses", SEOUL.format("1,900"))
    second = office.collect(MONDAY + 2 * HOUR)
    assert second.counts["versions"] == 1
    assert second.told == []
    assert office.rows("select distinct decision_reason from changes") == [("the first run of a feed is a baseline",)]


def test_what_a_baseline_tells_does_not_hide_the_same_event_from_a_feed_that_is_known(
    desk: MakeDesk, stand: Newsstand
) -> None:
    """In one run the new feed's first look and a known feed's news differ from the courier by the same figure."""
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    stand.feed(LEDGER, "quiet")
    stand.article(LEDGER, "quiet", FILLER)
    desk(COURIER, LEDGER).collect(MONDAY)
    stand.feed(RIVE, "bilan")
    stand.article(RIVE, "bilan", SEOUL_FR.format("1 900"), at=MONDAY + HOUR)
    stand.feed(LEDGER, "quiet", "losses")
    stand.article(LEDGER, "losses", SEOUL.format("1,900"), at=MONDAY + 2 * HOUR)
    second = desk(COURIER, LEDGER, RIVE).collect(MONDAY + 2 * HOUR)
    (alert,) = second.stored.alerts
    assert alert.before is not None
    assert alert.after is not None
    assert {alert.before.outlet, alert.after.outlet} == {COURIER, LEDGER}


def test_a_page_that_only_says_not_found_is_a_takedown_after_days_and_no_410(desk: MakeDesk, stand: Newsstand) -> None:
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    office = desk(COURIER)
    office.collect(MONDAY)
    stand.answers[page_url(COURIER, "toll")] = Answer(body=NO_SUCH_PAGE)
    hours = [3, 20, 40, 60, 74, 76, 80]
    told = {hour: office.collect(MONDAY + hour * HOUR).stored.alerts for hour in hours}
    assert [hour for hour in hours if told[hour]] == [80]
    assert "410" not in told[80][0].why


def test_claims_of_a_page_that_is_extracted_anew_are_not_taken_for_those_that_are_stored(
    desk: MakeDesk, stand: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old extractor lost the first paragraphs, so that the stored text holds no claim of those that are there."""
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", f"{SEOUL.format('1,000')} The Pentagon said that 12,000 North Koreans were sent.")
    office = desk(COURIER)
    with monkeypatch.context() as patch:
        patch.setattr(gather, "read_article", _with_half_the_text)
        office.collect(MONDAY)
    stand.article(COURIER, "toll", f"{SEOUL.format('1,500')} The Pentagon said that 12,000 North Koreans were sent.")
    office.collect(MONDAY + 2 * HOUR)
    assert office.rows("select change, before_claim_id from changes where change = 'raised'") == [("raised", None)]
    claims_off_text = "select count(*) from claims join versions using (version_id) where position(quote in text) = 0"
    assert office.rows(f"{claims_off_text} and location = 'text'") == [(0,)]


def _with_half_the_text(page: Page, **more: object) -> Article | Issue:
    found = read_article(page, **more)  # type: ignore[arg-type]
    assert isinstance(found, Article)
    return replace(found, text=found.text[found.text.index("The Pentagon") :], extractor="an earlier one")


def test_the_text_of_a_bug_names_what_was_raised_and_where_and_stays_short() -> None:
    issues: list[Issue] = []
    assert attempt(issues, "https://courier.example/a", lambda: int("x" * 1000)) is None
    assert len(issues[0].text) < 500
    assert "ValueError" in issues[0].text
    assert "test_faults.py" in issues[0].text
    assert "an unknown place" in bug_text(ValueError("never raised"))
