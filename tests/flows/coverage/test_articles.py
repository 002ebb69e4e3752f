from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.coverage.articles import PressArticle, View, read_article_file
from flows.coverage.tables import PressError
from tests.flows.coverage.conftest import article_text, write

LIVE = """
[[post]]
at = 2025-01-27T09:00:00Z
paragraphs = ["Second."]
[[post]]
at = 2025-01-27T07:00:00Z
title = "One"
paragraphs = ["First."]
"""


def at(day: int, hour: int) -> datetime:
    return datetime(2025, 1, day, hour, tzinfo=UTC)


def read(root: Path, text: str) -> PressArticle:
    write(root, {"first.toml": text})
    return read_article_file(root / "first.toml")


def view(article: PressArticle, day: int, hour: int) -> View:
    found = article.view(at(day, hour))
    assert found is not None
    return found


def revised(body: str) -> str:
    return article_text(more=f"[[revision]]\nat = 2025-01-28T12:00:00Z\n{body}")


def test_nothing_stands_there_before_publication(tmp_path: Path) -> None:
    assert read(tmp_path, article_text()).view(at(27, 5)) is None


def test_an_edit_counts_from_its_hour_on_and_the_rest_carries_over(tmp_path: Path) -> None:
    article = read(tmp_path, revised('event = "E01"\nedits = [["Ten sheep were", "Twelve sheep were"]]'))
    before, after = view(article, 28, 11), view(article, 28, 12)
    assert before.revision.paragraphs[0] == "Ten sheep were seen."
    assert after.revision.paragraphs[0] == "Twelve sheep were seen."
    assert after.revision.paragraphs[1:] == before.revision.paragraphs[1:]
    assert (after.revision.title, after.modified_at) == (before.revision.title, at(28, 12))


def test_an_edit_of_the_headline_leaves_the_text(tmp_path: Path) -> None:
    article = read(tmp_path, revised('event = "E07"\nedits = [["Ten <sheep>", "Six <sheep>"]]'))
    assert view(article, 28, 12).revision.title == "Six <sheep> seen"
    assert view(article, 28, 12).revision.paragraphs == view(article, 27, 12).revision.paragraphs


@pytest.mark.parametrize(
    ("deck", "after"),
    [
        pytest.param("", "Twelve sheep were seen.", id="the-first-paragraph-follows-the-edit"),
        pytest.param('summary = "About sheep."', "About sheep.", id="a-deck-of-its-own-stays"),
    ],
)
def test_the_summary_after_an_edit(tmp_path: Path, deck: str, after: str) -> None:
    text = revised('event = "E01"\nedits = [["Ten sheep were", "Twelve sheep were"]]')
    article = read(tmp_path, text.replace("byline =", f"{deck}\nbyline ="))
    assert view(article, 28, 12).revision.summary == after


def test_an_article_can_go_and_a_check_page_can_come_and_go(tmp_path: Path) -> None:
    gone = read(tmp_path, revised('event = "E11"\ngone = true'))
    assert (view(gone, 28, 11).gone, view(gone, 28, 12).gone) == (False, True)
    over = '\n[[revision]]\nat = 2025-01-29T12:00:00Z\nnoise = "over"'
    checked = read(tmp_path, revised(f'noise = "challenge"\nchallenge = true{over}'))
    assert [view(checked, day, 13).revision.is_challenge for day in (27, 28, 29)] == [False, True, False]
    assert view(checked, 29, 13).revision.paragraphs == view(checked, 27, 13).revision.paragraphs


def test_posts_appear_in_their_hour_newest_on_top(tmp_path: Path) -> None:
    article = read(tmp_path, article_text(traits="live_blog = true", more=LIVE))
    assert [post.paragraphs for post in view(article, 27, 6).posts] == []
    assert [post.paragraphs for post in view(article, 27, 10).posts] == [("Second.",), ("First.",)]
    assert view(article, 27, 10).modified_at == at(27, 9)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param(article_text().replace('"first"', '"other"'), "slug", id="slug-is-not-the-file"),
        pytest.param(article_text(traits="live_blog = true"), "post", id="live-blog-without-posts"),
        pytest.param(article_text(more=LIVE), "post", id="posts-without-live-blog"),
        pytest.param(article_text(traits="pay_wall = true"), "pay_wall", id="unknown-trait"),
        pytest.param(revised('edits = [["Ten sheep", "x"]]'), "revision[1].event", id="no-reason"),
        pytest.param(revised('event = "E"\nnoise = "n"'), "revision[1].event", id="two-reasons"),
        pytest.param(revised('noise = "n"\nedits = [["sheep", "x"]]'), "revision[1].edits", id="edit-fits-twice"),
        pytest.param(revised('noise = "n"\nedits = [["goats", "x"]]'), "revision[1].edits", id="edit-fits-nowhere"),
        pytest.param(revised('noise = "n"').replace("01-28", "01-26"), "revision[1].at", id="back-in-time"),
        pytest.param(article_text().replace("06:00:00Z", "06:00:00"), "revision[0].at", id="no-zone"),
    ],
)
def test_a_fault_names_the_key(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(PressError) as caught:
        read(tmp_path, text)
    assert caught.value.key == key
