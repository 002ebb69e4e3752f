"""Reading and comparing together: one story in nine languages, written twice, and edited."""

from itertools import permutations

import pytest

from extractors.changes import between_revisions
from extractors.claims import Reader
from extractors.values import Article, Change, Kind, Reading
from tests.builders import article
from tests.extractors.comparing.parallels import BRIEFING, EDITS, FRONT, REWRITTEN
from tests.extractors.stories import small_story

LANGUAGES = sorted(BRIEFING)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(small_story())


def read(reader: Reader, text: str, language: str) -> tuple[Article, Reading]:
    one = article(text, language=language)
    return one, reader.read(one)


def found(reader: Reader, before: str, after: str, language: str) -> tuple[Change, ...]:
    return between_revisions(*read(reader, before, language), *read(reader, after, language))


@pytest.mark.parametrize("story", [BRIEFING, FRONT], ids=["a briefing", "the front"])
def test_no_translation_of_a_text_advises_an_alert(reader: Reader, story: dict[str, str]) -> None:
    told = {language: read(reader, text, language) for language, text in story.items()}
    assert all(len(reading.claims) >= 3 for _, reading in told.values())
    alerts = [
        f"{one}-{other}: {change.why}"
        for one, other in permutations(told, 2)
        for change in between_revisions(*told[one], *told[other])
        if change.alert
    ]
    assert alerts == []


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_translation_that_gives_another_number_does(reader: Reader, language: str) -> None:
    other = BRIEFING["en"].replace("About 300", "About 900")
    changes = between_revisions(*read(reader, other, "en"), *read(reader, BRIEFING[language], language))
    assert [(c.metric, c.change.value) for c in changes if c.alert] == [("killed", "lowered")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_written_by_another_hand_advises_no_alert(reader: Reader, language: str) -> None:
    there = found(reader, BRIEFING[language], REWRITTEN[language], language)
    back = found(reader, REWRITTEN[language], BRIEFING[language], language)
    assert [change.why for change in (*there, *back) if change.alert] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_reordered_and_reformatted_text_has_no_change(reader: Reader, language: str) -> None:
    for text in (BRIEFING[language], FRONT[language]):
        turned = "\n\n".join(reversed(text.split("\n\n")))
        spaced = text.replace("\n\n", "\n").replace(" ", "\u00a0")
        assert found(reader, text, turned, language) == ()
        assert found(reader, text, spaced, language) == ()


@pytest.mark.parametrize(
    ("language", "words", "edited", "metric", "kind"), EDITS, ids=[f"{e[0]} {e[3]} {e[4]}" for e in EDITS]
)
def test_edited_words_are_found_and_nothing_beside_them_alerts(
    reader: Reader, language: str, words: str, edited: str, metric: str, kind: str
) -> None:
    text = BRIEFING[language]
    assert words in text
    changes = found(reader, text, text.replace(words, edited), language)
    assert (metric, kind) in [(change.metric, change.change.value) for change in changes]
    figures = {c.metric for c in changes if c.alert and (c.before or c.after).kind is Kind.FIGURE}  # type: ignore[union-attr]
    assert figures <= ({metric} if kind != "reattributed" else {"killed", "wounded", "casualties"})
