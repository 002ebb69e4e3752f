"""Where endings show that a name is told something and tells nothing: "доложил Путину Герасимов"."""

from extractors.phrases import Hit
from extractors.reading.marks import Passage


def is_oblique(name: Hit, passage: Passage) -> bool:
    """Return whether a name ends as one that somebody speaks to, or with; not where the story lists it so (Шойгу)."""
    lexicon = passage.lexicon
    if lexicon.is_dense or not lexicon.particle:
        return False
    text = passage.plain[name.start : name.end]
    if not text.endswith(lexicon.particle):
        return False
    return not any(text == alias.rstrip("*") for alias in passage.cast.source_names.get(name.label, ()))
