"""What a host's robots.txt allows us: rules, crawl delay, and what holds where it cannot be read. Asks nobody.

Source: RFC 9309. No file is leave to read everything; a server that cannot answer for its file is left alone, unless a
copy that is not too old says more. The crawl delay is a custom beside the standard.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from protego import Protego

AGENT = "claimwatch"
MAX_BYTES = 512_000  # RFC 9309 asks for 500 KiB at least
FRESH = timedelta(hours=24)
KEPT = timedelta(days=30)
"""How long an old copy still speaks for a host that cannot answer."""
MAX_DELAY_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsCopy:
    """What came of asking for a host's robots.txt. `status` is None where no answer came; `body` of a 2xx only."""

    origin: str
    fetched_at: datetime
    status: int | None
    body: str = ""

    @property
    def is_answer(self) -> bool:
        """Whether the host has spoken: a file, or the word that there is none."""
        return self.status is not None and self.status < 500 and self.status != 429


class Robots:
    """The rules of one host, as its last copy that is an answer gives them."""

    def __init__(self, copy: RobotsCopy) -> None:
        """Read the copy's rules; what is no rule is passed over."""
        self.copy = copy
        self._rules = Protego.parse(copy.body[:MAX_BYTES])
        self._is_open = copy.status is not None and 400 <= copy.status < 500

    def refusal(self, url: str) -> str | None:
        """Return why a URL of this host is not asked, or None if it may be."""
        if not self.copy.is_answer:
            answered = f"answered {self.copy.status}" if self.copy.status else "could not be asked for it"
            return f"{self.copy.origin}/robots.txt cannot be read ({answered}): the host is left alone until it can"
        if self._is_open or self._rules.can_fetch(url, AGENT):
            return None
        return f"{self.copy.origin}/robots.txt wants no program at this address"

    @property
    def delay_s(self) -> float:
        """Seconds that the host wants between two requests, at most `MAX_DELAY_S`; 0.0 where it does not say."""
        delay = None if self._is_open else self._rules.crawl_delay(AGENT)
        return min(max(float(delay or 0.0), 0.0), MAX_DELAY_S)


def origin_of(url: str) -> str:
    """Return scheme and host of a URL, to which one robots.txt belongs."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()


def speaking_copy(copies: tuple[RobotsCopy, ...], now: datetime) -> RobotsCopy | None:
    """Return the copy that holds now without asking again: the newest, if it is a fresh answer."""
    newest = max(copies, key=lambda copy: copy.fetched_at, default=None)
    fresh = newest is not None and newest.is_answer and now - newest.fetched_at < FRESH
    return newest if fresh else None


def holding_copy(fetched: RobotsCopy, copies: tuple[RobotsCopy, ...]) -> RobotsCopy:
    """Return the copy that holds after asking: the new one, or an older answer where the host could not give one."""
    if fetched.is_answer:
        return fetched
    old = [copy for copy in copies if copy.is_answer and fetched.fetched_at - copy.fetched_at < KEPT]
    return max(old, key=lambda copy: copy.fetched_at, default=fetched)
