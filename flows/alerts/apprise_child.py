"""The process in which Apprise works: reads one address and some messages, sends them, answers a line for each.

An empty line says that the service took the message; any other line is the reason why it did not. Reasons are words of
ours and a status number: what Apprise logs holds addresses and tokens, and is dropped. Run by `flows.alerts.apprised`.
"""

import json
import logging
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

from typing_extensions import override

from flows.outlets.addresses import is_public

if TYPE_CHECKING:
    from apprise import Apprise, NotifyBase

UNKNOWN = "the address is none that Apprise knows; check how the service's address is written"
IN_CLEAR = (
    "the address sends in clear or to an unproven receiver: use the service's form with TLS (mailtos://, jsons://, "
    "ntfys:// ...), or write `private = true` beside it if it is in your network"
)
REFUSED = "the receiver is not at a public address: write `private = true` beside it if that is meant"

_LEAVES_OTHERWISE = frozenset(
    {"subprocess.Popen", "os.exec", "os.posix_spawn", "os.system", "syslog.openlog", "syslog.syslog"}
)
_OPENS_A_WAY = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
_STATUS = re.compile(r"\berror=(\d{3})\b")
_CUT = "…"


class _RefusedError(OSError):
    """Our guard said no."""


class _Statuses(logging.Handler):
    """Keeps the newest HTTP status of Apprise's log, and nothing else of it."""

    status = ""

    @override
    def emit(self, record: logging.LogRecord) -> None:
        found = _STATUS.search(record.getMessage())
        self.status = found[1] if found else self.status


def guard(*, private: bool) -> Callable[[], bool]:
    """Let this process open ways to public addresses only, or to any host if `private`, and start no process.

    Returns:
        asks whether an address was refused so far. There is no way back: it holds for the life of the process.
    """
    refusals: list[str] = []

    def judge(event: str, args: tuple[object, ...]) -> None:
        if event in _LEAVES_OTHERWISE:
            raise _RefusedError
        if event in _OPENS_A_WAY and not _is_allowed(args[1], private=private):
            refusals.append(event)
            raise _RefusedError

    sys.addaudithook(judge)
    return lambda: bool(refusals)


def fitted(message: Mapping[str, object], *, most: int, title_most: int) -> tuple[str, str]:
    """Return title and body within a service's lengths: the tail stays whole if it can, lines are cut from the end.

    A service without titles (`title_most` 0) gets the title as the first line of its body, which Apprise sees to.
    """
    title = _cut(str(message["title"]), title_most or most)
    room = most - (0 if title_most else len(title) + 2)
    tail = "\n".join(_texts(message["tail"]))
    if len(tail) >= room:
        return title, _cut(tail, max(room, 0)) or _CUT
    room -= len(tail) + 1
    lines = _cut("\n".join(_texts(message["lines"])), max(room, 0))
    return title, f"{lines}\n{tail}" if lines else tail


def main() -> None:
    """Read the question on standard input, answer on standard output."""
    asked, answers = json.load(sys.stdin), sys.stdout
    with Path(os.devnull).open("w") as nothing, redirect_stdout(nothing):  # what a service prints is no answer
        for answer in _answers(asked["url"], asked["messages"], private=asked["private"]):
            answers.write(f"{answer}\n")
            answers.flush()
            if answer:
                break


def opened(url: str) -> tuple["NotifyBase | None", "Apprise"]:
    """Return the service of an address, set to plain text (None if Apprise knows none), and the way to it."""
    from apprise import Apprise, AppriseAsset, NotifyFormat

    asset = AppriseAsset(
        app_id="claimwatch",
        app_url="",
        storage_mode="memory",
        http_redirects=False,
        body_format=NotifyFormat.TEXT,
        interpret_escapes=False,
        interpret_emojis=False,
    )
    ways, service = Apprise(asset=asset), Apprise.instantiate(url, asset=asset, suppress_exceptions=True)
    if service is not None:
        service.notify_format = NotifyFormat.TEXT
        ways.add(service)
    return service, ways


def _answers(url: str, messages: Sequence[Mapping[str, object]], *, private: bool) -> Iterator[str]:
    log, kept = logging.getLogger("apprise"), _Statuses()
    log.handlers, log.propagate = [kept], False
    is_refused = guard(private=private)
    service, ways = opened(url)
    if service is None:
        yield UNKNOWN
        return
    if not private and _is_in_clear(service):
        yield IN_CLEAR
        return
    for message in messages:
        title, body = fitted(message, most=service.body_maxlen, title_most=service.title_maxlen)
        if ways.notify(title=title, body=body):
            yield ""
        elif is_refused():
            yield REFUSED
        else:
            yield f"the service answered {kept.status}" if kept.status else "the service did not take it"


def _is_in_clear(service: "NotifyBase") -> bool:
    """Return whether what a service sends could be read or taken on its way; most have no form without TLS."""
    return not service.verify_certificate or (bool(service.protocol) and not service.secure)


def _is_allowed(address: object, *, private: bool) -> bool:
    if not isinstance(address, tuple):
        return address is None  # on a socket that is connected already; a path is a service of this machine
    return private or is_public(str(address[0]))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: max(most - 1, 0)] + _CUT * bool(most)


def _texts(found: object) -> list[str]:
    return [str(text) for text in found] if isinstance(found, list) else []


if __name__ == "__main__":
    main()
