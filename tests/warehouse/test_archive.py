"""Visits with their pages, page by page, and the record that a run read an archive."""

from datetime import timedelta

import pytest

from tests.warehouse.examples import NOON, WATCH, article, version
from warehouse import archive, write
from warehouse.archive import ImportRow, add_import, kept_visits
from warehouse.rows import VisitOutcome, VisitRow

A_RUN = ImportRow(
    watch=WATCH, run_id="imported", file="story.warc.gz", file_sha256="ab" * 32, imported_at=NOON, count_captures=3
)


def visit(article_id: int, minutes: int, outcome: VisitOutcome = VisitOutcome.UNCHANGED) -> VisitRow:
    at = NOON + timedelta(minutes=minutes)
    return VisitRow(watch=WATCH, article_id=article_id, visited_at=at, run_id="run", outcome=outcome)


def test_visits_come_in_order_with_the_version_that_they_brought_also_over_several_pages(con, monkeypatch):
    monkeypatch.setattr(archive, "PAGE", 2)
    ids = write.add_articles(con, [article(url=f"https://a.example/{n}") for n in range(3)])
    first, *others = ids.values()
    write.add_visits(con, [visit(number, 0) for number in ids.values()] + [visit(first, minute) for minute in (1, 2)])
    write.add_versions(con, [version(article_id=others[0], seen_at=NOON, raw_sha256="cd" * 32)])
    found = list(kept_visits(con, WATCH))
    assert [(one.article_id, one.visited_at - NOON) for one in found] == [
        *((number, timedelta(0)) for number in ids.values()),
        (first, timedelta(minutes=1)),
        (first, timedelta(minutes=2)),
    ]
    assert [one.raw_sha256 for one in found] == [None, "cd" * 32, None, None, None]
    assert len(list(kept_visits(con, WATCH, NOON + timedelta(minutes=1)))) == 2
    assert list(kept_visits(con, "another watch")) == []


def test_an_import_is_recorded_once_and_stays(con):
    add_import(con, A_RUN)
    add_import(con, A_RUN)
    assert con.execute("select file, count_captures from imports").fetchall() == [("story.warc.gz", 3)]
    with pytest.raises(Exception, match="append-only"):
        con.execute("delete from imports")


def test_a_version_says_from_which_archive_it_came(con):
    ids = list(write.add_articles(con, [article(url=f"https://a.example/{n}") for n in range(2)]).values())
    write.add_versions(con, [version(article_id=ids[0]), version(article_id=ids[1], run_id=A_RUN.run_id)])
    add_import(con, A_RUN)
    found = con.execute("select observed_via, archive_file from version_origins order by version_id").fetchall()
    assert sorted(found) == [("archive", "story.warc.gz"), ("network", None)]
