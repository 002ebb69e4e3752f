"""Marks and corrections: who may say what of an alert and of a claim."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extractors.intervals import interval_of
from extractors.values import Bound, Modality
from flows.errors import FlowError
from flows.judging.marking import Done, Fix, correct_claim, find_alert, mark_alert, restore_claim, withdraw_claim
from flows.watching.known import find_watch
from flows.watching.values import Watch
from tests.warehouse.examples import WATCH, after, alert, article, claim, reading, version
from warehouse import connect, people, write
from warehouse.people import AlertMark

DESK = replace(find_watch("north-korea-in-russia"), id=WATCH)
SENTENCE = "Seoul said between 1,000 and 1,500 of the 11,000 soldiers had been killed."
BY: dict[str, Any] = {"by": "Ada", "note": "read it twice", "now": after(1)}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with one claim of about 11,000 killed, a status, and two alerts."""
    first, last = interval_of(Bound.APPROX, 11000, 11000)
    figure = {"low": 11000.0, "high": 11000.0, "bound": "approx", "interval_low": first, "interval_high": last}
    with connect.writer(tmp_path) as con:
        (article_id,) = write.add_articles(con, [article()]).values()
        write.add_versions(con, [version(article_id=article_id, text=SENTENCE)])
        said = claim(sentence=SENTENCE, unit="persons", subject="north_korea", source="south_korea_nis", **figure)
        status = claim(kind="status", metric="denial", bound=None, low=None, high=None, interval_low=None)
        write.add_readings(con, [reading(count_claims=2)], [said, replace(status, interval_high=None)])
        write.add_alerts(con, [alert(alert_key="abcd1"), alert(alert_key="abef2")])
    return tmp_path


def correct(home: Path, number: int = 1, *, watch: Watch = DESK, **given: Any) -> Done:
    return correct_claim(watch, home, number, Fix(**given), **BY)


@pytest.mark.parametrize(
    ("given", "stands"),
    [
        pytest.param({"low": 1000.0}, (1000, 1000, "approx"), id="one number keeps its bound"),
        pytest.param({"low": 1000.0, "high": 1500.0}, (1000, 1500, "range"), id="two numbers are a range"),
        pytest.param({"low": 1500.0, "bound": Bound.EXACT}, (1500, 1500, "exact"), id="another bound"),
        pytest.param({"bound": Bound.AT_MOST}, (None, 11000, "at_most"), id="the bound alone"),
        pytest.param({"low": 1000.0, "bound": Bound.MORE_THAN}, (1000, None, "more_than"), id="open above"),
        pytest.param({"high": 1500.0, "bound": Bound.FEWER_THAN}, (None, 1500, "fewer_than"), id="open below"),
    ],
)
def test_a_number_of_the_sentence_may_take_the_place_of_another(
    home: Path, given: dict[str, Any], stands: tuple[float | None, float | None, str]
) -> None:
    told = correct(home, **given).stands
    assert told is not None
    assert (told.low, told.high, str(told.bound)) == stands
    assert told.interval is not None
    with connect.reader(home) as con:
        found = con.execute(
            "select low, high, bound, interval_low, interval_high from latest_claims where low > 0 or high > 0"
        )
        assert found.fetchall() == [(*stands, *told.interval)]


def test_later_corrections_keep_what_earlier_ones_said(home: Path) -> None:
    correct(home, source="", subject="russia")
    told = correct(home, low=1000.0, high=1500.0, modality=Modality.HEDGED).stands
    assert told is not None
    assert (told.source, told.subject, told.low, told.modality) == (None, "russia", 1000, "hedged")
    restored = restore_claim(DESK, home, 1, **BY | {"now": after(2)}).stands
    assert restored is not None
    assert (restored.source, restored.subject, restored.low) == ("south_korea_nis", "north_korea", 11000)


def test_the_same_correction_is_stored_once(home: Path) -> None:
    correct(home, low=1000.0)
    with pytest.raises(FlowError, match="stands so already"):
        correct(home, low=1000.0)
    with connect.reader(home) as con:
        assert len(people.corrections_made(con, WATCH)) == 1


def test_another_metric_brings_its_own_phase(home: Path) -> None:
    told = correct(home, metric="troops_deployed").stands
    assert told is not None
    assert (told.metric, told.phase, told.increment) == ("troops_deployed", "sent", "total")


@pytest.mark.parametrize(
    ("number", "given", "said"),
    [
        pytest.param(1, {"low": 1200.0}, "1,200 does not stand in the sentence", id="a number that is not said"),
        pytest.param(1, {"low": 1500.0, "high": 1000.0}, "the lower one first", id="ends turned round"),
        pytest.param(1, {"bound": Bound.VAGUE}, "needs --low and --high", id="a vague number"),
        pytest.param(1, {"low": 11000.0}, "was read so", id="nothing changes"),
        pytest.param(1, {}, "say what it is: --low", id="nothing is said"),
        pytest.param(1, {"metric": "denial"}, "metric 'denial' is not known", id="a status for a figure"),
        pytest.param(1, {"metric": "share_lost"}, "not counted in persons", id="another unit"),
        pytest.param(1, {"subject": "atlantis"}, "subject 'atlantis' is not known", id="an unknown side"),
        pytest.param(1, {"source": "south_korea_nis+me"}, "source 'me' is not known", id="an unknown source"),
        pytest.param(2, {"low": 1000.0}, "is a status", id="a number for a status"),
        pytest.param(9, {"low": 1000.0}, "there is no claim 9", id="no such claim"),
    ],
)
def test_what_the_words_or_the_watch_do_not_know_is_refused(
    home: Path, number: int, given: dict[str, Any], said: str
) -> None:
    with pytest.raises(FlowError, match=said):
        correct(home, number, **given)
    with connect.reader(home) as con:
        assert people.corrections_made(con, WATCH) == ()


def test_a_claim_of_another_watch_names_it(home: Path) -> None:
    with pytest.raises(FlowError, match=f"--watch {WATCH}"):
        correct(home, watch=replace(DESK, id="other"), low=1000.0)


def test_a_claim_is_withdrawn_and_restored_once(home: Path) -> None:
    with pytest.raises(FlowError, match="as it was read already"):
        restore_claim(DESK, home, 1, **BY)
    assert withdraw_claim(DESK, home, 1, **BY).stands is None
    with pytest.raises(FlowError, match="withdrawn already"):
        withdraw_claim(DESK, home, 1, **BY | {"now": after(2)})
    assert restore_claim(DESK, home, 1, **BY | {"now": after(3)}).stands is not None
    with pytest.raises(FlowError, match="as it was read already"):
        restore_claim(DESK, home, 1, **BY | {"now": after(4)})


def test_an_author_is_asked_for(home: Path) -> None:
    with pytest.raises(FlowError, match="--by NAME"):
        mark_alert(home, "abcd1", AlertMark.RIGHT, by=" ", note="", now=after(1))


def test_an_alert_is_named_by_the_beginning_of_its_key(home: Path) -> None:
    assert mark_alert(home, "abc", AlertMark.WRONG, **BY).alert_key == "abcd1"
    with connect.reader(home) as con:
        assert [(row.mark, row.author, row.note) for row in people.alert_marks(con, "abcd1")] == [
            ("wrong", "Ada", "read it twice")
        ]
        with pytest.raises(FlowError, match="several alerts"):
            find_alert(con, "ab")
        for unknown in ("x", "", "%"):
            with pytest.raises(FlowError, match="no alert's key begins"):
                find_alert(con, unknown)
