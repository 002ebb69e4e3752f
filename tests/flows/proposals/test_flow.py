"""The flow `collect` under a temporary Prefect asks the model of a watch's own file."""

import asyncio
import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.collect import collect
from flows.coverage.press import Press
from flows.coverage.server import PressServer
from flows.outlets.network import loopback, use_network
from tests.flows.press import MORNING, OUTLETS, press_feed, press_of, write_watch
from tests.flows.proposals.stub import Stub, item, proposals
from warehouse import connect

pytestmark = [
    pytest.mark.flow,
    pytest.mark.usefixtures("prefect_backend"),
    # Prefect's event client leaves its socket to the garbage collector, which we call before the next test does.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Press]:
    made = press_of(tmp_path / "press")
    with PressServer(made, at=MORNING) as running, use_network(loopback(running.port, made.hosts)):
        yield made
    gc.collect()


def test_a_tracked_run_asks_about_each_new_text_and_stores_what_was_dropped(
    press: Press, stub: Stub, tmp_path: Path
) -> None:
    stub.answer = lambda _article: proposals(item("words that no outlet wrote", "7"))
    watch = write_watch(tmp_path / "two-outlets", [press_feed(press, outlet) for outlet in OUTLETS])
    table = f'\n[model]\nurl = "{stub.settings().url}"\nmodel = "small"\nprivate = true\n'
    (watch / "watch.toml").write_text((watch / "watch.toml").read_text("utf-8") + table, encoding="utf-8")
    state = asyncio.run(collect(watch=str(watch), home=str(tmp_path / "home"), at=MORNING, return_state=True))
    assert state.is_completed()
    with connect.reader(tmp_path / "home") as con:
        (texts,) = con.execute("select count(*) from versions").fetchone() or (0,)
        told = con.execute("select kind, text from issues where kind like 'model%' or kind = 'bug'").fetchall()
    dropped = ("model_dropped", "1 of the model's proposals were not taken: quote_not_in_article 1")
    assert texts > 0
    assert told == [dropped] * texts
    assert len(stub.asked) == texts
