"""Who carries what an alert tells, since when, and which texts are copies of others."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from warehouse.connect import Connection
from warehouse.frames import from_values, to_table
from warehouse.read import versions_by_id
from warehouse.rows import VersionRow
from warehouse.statements import statement


@dataclass(frozen=True, slots=True, kw_only=True)
class CarrierRow:
    """An outlet tells what one side ("before" or "after") of an alert tells.

    `carried_at` is since when: published, or seen where it came with an edit. `via` is the outlet that it quotes.
    """

    watch: str
    event_key: str
    alert_key: str
    side: str
    outlet: str
    publisher: str
    language: str
    url: str
    version_id: int
    carried_at: datetime
    run_id: str
    claim_id: int | None = None
    via: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """A stored carrier, `lag_s` seconds behind the first of its side; `copy_of` is the outlet whose text it prints.

    `chain` is who told whom, nearest to the fact first; `quote` the words, empty where a claim was taken out.
    """

    alert_key: str
    side: str
    outlet: str
    publisher: str
    language: str
    url: str
    version_id: int
    claim_id: int | None
    carried_at: datetime
    lag_s: float
    via: str | None = None
    copy_of: str | None = None
    source: str | None = None
    chain: tuple[str, ...] = ()
    quote: str = ""


def add_carriers(con: Connection, rows: Sequence[CarrierRow]) -> None:
    """Store who carries what; key: alert_key, side, outlet. Of two with one key the earlier one counts."""
    first: dict[tuple[str, str, str], CarrierRow] = {}
    for row in sorted(rows, key=lambda row: row.carried_at):
        first.setdefault((row.alert_key, row.side, row.outlet), row)
    if first:
        con.register("batch", to_table(tuple(first.values()), CarrierRow))
        con.execute(statement("writes", "add_carriers"))
        con.unregister("batch")


def carriers_of(con: Connection, keys: Collection[str]) -> dict[str, tuple[Carrier, ...]]:
    """Alert key -> who carries it, each side in the order of time; an alert without any is not there."""
    found: dict[str, list[Carrier]] = defaultdict(list)
    for values in con.execute(statement("queries", "carriers_of"), {"keys": list(keys)}).fetchall():
        carrier = from_values(Carrier, values)
        found[carrier.alert_key].append(carrier)
    return {key: tuple(carriers) for key, carriers in found.items()}


def first_told(con: Connection, claim_ids: Collection[int]) -> dict[int, datetime]:
    """Claim id -> since when its article tells it; unknown ids are not there."""
    found = con.execute(statement("queries", "first_told"), {"claim_ids": list(claim_ids)}).fetchall()
    return {int(claim_id): told_at.astimezone(UTC) for claim_id, told_at in found}


def origins_of(con: Connection, version_ids: Collection[int]) -> dict[int, int]:
    """Version id -> the id of the article whose text it is: its own, or the one of which its article is a copy."""
    found = con.execute(statement("queries", "origins_of"), {"version_ids": list(version_ids)}).fetchall()
    return {int(version_id): int(article_id) for version_id, article_id in found}


def recent_versions(
    con: Connection, watch: str, since: datetime, now: datetime, languages: Collection[str]
) -> tuple[VersionRow, ...]:
    """The newest versions of the articles in these languages that were seen since then and not after `now`."""
    named = {"watch": watch, "since": since, "now": now, "languages": list(languages)}
    found = con.execute(statement("queries", "recent_version_ids"), named).fetchall()
    return tuple(versions_by_id(con, [int(version_id) for (version_id,) in found]).values())
