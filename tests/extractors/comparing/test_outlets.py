"""Tests of extractors/comparing/outlets.py: one source told by two outlets."""

from dataclasses import replace
from datetime import timedelta

import pytest

from extractors.changes import WINDOW, Telling, between_outlets
from extractors.values import Aggregation, Band, Bound, ChangeKind, Claim, Modality
from tests.builders import MONDAY, figure, status

WOUNDED = figure("wounded", 1700, source="ukraine_nsdc")
SENT = figure("troops_deployed", 12000, bound=Bound.APPROX, source="pentagon")


def telling(claim: Claim, **more: object) -> Telling:
    given = {
        "outlet": "northern_courier",
        "publisher": "northern_press",
        "language": "en",
        "published_at": MONDAY,
    } | more
    return Telling(claim=claim, **given)  # type: ignore[arg-type]


def later(claim: Claim, **more: object) -> Telling:
    given = {
        "outlet": "harbour_shimbun",
        "publisher": "harbour_group",
        "language": "ja",
        "published_at": MONDAY + timedelta(hours=20),
    } | more
    return telling(claim, **given)


def figures(claim: Claim, number: float, **more: object) -> Claim:
    return replace(claim, low=number, high=number, interval=None, **more)  # type: ignore[arg-type]


DEPARTURES = {
    "one source, two counts": (WOUNDED, figures(WOUNDED, 1400), ChangeKind.LOWERED),
    "one source, a higher count": (WOUNDED, figures(WOUNDED, 2400), ChangeKind.RAISED),
    "casualties told as dead": (
        replace(WOUNDED, metric="casualties"),
        replace(WOUNDED, metric="killed"),
        ChangeKind.DRIFTED,
    ),
    "dead told as casualties": (
        replace(WOUNDED, metric="killed"),
        replace(WOUNDED, metric="casualties"),
        ChangeKind.DRIFTED,
    ),
    "a zero lost": (SENT, figures(SENT, 1200), ChangeKind.DRIFTED),
    "a zero gained, and rounded": (
        figures(SENT, 1100),
        figures(SENT, 11300, bound=Bound.EXACT),
        ChangeKind.DRIFTED,
    ),
}


@pytest.mark.parametrize(("before", "after", "expected"), DEPARTURES.values(), ids=DEPARTURES)
def test_departure_from_a_shared_source_is_found_and_advised(before: Claim, after: Claim, expected: ChangeKind) -> None:
    change = between_outlets(telling(before), later(after))
    assert change is not None
    assert (change.change, change.alert, change.metric) == (expected, True, after.metric)
    assert (change.before, change.after) == (before, after)


LOWER = {"high": None, "bound": Bound.AT_LEAST, "interval": None}
ACCORD = {
    "the same number": (WOUNDED, WOUNDED),
    "the number rounded": (figures(SENT, 11000), figures(SENT, 10900)),
    "a lower limit and a number above it": (replace(WOUNDED, **LOWER), figures(WOUNDED, 9000)),
    "another source": (WOUNDED, figures(WOUNDED, 1400, source="zelensky")),
    "no source": (replace(WOUNDED, source=None), figures(WOUNDED, 1400, source=None)),
    "the outlet's own count": (
        replace(WOUNDED, source="northern_courier"),
        figures(WOUNDED, 1400, source="northern_courier"),
    ),
    "another metric": (WOUNDED, figures(WOUNDED, 1400, metric="captured")),
    "wounded and casualties of one number": (WOUNDED, replace(WOUNDED, metric="casualties")),
    "casualties and dead of two numbers": (
        replace(WOUNDED, metric="casualties"),
        figures(WOUNDED, 400, metric="killed"),
    ),
    "another side": (WOUNDED, figures(WOUNDED, 1400, subject="russia")),
    "a rate": (WOUNDED, figures(WOUNDED, 14, aggregation=Aggregation.RATE)),
    "another stretch of time": (WOUNDED, figures(WOUNDED, 400, period="P3M")),
    "another day": (
        replace(WOUNDED, as_of="2025-01-20"),
        figures(WOUNDED, 1400, as_of="2025-01-27"),
    ),
    "brigades": (SENT, figures(SENT, 4, unit="brigades")),
    "two places": (replace(SENT, place="kursk"), figures(SENT, 8000, place="russia")),
    "what is planned": (SENT, figures(SENT, 3000, modality=Modality.PLANNED)),
    "what is denied": (SENT, figures(SENT, 3000, modality=Modality.DENIED)),
    "a given": (SENT, figures(SENT, 1200, is_given=True)),
    "a weak reading": (SENT, figures(SENT, 1200, band=Band.C)),
    "a recap": (SENT, figures(SENT, 1200, reasons=("recap",))),
    "a status": (
        status("not_seen", source="isw"),
        status("not_seen", Modality.DENIED, source="isw"),
    ),
    "heavy losses": (
        WOUNDED,
        figure("wounded", None, bound=Bound.VAGUE, source="ukraine_nsdc"),
    ),
}


@pytest.mark.parametrize(("before", "after"), ACCORD.values(), ids=ACCORD)
def test_no_departure_where_both_may_be_right_or_speak_of_two_things(before: Claim, after: Claim) -> None:
    assert between_outlets(telling(before), later(after)) is None
    assert between_outlets(telling(after), later(before)) is None


TIMES = {
    "within the window": (MONDAY + WINDOW, True),
    "after the window": (MONDAY + WINDOW + timedelta(seconds=1), False),
    "at an unknown time": (None, False),
}


@pytest.mark.parametrize(("published_at", "found"), TIMES.values(), ids=TIMES)
def test_outlets_are_compared_only_within_days(published_at: object, *, found: bool) -> None:
    second = later(figures(WOUNDED, 1400), published_at=published_at)
    assert (between_outlets(telling(WOUNDED), second) is not None) is found


def test_outlet_is_never_compared_with_itself() -> None:
    again = later(figures(WOUNDED, 1400), outlet="northern_courier")
    assert between_outlets(telling(WOUNDED), again) is None


def test_reason_names_source_outlets_and_both_numbers() -> None:
    change = between_outlets(telling(WOUNDED), later(figures(WOUNDED, 1400)))
    assert change is not None
    assert change.why == (
        "Across outlets, from one source (Ukraine NSDC): Northern Courier gives 1,700 for wounded "
        "(North Korea), Harbour Shimbun 1,400 for wounded (North Korea)."
    )
