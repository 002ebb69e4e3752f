"""A later look at an article knows its paragraphs, so that what moves around it is no revision."""

import pytest

from extractors.pages import read_article
from extractors.values import Article, Issue, Page
from tests.flows.collection.conftest import MakeDesk
from tests.flows.collection.newsstand import COURIER, FILLER, HOUR, MONDAY, SEOUL, Newsstand, page_url, tagged


def test_the_paragraphs_of_the_last_version_show_the_next_look_where_the_article_is(
    desk: MakeDesk, stand: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[object] = []

    def spy(page: Page, **more: object) -> Article | Issue:
        given.append(more["known"])
        return read_article(page, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("flows.collection.gather.read_article", spy)
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    office = desk(COURIER)
    office.collect(MONDAY)
    stand.article(COURIER, "toll", SEOUL.format("1,500"))
    office.collect(MONDAY + 2 * HOUR)
    assert given == [(), (FILLER, SEOUL.format("1,000"))]
    assert office.rows("select count(*) from versions") == [(2,)]


@pytest.mark.parametrize(
    "noise",
    [
        pytest.param('<div class="ad">Warm boots, 40 % off</div>', id="an advertisement"),
        pytest.param('<p class="comments">4,312 comments</p>', id="a counter"),
        pytest.param("<p>Updated 14:03</p>", id="a stamp"),
        pytest.param(
            '<ul><li><a href="/a">Ice on the bridge</a></li><li><a href="/b">School vote</a></li></ul>', id="links"
        ),
    ],
)
def test_what_comes_between_the_paragraphs_is_no_version(desk: MakeDesk, stand: Newsstand, noise: str) -> None:
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    office = desk(COURIER)
    office.collect(MONDAY)
    url = page_url(COURIER, "toll")
    body = stand.answers[url].body.decode()
    stand.answers[url] = tagged(body.replace("</h1>", f"</h1>{noise}").replace("</p><p>", f"</p>{noise}<p>").encode())
    assert office.collect(MONDAY + 2 * HOUR).counts["versions"] == 0
