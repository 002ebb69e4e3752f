"""Sends alerts by Apprise: mail, Slack, Telegram, Teams, Matrix and a hundred more, each by one secret address.

Apprise opens its own connections and logs what it likes, so it works in a child process (`apprise_child`) that gets
the address on its standard input, is guarded where sockets open, and answers with a word of ours for each message.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from flows.environment import bare_environment
from flows.records import Record
from flows.report.safety import clean, web_link

WALL_S = 60.0
"""For all messages of one run together; what is not sent by then follows with the next run."""

NOT_TRIED = "waits for the alert before it"
"""What a sender answers for an alert that it did not try to send."""

KEY_LETTERS = 12
"""So much of the key is shown: enough for `claimwatch alerts show`."""

_PLAIN = str.maketrans(
    {
        "@": "@\u200b",  # no name and no "everyone" is called
        "<": "‹",
        ">": "›",
        "*": "∗",
        "_": "＿",
        "`": "'",
        "~": "∼",
        "|": "¦",
        "\\": "＼",
        "\r": " ",
        "\n": " ",
        "\t": " ",
    }
)
"""Letters that open a tag, a mention or a format in one of the services, and what stands for them."""


def message_of(payload: Record, pages: str | None = None) -> Record:
    """Return what a person gets of an alert: title, lines and the tail (where to look), all of it plain text.

    `pages`: where `claimwatch serve` shows the pages of alerts, if it does.
    """
    lines = payload.get("lines")
    links = dict.fromkeys(_link(payload.get(side)) for side in ("after", "before"))
    return {
        "title": plain(str(payload.get("headline", ""))),
        "lines": [plain(str(line)) for line in lines] if isinstance(lines, list) else [],
        "tail": [*filter(None, (*links, page_of(payload, pages))), f"alert {str(payload['key'])[:KEY_LETTERS]}"],
    }


def page_of(payload: Record, pages: str | None) -> str | None:
    """Return the address of an alert's page, None where no pages are named or what is sent is no single alert."""
    return f"{pages}/alert/{payload['key']}" if pages and "finding" in payload else None


def plain(text: str) -> str:
    """Return an outlet's words on one line, so that no service reads a tag, a mention, a link or a format in them."""
    return clean(text).translate(_PLAIN).replace("](", "] (")


def notify(
    url: str, payloads: Sequence[Record], *, private: bool, pages: str | None = None, wall_s: float = WALL_S
) -> tuple[str | None, ...]:
    """Send alerts, oldest first; return for each None, or why it did not go out. No answer holds the address.

    Args:
        url: an address as Apprise writes it.
        payloads: the alerts.
        private: whether the receiver may be at an address that is not public, and be spoken to in clear.
        pages: where the pages of alerts are shown, if they are.
        wall_s: seconds for all of them.
    """
    asked = {"url": url, "private": private, "messages": [message_of(payload, pages) for payload in payloads]}
    answers, ending = _told(json.dumps(asked), wall_s)
    results = [None if answer == "" else answer for answer in answers[: len(payloads)]]
    if len(results) < len(payloads) and all(result is None for result in results):
        results.append(ending)
    return (*results, *(NOT_TRIED,) * (len(payloads) - len(results)))


def _told(asked: str, wall_s: float) -> tuple[list[str], str]:
    """Return the child's answers, a line each, and why there are no more of them."""
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "flows.alerts.apprise_child"],
        env=_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    ) as child:
        ending = "the process that sends by Apprise ended without an answer"
        try:
            said, _ = child.communicate(asked, timeout=wall_s)
        except subprocess.TimeoutExpired:
            child.kill()
            said, _ = child.communicate()
            ending = f"the service did not take it within {wall_s:.0f} s"
    return said.splitlines(), ending


def _environment() -> Mapping[str, str]:
    """Return an environment in which no proxy and no netrc changes where an alert goes."""
    return {**bare_environment(), "NETRC": "/dev/null", "HOME": "/nonexistent"}


def _link(side: object) -> str | None:
    """Return the address of a side, written so that no format can begin in it."""
    url = web_link(str(side.get("url"))) if isinstance(side, dict) else None
    return quote(clean(url), safe="%/:=&?#+!$,;'") if url else None
