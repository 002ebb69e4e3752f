"""What the tests of revisions share: a few claims, and the changes between two versions that tell them."""

from dataclasses import replace

from extractors.changes import between_revisions
from extractors.values import (
    Bound,
    Change,
    ChangeKind,
    Claim,
)
from tests.builders import figure, status, told

FILLER = "The ministry published no further details on Monday, and the line was quiet by evening."
K = ChangeKind


def changes(
    before: list[Claim], after: list[Claim], *, filler: str = FILLER, language: str = "en"
) -> tuple[Change, ...]:
    old, old_reading = told(*before, filler=filler)
    new, new_reading = told(*after, filler=filler, language=language)
    return between_revisions(old, old_reading, new, new_reading)


def summary(found: tuple[Change, ...]) -> list[tuple[str, str, bool]]:
    return [(change.metric, change.change.value, change.alert) for change in found]


NIS_2000 = figure(
    "killed",
    2000,
    bound=Bound.APPROX,
    source="south_korea_nis",
    source_text="spy agency",
    sentence="About 2,000 soldiers have died, the spy agency told lawmakers.",
)
NIS_2300 = replace(
    NIS_2000,
    low=2300,
    high=2300,
    interval=(2185.0, 2415.0),
    sentence="About 2,300 soldiers have died, the spy agency told lawmakers.",
    quote="About 2,300 soldiers have died, the spy agency told lawmakers.",
)
GONE = status(
    "withdrawn_from_front",
    source="isw",
    source_text="ISW",
    sentence="The units have been withdrawn from the front, the ISW wrote.",
)
SENT = figure(
    "troops_deployed",
    8000,
    12000,
    bound=Bound.RANGE,
    source="nato",
    source_text="NATO",
    sentence="Between 8,000 and 12,000 troops are in Russia, NATO said.",
)


def worded(claim: Claim, sentence: str, **more: object) -> Claim:
    """The claim in another sentence, and otherwise as `more` says; the interval follows the ends."""
    fresh = {"interval": None} if {"low", "high", "bound"} & set(more) else {}
    return replace(claim, sentence=sentence, quote=sentence, **(fresh | more))  # type: ignore[arg-type]


WOUNDED = figure(
    "wounded",
    2700,
    source="south_korea_nis",
    sentence="The number of wounded is put at 2,700 by the spy agency.",
)
