"""An archive that answers for a URL as the outlet once did, so that the steps of a collection can run on it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from extractors.values import Page
from flows.archive.captures import Capture, Sort, page_of
from flows.archive.notes import Note
from flows.outlets.fetched import Fetched, Outcome
from warehouse.rows import VisitOutcome

_ABSENT = {404: Outcome.NOT_FOUND, 410: Outcome.GONE}
_NOTED = {
    VisitOutcome.NOT_MODIFIED: Outcome.NOT_MODIFIED,
    VisitOutcome.UNCHANGED: Outcome.NOT_MODIFIED,
    VisitOutcome.NOT_FOUND: Outcome.NOT_FOUND,
    VisitOutcome.SOFT_404: Outcome.NOT_FOUND,
    VisitOutcome.FRONT_PAGE: Outcome.NOT_FOUND,
    VisitOutcome.GONE: Outcome.GONE,
    VisitOutcome.BLOCKED: Outcome.BLOCKED,
    VisitOutcome.FAILED: Outcome.FAILED,
    VisitOutcome.UNREADABLE: Outcome.FAILED,
}
"""What a note without a page tells of an article; a look that brought a text tells nothing without it."""


def outcome_of(capture: Capture, note: Note | None) -> Outcome | None:
    """Return what a capture shows of its article, or None if it shows nothing."""
    match capture.sort:
        case Sort.PAGE:
            return Outcome.OK
        case Sort.SAME:
            return Outcome.NOT_MODIFIED
        case Sort.ABSENT:
            return _ABSENT[capture.http_status or 404]
        case Sort.NOTED:
            return _NOTED.get(note.outcome) if note else None


class Replay:
    """A `Source` that knows one capture for each URL of a batch."""

    def __init__(self, folder: Path, captures: Mapping[str, tuple[Capture, Outcome]]) -> None:
        """Answer from these captures, whose bodies lie in the folder."""
        self._folder = folder
        self._captures = captures

    async def get(
        self,
        url: str,
        *,
        etag: str | None = None,  # noqa: ARG002  the capture was made without them
        last_modified: str | None = None,  # noqa: ARG002
        kind: Literal["feed", "page"] = "page",  # noqa: ARG002  an archive has no queue for feeds
    ) -> Fetched:
        """Return the answer that was captured."""
        capture, outcome = self._captures[url]
        is_page = outcome is Outcome.OK
        return Fetched(
            url=url,
            outcome=outcome,
            page=_page(self._folder, capture) if is_page else None,
            http_status=capture.http_status,
            etag=capture.etag if is_page else None,
            last_modified=capture.last_modified if is_page else None,
        )


def _page(folder: Path, capture: Capture) -> Page:
    return Page(
        url=capture.url,
        final_url=capture.url,
        status=capture.http_status or 200,
        content_type=capture.content_type,
        body=page_of(folder, capture),
        fetched_at=capture.at,
    )
