"""Serves the pages of a home on loopback until it is told to stop: a process of its own beside the schedules."""

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from aiohttp import web

from flows.errors import FlowError
from flows.pages.shelf import Shelf
from flows.pages.web import application
from flows.watching.known import find_watch
from flows.watching.values import Watch

HOST = "127.0.0.1"


def serve(home: Path, port: int, names: Sequence[str]) -> None:
    """Serve the pages of these watches until SIGTERM or SIGINT.

    Raises:
        ConfigError: one of them is unknown or wrong.
        FlowError: the port cannot be had.
    """
    watches: dict[str, Watch] = {}
    for name in names:
        watch = find_watch(name)
        watches[watch.id] = watch
    app = application(Shelf(home=home, watches=watches))
    try:
        web.run_app(app, host=HOST, port=port, print=None, access_log=None)
    except OSError as error:
        message = f"the pages cannot be served on port {port} ({error.strerror}): name another with --pages-port"
        raise FlowError(message) from error


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from `claimwatch serve`, which restarts it when it ends."""
    parser = argparse.ArgumentParser(prog="python -m flows.pages", description=__doc__)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("watch", nargs="+")
    given = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(name)s %(message)s")
    try:
        serve(given.home.resolve(), given.port, given.watch)
    except FlowError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
