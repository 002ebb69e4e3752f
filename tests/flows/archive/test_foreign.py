"""Archives that others made, and archives made to do harm: read by record, within limits, and nothing is believed."""

import gzip
import json
import tracemalloc
import zlib
from datetime import timedelta
from pathlib import Path

import pytest

from flows.archive import captures
from flows.archive.captures import Archive, NoArchiveError, Sort, page_of, read_archive
from flows.archive.importing import FLOW, Imported, batches, import_archive
from flows.archive.notes import FORM
from flows.collection.runs import new_run
from tests.flows.archive.warcs import answer, capture, record, write
from tests.flows.collection.newsstand import COURIER, LEDGER, MONDAY, SEOUL, page, page_url, watch_of
from warehouse import connect

LATER = MONDAY.replace(year=2026)
HERE = page_url(COURIER, "toll")


def opened(tmp_path: Path, *records: bytes, name: str = "some.warc.gz") -> Archive:
    return read_archive(write(tmp_path / name, records), tmp_path / "bodies", LATER)


def imported(tmp_path: Path, *records: bytes, language: str | None = None) -> tuple[Imported, list[tuple[object, ...]]]:
    """Import into a home of its own; return how that ended and the articles that are there now."""
    run = new_run(watch_of(COURIER, LEDGER), tmp_path / "home", LATER, flow=FLOW, is_past=True)
    path = write(tmp_path / "some.warc.gz", records)
    ended = import_archive(run, path, finished_at=lambda: LATER, language=language)
    with connect.reader(tmp_path / "home") as con:
        found = con.execute(
            "select a.url, a.outlet, a.feed_id, v.seen_at from articles a left join versions v using (article_id) "
            "order by v.seen_at"
        ).fetchall()
    return ended, found


def note(**given: object) -> bytes:
    told = {"form": FORM, "outcome": "ok", "outlet": "x", "publisher": "x", "language": "en", "feed": None} | given
    return json.dumps(told).encode()


@pytest.mark.parametrize("name", ["plain.warc", "by-record.warc.gz", "whole.warc.gz"])
def test_a_file_is_read_packed_by_record_as_a_whole_or_not_at_all(tmp_path: Path, name: str) -> None:
    records = [record("warcinfo", "", b"software: Some Crawler 1.0\r\n"), capture("toll", SEOUL.format("1,000"))]
    path = write(tmp_path / name, records)
    if name.startswith("whole"):
        path.write_bytes(gzip.compress(b"".join(records)))
    archive = read_archive(path, tmp_path / "bodies", LATER)
    assert [(one.url, one.at, one.sort) for one in archive.captures] == [(HERE, MONDAY, Sort.PAGE)]
    assert (archive.made_by, archive.damage, archive.skipped) == ("Some Crawler 1.0", "", {})
    assert b"1,000" in page_of(tmp_path / "bodies", archive.captures[0])


def test_captures_are_taken_in_the_order_of_their_dates_whatever_their_order_in_the_file(tmp_path: Path) -> None:
    ended, found = imported(
        tmp_path,
        capture("toll", SEOUL.format("3,000"), date="2025-03-01T00:00:00Z"),
        capture("toll", SEOUL.format("1,000"), date="2025-01-01T00:00:00Z"),
        capture("toll", SEOUL.format("2,000"), date="2025-02-01T00:00:00.5Z"),
    )
    assert [f"{at:%m-%d}" for _, _, _, at in found] == ["01-01", "02-01", "03-01"]  # type: ignore[str-format]
    assert {(outlet, feed) for _, outlet, feed, _ in found} == {(COURIER, COURIER)}
    assert (ended.counts["versions"], ended.counts["changes"], ended.counts["alerts"]) == (3, 2, 0)


def test_pages_of_other_sites_and_of_other_stories_are_left_out(tmp_path: Path) -> None:
    elsewhere = record(
        "response", "https://nobody.example/a", answer(page(COURIER, "a", SEOUL.format("9"), "", MONDAY))
    )
    cows = page(COURIER, "cows", "The show of cows drew nine hundred visitors to the valley.", "A fine day", MONDAY)
    other = record("response", page_url(COURIER, "cows"), answer(cows.replace(b"Kursk", b"Kent")))
    ended, found = imported(tmp_path, elsewhere, other, capture("toll", SEOUL.format("1,000")))
    assert [url for url, *_ in found] == [HERE]
    assert ended.skipped == {"of a site on which the watch has no feed (see --language)": 1, "not about the story": 1}


def test_pages_of_other_sites_are_taken_where_their_language_is_said(tmp_path: Path) -> None:
    elsewhere = record(
        "response", "https://nobody.example/a", answer(page(COURIER, "a", SEOUL.format("9"), "", MONDAY))
    )
    _, found = imported(tmp_path, elsewhere, language="en")
    assert [(url, outlet, feed) for url, outlet, feed, _ in found] == [
        ("https://nobody.example/a", "nobody.example", None)
    ]


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        pytest.param(record("response", "file:///etc/passwd", answer(b"x")), "no address", id="a file's address"),
        pytest.param(record("response", "http://me@a.example/", answer(b"x")), "no address", id="a user's name"),
        pytest.param(record("response", "", answer(b"x")), "no address", id="no address"),
        pytest.param(record("response", HERE, answer(b"x"), date="yesterday"), "readable date", id="no date"),
        pytest.param(record("response", HERE, answer(b"x"), date="2099-01-01T00:00:00Z"), "right", id="the future"),
        pytest.param(record("response", HERE, answer(b"x"), date="0001-01-01T00:00:00+14:00"), "date", id="year 1"),
        pytest.param(record("response", HERE, b"\x00\xff" * 50), "no HTTP", id="no answer"),
        pytest.param(record("response", HERE, b""), "no HTTP", id="an empty record"),
        pytest.param(record("response", HERE, answer(b"x", status="9999 What")), "no HTTP", id="no status"),
        pytest.param(record("response", HERE, answer(b"", status="302 Found")), "no page", id="a redirect"),
        pytest.param(record("response", HERE, answer(b"x", kind="image/png")), "picture", id="a picture"),
        pytest.param(
            record("response", HERE, answer(b"x", more="Content-Encoding: br\r\n")), "packed", id="a packing not read"
        ),
        pytest.param(
            record("response", HERE, answer(zlib.compress(b"0" * 9_000_000), more="Content-Encoding: deflate\r\n")),
            "too large when unpacked",
            id="a bomb",
        ),
        pytest.param(record("response", HERE, answer(b"0" * 8_200_000)), "8,000,000 bytes", id="a huge page"),
    ],
)
def test_a_record_of_no_use_is_passed_over_with_its_reason(tmp_path: Path, one: bytes, reason: str) -> None:
    archive = opened(tmp_path, one, capture("toll", SEOUL.format("1,000")))
    assert len(archive.captures) == 1
    assert archive.damage == ""
    [(said, count)] = archive.skipped.items()
    assert reason in said
    assert count == 1


@pytest.mark.parametrize(
    ("tail", "reason"),
    [
        pytest.param(capture("b", "x")[:-400], "middle of a record", id="cut short"),
        pytest.param(capture("b", "x", length=10), "longer or shorter", id="a length too small"),
        pytest.param(capture("b", "x", length="10e9"), "how long it is", id="no length"),
        pytest.param(capture("b", "x", length=-1), "how long it is", id="a negative length"),
        pytest.param(b"GARBAGE\r\n\r\n", "no record begins", id="garbage"),
        pytest.param(b"WARC/1.1\r\n" + b"A" * 1_000_000, "longer than", id="an endless line"),
        pytest.param(b"WARC/1.1\r\n" + b"A: b\r\n" * 100_000, "header lines", id="endless headers"),
        pytest.param(b"\r\n" * 100_000, "header lines", id="endless blank lines"),
    ],
)
def test_what_stands_before_a_damage_is_kept(tmp_path: Path, tail: bytes, reason: str) -> None:
    archive = opened(tmp_path, capture("toll", SEOUL.format("1,000")), tail)
    assert [one.url for one in archive.captures] == [HERE]
    assert reason in archive.damage


@pytest.mark.parametrize("harm", ["cut", "flipped", "with a tail"])
def test_of_a_packed_file_only_what_is_surely_whole_is_kept(tmp_path: Path, harm: str) -> None:
    """Half a page, or one with a flipped bit, would look like a revision that the outlet never made."""
    said = SEOUL.format("1,000")
    path = tmp_path / "some.warc.gz"
    whole = b"".join(gzip.compress(capture(slug, said), 0 if slug == "c" else 9) for slug in ("toll", "b", "c"))
    broken = {"cut": whole[:-20], "flipped": whole.replace(b"1,000", b"7,000"), "with a tail": whole + b"more"}[harm]
    assert broken != whole
    path.write_bytes(broken)
    archive = read_archive(path, tmp_path / "bodies", LATER)
    assert {one.url for one in archive.captures} == {HERE, page_url(COURIER, "b")}
    assert archive.damage


def test_a_record_that_is_not_what_its_digest_says_is_passed_over(tmp_path: Path) -> None:
    digest = "WARC-Block-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n"
    archive = opened(tmp_path, capture("b", "x", more=digest), capture("toll", "x"))
    assert [one.url for one in archive.captures] == [HERE]
    assert archive.skipped == {"a record that is not what its digest says": 1}


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>no archive</html>", gzip.compress(b"no archive", mtime=0), b"\x00" * 1_000],
    ids=["empty", "page", "packed", "zeros"],
)
def test_a_file_that_is_no_archive_is_told_as_that(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "some.warc.gz"
    path.write_bytes(content)
    with pytest.raises(NoArchiveError, match=r"some\.warc\.gz is no WARC archive"):
        read_archive(path, tmp_path / "bodies", LATER)


def test_a_bomb_is_given_up_at_its_limit_without_being_held_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "bomb.warc.gz"
    bomb = record("resource", HERE, bytes(300_000_000))
    path.write_bytes(gzip.compress(capture("toll", "x") + bomb, 1))
    del bomb
    tracemalloc.start()
    archive = read_archive(path, tmp_path / "bodies", LATER, most=200_000_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [one.url for one in archive.captures] == [HERE]
    assert "larger than 200,000,000 bytes" in archive.damage
    assert peak < 20_000_000


def test_more_captures_than_the_limit_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(captures, "MAX_CAPTURES", 2)
    archive = opened(tmp_path, *(capture(f"n{number}", "x") for number in range(5)))
    assert len(archive.captures) == 3
    assert "more than 2 captures" in archive.damage


def test_a_body_in_chunks_and_packed_is_the_page_that_was_sent(tmp_path: Path) -> None:
    whole = page(COURIER, "toll", SEOUL.format("1,000"), "", MONDAY)
    packed = gzip.compress(whole)
    chunks = b"".join(f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in (packed[:100], packed[100:]))
    more = "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"
    archive = opened(tmp_path, record("response", HERE, answer(chunks + b"0\r\n\r\n", more=more)))
    assert page_of(tmp_path / "bodies", archive.captures[0]) == whole


def test_a_body_that_was_stored_unpacked_under_its_old_header_is_taken_as_it_is(tmp_path: Path) -> None:
    whole = page(COURIER, "toll", "x", "", MONDAY)
    archive = opened(tmp_path, record("response", HERE, answer(whole, more="Content-Encoding: gzip\r\n")))
    assert page_of(tmp_path / "bodies", archive.captures[0]) == whole


def test_an_article_that_was_gone_when_it_was_captured_again_is_gone(tmp_path: Path) -> None:
    gone = record("response", HERE, answer(b"", status="410 Gone"), date="2025-02-01T00:00:00Z")
    same = record("revisit", HERE, b"", date="2025-01-28T00:00:00Z")
    never = record("response", page_url(COURIER, "x"), answer(b"", status="404 Not Found"))
    ended, _ = imported(tmp_path, gone, same, never, capture("toll", SEOUL.format("1,000")))
    with connect.reader(tmp_path / "home") as con:
        found = con.execute("select outcome from visits order by visited_at").fetchall()
    assert found == [("ok",), ("not_modified",), ("gone",)]
    assert ended.skipped == {"no page, of an article that was never seen": 1}


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(b"[" * 15_000, id="deep"),
        pytest.param(b"{" + b'"a":' * 10, id="broken"),
        pytest.param(note(outlet="<script>"), id="markup for a name"),
        pytest.param(note(outlet="a\x1b[2J"), id="a terminal's commands for a name"),
        pytest.param(note(language="../../etc"), id="a path for a language"),
        pytest.param(note(outcome="won"), id="an unknown outcome"),
        pytest.param(note(published_at="soon"), id="no date"),
        pytest.param(note(form="another/9"), id="another form"),
        pytest.param(note(title="x" * 30_000), id="too long"),
    ],
)
def test_a_note_that_is_not_ours_or_not_whole_is_none(tmp_path: Path, block: bytes) -> None:
    archive = opened(tmp_path, record("metadata", HERE, block), capture("toll", "x"))
    assert archive.notes == {}
    assert len(archive.captures) == 1


def test_a_note_of_an_unknown_language_does_not_place_a_page(tmp_path: Path) -> None:
    there = "https://nobody.example/a"
    page_there = record("response", there, answer(page(COURIER, "a", SEOUL.format("9"), "", MONDAY)))
    ended, found = imported(tmp_path, page_there, record("metadata", there, note(language="xx")))
    assert found == []
    assert ended.counts["articles"] == 0


def test_a_damaged_archive_is_told_in_the_home_that_read_it(tmp_path: Path) -> None:
    ended, found = imported(tmp_path, capture("toll", SEOUL.format("1,000")), capture("b", "x")[:-400])
    assert len(found) == 1
    assert "middle of a record" in ended.damage
    with connect.reader(tmp_path / "home") as con:
        assert con.execute("select location, kind from issues").fetchall() == [("some.warc.gz", "damaged")]


def test_a_batch_names_an_address_once_and_stays_small() -> None:
    def at(url: str, seconds: int, size: int = 0) -> captures.Capture:
        return captures.Capture(url=url, at=MONDAY + timedelta(seconds=seconds), sort=Sort.PAGE, size=size)

    given = [at("a", 0), at("b", 1), at("a", 2), at("c", 63), at("d", 64, 40_000_000), at("e", 65, 40_000_000)]
    assert [[one.url for one in batch] for batch in batches(given)] == [["a", "b"], ["a"], ["c", "d"], ["e"]]
