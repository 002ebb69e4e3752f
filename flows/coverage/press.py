"""The made-up press, read from its folder: outlets, articles, and what each article said at any time.

FORMAT.md is the reference of the files. Knows no HTML and no HTTP.
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from flows.coverage.articles import PressArticle, View, read_article_file
from flows.coverage.outlets import Outlet, read_outlet_file
from flows.coverage.tables import PressError


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """An outlet with its articles, in the order of their slugs."""

    outlet: Outlet
    articles: tuple[PressArticle, ...]

    def published(self, at: datetime) -> tuple[tuple[PressArticle, View], ...]:
        """Return what stands in the paper at a time and how, newest first; what was taken down is out."""
        views = [(article, article.view(at)) for article in self.articles]
        there = [(article, view) for article, view in views if view is not None and not view.gone]
        return tuple(sorted(there, key=lambda one: (one[0].published_at, one[0].slug), reverse=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """All outlets, by id and by host."""

    titles: tuple[Title, ...]
    by_host: dict[str, Title] = field(repr=False)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts that the server plays."""
        return tuple(self.by_host)

    def title(self, outlet_id: str) -> Title:
        """Return an outlet by its id; KeyError where there is none."""
        return {title.outlet.id: title for title in self.titles}[outlet_id]


def shipped_folder() -> Path:
    """Return the folder of the coverage that ships with the project."""
    return Path(str(files("flows.coverage") / "press"))


def load_press(folder: Path | None = None) -> Press:
    """Return the press written down in a folder, the shipped one unless another is named.

    Raises:
        PressError: a file is wrong, or two outlets share a host or two articles an address.
    """
    root = folder if folder is not None else shipped_folder()
    titles = tuple(read_title(path) for path in sorted(root.iterdir()) if path.is_dir())
    by_host: dict[str, Title] = {}
    for title in titles:
        if title.outlet.host in by_host:
            raise PressError(f"{title.outlet.id}/outlet.toml", "host", f"{title.outlet.host!r} is taken")
        by_host[title.outlet.host] = title
    return Press(titles=titles, by_host=by_host)


def read_title(folder: Path) -> Title:
    """Return one outlet's folder.

    Raises:
        PressError: its files are wrong, or an article asks for words that the outlet has not.
    """
    outlet = read_outlet_file(folder / "outlet.toml")
    articles = tuple(read_article_file(path) for path in sorted((folder / "articles").glob("*.toml")))
    for article in articles:
        if article.is_paywalled and not outlet.words.subscribe:
            raise PressError(f"{outlet.id}/outlet.toml", "words.subscribe", f"is needed by {article.slug}")
    _refuse_shared_paths(outlet, articles)
    return Title(outlet=outlet, articles=articles)


def _refuse_shared_paths(outlet: Outlet, articles: Iterable[PressArticle]) -> None:
    seen: dict[str, str] = {}
    for article in articles:
        path = article_path(outlet, article)
        if path in seen:
            raise PressError(f"{outlet.id}/outlet.toml", "path", f"{article.slug} and {seen[path]} share {path}")
        seen[path] = article.slug


def article_path(outlet: Outlet, article: PressArticle) -> str:
    """Return the path at which an article stands on its outlet's host."""
    day = article.published_at
    return outlet.path.format(
        slug=article.slug,
        section=article.section,
        year=f"{day:%Y}",
        month=f"{day:%m}",
        day=f"{day:%d}",
        number=article.number,
    )


def main() -> int:
    """Check every folder, print what is wrong and how much there is; 1 where anything is wrong."""
    faults = 0
    titles: list[Title] = []
    for folder in sorted(path for path in shipped_folder().iterdir() if path.is_dir()):
        try:
            titles.append(read_title(folder))
        except PressError as exc:
            faults += 1
            sys.stdout.write(f"{exc}\n")
    pages = sum(len(title.articles) for title in titles)
    layouts = {title.outlet.structure for title in titles}
    sys.stdout.write(f"{len(titles)} outlets, {pages} pages, {len(layouts)} structures, {faults} faults\n")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
