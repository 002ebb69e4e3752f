"""Reads what a watch fetches and where its alerts go: feeds, pages, expectations, delivery."""

from datetime import timedelta

from flows.keepers import Keeper, read_keeper
from flows.watching.files import Folder, Ids
from flows.watching.policy import channel_rules
from flows.watching.tables import Table
from flows.watching.values import AddedPage, Channel, ChannelKind, Expectation, Feed, Heartbeat

# Below this an outlet would rightly call us a nuisance; above it a revision is missed for a week.
SHORTEST, LONGEST = timedelta(minutes=5), timedelta(days=7)

_LEAVING = frozenset({ChannelKind.WEBHOOK, ChannelKind.APPRISE})
_FOR_PEOPLE = frozenset({ChannelKind.CONSOLE, ChannelKind.APPRISE})
"""The channels that leave the machine: these have an address."""


def read_feeds(folder: Folder) -> tuple[Feed, ...]:
    """Return the feeds in the order of their files; two feeds may not share an address."""
    ids = Ids()
    addresses: dict[str, str] = {}
    found = []
    for table in folder.rows("feed", required=True):
        feed = _feed(table, ids)
        other = addresses.setdefault(feed.url, feed.id)
        if feed.url and other != feed.id:
            table.wrong("url", f"is the address of the feed {other!r} already")
        table.end()
        found.append(feed)
    return tuple(found)


def _feed(table: Table, ids: Ids) -> Feed:
    feed = Feed(
        id=ids.take(table),
        outlet=table.id("outlet"),
        outlet_name=table.text("outlet_name"),
        publisher=table.id("publisher"),
        language=table.language(),
        country=table.country(),
        url=table.url(),
        every=table.duration("every"),
        seen_at=table.text("seen_at"),
        probed=table.flag("probed"),
    )
    if feed.every and not SHORTEST <= feed.every <= LONGEST:
        table.wrong("every", "must be between 5m and 7d")
    return feed


def read_pages(folder: Folder) -> tuple[AddedPage, ...]:
    """Return the pages that were added by hand."""
    found: list[AddedPage] = []
    for table in folder.rows("page"):
        page = AddedPage(
            url=table.url(),
            outlet=table.id("outlet"),
            outlet_name=table.text("outlet_name"),
            publisher=table.id("publisher"),
            language=table.language(),
            country=table.country(),
        )
        if page.url and page.url in {other.url for other in found}:
            table.wrong("url", "stands twice")
        table.end()
        found.append(page)
    return tuple(found)


def read_expectations(folder: Folder, feeds: tuple[Feed, ...]) -> tuple[Expectation, ...]:
    """Return what each feed is expected to bring, at most one expectation for each."""
    known = {feed.id for feed in feeds}
    ids = Ids()
    found = []
    for table in folder.rows("expectation"):
        feed = ids.take(table, "feed")
        if feed and feed not in known:
            table.wrong("feed", f"{feed!r} is no feed of this watch")
        amount = table.number("entries_a_day")
        if amount is None and not table.has("entries_a_day"):
            table.wrong("entries_a_day", "is missing")
        table.end()
        found.append(Expectation(feed=feed, entries_a_day=amount or 0.0))
    return tuple(found)


def read_delivery(folder: Folder, questions: frozenset[str]) -> tuple[Channel, ...]:
    """Return the ways out; an address is a secret: the file names the variable or Prefect Secret that holds it.

    `questions`: the ids of which a channel may take the alerts alone.
    """
    ids = Ids()
    found = []
    for table in folder.rows("channel"):
        kind = table.choice("kind", ChannelKind)
        channel = Channel(
            id=ids.take(table),
            kind=kind,
            url=read_keeper(table, env="url_env", block="url_block") if kind in _LEAVING else None,
            signing=_signing(table, kind),
            private=_is_private(table, kind),
            pages=table.url("pages").rstrip("/") if kind in _FOR_PEOPLE and table.has("pages") else None,
            **channel_rules(table, kind, questions),
        )
        table.end()
        found.append(channel)
    return tuple(found)


def read_heartbeat(head: Table) -> Heartbeat | None:
    """Return who is told after each good run, `[heartbeat]` in watch.toml; None where nobody is."""
    if not head.has("heartbeat"):
        return None
    table = head.table("heartbeat")
    private = table.flag("private") if table.has("private") else False
    heartbeat = Heartbeat(url=read_keeper(table, env="url_env", block="url_block"), private=private)
    table.end()
    return heartbeat


def _signing(table: Table, kind: ChannelKind) -> Keeper | None:
    is_signed = kind is ChannelKind.WEBHOOK and (table.has("signing_env") or table.has("signing_block"))
    return read_keeper(table, env="signing_env", block="signing_block") if is_signed else None


def _is_private(table: Table, kind: ChannelKind) -> bool:
    """Return whether a receiver may be in the operator's own network; other channels do not leave the machine."""
    return table.flag("private") if kind in _LEAVING and table.has("private") else False
