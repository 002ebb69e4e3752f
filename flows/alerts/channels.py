"""The ways out for alerts: each sender takes the pending payloads and says for each whether it went out.

A sender never raises for a channel's fault: it returns the error as text, and the outbox tries again later.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TextIO

from flows.alerts.reported import reported
from flows.alerts.webhook import post
from flows.destinations import is_in_clear
from flows.errors import ConfigError
from flows.records import Record, printable
from flows.report.atom import atom_feed
from flows.watching.values import Channel, ChannelKind, Watch

JSONL_FILE = "alerts.jsonl"
ATOM_FILE = "alerts.atom"
NOT_TRIED = "waits for the alert before it"
"""What a sender answers for an alert that it did not try to send."""


class Sender(Protocol):
    """One configured channel. `id` is the channel's id in the watch."""

    @property
    def id(self) -> str:
        """Return the id under which deliveries are recorded."""

    def send(self, payloads: Sequence[Record]) -> tuple[str | None, ...]:
        """Send alerts, oldest first; return for each None, or why it did not go out."""


@dataclass(frozen=True, slots=True)
class ConsoleSender:
    """Prints each alert for a person; in a flow run the stream is the run's log."""

    id: str
    stream: TextIO

    def send(self, payloads: Sequence[Record]) -> tuple[str | None, ...]:
        """Print headline and lines."""
        for payload in payloads:
            self.stream.write(f"ALERT {printable(str(payload['headline']))}\n")
            said = payload["lines"]
            for line in said if isinstance(said, list) else ():
                self.stream.write(f"      {printable(str(line))}\n")
        self.stream.flush()
        return (None,) * len(payloads)


@dataclass(frozen=True, slots=True)
class JsonlSender:
    """Appends each alert as one line of JSON; a line torn by a crash is closed before the next is written."""

    id: str
    path: Path

    def send(self, payloads: Sequence[Record]) -> tuple[str | None, ...]:
        """Append and flush to the disk, all or nothing."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab+") as file:
                if file.tell() and not _ends_line(self.path):
                    file.write(b"\n")
                for payload in payloads:
                    file.write(json.dumps(payload, ensure_ascii=False, sort_keys=True).encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            return (f"{self.path}: {error.strerror}",) * len(payloads)
        return (None,) * len(payloads)


@dataclass(frozen=True, slots=True)
class AtomSender:
    """Writes an Atom feed of the newest alerts, the pending ones among them; the file is replaced atomically."""

    id: str
    path: Path
    watch: Watch
    recent: Sequence[Record]

    def send(self, payloads: Sequence[Record]) -> tuple[str | None, ...]:
        """Rewrite the file with the pending alerts and the recent ones."""
        known = {str(payload["key"]): reported(payload) for payload in (*self.recent, *payloads)}
        newest = max(alert.made_at for alert in known.values())
        text = atom_feed(known.values(), watch=self.watch.id, title=self.watch.title, updated_at=newest)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            part = self.path.with_suffix(".part")
            part.write_text(text, encoding="utf-8")
            part.replace(self.path)
        except OSError as error:
            return (f"{self.path}: {error.strerror}",) * len(payloads)
        return (None,) * len(payloads)


@dataclass(frozen=True, slots=True)
class WebhookSender:
    """Posts each alert as JSON to the operator's address, with the alert's key in a header.

    A receiver that is down costs one attempt a run; one that refuses a certain alert gets the others by later runs.
    """

    id: str
    url: str
    private: bool = False

    def send(self, payloads: Sequence[Record]) -> tuple[str | None, ...]:
        """Post one by one; after the first failure the rest are not tried."""
        results: list[str | None] = []
        for payload in payloads:
            if results and results[-1] is not None:
                results.append(NOT_TRIED)
            else:
                results.append(post(self.url, payload, private=self.private))
        return tuple(results)


def senders(
    watch: Watch, folder: Path, *, stream: TextIO, environment: Mapping[str, str], recent: Sequence[Record]
) -> tuple[Sender, ...]:
    """Return the senders of a watch's channels; files go to `folder`, secrets come from `environment`.

    Raises:
        ConfigError: a webhook's environment variable is not set, or holds an address that may not be used.
    """
    return tuple(_sender(channel, watch, folder, stream, environment, recent) for channel in watch.delivery)


def check_secrets(watch: Watch, environment: Mapping[str, str]) -> None:
    """Do nothing if every channel can be used: asked before a run, not when its first alert is to be sent.

    Raises:
        ConfigError: a webhook's environment variable is not set, or holds an address that may not be used.
    """
    for channel in watch.delivery:
        if channel.kind is ChannelKind.WEBHOOK:
            _secret(channel, watch, environment)


def _sender(
    channel: Channel,
    watch: Watch,
    folder: Path,
    stream: TextIO,
    environment: Mapping[str, str],
    recent: Sequence[Record],
) -> Sender:
    match channel.kind:
        case ChannelKind.CONSOLE:
            return ConsoleSender(channel.id, stream)
        case ChannelKind.JSONL:
            return JsonlSender(channel.id, folder / JSONL_FILE)
        case ChannelKind.ATOM:
            return AtomSender(channel.id, folder / ATOM_FILE, watch, recent)
        case ChannelKind.WEBHOOK:
            return WebhookSender(channel.id, _secret(channel, watch, environment), channel.private)


def _secret(channel: Channel, watch: Watch, environment: Mapping[str, str]) -> str:
    """Return a webhook's address; a message about it never holds it."""
    name = channel.url_env or ""
    file, key = f"{watch.id}/delivery.toml", f"channel.{channel.id}.url_env"
    url = environment.get(name, "").strip()
    if not url:
        raise ConfigError(file, key, f"the environment variable {name} is not set")
    if is_in_clear(url) and not channel.private:
        message = f"the address in {name} must start with https://, or `private = true` says that it is in your network"
        raise ConfigError(file, key, message)
    return url


def _ends_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
