"""Names behind words such as "according to", or between them ("nach Selenskyjs Rechnung")."""

from collections.abc import Sequence

from extractors.phrases import Hit
from extractors.reading.apart import is_apart
from extractors.reading.offices import is_an_office_word
from extractors.reading.reaching import other_between
from extractors.reading.scenes import Scene

_CITED = 26  # from "according to" to the name
_CITED_TITLED = 48  # the same with an office between
_CITED_DENSE = 4
_COMMA = 2  # letters of a comma and a space
_OF = 2  # letters of "of"
_ENDING = 2  # letters of a name's ending that a citing word takes in: "정보당국의 분석"


def openings(scene: Scene) -> list[Hit]:
    """Return the words that cite only where they open a sentence or a clause ("Pour Kiev, ...")."""
    passage, (start, _) = scene.passage, scene.span
    return [
        hit
        for hit in scene.hits("reporting.opening")
        if not (before := passage.plain[start : hit.start].rstrip()) or before[-1] in ',;:|]】-–—"'
    ]


def cite_of(name: Hit, names: list[Hit], cites: Sequence[Hit], scene: Scene) -> Hit | None:
    """Return the word such as "according to" that stands beside a name; only an office may stand between."""
    passage = scene.passage
    lexicon = passage.lexicon
    for cite in cites:
        gap = passage.plain[cite.end : name.start]
        if lexicon.verb_final:
            near = -_ENDING <= cite.start - name.end <= _CITED_DENSE
        elif lexicon.is_dense:
            near = -1 <= name.start - cite.end <= _CITED_DENSE * 3
        else:
            titled = len(gap) <= _CITED_TITLED and passage.has("reporting.title", cite.end, name.end)
            near = -1 <= name.start - cite.end <= (_CITED_TITLED if titled else _CITED)
            side = passage.hits("actors").at(name.start)  # "selon la même source, Pyongyang ..."
            person = titled and (side is None or side.end < name.end)
            near = near and (person or "," not in gap) and not set(gap) & set(';"')
            near = near or (cite.start == name.end and passage.plain[cite.start] == "'")  # "by Kyiv's account"
            near = near or name.start < cite.start < cite.end == name.end  # "nach westlichen Schätzungen"
            near = (near and not _is_of_another(cite, name, scene)) or cite.start < name.start < name.end < cite.end
        if near and not other_between(name, cite, names):
            return cite
    return None


def without_actors(names: list[Hit], cites: Sequence[Hit], scene: Scene) -> list[Hit]:
    """Return the names but for capitals that act behind "according to the agency, ..."."""
    passage = scene.passage
    if passage.lexicon.is_dense or not scene.has("reporting.pronoun"):
        return names
    words = (w for w in scene.hits("reporting.pronoun") if is_an_office_word(w))
    for word in words:
        if any(0 <= word.start - cite.end <= 1 for cite in cites) and passage.plain.startswith(",", word.end):
            return [n for n in names if n.start - word.end != _COMMA or passage.hits("actors").at(n.start) is None]
    return names


def _is_of_another(cite: Hit, name: Hit, scene: Scene) -> bool:
    """Whether "the service" is cited, and a capital behind it only acts ("selon le service, Pyongyang a livré ...")."""
    passage = scene.passage
    if passage.hits("actors").at(name.start) is None or is_apart(name, passage):
        return False
    words = passage.hits("reporting.pronoun").within(cite.end, name.start)
    return any(
        (is_an_office_word(word) and len(passage.plain[word.end : name.start].strip(" ,")) > _OF)
        or "," in passage.plain[word.end : name.start]
        for word in words
    )
