"""The measuring of extraction: each kind of change does what it says, and the table tells what was counted."""

import gzip
import json
import random
import sys
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from benchmarks import extraction
from benchmarks.perturbing import INSIDE, KINDS, OUTSIDE, Kind, perturbed
from tests.extractors.test_pages import PROSE, html

LINKS = "".join(f'<li><a href="/{number}">The harbour news of day {number}</a></li>' for number in range(6))
PAGE = LexborHTMLParser(html(head="<script>1</script>", after=f"</article><aside><ul>{LINKS}</ul></aside>")).html or ""


def again(kind: Kind) -> str:
    after = perturbed(PAGE, PROSE, kind, random.Random(7))
    assert after is not None
    return after


def prose_of(source: str) -> tuple[str, ...]:
    return tuple(node.text() for node in LexborHTMLParser(source).css("div.body > p, div[class^=body_] > p"))


@pytest.mark.parametrize("kind", OUTSIDE, ids=lambda kind: kind.__name__)
def test_what_changes_outside_leaves_the_article_as_it_was(kind: Kind) -> None:
    after = again(kind)
    assert after != PAGE
    assert prose_of(after) == PROSE


@pytest.mark.parametrize("kind", [*INSIDE, *KINDS["anonymous"]], ids=lambda kind: kind.__name__)
def test_what_is_put_inside_stands_between_the_paragraphs(kind: Kind) -> None:
    after = again(kind)
    assert (
        after.index(PROSE[0]) < next(at for at in range(len(after)) if after[at] != PAGE[at]) < after.index(PROSE[-1])
    )
    assert [text for text in prose_of(after) if text in PROSE] == list(PROSE)


def test_names_are_taken_from_what_is_put_inside() -> None:
    assert "newsletter" in again(KINDS["inside"][2])
    assert "newsletter" not in again(KINDS["anonymous"][2])


@pytest.mark.parametrize("kind", KINDS["edit"], ids=lambda kind: kind.__name__)
def test_an_edit_changes_one_paragraph(kind: Kind) -> None:
    after = prose_of(again(kind))
    assert after != PROSE
    assert len(set(PROSE) - set(after)) <= 1
    assert abs(len(after) - len(PROSE)) <= 1


def test_a_page_without_what_a_kind_changes_is_left_out() -> None:
    assert perturbed("<html><body><p>Ice.</p></body></html>", ("Ice.",), KINDS["edit"][0], random.Random(7)) is None


def test_the_table_tells_what_was_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "parser" / "test_data" / "en"
    folder.mkdir(parents=True)
    source = PAGE.replace("<script>", '<meta name="date" content="2024-11-04"><script>')
    (folder / "Post_2024_11_05.html.gz").write_bytes(gzip.compress(source.encode()))
    body = {"summary": [PROSE[0]], "sections": [{"headline": [], "paragraphs": PROSE[1:]}]}
    (folder / "Post.json").write_text(json.dumps({"V1": {"body": body, "publishing_date": "2024-11-04 09:00:00"}}))
    meta = {"url": "https://post.example/1", "crawl_date": "2024-11-05 09:00:00"}
    (folder / "meta.info").write_text(json.dumps({"Post_2024_11_05.html.gz": meta}))
    monkeypatch.setattr(sys, "argv", ["extraction", str(tmp_path)])
    assert extraction.main() == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "body F1 claimwatch: 1.0000 on 1 pages"
    assert lines[2] == "day of publication: 1 right"
    told = {line.split(":")[0]: line for line in lines[3:]}
    assert "13 pages, revisions claimwatch 0 (0.00 %)" in told["outside"]
    assert "4 pages, revisions claimwatch 0 (0.00 %)" in told["inside"]
    assert "4 pages, revisions claimwatch 4 (100.00 %)" in told["edit"]


def test_a_folder_without_pages_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["extraction", str(tmp_path)])
    assert extraction.main() == 2
    assert "no test data" in capsys.readouterr().err
