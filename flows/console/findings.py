"""How alerts are listed in a terminal: under what they find, stripped of control characters."""

from collections import Counter
from collections.abc import Iterator, Sequence

from flows.alerts.verdicts import Finding, Route
from flows.records import Record, printable

_ROUTES = {Route.NOW: "at once", Route.DIGEST: "in the digest"}


def by_finding(alerts: Sequence[Record]) -> Iterator[str]:
    """Yield what alerts find, with how many go out at once and in the digest, and below it their headlines."""
    found: dict[Finding, list[Record]] = {}
    for alert in alerts:
        found.setdefault(Finding(str(alert["finding"])), []).append(alert)
    for finding in sorted(found, key=list(Finding).index):
        routes = Counter(str(alert["route"]) for alert in found[finding])
        told = ", ".join(f"{routes[route]} {words}" for route, words in _ROUTES.items() if routes[route])
        yield f"\n{finding.replace('_', ' ')}: {told}"
        for alert in found[finding]:
            yield f"  {str(alert['raised_at'])[:10]}  {printable(str(alert['headline']))}"
