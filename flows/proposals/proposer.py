"""Adds to a reading what a model proposes and grounding accepts, within the budget of one run.

Whatever the endpoint does, the reading comes back, and beside it what went wrong.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from extractors.claims import Reader
from extractors.grounding import Grounder
from extractors.lexicon import languages
from extractors.values import Article, Issue, Reading
from flows.collection.faults import BUG, bug_text
from flows.proposals.cache import FOLDER, Cache
from flows.proposals.client import Fault, ask
from flows.proposals.prompt import NOT_AS_ASKED, Parsed, parsed, question
from flows.proposals.settings import ModelSettings, key_of
from flows.watching.values import Watch

CALL_S = 60.0
"""The longest that one answer is waited for."""

PATIENCE = 3
"""After so many failures in a row the endpoint is left alone for the rest of the run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A reading with what a model added; `issues` stand apart, as a reading's own ones count what the rules missed."""

    reading: Reading
    issues: tuple[Issue, ...] = ()


class Proposer(Protocol):
    """What may be added to a reading, right after the reader gave it."""

    async def add(self, article: Article, reading: Reading) -> Added:
        """Return the reading with what a model finds in its article; never raises."""

    def known(self, article: Article, reading: Reading) -> Added:
        """Return the reading with what a model found in its article before; asks nobody, never raises."""


class NoModel:
    """No model: every reading stays the very object that it is."""

    async def add(self, article: Article, reading: Reading) -> Added:  # noqa: ARG002
        """Return the reading."""
        return Added(reading=reading)

    def known(self, article: Article, reading: Reading) -> Added:  # noqa: ARG002
        """Return the reading."""
        return Added(reading=reading)


def proposer_of(watch: Watch, home: Path, reader: Reader, environment: Mapping[str, str]) -> Proposer:
    """Return the proposer of a run: the watch's model, or none.

    Raises:
        ConfigError: the watch names a variable for the key that is not set.
    """
    if watch.model is None:
        return NoModel()
    return ModelProposer(watch.model, key_of(watch.model, watch.id, environment), home, reader)


def replayer_of(watch: Watch, home: Path, reader: Reader) -> Proposer:
    """Return a proposer of which only `known` is to be used: it needs no key."""
    return NoModel() if watch.model is None else ModelProposer(watch.model, "", home, reader)


class ModelProposer:
    """Asks one endpoint, one question at a time; made once for a run, in whose event loop it stays."""

    def __init__(self, settings: ModelSettings, key: str, home: Path, reader: Reader) -> None:
        """Begin with a full budget."""
        self._settings = settings
        self._key = key
        self._cache = Cache(home / FOLDER, settings.model)
        self._grounder = Grounder(reader)
        self._one_at_a_time = asyncio.Lock()
        self._left = settings.calls
        self._left_s = settings.seconds
        self._failed = 0
        self._has_ended = False

    async def add(self, article: Article, reading: Reading) -> Added:
        """Return the reading with what the model finds; a kept reply is used before a question is asked."""
        if article.language not in languages():
            return Added(reading=reading)
        try:
            told = self._kept(article) or await self._asked(article)
            if isinstance(told, Parsed):
                return await asyncio.to_thread(self._grounded, article, reading, told)
        except Exception as error:  # noqa: BLE001  an optional helper never costs an article
            told = Fault(kind=BUG, text=bug_text(error))
        return Added(reading=reading, issues=() if told is None else (_issue(article, told),))

    def known(self, article: Article, reading: Reading) -> Added:
        """Return the reading with what the model found in this very text before."""
        try:
            told = self._kept(article)
            return Added(reading=reading) if told is None else self._grounded(article, reading, told)
        except Exception as error:  # noqa: BLE001  an optional helper never costs an article
            return Added(reading=reading, issues=(_issue(article, Fault(kind=BUG, text=bug_text(error))),))

    def _kept(self, article: Article) -> Parsed | None:
        content = self._cache.get(article)
        return None if content is None else parsed(content)

    async def _asked(self, article: Article) -> Parsed | Fault | None:
        """Return what the model says now; None where nothing is to be said of its silence any more."""
        async with self._one_at_a_time:
            if (kept := self._kept(article)) is not None:
                return kept  # another outlet brought the very same text while this one waited
            if (ended := self._end()) is not None:
                told = None if self._has_ended else Fault(kind="model_budget", text=ended)
                self._has_ended = True
                return told
            told_now = await self._answer(article)
            self._failed = self._failed + 1 if isinstance(told_now, Fault) else 0
            return told_now

    async def _answer(self, article: Article) -> Parsed | Fault:
        """Return an answer in the right form, which is kept; one that cannot be is not used, as no replay has it."""
        content = await self._call(article)
        if isinstance(content, Fault):
            return content
        told = parsed(content)
        if told is None:
            return Fault(kind="model_malformed", text="the model did not answer in the form that was asked for")
        try:
            self._cache.put(article, content)
        except OSError as error:
            return Fault(kind="model_cache", text=f"the model's reply cannot be kept in the home: {error.strerror}")
        return told

    async def _call(self, article: Article) -> str | Fault:
        clock = asyncio.get_running_loop().time
        start = clock()
        self._left -= 1
        try:
            body = question(article, self._settings.model)
            return await ask(self._settings, self._key, body, min(CALL_S, self._left_s))
        finally:
            self._left_s -= clock() - start

    def _end(self) -> str | None:
        """Return why no more questions are asked in this run, None while they are."""
        rest = "articles from here on are read by the rules alone"
        if self._failed >= PATIENCE:
            return f"the model failed {PATIENCE} times in a row: {rest}"
        if self._left <= 0 or self._left_s <= 0:
            return f"the run's {self._settings.calls} calls or {self._settings.seconds:g} s are spent: {rest}"
        return None

    def _grounded(self, article: Article, reading: Reading, told: Parsed) -> Added:
        grounded = self._grounder.ground(article, reading, told.proposals)
        dropped = {**grounded.dropped, **({NOT_AS_ASKED: told.count_wrong} if told.count_wrong else {})}
        if not dropped:
            return Added(reading=grounded.reading)
        listed = ", ".join(f"{reason} {count}" for reason, count in sorted(dropped.items()))
        text = f"{sum(dropped.values())} of the model's proposals were not taken: {listed}"
        return Added(reading=grounded.reading, issues=(_issue(article, Fault(kind="model_dropped", text=text)),))


def _issue(article: Article, fault: Fault) -> Issue:
    return Issue(where=article.url, kind=fault.kind, text=fault.text, url=article.url)
