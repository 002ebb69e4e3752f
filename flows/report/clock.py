"""Times in a reader's zone, as words and as `<time>` elements. Pure: the clock stands where it was set."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Clock:
    """Writes times in the reader's zone; a year is named where it is not that of the report."""

    zone: tzinfo
    made_at: datetime

    def when(self, time: datetime) -> Markup:
        """Return a `<time>` with day, hour and zone."""
        local = time.astimezone(self.zone)
        return self._tag(time, f"{self.day(time)}, {local:%H:%M} {local:%Z}")

    def hour(self, time: datetime) -> Markup:
        """Return a `<time>` with day and hour; for tables, which name the zone in their heading."""
        return self._tag(time, f"{self.day(time)}, {time.astimezone(self.zone):%H:%M}")

    def age(self, time: datetime) -> Markup:
        """Return a `<time>` that says how old something is: "5 h ago", "3 days ago"."""
        passed = max(self.made_at - time, timedelta(0))
        hours = passed // timedelta(hours=1)
        words = f"{hours} h ago" if hours < 48 else f"{passed.days} days ago"
        return self._tag(time, words if hours else "just now")

    def day(self, time: datetime) -> str:
        """Return the day in words: "Mon 27 Jan"."""
        local = time.astimezone(self.zone)
        year = "" if local.year == self.made_at.astimezone(self.zone).year else f" {local.year}"
        return f"{local:%a} {local.day} {local:%b}{year}"

    def long_day(self, time: datetime) -> str:
        """Return the day in full: "Monday 27 January 2025"."""
        local = time.astimezone(self.zone)
        return f"{local:%A} {local.day} {local:%B} {local.year}"

    @property
    def zone_name(self) -> str:
        """The zone's short name at the time of the report."""
        return self.made_at.astimezone(self.zone).tzname() or ""

    @staticmethod
    def _tag(time: datetime, words: str) -> Markup:
        return Markup('<time datetime="{}">{}</time>').format(
            time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), words
        )
