"""The keys that let a receiver tell a repeat, and that make one event one alert."""

from dataclasses import replace
from datetime import timedelta

from extractors.values import Change, ChangeKind
from flows.alerts.alert import Side, alert_key, event_key, series_of
from tests.builders import MONDAY, figure
from tests.flows.alerts.test_policy import side

OLD = figure("killed", 1000, source="uk_mod")
NEW = figure("killed", 1500, source="uk_mod")
CHANGE = Change(metric="killed", change=ChangeKind.RAISED, before=OLD, after=NEW, alert=True, why="because")


def key(before: Side, after: Side) -> str:
    return alert_key("watch", "dead", series_of(NEW), "raised", before, after)


def test_the_key_does_not_depend_on_the_clock() -> None:
    before, after = side(OLD), side(NEW)
    later = replace(after, seen_at=MONDAY + timedelta(days=9))
    assert key(before, after) == key(before, later)


def test_another_version_or_value_is_another_key() -> None:
    before, after = side(OLD), side(NEW)
    keys = {
        key(before, after),
        key(before, replace(after, version_id=3)),
        key(before, replace(after, claim=figure("killed", 1600, source="uk_mod"))),
    }
    assert len(keys) == 3


def test_outlets_that_differ_are_one_event_in_either_order() -> None:
    mirrored = replace(CHANGE, change=ChangeKind.LOWERED, before=NEW, after=OLD)
    assert event_key("w", "outlets", CHANGE) == event_key("w", "outlets", mirrored)


def test_up_and_down_within_an_article_are_two_events() -> None:
    mirrored = replace(CHANGE, change=ChangeKind.LOWERED, before=NEW, after=OLD)
    assert event_key("w", "revisions", CHANGE) != event_key("w", "revisions", mirrored)


def test_watches_do_not_share_events() -> None:
    assert event_key("w", "revisions", CHANGE) != event_key("v", "revisions", CHANGE)
