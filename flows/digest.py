"""The flow `digest`: the daily report and the digest of what did not alert. Orchestration only."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

from prefect import flow
from prefect.artifacts import acreate_link_artifact, acreate_markdown_artifact

from flows.collect import home_folder
from flows.collection.runs import new_run
from flows.digesting import digest_page
from flows.operating import tracking
from flows.reporting import write_report
from flows.watching.known import find_watch

log = logging.getLogger("claimwatch.digest")


@flow(name="digest", description=__doc__)
async def digest(
    watch: str = "north-korea-in-russia",
    home: str | None = None,
    at: datetime | None = None,
    days: int = 1,
) -> str:
    """Write the report, and leave a page of the last days' changes in Prefect; returns the report's path.

    Args:
        watch: a shipped watch's name, or the path of a watch folder.
        home: the folder that holds the warehouse; CLAIMWATCH_HOME or ./claimwatch-data if not given.
        at: the time of the digest, for replays; now if not given.
        days: how far back the digest goes.
    """
    run = new_run(find_watch(watch), home_folder(home), (at or datetime.now(UTC)).astimezone(UTC), flow="digest")
    path = tracking.step("report", write_report)(run.watch, run.home, run.now)
    page = digest_page(run.watch, run.home, run.now, timedelta(days=days))
    await acreate_markdown_artifact(key="digest", markdown=page, description=f"The last {days} days")
    await acreate_link_artifact(key="report", link=path.as_uri(), description="The report")
    log.info("digest written", extra={"watch": run.watch.id, "path": str(path)})
    return str(path)


if __name__ == "__main__":
    asyncio.run(digest())
