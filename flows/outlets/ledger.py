"""What was asked of whom: one entry per request that went out, for the warehouse and for whoever wants to see it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request and its answer. `outcome` is an `Outcome` or "redirect"; `count_bytes` is after decompression."""

    asked_at: datetime
    host: str
    url: str
    kind: str
    outcome: str
    http_status: int | None = None
    is_conditional: bool = False
    count_bytes: int = 0
    retry_after_s: float | None = None
