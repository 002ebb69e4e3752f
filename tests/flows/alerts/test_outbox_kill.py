"""A receiver that drops repeats by their id sees each alert once, though senders are killed and the channel fails.

Real processes and SIGKILL after a seeded number of requests, however fast the machine is; the receiver refuses, breaks
off after it took the alert, or takes it, by seeded dice. Time is an argument of the sender: nobody waits for a pause.
"""

import json
import multiprocessing
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread

from typing_extensions import override

from flows.alerts.outbox import LONGEST_PAUSE
from flows.alerts.signing import ID, TIMESTAMP
from tests.flows.alerts.courier import carry
from tests.flows.alerts.test_channels import WATCH, payload
from tests.flows.alerts.test_signing import OLD, verify
from warehouse import connect, write
from warehouse.rows import AlertRow

SEED = 20250128
KEYS = tuple(f"{number:032x}" for number in range(12))
KILLS, ROUNDS = 8, 6
LAST_ROUNDS = 40
PATIENCE_S = 60.0
BEGIN = datetime(2025, 1, 28, 12, tzinfo=UTC)


class Receiver(ThreadingHTTPServer):
    """Takes what is signed; `shown` are the ids that it passed on, each once, `got` all that came."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.dice, self.turn = random.Random(SEED), Lock()
        self.got: list[str] = []
        self.shown: list[str] = []
        self.count_asked = self.forged = 0

    def has_been_asked(self, count: int) -> bool:
        return self.count_asked >= count

    def take(self, key: str) -> None:
        self.got.append(key)
        if key not in self.shown:
            self.shown.append(key)


class Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with self.server.turn:
            mood = self.server.dice.random()
            moment = datetime.fromtimestamp(int(self.headers[TIMESTAMP]), UTC)
            self.server.count_asked += 1
            self.server.forged += not verify(dict(self.headers), body, OLD, moment)
            if mood > 0.3:
                self.server.take(self.headers[ID])
        if mood < 0.3:
            self.send_response(503)
        elif mood < 0.5:
            self.close_connection = True
            return  # it took the alert and broke off: the sender cannot know
        else:
            self.send_response(204)
        self.send_header("Content-Length", "0")
        self.end_headers()

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


@contextmanager
def receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def store_alerts(home: Path) -> None:
    rows = [
        AlertRow(
            alert_key=key,
            watch=WATCH.id,
            question="dead",
            series="killed",
            kind="raised",
            severity="high",
            raised_at=BEGIN,
            run_id="a run",
            headline="The Courier raised killed",
            event_key=key,
            payload=json.dumps(payload(key)),
        )
        for key in KEYS
    ]
    with connect.writer(home) as con, connect.transaction(con):
        write.add_alerts(con, rows)


def run_courier(home: Path, port: int, begin: datetime, rounds: int, is_time: Callable[[], bool]) -> int | None:
    """Start a sender, kill it when it `is_time` if it still runs, and return how it ended."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pytest", "tests.flows.alerts.courier"])
    ready = context.Event()
    process = context.Process(target=carry, args=(home, port, begin, rounds, ready))
    process.start()
    assert ready.wait(PATIENCE_S)
    patience = time.monotonic() + PATIENCE_S
    while process.is_alive() and not is_time() and time.monotonic() < patience:
        process.join(0.001)
    process.kill()
    process.join(PATIENCE_S)
    return process.exitcode


def test_each_alert_is_seen_once_under_kills_and_a_failing_channel(tmp_path: Path) -> None:
    home, dice = tmp_path / "home", random.Random(SEED)
    store_alerts(home)
    with receiver() as server:
        ended = []
        for number in range(KILLS):
            begin, last = BEGIN + number * ROUNDS * LONGEST_PAUSE, server.count_asked + dice.randint(1, 3)
            ended.append(run_courier(home, server.server_port, begin, ROUNDS, partial(server.has_been_asked, last)))
        begin = BEGIN + KILLS * ROUNDS * LONGEST_PAUSE
        assert run_courier(home, server.server_port, begin, LAST_ROUNDS, lambda: False) == 0
    assert ended.count(-signal.SIGKILL) > KILLS // 2
    assert sorted(server.shown) == sorted(KEYS)
    assert server.forged == 0
    assert len(server.got) > len(KEYS), "nothing was repeated: the test has lost its point"
    with connect.reader(home) as con:
        sent = con.execute("select alert_key from deliveries where state = 'sent'").fetchall()
        dead = con.execute("select count(*) from dead_letters").fetchone()
    assert Counter(key for (key,) in sent) == Counter(KEYS)
    assert dead == (0,)
