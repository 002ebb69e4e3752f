"""The page structures of the made-up press: which template, how its text is broken, which metadata it carries."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template
from typing import Literal

Body = Literal["p", "br", "div"]
Metadata = Literal["none", "graph_tags", "news", "graph", "live"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """`metadata`: none, Open Graph tags alone, or these with a JSON-LD article, @graph or live blog."""

    body: Body = "p"
    metadata: Metadata = "graph_tags"
    has_inserts: bool = False


LAYOUTS = {
    "article": Layout(metadata="news"),
    "soup": Layout(),
    "microdata": Layout(metadata="none"),
    "table": Layout(body="br", metadata="none"),
    "amp": Layout(metadata="news"),
    "live": Layout(metadata="live"),
    "meter": Layout(metadata="news"),
    "hero": Layout(),
    "wire": Layout(metadata="news"),
    "rail": Layout(),
    "portal": Layout(body="br"),
    "breaks": Layout(body="br"),
    "graph": Layout(metadata="graph", has_inserts=True),
    "spans": Layout(body="div", metadata="none"),
    "points": Layout(metadata="news"),
    "broadsheet": Layout(),
}


@cache
def template(structure: str) -> Template:
    """Return the template of a structure, with its $names as `pages.chunks` fills them."""
    return Template((files("flows.coverage") / "layouts" / f"{structure}.html").read_text("utf-8"))
