"""What the warehouse keeps of a version beside its text: marks, its page's type, and which extractor had its page."""

import pytest

from tests.warehouse.examples import NOON, WATCH, after, article, version, visit
from warehouse import read, write
from warehouse.rows import ExtractionOutcome, ExtractionRow, Mark, MarkRow, VersionCause, VisitOutcome

PAGE = "0" * 64


@pytest.fixture
def stored(con):
    """One article with three versions of an old extractor: A, B, A."""
    (number,) = write.add_articles(con, [article()]).values()
    rows = [
        version(article_id=number, content_hash=text, seen_at=after(hour), raw_sha256=PAGE, extractor="old")
        for hour, text in enumerate("ABA")
    ]
    return write.add_versions(con, rows)


def extraction(version_id, outcome=ExtractionOutcome.SAME):
    return ExtractionRow(
        watch=WATCH, version_id=version_id, extractor="new", extracted_at=NOON, run_id="run-2", outcome=outcome
    )


def test_the_type_of_a_page_comes_back_with_its_version(con):
    (number,) = write.add_articles(con, [article()]).values()
    (row,) = write.add_versions(con, [version(article_id=number, content_type="text/html; charset=euc-kr")])
    assert read.last_versions(con, [number])[number].content_type == "text/html; charset=euc-kr"
    assert read.versions_by_id(con, [row.version_id])[row.version_id] == row


def test_the_newest_version_of_an_article_is_extracted_again_once_per_extractor(con, stored):
    (found,) = read.versions_unextracted(con, WATCH, "new")
    assert found.version == stored[-1]
    assert read.versions_unextracted(con, WATCH, "old") == ()
    assert (write.add_extractions(con, [extraction(found.version.version_id)] * 2)) == 1
    assert read.versions_unextracted(con, WATCH, "new") == ()
    assert len(read.versions_unextracted(con, WATCH, "newer")) == 1


def test_a_version_without_a_page_is_not_extracted_again(con):
    (number,) = write.add_articles(con, [article()]).values()
    write.add_versions(con, [version(article_id=number, extractor="old")])
    assert read.versions_unextracted(con, WATCH, "new") == ()


def test_looks_name_the_last_versions_and_count_the_flaps_in_a_row(con, stored):
    number = stored[0].article_id
    looks = read.recent_looks(con, [number], after(0))[number]
    assert (looks.version_ids, looks.content_hashes) == ((3, 2, 1), ("A", "B", "A"))
    assert (looks.count_flapping, looks.flapping_since_at) == (0, None)
    outcomes = [VisitOutcome.FLAPPING, VisitOutcome.UNCHANGED, VisitOutcome.FLAPPING, VisitOutcome.FLAPPING]
    write.add_visits(
        con,
        [visit(article_id=number, visited_at=after(3 + n), outcome=outcome) for n, outcome in enumerate(outcomes)],
    )
    looks = read.recent_looks(con, [number], after(1))[number]
    assert looks.version_ids == (3, 2)
    assert (looks.count_flapping, looks.flapping_since_at) == (2, after(5))
    assert read.recent_looks(con, [number], after(9)) == {}


@pytest.mark.parametrize("outcome", [VisitOutcome.HELD, VisitOutcome.FLAPPING])
def test_a_look_that_brought_no_version_leaves_validators_alone_but_shows_that_the_article_is_there(
    con, stored, outcome
):
    number = stored[0].article_id
    ok = visit(article_id=number, visited_at=after(3), etag='"a"')
    lost = visit(article_id=number, visited_at=after(4), outcome=VisitOutcome.NOT_FOUND)
    write.add_visits(con, [ok, lost, visit(article_id=number, visited_at=after(5), outcome=outcome, etag='"b"')])
    (state,) = read.article_states(con, WATCH).values()
    assert (state.last_outcome, state.etag, state.count_gone) == (outcome, '"a"', 0)


def test_a_version_bears_a_mark_once(con, stored):
    mark = MarkRow(
        watch=WATCH, version_id=3, mark=Mark.REVERT, marked_at=NOON, run_id="run-1", of_version_id=1, detail="as before"
    )
    assert [write.add_marks(con, [mark]) for _ in range(2)] == [1, 0]
    assert read.marks_since(con, WATCH) == (mark,)
    assert read.marks_since(con, WATCH, after(1)) == ()
    assert stored[2].cause is VersionCause.PUBLISHED
