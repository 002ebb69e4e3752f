"""The pass over a whole article: one claim per fact, totals checked against their parts, a band with its reasons.

Mentions of one fact (in title and text, or in two sentences) become one claim with the best evidence. Figures that
cannot stand beside each other lower their band; figures that add up raise it.
"""

from collections.abc import Iterator, Sequence
from types import MappingProxyType

from extractors.reading.belonging import MAIN_ALONE, OF_NOBODY
from extractors.reading.frames import BY_ITS_PARTS
from extractors.reading.sides import SIDE_FROM_AFAR
from extractors.second.reader import AGREE, DIFFERS
from extractors.values import Band, Bound, Claim, Field, Kind, Modality, changed

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
_WEAK_ALONE = frozenset({SIDE_FROM_AFAR, "nobody_denies", "counted_by_its_side"})
_UNSAID = frozenset({"no_word_says_what_is_counted", "metric_carried", "metric_by_default"})
_STRONG = frozenset({"title_and_text", "said_twice", "parts_add_up", "share_fits"})
_STRONG_ALONE = frozenset({"title_and_text", "said_twice"})  # also where the second reader differs
_PARTS = frozenset({"killed", "wounded", "missing", "captured"})
_WHOLES = MappingProxyType(  # what no number of these may exceed
    {
        "killed": ("casualties", "troops_deployed"),
        "wounded": ("casualties", "troops_deployed"),
        "casualties": ("troops_deployed",),
    }
)
_AGREEING = ({Bound.EXACT, Bound.APPROX}, {Bound.AT_LEAST, Bound.MORE_THAN}, {Bound.AT_MOST, Bound.FEWER_THAN})


def settle(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return one claim per fact, in the order of title and text, each with its band and reasons."""
    merged = _merge(claims)
    reasons = [set(claim.reasons) for claim in merged]
    for i, reason in _checked(merged):
        reasons[i].add(reason)
    ordered = sorted(range(len(merged)), key=lambda i: _place(merged[i]))
    return tuple([_banded(merged[i], reasons[i]) for i in ordered])


def _place(claim: Claim) -> tuple[bool, int, int, str]:
    return claim.where is Field.TEXT, claim.start, claim.end, claim.metric


def _merge(claims: Sequence[Claim]) -> list[Claim]:
    out: list[Claim] = []
    of_metric: dict[str, list[int]] = {}
    for claim in sorted(claims, key=_worth, reverse=True):
        alike = of_metric.setdefault(claim.metric, [])
        for i in alike:
            if _is_same(out[i], claim):
                out[i] = _joined(out[i], claim)
                break
        else:
            alike.append(len(out))
            out.append(claim)
    return out


def _worth(claim: Claim) -> tuple[bool, bool, bool, int]:
    """The text's words are better evidence than the title's, a named source than none, the first than a later one."""
    return claim.where is Field.TEXT, not claim.is_given, claim.source is not None, -claim.start


def _is_same(a: Claim, b: Claim) -> bool:
    """Whether two claims of one metric are of one fact."""
    if a.subject != b.subject or a.aggregation != b.aggregation or a.kind != b.kind:
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
    return changed(
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


def _checked(claims: Sequence[Claim]) -> Iterator[tuple[int, str]]:
    """Check each source's figures of one side against each other; yield reasons with the claims that they are for."""
    for i, claim in enumerate(claims):
        if claim.metric == "casualties" and claim.low is not None:
            parts = [j for j, c in enumerate(claims) if c.metric in _PARTS and _are_fellows(claim, c)]
            if _adds_up(claim, [claims[j] for j in parts]):
                yield from ((j, "parts_add_up") for j in (i, *parts))
        if claim.metric == "share_lost" and claim.low is not None:
            yield from ((j, "share_fits") for j in _fitting(i, claims))
        if claim.metric in _WHOLES and _exceeds(claim, claims):
            yield i, "above_its_total"


def _fitting(share: int, claims: Sequence[Claim]) -> set[int]:
    """A share and the losses that it makes of a total told beside it ("4,000, a third of the 12,000")."""
    told = claims[share]
    ours = [(i, c) for i, c in enumerate(claims) if _ours(c, told)]
    bases = [c for _, c in ours if c.metric == "troops_deployed" and c.unit == "persons"]
    losses = [(i, c) for i, c in ours if c.metric in ("casualties", "killed")]
    fits = {i for i, one in losses for base in bases if _is_share(told, base, one)}
    return fits | {share} if fits else fits


def _ours(claim: Claim, share: Claim) -> bool:
    return claim.kind is Kind.FIGURE and claim.subject == share.subject


def _is_share(share: Claim, base: Claim, losses: Claim) -> bool:
    percent, whole, part = _point(share), _point(base), _point(losses)
    if not percent or not whole or not part:
        return False
    return abs(percent / 100 * whole - part) <= _SHARE_FITS * part


def _are_fellows(a: Claim, b: Claim) -> bool:
    """Whether another figure is of the same source, side and stretch of time."""
    alike = a.source == b.source and a.subject == b.subject and a.aggregation == b.aggregation
    return alike and b.kind is Kind.FIGURE and a is not b


def _adds_up(total: Claim, parts: Sequence[Claim]) -> bool:
    values = {c.metric: _point(c) for c in parts}
    numbers = [v for v in values.values() if v is not None]
    whole = _point(total)
    if len(numbers) < 2 or whole is None:
        return False
    return abs(sum(numbers) - whole) <= _ADDS_UP * whole


def _exceeds(claim: Claim, claims: Sequence[Claim]) -> bool:
    """More killed than casualties, or more casualties than were ever sent, of one source: one of them is misread."""
    least, wholes = claim.low, _WHOLES[claim.metric]
    return least is not None and any(
        c.metric in wholes
        and c.high is not None
        and least > c.high * (1 + _SAME)
        and not c.is_given
        and c.unit == claim.unit
        and _are_fellows(claim, c)
        for c in claims
    )


def _point(claim: Claim) -> float | None:
    return claim.low if claim.low is not None else claim.high


def _banded(claim: Claim, reasons: set[str]) -> Claim:
    """A: confirmed inside the article; B: one clean mention with a named source; C: anything doubtful.

    What somebody says in title or lead is confirmed where the second reader reads it as well; a sum that it reads
    otherwise confirms nothing.
    """
    if claim.is_given:
        reasons.add("given")
    if claim.modality is Modality.CONDITIONAL:
        reasons.add("conditional")
    if claim.metric == "denial":
        reasons.add("nobody_denies")
    agreed, in_title = AGREE in reasons, claim.where is Field.TITLE
    if agreed:
        reasons.discard(DIFFERS)
    strong = not reasons.isdisjoint(_STRONG_ALONE if DIFFERS in reasons else _STRONG)
    weak_alone = not reasons.isdisjoint(_WEAK_ALONE)
    nobody = claim.source is None and claim.source_text is None and claim.via is None
    unsaid = (nobody and weak_alone) or not reasons.isdisjoint(_UNSAID)
    doubtful = not reasons.isdisjoint(_WEAK) or (unsaid and not strong)
    reasons.add("outlet_s_own_voice" if nobody else "named_source")
    leads = in_title or claim.start < _LEAD
    if leads:
        reasons.add("title" if in_title else "lead")
    confirmed = strong or (leads and agreed and not nobody and not weak_alone)
    band = Band.C if doubtful else Band.A if confirmed else Band.B
    return changed(claim, band=band, reasons=tuple(sorted(reasons)))
