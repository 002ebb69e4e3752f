"""What an alert finds, in one word: how the two sides stand to each other, never which of them is true. Pure."""

from enum import StrEnum


class Finding(StrEnum):
    """The verdict of an alert. A watch's policy says for each of them whether it goes out at once."""

    SILENT_EDIT = "silent_edit"
    """An article changed what it claims and carries no notice of it."""
    OPEN_EDIT = "open_edit"
    """An article changed what it claims and says so."""
    SUPERSESSION = "supersession"
    """A source gave a new figure in place of its own old one."""
    MISQUOTATION = "misquotation"
    """Two outlets give one source's figure differently, and the source was not seen to move."""
    CONTRADICTION = "contradiction"
    """Two sources give figures of one thing that cannot both be right."""
    DRIFT = "drift"
    """A figure lost its meaning on the way: casualties told as killed, a power of ten in a translation."""
    STALE_CARRIER = "stale_carrier"
    """An outlet still tells a source's old figure as its present one, long after the source moved."""
    FIRST_REPORT = "first_report"
    """A source gives a figure of a kind that nobody had told of it."""
    TAKEDOWN = "takedown"
    """An article is gone, confirmed over time."""
    RETURNED = "returned"
    """An article that was told to be gone is there again."""
    SILENCE = "silence"
    """A source that is read well has published less than it should."""
    RESUMED = "resumed"
    """A source that was told to be silent publishes again."""
    UNSTABLE = "unstable"
    """An article is served in two texts by turns; told once."""
    STORM = "storm"
    """One outlet made so many alerts at once that they are told as one."""


class Route(StrEnum):
    """What becomes of an alert: sent at once, or listed in the next digest."""

    NOW = "now"
    DIGEST = "digest"
