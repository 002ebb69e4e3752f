"""What the finders hand to the judge: new versions, the differences found in them, and the names of outlets. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import overload

from extractors.values import Change, Issue, Reading
from flows.alerts.alert import Alert, Side
from flows.alerts.policy import Origin
from flows.alerts.verdicts import Finding
from flows.collection.runs import Run
from warehouse.answers import VersionText
from warehouse.events import CarrierRow
from warehouse.rows import Across, ChangeRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """A version that this batch stored: what was read in it, and the ids of its claims in the same order.

    `prior_last_seen_at` is when the version before it was last found in place; `returned_to` the earlier version whose
    text it has again.
    """

    stored: VersionText
    reading: Reading
    claim_ids: tuple[int, ...]
    prior_claim_ids: tuple[int, ...] = ()
    prior_last_seen_at: datetime | None = None
    returned_to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What comparing found; `issues` are the pairs that our code failed to compare."""

    changes: tuple[ChangeRow, ...]
    alerts: tuple[Alert, ...]
    issues: tuple[Issue, ...] = ()
    carriers: tuple[CarrierRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A change between two sides, before anybody decided on it; `reasons` say what led to the finding.

    `event` is the key of the event where the values of the change do not tell it from others; empty where they do.
    """

    change: Change
    before: Side | None
    after: Side | None
    across: Across
    finding: Finding
    reasons: tuple[str, ...] = ()
    notice: str = ""
    origin: Origin = Origin.PUBLISHER
    event: str = ""


@overload
def named(run: Run, side: Side) -> Side: ...


@overload
def named(run: Run, side: Side | None) -> Side | None: ...


def named(run: Run, side: Side | None) -> Side | None:
    """Give a side its outlet's name as the watch has it."""
    if side is None:
        return None
    name = run.watch.outlet_names.get(side.outlet, side.outlet)
    return replace(side, outlet_name=name)
