"""What our own upgrades change is technical: it is stored and marked, and nobody is told that the press moved."""

from dataclasses import replace

import pytest

from extractors.claims import Reader
from extractors.pages import read_article
from extractors.values import Article, Issue, Page, Reading
from flows.collection.reread import reread_here
from flows.collection.runs import new_run
from tests.flows.collection.conftest import MakeDesk
from tests.flows.collection.newsstand import COURIER, HOUR, LEDGER, MONDAY, SEOUL, Desk, Newsstand, page_url, tagged


def with_old_rules(patch: pytest.MonkeyPatch) -> None:
    """Make the reader one of an earlier day, which took every figure for ten times what it is."""
    today = Reader.read

    def read(self: Reader, article: Article) -> Reading:
        found = today(self, article)
        return replace(
            found,
            claims=tuple(
                replace(claim, low=claim.low * 10, high=claim.high * 10, interval=(claim.low * 10, claim.high * 10))
                if claim.low is not None and claim.high is not None
                else claim
                for claim in found.claims
            ),
        )

    patch.setattr("extractors.claims.RULES", "yesterday")
    patch.setattr(Reader, "read", read)


def with_old_extractor(patch: pytest.MonkeyPatch) -> None:
    """Make the extractor one of an earlier day, which took a teaser of another article for text."""

    def read(page: Page, **more: object) -> Article | Issue:
        found = read_article(page, **more)  # type: ignore[arg-type]
        if isinstance(found, Issue):
            return found
        teaser = "\n\nThe Pentagon said that about 12,000 North Korean soldiers had been sent to Russia."
        return replace(found, text=found.text + teaser, extractor="an earlier one")

    patch.setattr("flows.collection.gather.read_article", read)


def rebuild(stand: Newsstand) -> None:
    """Let the outlet send other bytes with the same article."""
    url = page_url(COURIER, "toll")
    stand.answers[url] = tagged(stand.answers[url].body + b"<!-- built again -->")


def test_reading_again_with_new_rules_stores_technical_changes_and_tells_nobody(
    office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        with_old_rules(patch)
        office.collect(MONDAY)
    counts = reread_here(new_run(office.watch, office.home, MONDAY + HOUR, flow="reread"))
    assert counts == {"versions": 1, "claims": 1, "technical_changes": 1, "issues": 0}
    assert office.rows("select change, cause, decision, decision_reason from changes") == [
        ("drifted", "technical", "suppressed", "our own rules changed, not the article")
    ]
    assert office.alerts() == []
    assert office.rows("select low from latest_claims") == [(1000.0,)]
    assert office.rows("select count(*) from claims") == [(2,)]


def test_reading_again_twice_changes_nothing(office: Desk) -> None:
    office.collect(MONDAY)
    before = office.rows("select * from claims")
    counts = reread_here(new_run(office.watch, office.home, MONDAY + HOUR, flow="reread"))
    assert counts == {"versions": 0, "claims": 0, "technical_changes": 0, "issues": 0}
    assert office.rows("select * from claims") == before


def test_new_rules_do_not_make_an_edit_of_the_publisher_look_like_another(
    office: Desk, stand: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        with_old_rules(patch)
        office.collect(MONDAY)
    stand.article(COURIER, "toll", SEOUL.format("1,000").replace("said that", "told reporters that"))
    second = office.collect(MONDAY + 2 * HOUR)
    assert (second.counts["versions"], second.counts["changes"], second.told) == (1, 0, [])


def test_new_rules_do_not_hide_an_edit_of_the_publisher(
    office: Desk, stand: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        with_old_rules(patch)
        office.collect(MONDAY)
    stand.article(COURIER, "toll", SEOUL.format("1,500"))
    assert office.collect(MONDAY + 2 * HOUR).told == [("raised", "revisions")]
    assert "from about 1,000 to about 1,500" in str(office.alerts()[0]["headline"])


def test_a_text_that_only_our_extractor_sees_otherwise_is_a_technical_version(
    office: Desk, stand: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        with_old_extractor(patch)
        office.collect(MONDAY)
    rebuild(stand)
    second = office.collect(MONDAY + 2 * HOUR)
    assert office.rows("select cause from versions order by version_no") == [("published",), ("technical",)]
    assert second.told == []
    assert office.rows("select count(*) from changes where cause = 'publisher'") == [(0,)]


def test_an_edit_on_the_day_of_our_upgrade_is_told_as_the_publishers(
    office: Desk, stand: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        with_old_extractor(patch)
        office.collect(MONDAY)
    stand.article(COURIER, "toll", SEOUL.format("1,500"))
    assert office.collect(MONDAY + 2 * HOUR).told == [("raised", "revisions")]
    assert office.rows("select cause from versions order by version_no") == [("published",), ("published",)]


def test_the_first_run_after_new_rules_still_holds_news_against_what_was_read_by_old_ones(
    desk: MakeDesk, stand: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    stand.feed(LEDGER, "bridge")
    stand.article(LEDGER, "bridge", "The mayor still waits for an answer.")
    office = desk(COURIER, LEDGER)
    with monkeypatch.context() as patch:
        patch.setattr("extractors.claims.RULES", "yesterday")
        office.collect(MONDAY)
    stand.feed(LEDGER, "losses", "bridge")
    stand.article(LEDGER, "losses", SEOUL.format("3,000"), at=MONDAY + HOUR)
    assert office.collect(MONDAY + 2 * HOUR).told == [("raised", "outlets")]
