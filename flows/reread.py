"""The flow `reread`: stored pages and texts again with today's code, without network. Orchestration only."""

import asyncio
import logging
from datetime import UTC, datetime

from prefect import flow

from flows.collect import home_folder, told_slot
from flows.collection.again import again_here
from flows.collection.runs import new_run
from flows.collection.store import Stored, finish_run
from flows.operating import tracking
from flows.watching.known import find_watch

log = logging.getLogger("claimwatch.reread")


@flow(name="reread", description=__doc__)
async def reread(
    watch: str = "north-korea-in-russia",
    home: str | None = None,
    at: datetime | None = None,
    wait_s: float = 600.0,
) -> dict[str, int]:
    """Extract and read again what today's code has not; what differs is technical and never alerts.

    Args:
        watch: a shipped watch's name, or the path of a watch folder.
        home: the folder that holds the warehouse; CLAIMWATCH_HOME or ./claimwatch-data if not given.
        at: the time of the run, for replays; now if not given.
        wait_s: how long to wait, in seconds, for another run of the same watch and home.
    """
    run = new_run(find_watch(watch), home_folder(home), (at or datetime.now(UTC)).astimezone(UTC), flow="reread")
    with told_slot(run, wait_s=wait_s):
        counts = tracking.step("reread", again_here)(run)
        finish_run(run, Stored(counts=counts), at or datetime.now(UTC))
    log.info("reread", extra={"watch": run.watch.id, **counts})
    return counts


if __name__ == "__main__":
    asyncio.run(reread())
