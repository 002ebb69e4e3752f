"""The ways out for alerts: each sender takes the pending payloads and says for each whether it went out.

A sender never raises for a channel's fault: it returns the error as text, and the outbox tries again later.
"""

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol, TextIO

from flows.alerts.apprised import NOT_TRIED, notify, page_of
from flows.alerts.reported import reported
from flows.alerts.signing import keys_of
from flows.alerts.webhook import post
from flows.destinations import is_in_clear
from flows.errors import ConfigError
from flows.keepers import Keeper, Secrets, shown
from flows.records import Record, printable
from flows.report.atom import atom_feed
from flows.watching.values import Channel, ChannelKind, Watch

JSONL_FILE = "alerts.jsonl"
ATOM_FILE = "alerts.atom"


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
    pages: str | None = None

    def send(self, payloads: Sequence[Record]) -> tuple[str | None, ...]:
        """Print headline and lines."""
        for payload in payloads:
            self.stream.write(f"ALERT {printable(str(payload['headline']))}\n")
            said = payload["lines"]
            for line in said if isinstance(said, list) else ():
                self.stream.write(f"      {printable(str(line))}\n")
            page = page_of(payload, self.pages)
            if page is not None:
                self.stream.write(f"      {page}\n")
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


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSender:
    """Posts each alert as JSON to the operator's address, with the alert's key in a header, signed if there are `keys`.

    A receiver that is down costs one attempt a run; one that refuses a certain alert gets the others by later runs.
    `clock` says when an attempt is made: receivers refuse a signature that is minutes old.
    """

    id: str
    url: str = field(repr=False)
    private: bool = False
    keys: tuple[bytes, ...] = field(default=(), repr=False)
    clock: Callable[[], datetime]

    def send(self, payloads: Sequence[Record]) -> tuple[str | None, ...]:
        """Post one by one; after the first failure the rest are not tried."""
        results: list[str | None] = []
        for payload in payloads:
            if results and results[-1] is not None:
                results.append(NOT_TRIED)
            else:
                results.append(post(self.url, payload, private=self.private, keys=self.keys, at=self.clock()))
        return tuple(results)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppriseSender:
    """Tells people by the service that an Apprise address names; after the first failure the rest are not tried."""

    id: str
    url: str = field(repr=False)
    private: bool = False
    pages: str | None = None

    def send(self, payloads: Sequence[Record]) -> tuple[str | None, ...]:
        """Send one by one."""
        return notify(self.url, payloads, private=self.private, pages=self.pages)


def senders(
    watch: Watch,
    folder: Path,
    *,
    stream: TextIO,
    secrets: Secrets,
    recent: Sequence[Record],
    clock: Callable[[], datetime],
) -> tuple[Sender, ...]:
    """Return the senders of a watch's channels; files go to `folder`.

    Raises:
        ConfigError: a secret is not there, or holds what may not be used.
    """
    ways: list[Sender] = []
    for channel in watch.delivery:
        match channel.kind:
            case ChannelKind.CONSOLE:
                ways.append(ConsoleSender(channel.id, stream, channel.pages))
            case ChannelKind.JSONL:
                ways.append(JsonlSender(channel.id, folder / JSONL_FILE))
            case ChannelKind.ATOM:
                ways.append(AtomSender(channel.id, folder / ATOM_FILE, watch, recent))
            case ChannelKind.WEBHOOK:
                ways.append(_webhook(channel, watch, secrets, clock))
            case ChannelKind.APPRISE:
                url = _url(channel, watch, secrets)
                ways.append(AppriseSender(id=channel.id, url=url, private=channel.private, pages=channel.pages))
    return tuple(ways)


def check_secrets(watch: Watch, secrets: Secrets) -> None:
    """Do nothing if every channel can be used: asked before a run, not when its first alert is to be sent.

    Raises:
        ConfigError: a secret is not there, or holds what may not be used.
    """
    for channel in watch.delivery:
        if channel.url is not None:
            _url(channel, watch, secrets)
            _keys(channel, watch, secrets)


def _webhook(channel: Channel, watch: Watch, secrets: Secrets, clock: Callable[[], datetime]) -> WebhookSender:
    return WebhookSender(
        id=channel.id,
        url=_url(channel, watch, secrets),
        private=channel.private,
        keys=_keys(channel, watch, secrets),
        clock=clock,
    )


def _url(channel: Channel, watch: Watch, secrets: Secrets) -> str:
    """Return where a channel sends to; a message about it never holds it."""
    keeper = channel.url or Keeper(name="")
    file, key = _place(watch, channel, "url", keeper)
    url = secrets.value(keeper, file, key)
    if channel.kind is ChannelKind.APPRISE and "://" not in url:
        raise ConfigError(file, key, f"{shown(keeper)} holds no address such as mailtos://user:password@mail.example")
    if channel.kind is ChannelKind.WEBHOOK and is_in_clear(url) and not channel.private:
        message = f"the address in {keeper.name} must start with https://"
        raise ConfigError(file, key, f"{message}, or `private = true` says that it is in your network")
    return url


def _keys(channel: Channel, watch: Watch, secrets: Secrets) -> tuple[bytes, ...]:
    """Return the keys that sign what a channel sends, none where it is not signed."""
    if channel.signing is None:
        return ()
    file, key = _place(watch, channel, "signing", channel.signing)
    try:
        return keys_of(secrets.value(channel.signing, file, key))
    except ValueError as error:
        raise ConfigError(file, key, f"{shown(channel.signing)} cannot be used: {error}") from None


def _place(watch: Watch, channel: Channel, what: str, keeper: Keeper) -> tuple[str, str]:
    kept = "block" if keeper.is_block else "env"
    return f"{watch.id}/delivery.toml", f"channel.{channel.id}.{what}_{kept}"


def _ends_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
