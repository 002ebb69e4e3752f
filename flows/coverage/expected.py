"""Holds the alerts of a played week against those that expected.toml derives from the planted events. Pure."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from flows.alerts.verdicts import Route
from flows.coverage.press import Press, article_path

Value = tuple[float | None, float | None] | None

ANY = "*"
"""Stands in a planned alert for whatever outlet or article tells it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What identifies an alert of the week: everything that the planted event fixes, nothing that a run invents.

    Of equal neighbours in `outlets`, `articles` and `sources` one stands for both sides.
    """

    finding: str
    route: str
    kind: str
    across: str
    metric: str
    outlets: tuple[str, ...]
    articles: tuple[str, ...]
    sources: tuple[str, ...]
    before: Value
    after: Value
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """An alert that an event must give; `carriers` are the outlets that tell either side of it."""

    event: str
    told: Told
    carriers: frozenset[str]


@cache
def expected_alerts() -> tuple[Planned, ...]:
    """Return the alerts that the week must give, in the order of the file."""
    text = (files("flows.coverage") / "expected.toml").read_text(encoding="utf-8")
    return tuple(_planned(alert) for alert in tomllib.loads(text)["alert"])


def compare_alerts(
    payloads: Sequence[Mapping[str, object]], carriers: Mapping[str, Sequence[str]], press: Press
) -> tuple[str, ...]:
    """Return one line for each alert that is missing and each that nobody planted; empty where all is as planned.

    Args:
        payloads: all alerts that the week gave.
        carriers: alert key -> the outlets that tell either side of it.
        press: names the articles.
    """
    slugs = {article_path(title.outlet, article): article.slug for title in press.titles for article in title.articles}
    wanted = list(expected_alerts())
    lines = []
    for payload in payloads:
        told, seen = _told(payload, slugs), frozenset(carriers.get(str(payload["key"]), ()))
        planned = next((one for one in wanted if _is(one, told, seen)), None)
        if planned is None:
            lines.append(f"not planned: {payload['headline']} {told}, carried by {sorted(seen)}")
        else:
            wanted.remove(planned)
    return (*(f"missing {one.event}: {one.told}, carried by {sorted(one.carriers)}" for one in wanted), *lines)


def _is(planned: Planned, told: Told, carriers: frozenset[str]) -> bool:
    pairs = zip(astuple(planned.told), astuple(told), strict=True)
    return planned.carriers == carriers and all(one == other or _fits(one, other) for one, other in pairs)


def _fits(planned: object, told: object) -> bool:
    """Whether a tuple of names is as planned but for those that may be any."""
    if not isinstance(planned, tuple) or not isinstance(told, tuple) or len(planned) != len(told):
        return False
    return all(name in (ANY, other) for name, other in zip(planned, told, strict=True))


def _planned(alert: Mapping[str, object]) -> Planned:
    source = str(alert["source"])
    told = Told(
        finding=str(alert["finding"]),
        route=str(alert.get("route", Route.NOW)),
        kind=str(alert["kind"]),
        across=str(alert["across"]),
        metric=str(alert["metric"]),
        outlets=_names(alert["outlets"]),
        articles=_names(alert["articles"]),
        sources=_once((source, str(alert.get("source_after", source)))) if source else (),
        before=_value(alert.get("before")),
        after=_value(alert.get("after")),
        day=str(alert["day"]),
    )
    tellers = told.outlets if told.metric else ()
    carriers = _names(alert["carriers"]) if "carriers" in alert else tellers
    return Planned(event=str(alert["event"]), told=told, carriers=frozenset(carriers))


def _told(payload: Mapping[str, object], slugs: Mapping[str, str]) -> Told:
    sides = [side for side in (payload["before"], payload["after"]) if isinstance(side, dict)]
    claims = [side["claim"] for side in sides if side["claim"]]
    feed = str(payload["series"]).rpartition("/")[2]
    return Told(
        finding=str(payload["finding"]),
        route=str(payload["route"]),
        kind=str(payload["kind"]),
        across=str(payload["across"]),
        metric=str(claims[-1]["metric"]) if claims else "",
        outlets=_once(str(side["outlet"]) for side in sides) or (feed,),
        articles=_once(slugs.get(urlsplit(str(side["url"])).path, str(side["url"])) for side in sides),
        sources=_once(str(claim["source"]) for claim in claims),
        before=_value(claims[0]) if claims else None,
        after=_value(claims[-1]) if claims else None,
        day=str(payload["raised_at"])[:10],
    )


def _value(value: object) -> Value:
    """Return both ends of a figure, planned or told; None for a status."""
    if not isinstance(value, dict) or value.get("kind", "figure") != "figure":
        return None
    return (_number(value.get("low")), _number(value.get("high")))


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _names(value: object) -> tuple[str, ...]:
    return tuple(str(name) for name in value) if isinstance(value, list) else ()


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
