import tomllib
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files

import pytest

from extractors.values import ChangeKind
from flows.alerts.alert import TAKEDOWN
from flows.alerts.takedown import SAID
from flows.coverage.articles import PressArticle, Revision
from flows.coverage.expected import Told, expected_alerts
from flows.coverage.press import Press
from flows.watch import load_watch

ALERTS = expected_alerts()
KEYS = {"event", "told", "kind", "across", "metric", "outlets", "articles", "source", "day"}
MORE = {"source_after", "before", "after"}
VISITS = (8, 18)  # hours, UTC
BETWEEN_VISITS = timedelta(hours=14)

each = pytest.mark.parametrize(("event", "alert"), ALERTS.items(), ids=list(ALERTS))


def article_of(press: Press, outlet: str, slug: str) -> PressArticle:
    return next(article for article in press.title(outlet).articles if article.slug == slug)


def moment(press: Press, event: str, alert: Told) -> datetime:
    """When the second telling appeared, or the first was taken down."""
    last = article_of(press, alert.outlets[-1], alert.articles[-1])
    return next(revision.at for revision in last.revisions if revision.event == event)


def test_the_planted_events_are_those_expected(shipped: Press) -> None:
    revisions = [one for title in shipped.titles for article in title.articles for one in article.revisions]
    assert {revision.event for revision in revisions if revision.event} == set(ALERTS)
    assert len(ALERTS) == 14


@each
def test_an_event_happens_where_the_alert_says(shipped: Press, event: str, alert: Told) -> None:
    for outlet, slug in zip(alert.outlets, alert.articles, strict=True):
        article = article_of(shipped, outlet, slug)
        assert event in {revision.event for revision in article.revisions}
        assert not article.is_off_topic


@each
def test_an_event_can_be_seen_on_its_day_and_not_before(shipped: Press, event: str, alert: Told) -> None:
    seen = moment(shipped, event, alert)
    if alert.kind == TAKEDOWN:
        seen += SAID
    visits = [datetime.combine(date.fromisoformat(alert.day), time(hour), tzinfo=UTC) for hour in VISITS]
    assert any(seen <= visit < seen + BETWEEN_VISITS for visit in visits)
    assert article_of(shipped, alert.outlets[0], alert.articles[0]).published_at < moment(shipped, event, alert)


@each
def test_its_words_are_words_of_the_house_and_the_story(event: str, alert: Told) -> None:
    sources = {source.id for source in load_watch("north-korea-in-russia").story.sources}
    assert alert.kind in {*ChangeKind, TAKEDOWN}
    assert (alert.kind == TAKEDOWN) == (alert.across == "visits") == (not alert.metric)
    assert set(alert.sources) <= sources


@each
def test_a_change_of_figures_has_two_figures(event: str, alert: Told) -> None:
    if alert.kind in {ChangeKind.RAISED, ChangeKind.LOWERED, ChangeKind.NARROWED}:
        assert alert.before != alert.after
        assert None not in {alert.before, alert.after}


def test_the_file_has_no_key_that_nobody_reads() -> None:
    tables = tomllib.loads((files("flows.coverage") / "expected.toml").read_text("utf-8"))["alert"]
    assert [table["event"] for table in tables] == sorted(ALERTS)
    for table in tables:
        assert KEYS <= set(table) <= KEYS | MORE, table["event"]


def test_a_revision_has_an_event_or_is_noise_and_never_both(shipped: Press) -> None:
    def is_sound(revision: Revision, *, is_first: bool) -> bool:
        return not (revision.event and revision.noise) and (is_first or bool(revision.event or revision.noise))

    for title in shipped.titles:
        for article in title.articles:
            assert all(is_sound(one, is_first=at == 0) for at, one in enumerate(article.revisions)), article.slug
