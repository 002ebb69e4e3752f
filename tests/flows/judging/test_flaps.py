"""Texts that come back: soon after they are told as unstable, once an article; later they are edits."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from extractors.values import Change, ChangeKind
from flows.alerts.policy import Origin
from flows.alerts.verdicts import Finding
from flows.collection.prior import Prior
from flows.collection.runs import Run, new_run
from flows.judging.flaps import STEADY, marked, unstable_alerts, unstable_versions
from flows.judging.found import Found, Fresh
from flows.translate import version_side
from tests.builders import MONDAY, article, figure, reading
from tests.flows.collection.newsstand import COURIER, watch_of
from tests.flows.judging.test_revisions import stored
from warehouse.rows import Across

HOUR = timedelta(hours=1)
PAGE = article("Text.", "Losses")
OLD, NEW = figure("killed", 1500, source="nis"), figure("killed", 1000, source="nis")
PRIOR = Prior(stored=stored(PAGE, MONDAY, 2), article=PAGE, reading=reading(OLD))


def back(hours: float, returned_to: int | None = 1) -> Fresh:
    """The third version of an article, which has the text of its first again after so many hours."""
    text = stored(PAGE, MONDAY + hours * HOUR, 3)
    return Fresh(stored=text, reading=reading(NEW), claim_ids=(30,), returned_to=returned_to)


def found(version: Fresh, *, advises: bool = True, origin: Origin = Origin.PUBLISHER) -> Found:
    change = Change(metric="killed", change=ChangeKind.LOWERED, before=OLD, after=NEW, alert=advises, why="lowered")
    return Found(
        change=change,
        before=version_side(PRIOR.stored, OLD, 20),
        after=version_side(version.stored, NEW, 30),
        across=Across.REVISIONS,
        finding=Finding.SILENT_EDIT,
        origin=origin,
    )


def run(tmp_path: Path) -> Run:
    return new_run(watch_of(COURIER), tmp_path, MONDAY)


def judged(run: Run, version: Fresh, items: Sequence[Found]) -> tuple[list[str], list[str]]:
    """The origins of what was found, and the findings of the notes that follow."""
    items = marked(items, unstable_versions([version], {1: PRIOR}))
    alerts = unstable_alerts(run, [version], {1: PRIOR}, items)
    return [str(item.origin) for item in items], [str(alert.finding) for alert in alerts]


@pytest.mark.parametrize(
    ("version", "is_unstable"),
    [
        pytest.param(back(2), True, id="after two hours"),
        pytest.param(back(STEADY / HOUR - 1), True, id="just before two days"),
        pytest.param(back(STEADY / HOUR), False, id="after two days"),
        pytest.param(back(2, returned_to=None), False, id="a text that is new"),
    ],
)
def test_a_text_that_comes_back_within_two_days_is_no_edit(
    tmp_path: Path, version: Fresh, *, is_unstable: bool
) -> None:
    expected = (["unstable"], ["unstable"]) if is_unstable else (["publisher"], [])
    assert judged(run(tmp_path), version, [found(version)]) == expected


def test_a_return_that_nobody_would_be_told_of_is_no_note(tmp_path: Path) -> None:
    version = back(2)
    assert judged(run(tmp_path), version, [found(version, advises=False)]) == (["unstable"], [])
    assert judged(run(tmp_path), version, []) == ([], [])


def test_what_our_own_rules_changed_stays_technical(tmp_path: Path) -> None:
    version = back(2)
    assert judged(run(tmp_path), version, [found(version, origin=Origin.TECHNICAL)]) == (["technical"], [])


def test_the_past_makes_no_note(tmp_path: Path) -> None:
    version = back(2)
    assert judged(replace(run(tmp_path), is_past=True), version, [found(version)])[1] == []


def test_the_note_of_an_article_has_one_key_for_ever_and_names_both_times(tmp_path: Path) -> None:
    notes = []
    for hours in (2, 9):
        version = back(hours)
        items = marked([found(version)], unstable_versions([version], {1: PRIOR}))
        notes += unstable_alerts(run(tmp_path), [version], {1: PRIOR}, items)
    first, later = notes
    assert first.key == later.key
    assert (
        first.reasons[0]
        == "A text came back at 2025-01-27 11:00 UTC after another, first seen at 2025-01-27 09:00 UTC."
    )
