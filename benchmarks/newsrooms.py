"""Makes up edit histories of whole weeks from habits of newsrooms and a seed: material to play rhythms on.

An outlet publishes and edits by its own clock, a small part of it at night (midnight to six). The ages of edits are
log-normal. Of what a feed brings beside the story only the times are made up. docs/benchmarks.md (Polling) says where
the habits come from; none is taken from the shipped week.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from flows.watching.values import Feed

SCHEDULE = timedelta(minutes=15)
BEGIN = datetime(2025, 3, 3, tzinfo=UTC)
END = BEGIN + timedelta(days=7)
MINUTE = timedelta(minutes=1)
HOUR = 60 * MINUTE
DAY_BEGINS = 6
FEEDS = 24
CLOCKS = {
    "GB": "Europe/London",
    "DE": "Europe/Berlin",
    "FR": "Europe/Paris",
    "ES": "Europe/Madrid",
    "UA": "Europe/Kyiv",
    "RU": "Europe/Moscow",
    "KR": "Asia/Seoul",
    "JP": "Asia/Tokyo",
    "TW": "Asia/Taipei",
    "US": "America/New_York",
    "AR": "America/Argentina/Buenos_Aires",
    "NZ": "Pacific/Auckland",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An article: when it came, when it was edited, and how many figures it claims at first."""

    url: str
    feed_id: str
    published_at: datetime
    edits: tuple[datetime, ...]
    count_figures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What there was to see from `begin` to `end`, by feed id where it is of feeds.

    `stamping`: the feeds whose entries stamp edits. `others`: when a feed brought what is not of the story.
    """

    name: str
    begin: datetime
    end: datetime
    feeds: Mapping[str, Feed]
    stamping: frozenset[str]
    told: tuple[Told, ...]
    others: Mapping[str, tuple[datetime, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How the newsrooms of a week work.

    `at_night`: the share of what they publish and edit between midnight and six. `stamping`: the share of feeds
    that stamp edits. `stories` and `others`: what a feed brings a day, of the story and else. `edited`: the share of
    articles that are edited at all, `edits` how often those are in the mean, at ages with the median `age` and a
    logarithm that deviates by `spread`. `no_figures`: the share of articles that claim none.
    """

    name: str
    seed: int
    at_night: float
    stamping: float
    stories: float
    others: float
    edited: float
    edits: float
    age: timedelta
    spread: float
    no_figures: float = 0.2


WEEKS = (
    Habits(
        name="dailies",
        seed=1,
        at_night=0.05,
        stamping=0.5,
        stories=1.0,
        others=30,
        edited=0.5,
        edits=1.5,
        age=timedelta(hours=2),
        spread=1.5,
    ),
    Habits(
        name="all the press",
        seed=2,
        at_night=0.08,
        stamping=0.5,
        stories=1.0,
        others=60,
        edited=0.3,
        edits=2.0,
        age=timedelta(hours=5),
        spread=2.0,
    ),
    Habits(
        name="agencies",
        seed=3,
        at_night=0.2,
        stamping=0.3,
        stories=2.0,
        others=150,
        edited=0.8,
        edits=3.0,
        age=timedelta(minutes=45),
        spread=1.3,
    ),
    Habits(
        name="late correctors",
        seed=4,
        at_night=0.03,
        stamping=0.25,
        stories=0.6,
        others=12,
        edited=0.4,
        edits=1.2,
        age=timedelta(hours=20),
        spread=1.3,
    ),
)


def made_up(habits: Habits) -> History:
    """Return the week of such newsrooms; the same habits give the same week."""
    chance = random.Random(habits.seed)  # noqa: S311
    countries = list(CLOCKS)
    feeds = [_feed(number, countries[number % len(countries)]) for number in range(FEEDS)]
    return History(
        name=habits.name,
        begin=BEGIN,
        end=END,
        feeds={feed.id: feed for feed in feeds},
        stamping=frozenset(feed.id for feed in chance.sample(feeds, round(habits.stamping * FEEDS))),
        told=tuple(told for feed in feeds for told in _articles(feed, habits, chance)),
        others={feed.id: tuple(_moments(habits.others, habits.at_night, _clock(feed), chance)) for feed in feeds},
    )


def is_night(at: datetime, clock: ZoneInfo) -> bool:
    """Return whether it is between midnight and six on a clock."""
    return at.astimezone(clock).hour < DAY_BEGINS


def _feed(number: int, country: str) -> Feed:
    name = f"outlet-{number}"
    return Feed(
        id=name,
        outlet=name,
        outlet_name=name,
        publisher=name,
        language="en",
        country=country,
        url=f"https://{name}.example/feed",
        every=SCHEDULE,
        seen_at="made up",
        probed=False,
    )


def _clock(feed: Feed) -> ZoneInfo:
    return ZoneInfo(CLOCKS[feed.country])


def _articles(feed: Feed, habits: Habits, chance: random.Random) -> Iterator[Told]:
    moments = list(_moments(habits.stories, habits.at_night, _clock(feed), chance))
    for number, at in enumerate(moments):
        edits = sorted(_edits(habits, at, _clock(feed), chance))
        yield Told(
            url=f"https://{feed.id}.example/{number}",
            feed_id=feed.id,
            published_at=at,
            edits=tuple(edit for edit in edits if edit < END - SCHEDULE),
            count_figures=0 if chance.random() < habits.no_figures else 2,
        )


def _moments(a_day: float, at_night: float, clock: ZoneInfo, chance: random.Random) -> Iterator[datetime]:
    """Yield whole minutes of the week, in order, by the local rate of day and night."""
    for hour in range((END - BEGIN) // HOUR):
        begin = BEGIN + hour * HOUR
        share, hours = (at_night, DAY_BEGINS) if is_night(begin, clock) else (1 - at_night, 24 - DAY_BEGINS)
        for minute in range(60):
            if chance.random() < a_day * share / (hours * 60):
                yield begin + minute * MINUTE


def _edits(habits: Habits, published_at: datetime, clock: ZoneInfo, chance: random.Random) -> Iterator[datetime]:
    if chance.random() >= habits.edited:
        return
    while True:
        yield _edit(habits, published_at, clock, chance)
        if chance.random() < 1 / habits.edits:
            return


def _edit(habits: Habits, published_at: datetime, clock: ZoneInfo, chance: random.Random) -> datetime:
    """Return the time of one edit; one that falls in the night is drawn again unless the night has it by its share."""
    rare = (habits.at_night / DAY_BEGINS) / ((1 - habits.at_night) / (24 - DAY_BEGINS))
    while True:
        minutes = habits.age / MINUTE * chance.lognormvariate(0, habits.spread)
        at = published_at + (1 + round(minutes)) * MINUTE
        if not is_night(at, clock) or chance.random() < rare:
            return at
