"""Holds the alerts of a played week against those that expected.toml derives from the planted events. Pure."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from flows.coverage.press import Press, article_path

Value = tuple[float | None, float | None] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What identifies an alert of the week: everything that the planted event fixes, nothing that a run invents."""

    kind: str
    across: str
    metric: str
    outlets: tuple[str, ...]
    articles: tuple[str, ...]
    sources: tuple[str, ...]
    before: Value
    after: Value
    day: str


@cache
def expected_alerts() -> Mapping[str, Told]:
    """Return event -> the alert that it must give."""
    text = (files("flows.coverage") / "expected.toml").read_text(encoding="utf-8")
    return {alert["event"]: _planned(alert) for alert in tomllib.loads(text)["alert"]}


def compare_alerts(payloads: Sequence[Mapping[str, object]], press: Press) -> tuple[str, ...]:
    """Return one line for each alert that is missing and each that nobody planted; empty where all is as planned."""
    slugs = {article_path(title.outlet, article): article.slug for title in press.titles for article in title.articles}
    wanted = dict(expected_alerts())
    lines = []
    for payload in payloads:
        told = _told(payload, slugs)
        event = next((name for name, alert in wanted.items() if alert == told), None)
        if event is None:
            lines.append(f"not planted: {payload['headline']} {told}")
        else:
            del wanted[event]
    return (*(f"missing {event}: {alert}" for event, alert in wanted.items()), *lines)


def _planned(alert: Mapping[str, object]) -> Told:
    source = str(alert["source"])
    is_takedown = alert["kind"] == "takedown"
    count = 1 if is_takedown else 2
    outlets, articles = _names(alert["outlets"]), _names(alert["articles"])
    return Told(
        kind=str(alert["kind"]),
        across=str(alert["across"]),
        metric=str(alert["metric"]),
        outlets=outlets if len(outlets) == count else outlets * count,
        articles=articles if len(articles) == count else articles * count,
        sources=() if is_takedown else (source, str(alert.get("source_after", source))),
        before=_planned_value(alert.get("before")),
        after=_planned_value(alert.get("after")),
        day=str(alert["day"]),
    )


def _told(payload: Mapping[str, object], slugs: Mapping[str, str]) -> Told:
    sides = [side for side in (payload["before"], payload["after"]) if isinstance(side, dict)]
    claims = [side["claim"] for side in sides if side["claim"]]
    return Told(
        kind=str(payload["kind"]),
        across=str(payload["across"]),
        metric=str(claims[-1]["metric"]) if claims else "",
        outlets=tuple(str(side["outlet"]) for side in sides),
        articles=tuple(slugs.get(urlsplit(str(side["url"])).path, str(side["url"])) for side in sides),
        sources=tuple(str(claim["source"]) for claim in claims),
        before=_value(claims[0]) if claims else None,
        after=_value(claims[-1]) if claims else None,
        day=str(payload["raised_at"])[:10],
    )


def _value(claim: Mapping[str, object]) -> Value:
    if claim["kind"] != "figure":
        return None
    return (_number(claim["low"]), _number(claim["high"]))


def _planned_value(value: object) -> Value:
    if not isinstance(value, dict):
        return None
    return (_number(value.get("low")), _number(value.get("high")))


def _names(value: object) -> tuple[str, ...]:
    return tuple(str(name) for name in value) if isinstance(value, list) else ()


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
