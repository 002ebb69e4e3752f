"""Who says a claim where nobody speaks in its sentence: the likeliest, and only where the rules guess."""

import json

import pytest

from extractors.claims import Reader
from extractors.second import attributor
from extractors.second.attributor import CLEARLY, LEARNT, weights_text
from extractors.values import Article
from tests.extractors.stories import small_story

BEFORE = "The Pentagon said 3,000 North Korean soldiers were sent.\n\n"


def sources(text: str, weights: dict[str, dict[str, float]], monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    monkeypatch.setattr(attributor, "_weights", lambda: weights)
    article = Article(url="https://example.org/a", outlet="example", language="en", title="", text=text)
    return [claim.source for claim in Reader(small_story()).read(article).claims]


@pytest.mark.parametrize(
    ("weight", "wanted"),
    [
        pytest.param(CLEARLY + 0.1, "pentagon", id="clearly-likelier"),
        pytest.param(CLEARLY - 0.1, None, id="hardly-likelier"),
        pytest.param(-1.0, None, id="less-likely"),
    ],
)
def test_another_speaker_must_be_clearly_likelier(
    weight: float, wanted: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"{BEFORE}The Kremlin said nothing had changed. In the snow lay the dead.\n\nIn all 300 North Koreans died."
    assert sources(text, {}, monkeypatch)[-1] == "kremlin"
    found = sources(text, {"before2": {"": weight, "loss": 0.0}, "kept": {"": 0.0}}, monkeypatch)
    assert found[-1] == (wanted or "kremlin")


def test_who_speaks_in_the_sentence_itself_is_never_doubted(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"{BEFORE}Zelensky said 300 North Koreans were killed."
    assert sources(text, {"before1": {"": 9.0}, "outlet": {"": 9.0}}, monkeypatch) == ["pentagon", "zelensky"]


def test_an_outlet_that_is_quoted_keeps_its_word(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"{BEFORE}The BBC reported 300 North Koreans killed."
    assert sources(text, {"before1": {"": 9.0}}, monkeypatch)[-1] is None


def test_a_silence_that_is_nobodys_stays_so(monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"{BEFORE}Neither Moscow nor Pyongyang replied to requests for comment."
    assert sources(text, {}, monkeypatch) == sources(text, {"before1": {"": 9.0}}, monkeypatch)


@pytest.mark.parametrize(
    ("lead", "told"),
    [
        pytest.param("The Kremlin said little of North Koreans all week.", [("kremlin", "russia", True)], id="ours"),
        pytest.param("The Kremlin said little all week.", [], id="other news: a guess tells nothing of the story"),
    ],
)
def test_who_denies_is_whom_the_denial_is_about(
    lead: str, told: list[tuple[str, str, bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"{lead}\n\nZelensky said it was cold. The report was dismissed as fake news."
    monkeypatch.setattr(attributor, "_weights", lambda: {"before2": {"": 9.0}})
    article = Article(url="https://example.org/a", outlet="example", language="en", title="", text=text)
    claims = Reader(small_story()).read(article).claims
    assert [(c.source, c.subject, LEARNT in c.reasons) for c in claims if c.metric == "denial"] == told


def test_the_weights_in_the_repository_name_no_source() -> None:
    ids = {source.id for source in small_story().sources}
    assert not {part for feature in json.loads(weights_text()) for part in feature.split("|")} & ids
