"""Whole articles of our own words give exactly the claims that are written beside them."""

import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.claims import Reader
from extractors.lexicon import languages, load_lexicon
from extractors.values import Article, Band, Claim, Field, Modality, Story
from tests.extractors.stories import small_story

CASES = Path(__file__).parents[1] / "cases"
READER = Reader(small_story())


def _article(text: str, language: str = "en", title: str = "", published: str | None = None) -> Article:
    at = datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None
    return Article(
        url="https://example.org/a",
        outlet="example",
        language=language,
        title=title,
        text=text,
        published_at=at,
    )


def _read(text: str, language: str = "en", title: str = "") -> tuple[Claim, ...]:
    return READER.read(_article(text, language, title)).claims


def _fits(claim: Claim, wanted: Mapping[str, object]) -> bool:
    return all(getattr(claim, key) == (None if value == "none" else value) for key, value in wanted.items())


def _folders() -> list[Path]:
    return sorted(path.parent for path in CASES.glob("*/*/claims.toml"))


@pytest.mark.parametrize("folder", _folders(), ids=lambda f: f"{f.parent.name}-{f.name}")
def test_an_article_gives_its_claims_and_no_others(folder: Path) -> None:
    expected = tomllib.loads((folder / "claims.toml").read_text("utf-8"))
    text = (folder / "article.txt").read_text("utf-8")
    article = _article(text, folder.parent.name, expected["title"], expected["published"])
    left = list(READER.read(article).claims)
    shown = "\n".join(f"{c.metric} {c.low} {c.high} {c.source} {c.modality} {c.quote!r}" for c in left)
    for wanted in expected["claim"]:
        found = next((claim for claim in left if _fits(claim, wanted)), None)
        assert found is not None, f"not found: {wanted}\nread:\n{shown}"
        left.remove(found)
    assert not left, f"not expected: {left}"


def test_both_languages_of_the_first_version_have_a_whole_article() -> None:
    assert {folder.parent.name for folder in _folders()} >= {"en", "fr"}


def test_a_claims_quote_is_the_slice_of_its_field() -> None:
    text = "First line.\n\nSome 11\u202f000 North Korean soldiers were sent, the Pentagon said."
    title = "Pentagon: 300 North Koreans killed"
    claims = _read(text, title=title)
    assert {c.where for c in claims} == {Field.TITLE, Field.TEXT}
    for claim in claims:
        field = title if claim.where is Field.TITLE else text
        assert field[claim.start : claim.end] == claim.quote


@pytest.mark.parametrize(
    ("text", "metric", "low", "subject"),
    [
        pytest.param(
            "300 North Korean soldiers deployed alongside the Russians had been killed.",
            "killed",
            300,
            "north_korea",
            id="the-predicate-beats-the-participle",
        ),
        pytest.param(
            "North Korea's army, fighting against Ukrainian troops, lost 1,000 men.",
            "casualties",
            1000,
            "north_korea",
            id="a-foe-is-not-the-subject",
        ),
        pytest.param(
            "Ukrainian troops killed 300 North Korean soldiers.",
            "killed",
            300,
            "north_korea",
            id="the-noun-phrase-names-its-side",
        ),
        pytest.param(
            "About 1,000 North Korean sappers have arrived in Russia.",
            "workers_sent",
            1000,
            "north_korea",
            id="sappers-are-workers",
        ),
        pytest.param(
            "Some 8,000 North Korean soldiers are fighting at the front.",
            "troops_at_front",
            8000,
            "north_korea",
            id="at-the-front",
        ),
        pytest.param(
            "2,000 wounded North Korean soldiers were repatriated.",
            "returned_home",
            2000,
            "north_korea",
            id="returned-home",
        ),
    ],
)
def test_a_number_is_bound_to_what_it_is_about(text: str, metric: str, low: float, subject: str) -> None:
    (claim,) = _read(text)
    assert (claim.metric, claim.low, claim.subject) == (metric, low, subject)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("North Korea fired 30 times on 12 May 2024 at 10:30.", id="date-and-time"),
        pytest.param("The North Korean 11th Corps uses 170 mm guns.", id="designators"),
        pytest.param("The North Korean sniper, aged 26, crossed 40 km of forest.", id="age-distance"),
        pytest.param("North Korea beat the hosts 3-1 before 42,000 spectators.", id="football"),
        pytest.param("North Korean goods worth $300 million were sent.", id="money"),
        pytest.param("Ukrainian troops withdrew from the front near the town.", id="another-retreat"),
        pytest.param("The North Korean soldiers returned home.", id="home-is-not-the-front"),
    ],
)
def test_what_is_no_claim_gives_none(text: str) -> None:
    assert _read(text) == ()


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        pytest.param("The North Koreans have been withdrawn from the front.", "asserted", id="asserted"),
        pytest.param("The North Koreans may have been withdrawn from the front.", "hedged", id="hedged"),
        pytest.param("The North Koreans have not been withdrawn from the front.", "denied", id="denied"),
        pytest.param(
            "If they are hit, the North Koreans would be withdrawn from the front.", "conditional", id="conditional"
        ),
    ],
)
def test_a_status_keeps_its_modality(text: str, modality: str) -> None:
    claim = next(c for c in _read(text) if c.metric == "withdrawn_from_front")
    assert claim.modality is Modality(modality)


@pytest.mark.parametrize(
    ("text", "source", "via"),
    [
        pytest.param("300 North Koreans were killed, the NIS said.", "south_korea_nis", None, id="behind"),
        pytest.param("According to NATO, 300 North Koreans were killed.", "nato", None, id="cited"),
        pytest.param(
            "Zelensky, citing Syrskyi, said 300 North Koreans were killed.",
            "zelensky",
            None,
            id="who-says-not-who-is-cited",
        ),
        pytest.param(
            "US officials told the BBC that 300 North Koreans were killed.",
            "us_officials",
            "bbc",
            id="through-an-outlet",
        ),
        pytest.param(
            "Western officials and the Pentagon said 300 North Koreans were killed.",
            "pentagon+western_officials",
            None,
            id="together",
        ),
        pytest.param(
            "The South Korean government said 300 North Koreans were killed.",
            "south_korea_nis",
            None,
            id="counted-as-another",
        ),
        pytest.param("The BBC reported that 300 North Koreans were killed.", None, "bbc", id="only-an-outlet"),
        pytest.param("300 North Koreans were killed.", None, None, id="own-voice"),
    ],
)
def test_a_claim_has_its_source_and_who_quotes_it(text: str, source: str | None, via: str | None) -> None:
    claim = next(c for c in _read(text) if c.metric == "killed")
    assert (claim.source, claim.via) == (source, via)


def test_a_speaker_carries_over_within_a_paragraph_and_no_further() -> None:
    text = (
        "The Pentagon said 300 North Koreans were killed. Another 900 were wounded.\n\n"
        "Seven North Koreans were captured."
    )
    sources = {c.metric: c.source for c in _read(text)}
    assert sources == {"killed": "pentagon", "wounded": "pentagon", "captured": None}


def test_a_speaker_named_after_what_holds_in_its_own_sector_has_limited_all_it_says() -> None:
    told = "North Korean soldiers have not been seen for two weeks in our sector. This was reported by the NIS. {}"
    claims = _read(told.format("The North Korean units were withdrawn from the front, the NIS believes."))
    assert [(c.metric, c.place) for c in claims] == [
        ("not_seen", "front:own_sector"),
        ("withdrawn_from_front", "front:own_sector"),
    ]


def test_an_unknown_speaker_is_kept_as_text() -> None:
    claim = next(c for c in _read("Colonel Ivan Petrenko said 300 North Koreans were killed."))
    assert claim.source is None
    assert claim.source_text is not None
    assert "Petrenko" in claim.source_text


def test_who_speaks_is_not_counted() -> None:
    text = "一名退役的乌军坦克指挥官说,已有300名朝鲜士兵阵亡。"
    assert {c.low for c in _read(text, language="zh")} == {300}


def test_one_fact_in_title_and_text_is_one_claim_of_the_highest_band() -> None:
    (claim,) = _read(
        "The Pentagon said that 300 North Korean soldiers had been killed.",
        title="300 North Koreans killed",
    )
    assert (claim.where, claim.band) == (Field.TEXT, Band.A)
    assert "title_and_text" in claim.reasons


def test_parts_that_add_up_raise_the_band_of_their_total() -> None:
    claims = _read("The NIS counts 3,000 North Korean casualties: 300 killed and 2,700 wounded.")
    assert {(c.metric, c.band) for c in claims} == {
        ("casualties", Band.A),
        ("killed", Band.A),
        ("wounded", Band.A),
    }


_VETERANS = (
    "The old soldiers met at the memorial in the valley on Saturday and laid flowers at the names of their friends."
    "\n\nMore than 5,000 men of that generation were killed in the jungle.\n\nUkraine has lost 400 soldiers.\n\n{}"
)


def test_an_article_about_something_else_tells_of_the_story_only_where_it_names_it() -> None:
    text = _VETERANS.format(
        "One of them thinks of the North Koreans in Russia: 300 of them have been killed, he has read."
    )
    sides = {c.low: c.subject for c in _read(text, title="Veterans remember")}
    assert sides == {400: "ukraine", 300: "north_korea"}


def test_a_teaser_that_names_nobody_makes_no_article_one_about_something_else() -> None:
    text = (
        "He thought it was a drill.\n\nA North Korean soldier is in Kyiv's hands.\n\nMore than 5,000 men were killed."
    )
    sides = {c.low: c.subject for c in _read(text, title="A prisoner speaks")}
    assert sides[5000] == "north_korea"


def test_more_killed_than_casualties_is_doubtful() -> None:
    claims = _read("The NIS counts 300 North Korean casualties and 4,000 killed.")
    assert {c.metric: c.band for c in claims}["killed"] is Band.C


def test_a_number_of_people_without_a_place_is_an_issue() -> None:
    reading = READER.read(_article("Some 10,000 people lined the road."))
    assert reading.claims == ()
    assert [issue.kind for issue in reading.issues] == ["unplaced_number"]
    assert "10,000 people" in reading.issues[0].text


def test_a_language_without_a_lexicon_is_an_issue_and_no_crash() -> None:
    reading = READER.read(_article("Driehonderd soldaten.", language="nl"))
    assert reading.claims == ()
    assert [issue.kind for issue in reading.issues] == ["no_lexicon"]


def test_the_rules_version_changes_with_the_story() -> None:
    other = Reader(Story(id="flood", main_actor="residents", actors=()))
    assert READER.rules_version == Reader(small_story()).rules_version
    assert READER.rules_version != other.rules_version


WORDS = sorted(
    {word for code in languages() for example in load_lexicon(code).examples for word in example.text.split()}
)
SIGNS = [
    "300",
    "1,5",
    "1\u202f000",
    "만 2",
    "3分の1",
    "\x00",
    "\u200f",
    "\u202e",
    "\ud800",
    "İ",
    "²",
    "\n",
    ":",
    "…",
    "「",
    "”",
    "—",
    ",",
]
TEXTS = st.lists(st.sampled_from(WORDS) | st.sampled_from(SIGNS), max_size=40)


@settings(max_examples=120, deadline=None)
@given(parts=TEXTS, title=TEXTS, space=st.sampled_from(["", " "]), language=st.sampled_from(languages()))
def test_no_text_crashes_the_reader_and_every_quote_is_a_slice(
    parts: list[str], title: list[str], space: str, language: str
) -> None:
    fields = {Field.TITLE: space.join(title), Field.TEXT: space.join(parts)}
    for claim in _read(fields[Field.TEXT], language, fields[Field.TITLE]):
        assert fields[claim.where][claim.start : claim.end] == claim.quote != ""
        assert claim.low is None or claim.high is None or claim.low <= claim.high


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("North Korea lost 300 killed " * 7000, id="no-sentence-marks"),
        pytest.param("1,000," * 30_000, id="digits"),
        pytest.param("a" * 200_000, id="one-word"),
        pytest.param('"«' * 100_000, id="quotation-marks"),
        pytest.param("more than thousands " * 10_000, id="words-without-a-number"),
    ],
)
@pytest.mark.timeout(60)
def test_a_huge_text_is_read_in_bounded_time(text: str) -> None:
    for claim in _read(text):
        assert text[claim.start : claim.end] == claim.quote
