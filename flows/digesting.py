"""The digest of a watch, filled from the read copy. No Prefect, no clock."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from flows.alerts.wording import counted
from flows.markdown import markdown_text
from flows.watching.values import Watch
from warehouse import connect, people, read
from warehouse.people import MisreadAlert


def digest_page(watch: Watch, home: Path, now: datetime, reach: timedelta) -> str:
    """Return the changes of the last while as markdown: what alerted, and what did not with the reason."""
    with connect.reader(home) as con:
        alerts = read.alerts_since(con, watch.id, now - reach)
        changes = read.changes_since(con, watch.id, now - reach)
        misread = people.alerts_misread(con, watch.id, now - reach, now)
    quiet = [change for change in changes if change.decision != "alerted" and change.cause == "publisher"]
    return "\n".join(
        (
            f"# {markdown_text(watch.title)}",
            "",
            f"## {counted(len(alerts), 'alert')}",
            *(f"- {markdown_text(alert.headline)}" for alert in alerts),
            "",
            *_misread(misread),
            f"## {counted(len(quiet), 'change')} without an alert",
            *(
                f"- {markdown_text(f'{change.after_outlet or change.before_outlet}: {change.why}')} "
                f"({markdown_text(change.decision_reason)})"
                for change in quiet
            ),
        )
    )


def _misread(found: Sequence[MisreadAlert]) -> tuple[str, ...]:
    """Return the alerts, also earlier ones, of which a person has since found a claim to be misread."""
    if not found:
        return ()
    lines = (f"- a claim was {one.correction}: {markdown_text(one.headline)}" for one in found)
    return (f"## {counted(len(found), 'alert')} found to be misread", *lines, "")
