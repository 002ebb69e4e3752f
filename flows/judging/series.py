"""Finds where sources moved: what the new tellings show beside all that was told lately."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from extractors.changes import Telling, new_moves
from extractors.claims import Reader
from extractors.comparing.keys import CONFUSED
from extractors.grounding import PROPOSED
from extractors.values import Claim, Issue, Kind
from flows.alerts.policy import Origin
from flows.alerts.verdicts import Finding
from flows.collection.faults import attempt
from flows.collection.prior import Prior
from flows.collection.runs import Run
from flows.judging.found import Found, Fresh
from flows.translate import side_of, telling_of
from warehouse import read
from warehouse.answers import Told
from warehouse.connect import Connection
from warehouse.events import first_told, origins_of
from warehouse.rows import Across, VersionCause

REMEMBERED = timedelta(days=30)
"""How far back a source's figures are followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lately:
    """What is told of late of the figures that the new versions tell.

    `told`: telling's mark -> the stored telling; `new`: the marks of what no version of its article told before.
    """

    told: Mapping[str, Told]
    tellings: tuple[Telling, ...]
    new: frozenset[str]
    origins: Mapping[int, Origin]

    def origin(self, refs: Iterable[str]) -> Origin:
        """Return what brought tellings to light: a publisher, if one of the new ones came from a feed as it goes on."""
        known = (self.told[ref].claim.version_id for ref in refs if ref in self.new)
        arrived = [self.origins[version_id] for version_id in known if version_id in self.origins]
        return Origin.PUBLISHER if not arrived or Origin.PUBLISHER in arrived else arrived[0]


def lately(con: Connection, run: Run, reader: Reader, fresh: Sequence[Fresh], priors: Mapping[int, Prior]) -> Lately:
    """Return what is told of late of what the new versions tell of; nothing where they tell no figure."""
    metrics = {claim.metric for version in fresh for claim in version.reading.claims if claim.kind is Kind.FIGURE}
    metrics |= CONFUSED if metrics & CONFUSED else set()
    ours = {str(one.claim.claim_id): one for one in _told(con, run, reader, metrics)} if metrics else {}
    return Lately(
        told=ours,
        tellings=_tellings(con, run, tuple(ours.values())),
        new=_new(fresh, priors),
        origins={version.stored.version.version_id: origin_of(version) for version in fresh},
    )


def superseded(run: Run, lately: Lately, issues: list[Issue]) -> Iterator[Found]:
    """Yield each source's move that the new versions show."""
    for move in attempt(issues, run.watch.id, partial(new_moves, lately.tellings, lately.new)) or ():
        yield Found(
            change=move.change,
            before=side_of(lately.told[move.before.ref]),
            after=side_of(lately.told[move.after.ref]),
            across=Across.SERIES,
            finding=Finding.SUPERSESSION,
            reasons=move.reasons,
            origin=lately.origin(move.refs),
        )


def _tellings(con: Connection, run: Run, told: Sequence[Told]) -> tuple[Telling, ...]:
    """Return stored claims as tellings under their outlets' names, and of the text's author where it is a copy.

    What came into an article by an edit is told since then, whatever day the article bears.
    """
    names = run.watch.outlet_names
    origins = origins_of(con, [one.claim.version_id for one in told]) if told else {}
    told_at = first_told(con, [one.claim.claim_id for one in told]) if told else {}
    publishers = {one.claim.article_id: one.claim.publisher for one in told}
    found = []
    for one in told:
        article = origins.get(one.claim.version_id, one.claim.article_id)
        telling = telling_of(one, names)
        since = told_at.get(one.claim.claim_id, telling.published_at)
        found.append(replace(telling, published_at=since, origin=publishers.get(article, f"article {article}")))
    return tuple(found)


def _told(con: Connection, run: Run, reader: Reader, metrics: Collection[str]) -> Iterator[Told]:
    """Yield the figures of late that may be held against others: those that our rules read, as they stood by then."""
    watch, since = run.watch.id, run.now - REMEMBERED
    for told in read.recent_tellings(con, watch, since, reader.rules_version, until=run.now, metrics=metrics):
        if told.claim.kind == Kind.FIGURE and PROPOSED not in told.claim.reasons:
            yield told


def origin_of(version: Fresh) -> Origin:
    """Return what brought a new version to light."""
    if version.stored.version.cause is VersionCause.TECHNICAL:
        return Origin.TECHNICAL
    return Origin.BASELINE if version.stored.is_baseline else Origin.PUBLISHER


def _new(fresh: Sequence[Fresh], priors: Mapping[int, Prior]) -> frozenset[str]:
    """Return the marks of what new versions tell and the versions before them did not."""
    found = set()
    for version in fresh:
        prior = priors.get(version.stored.version.article_id)
        known = {_said(claim) for claim in prior.reading.claims} if prior else set()
        pairs = zip(version.reading.claims, version.claim_ids, strict=True)
        found |= {str(claim_id) for claim, claim_id in pairs if _said(claim) not in known}
    return frozenset(found)


def _said(claim: Claim) -> tuple[object, ...]:
    return (claim.metric, claim.subject, claim.source, claim.low, claim.high, claim.is_given)
