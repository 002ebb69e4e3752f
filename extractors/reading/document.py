"""The pass over a whole article: one claim per fact, totals checked against their parts, a band with its reasons.

Mentions of one fact (in title and text, or in two sentences) become one claim with the best evidence. Figures that
cannot stand beside each other lower their band; figures that add up raise it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.reading.belonging import MAIN_ALONE, OF_NOBODY
from extractors.reading.frames import BY_ITS_PARTS
from extractors.second.reader import AGREE, DIFFERS
from extractors.values import Band, Bound, Claim, Field, Kind, Modality

_LEAD = 400  # characters: the first paragraph or two
_SAME = 0.05
_ADDS_UP = 0.06
_SHARE_FITS = 0.12  # "a third of 12,000" may well be 4,300
_WEAK = frozenset(
    {
        "side_by_default",
        "given",
        "conditional",
        "units_not_people",
        "vague",
        "above_its_total",
        BY_ITS_PARTS,
        MAIN_ALONE,
        OF_NOBODY,
    }
)
_WEAK_ALONE = frozenset({"side_of_another_paragraph", "nobody_denies", "counted_by_its_side"})
_UNSAID = frozenset({"no_word_says_what_is_counted", "metric_carried", "metric_by_default"})
_STRONG = frozenset({"title_and_text", "said_twice", "parts_add_up", "share_fits"})
_STRONG_ALONE = frozenset({"title_and_text", "said_twice"})  # also where the second reader differs
_AGREEING = ({Bound.EXACT, Bound.APPROX}, {Bound.AT_LEAST, Bound.MORE_THAN}, {Bound.AT_MOST, Bound.FEWER_THAN})


def settle(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return one claim per fact, in the order of title and text, each with its band and reasons."""
    merged = [_with(c, "given") if c.is_given else c for c in _merge(claims)]
    ordered = sorted(_check(merged), key=lambda c: (c.where is Field.TEXT, c.start, c.end, c.metric))
    return tuple(_banded(claim) for claim in ordered)


def _merge(claims: Sequence[Claim]) -> list[Claim]:
    out: list[Claim] = []
    for claim in sorted(claims, key=_worth, reverse=True):
        for i, kept in enumerate(out):
            if _is_same(kept, claim):
                out[i] = _joined(kept, claim)
                break
        else:
            out.append(claim)
    return out


def _worth(claim: Claim) -> tuple[bool, bool, bool, int]:
    """The text's words are better evidence than the title's, a named source than none, the first than a later one."""
    return claim.where is Field.TEXT, not claim.is_given, claim.source is not None, -claim.start


def _is_same(a: Claim, b: Claim) -> bool:
    if (a.kind, a.metric, a.subject) != (b.kind, b.metric, b.subject) or a.aggregation != b.aggregation:
        return False
    apart = (a.source is not None and b.source is not None and a.source != b.source) or (
        a.source_text is not None and b.source_text is not None and a.source_text != b.source_text
    )
    if apart or (a.modality is Modality.DENIED) != (b.modality is Modality.DENIED):
        return False
    if a.kind is Kind.STATUS:
        return a.modality == b.modality and (a.via == b.via or a.via is None or b.via is None)
    return a.unit == b.unit and _same_value(a, b)


def _same_value(a: Claim, b: Claim) -> bool:
    if a.bound is None or b.bound is None:
        return False
    if a.bound != b.bound and not any(a.bound in kin and b.bound in kin for kin in _AGREEING):
        return False
    if a.bound is Bound.VAGUE:
        return a.interval == b.interval
    return (a.low, a.high) == (b.low, b.high)


def _joined(kept: Claim, other: Claim) -> Claim:
    """The kept claim with what the other mention adds."""
    crosses = kept.where is not other.where
    reasons = {*kept.reasons, *(other.reasons if not crosses else ())} - {"side_by_default"}
    reasons |= {"title_and_text"} if crosses else {"said_twice"} if kept.sentence != other.sentence else set()
    if "side_by_default" in kept.reasons and "side_by_default" in other.reasons:
        reasons.add("side_by_default")
    return replace(
        kept,
        source=kept.source or other.source,
        source_text=kept.source_text or other.source_text,
        via=kept.via or other.via,
        chain=kept.chain or other.chain,
        period=kept.period or other.period,
        as_of=kept.as_of or other.as_of,
        place=kept.place or other.place,
        is_given=kept.is_given and other.is_given,
        reasons=tuple(sorted(reasons)),
    )


def _check(claims: list[Claim]) -> list[Claim]:
    """Check each source's figures of one side against each other."""
    out = list(claims)
    for i, total in enumerate(out):
        if total.metric != "casualties" or total.low is None:
            continue
        parts = [c for c in _fellows(total, out) if c.metric in ("killed", "wounded", "missing", "captured")]
        if _adds_up(total, parts):
            out[i] = _with(total, "parts_add_up")
            out = [_with(c, "parts_add_up") if c in parts else c for c in out]
    out = _shares_checked(out)
    return [_with(c, "above_its_total") if _exceeds(c, out) else c for c in out]


def _shares_checked(claims: list[Claim]) -> list[Claim]:
    """Mark a share and the losses that it makes of a total told beside it ("4,000, a third of the 12,000")."""
    shares = [c for c in claims if c.metric == "share_lost" and c.low is not None]
    fits: list[Claim] = []
    for share in shares:
        bases = [c for c in claims if c.metric == "troops_deployed" and c.unit == "persons" and _ours(c, share)]
        losses = [c for c in claims if c.metric in ("casualties", "killed") and _ours(c, share)]
        for base in bases:
            fits += [c for one in losses if _is_share(share, base, one) for c in (share, one)]
    return [_with(c, "share_fits") if any(c is one for one in fits) else c for c in claims]


def _ours(claim: Claim, share: Claim) -> bool:
    return claim.kind is Kind.FIGURE and claim.subject == share.subject


def _is_share(share: Claim, base: Claim, losses: Claim) -> bool:
    percent, whole, part = _point(share), _point(base), _point(losses)
    if not percent or not whole or not part:
        return False
    return abs(percent / 100 * whole - part) <= _SHARE_FITS * part


def _fellows(claim: Claim, claims: Iterable[Claim]) -> list[Claim]:
    return [
        c
        for c in claims
        if c is not claim
        and c.kind is Kind.FIGURE
        and (c.source, c.subject, c.aggregation) == (claim.source, claim.subject, claim.aggregation)
    ]


def _adds_up(total: Claim, parts: Sequence[Claim]) -> bool:
    values = {c.metric: _point(c) for c in parts}
    numbers = [v for v in values.values() if v is not None]
    whole = _point(total)
    if len(numbers) < 2 or whole is None:
        return False
    return abs(sum(numbers) - whole) <= _ADDS_UP * whole


def _exceeds(claim: Claim, claims: Sequence[Claim]) -> bool:
    """More killed than casualties, or more casualties than were ever sent, of one source: one of them is misread."""
    least = claim.low
    if claim.metric not in ("killed", "wounded", "casualties") or least is None:
        return False
    above = {"killed": ("casualties", "troops_deployed"), "wounded": ("casualties", "troops_deployed")}
    wholes = above.get(claim.metric, ("troops_deployed",))
    return any(
        c.metric in wholes and c.high is not None and least > c.high * (1 + _SAME)
        for c in _fellows(claim, claims)
        if not c.is_given and c.unit == claim.unit
    )


def _point(claim: Claim) -> float | None:
    return claim.low if claim.low is not None else claim.high


def _with(claim: Claim, reason: str) -> Claim:
    return replace(claim, reasons=tuple(sorted({*claim.reasons, reason})))


def _banded(claim: Claim) -> Claim:
    """A: confirmed inside the article; B: one clean mention with a named source; C: anything doubtful.

    What somebody says in title or lead is confirmed where the second reader reads it as well; a sum that it reads
    otherwise confirms nothing.
    """
    reasons = set(claim.reasons)
    if claim.modality is Modality.CONDITIONAL:
        reasons.add("conditional")
    if claim.metric == "denial":
        reasons.add("nobody_denies")
    reasons -= {DIFFERS} if AGREE in reasons else set()
    strong = reasons & (_STRONG_ALONE if DIFFERS in reasons else _STRONG)
    weak_alone = reasons & _WEAK_ALONE
    nobody = claim.source is None and claim.source_text is None and claim.via is None
    doubtful = bool(reasons & _WEAK) or (nobody and bool(weak_alone) and not strong)
    doubtful = doubtful or (bool(_UNSAID & reasons) and not strong)
    reasons.add("outlet_s_own_voice" if nobody else "named_source")
    if claim.where is Field.TITLE:
        reasons.add("title")
    elif claim.start < _LEAD:
        reasons.add("lead")
    agreed = AGREE in reasons and not nobody and not weak_alone
    leads = agreed and (claim.where is Field.TITLE or claim.start < _LEAD)
    band = Band.C if doubtful else Band.A if strong or leads else Band.B
    return replace(claim, band=band, reasons=tuple(sorted(reasons)))
