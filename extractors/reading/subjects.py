"""Who is the subject of a sentence that no known verb of saying or citing links to anybody.

"The General Staff in Seoul stood at 1,100", "the White House goes with 3,000": whoever opens a sentence that gives a
number is the one who gives it. Names that are also a side or a place only act ("Moscow lost ..."), so do those who
speak for the watch's main actor: it is they who send.
"""

import re
from collections.abc import Sequence

from extractors.phrases import Hit
from extractors.reading.apart import is_possessor
from extractors.reading.endings import role_of
from extractors.reading.links import verbs_of
from extractors.reading.scenes import Scene
from extractors.reading.speech import Voice

_OFFICE = 40  # letters of an office before a name: "Le président", "Der Chef des Generalstabs"
_WHEN = 34  # letters of a time or a place before the comma: "Fin mars, "
_BESIDE = 12  # from an office to the name of who holds it
_OFFICE_DENSE = 6
_WHEN_DENSE = 14
_CLOCK = re.compile(r"^\d{1,2}[:.h]\d\d(?: (?:Uhr|GMT|CET))?[: |–-]+")  # "12:10: " before the entry of a live page
_SIDES = ("actors", "places", "carriers")


def subject_of(scene: Scene, names: Sequence[Hit]) -> Voice | None:
    """Return the speaker that a sentence opens with, where it is about what that one says; None for a mere actor."""
    first = next((n for n in names if not _is_side(n, scene)), None)
    if first is None or is_possessor(first, scene.passage) or not _opens(first, scene):
        return None
    for name in names:  # of "the service's head, Budanov" it is Budanov
        first = name if 0 < name.start - first.end <= _BESIDE and _is_office(first, name, scene) else first
    cast = scene.passage.cast
    if cast.speaks_for.get(first.label, "") == cast.story.main_actor:
        return None
    voice = Voice(source=first.label, start=first.start, end=first.end, how="subject")
    if scene.passage.lexicon.verb_final and not role_of(voice, scene):
        return None
    return voice


def _is_office(first: Hit, second: Hit, scene: Scene) -> bool:
    passage = scene.passage
    wide = 0 if passage.lexicon.is_dense else _BESIDE  # "el jefe de la inteligencia militar, Kiril Budánov"
    before = max(scene.span.start, first.start - wide)
    return passage.has("reporting.title", before, second.start) and not passage.has("cue.and", first.end, second.start)


def _is_side(name: Hit, scene: Scene) -> bool:
    return any(
        hit.start <= name.start and name.end <= hit.end
        for section in _SIDES
        for hit in scene.passage.hits(section).within(name.start, name.end)
    )


def _opens(name: Hit, scene: Scene) -> bool:
    """Whether only an office, or a time before a comma, stands before a name, and no word that makes it another's."""
    passage = scene.passage
    before = _CLOCK.sub("", passage.plain[scene.span.start : name.start])
    when, _, office = before.rpartition(",")
    dense = passage.lexicon.is_dense and " " not in passage.plain[slice(*scene.span)]
    if len(office) > (_OFFICE_DENSE if dense else _OFFICE) or len(when) > (_WHEN_DENSE if dense else _WHEN):
        return False
    start = name.start - len(office)
    between = any(passage.has(section, start, name.start) for section in ("cue.against", "person", "trigger"))
    counted = any(c.isdigit() for c in office)  # "взяты 430 украинских военнослужащих"
    return not between and not counted and not set(before) & set('":;')


def pronouns_of(scene: Scene) -> list[Hit]:
    """Return the words for whoever spoke, those beside a verb of saying first; not the army in "the Russian army"."""
    words = list(scene.hits("reporting.pronoun"))
    if len(words) < 2 or scene.passage.lexicon.is_dense:
        return words
    ends = {verb.end for verb in verbs_of(scene)}
    words = [word for word in words if scene.passage.hits("actors").at(word.end + 1) is None]
    return sorted(words, key=lambda word: word.start - 1 not in ends)
