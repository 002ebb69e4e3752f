"""Tells a dead-man service after each good run that we are alive: it raises the alarm when we no longer do. No Prefect.

What fails here is an issue, once until its reason changes, and never ends a run.
"""

from contextlib import suppress
from datetime import timedelta

from extractors.values import Issue
from flows.collection.runs import Run
from flows.collection.store import store_issues
from flows.destinations import is_in_clear, send
from flows.errors import ConfigError
from flows.keepers import Secrets, shown
from flows.watching.values import Watch
from warehouse import connect, read
from warehouse.errors import Busy
from warehouse.rows import RunState

WHERE = "heartbeat"
FAILED, RECOVERED = "heartbeat", "recovered"
REMEMBERED = timedelta(days=7)
"""So far back the last issue of the heartbeat is looked for: one that lasts is told again each week."""


def check_heartbeat(watch: Watch, secrets: Secrets) -> str | None:
    """Return the address that is told of good runs, None where nobody is.

    Raises:
        ConfigError: its secret is not there, or may not be used; the message does not hold it.
    """
    if watch.heartbeat is None:
        return None
    keeper = watch.heartbeat.url
    file, key = f"{watch.id}/watch.toml", "heartbeat.url_block" if keeper.is_block else "heartbeat.url_env"
    url = secrets.value(keeper, file, key)
    if is_in_clear(url) and not watch.heartbeat.private:
        message = f"the address in {shown(keeper)} must start with https://"
        raise ConfigError(file, key, f"{message}, or `private = true` says that it is in your network")
    return url


def beat(run: Run, state: RunState, secrets: Secrets) -> str | None:
    """Tell of a run that did not fail; return None, or why it could not be told.

    Raises:
        ConfigError: as `check_heartbeat`.
    """
    url = check_heartbeat(run.watch, secrets)
    if url is None or run.watch.heartbeat is None or run.is_past or state is RunState.FAILED:
        return None
    error = send(url, name="heartbeat's receiver", private=run.watch.heartbeat.private)
    with suppress(Busy), connect.writer(run.home) as con, connect.transaction(con):  # else the next run tells it
        issues = [row for row in read.issues_since(con, run.watch.id, run.now - REMEMBERED) if row.location == WHERE]
        last = issues[-1].text if issues and issues[-1].kind == FAILED else None
        if error != last:
            kind, text = (FAILED, error) if error else (RECOVERED, f"the heartbeat is heard again; before: {last}")
            store_issues(con, run, [Issue(where=WHERE, kind=kind, text=text)])
    return error
