"""A run that is killed at any moment loses nothing and repeats nothing: the next run ends where it would have ended.

Real processes and SIGKILL, at ten moments spread over the measured length of a run. Each kill has a copy of the same
home, in which a baseline stands; the evening's run brings new articles, edits and alerts.
"""

import json
import multiprocessing
import random
import shutil
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from flows.coverage.press import load_press, shipped_folder
from flows.coverage.server import PressServer
from flows.coverage.watch import WATCH_ID
from tests.flows.collection.doomed import collect
from warehouse import connect

KILLS = 10
SEED = 20250128
OUTLETS = ("en-northern-courier", "en-capital-dispatch", "en-baltic-monitor", "fr-gazette-des-quais")
MORNING = datetime(2025, 1, 27, 18, tzinfo=UTC)
EVENING = datetime(2025, 1, 28, 18, tzinfo=UTC)
PATIENCE_S = 60.0
SOONER = (1.0, 0.7, 0.4)

CONTENTS = {
    "articles": "select watch, url, outlet, publisher, language, feed_id, is_baseline from articles order by all",
    "versions": """
        select a.url, v.version_no, v.title, v.text, v.content_hash, v.published_at, v.cause
        from versions as v join articles as a using (article_id) order by all
    """,
    "claims": """
        select a.url, v.version_no, c.* exclude (claim_id, version_id, article_id, seen_at)
        from claims as c join versions as v using (version_id) join articles as a on a.article_id = c.article_id
        order by all
    """,
    "changes": """
        select c.metric, c.change, c.across, c.cause, c.decision, c.decision_reason, c.why,
            x.quote as before, y.quote as after
        from changes as c
        left join claims as x on x.claim_id = c.before_claim_id
        left join claims as y on y.claim_id = c.after_claim_id
        order by all
    """,
    "alerts": "select question, series, kind, severity, headline, event_key from alerts order by all",
    "deliveries": "select channel, state, count(*) from deliveries group by all order by all",
    "polls": "select feed_id, outcome, count(*) from polls group by all order by all",
}
"""What a home holds, without our numbers and the times of reading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What each kill begins with, and where it must end.

    `length_s` is how long an undisturbed run takes; `ended` collects how the runs that were to be killed ended.
    """

    press: Path
    port: int
    baseline: Path
    expected: dict[str, list[tuple[object, ...]]]
    length_s: float
    ended: list[int | None] = field(default_factory=list)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    root = tmp_path_factory.mktemp("kill")
    for outlet in OUTLETS:
        shutil.copytree(shipped_folder() / outlet, root / "press" / outlet)
    with PressServer(load_press(root / "press"), at=MORNING) as server:
        start(root / "press", root / "baseline", server.port, MORNING)[0].join(PATIENCE_S)
        server.at = EVENING
        length_s = min(undisturbed(root, home, server.port) for home in ("undisturbed", "undisturbed-again"))
        yield Stage(
            press=root / "press",
            port=server.port,
            baseline=root / "baseline",
            expected=contents(root / "undisturbed"),
            length_s=length_s,
        )


def undisturbed(root: Path, home: str, port: int) -> float:
    """Run once from the baseline to the end; return how long it took. The shorter of two is not the cold one."""
    shutil.copytree(root / "baseline", root / home)
    process, began = start(root / "press", root / home, port, EVENING)
    process.join(PATIENCE_S)
    assert process.exitcode == 0
    return time.monotonic() - began


def start(press: Path, home: Path, port: int, at: datetime) -> tuple[ForkServerProcess, float]:
    """Start a run in a process of its own; return it when its work begins, with the time of that."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pytest", "tests.flows.collection.doomed"])
    ready = context.Event()
    process = context.Process(target=collect, args=(press, home, port, at, ready))
    process.start()
    assert ready.wait(PATIENCE_S)
    return process, time.monotonic()


def contents(home: Path) -> dict[str, list[tuple[object, ...]]]:
    with connect.reader(home) as con:
        return {name: con.execute(sql).fetchall() for name, sql in CONTENTS.items()}


def moment(number: int) -> float:
    """Return when the kill of that number falls, as a part of a run's length: one in each tenth, at random."""
    rolls = random.Random(SEED)
    return [(index + rolls.random()) / KILLS for index in range(KILLS)][number]


def test_the_undisturbed_run_brings_something_to_lose(stage: Stage) -> None:
    assert {name for name, rows in stage.expected.items() if not rows} == set()
    assert any(kind == "raised" for _, _, kind, *_ in stage.expected["alerts"])


def killed(stage: Stage, home: Path, number: int) -> int | None:
    """Kill a run at its moment; return how it ended.

    A run that was over by then is repeated with an earlier kill: the machine may have been busier when the length of
    a run was measured.
    """
    ended = (killed_after(stage, home, moment(number) * stage.length_s * sooner) for sooner in SOONER)
    return next((code for code in ended if code != 0), 0)


def killed_after(stage: Stage, home: Path, seconds: float) -> int | None:
    """Start a run from the baseline, kill it after so long, return its exit code."""
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(stage.baseline, home)
    process, _ = start(stage.press, home, stage.port, EVENING)
    process.join(seconds)
    process.kill()
    process.join(PATIENCE_S)
    return process.exitcode


@pytest.mark.parametrize("number", range(KILLS))
def test_a_killed_run_loses_nothing_and_repeats_nothing(stage: Stage, tmp_path: Path, number: int) -> None:
    home = tmp_path / "home"
    stage.ended.append(killed(stage, home, number))
    normal, _ = start(stage.press, home, stage.port, EVENING)
    normal.join(PATIENCE_S)
    assert normal.exitcode == 0
    assert contents(home) == stage.expected
    with connect.writer(home) as con:
        assert con.execute("select count(*) from alerts").fetchone() == (len(stage.expected["alerts"]),)
    assert not connect.publish(home), "the read copy was not current"
    sent = (home / "watches" / WATCH_ID / "alerts.jsonl").read_text("utf-8").splitlines()
    keys = [json.loads(line)["key"] for line in sent]
    assert len(set(keys)) == len(stage.expected["alerts"])
    assert len(keys) <= 2 * len(set(keys)), "an alert comes again only for the kill between sending and recording"
    assert not list(home.glob("*.part"))


def test_most_kills_found_the_run_at_work(stage: Stage) -> None:
    if len(stage.ended) == KILLS:  # not where a single moment was asked for
        assert stage.ended.count(-signal.SIGKILL) > KILLS // 2
