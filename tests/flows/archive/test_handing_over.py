"""A story that is written as WARC in one home and read into an empty one is the same story there."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from flows.archive.exporting import export_archive
from flows.archive.importing import FLOW, Imported, import_archive
from flows.collection.runs import new_run
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
    Desk,
    Newsstand,
    page,
    page_url,
    tagged,
)
from warehouse import connect, raw

LATER = MONDAY + timedelta(days=400)

VERSIONS = """
select a.url, v.outlet, a.publisher, v.language, a.feed_id, a.is_baseline, v.version_no, v.seen_at, v.published_at,
    v.modified_at, v.title, v.text, v.content_hash, v.raw_sha256, v.cause
from versions v join articles a using (article_id) order by a.url, v.version_no
"""
CLAIMS = """
select a.url, v.version_no, c.metric, c.low, c.high, c.bound, c.source, c.quote, c.start_offset, c.published_at
from claims c join versions v using (version_id) join articles a on a.article_id = v.article_id
order by a.url, v.version_no, c.location, c.start_offset, c.metric
"""
CHANGES = "select across, metric, change, cause, seen_at, advises_alert from changes order by all"


@pytest.fixture
def office(desk: MakeDesk, stand: Newsstand) -> Desk:
    """A desk that has seen a figure raised, another outlet differ, an article moved and one taken down."""
    made = desk(COURIER, LEDGER, RIVE)
    stand.feed(COURIER, "toll", "gone")
    stand.feed(LEDGER, "count")
    stand.feed(RIVE, "bilan")
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    stand.article(COURIER, "gone", SEOUL.format("1,100"))
    stand.article(LEDGER, "count", SEOUL.format("1,000"))
    stand.article(RIVE, "bilan", SEOUL_FR.format("1 000"))
    made.collect(MONDAY)
    stand.article(COURIER, "toll", SEOUL.format("1,500"))
    stand.answers[page_url(COURIER, "gone")] = Answer(status=410)
    made.collect(MONDAY + 2 * HOUR)
    stand.article(RIVE, "bilan", SEOUL_FR.format("3 000"))
    made.collect(MONDAY + 4 * HOUR)
    made.collect(MONDAY + 27 * HOUR)
    return made


def exported(office: Desk, path: Path) -> Path:
    export_archive(office.watch, office.home, path, now=LATER)
    return path


def read_in(
    watch_of: Desk, home: Path, path: Path, *, at: datetime = LATER, is_past: bool = True
) -> tuple[Desk, Imported]:
    """Import into a home, and return a desk that looks at it."""
    run = new_run(watch_of.watch, home, at, flow=FLOW, is_past=is_past)
    ended = import_archive(run, path, finished_at=lambda: at)
    return Desk(watch=watch_of.watch, home=home, stand=watch_of.stand), ended


def test_an_empty_home_gets_the_same_versions_claims_and_changes(office: Desk, tmp_path: Path) -> None:
    other, ended = read_in(office, tmp_path / "other", exported(office, tmp_path / "story.warc.gz"))
    for question in (VERSIONS, CLAIMS, CHANGES):
        here = office.rows(question)
        assert here
        assert other.rows(question) == here
    assert (ended.damage, ended.counts["versions"]) == ("", 6)
    for (digest,) in office.rows("select distinct raw_sha256 from versions"):
        assert raw.read_page(other.home, str(digest)) == raw.read_page(office.home, str(digest))
    assert not list((other.home / "watches").rglob("importing"))


def test_nobody_is_told_of_the_past_unless_that_is_asked_for(office: Desk, tmp_path: Path) -> None:
    path = exported(office, tmp_path / "story.warc.gz")
    told = office.rows("select kind, headline, raised_at from alerts order by all")
    silent, _ = read_in(office, tmp_path / "silent", path)
    loud, _ = read_in(office, tmp_path / "loud", path, is_past=False)
    assert told
    assert silent.alerts() == []
    assert silent.rows("select distinct decision from changes where advises_alert") == [("suppressed",)]
    assert loud.rows("select kind, headline, raised_at from alerts order by all") == told


def test_who_waits_is_told_how_many_captures_are_done_of_how_many(office: Desk, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    archive = exported(office, tmp_path / "story.warc")
    run = new_run(office.watch, tmp_path / "new", MONDAY, flow=FLOW, is_past=True)
    ended = import_archive(
        run, archive, finished_at=lambda: MONDAY, progress=lambda done, count: told.append((done, count))
    )
    count = ended.counts["captures"]
    assert count > 1
    assert told[-1] == (count, count)
    assert [done for done, _ in told] == sorted({done for done, _ in told})


def test_reading_an_archive_twice_or_where_it_came_from_adds_nothing(office: Desk, tmp_path: Path) -> None:
    path = exported(office, tmp_path / "story.warc.gz")
    before = office.rows(VERSIONS)
    _, again = read_in(office, office.home, path)
    assert office.rows(VERSIONS) == before
    assert (again.counts["visits"], again.counts["versions"]) == (0, 0)
    assert again.skipped == {"no newer than what this home has seen of the article": again.counts["captures"]}


def test_each_version_says_whether_it_was_fetched_or_came_from_an_archive(office: Desk, tmp_path: Path) -> None:
    path = exported(office, tmp_path / "story.warc.gz")
    other, _ = read_in(office, tmp_path / "other", path)
    assert office.rows("select distinct observed_via, archive_file from version_origins") == [("network", None)]
    origins = other.rows(
        "select distinct observed_via, archive_file, archive_made_by, imported_at from version_origins"
    )
    assert [(via, file) for via, file, _, _ in origins] == [("archive", "story.warc.gz")]
    assert str(origins[0][2]).startswith("claimwatch/")
    assert origins[0][3] == LATER
    assert other.rows("select flow, started_at from runs") == [(FLOW, LATER)]


def test_watching_goes_on_in_the_home_that_took_the_story_over(office: Desk, stand: Newsstand, tmp_path: Path) -> None:
    other, _ = read_in(office, tmp_path / "other", exported(office, tmp_path / "story.warc.gz"))
    stand.article(COURIER, "toll", SEOUL.format("2,000"))
    ended = other.collect(MONDAY + 29 * HOUR)
    assert ("raised", "revisions") in ended.told
    assert "from about 1,500 to about 2,000" in str(other.alerts()[0]["headline"])


def test_the_same_home_gives_the_same_file_and_other_tools_can_read_it(office: Desk, tmp_path: Path) -> None:
    one, two = (exported(office, tmp_path / folder / "story.warc.gz") for folder in _folders(tmp_path))
    assert one.read_bytes() == two.read_bytes()
    with one.open("rb") as file:
        found = [
            (record.rec_type, record.content_stream().read(), record.digest_checker.passed)
            for record in ArchiveIterator(file, check_digests=True)
        ]
    kinds = [kind for kind, _, _ in found]
    assert kinds[0] == "warcinfo"
    assert kinds.count("response") == 6
    assert kinds.count("revisit") > 0
    assert {passed for _, _, passed in found} <= {True, None}
    pages = [body for kind, body, _ in found if kind == "response"]
    assert any(b"1,500" in body for body in pages)


def _folders(root: Path) -> tuple[str, str]:
    for name in ("one", "two"):
        (root / name).mkdir()
    return "one", "two"


def test_a_page_that_was_cleaned_away_is_counted_and_its_look_still_written(office: Desk, tmp_path: Path) -> None:
    [(digest,)] = office.rows("select raw_sha256 from versions where language = 'fr' and version_no = 1")
    next(office.home.glob(f"raw/*/{digest}.gz")).unlink()
    counts = export_archive(office.watch, office.home, tmp_path / "story.warc", now=LATER)
    assert (counts["pages"], counts["missing"]) == (5, 1)
    other, ended = read_in(office, tmp_path / "other", tmp_path / "story.warc")
    assert ended.damage == ""
    assert other.rows("select count(*) from versions") == [(5,)]


def test_an_old_archive_does_not_write_the_history_of_a_known_article_anew(
    office: Desk, desk: MakeDesk, stand: Newsstand, tmp_path: Path
) -> None:
    """What is newer than the last look is taken, what is older is left out, and other articles are filled in."""
    path = exported(office, tmp_path / "story.warc.gz")
    late = Desk(watch=office.watch, home=tmp_path / "late", stand=stand)
    stand.feed(LEDGER)
    stand.feed(RIVE)
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", SEOUL.format("2,500"))
    late.collect(MONDAY + 100 * HOUR)
    read_in(office, late.home, path)
    assert late.rows(
        "select version_no, seen_at from versions v join articles a using (article_id) where url like '%toll'"
    ) == [(1, MONDAY + 100 * HOUR)]
    assert late.rows("select count(*) from articles") == [(4,)]
    with connect.reader(late.home) as con:
        future = con.execute(
            "select count(*) from changes where seen_at < ? and after_version_id = 1 or before_version_id = 1",
            [MONDAY + 99 * HOUR],
        ).fetchone()
    assert future == (0,)


def test_a_page_that_was_held_and_then_believed_is_believed_at_the_same_look(
    desk: MakeDesk, stand: Newsstand, tmp_path: Path
) -> None:
    """A text that shrank to a quarter is looked at twice; both looks travel, and so does one that failed."""
    office = desk(COURIER)
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", "\n".join([SEOUL.format("1,000"), *(f"{FILLER} {n}." for n in range(8))]))
    office.collect(MONDAY)
    short = page(COURIER, "toll", SEOUL.format("1,000"), "", MONDAY).replace(FILLER.encode(), b"")
    stand.answers[page_url(COURIER, "toll")] = tagged(short)
    office.collect(MONDAY + 2 * HOUR)
    stand.fault(page_url(COURIER, "toll"), 500)
    office.collect(MONDAY + 4 * HOUR)
    stand.answers[page_url(COURIER, "toll")] = tagged(short)
    office.collect(MONDAY + 6 * HOUR)
    office.collect(MONDAY + 8 * HOUR)
    looks = "select visited_at, outcome from visits order by visited_at"
    here = office.rows(looks)
    assert [outcome for _, outcome in here][:3] == ["ok", "held", "failed"]
    other, _ = read_in(office, tmp_path / "other", exported(office, tmp_path / "story.warc.gz"))
    assert other.rows(looks) == here
    assert other.rows(VERSIONS) == office.rows(VERSIONS)
