"""Tellings: repetitions gathered, sources grouped, and what each is said to say now."""

from dataclasses import replace
from datetime import timedelta

from flows.report.content import FigurePoint
from flows.report.tellings import gather, voices
from tests.flows.report.sample import START, figure_of_troops, killed, point


def told(number: float, hours: float) -> FigurePoint:
    return point("en", hours, killed(number), (number, number))


def test_a_repeated_figure_is_one_telling_with_its_count_and_last_time() -> None:
    (only,) = gather([told(1000, 0), told(1000, 5), told(1000, 9)])
    assert (only.count, only.last_at) == (3, START + timedelta(hours=9))
    assert only.point.told_at == START


def test_a_figure_that_comes_back_is_told_anew() -> None:
    values = [t.value for t in gather([told(1000, 0), told(1200, 5), told(1000, 9)])]
    assert values == [1000, 1200, 1000]


def test_the_same_figure_of_another_source_or_outlet_stays_apart() -> None:
    other = replace(told(1000, 1), gloss=killed(1000, source="NATO"))
    assert len(gather([told(1000, 0), other, point("fr", 2, killed(1000), (1000, 1000))])) == 3


def test_a_source_shows_both_figures_where_outlets_differ_on_it() -> None:
    pentagon = next(v for v in voices(gather(figure_of_troops().points)) if v.name == "Pentagon")
    assert [(stand.figure, len(stand.outlets)) for stand in pentagon.stands] == [
        ("about 1,200", 1),
        ("about 12,000", 1),
    ]


def test_an_outlet_that_corrects_itself_stands_by_its_last_figure_only() -> None:
    (voice,) = voices(gather([told(1000, 0), told(1200, 5)]))
    assert [stand.figure for stand in voice.stands] == ["about 1,200"]


def test_the_outlets_own_voice_comes_last() -> None:
    names = [voice.name for voice in voices(gather(figure_of_troops().points))]
    assert names[-1] == ""
    assert set(names) == {"", "NATO", "Pentagon"}


def test_an_open_end_is_placed_at_its_named_end_and_a_vague_figure_in_its_interval() -> None:
    at_most = gather([point("en", 0, killed(0, low=None, high=8000), (None, 8000.0))])[0]
    vague = gather([point("en", 0, killed(0, low=None, high=None), (200.0, 1000.0))])[0]
    nothing = gather([replace(point("en", 0, killed(0, low=None, high=None), (None, None)), interval=None)])[0]
    assert (at_most.value, vague.value, nothing.value) == (8000, 600, None)
