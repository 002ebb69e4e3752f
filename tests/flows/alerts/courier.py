"""A process that delivers what waits in a home, made to be killed: test_outbox_kill.py starts it."""

import os
from dataclasses import replace
from datetime import datetime
from itertools import repeat
from multiprocessing.synchronize import Event
from pathlib import Path

from flows.alerts.outbox import LONGEST_PAUSE, Deliveries, deliver
from flows.keepers import Keeper, Secrets
from flows.watching.values import Channel, ChannelKind
from tests.flows.alerts.test_channels import WATCH
from tests.flows.alerts.test_signing import OLD

HOOK = Channel(
    id="hook",
    kind=ChannelKind.WEBHOOK,
    url=Keeper(name="HOOK_URL"),
    signing=Keeper(name="HOOK_KEY"),
    private=True,
)


def carry(home: Path, port: int, begin: datetime, rounds: int, ready: Event) -> None:
    """Deliver until all is sent, at most `rounds` times; each is so late that whatever failed is due again."""
    secrets = Secrets(environment={"HOOK_URL": f"http://127.0.0.1:{port}/hook", "HOOK_KEY": OLD})
    watch = replace(WATCH, delivery=(HOOK,))
    ready.set()
    with Path(os.devnull).open("w") as nothing:
        for number in range(rounds):
            at = begin + number * LONGEST_PAUSE
            if deliver(watch, home, at, stream=nothing, secrets=secrets, clock=repeat(at).__next__) == Deliveries():
                break
