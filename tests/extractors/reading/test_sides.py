"""Whose people a number counts."""

import pytest

from tests.extractors.reading.asking import claims


@pytest.mark.parametrize(
    ("language", "text", "subject"),
    [
        pytest.param(
            "en", "North Korean forces fighting in western Russia had suffered 1,200 casualties, NATO said.",
            "north_korea", id="a-side-in-a-place-is-no-candidate",
        ),
        pytest.param(
            "en", "Russian troops near the Ukrainian border lost 1,200 men, NATO said.",
            "russia", id="the-head-noun-wins",
        ),
        pytest.param(
            "de", "Nordkoreanische Truppen im Westen Russlands haben 1.200 Mann verloren, so die Nato.",
            "north_korea", id="de-west-of-a-country",
        ),
        pytest.param(
            "ja", "約8000人が死傷したとウクライナ軍参謀本部は述べた。",
            "north_korea", id="ja-a-speakers-name-is-not-counted",
        ),
        pytest.param(
            "ko", "우크라이나군 총참모부는 약 8000명이 사망했다고 밝혔다.",
            "north_korea", id="ko-a-speakers-name-is-not-counted",
        ),
    ],
)  # fmt: skip
def test_the_side_is_the_one_that_the_noun_phrase_or_the_subject_names(language: str, text: str, subject: str) -> None:
    (claim,) = [c for c in claims(text, language) if c.kind == "figure"]
    assert claim.subject == subject
