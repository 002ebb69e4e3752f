"""What the served pages show, as plain values for their templates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flows.alerts.wording import glossed
from flows.monitor import Status
from flows.records import parse_instant
from flows.report.content import ClaimGloss, ReportAlert, Side
from flows.report.diffs import Row, runs
from flows.report.words import Piece, quote_in
from flows.translate import claim_of
from flows.watching.values import Watch
from warehouse.lookups import StoredArticle, VersionHead
from warehouse.people import CorrectionRow
from warehouse.rows import ClaimRow, DeliveryRow, VersionRow

Paragraphs = tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchView:
    """A watch and how it does."""

    watch: Watch
    status: Status

    @property
    def last_good_at(self) -> datetime | None:
        """When its last good run ended."""
        ended = self.status.last_good_run_at
        return parse_instant(ended) if ended else None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertView:
    """An alert with its texts: one article's two versions as `rows`, else each side's text with its figures marked."""

    alert: ReportAlert
    rows: tuple[Row, ...]
    texts: tuple[tuple[Side, Paragraphs], ...]
    articles: Mapping[int, int]
    deliveries: tuple[DeliveryRow, ...]

    @property
    def stretches(self) -> tuple[tuple[bool, tuple[Row, ...]], ...]:
        """The rows in stretches of (did not change, rows)."""
        return runs(self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRead:
    """A stored claim and what was read in it."""

    row: ClaimRow
    gloss: ClaimGloss

    @property
    def quote(self) -> str:
        """The words that carry it."""
        return self.row.quote


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """An article and two of its versions: `rows` where they are two, `text` where they are one."""

    article: StoredArticle
    outlet: str
    versions: tuple[VersionHead, ...]
    older: VersionHead
    newer: VersionHead
    rows: tuple[Row, ...]
    text: Paragraphs
    claims: tuple[ClaimRead, ...]
    alerts: Mapping[str, str]

    @property
    def newest(self) -> VersionHead:
        """The version that the outlet serves now, as far as we know."""
        return self.versions[-1]

    @property
    def stretches(self) -> tuple[tuple[bool, tuple[Row, ...]], ...]:
        """The rows in stretches of (did not change, rows)."""
        return runs(self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """A claim in its paragraph, with the correction that holds for it, if a person made one."""

    claim: ClaimRead
    article: StoredArticle
    outlet: str
    version: VersionRow
    paragraph: str
    correction: CorrectionRow | None
    alerts: Mapping[str, str]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The paragraph with the claim's words marked."""
        return quote_in((Piece(text=self.paragraph),), self.claim.quote)


def claim_read(row: ClaimRow) -> ClaimRead:
    """Return a stored claim as it is shown."""
    return ClaimRead(row=row, gloss=glossed(claim_of(row)))
