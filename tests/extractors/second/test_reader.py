"""The second reader's answers, and what they do to a claim's band. None of these sentences is one that it learnt."""

from dataclasses import replace

import pytest

from extractors.claims import Reader
from extractors.lexicon import load_lexicon
from extractors.reading.document import settle
from extractors.reading.marks import Passage, compile_cast
from extractors.reading.scenes import scenes
from extractors.second.reader import AGREE, DIFFERS, SecondReader
from extractors.values import Band, Bound, Claim, Field, Kind
from tests.extractors.reading.asking import claims
from tests.extractors.stories import small_story

SECOND = SecondReader()


@pytest.mark.parametrize(
    ("language", "text", "metrics"),
    [
        pytest.param(
            "en", "Officials counted 1,200 dead and 3,400 wounded in May.", ["killed", "wounded"], id="en-a-list"
        ),
        pytest.param("en", "The column lost 90 soldiers at night.", ["casualties"], id="en-active"),
        pytest.param(
            "fr", "Kiev a recensé 1.200 tués et 3.400 blessés en mai.", ["killed", "wounded"], id="fr-nouns-behind"
        ),
        pytest.param("de", "Im Mai wurden dort 1.200 Soldaten getötet.", ["killed"], id="de-verb-at-the-end"),
        pytest.param("es", "En mayo murieron allí 1.200 soldados.", ["killed"], id="es-verb-before"),
        pytest.param("uk", "У травні там загинули 1200 солдатів.", ["killed"], id="uk-verb-before"),
        pytest.param(
            "ru", "В мае там погибли 1200 солдат, ещё 3400 ранены.", ["killed", "wounded"], id="ru-before-and-behind"
        ),
        pytest.param("ko", "5월에 북한군 1200명이 숨졌다.", ["killed"], id="ko-verb-last"),
        pytest.param("zh", "五月有1200名士兵在那里阵亡。", ["killed"], id="zh-no-spaces"),
        pytest.param("ja", "5月に兵士1200人が死亡した。", ["killed"], id="ja-verb-last"),
    ],
)
def test_a_number_is_about_the_word_that_it_belongs_to(language: str, text: str, metrics: list[str]) -> None:
    lexicon = load_lexicon(language)
    found = scenes(Passage(Field.TEXT, text, lexicon, compile_cast(small_story(), lexicon)))
    numbers = [(scene, q) for scene in found for q in scene.quantities if (q.number.value or 0) >= 20]
    assert [SECOND.binds(scene, q) for scene, q in numbers] == metrics


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("In May 1,200 North Korean soldiers were killed, the ministry said.", AGREE, id="a-plain-loss"),
        pytest.param("North Korean troops have been withdrawn from the front.", AGREE, id="a-plain-status"),
        pytest.param("North Korean troops may have been withdrawn from the front.", AGREE, id="a-hedged-status"),
    ],
)
def test_a_claim_that_both_readers_read_alike_says_so(text: str, reason: str) -> None:
    (claim,) = claims(text)
    assert reason in claim.reasons


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Kyiv lost 40 percent of the territory, 120 square kilometres.", id="ground"),
        pytest.param("Pyongyang neither confirmed nor denied it.", id="who-declines-to-comment"),
    ],
)
def test_of_ground_and_of_silence_it_has_nothing_to_say(text: str) -> None:
    found = claims(text)
    assert found
    assert not any({AGREE, DIFFERS} & set(claim.reasons) for claim in found)


def test_a_reader_that_binds_otherwise_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SecondReader, "binds", lambda *_: "wounded")
    (claim,) = claims("In May 1,200 North Korean soldiers were killed, the ministry said.")
    assert DIFFERS in claim.reasons
    assert AGREE not in claim.reasons


def test_other_weights_are_other_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Reader(small_story()).rules_version
    monkeypatch.setattr("extractors.claims.weights_digest", lambda: "others")
    assert Reader(small_story()).rules_version != before


def figure(metric: str, value: float, *reasons: str, sentence: str = "") -> Claim:
    return Claim(
        kind=Kind.FIGURE,
        metric=metric,
        quote=metric,
        where=Field.TEXT,
        start=0,
        end=1,
        sentence=sentence,
        low=value,
        high=value,
        bound=Bound.EXACT,
        unit="persons",
        reasons=reasons,
    )


@pytest.mark.parametrize(
    ("reason", "band"),
    [
        pytest.param(AGREE, Band.A, id="agrees"),
        pytest.param(DIFFERS, Band.B, id="differs"),
    ],
)
def test_a_sum_confirms_only_what_the_second_reader_does_not_read_otherwise(reason: str, band: Band) -> None:
    total = figure("casualties", 1000, reason)
    parts = [figure("killed", 300), figure("wounded", 700)]
    settled = settle([total, *parts])
    assert next(c for c in settled if c.metric == "casualties").band is band


@pytest.mark.parametrize(
    ("reason", "start", "source", "band"),
    [
        pytest.param(AGREE, 0, "pentagon", Band.A, id="somebody-says-it-in-the-lead"),
        pytest.param(DIFFERS, 0, "pentagon", Band.B, id="the-second-reader-differs"),
        pytest.param(AGREE, 2000, "pentagon", Band.B, id="somebody-says-it-further-down"),
        pytest.param(AGREE, 0, None, Band.B, id="nobody-says-it"),
    ],
)
def test_what_both_read_in_the_lead_of_somebody_is_confirmed(
    reason: str, start: int, source: str | None, band: Band
) -> None:
    claim = replace(figure("killed", 300, reason), start=start, end=start + 1, source=source)
    assert settle([claim])[0].band is band


@pytest.mark.parametrize(
    ("doubt", "band"),
    [
        pytest.param("vague", Band.C, id="vague"),
        pytest.param("given", Band.C, id="given"),
        pytest.param("side_by_default", Band.C, id="side-by-default"),
        pytest.param("no_word_says_what_is_counted", Band.C, id="no-word"),
        pytest.param("counted_by_its_side", Band.B, id="a-contingent-without-a-verb"),
        pytest.param("side_of_another_paragraph", Band.B, id="a-side-from-above"),
    ],
)
def test_two_readers_do_not_outweigh_another_doubt(doubt: str, band: Band) -> None:
    claim = replace(figure("killed", 300, AGREE, doubt), source="pentagon")
    assert settle([claim])[0].band is band


def test_of_two_mentions_of_one_fact_it_is_enough_that_one_is_read_alike() -> None:
    mentions = [figure("killed", 300, AGREE, sentence="a"), figure("killed", 300, DIFFERS, sentence="b")]
    (claim,) = settle(mentions)
    assert AGREE in claim.reasons
    assert DIFFERS not in claim.reasons
    assert claim.band is Band.A
