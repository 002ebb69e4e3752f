"""The texts by which speed is measured are as long and dense as they are said to be; memory stays in its limit."""

import subprocess
import sys

import pytest

from extractors.claims import Reader
from extractors.values import Article
from flows.watching.known import find_watch
from tests.accuracy.speed import LENGTH, PER_CLAIM, PROSE, ordinary_articles, speed_lines


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(find_watch("north-korea-in-russia").story)


@pytest.mark.parametrize("language", PROSE)
def test_an_ordinary_article_is_whole_and_its_claims_are_read(language: str, reader: Reader) -> None:
    articles = ordinary_articles(language)
    found = [len(reader.read(article).claims) for article in articles]
    assert {len(article.text) for article in articles} == {LENGTH}
    assert len({article.text for article in articles}) == len(articles)
    assert sum(found) >= len(articles) * LENGTH / PER_CLAIM / 2


@pytest.mark.parametrize("language", PROSE)
def test_the_plain_prose_between_tells_no_figures(language: str, reader: Reader) -> None:
    text = " ".join(PROSE[language])
    article = Article(url="https://example.test/", outlet="example.test", language=language, title="", text=text)
    assert [c.quote for c in reader.read(article).claims if c.low is not None] == []


def test_each_language_has_its_speed_in_one_line(reader: Reader) -> None:
    _, line = speed_lines(reader.story)
    speeds = line.split()
    assert speeds[::2] == list(PROSE)
    assert all(int(speed) > 0 for speed in speeds[1::2])


def test_nine_languages_and_all_batches_are_read_in_the_memory_that_is_promised() -> None:
    told = subprocess.run([sys.executable, "-m", "tests.accuracy.memory"], check=True, capture_output=True, text=True)
    assert 30 < float(told.stdout) < 150
