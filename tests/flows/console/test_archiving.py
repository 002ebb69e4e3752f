"""The commands export and import: a story handed over as a file, and what is told where it cannot be."""

import json
from pathlib import Path

from tests.flows.archive.warcs import answer, capture, record, write
from tests.flows.collection.newsstand import COURIER, MONDAY, SEOUL, page
from tests.flows.console.conftest import Claimwatch

THERE = "https://courier.example/toll"


def some(path: Path, *more: bytes) -> Path:
    """An archive with one article, of a site that the shipped watch does not know."""
    body = page(COURIER, "toll", SEOUL.format("1,000"), "", MONDAY)
    return write(path, [record("response", THERE, answer(body)), *more])


def test_what_was_imported_can_be_asked_for_and_exported_again(claimwatch: Claimwatch, tmp_path: Path) -> None:
    path = some(tmp_path / "a.warc.gz")
    ended = claimwatch("import", path, "--language", "en", "--json")
    assert ended.exit_code == 0
    told = json.loads(ended.stdout)
    assert (told["counts"]["versions"], told["counts"]["alerts"], told["damage"]) == (1, 0, None)
    asked = claimwatch("sql", "select observed_via, archive_file, year(seen_at) from version_origins", "-f", "json")
    assert list(json.loads(asked.stdout)[0].values()) == ["archive", "a.warc.gz", 2025]
    out = tmp_path / "b.warc.gz"
    ended = claimwatch("export", "--warc", out)
    assert (ended.exit_code, ended.stdout) == (0, "1 pages, 0 revisits, 1 notes, 0 missing\n")
    assert out.read_bytes()[:2] == b"\x1f\x8b"
    assert [path.name for path in tmp_path.glob("*.part")] == []


def test_what_was_left_out_is_told_with_its_reason(claimwatch: Claimwatch, tmp_path: Path) -> None:
    ended = claimwatch("import", some(tmp_path / "a.warc.gz"))
    assert ended.exit_code == 0
    assert "1 left out: of a site on which the watch has no feed (see --language)" in ended.stdout


def test_a_damaged_archive_is_imported_as_far_as_it_goes_and_exits_partly(
    claimwatch: Claimwatch, tmp_path: Path
) -> None:
    path = some(tmp_path / "a.warc.gz", capture("b", "x")[:-400])
    ended = claimwatch("import", path, "--language", "en")
    assert ended.exit_code == 3
    assert "1 versions" in ended.stdout
    assert "damaged" in ended.stderr


def test_what_cannot_be_read_or_written_is_told_in_a_line(claimwatch: Claimwatch, tmp_path: Path) -> None:
    no_archive = tmp_path / "page.html"
    no_archive.write_text("<html>")
    claimwatch("import", some(tmp_path / "first.warc.gz"))  # or there would be nothing to export
    for arguments, code, said in (
        (("import", tmp_path / "nothing.warc"), 2, "there is no such file"),
        (("import", no_archive), 1, "is no WARC archive"),
        (("import", some(tmp_path / "a.warc"), "--language", "xx"), 2, "xx"),
        (("export", "--warc", tmp_path / "a.warc", "--since", "Monday"), 2, "'Monday' is no day"),
        (("export", "--warc", tmp_path / "no" / "a.warc"), 1, "a.warc"),
    ):
        ended = claimwatch(*arguments)
        assert (ended.exit_code, said in ended.stderr) == (code, True), ended.stderr
        assert "Traceback" not in ended.stderr


def test_a_home_without_a_warehouse_has_nothing_to_export(claimwatch: Claimwatch, tmp_path: Path) -> None:
    ended = claimwatch("export", "--warc", tmp_path / "a.warc")
    assert ended.exit_code == 1
    assert not (tmp_path / "a.warc").exists()
