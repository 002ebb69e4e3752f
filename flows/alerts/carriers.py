"""Who told it first and through whom: the chain of citation of an alert's carriers. Pure.

Ten outlets that print one wire text are one voice. How many are independent fails closed: an outlet counts only where
it names its source itself, or where the outlet that it quotes is known and does not quote it back.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flows.records import Record, instant, number
from warehouse.events import Carrier


class Via(StrEnum):
    """How one has it from another: it NAMES it as who says it, QUOTES it for that, or COPIES its text."""

    NAMES = "names"
    QUOTES = "quotes"
    COPIES = "copies"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One has it from another, since `at`. Both are ids of outlets, of the watch's carriers or of its sources."""

    from_: str
    to: str
    via: Via
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """How an event went round.

    `citations` are in the order of time; `circles` are outlets that quote each other, each circle in order of name.
    `count_origins` is how many told it independently of each other, as far as that can be shown; 0 is "not known".
    """

    citations: tuple[Citation, ...]
    circles: tuple[tuple[str, ...], ...]
    count_origins: int


def chain_of(carriers: Sequence[Carrier]) -> Chain:
    """Return the chain of citation of one side's carriers."""
    ordered = sorted(carriers, key=lambda carrier: (carrier.carried_at, carrier.outlet))
    names = {carrier.publisher: carrier.outlet for carrier in reversed(ordered)}  # "Yonhap" is whichever title of it
    names |= {carrier.outlet: carrier.outlet for carrier in ordered}
    first: dict[tuple[str, str, Via], Citation] = {}
    for one in (citation for carrier in ordered for citation in _citations(carrier, names)):
        first.setdefault((one.from_, one.to, one.via), one)
    citations = tuple(first.values())
    return Chain(citations=citations, circles=_circles(citations), count_origins=_count_origins(ordered))


def carrier_record(carrier: Carrier) -> Record:
    """Return a carrier as JSON-ready values."""
    return {
        "side": carrier.side,
        "outlet": carrier.outlet,
        "publisher": carrier.publisher,
        "language": carrier.language,
        "url": carrier.url,
        "version_id": carrier.version_id,
        "claim_id": carrier.claim_id,
        "carried_at": instant(carrier.carried_at),
        "lag_s": number(carrier.lag_s),
        "via": carrier.via,
        "copy_of": carrier.copy_of,
        "source": carrier.source,
        "quote": carrier.quote,
    }


def chain_record(chain: Chain) -> Record:
    """Return a chain as JSON-ready values."""
    return {
        "citations": [
            {"from": one.from_, "to": one.to, "via": str(one.via), "at": instant(one.at)} for one in chain.citations
        ],
        "circles": [list(circle) for circle in chain.circles],
        "count_origins": chain.count_origins,
    }


def _citations(carrier: Carrier, names: Mapping[str, str]) -> Iterator[Citation]:
    """Yield how a carrier has it: from the outlet that it copies or quotes, who has it from the source, and so on."""
    if carrier.copy_of is not None:
        yield Citation(from_=carrier.outlet, to=carrier.copy_of, via=Via.COPIES, at=carrier.carried_at)
        return
    quoted = names.get(carrier.via, carrier.via) if carrier.via else None
    said = (*reversed(carrier.chain),) or tuple(filter(None, (carrier.via, carrier.source)))
    steps = tuple(name for name in (names.get(name, name) for name in said) if name != carrier.outlet)
    for one, other in zip((carrier.outlet, *steps), steps, strict=False):
        via = Via.QUOTES if other == quoted else Via.NAMES
        yield Citation(from_=one, to=other, via=via, at=carrier.carried_at)


def _circles(citations: Iterable[Citation]) -> tuple[tuple[str, ...], ...]:
    """Return the groups of those who have it from each other, directly or through others."""
    to: dict[str, set[str]] = {}
    for one in citations:
        to.setdefault(one.from_, set()).add(one.to)
    reached = {name: _reached(name, to) for name in to}
    circles = (tuple(sorted({other for other in reached[name] if name in reached.get(other, ())})) for name in to)
    return tuple(sorted({circle for circle in circles if len(circle) > 1}))


def _reached(start: str, to: Mapping[str, Collection[str]]) -> set[str]:
    found: set[str] = set()
    ahead = [start]
    while ahead:
        for name in to.get(ahead.pop(), ()):
            if name not in found:
                found.add(name)
                ahead.append(name)
    return found


def _count_origins(carriers: Sequence[Carrier]) -> int:
    """Return how many groups of carriers are known to have it from nobody else in the press, or from one other each.

    Sisters of one publisher, copies and those who quote an outlet are one group with it.
    """
    group = {carrier.outlet: carrier.publisher for carrier in carriers}
    roots: dict[str, str] = {}

    def root(name: str) -> str:
        while name in roots:
            name = roots[name]
        return name

    def join(one: str, other: str) -> None:
        if (first := root(one)) != (second := root(other)):
            roots[first] = second

    for carrier in carriers:
        for other in filter(None, (carrier.via, carrier.copy_of)):
            join(carrier.publisher, group.get(other, other))
    ours = {carrier.publisher for carrier in carriers}
    heads = {carrier.publisher for carrier in carriers if carrier.source and not carrier.via and not carrier.copy_of}
    quoted = {group.get(carrier.via, carrier.via) for carrier in carriers if carrier.via}
    return len({root(name) for name in heads | (quoted - ours)})
