import tomllib
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files

import pytest

from extractors.values import ChangeKind
from flows.alerts.takedown import SAID
from flows.alerts.verdicts import Finding, Route
from flows.coverage.articles import PressArticle, Revision
from flows.coverage.expected import ANY, Planned, expected_alerts
from flows.coverage.press import Press
from flows.watching.loading import load_watch

ALERTS = expected_alerts()
KEYS = {"event", "told", "finding", "kind", "across", "metric", "outlets", "articles", "source", "day"}
MORE = {"route", "source_after", "before", "after", "carriers"}
VISITS = (8, 18)  # hours, UTC
BETWEEN_VISITS = timedelta(hours=14)
OF_A_FEED = {Finding.SILENCE, Finding.RESUMED}
OF_AN_ARTICLE = [one for one in ALERTS if one.told.finding not in OF_A_FEED]
WITHOUT_A_CLAIM = {*OF_A_FEED, Finding.TAKEDOWN, Finding.RETURNED, Finding.UNSTABLE, Finding.STORM}


def named(alerts: list[Planned]) -> pytest.MarkDecorator:
    ids = [f"{one.event}-{one.told.finding}-{at}" for at, one in enumerate(alerts)]
    return pytest.mark.parametrize("alert", alerts, ids=ids)


def article_of(press: Press, outlet: str, slug: str) -> PressArticle:
    return next(article for article in press.title(outlet).articles if article.slug == slug)


def articles_of(press: Press, alert: Planned) -> list[PressArticle]:
    told = alert.told
    outlets = told.outlets if len(told.outlets) == len(told.articles) else told.outlets * len(told.articles)
    pairs = zip(outlets, told.articles, strict=True)
    return [article_of(press, outlet, slug) for outlet, slug in pairs if ANY not in (outlet, slug)]


def moments(press: Press, alert: Planned) -> list[datetime]:
    """When its event happened in its articles, and in those of the outlets that carry it."""
    carried = [article for outlet in sorted(alert.carriers) for article in press.title(outlet).articles]
    found = [revision for one in [*articles_of(press, alert), *carried] for revision in one.revisions]
    return sorted(revision.at for revision in found if revision.event == alert.event)


def test_the_planted_events_are_those_expected(shipped: Press) -> None:
    revisions = [one for title in shipped.titles for article in title.articles for one in article.revisions]
    of_feeds = {one.event for one in ALERTS if one.told.finding in OF_A_FEED}
    assert {revision.event for revision in revisions if revision.event} | of_feeds == {one.event for one in ALERTS}


def test_each_finding_is_planted() -> None:
    assert {one.told.finding for one in ALERTS} == set(Finding)


def test_notices_of_corrections_are_planted_in_three_languages() -> None:
    assert len({one.told.outlets[0][:2] for one in ALERTS if one.told.finding == Finding.OPEN_EDIT}) >= 3


def test_a_wire_text_of_four_outlets_makes_one_alert(shipped: Press) -> None:
    [alert] = [one for one in ALERTS if one.event == "E26"]
    prints = [title.outlet.id for title in shipped.titles for one in title.articles if one.revisions[-1].event == "E26"]
    assert len(prints) == 4
    assert set(prints) == alert.carriers


@named(OF_AN_ARTICLE)
def test_an_event_happens_where_the_alert_says(shipped: Press, alert: Planned) -> None:
    if alert.told.finding == Finding.STORM:
        return  # it lists its own single alerts
    found = articles_of(shipped, alert)
    assert any(alert.event in {one.event for one in article.revisions} for article in found)
    assert not any(article.is_off_topic for article in found)


@named(OF_AN_ARTICLE)
def test_an_event_can_be_seen_on_its_day_and_not_before(shipped: Press, alert: Planned) -> None:
    waits = SAID if alert.told.finding == Finding.TAKEDOWN else timedelta(0)
    visits = [datetime.combine(date.fromisoformat(alert.told.day), time(hour), tzinfo=UTC) for hour in VISITS]
    seen = [at + waits for at in moments(shipped, alert)]
    assert any(at <= visit < at + BETWEEN_VISITS for at in seen for visit in visits) or alert.told.articles == (ANY,)


@pytest.mark.parametrize("finding", sorted(OF_A_FEED))
def test_a_feed_is_silent_for_two_days_and_then_publishes(shipped: Press, finding: str) -> None:
    [alert] = [one.told for one in ALERTS if one.told.finding == finding]
    title = shipped.title(alert.outlets[0])
    day = datetime.combine(date.fromisoformat(alert.day), time(8), tzinfo=UTC)
    since = day - timedelta(days=2 if finding == Finding.SILENCE else 1)
    published = [article for article in title.articles if since < article.published_at <= day]
    assert title.outlet.entries_a_day
    assert bool(published) == (finding == Finding.RESUMED)


@named(list(ALERTS))
def test_its_words_are_words_of_the_house_and_the_story(alert: Planned) -> None:
    told = alert.told
    sources = {source.id for source in load_watch("north-korea-in-russia").story.sources}
    assert told.kind in {*ChangeKind, *Finding}
    assert told.finding in set(Finding)
    assert told.route in set(Route)
    assert set(told.sources) <= sources
    assert (told.finding in WITHOUT_A_CLAIM) == (not told.metric) == (not told.sources)


@named(list(ALERTS))
def test_a_change_of_figures_has_two_figures(alert: Planned) -> None:
    if alert.told.kind in {ChangeKind.RAISED, ChangeKind.LOWERED, ChangeKind.NARROWED}:
        assert alert.told.before != alert.told.after
        assert None not in {alert.told.before, alert.told.after}


def test_the_file_has_no_key_that_nobody_reads() -> None:
    for table in tomllib.loads((files("flows.coverage") / "expected.toml").read_text("utf-8"))["alert"]:
        assert KEYS <= set(table) <= KEYS | MORE, table["event"]


def test_a_revision_has_an_event_or_is_noise_and_never_both(shipped: Press) -> None:
    def is_sound(revision: Revision, *, is_first: bool) -> bool:
        return not (revision.event and revision.noise) and (is_first or bool(revision.event or revision.noise))

    for title in shipped.titles:
        for article in title.articles:
            assert all(is_sound(one, is_first=at == 0) for at, one in enumerate(article.revisions)), article.slug
