"""How alerts are listed under what they find."""

from flows.console.findings import by_finding
from flows.records import Record


def alert(finding: str, headline: str, route: str = "now") -> Record:
    return {"finding": finding, "route": route, "headline": headline, "raised_at": "2025-01-27T08:00:00+00:00"}


def test_headlines_stand_under_what_they_find_and_where_they_go() -> None:
    alerts = [alert("storm", "six"), alert("silent_edit", "one"), alert("silent_edit", "two", "digest")]
    assert list(by_finding(alerts)) == [
        "\nsilent edit: 1 at once, 1 in the digest",
        "  2025-01-27  one",
        "  2025-01-27  two",
        "\nstorm: 1 at once",
        "  2025-01-27  six",
    ]


def test_a_headline_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in "".join(by_finding([alert("drift", "red \x1b[31m")]))
