"""What people say: an alert is right or wrong, a claim was misread. Stored beside what was read, never in its place.

A person may correct what our rules made of a sentence, never what the sentence says: a number must stand in it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from extractors.grounding import FIGURES, METRICS
from extractors.intervals import interval_of
from extractors.standing import numbers_in
from extractors.values import Bound, Claim, Kind, Modality, Story
from flows.errors import FlowError
from flows.translate import claim_of, patched
from flows.watching.values import Watch
from warehouse import connect, people, read
from warehouse.connect import Connection
from warehouse.people import AlertMark, AlertMarkRow, Corrected, CorrectionAction, CorrectionRow
from warehouse.rows import AlertRow, ClaimRow

_OPEN_ABOVE = frozenset({Bound.MORE_THAN, Bound.AT_LEAST})
_OPEN_BELOW = frozenset({Bound.AT_MOST, Bound.FEWER_THAN})
_SHARE = "share_lost"
_ALREADY = {CorrectionAction.WITHDRAWN: "withdrawn", CorrectionAction.RESTORED: "as it was read"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """What of a claim is to be another; None leaves it as it is. A `source` of "" is the outlet's own voice."""

    metric: str | None = None
    subject: str | None = None
    low: float | None = None
    high: float | None = None
    bound: Bound | None = None
    modality: Modality | None = None
    source: str | None = None

    @property
    def has_value(self) -> bool:
        """Whether the figure itself is to be another."""
        return (self.low, self.high, self.bound) != (None, None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A claim as it was read and as it stands now (None: withdrawn); `alerts` rest on it: key -> headline."""

    read: Claim
    stands: Claim | None
    alerts: dict[str, str]


def find_alert(con: Connection, prefix: str, watch: str | None = None) -> AlertRow:
    """Return the one alert whose key begins so.

    Raises:
        FlowError: none does, several do, or it is not of the `watch` that is named.
    """
    found = people.alerts_by_prefix(con, prefix) if prefix else ()
    if len(found) == 1:
        if watch not in (None, found[0].watch):
            message = f"that alert is of the watch {found[0].watch}, not of {watch}: --watch {found[0].watch}"
            raise FlowError(message)
        return found[0]
    if not found:
        message = f"no alert's key begins with {prefix!r}; claimwatch alerts lists them"
        raise FlowError(message)
    keys = ", ".join(row.alert_key[:12] for row in found)
    message = f"several alerts' keys begin with {prefix!r}, such as {keys}: give more of the key"
    raise FlowError(message)


def mark_alert(home: Path, prefix: str, mark: AlertMark, *, by: str, note: str, now: datetime) -> AlertRow:
    """Store what a person says of an alert; return it.

    Raises:
        FlowError: no single alert's key begins so.
        warehouse.errors.Busy: another process held the warehouse too long.
    """
    with connect.writer(home) as con, connect.transaction(con):
        row = find_alert(con, prefix)
        people.add_alert_mark(
            con,
            AlertMarkRow(
                watch=row.watch, alert_key=row.alert_key, mark=mark, author=_author(by), note=note, marked_at=now
            ),
        )
    return row


def correct_claim(watch: Watch, home: Path, claim_id: int, fix: Fix, *, by: str, note: str, now: datetime) -> Done:
    """Store that a claim was misread and what it says; what an earlier correction set and this one leaves out stays.

    Raises:
        FlowError: there is no such claim, the words do not tell what is said of them, or nothing would change.
        warehouse.errors.Busy: another process held the warehouse too long.
    """
    with connect.writer(home) as con, connect.transaction(con):
        stored, before = _claim(con, watch, claim_id)
        claim = claim_of(stored)
        _check(fix, claim, stored.language, watch.story)
        row = _row(stored, CorrectionAction.CORRECTED, by, note, now)
        stood = patched(claim, before) if before else claim
        row = _with_fix(_with_earlier(row, before), fix, stood or claim)
        stands = patched(claim, row)
        _check_news(claim_id, claim, stood, stands)
        people.add_correction(con, row)
        return Done(read=claim, stands=stands, alerts=people.alerts_of_claim(con, claim_id))


def withdraw_claim(watch: Watch, home: Path, claim_id: int, *, by: str, note: str, now: datetime) -> Done:
    """Store that the words claim nothing of the kind; raises as `correct_claim`."""
    return _settle(watch, home, claim_id, CorrectionAction.WITHDRAWN, by=by, note=note, now=now)


def restore_claim(watch: Watch, home: Path, claim_id: int, *, by: str, note: str, now: datetime) -> Done:
    """Store that a claim stands again as it was read; raises as `correct_claim`."""
    return _settle(watch, home, claim_id, CorrectionAction.RESTORED, by=by, note=note, now=now)


def _settle(
    watch: Watch, home: Path, claim_id: int, action: CorrectionAction, *, by: str, note: str, now: datetime
) -> Done:
    with connect.writer(home) as con, connect.transaction(con):
        stored, before = _claim(con, watch, claim_id)
        if action is (before.action if before else CorrectionAction.RESTORED):
            message = f"claim {claim_id} is {_ALREADY[action]} already; nothing was stored"
            raise FlowError(message)
        row = _row(stored, action, by, note, now)
        people.add_correction(con, row)
        claim = claim_of(stored)
        return Done(read=claim, stands=patched(claim, row), alerts=people.alerts_of_claim(con, claim_id))


def _claim(con: Connection, watch: Watch, claim_id: int) -> tuple[ClaimRow, CorrectionRow | None]:
    """Return a claim of the watch as it was read, and the correction that holds for it."""
    row = read.claims_by_id(con, [claim_id]).get(claim_id)
    if row is None:
        message = f"there is no claim {claim_id}; claimwatch alerts show KEY names the claims of an alert"
        raise FlowError(message)
    if row.watch != watch.id:
        message = f"claim {claim_id} is of the watch {row.watch}, not of {watch.id}: --watch {row.watch}"
        raise FlowError(message)
    return row, people.corrections_of(con, [claim_id]).get(claim_id)


def _row(stored: ClaimRow, action: CorrectionAction, by: str, note: str, now: datetime) -> CorrectionRow:
    return CorrectionRow(
        watch=stored.watch, claim_id=stored.claim_id, action=action, author=_author(by), note=note, corrected_at=now
    )


def _author(by: str) -> str:
    if not by.strip():
        message = "a mark has an author: --by NAME"
        raise FlowError(message)
    return by.strip()


def _check(fix: Fix, claim: Claim, language: str, story: Story) -> None:
    """Raise FlowError for what the words or the watch do not know, and where nothing is said at all."""
    if fix == Fix():
        message = "say what it is: --low, --high, --bound, --source, --subject, --metric or --modality"
        raise FlowError(message)
    if fix.metric is not None:
        _check_known("metric", fix.metric, METRICS[claim.kind])
        if (fix.metric == _SHARE) != (claim.unit == "percent") and claim.kind is Kind.FIGURE:
            message = f"{fix.metric} is not counted in {claim.unit}: withdraw the claim instead"
            raise FlowError(message)
    if fix.subject is not None:
        _check_known("subject", fix.subject, [*(actor.id for actor in story.actors), "other"])
    for part in (fix.source or "").split("+"):
        _check_known("source", part, ["", *(source.id for source in story.sources)])
    if fix.has_value and claim.kind is not Kind.FIGURE:
        message = f"{claim.metric} is a status: it has no number"
        raise FlowError(message)
    ends = {end for end in (fix.low, fix.high) if end is not None}
    if missing := sorted(ends - numbers_in(claim.sentence, language, story)):
        said = ", ".join(f"{end:,g}" for end in missing)
        message = f"{said} does not stand in the sentence {claim.sentence!r}: withdraw the claim instead"
        raise FlowError(message)


def _check_news(claim_id: int, claim: Claim, stood: Claim | None, stands: Claim | None) -> None:
    """Raise FlowError for a correction after which a claim would say what it said before."""
    if stands is None or replace(stands, band=claim.band, reasons=claim.reasons) == claim:
        message = f"claim {claim_id} was read so: to undo a correction, claimwatch claims restore {claim_id}"
        raise FlowError(message)
    if stands == stood:
        message = f"claim {claim_id} stands so already: nothing was stored"
        raise FlowError(message)


def _check_known(what: str, given: str, known: Collection[str]) -> None:
    if given not in known:
        message = f"{what} {given!r} is not known; known: {', '.join(sorted(one for one in known if one))}"
        raise FlowError(message)


def _with_earlier(row: CorrectionRow, before: CorrectionRow | None) -> CorrectionRow:
    """Return a correction that says what the one before it says as well."""
    if before is None or before.action is not CorrectionAction.CORRECTED:
        return row
    return replace(before, claim_id=row.claim_id, author=row.author, note=row.note, corrected_at=row.corrected_at)


def _with_fix(row: CorrectionRow, fix: Fix, claim: Claim) -> CorrectionRow:
    """Return a correction with what `fix` asks for; `claim` is the claim as it stands before it."""
    fields: list[str] = []
    if fix.metric is not None:
        phase, increment = FIGURES.get(fix.metric, (None, None))
        row, fields = replace(row, metric=fix.metric, phase=phase, increment=increment), [*fields, Corrected.METRIC]
    if fix.subject is not None:
        row, fields = replace(row, subject=fix.subject), [*fields, Corrected.SUBJECT]
    if fix.modality is not None:
        row, fields = replace(row, modality=str(fix.modality)), [*fields, Corrected.MODALITY]
    if fix.source is not None:
        row, fields = replace(row, source=fix.source or None), [*fields, Corrected.SOURCE]
    if fix.has_value:
        row, fields = _with_value(row, fix, claim), [*fields, Corrected.VALUE]
    return replace(row, fields=_all_of(row.fields, fields))


def _with_value(row: CorrectionRow, fix: Fix, claim: Claim) -> CorrectionRow:
    bound = fix.bound or _bound(fix, claim)
    low, high = _ends(fix, bound, claim)
    has_none, is_turned = low is None and high is None, low is not None and high is not None and low > high
    if has_none or is_turned or bound is Bound.VAGUE:
        message = f"{bound} needs --low and --high, the lower one first; more_than and at_least take --low alone"
        raise FlowError(message)
    first, last = interval_of(bound, low, high)
    return replace(row, low=low, high=high, bound=str(bound), interval_low=first, interval_high=last)


def _bound(fix: Fix, claim: Claim) -> Bound:
    """Return how a number is bounded where the person does not say: two numbers are a range, one as it was read."""
    if fix.low is not None and fix.high is not None and fix.low != fix.high:
        return Bound.RANGE
    kept = claim.bound in (Bound.APPROX, *_OPEN_ABOVE, *_OPEN_BELOW)
    return claim.bound if kept and claim.bound is not None else Bound.EXACT


def _ends(fix: Fix, bound: Bound, claim: Claim) -> tuple[float | None, float | None]:
    low = fix.low if fix.low is not None else fix.high
    high = fix.high if fix.high is not None else fix.low
    if low is None and high is None:
        low, high = (
            claim.low if claim.low is not None else claim.high,
            claim.high if claim.high is not None else claim.low,
        )
    if bound in _OPEN_ABOVE:
        return low, None
    return (None, high) if bound in _OPEN_BELOW else (low, high)


def _all_of(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *(str(name) for name in other))))
