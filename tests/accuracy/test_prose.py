"""Ordinary news of other matters that tempts: other wars, strikes, matches, floods, trials. Nothing of it is the story.

`prose/<language>.toml` holds made-up articles; `allowed` lists the claims, "metric subject", that may be told of one.
Figures of other forces are free, none may be counted as the main actor's.
"""

import tomllib
from pathlib import Path

import pytest

from extractors.claims import Reader
from extractors.values import Article, Band, Kind
from flows.watching.known import find_watch
from tests.accuracy.speed import PROSE as SENTENCES

PROSE = Path(__file__).parent / "prose"
LANGUAGES = sorted(path.stem for path in PROSE.glob("*.toml"))
MAIN = "north_korea"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(find_watch("north-korea-in-russia").story)


def told(reader: Reader, language: str, *, named: bool) -> dict[str, list[str]]:
    """What is told of each article that does, or does not, name the main actor, beyond what is allowed."""
    out = {}
    for one in tomllib.loads((PROSE / f"{language}.toml").read_text(encoding="utf-8"))["article"]:
        if one.get("names_main", False) is not named:
            continue
        article = Article(
            url="https://example.test/",
            outlet="example.test",
            language=language,
            title=one["title"],
            text=one["text"].strip(),
        )
        out[one["id"]] = [
            f"{c.metric} {c.subject}: {c.quote}"
            for c in reader.read(article).claims
            if (c.kind is Kind.STATUS or c.subject == MAIN)
            and f"{c.metric} {c.subject}" not in one["allowed"]
            and not (named and c.band is Band.C)
        ]
    return out


def test_every_language_has_its_articles() -> None:
    wanted = {"de", "en", "es", "fr", "ja", "ko", "ru", "uk", "zh"}
    assert wanted <= set(LANGUAGES)
    for language in wanted:
        assert len(tomllib.loads((PROSE / f"{language}.toml").read_text(encoding="utf-8"))["article"]) >= 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_news_that_never_names_the_main_actor_tells_nothing_of_it(language: str, reader: Reader) -> None:
    assert {id_: claims for id_, claims in told(reader, language, named=False).items() if claims} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_news_of_the_main_actor_tells_at_most_what_never_alerts(language: str, reader: Reader) -> None:
    assert {id_: claims for id_, claims in told(reader, language, named=True).items() if claims} == {}


LEADS = {
    "en": "North Korean troops fought in Kursk beside the Russians.",
    "de": "Nordkoreanische Truppen kämpften bei Kursk an der Seite der Russen.",
    "fr": "Des troupes nord-coréennes ont combattu à Koursk aux côtés des Russes.",
    "es": "Tropas norcoreanas combatieron en Kursk junto a los rusos.",
    "uk": "Північнокорейські війська воювали на Курщині разом із росіянами.",
    "ru": "Северокорейские войска воевали под Курском вместе с русскими.",
    "ko": "북한군은 쿠르스크에서 러시아군과 함께 싸웠다.",
    "zh": "朝鲜军队在库尔斯克与俄军并肩作战。",
    "ja": "北朝鮮兵はクルスクでロシア軍とともに戦った。",
}


@pytest.mark.parametrize("language", LEADS)
def test_a_paragraph_of_plain_prose_in_an_article_of_the_story_tells_nothing_that_may_alert(
    language: str, reader: Reader
) -> None:
    lead = LEADS[language]
    for sentence in SENTENCES[language]:
        article = Article(
            url="https://example.test/",
            outlet="example.test",
            language=language,
            title=lead,
            text=f"{lead}\n\n{sentence}",
        )
        claims = reader.read(article).claims
        assert [c.quote for c in claims if c.start > len(lead) and c.band is not Band.C] == []
