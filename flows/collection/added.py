"""Pages added by hand: an article without a feed, due at once."""

from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from extractors.lexicon import load_lexicon
from extractors.urls import is_same_site
from flows.watching.values import Watch
from warehouse import connect, read, write
from warehouse.rows import ArticleRow


def add_page(watch: Watch, home: Path, url: str, *, language: str, outlet: str | None, now: datetime) -> bool:
    """Return whether the page is new to the watch; `url` is canonical, `language` one that has a lexicon.

    Without an `outlet` it is that of the feed on the same site, or else the host's name. An outlet that one of the
    watch's feeds names keeps its publisher family.

    Raises:
        LexiconError: no lexicon reads that language.
    """
    load_lexicon(language)
    name = outlet or _outlet_of(watch, url)
    publisher = next((feed.publisher for feed in watch.feeds if feed.outlet == name), name)
    row = ArticleRow(watch=watch.id, url=url, outlet=name, publisher=publisher, language=language, first_seen_at=now)
    with connect.writer(home) as con, connect.transaction(con):
        is_known = url in read.article_states(con, watch.id, read.NEVER, [url])
        write.add_articles(con, [row])
    return not is_known


def _outlet_of(watch: Watch, url: str) -> str:
    known = next((feed.outlet for feed in watch.feeds if is_same_site(feed.url, url)), None)
    return known or (urlsplit(url).hostname or url).removeprefix("www.")
