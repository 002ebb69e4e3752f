"""Fills our templates: every value is escaped, and the page's policy names the style and scripts that it carries."""

from datetime import timedelta
from functools import cache
from importlib import resources
from typing import Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from extractors.names import readable
from extractors.values import Modality
from flows.report.charts import strip, swatch
from flows.report.content import Said
from flows.report.gloss import finding_words, gloss_line, metric_words, number_words, source_words, value_words
from flows.report.languages import language_name, language_tag
from flows.report.safety import clean, content_policy, web_link
from flows.report.sides import anchor, clip, marked, pieces_hold, side_labels
from flows.report.tellings import said

_PLACES: Final = ("flows.report", "flows.pages", "flows.proof")
"""Rooms with a folder of templates, in the order in which a name is looked for."""


def fill(
    template: str, *, styles: tuple[str, ...] = ("page.css",), scripts: tuple[str, ...] = (), **values: object
) -> str:
    """Return a page: the template with these values, and the styles and scripts named, all inside it."""
    looks, texts = [asset(name) for name in styles], [asset(name) for name in scripts]
    text = (
        _environment()
        .get_template(template)
        .render(
            policy=content_policy(styles=looks, scripts=texts),
            styles=[Markup(look) for look in looks],  # noqa: S704 - our own files, and their hashes are in the policy
            scripts=[Markup(script) for script in texts],  # noqa: S704 - likewise
            **values,
        )
    )
    return clean(text)


@cache
def asset(name: str) -> str:
    """Return a file of a template folder, or of somebody else's that we carry ("vendor/uplot/uPlot.min.css")."""
    for place in _PLACES:
        file = resources.files(place) / ("" if name.startswith("vendor/") else "templates") / name
        if file.is_file():
            return file.read_text(encoding="utf-8")
    raise FileNotFoundError(name)


def answer_words(one: Said) -> str:
    """Return an answer in a few words: "about 1,000 killed", "withdrawn from the front (denied)"."""
    words = f"{value_words(one.gloss)} {metric_words(one.gloss.metric)}".strip()
    return words if one.gloss.modality is Modality.ASSERTED else f"{words} ({one.gloss.modality})"


def lag_words(lag: timedelta) -> str:
    """Return a time that passed in its greatest whole unit: "40 min", "5 h", "3 days"."""
    minutes = int(lag / timedelta(minutes=1))
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{lag.days} days"


@cache
def _environment() -> Environment:
    """Return the templates' world; an unknown name is an error."""
    environment = Environment(
        loader=FunctionLoader(asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(
        answer=answer_words,
        clip=clip,
        finding=finding_words,
        gloss=gloss_line,
        lag=lag_words,
        language=language_name,
        link=web_link,
        number=number_words,
        readable=readable,
        said=said,
        source=source_words,
        tag=language_tag,
        value=value_words,
    )
    environment.globals.update(
        anchor=anchor, marked=marked, pieces_hold=pieces_hold, side_labels=side_labels, strip=strip, swatch=swatch
    )
    return environment
