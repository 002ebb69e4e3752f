"""What must be equal before two claims may be compared at all, and which metrics are told for one another.

A key holds what a claim is about. Who says it, how sure and how many are left out: those are what changes.
"""

from dataclasses import dataclass

from extractors.values import Aggregation, Band, Claim, Kind, Modality

TROOPS = frozenset({"troops_deployed", "troops_at_front", "reinforcements"})
# Seen in the press: "casualties" of a ministry come out as dead at the third outlet.
CONFUSED = frozenset({"killed", "casualties", "wounded"})
OPPOSITES = frozenset({"withdrawn_from_front", "returned_to_front"})
RECAP = "recap"
_LONGEST = 1_000  # characters; a "sentence" beyond it is a text without marks, and likens everything
_PERSONS = frozenset(
    {
        "person",
        "people",
        "soldier",
        "troop",
        "men",
        "military",
        "personnel",
        "engineer",
        "worker",
        "officer",
        "general",
        "sapper",
        "builder",
        "labourer",
        "resident",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What a claim is about, without who says it, how sure and how many."""

    kind: Kind
    metric: str
    phase: str | None
    increment: str | None
    role: str | None
    subject: str
    aggregation: Aggregation | None
    period: str | None
    restriction: str | None
    unit: str


def words_of(claim: Claim) -> str:
    """Returns the claim's sentence, or its quote where the text has no sentences to speak of."""
    words = claim.sentence if len(claim.sentence) <= _LONGEST else claim.quote
    return words[:_LONGEST]


def key_of(claim: Claim) -> Key:
    """Returns the key by which a claim is compared across outlets."""
    return Key(
        kind=claim.kind,
        metric=claim.metric,
        phase=claim.phase,
        increment=claim.increment,
        role=None if claim.role == "any" else claim.role,
        subject=claim.subject,
        aggregation=aggregation_of(claim),
        period=claim.period,
        restriction=restriction_of(claim),
        unit=unit_class(claim),
    )


def family(metric: str) -> str:
    """Returns the metric, or "troops" for the three that are one family.

    >>> family("reinforcements"), family("killed")
    ('troops', 'killed')
    """
    return "troops" if metric in TROOPS else metric


def told_for_another(one: str, other: str) -> bool:
    """Tells whether outlets are known to tell one of two metrics for the other."""
    return one != other and one in CONFUSED and other in CONFUSED


def aggregation_of(claim: Claim) -> Aggregation | None:
    """Returns the stretch that a figure covers; all so far where its words give none."""
    if claim.kind is Kind.STATUS:
        return None
    return claim.aggregation or Aggregation.CUMULATIVE


def restriction_of(claim: Claim) -> str | None:
    """Returns what limits the place: "own_sector" of "kursk:own_sector"."""
    return (claim.place or "").partition(":")[2] or None


def place_of(claim: Claim) -> str | None:
    """Returns the place without what limits it."""
    return (claim.place or "").partition(":")[0] or None


def unit_class(claim: Claim) -> str:
    """Returns "people" for every word for people, else the unit: brigades are not soldiers."""
    unit = (claim.unit or "").lower()
    unit = unit.removesuffix("s")
    return "people" if unit in _PERSONS or not unit else unit


def is_real(claim: Claim) -> bool:
    """Tells whether the claim speaks of what is, and not of what is planned or would be."""
    return claim.modality not in (Modality.PLANNED, Modality.CONDITIONAL)


def is_denied(claim: Claim) -> bool:
    """Tells whether the source says that it is not so; a bare denial is itself a claim, however it is marked."""
    return claim.modality is Modality.DENIED and claim.metric != "denial"


def is_fresh(claim: Claim) -> bool:
    """Tells whether the claim may alert: read with confidence, and neither taken as known nor a recap."""
    return not claim.is_given and claim.band is not Band.C and RECAP not in claim.reasons
