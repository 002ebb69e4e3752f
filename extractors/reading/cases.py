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
    sources = (s for s in passage.cast.story.sources if s.id == name.label)
    return not any(text == alias.rstrip("*") for s in sources for alias in s.names.get(lexicon.code, ()))
