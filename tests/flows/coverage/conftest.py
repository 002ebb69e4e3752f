"""A small press of two outlets that the tests change, and the shipped one, read once."""

from pathlib import Path

import pytest

from flows.coverage.press import Press, load_press

OUTLET = """
id = "{id}"
name = "The Trial"
host = "{id}.example"
language = "en"
country = "GB"
publisher = "trial"
feed = "{feed}"
structure = "article"
path = "/{{section}}/{{slug}}"
etag = "{etag}"
{traits}
[words]
home = "Home"
menu = ["One", "Two", "Three", "Four"]
cookie = "Cookies here."
cookie_ok = "Yes"
by = "By {{name}}"
published = "Out {{date}}"
updated = "Changed {{date}}"
date = "{{day}}.{{month}}.{{year}} {{hour}}:{{minute}}"
minutes_ago = "{{n}} min"
hours_ago = "{{n}} h"
related = "Related"
related_titles = ["Cows & calves", "Bees", "Owls", "Hens", "Pigs", "Cats"]
most_read = "Most read"
ads = ["Buy a hat", "Buy a coat", "Buy a boat"]
newsletter = "Write to us."
comments = "{{n}} comments"
footer = "The end"
subscribe = "Pay to read on."
"""

ARTICLE = """
slug = "first"
{traits}
[[revision]]
at = 2025-01-27T06:00:00Z
title = "Ten <sheep> seen"
byline = "A. Nobody"
paragraphs = ["Ten sheep were seen.", "## Where", "> In a field, said the farmer."]
{more}
"""

Tree = dict[str, str]


def write(root: Path, tree: Tree) -> Path:
    """Write relative path -> text below a folder, and return the folder."""
    for name, text in tree.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def outlet_text(outlet_id: str = "en-trial", *, feed: str = "rss", etag: str = "strong", traits: str = "") -> str:
    """Return an outlet.toml."""
    return OUTLET.format(id=outlet_id, feed=feed, etag=etag, traits=traits)


def article_text(*, traits: str = "", more: str = "") -> str:
    """Return articles/first.toml, with further revisions or posts in `more`."""
    return ARTICLE.format(traits=traits, more=more)


def small_press(root: Path, *, article: str | None = None, **outlet: str) -> Press:
    """Return a press of one outlet with one article."""
    tree = {
        "en-trial/outlet.toml": outlet_text(**outlet),
        "en-trial/articles/first.toml": article if article is not None else article_text(),
    }
    return load_press(write(root, tree))


@pytest.fixture(scope="session")
def shipped() -> Press:
    """The press that ships with the project."""
    return load_press()
