"""Cases that have fooled other trackers, played through whole runs; docs/cases.md lists them all with their tests."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.flows.collection.conftest import MakeDesk
from tests.flows.collection.newsstand import (
    COURIER,
    FILLER,
    HOUR,
    MONDAY,
    RIVE,
    SEOUL,
    SEOUL_FR,
    Answer,
    Desk,
    Newsstand,
    feed_url,
    host_of,
    page,
    page_url,
)

LATER = MONDAY + 2 * HOUR
PIECE = page_url(COURIER, "toll")
WALL = "<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{words}</p><button>OK</button></body></html>"


def edited(desk: MakeDesk, stand: Newsstand, before: str, after: str, **titles: str) -> Desk:
    """Return a desk that has seen an article twice; titles are `old` and `new`."""
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", before, title=titles.get("old", ""))
    office = desk(COURIER)
    office.collect(MONDAY)
    stand.article(COURIER, "toll", after, title=titles.get("new", ""))
    office.collect(LATER)
    return office


def told(office: Desk) -> list[tuple[object, object, object]]:
    """Return kind and both values of each alert."""
    return [(one["kind"], _low(one["before"]), _low(one["after"])) for one in office.alerts()]


def _low(side: object) -> object:
    return side["claim"]["low"] if isinstance(side, dict) else None


def test_a_few_digits_in_a_long_text_are_told(desk: MakeDesk, stand: Newsstand) -> None:
    long = " ".join([FILLER] * 25)
    assert len(long) > 8_000
    office = edited(desk, stand, f"{long} {SEOUL.format('3,000')}", f"{long} {SEOUL.format('3,200')}")
    assert told(office) == [("raised", 3000, 3200)]


@pytest.mark.parametrize(
    ("before", "after", "values"),
    [
        pytest.param("1.2 thousand", "12 thousand", (1200, 12000), id="the point goes"),
        pytest.param("10,000", "1,000", (10000, 1000), id="the comma moves"),
    ],
)
def test_a_separator_that_moves_is_another_number(
    desk: MakeDesk, stand: Newsstand, before: str, after: str, values: tuple[int, int]
) -> None:
    ((kind, *found),) = told(edited(desk, stand, SEOUL.format(before), SEOUL.format(after)))
    assert kind in ("raised", "lowered", "drifted")
    assert tuple(found) == values


def test_a_headline_edited_alone_is_a_revision(desk: MakeDesk, stand: Newsstand) -> None:
    headline = "Seoul: about {} North Korean soldiers killed in Kursk"
    office = edited(desk, stand, FILLER, FILLER, old=headline.format("300"), new=headline.format("500"))
    assert told(office) == [("raised", 300, 500)]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        pytest.param(
            "Before you continue", "We value your privacy. Accept all cookies or manage choices.", id="consent"
        ),
        pytest.param("Log in", "Please sign in to your account to continue reading.", id="login"),
        pytest.param("Page not found", "Sorry, the page you are looking for does not exist.", id="soft 404"),
    ],
)
def test_a_wall_answered_with_200_is_never_a_revision(desk: MakeDesk, stand: Newsstand, title: str, words: str) -> None:
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    office = desk(COURIER)
    office.collect(MONDAY)
    stand.answers[PIECE] = Answer(body=WALL.format(title=title, words=words).encode())
    office.collect(LATER)
    assert office.rows("select count(*) from versions") == [(1,)]
    assert ("ok",) not in office.rows(f"select outcome from visits where visited_at > '{MONDAY.isoformat()}'")


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(Answer(kind="application/rss+xml"), id="no bytes"),
        pytest.param(
            Answer(body=b"<?xml version='1.0'?><rss version='2.0'><cha", kind="application/rss+xml"), id="cut off"
        ),
    ],
)
def test_a_feed_without_a_feed_in_it_has_failed(desk: MakeDesk, stand: Newsstand, answer: Answer) -> None:
    stand.answers[feed_url(COURIER)] = answer
    office = desk(COURIER)
    office.collect(MONDAY)
    assert office.rows("select location from issues") == [(COURIER,)]
    assert ("ok",) not in office.rows("select outcome from polls")


@pytest.mark.parametrize(
    ("written", "published"),
    [
        pytest.param("Mon, 27 Jan 2025 09:30:00 KST", datetime(2025, 1, 27, 0, 30, tzinfo=UTC), id="Korean zone"),
        pytest.param("Mon, 27 Jan 2025 09:30:00 MSK", datetime(2025, 1, 27, 6, 30, tzinfo=UTC), id="Moscow zone"),
        pytest.param("2025-01-27T09:30:00+09:00", datetime(2025, 1, 27, 0, 30, tzinfo=UTC), id="ISO 8601"),
        pytest.param("27 janvier 2025 09:30 +0100", datetime(2025, 1, 27, 8, 30, tzinfo=UTC), id="French month"),
        pytest.param("sometime on Monday", None, id="not sure"),
    ],
)
def test_a_feeds_date_is_an_instant_or_unknown(
    desk: MakeDesk, stand: Newsstand, written: str, published: datetime | None
) -> None:
    stand.feed(COURIER, "toll")
    feed = stand.answers[feed_url(COURIER)]
    stand.answers[feed_url(COURIER)] = replace(
        feed, body=feed.body.replace(b"Mon, 27 Jan 2025 08:00:00 +0000", written.encode())
    )
    body = page(COURIER, "toll", SEOUL.format("1,000"), "", MONDAY)
    stand.answers[PIECE] = Answer(body=body.replace(MONDAY.isoformat().encode(), b""))
    office = desk(COURIER)
    office.collect(MONDAY)
    assert written.encode() in stand.answers[feed_url(COURIER)].body
    assert office.rows("select published_at from versions") == [(published,)]


@pytest.mark.parametrize("told_as", ["text/html", "text/html; charset=utf-8"], ids=["untold", "told wrongly"])
def test_a_page_in_another_encoding_keeps_its_letters(desk: MakeDesk, stand: Newsstand, told_as: str) -> None:
    stand.feed(RIVE, "bilan")
    body = page(RIVE, "bilan", SEOUL_FR.format("300"), "", MONDAY).decode()
    body = body.replace('<meta charset="utf-8">', '<meta charset="windows-1252">')
    stand.answers[page_url(RIVE, "bilan")] = Answer(body=body.encode("cp1252"), kind=told_as)
    office = desk(RIVE)
    office.collect(MONDAY)
    ((text,),) = office.rows("select text from versions")
    assert "ont été tués dans la région" in str(text)
    assert office.rows("select low from claims where metric = 'killed'") == [(300.0,)]


@pytest.mark.parametrize(
    "mark",
    [
        pytest.param(("soldiers", "sol\u00addiers"), id="soft hyphen"),
        pytest.param(("North Korean", "North\u200b Korean"), id="zero-width space"),
        pytest.param(("about 1,000", "about\u00a01,000"), id="no-break space"),
        pytest.param(("about 1,000", "about \u200e1,000"), id="direction mark"),
        pytest.param(("1,000", "\uff11\uff0c\uff10\uff10\uff10"), id="full-width digits"),
    ],
)
def test_a_mark_that_nobody_sees_changes_no_claim(desk: MakeDesk, stand: Newsstand, mark: tuple[str, str]) -> None:
    said = SEOUL.format("1,000")
    assert mark[0] in said
    office = edited(desk, stand, said, said.replace(*mark))
    assert office.rows("select count(*) from changes") == [(0,)]
    assert office.alerts() == []


def test_a_null_and_half_a_surrogate_pair_are_stored_safely(desk: MakeDesk, stand: Newsstand) -> None:
    stand.feed(COURIER, "toll")
    body = page(COURIER, "toll", SEOUL.format("1,000") + " NUL-HERE HALF-HERE", "", MONDAY)
    stand.answers[PIECE] = Answer(body=body.replace(b"NUL-HERE", b"\x00").replace(b"HALF-HERE", b"&#xD800;"))
    office = desk(COURIER)
    office.collect(MONDAY)
    assert office.rows("select low from claims where metric = 'killed'") == [(1000.0,)]


def test_one_article_under_many_addresses_is_one_and_another_query_is_another(desk: MakeDesk, stand: Newsstand) -> None:
    long = "long-" + "x" * 300
    stand.feed(COURIER, "toll", "toll?utm_source=rss&utm_medium=feed", "toll#comments", "read?id=1", "read?id=2", long)
    for slug in ("toll", "read?id=1", "read?id=2", long):
        stand.article(COURIER, slug, SEOUL.format("1,000"), title=f"Piece {slug[:9]}")
    office = desk(COURIER)
    office.collect(MONDAY)
    found = {str(url).partition(host_of(COURIER))[2] for (url,) in office.rows("select url from articles")}
    assert found == {"/toll", "/read?id=1", "/read?id=2", f"/{long}"}
