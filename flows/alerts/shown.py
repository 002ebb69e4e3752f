"""Stored alerts with all that a reader wants beside them: the texts, the carriers, what people said. Reads only."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from extractors.names import readable
from extractors.values import Field, Kind
from flows.alerts.carriers import chain_of
from flows.alerts.marks import standing_words
from flows.alerts.reported import reported
from flows.report.content import Carrier, Cited, ReportAlert
from flows.report.diffs import Spans, Text
from flows.report.page import MAX_ALERTS
from flows.report.passages import with_texts
from warehouse import events, people, read
from warehouse.connect import Connection
from warehouse.people import AlertStanding
from warehouse.rows import AlertRow, ClaimRow

Names = Mapping[str, str]
"""Outlet id -> its name."""


def alerts_shown(con: Connection, watch: str, names: Names) -> tuple[ReportAlert, ...]:
    """Return all alerts of a watch, oldest first; those too old for the page stay without texts and carriers."""
    rows = read.alerts_since(con, watch)
    standings = people.alert_standings(con, watch)
    old, fresh = rows[:-MAX_ALERTS], rows[-MAX_ALERTS:]
    bare = (_with_marks(reported(json.loads(row.payload)), standings) for row in old)
    return (*bare, *in_full(con, fresh, standings, names))


def in_full(
    con: Connection, rows: Sequence[AlertRow], standings: Mapping[str, AlertStanding], names: Names
) -> tuple[ReportAlert, ...]:
    """Return these alerts with everything beside them."""
    alerts = [reported(json.loads(row.payload)) for row in rows]
    sides = (side for alert in alerts for side in (alert.before, alert.after) if side)
    texts = texts_of(con, {side.version_id for side in sides})
    carriers = events.carriers_of(con, [alert.key for alert in alerts])
    return tuple(
        _with_marks(_with_carriers(with_texts(alert, texts), carriers.get(alert.key, ()), names), standings)
        for alert in alerts
    )


def texts_of(con: Connection, version_ids: Iterable[int]) -> dict[int, Text]:
    """Return texts by version id, with the places of the figures that were read in them."""
    ids = set(version_ids)
    claims = read.claims_of_versions(con, ids)
    return {
        version.version_id: Text(text=version.text, figures=figures_in(claims.get(version.version_id, ())))
        for version in read.versions_by_id(con, ids).values()
    }


def figures_in(claims: Iterable[ClaimRow]) -> Spans:
    """Return where a text's figures stand in it; those of its title are left out."""
    places = {
        (claim.start_offset, claim.end_offset)
        for claim in claims
        if claim.kind == Kind.FIGURE and claim.location == Field.TEXT
    }
    return tuple(sorted(places))


def _with_marks(alert: ReportAlert, standings: Mapping[str, AlertStanding]) -> ReportAlert:
    standing = standings.get(alert.key)
    words = standing_words(standing) if standing else ""
    return replace(alert, marks=(words,)) if words else alert


def _with_carriers(alert: ReportAlert, carriers: Sequence[events.Carrier], names: Names) -> ReportAlert:
    """Return the alert with who else tells what its newer side tells; its own two outlets are on it already."""
    after = [carrier for carrier in carriers if carrier.side == "after"]
    if not after:
        return alert
    chain = chain_of(after)
    own = {side.url for side in (alert.before, alert.after) if side}
    return replace(
        alert,
        carriers=tuple(_carrier(carrier, names) for carrier in after if carrier.url not in own),
        cited=Cited(
            steps=tuple((_named(one.from_, names), str(one.via), _named(one.to, names)) for one in chain.citations),
            circles=tuple(tuple(_named(outlet, names) for outlet in circle) for circle in chain.circles),
            origins=chain.count_origins or None,
        ),
    )


def _carrier(carrier: events.Carrier, names: Names) -> Carrier:
    way = f"copies {_named(carrier.copy_of, names)}" if carrier.copy_of else ""
    return Carrier(
        outlet=_named(carrier.outlet, names),
        language=carrier.language,
        url=carrier.url,
        seen_at=carrier.carried_at,
        lag=timedelta(seconds=carrier.lag_s),
        way=way or (f"via {_named(carrier.via, names)}" if carrier.via else ""),
    )


def _named(name: str, names: Names) -> str:
    return names.get(name) or readable(name)
