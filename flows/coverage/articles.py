"""An article of the made-up press: its revisions, each whole, and what a visitor finds at a time."""

import re
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from flows.coverage.tables import Key, Object, PressError, check, read_toml, shown

_ARTICLE = {
    "slug": Key(str),
    "section": Key(str, default="world"),
    "paywall": Key(bool, default=False),
    "live_blog": Key(bool, default=False),
    "redirect_from": Key(str, default=""),
    "utm": Key(bool, default=False),
    "off_topic": Key(bool, default=False),
    "syndicated": Key(str, default=""),
    "revision": Key(dict, many=True),
    "post": Key(dict, many=True, default=()),
}
_REVISION = {
    "at": Key(datetime),
    "title": Key(str, is_optional=True),
    "byline": Key(str, is_optional=True),
    "summary": Key(str, is_optional=True),
    "paragraphs": Key(str, many=True, is_optional=True),
    "edits": Key(list, many=True, default=()),
    "event": Key(str, default=""),
    "noise": Key(str, default=""),
    "gone": Key(bool, default=False),
    "challenge": Key(bool, default=False),
}
_POST = {"at": Key(datetime), "title": Key(str, default=""), "paragraphs": Key(str, many=True)}
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_BREAK = "\x00"  # joins title and paragraphs for an edit; occurs in no text


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One state of an article, whole. `event` or `noise` says why it came to be; the first may have neither."""

    at: datetime
    title: str
    byline: str
    summary: str
    paragraphs: tuple[str, ...]
    event: str = ""
    noise: str = ""
    is_gone: bool = False
    is_challenge: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A piece of a live blog; shown from `at` on."""

    at: datetime
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a visitor finds at a time; `posts` newest first."""

    revision: Revision
    posts: tuple[Post, ...]
    modified_at: datetime

    @property
    def gone(self) -> bool:
        """Whether the article was taken down."""
        return self.revision.is_gone


@dataclass(frozen=True, slots=True, kw_only=True)
class PressArticle:
    """One article with all it ever said; `redirect_from` is the old path that leads to it, "" for none."""

    slug: str
    section: str
    is_paywalled: bool
    is_live_blog: bool
    redirect_from: str
    has_utm: bool
    is_off_topic: bool
    syndicated: str
    revisions: tuple[Revision, ...]
    posts: tuple[Post, ...]

    @property
    def published_at(self) -> datetime:
        """When the first revision appeared."""
        return self.revisions[0].at

    @property
    def number(self) -> str:
        """Seven digits made from the slug, for outlets that number their pages."""
        return f"{zlib.crc32(self.slug.encode()) % 9_000_000 + 1_000_000}"

    def view(self, at: datetime) -> View | None:
        """Return what stands there at a time, None before publication."""
        if at < self.published_at:
            return None
        revision = [one for one in self.revisions if one.at <= at][-1]
        posts = sorted((post for post in self.posts if post.at <= at), key=lambda post: post.at, reverse=True)
        return View(
            revision=revision, posts=tuple(posts), modified_at=max([revision.at, *(post.at for post in posts[:1])])
        )


def read_article_file(path: Path) -> PressArticle:
    """Return the article that a file describes, each revision made whole.

    Raises:
        PressError: something in it is wrong.
    """
    file = shown(path)
    values = check(read_toml(path), _ARTICLE, file)
    slug = str(values["slug"])
    if slug != path.stem or not _SLUG.fullmatch(slug):
        raise PressError(file, "slug", f"{slug!r} must be the file's name, of a-z, 0-9 and -")
    posts = _posts(cast("tuple[Object, ...]", values["post"]), file)
    if bool(values["live_blog"]) != bool(posts):
        raise PressError(file, "post", "live_blog and [[post]] need each other")
    return PressArticle(
        slug=slug,
        section=str(values["section"]),
        is_paywalled=bool(values["paywall"]),
        is_live_blog=bool(values["live_blog"]),
        redirect_from=str(values["redirect_from"]),
        has_utm=bool(values["utm"]),
        is_off_topic=bool(values["off_topic"]),
        syndicated=str(values["syndicated"]),
        revisions=_revisions(cast("tuple[Object, ...]", values["revision"]), file),
        posts=posts,
    )


def _posts(tables: tuple[Object, ...], file: str) -> tuple[Post, ...]:
    found = []
    for at, table in enumerate(tables):
        values = check(table, _POST, file, f"post[{at}].")
        found.append(
            Post(
                at=_instant(values["at"], file, f"post[{at}].at"),
                title=str(values["title"]),
                paragraphs=cast("tuple[str, ...]", values["paragraphs"]),
            )
        )
    return tuple(found)


def _revisions(tables: tuple[Object, ...], file: str) -> tuple[Revision, ...]:
    if not tables:
        raise PressError(file, "revision", "needs at least one")
    found: list[Revision] = []
    for at, table in enumerate(tables):
        place = f"revision[{at}]."
        values = check(table, _REVISION, file, place)
        found.append(_revision(values, found[-1] if found else None, file, place))
    return tuple(found)


def _revision(values: dict[str, object], before: Revision | None, file: str, place: str) -> Revision:
    at = _instant(values["at"], file, place + "at")
    if before is not None:
        _check_later(values, before, at, file, place)
    title = values["title"] if values["title"] is not None or before is None else before.title
    byline = values["byline"] if values["byline"] is not None or before is None else before.byline
    paragraphs = values["paragraphs"] if values["paragraphs"] is not None or before is None else before.paragraphs
    if title is None or byline is None or paragraphs is None:
        raise PressError(file, place, "the first revision needs title, byline and paragraphs")
    title, paragraphs = _edited(str(title), cast("tuple[str, ...]", paragraphs), values["edits"], file, place)
    # A deck of its own stays through edits; one that is the first paragraph follows it.
    kept = before.summary if before is not None and before.summary not in before.paragraphs[:1] else ""
    return Revision(
        at=at,
        title=title,
        byline=str(byline),
        summary=str(values["summary"] or kept or next(iter(paragraphs), "")),
        paragraphs=paragraphs,
        event=str(values["event"]),
        noise=str(values["noise"]),
        is_gone=bool(values["gone"]),
        is_challenge=bool(values["challenge"]),
    )


def _check_later(values: dict[str, object], before: Revision, at: datetime, file: str, place: str) -> None:
    if at <= before.at:
        raise PressError(file, place + "at", "must be later than the revision before")
    if bool(values["event"]) == bool(values["noise"]):
        raise PressError(file, place + "event", "a later revision has exactly one of event and noise")


def _edited(
    title: str, paragraphs: tuple[str, ...], edits: object, file: str, place: str
) -> tuple[str, tuple[str, ...]]:
    whole = _BREAK.join((title, *paragraphs))
    for edit in cast("tuple[list[object], ...]", edits):
        if len(edit) != 2 or not all(isinstance(part, str) for part in edit):
            raise PressError(file, place + "edits", f"each is [old, new], not {edit!r}")
        old, new = str(edit[0]), str(edit[1])
        if whole.count(old) != 1:
            raise PressError(file, place + "edits", f"{old!r} stands {whole.count(old)} times, not once")
        whole = whole.replace(old, new)
    parts = whole.split(_BREAK)
    return parts[0], tuple(part for part in parts[1:] if part)


def _instant(value: object, file: str, key: str) -> datetime:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise PressError(file, key, "must be a time with a zone: 2025-01-27T06:30:00Z")
    return value.astimezone(UTC)
