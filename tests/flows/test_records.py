"""The JSON that programs read, field by field as docs/json.md promises it."""

import json
import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.values import Change, ChangeKind
from flows.records import change_record, claim_record, instant, number, parse_instant, text_of
from tests.builders import figure
from tests.flows.test_translate import FULL

DOCS = Path(__file__).parents[2] / "docs" / "json.md"


def test_every_field_of_a_claim_is_documented() -> None:
    table = DOCS.read_text("utf-8").split("A claim:")[1].split("## ")[0]
    named = {name for row in re.findall(r"^\| (.*?) \|", table, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
    assert set(claim_record(FULL)) - named == set()


def test_a_claim_is_plain_json() -> None:
    record = claim_record(FULL)
    assert json.loads(json.dumps(record)) == record
    assert (record["low"], record["high"], record["interval"], record["given"]) == (1000, None, [1000, None], True)
    assert (record["where"], record["start"], record["end"], record["quote"]) == ("text", 0, 20, "More than 1,000 fell")


def test_a_change_has_null_for_the_side_that_is_not_there() -> None:
    added = Change(metric="killed", change=ChangeKind.ADDED, before=None, after=FULL, alert=False, why="new")
    record = change_record(added)
    assert (record["before"], record["change"], record["alert"]) == (None, "added", False)
    assert record["after"] == claim_record(FULL)
    assert list(record) == ["metric", "change", "before", "after", "alert", "why"]


@pytest.mark.parametrize(("value", "said"), [(11000.0, "11000"), (33.3, "33.3"), (None, "null"), (0.0, "0")])
def test_whole_numbers_are_written_without_a_point(value: float | None, said: str) -> None:
    assert json.dumps(number(value)) == said


def test_a_status_has_no_interval() -> None:
    assert claim_record(figure("killed", None, None))["low"] is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2025-01-27", datetime(2025, 1, 27, tzinfo=UTC)),
        ("2025-01-27T09:30:00Z", datetime(2025, 1, 27, 9, 30, tzinfo=UTC)),
        (" 2025-01-27T18:30:00+09:00 ", datetime(2025, 1, 27, 9, 30, tzinfo=UTC)),
    ],
)
def test_an_instant_is_read_in_the_forms_that_programs_write(text: str, meant: datetime) -> None:
    assert parse_instant(text) == meant


@given(
    st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1)),  # noqa: DTZ001  the zone is added
    st.integers(-14, 14),
)
def test_an_instant_survives_being_written(naive: datetime, hours: int) -> None:
    at = naive.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours)))
    said = instant(at)
    assert said is not None
    assert said.endswith("Z")
    assert parse_instant(said) == at


def test_a_field_that_is_missing_or_no_text_is_named() -> None:
    assert text_of({"a": "x"}, "a") == "x"
    assert text_of({}, "a", "y") == "y"
    with pytest.raises(ValueError, match="'a' is missing"):
        text_of({}, "a")
    with pytest.raises(ValueError, match="'a' must be a string"):
        text_of({"a": 1}, "a", "y")
