import re
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.coverage.articles import PressArticle
from flows.coverage.press import Press, article_path, load_press
from flows.coverage.tables import PressError
from tests.flows.coverage.conftest import article_text, outlet_text, small_press, write

LANGUAGES = {"en", "fr", "de", "es", "ko", "uk", "ru", "zh", "ja"}
SENTENCE_END = re.compile(r"(?<=[.!?。！？])[\"»”」』]?\s*")
SHORTEST = {"ko": 250, "zh": 250, "ja": 250}  # characters; the others are counted in words
A_SENTENCE = 25  # characters; shorter ones ("He nodded.") may meet by chance


def articles(press: Press) -> list[tuple[str, PressArticle]]:
    return [(title.outlet.id, article) for title in press.titles for article in title.articles]


def whole(article: PressArticle) -> str:
    last = article.revisions[-1]
    return "\n".join([*last.paragraphs, *(text for post in article.posts for text in post.paragraphs)])


def test_two_outlets_may_not_share_a_host(tmp_path: Path) -> None:
    tree = {name: outlet_text(name).replace(f"{name}.example", "same.example") for name in ("en-a", "en-b")}
    with pytest.raises(PressError, match="is taken"):
        load_press(write(tmp_path, {f"{name}/outlet.toml": text for name, text in tree.items()}))


def test_two_articles_may_not_share_an_address(tmp_path: Path) -> None:
    tree = {
        "en-trial/outlet.toml": outlet_text().replace('path = "/{section}/{slug}"', 'path = "/{section}"'),
        "en-trial/articles/first.toml": article_text(),
        "en-trial/articles/second.toml": article_text().replace('"first"', '"second"'),
    }
    with pytest.raises(PressError, match="share /world"):
        load_press(write(tmp_path, tree))


def test_a_paywall_needs_its_words(tmp_path: Path) -> None:
    tree = {
        "en-trial/outlet.toml": outlet_text().replace('subscribe = "Pay to read on."', ""),
        "en-trial/articles/first.toml": article_text(traits="paywall = true"),
    }
    with pytest.raises(PressError, match="needed by first"):
        load_press(write(tmp_path, tree))


def test_what_was_taken_down_is_no_longer_in_the_paper(tmp_path: Path) -> None:
    gone = '[[revision]]\nat = 2025-01-28T12:00:00Z\nevent = "E11"\ngone = true'
    title = small_press(tmp_path, article=article_text(more=gone)).titles[0]
    assert [len(title.published(datetime(2025, 1, day, 13, tzinfo=UTC))) for day in (26, 27, 28)] == [0, 1, 0]


def test_the_shipped_press_is_large_and_varied_enough(shipped: Press) -> None:
    on_topic = [article for _, article in articles(shipped) if not article.is_off_topic]
    assert len(shipped.titles) >= 20
    assert len(on_topic) >= 60
    assert len({title.outlet.structure for title in shipped.titles}) >= 12
    assert {title.outlet.language for title in shipped.titles} == LANGUAGES
    assert {title.outlet.feed for title in shipped.titles} == {"rss", "atom"}
    assert {title.outlet.etag for title in shipped.titles} == {"strong", "weak", "none"}


def test_every_special_page_is_there(shipped: Press) -> None:
    found = [article for _, article in articles(shipped)]
    assert sum(article.is_live_blog for article in found) >= 1
    assert sum(article.is_paywalled for article in found) >= 1
    assert sum(bool(article.redirect_from) for article in found) >= 1
    assert sum(article.has_utm for article in found) >= 1
    assert sum(any(one.is_challenge for one in article.revisions) for article in found) >= 1
    assert any(title.outlet.slow_s >= 1 for title in shipped.titles)
    assert any(title.outlet.feed_fails_at for title in shipped.titles)
    wrong = [one.outlet for one in shipped.titles if one.outlet.header_charset != one.outlet.charset]
    assert {outlet.charset for outlet in wrong} - {"utf-8"}


def test_noise_of_several_kinds_in_several_languages(shipped: Press) -> None:
    languages = defaultdict(set)
    for outlet_id, article in articles(shipped):
        for revision in article.revisions:
            if revision.noise:
                languages[revision.noise].add(outlet_id[:2])
    assert len(languages["rewording"]) >= 6
    assert len(languages["number format"]) >= 4
    assert {"a paragraph moved", "typo in a name fixed", "paragraph without a claim added"} <= set(languages)


def test_two_wire_texts_stand_word_for_word_in_several_outlets(shipped: Press) -> None:
    wires = defaultdict(list)
    for outlet_id, article in articles(shipped):
        if article.syndicated:
            wires[article.syndicated].append((outlet_id, whole(article)))
    assert sorted(len({outlet for outlet, _ in copies}) for copies in wires.values()) == [3, 4]
    assert [len({text for _, text in copies}) for copies in wires.values()] == [1, 1]


def test_no_two_articles_share_a_sentence(shipped: Press) -> None:
    """Prose is written, not filled into slots; a wire text counts as one article."""
    owners = defaultdict(set)
    for outlet_id, article in articles(shipped):
        name = article.syndicated or f"{outlet_id}/{article.slug}"
        for line in whole(article).splitlines():
            for sentence in SENTENCE_END.split(line):
                if len(sentence) >= A_SENTENCE:
                    owners[sentence].add(name)
    assert len(owners) > 400
    assert {sentence: names for sentence, names in owners.items() if len(names) > 1} == {}


def test_no_two_headlines_are_alike(shipped: Press) -> None:
    titles = [(outlet_id, article.revisions[0].title) for outlet_id, article in articles(shipped)]
    assert len({title for _, title in titles}) == len(titles)


def test_articles_on_the_story_have_the_length_of_articles(shipped: Press) -> None:
    short = []
    for outlet_id, article in articles(shipped):
        text, least = whole(article), SHORTEST.get(outlet_id[:2])
        length = len(text) if least else len(text.split())
        if length < (least or 80) and not (article.is_off_topic or article.is_paywalled):
            short.append((outlet_id, article.slug, length))
    assert short == []


def test_everything_happens_in_the_week_that_is_played(shipped: Press) -> None:
    first, last = datetime(2025, 1, 26, tzinfo=UTC), datetime(2025, 1, 31, 18, tzinfo=UTC)
    times = [revision.at for _, article in articles(shipped) for revision in article.revisions]
    times += [post.at for _, article in articles(shipped) for post in article.posts]
    assert first <= min(times)
    assert max(times) <= last


def test_addresses_are_unique_on_each_host(shipped: Press) -> None:
    addresses = [(one.outlet.host, article_path(one.outlet, a)) for one in shipped.titles for a in one.articles]
    assert len(set(addresses)) == len(addresses)
