"""Collects what the finders found, lets the policy decide on each, words what is to be told and says who carries it.

Reads the warehouse, writes nothing: what it returns is stored by the caller.
"""

from collections.abc import Mapping, Sequence

from extractors.claims import Reader
from extractors.values import Issue
from flows.alerts.alert import Alert
from flows.alerts.policy import policy_of
from flows.collection.prior import Prior
from flows.collection.runs import Run
from flows.judging.copies import as_prints
from flows.judging.deciding import change_row, decide
from flows.judging.events import carriers
from flows.judging.firsts import firsts
from flows.judging.flaps import marked, unstable_alerts, unstable_versions
from flows.judging.found import Fresh, Judged
from flows.judging.mentions import Mentions, still_waiting
from flows.judging.outlets import between
from flows.judging.revisions import within
from flows.judging.series import lately, superseded
from flows.judging.sources import contradicted
from flows.judging.stale import stale
from flows.judging.storms import calm
from warehouse.connect import Connection
from warehouse.rows import AlertRow


def judge(
    con: Connection,
    run: Run,
    reader: Reader,
    fresh: Sequence[Fresh],
    priors: Mapping[int, Prior],
    recent: Sequence[AlertRow],
    beside: Sequence[Alert] = (),
) -> Judged:
    """Return the changes that the new versions make, decided, and the alerts among them with who carries them.

    `beside` are the alerts that no change makes: of pages that are gone, of feeds that are silent.
    """
    issues: list[Issue] = []
    found = [
        item for version in fresh for item in within(version, priors.get(version.stored.version.article_id), issues)
    ]
    told_lately = lately(con, run, reader, fresh, priors)
    found += superseded(run, told_lately, issues)
    found += between(run, fresh, told_lately, issues)
    found += contradicted(con, run, told_lately, issues)
    found += firsts(con, run, fresh)
    found += stale(con, run, fresh, told_lately)
    found = as_prints(con, run, found)
    found = marked(found, unstable_versions(fresh, priors))
    waiting = still_waiting(con, run, fresh)
    ones = decide(run, [*waiting, *found], recent, Mentions(con, run, reader.rules_version))
    told = [one.alert for one in ones if one.alert]
    notes = (policy_of(run.watch).route(alert) for alert in (*beside, *unstable_alerts(run, fresh, priors, found)))
    alerts = calm(run, [*told, *filter(None, notes)], recent)
    keyed = [(one.event, one.item) for one in ones]
    return Judged(
        changes=tuple(change_row(run, one) for one in ones[len(waiting) :]),
        alerts=alerts,
        issues=tuple(issues),
        carriers=carriers(con, run, reader.rules_version, fresh, keyed, alerts, recent),
    )
