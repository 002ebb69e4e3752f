"""A page of the made-up press as the bytes that its server would send at a time."""

import json
from datetime import datetime, timedelta, timezone
from html import escape

from flows.coverage.articles import Post, PressArticle, View
from flows.coverage.layouts import LAYOUTS, Body, Layout, template
from flows.coverage.noise import Noise, ago, built_at, noise, shuffled
from flows.coverage.outlets import Outlet
from flows.coverage.press import Title, article_path

_RELATED = 6
_CHALLENGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>One moment, please</title>
<meta name="robots" content="noindex"></head><body><main id="browser-check"><h1>{host}</h1>
<p>Checking that your browser is safe before you go on to {host}.</p>
<noscript>Please turn JavaScript and cookies on and load this page again.</noscript>
<p>This takes a few seconds. Reference: <code>{nonce}</code></p></main>
<script src="/browser-check/challenge.js?n={nonce}"></script></body></html>
"""


def article_page(title: Title, article: PressArticle, view: View, now: datetime) -> bytes:
    """Return the page of an article at a time, in the outlet's own encoding."""
    outlet = title.outlet
    built = built_at(outlet, view.modified_at, now)
    age_s = (built - article.published_at).total_seconds()
    moving = noise(outlet, article.slug, built, age_s)
    if view.revision.is_challenge:
        return _CHALLENGE.format(host=outlet.host, nonce=moving.nonce).encode()
    parts = chunks(title, article, view, built, moving)
    return template(outlet.structure).substitute(parts).encode(outlet.charset, errors="xmlcharrefreplace")


def chunks(title: Title, article: PressArticle, view: View, built: datetime, moving: Noise) -> dict[str, str]:
    """Return what a template may name, escaped and ready to stand in HTML."""
    outlet, words, layout = title.outlet, title.outlet.words, LAYOUTS[title.outlet.structure]
    url = f"http://{outlet.host}{article_path(outlet, article)}"
    seed = f"{outlet.id}/{article.slug}/{built:%Y-%m-%dT%H:%M}"
    published = words.published.format(date=printed(outlet, article.published_at))
    updated = words.updated.format(date=printed(outlet, view.modified_at))
    age_s = (built - article.published_at).total_seconds()
    plain = {
        "lang": outlet.language,
        "charset": outlet.charset,
        "site": outlet.name,
        "home": words.home,
        "url": url,
        "section": article.section,
        "title": view.revision.title,
        "summary": view.revision.summary,
        "byline": words.by.format(name=view.revision.byline) if view.revision.byline else "",
        "published": published,
        "updated": updated if view.modified_at > article.published_at else "",
        "published_iso": article.published_at.isoformat(),
        "modified_iso": view.modified_at.isoformat(),
        "ago": ago(outlet, age_s),
        "ad": moving.ad,
        "comments": words.comments.format(n=moving.comments),
        "readers": str(moving.readers),
        "footer": words.footer,
        "related_heading": words.related,
        "most_read_heading": words.most_read,
        "nonce": moving.nonce,
        "number": article.number,
        "initials": "".join(letter for letter in outlet.host.split(".")[0] if letter.isalpha())[:6],
        "host": outlet.host,
    }
    ready = {name: escape(value) for name, value in plain.items()}
    ready["nav"] = "".join(f'<li><a href="/s/{at}">{escape(name)}</a></li>' for at, name in enumerate(words.menu))
    ready["cookie"] = _cookie_note(outlet, moving)
    ready["newsletter"] = _box("newsletter", words.newsletter) if moving.shows_newsletter else ""
    ready["related"] = _links(title, article, built, seed)
    ready["most_read"] = "".join(
        f'<li><a href="/r/{at}">{escape(one)}</a></li>'
        for at, one in enumerate(shuffled(words.related_titles, seed + "/most")[:5])
    )
    ready["head"] = _head(outlet, article, view, url, layout)
    ready["body"] = _body(outlet, article, view, layout, moving)
    return ready


def printed(outlet: Outlet, when: datetime) -> str:
    """Return an instant as the outlet prints it, in its own zone."""
    local = when.astimezone(timezone(timedelta(hours=outlet.utc_offset_h)))
    months = outlet.words.months
    return outlet.words.date.format(
        day=local.day,
        month=months[local.month - 1] if months else f"{local.month:02d}",
        year=local.year,
        hour=f"{local.hour:02d}",
        minute=f"{local.minute:02d}",
    )


def _body(outlet: Outlet, article: PressArticle, view: View, layout: Layout, moving: Noise) -> str:
    blocks = paragraphs_html(view.revision.paragraphs, layout.body)
    if layout.has_inserts:
        blocks[2:2] = [_box("promo", moving.ad)]
        if moving.shows_newsletter:
            blocks[4:4] = [_box("signup", outlet.words.newsletter)]
    blocks += [_post(outlet, post, layout.body) for post in view.posts]
    if article.is_paywalled:
        blocks.append(f'<div class="paywall-notice" data-wall="hard">{escape(outlet.words.subscribe)}</div>')
    return ("<br><br>\n" if layout.body == "br" else "\n").join(blocks)


def paragraphs_html(paragraphs: tuple[str, ...], body: Body) -> list[str]:
    """Return each paragraph as HTML: `## ` is a subheading, `> ` a pull quote."""
    return [_paragraph(text, body) for text in paragraphs]


def _paragraph(text: str, body: Body) -> str:
    if text.startswith("## "):
        inner = escape(text[3:])
        return f"<b>{inner}</b>" if body == "br" else f"<h2>{inner}</h2>"
    if text.startswith("> "):
        inner = escape(text[2:])
        return inner if body == "br" else f"<blockquote><p>{inner}</p></blockquote>"
    inner = escape(text)
    return {"br": inner, "div": f'<div class="t-row"><span>{inner}</span></div>', "p": f"<p>{inner}</p>"}[body]


def _post(outlet: Outlet, post: Post, body: Body) -> str:
    heading = f"<h3>{escape(post.title)}</h3>" if post.title else ""
    text = "".join(paragraphs_html(post.paragraphs, "p" if body == "br" else body))
    when = f'<time datetime="{post.at.isoformat()}">{escape(printed(outlet, post.at))}</time>'
    return f'<section class="post" id="post-{post.at:%d%H%M}">{when}{heading}{text}</section>'


def _box(name: str, text: str) -> str:
    return f'<aside class="{name}">{escape(text)}</aside>'


def _cookie_note(outlet: Outlet, moving: Noise) -> str:
    if not moving.shows_cookie_note:
        return ""
    note, button = escape(outlet.words.cookie), escape(outlet.words.cookie_ok)
    return f'<div class="cookie-note" role="dialog"><span>{note}</span> <button>{button}</button></div>'


def _links(title: Title, article: PressArticle, built: datetime, seed: str) -> str:
    """Other stories, the outlet's own among them with the headlines that they carry at that time."""
    own = {
        other_view.revision.title: article_path(title.outlet, other)
        for other, other_view in title.published(built)
        if other.slug != article.slug
    }
    others = {name: f"/r/{at}" for at, name in enumerate(title.outlet.words.related_titles)}
    found = own | others
    picked = shuffled(tuple(found), seed + "/related")[:_RELATED]
    return "".join(f'<li><a href="{escape(found[name])}">{escape(name)}</a></li>' for name in picked)


def _head(outlet: Outlet, article: PressArticle, view: View, url: str, layout: Layout) -> str:
    if layout.metadata == "none":
        return ""
    tags = {
        "og:type": "article",
        "og:site_name": outlet.name,
        "og:title": view.revision.title,
        "og:description": view.revision.summary,
        "og:url": url,
        "article:published_time": article.published_at.isoformat(),
        "article:modified_time": view.modified_at.isoformat(),
    }
    lines = [f'<meta property="{name}" content="{escape(value)}">' for name, value in tags.items()]
    lines.append(f'<link rel="canonical" href="{escape(url)}">')
    if layout.metadata != "graph_tags":
        data = json.dumps(_linked_data(outlet, article, view, url, layout), ensure_ascii=False).replace("</", "<\\/")
        lines.append(f'<script type="application/ld+json">{data}</script>')
    return "\n".join(lines)


def _linked_data(outlet: Outlet, article: PressArticle, view: View, url: str, layout: Layout) -> dict[str, object]:
    kind = "LiveBlogPosting" if article.is_live_blog else "NewsArticle"
    publisher = {"@type": "NewsMediaOrganization", "name": outlet.name, "url": f"http://{outlet.host}/"}
    node: dict[str, object] = {
        "@type": kind,
        "headline": view.revision.title,
        "url": url,
        "inLanguage": outlet.language,
        "datePublished": article.published_at.isoformat(),
        "dateModified": view.modified_at.isoformat(),
        "publisher": publisher,
        "isAccessibleForFree": not article.is_paywalled,
    }
    if view.revision.byline:
        node["author"] = [{"@type": "Person", "name": view.revision.byline}]
    if layout.metadata == "graph":
        return {"@context": "https://schema.org", "@graph": [publisher, {"@type": "WebPage", "url": url}, node]}
    return {"@context": "https://schema.org", **node}
