"""What the ending of a name makes it: whom something is told ("доложил Путину Герасимов"), or whose something is."""

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


def past_possessive(end: int, passage: Passage) -> int:
    """Return where the ending that makes a name whose something is ("Kyiv's 300") stops behind it; else `end`."""
    plain = passage.plain
    for ending in passage.lexicon.endings["possessive"]:
        if plain.startswith(ending, end) and plain.startswith(" ", end + len(ending)):
            return end + len(ending)
    return end
