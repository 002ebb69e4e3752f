"""Texts that only look new: half pages are looked at twice, texts served by turns are damped and recorded once."""

from datetime import timedelta

import pytest

from flows.collection.settle import is_flap, is_settled, is_shrunken
from tests.flows.collection.conftest import MakeDesk
from tests.flows.collection.newsstand import COURIER, FILLER, HOUR, MONDAY, SEOUL, Desk, Newsstand, page_url, tagged
from warehouse.answers import RecentLooks

LONG = f"{SEOUL.format('1,000')} {FILLER} {FILLER} {FILLER}"


def look(office: Desk, stand: Newsstand, hours: float, figure: str) -> list[tuple[str, str]]:
    """Let the outlet show a figure, look at it, and return what was told."""
    stand.article(COURIER, "toll", SEOUL.format(figure))
    return office.collect(MONDAY + timedelta(hours=hours)).told


def outcomes(office: Desk) -> list[str]:
    return [str(outcome) for (outcome,) in office.rows("select outcome from visits order by visited_at")]


def marks(office: Desk) -> list[tuple[object, ...]]:
    return office.rows(
        """
        select m.mark, v.version_no, o.version_no
        from marks as m
        join versions as v using (version_id)
        left join versions as o on o.version_id = m.of_version_id
        order by v.version_no, m.mark
        """
    )


@pytest.mark.parametrize(
    ("hashes", "digest", "flaps"),
    [
        pytest.param("A", "B", False, id="an edit"),
        pytest.param("BA", "A", False, id="back once: a revert"),
        pytest.param("ABA", "B", True, id="and forth again"),
        pytest.param("ABA", "C", False, id="something new in between"),
        pytest.param("CABA", "B", False, id="a new text, then an old one"),
        pytest.param("ACBA", "B", True, id="three by turns"),
        pytest.param("BABA", "A", True, id="longer still"),
    ],
)
def test_a_text_flaps_when_it_and_the_last_one_have_both_returned(hashes: str, digest: str, *, flaps: bool) -> None:
    assert is_flap(hashes, digest) is flaps


@pytest.mark.parametrize(
    ("count", "hours", "settled"),
    [(0, None, False), (1, 9, False), (2, 5, False), (2, 6, True), (9, 6, True), (9, 1, False)],
)
def test_a_text_that_flapped_counts_again_after_three_looks_over_six_hours(
    count: int, hours: float | None, *, settled: bool
) -> None:
    since = None if hours is None else MONDAY - timedelta(hours=hours)
    looks = RecentLooks(
        article_id=1, version_ids=(3,), content_hashes=("A",), count_flapping=count, flapping_since_at=since
    )
    assert is_settled(looks, MONDAY) is settled


@pytest.mark.parametrize(
    ("before", "after", "shrunken"),
    [
        pytest.param("word " * 100, "word " * 26, False, id="a little more than a quarter"),
        pytest.param("word " * 100, "word " * 25, True, id="a quarter"),
        pytest.param("단어 " * 100, "단어 " * 24, True, id="Korean"),
        pytest.param("word " * 10, "word " * 100, False, id="grown"),
    ],
)
def test_a_quarter_of_a_text_may_be_half_a_page(before: str, after: str, *, shrunken: bool) -> None:
    assert is_shrunken(before, after) is shrunken


def test_a_cache_that_serves_two_texts_by_turns_gives_one_revert_and_one_flap(office: Desk, stand: Newsstand) -> None:
    told = [look(office, stand, 2 * turn, ("1,000", "1,500")[turn % 2]) for turn in range(8)]
    assert office.rows("select count(*) from versions") == [(3,)]
    assert told[:3] == [[], [("raised", "revisions")], [("unstable", "revisions")]]
    assert told[3:] == [[]] * 5
    assert marks(office) == [("flap", 3, 2), ("revert", 3, 1)]
    assert outcomes(office)[3:6:2] == ["flapping", "flapping"]
    assert outcomes(office)[4] in ("unchanged", "not_modified")


def test_a_true_revert_is_recorded_and_told_once(office: Desk, stand: Newsstand) -> None:
    told = [look(office, stand, hours, figure) for hours, figure in ((0, "1,000"), (2, "1,500"), (51, "1,000"))]
    assert told[1:] == [[("raised", "revisions")], [("lowered", "revisions")]]
    assert marks(office) == [("revert", 3, 1)]
    assert look(office, stand, 75, "1,000") == []
    assert office.rows("select count(*) from versions") == [(3,)]


def test_a_text_that_flapped_and_then_stays_is_stored_after_all(office: Desk, stand: Newsstand) -> None:
    for turn in range(4):
        look(office, stand, 2 * turn, ("1,000", "1,500")[turn % 2])
    for hours in (9, 11, 13):
        look(office, stand, hours, "1,500")
    assert office.rows("select version_no, contains(text, '1,500') from versions order by 1")[-1] == (4, True)
    assert outcomes(office)[3:] == ["flapping", "flapping", "flapping", "ok"]
    assert marks(office)[-1] == ("revert", 4, 2)


def test_a_third_figure_is_never_damped(office: Desk, stand: Newsstand) -> None:
    for turn in range(4):
        look(office, stand, 2 * turn, ("1,000", "1,500")[turn % 2])
    assert look(office, stand, 8, "2,500") == [("raised", "revisions")]


def test_an_old_text_that_returns_after_weeks_is_an_edit(office: Desk, stand: Newsstand) -> None:
    for turn in range(3):
        look(office, stand, 2 * turn, ("1,000", "1,500")[turn % 2])
    look(office, stand, 24 * 15, "1,500")
    assert office.rows("select count(*) from versions") == [(4,)]


def test_half_a_page_is_held_and_forgotten_when_the_whole_one_returns(desk: MakeDesk, stand: Newsstand) -> None:
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", LONG)
    office = desk(COURIER)
    office.collect(MONDAY)
    whole = stand.answers[page_url(COURIER, "toll")]
    half = whole.body.replace(FILLER.encode(), b"")
    stand.answers[page_url(COURIER, "toll")] = tagged(half)
    second = office.collect(MONDAY + 2 * HOUR)
    assert (second.counts["versions"], second.counts["changes"], second.told) == (0, 0, [])
    stand.answers[page_url(COURIER, "toll")] = whole
    office.collect(MONDAY + 4 * HOUR)
    assert outcomes(office)[:2] == ["ok", "held"]
    assert outcomes(office)[2] in ("unchanged", "not_modified")
    assert marks(office) == []


def test_an_article_that_is_cut_down_for_good_is_stored_and_marked_at_the_second_look(
    desk: MakeDesk, stand: Newsstand
) -> None:
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", LONG)
    office = desk(COURIER)
    office.collect(MONDAY)
    whole = stand.answers[page_url(COURIER, "toll")]
    stand.answers[page_url(COURIER, "toll")] = tagged(whole.body.replace(FILLER.encode(), b""))
    for hours in (2, 4, 6):
        office.collect(MONDAY + hours * HOUR)
    assert outcomes(office) == ["ok", "held", "ok", "not_modified"]
    assert marks(office) == [("shrunken", 2, None)]
    assert stand.count(page_url(COURIER, "toll"), 200) == 3
