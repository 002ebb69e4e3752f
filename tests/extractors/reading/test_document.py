"""The pass over a whole article: what confirms a figure, and what makes it doubtful."""

import pytest

from extractors.values import Claim
from tests.extractors.reading.asking import claims


def _of(metric: str, found: tuple[Claim, ...]) -> Claim:
    (claim,) = [c for c in found if c.metric == metric]
    return claim


def test_a_share_that_fits_its_whole_and_its_losses_confirms_them() -> None:
    found = claims(
        "North Korea sent 12,000 soldiers, Zelensky said. He spoke of 4,000 North Korean casualties. "
        "A third of the North Koreans have been killed or wounded, he said."
    )
    assert "share_fits" in _of("share_lost", found).reasons
    assert "share_fits" in _of("casualties", found).reasons


def test_a_share_that_does_not_fit_confirms_nothing() -> None:
    found = claims(
        "North Korea sent 12,000 soldiers, Zelensky said. He spoke of 1,000 North Korean casualties. "
        "A third of the North Koreans have been killed or wounded, he said."
    )
    assert all("share_fits" not in c.reasons for c in found)


def test_parts_that_add_up_confirm_their_total() -> None:
    found = claims("Zelensky said that 3,000 North Koreans were casualties: 300 were killed and 2,700 were wounded.")
    assert "parts_add_up" in _of("casualties", found).reasons


def test_more_killed_than_lost_is_doubtful() -> None:
    found = claims("Zelensky said 5,000 North Koreans were killed. He said North Korea suffered 3,000 casualties.")
    killed = _of("killed", found)
    assert "above_its_total" in killed.reasons
    assert killed.band == "C"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("Zelensky said 300 North Koreans were killed.", "lead", id="the-first-words"),
        pytest.param("x " * 250 + ".\n\nZelensky said 300 North Koreans were killed.", None, id="far-down"),
    ],
)
def test_what_the_lead_says_is_marked(text: str, reason: str | None) -> None:
    assert ("lead" in _of("killed", claims(text)).reasons) is (reason == "lead")


@pytest.mark.parametrize(
    ("text", "pace"),
    [
        pytest.param("In one attack 30 North Koreans were killed, Zelensky said.", "incident", id="one-attack"),
        pytest.param("In three weeks 300 North Koreans were killed, Zelensky said.", "period", id="a-stretch"),
        pytest.param("So far 300 North Koreans have been killed, Zelensky said.", "cumulative", id="so-far"),
    ],
)
def test_a_figure_of_one_event_is_told_from_a_total(text: str, pace: str) -> None:
    assert _of("killed", claims(text)).aggregation == pace


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        pytest.param("en", "The lull lasted about four weeks.", 28, id="en-weeks"),
        pytest.param("de", "Die Pause hat drei Monate gedauert.", 90, id="de-months"),
        pytest.param("fr", "La pause a duré 20 jours.", 20, id="fr-days"),
        pytest.param("ko", "중단은 3주간 지속됐다.", 21, id="ko-weeks"),
    ],
)
def test_a_length_of_time_may_be_the_claim(language: str, text: str, days: float) -> None:
    claim = _of("duration_days", claims(text, language))
    assert (claim.low, claim.unit) == (days, "days")
