"""The process that test_kill.py kills: one collection of a few shipped outlets, played by the parent."""

from datetime import datetime
from multiprocessing.synchronize import Event
from pathlib import Path

from extractors.claims import Reader
from flows.collection.here import collect_here
from flows.collection.runs import new_run
from flows.coverage.press import load_press
from flows.coverage.watch import coverage_watch
from flows.outlets.network import loopback, use_network

Reader(coverage_watch().story)  # the lexicons, read once in the process that all runs are forked from


def collect(press_folder: Path, home: Path, port: int, at: datetime, ready: Event) -> None:
    """Collect once at a simulated time, and say when the work itself begins."""
    press = load_press(press_folder)
    run = new_run(coverage_watch(press), home, at)
    with use_network(loopback(port, press.hosts)):
        ready.set()
        collect_here(run, finished_at=lambda: at)
