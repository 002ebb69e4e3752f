"""Stored pages extracted again: technical revisions, no alerts, and a dry run that says so beforehand."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.pages import read_article
from extractors.values import Article, Issue, Page
from flows.collection.again import again_here, extract_again_here
from flows.collection.foresee import foresee
from flows.collection.runs import Run, new_run
from tests.flows.collection.newsstand import COURIER, HOUR, MONDAY, SEOUL, Answer, Desk, Newsstand, page_url
from tests.flows.collection.test_technical import with_old_extractor, with_old_rules
from warehouse import raw
from warehouse.rows import VersionCause

TABLES = ("runs", "visits", "versions", "readings", "claims", "changes", "alerts", "issues", "extractions", "marks")
NOTHING = {"pages": 0, "versions": 0, "claims": 0, "technical_versions": 0, "technical_changes": 0, "issues": 0}


@pytest.fixture
def upgraded(office: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk whose only text was taken by an extractor of yesterday, with a teaser that today's leaves out."""
    with monkeypatch.context() as patch:
        with_old_extractor(patch)
        office.collect(MONDAY)
    return office


def again(office: Desk, hours: int = 1) -> Run:
    return new_run(office.watch, office.home, MONDAY + hours * HOUR, flow="reread")


def contents(office: Desk) -> list[list[tuple[object, ...]]]:
    return [office.rows(f"select * from {table} order by all") for table in TABLES]


def test_a_new_extractor_gives_a_technical_revision_and_tells_nobody(upgraded: Desk) -> None:
    counts = again_here(again(upgraded))
    assert counts == {**NOTHING, "pages": 1, "technical_versions": 1, "technical_changes": 1}
    assert upgraded.rows("select cause, contains(text, 'Pentagon') from versions order by version_no") == [
        (VersionCause.PUBLISHED, True),
        (VersionCause.TECHNICAL, False),
    ]
    assert upgraded.rows("select change, cause, decision from changes") == [("removed", "technical", "suppressed")]
    assert upgraded.alerts() == []
    assert upgraded.rows("select outcome from extractions") == [("another",)]


def test_who_waits_is_told_how_many_pages_and_texts_are_done_of_how_many(upgraded: Desk) -> None:
    told: list[tuple[int, int]] = []
    again_here(again(upgraded), lambda done, count: told.append((done, count)))
    assert told == [(1, 1)]
    again_here(again(upgraded, 2), lambda done, count: told.append((done, count)))
    assert told == [(1, 1)], "nothing was left to do"


def test_what_was_extracted_again_is_not_touched_twice_nor_by_the_next_look(upgraded: Desk) -> None:
    again_here(again(upgraded))
    assert again_here(again(upgraded, 2)) == NOTHING
    ended = upgraded.collect(MONDAY + 3 * HOUR)
    assert (ended.counts["versions"], ended.told) == (0, [])


def test_a_page_that_gives_the_same_text_is_noted_and_left_alone(office: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    office.collect(MONDAY)
    monkeypatch.setattr("flows.collection.again.EXTRACTOR", "tomorrow's")
    assert extract_again_here(again(office))["pages"] == 1
    assert office.rows("select outcome, extractor from extractions") == [("same", "tomorrow's")]
    assert office.rows("select count(*) from versions") == [(1,)]
    assert again_here(again(office, 2))["pages"] == 0


@pytest.mark.parametrize(
    ("spoil", "outcome"),
    [
        pytest.param(lambda path: path.unlink(), "no_page", id="cleaned away"),
        pytest.param(lambda path: path.write_bytes(b"not gzip"), "no_page", id="broken"),
    ],
)
def test_a_page_that_is_not_kept_any_more_leaves_its_text(
    upgraded: Desk, spoil: Callable[[Path], object], outcome: str
) -> None:
    (path,) = (upgraded.home / raw.FOLDER).glob("??/*.gz")
    spoil(path)
    assert again_here(again(upgraded))["technical_versions"] == 0
    assert upgraded.rows("select outcome from extractions") == [(outcome,)]


def test_the_charset_that_the_server_told_is_still_known_a_year_later(
    office: Desk, stand: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = page_url(COURIER, "toll")
    said = (
        stand.answers[url]
        .body.decode()
        .replace('<meta charset="utf-8">', "")
        .replace("border", "b\u0159ezen \u017elu\u0165")
    )
    stand.answers[url] = Answer(body=said.encode("cp1250"), kind="text/html; charset=windows-1250")
    with monkeypatch.context() as patch:
        with_old_extractor(patch)
        office.collect(MONDAY)
    again_here(again(office))
    assert office.rows("select distinct content_type from versions") == [("text/html; charset=windows-1250",)]
    assert office.rows(
        "select contains(text, 'b\u0159ezen \u017elu\u0165') from versions where cause = 'technical'"
    ) == [(True,)]


def test_dates_that_only_the_feed_gave_survive(office: Desk, stand: Newsstand, monkeypatch: pytest.MonkeyPatch) -> None:
    url = page_url(COURIER, "toll")
    body = stand.answers[url].body.decode()
    start = body.index('<meta property="article:published_time"')
    stand.answers[url] = Answer(body=(body[:start] + body[body.index(">", start) + 1 :]).encode())
    with monkeypatch.context() as patch:
        with_old_extractor(patch)
        office.collect(MONDAY)
    again_here(again(office))
    assert office.rows("select published_at from versions where cause = 'technical'") == [(MONDAY,)]


def test_a_page_that_today_is_taken_for_no_article_keeps_its_text(
    upgraded: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(page: Page, **_more: object) -> Article | Issue:
        return Issue(where=page.url, kind="empty", text="made up for a test")

    monkeypatch.setattr("flows.collection.kept.read_article", refuse)
    assert again_here(again(upgraded))["technical_versions"] == 0
    assert upgraded.rows("select outcome from extractions") == [("unreadable",)]


def test_a_dry_run_says_what_a_new_extractor_would_change_and_stores_nothing(upgraded: Desk) -> None:
    before = contents(upgraded)
    files = sorted(path for path in upgraded.home.rglob("*") if path.is_file())
    found = foresee(again(upgraded))
    assert found.counts == {
        "versions": 0,
        "pages": 1,
        "technical_versions": 1,
        "issues": 0,
        "gained": 0,
        "lost": 1,
        "changed": 0,
    }
    changes = found.record()["changes"]
    assert isinstance(changes, list)
    (change,) = changes
    assert change["before"].startswith("about 12,000")
    assert contents(upgraded) == before
    assert sorted(path for path in upgraded.home.rglob("*") if path.is_file()) == files


def test_a_dry_run_says_what_new_rules_would_change_and_the_reread_does_just_that(
    office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        with_old_rules(patch)
        office.collect(MONDAY)
    found = foresee(again(office))
    assert (found.counts["versions"], found.counts["changed"]) == (1, 1)
    done = again_here(again(office))
    assert (done["versions"], done["technical_changes"]) == (1, 1)
    assert foresee(again(office, 2)).counts["changed"] == 0


def test_a_claim_that_only_new_rules_find_counts_as_gained(office: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from extractors.claims import Reader

    today = Reader.read
    with monkeypatch.context() as patch:
        patch.setattr("extractors.claims.RULES", "yesterday")
        patch.setattr(Reader, "read", lambda self, article: replace(today(self, article), claims=()))
        office.collect(MONDAY)
    counts = foresee(again(office)).counts
    assert (counts["gained"], counts["lost"], counts["changed"]) == (1, 0, 0)


def test_the_same_page_extracted_many_times_gives_the_same_text(stand: Newsstand) -> None:
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    url = page_url(COURIER, "toll")
    page = Page(
        url=url, final_url=url, status=200, content_type="text/html", body=stand.answers[url].body, fetched_at=MONDAY
    )
    found = {str(read_article(page, outlet=COURIER, language="en")) for _ in range(5)}
    assert len(found) == 1
