"""Reads policy.toml and the rules of a channel: what goes out at once, what waits, when it is quiet, who takes what.

docs/policy.md shows the file. What it does not say is as in `AlertRules`: a watch without the file has those defaults.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypedDict

from flows.alerts.verdicts import Finding
from flows.errors import Problem
from flows.watching.files import Folder
from flows.watching.rules import UNASKED, AlertRules, Handling, QuietHours, Severity, StormSizes, Threshold
from flows.watching.tables import Table, read_table
from flows.watching.values import ChannelKind

_FILES = frozenset({ChannelKind.JSONL, ChannelKind.ATOM})
_ON_THIS_MACHINE = _FILES | {ChannelKind.CONSOLE}


class ChannelRules(TypedDict):
    """The part of a channel that says what it takes and when, by the names of `Channel`."""

    findings: frozenset[Finding]
    questions: frozenset[str]
    severities: frozenset[str]
    languages: frozenset[str]
    digest: bool
    keeps_quiet: bool


def read_policy(folder: Folder, questions: frozenset[str]) -> AlertRules:
    """Return the policy of a watch; problems go to the folder's list. `questions`: the ids that it may name."""
    found = AlertRules()
    for at, table in enumerate(folder.tops("policy")):
        if at:
            table.wrong("", "a watch has one policy: join the files")
        found = _rules(table, questions)
    return found


def policy_at(path: Path, questions: frozenset[str], problems: list[Problem]) -> AlertRules:
    """Return the policy of a file that stands anywhere."""
    table = read_table(path, str(path), problems)
    return _rules(table, questions) if table is not None else AlertRules()


def channel_rules(table: Table, kind: ChannelKind, questions: frozenset[str]) -> ChannelRules:
    """Return what a channel takes and when; without rules it takes every alert."""
    asked = frozenset(table.texts("questions")) if table.has("questions") else frozenset()
    for question in sorted(asked - questions):
        table.wrong("questions", f"{question!r} is no question; known are {', '.join(sorted(questions))}")
    digest = table.has("digest") and table.flag("digest")
    if digest and kind in _FILES:
        table.wrong("digest", f"is for persons; the {kind} channel holds every alert by itself")
    leaves = kind not in _ON_THIS_MACHINE
    return ChannelRules(
        findings=frozenset(table.choices("findings", Finding)) if table.has("findings") else frozenset(),
        questions=asked,
        severities=frozenset(table.choices("severities", Severity)) if table.has("severities") else frozenset(),
        languages=frozenset(table.languages()) if table.has("languages") else frozenset(),
        digest=digest,
        keeps_quiet=table.flag("quiet_hours") if table.has("quiet_hours") else leaves,
    )


def _rules(table: Table, questions: frozenset[str]) -> AlertRules:
    default = AlertRules()
    by_question, thresholds = _by_question(table, questions)
    within = "second_mention_within"
    found = AlertRules(
        routes=MappingProxyType({**default.routes, **_routes(table, frozenset(Finding), "finding")}),
        by_question=by_question,
        thresholds=thresholds,
        stale_after=table.duration("stale_after") if table.has("stale_after") else default.stale_after,
        second_mention_within=table.duration(within) if table.has(within) else default.second_mention_within,
        storm=_storm(table) if table.has("storm") else default.storm,
        quiet=_quiet(table.table("quiet")) if table.has("quiet") else None,
    )
    table.end()
    return found


def _routes(table: Table, known: frozenset[Finding], what: str) -> Mapping[Finding, Handling]:
    """Return the findings of `[route]` with what becomes of them; what cannot be told twice cannot wait."""
    if not table.has("route"):
        return MappingProxyType({})
    routes = table.table("route")
    found = {}
    for name in routes.names_of(known, what):
        found[Finding(name)] = routes.choice(name, Handling)
        if found[Finding(name)] is Handling.SECOND_MENTION and name in UNASKED:
            routes.wrong(name, "no other publisher can tell the same of it: use now, digest or never")
    return MappingProxyType(found)


def _by_question(
    table: Table, questions: frozenset[str]
) -> tuple[Mapping[str, Mapping[Finding, Handling]], Mapping[str, Threshold]]:
    routes: dict[str, Mapping[Finding, Handling]] = {}
    thresholds: dict[str, Threshold] = {}
    if not table.has("question"):
        return MappingProxyType(routes), MappingProxyType(thresholds)
    own = table.table("question")
    for name in own.names_of(questions, "question of this watch"):
        one = own.table(name)
        routes[name] = _routes(one, frozenset(Finding) - UNASKED, "finding that a question asks for")
        thresholds[name] = Threshold(absolute=one.number("min_absolute"), relative=one.number("min_relative"))
        one.end()
    return MappingProxyType(routes), MappingProxyType(thresholds)


def _storm(table: Table) -> StormSizes:
    own, default = table.table("storm"), StormSizes()
    found = StormSizes(
        run=own.count("run") if own.has("run") else default.run,
        day=own.count("day") if own.has("day") else default.day,
    )
    own.end()
    return found


def _quiet(table: Table) -> QuietHours:
    found = QuietHours(
        start=table.clock("from"),
        end=table.clock("to"),
        high_passes=table.has("high_passes") and table.flag("high_passes"),
    )
    if found.start == found.end:
        table.wrong("to", "must differ from `from`: hours that last the whole day would hold everything for ever")
    table.end()
    return found
