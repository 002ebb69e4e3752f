"""What was read, in English words."""

from dataclasses import replace

import pytest

from extractors.values import Aggregation, Bound, Modality
from flows.report.content import ClaimGloss
from flows.report.gloss import gloss_line, period_words, value_words
from tests.flows.report.sample import killed


def test_a_full_claim_is_told_in_one_line() -> None:
    line = "killed · North Korea · about 1,000 · Western officials via BBC · in three months"
    assert gloss_line(killed(1000)) == line


@pytest.mark.parametrize(
    ("gloss", "words"),
    [
        (killed(300, bound=Bound.AT_LEAST, high=None), "at least 300"),
        (killed(0, bound=Bound.AT_MOST, low=None, high=8000), "up to 8,000"),
        (killed(8000, bound=Bound.RANGE, high=12000), "8,000 to 12,000"),
        (killed(0, bound=Bound.VAGUE, low=None, high=None), "no exact number"),
        (killed(0, bound=Bound.EXACT), "0"),
        (killed(33.3, bound=Bound.EXACT, unit="percent"), "33.3%"),
        (killed(1000, bound=Bound.MORE_THAN, high=None, unit="km2"), "more than 1,000 sq km"),
        (ClaimGloss(metric="denial"), ""),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_a_figure_keeps_its_bound_and_unit(gloss: ClaimGloss, words: str) -> None:
    assert value_words(gloss) == words


def test_a_status_names_how_sure_its_source_is() -> None:
    gloss = ClaimGloss(metric="withdrawn_from_front", source="isw", modality=Modality.HEDGED, place="kursk")
    assert gloss_line(gloss) == "withdrawn from the front · ISW · hedged · Kursk"


def test_the_quoted_outlet_stands_alone_where_no_source_is_named() -> None:
    assert gloss_line(replace(killed(5), source=None, period=None)).endswith("about 5 · via BBC")


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("P1M", "in one month"),
        ("P3W", "in three weeks"),
        ("P40D", "in 40 days"),
        ("since August", "since August"),
    ],
)
def test_periods_are_told_in_words(period: str, words: str) -> None:
    assert period_words(period) == words


@pytest.mark.parametrize(
    ("aggregation", "period", "words"),
    [
        (Aggregation.PERIOD, "P3M", "in three months"),
        (Aggregation.RATE, "P1D", "each day"),
        (Aggregation.RATE, None, "as a rate"),
        (Aggregation.INCIDENT, None, "in one event"),
    ],
)
def test_a_rate_and_a_single_event_are_never_taken_for_a_total(
    aggregation: Aggregation, period: str | None, words: str
) -> None:
    line = gloss_line(killed(40, aggregation=aggregation, period=period))
    assert line.endswith(f"Western officials via BBC · {words}")


def test_a_source_that_speaks_for_its_own_sector_alone_is_told_so() -> None:
    gloss = ClaimGloss(metric="not_seen", source="ukrainian_special_forces", place="front:own_sector")
    assert gloss_line(gloss) == "not seen · Ukrainian special forces · Front (only its own sector)"
