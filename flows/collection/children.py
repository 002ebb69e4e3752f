"""Reads pages and feeds in child processes that can be killed: whatever a page does, it costs itself alone.

A run keeps a few children. Each reads one page at a time within a limit of processor time and memory, and is replaced
after some hundred pages. If one dies, its page is read once more by structure alone; where that fails too, it is an
Issue with its reason. `read_article` and `read_feed` are those of `extractors`, but for that.
"""

import atexit
import os
import signal
import socket
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from extractors.pages import BY_STRUCTURE
from extractors.values import Article, FeedEntry, Issue, Page
from flows.collection.wire import OUT_OF_MEMORY, READY, Asked, WireError, receive, send
from flows.environment import bare_environment

PAGE_S = 3.0
"""Seconds of processor time for a page in the ordinary way: ten times what one real page in a hundred takes."""

SUSPECT_S = 1.2
"""The same for a page by structure alone. Both together, with the start of another child: 5 s a page."""

FEED_S = 5.0
PAGES = 500
"""A child is replaced after so many: what leaks in a parser stays small, a start of 0.4 s is 1 ms a page."""

START_S = 60.0
"""However loaded the machine is: a child that is not ready after so long will never be."""

STRETCH = 1.2
"""So many times its seconds of processor time a page may take by the clock, on a machine that has a processor for it.

A reader that waits instead of working (stopped, or led to wait by its page) is ended by this. Both attempts, with the
start of another child: 6 s a page.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Died:
    """A child died over a page: `kind` is that of the issue, `is_by_limit` whether the page was too much for it."""

    kind: str
    reason: str
    is_by_limit: bool


class _Child:
    """One process, and our end of its socket."""

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "flows.collection.child"],
                env=bare_environment(),
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._is_ready = False
        self.count = 0

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, asked: Asked, patience_s: float) -> tuple[object, bool]:
        """Return the answer and whether it was the child's last; raises OSError where there is none."""
        if not self._is_ready:
            if receive(self._socket, within_s=START_S) != READY:
                message = "a child said something else than that it is ready"
                raise WireError(message)
            self._is_ready = True
        self.count += 1
        send(self._socket, asked.as_message(), within_s=patience_s)
        answer = receive(self._socket, within_s=patience_s)
        if not isinstance(answer, tuple) or len(answer) != 2:
            message = "a child answered something else"
            raise WireError(message)
        return answer[0], bool(answer[1])

    def buried(self, limit_s: float, patience_s: float, *, is_late: bool) -> Died:
        """Return what ended a child that did not answer; one that still runs is killed, at once where it `is_late`."""
        try:
            code: int | None = self._process.wait(timeout=0 if is_late else 1.0)
        except subprocess.TimeoutExpired:
            code = None
        self.end()
        if code == -signal.SIGPROF:
            reason = f"reading it took more than {limit_s:g} s of processor time"
            return Died(kind="timeout", reason=reason, is_by_limit=True)
        if code == OUT_OF_MEMORY:
            return Died(kind="too_large", reason="reading it took too much memory", is_by_limit=True)
        if code is None:
            return Died(kind="timeout", reason=f"reading it did not end in {patience_s:.1f} s", is_by_limit=True)
        return Died(kind="unreadable", reason=f"the process that read it ended ({code})", is_by_limit=False)

    def end(self) -> None:
        self._socket.close()
        self._process.kill()
        self._process.wait()

    def forget(self) -> None:
        """Let go of a child that belongs to the process from which this one was forked."""
        self._socket.close()
        self._process.returncode = 0


class Children:
    """At most `most` children; the methods may be called from many threads at once."""

    def __init__(self, *, most: int | None = None, pages: int = PAGES, stretch: float = STRETCH) -> None:
        """Begin with none: the first page starts the first child."""
        self._most = most or max(1, min(4, os.cpu_count() or 1))
        self._room = threading.BoundedSemaphore(self._most)
        self._idle: deque[_Child] = deque()
        self._pages = pages
        self._stretch = stretch

    def article(self, page: Page, *, is_suspect: bool = False, **more: Any) -> Article | Issue:
        """Return what `extractors.pages.read_article` returns, whatever the page is."""
        found: object = None
        if not is_suspect:
            found = self._found(Asked(kind="article", page=page, more=more, limit_s=PAGE_S))
        first = found if isinstance(found, Died) else None
        if is_suspect or first is not None:
            suspect = {**more, "is_suspect": True}
            found = self._found(Asked(kind="article", page=page, more=suspect, limit_s=SUSPECT_S))
        if isinstance(found, Article | Issue):
            return found
        died = first or found
        return _lost(page, page.url, died if isinstance(died, Died) else None)

    def feed(self, page: Page, feed_id: str) -> tuple[FeedEntry, ...] | Issue:
        """Return what `extractors.feeds.read_feed` returns, whatever the feed is."""
        found = self._found(Asked(kind="feed", page=page, more={"feed_id": feed_id}, limit_s=FEED_S))
        if isinstance(found, Issue):
            return found
        if isinstance(found, tuple) and all(isinstance(entry, FeedEntry) for entry in found):
            return found
        return _lost(page, feed_id, found if isinstance(found, Died) else None)

    def close(self) -> None:
        """End all children that are idle."""
        for child in _drained(self._idle):
            child.end()

    def forget(self) -> None:
        """Begin anew in a process that was forked: the children are those of the process before."""
        self._room = threading.BoundedSemaphore(self._most)
        for child in _drained(self._idle):
            child.forget()

    def _found(self, asked: Asked) -> object:
        """Return what a child answers, or how it died; one that died of something else than the page is replaced."""
        found = self._asked(asked)
        if isinstance(found, Died) and not found.is_by_limit:
            found = self._asked(asked)
        return found

    def _asked(self, asked: Asked) -> object:
        with self._room:
            child = self._child()
            patience_s = asked.limit_s * self._stretch * _crowd()
            try:
                answer, is_last = child.ask(asked, patience_s)
            except OSError as error:
                return child.buried(asked.limit_s, patience_s, is_late=isinstance(error, TimeoutError))
            except BaseException:
                child.end()  # its answer would be taken for that of the next page
                raise
            if is_last or child.count >= self._pages:
                child.end()
            else:
                self._idle.append(child)
            return answer

    def _child(self) -> _Child:
        while self._idle:
            try:
                child = self._idle.pop()
            except IndexError:  # another thread was faster
                break
            if child.is_alive():
                return child
            child.end()
        return _Child()


def by_structure(article: Article) -> tuple[Issue, ...]:
    """Return the issue that tells of a page which was too much for the ordinary way; none for any other."""
    if not article.extractor.endswith(BY_STRUCTURE):
        return ()
    text = "the page was too much for the ordinary way of reading; its text was taken by structure alone"
    return (Issue(where=article.url, kind="by_structure", text=text, url=article.url),)


def read_article(page: Page, **more: Any) -> Article | Issue:
    """Return the article of a page, read in a child of this process. See `extractors.pages.read_article`."""
    return _CHILDREN.article(page, **more)


def read_feed(page: Page, feed_id: str) -> tuple[FeedEntry, ...] | Issue:
    """Return the entries of a feed, read in a child of this process. See `extractors.feeds.read_feed`."""
    return _CHILDREN.feed(page, feed_id)


def _crowd() -> float:
    """How many processes want each processor, 1 at least: so many times longer everything takes by the clock."""
    try:
        waiting = os.getloadavg()[0]
    except OSError:  # a system that does not tell
        return 1.0
    return max(1.0, waiting / (os.cpu_count() or 1))


def _lost(page: Page, where: str, died: Died | None) -> Issue:
    if died is None:
        died = Died(kind="unreadable", reason="the process that read it answered nonsense", is_by_limit=False)
    text = f"{died.reason}, so it was given up; if it looks ordinary in a browser, report its address"
    return Issue(where=where, kind=died.kind, text=text, url=page.final_url)


def _drained(idle: deque[_Child]) -> Iterable[_Child]:
    while idle:
        try:
            yield idle.pop()
        except IndexError:
            return


_CHILDREN = Children()
atexit.register(_CHILDREN.close)
os.register_at_fork(after_in_child=_CHILDREN.forget)
